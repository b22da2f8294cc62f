"""The citation grammar's own examples through the reader, and what it makes of whole sentences."""

from __future__ import annotations

from typing import Any

import pytest

from cchc_extract.diagnostics import CODES
from cchc_extract.fields.citations import find_citations, merge_citations
from cchc_extract.grammar.load import Rule, grammar
from cchc_extract.model.values import Citation

RULES = grammar("citations").rules
EXAMPLES = [pytest.param(r, e, id=f"{r.id}-{i}") for r in RULES for i, e in enumerate(r.examples)]
COUNTEREXAMPLES = [pytest.param(r, e, id=f"{r.id}-{i}") for r in RULES for i, e in enumerate(r.counterexamples)]


def read(text: str) -> tuple[Citation, ...]:
    return find_citations(text)[0]


def facts(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(c.type, c.number, c.issued, c.issuer) for c in read(text)]


def codes(text: str) -> list[str]:
    return [note.code for note in find_citations(text)[1]]


def test_every_rule_has_both_kinds_of_examples() -> None:
    assert all(rule.examples and rule.counterexamples for rule in RULES)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example(rule: Rule, example: dict[str, Any]) -> None:
    text, expect = example["text"], example["expect"]
    wanted = expect if isinstance(expect, list) else [expect]
    found = read(text)
    assert [{k: getattr(c, k) for k in w} for c, w in zip(found, wanted, strict=True)] == wanted
    assert rule.id in {c.rule for c in found}
    if isinstance(expect, dict):
        assert found[0].at == (0, len(text))
    assert not rule.keywords or any(k in text.lower() for k in rule.keywords), "the prefilter loses it"


@pytest.mark.parametrize(("rule", "example"), COUNTEREXAMPLES)
def test_counterexample(rule: Rule, example: dict[str, Any]) -> None:
    assert not read(example["text"]), example["why"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Căn cứ Luật Tổ chức Chính phủ ngày 18/02/2025; Luật Tổ chức chính quyền địa phương số 72/2025/QH15;",
            [("Luật", None, "2025-02-18", None), ("Luật", "72/2025/QH15", None, None)],
        ),
        (
            "Kết luận số 127-KL/TW, ngày 28-2-2025, của Bộ Chính trị, Ban Bí thư",
            [("Kết luận", "127-KL/TW", "2025-02-28", "Bộ Chính trị, Ban Bí thư")],
        ),
        (
            "theo Nghị quyết số 05-NQ/TU, 06-NQ/TU ngày 12/8/2021 của Ban Chấp hành Đảng bộ tỉnh khóa XX về",
            [
                ("Nghị quyết", "05-NQ/TU", "2021-08-12", "Ban Chấp hành Đảng bộ tỉnh khóa XX"),
                ("Nghị quyết", "06-NQ/TU", "2021-08-12", "Ban Chấp hành Đảng bộ tỉnh khóa XX"),
            ],
        ),
        (
            "các Quyết định của UBND tỉnh số: 12/2019/QĐUBND ngày 1/3/2019 về quy chế một cửa; "
            "15/2019/QĐUBND ngày 5/3/2019 quy định chế độ họp",
            [
                ("Quyết định", "12/2019/QĐUBND", "2019-03-01", "UBND tỉnh"),
                ("Quyết định", "15/2019/QĐUBND", "2019-03-05", "UBND tỉnh"),
            ],
        ),
        (
            "Quyết định số 1/QĐ-TTg ngày 2/1/2022 và Quyết định số 9/QĐ-UBND ngày 3/1/2022 của UBND tỉnh Hà Nam",
            [
                ("Quyết định", "1/QĐ-TTg", "2022-01-02", None),
                ("Quyết định", "9/QĐ-UBND", "2022-01-03", "UBND tỉnh Hà Nam"),
            ],
        ),
        (
            "Nghị định số 108/2014/NĐ-CP, Nghị định số 113/2018/NĐ-CP ngày 31/8/2018 của Chính phủ",
            [
                ("Nghị định", "108/2014/NĐ-CP", None, "Chính phủ"),
                ("Nghị định", "113/2018/NĐ-CP", "2018-08-31", "Chính phủ"),
            ],
        ),
        (
            "Hướng dẫn số 05/HD-STP ngày 20/5/2023 của Sở Tư pháp, Sở Nội vụ tổng hợp kết quả",
            [("Hướng dẫn", "05/HD-STP", "2023-05-20", "Sở Tư pháp")],
        ),
        (
            "Quyết định số 12/2022/QĐ-UBND của UBND tỉnh Bà Rịa - Vũng Tàu ngày 12/01/2022",
            [("Quyết định", "12/2022/QĐ-UBND", "2022-01-12", "UBND tỉnh Bà Rịa - Vũng Tàu")],
        ),
        ("ban hành kèm theo số 77/UBND-NC ngày 4/2/2023", [("Công văn", "77/UBND-NC", "2023-02-04", None)]),
        ("Số: 12/KH-SNV", []),
        ("Đề án 06; Nghị quyết Trung ương 6 khóa XII; Kế hoạch cải cách hành chính năm 2022", []),
        ("Biểu số 03/BNV; Mẫu số 01/CCHC; Điều 12; ngày 12/3/2022; 24/7", []),
    ],
)
def test_sentences(text: str, wanted: list[tuple[str, str | None, str | None, str | None]]) -> None:
    assert facts(text) == wanted


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Nghị định số 30/2002/NĐ-CP ngày 05/3/2020 của Chính phủ", "citation.year-contradicts-date"),
        ("Quyết định số 45/QĐ-UBND ngày 31/02/2022", "citation.date-impossible"),
        ("Quyết định số /QĐ-UBND ngày /12/2022", "citation.number-blank"),
        ("Nghị quyết số 8/2022/NQHĐND", "citation.number-form"),
        ("Nghị quyết số 8- NQ/TU", "citation.number-form"),
        ("Nghị định số 30/NĐ-CP ngày 05/3/2020", "citation.number-form"),
        ("Chi thị số 19/CT-TTg", "citation.type-misprint"),
        ("Kế hoạch số 118/QĐ-UBND", "citation.type-contradicts-number"),
    ],
)
def test_oddities_are_noted(text: str, code: str) -> None:
    assert codes(text) == [code]
    assert code in CODES


def test_plain_forms_have_no_notes() -> None:
    assert not codes("Quyết định số 10/QĐ-UBND ngày 05/02/2022 của UBND tỉnh; Quy định số 80-QĐ/TW")


def test_places_slice_back_across_a_line_break() -> None:
    text = "theo Quyết định số 10/QĐ-UBND ngày\n05/02/2022 của UBND\nhuyện về"
    (citation,) = read(text)
    assert text[slice(*citation.at)].replace("\n", " ") == citation.text
    assert citation.issuer == "UBND huyện"


def test_one_citation_for_each_document() -> None:
    texts = [
        "Quyết định số 10/QĐ-UBND",
        "Quyết định số 10/QĐ-UBND ngày 05/02/2022 của UBND tỉnh; Luật Lưu trữ năm 2024",
        "Quyết định 10/QĐ-UBND ngày 05/2/2022; Kế hoạch số 7/KH-UBND ngày 3/3/2022; Luật Lưu trữ ngày 21/6/2024",
        "Kế hoạch số 7/KH-UBND ngày 4/3/2022",
    ]
    merged, notes = merge_citations([read(text) for text in texts])
    assert [(i, c.number, c.issued) for i, c in merged] == [
        (1, "10/QĐ-UBND", "2022-02-05"),
        (2, "7/KH-UBND", "2022-03-03"),
        (2, None, "2024-06-21"),
        (3, "7/KH-UBND", "2022-03-04"),
    ]
    assert [(i, note.code) for i, note in notes] == [(3, "citation.two-dates")]
    assert "citation.two-dates" in CODES


def test_two_numbers_of_one_document_written_two_ways() -> None:
    merged, _ = merge_citations([read("Nghị quyết số 18/NQ-TW; Nghị quyết số 18-NQ/TW của Trung ương Đảng")])
    assert [c.issuer for _, c in merged] == ["Trung ương Đảng"]
