"""What is not understood is no paragraph: it goes into the residue, with a diagnostic."""

from __future__ import annotations

import pytest

from cchc_extract import extract
from cchc_extract.segment.foreign import is_foreign

PLAN = "KẾ HOẠCH\nCải cách hành chính năm 2026\n\nI. NHIỆM VỤ\n\n1. Sở A báo cáo.\n\n{}\n\n2. Sở B rà soát.\n"


@pytest.mark.parametrize(
    "text", ["The quick brown fox jumped over a dog.", "@@## qwerty lorem ipsum !!!", "{{@ $$$ }}"]
)
def test_what_is_no_vietnamese_is_residue(text: str) -> None:
    result = extract(PLAN.format(text))
    assert [task.ordinal for task in result.tasks] == ["1", "2"]
    words = "".join(PLAN.format(text)[slice(*span)] for span in result.accounting.residue)
    assert words.split() == text.split()
    assert "accounting.residue" in [found.code for found in result.diagnostics]


@pytest.mark.parametrize(
    "text",
    [
        "Ứng dụng Chatbot trong Smart City",
        "Krông Năng, Ea Kar, M'Đrắk",
        "Website: https://cchc.example.vn/tin-tuc/index.html",
        "The plan: " + "y" * 200_000 + ".vn",
        "Email: phongcchc@example.vn",
        "### PHỤ LỤC I",
        "Nguyen Van A",
        "01/2026",
        "……………",
    ],
)
def test_what_vietnam_writes_is_not_foreign(text: str) -> None:
    assert not is_foreign(text)
