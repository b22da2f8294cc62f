"""The terminal view: everything is shown as it stands, in the width it is given."""

from __future__ import annotations

from typing import Any

import pytest

from cchc_extract.model.record import Extraction
from cchc_extract.writers.terminal import render


@pytest.fixture
def result() -> Extraction:
    def party(role: str, name: str) -> dict[str, Any]:
        return {"role": role, "text": name, "name": name, "span": (0, 1)}

    task = {
        "id": "pl01.1",
        "source": "table",
        "task": "Rà soát [bold]thủ tục[/bold] hành chính :smile:",
        "parties": [party("lead", "Sở Tư pháp"), party("coordinating", "Sở Y tế"), party("implementing", "Sở Nội vụ")],
        "deadlines": [
            {
                "text": "Quý II/2022", "applies_to": None, "kind": "quarter", "bound": "in", "value": "2022-Q2",
                "start": "2022-04-01", "end": "2022-06-30", "rrule": None, "span": (0, 1),
            }
        ],
        "budget": {
            "text": "120", "kind": "amount", "amount": 120_000_000, "currency": "VND", "per": None, "span": (0, 1),
        },
    }  # fmt: skip
    return Extraction.model_validate(
        {
            "source": {
                "name": "x", "format": "text", "dialect": None, "encoding": "utf-8",
                "sha256": "0" * 64, "bytes": 1, "pages": None,
            },
            "document": {"kind": "plan", "type": "KẾ HOẠCH", "title": "Cải cách hành chính", "province": "An Phú"},
            "tasks": [task, {"id": "III.2", "source": "prose"}],
            "diagnostics": [
                {"code": "deadline.year-assumed", "severity": "info", "message": "năm 2022", "span": (7, 9)},
                {"code": "outline.gap", "severity": "error", "message": "[x]", "span": None},
            ],
            "accounting": {"characters": 10, "covered": 8, "leaves": {}, "residue": [(3, 5)]},
        }
    )  # fmt: skip


def test_everything_is_shown(result: Extraction) -> None:
    shown = render(result, width=200, colour=False)
    for part in (
        "KẾ HOẠCH (plan) Cải cách hành chính", "An Phú", "2 tasks", "8 of 10", "pl01.1", "III.2",
        "Sở Tư pháp; Sở Nội vụ", "Quý II/2022", "120", "1 error, 1 info",
        "deadline.year-assumed at 7: năm 2022", "outline.gap: [x]",
    ):  # fmt: skip
        assert part in shown, part
    assert "Sở Y tế" not in shown
    assert shown.index("outline.gap") < shown.index("deadline.year-assumed"), "errors first"


def test_a_text_is_never_taken_for_markup(result: Extraction) -> None:
    shown = " ".join(render(result, width=200, colour=False).split())
    assert "[bold]thủ tục[/bold] hành chính :smile:" in shown


@pytest.mark.parametrize(
    ("width", "shown"), [(20, "task"), (36, "task lead"), (44, "task lead deadline"), (60, "task lead deadline budget")]
)
def test_a_narrow_terminal_gives_up_columns_from_the_last(result: Extraction, width: int, shown: str) -> None:
    lines = render(result, width, colour=False).splitlines()
    (head,) = (line.split() for line in lines if line.lstrip().startswith("id "))
    assert head == ["id", *shown.split()]
    assert "Rà soát" in "\n".join(lines)
    assert ("120" in "\n".join(lines).replace("0 of 10", "")) is ("budget" in head)


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_the_width_is_kept(result: Extraction, width: int) -> None:
    assert max(len(line) for line in render(result, width, colour=False).splitlines()) <= width


def test_colours_only_when_asked_for(result: Extraction) -> None:
    assert "\x1b[" in render(result, width=80, colour=True)
    assert "\x1b[" not in render(result, width=80, colour=False)
