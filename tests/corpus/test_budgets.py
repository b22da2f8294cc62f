"""The budget grammar's own examples, and money cells, through the reader."""

from __future__ import annotations

from typing import Any

import pytest

from cchc_extract.diagnostics import CODES
from cchc_extract.fields.budget import header_unit, read_budget
from cchc_extract.grammar.load import Rule, grammar
from cchc_extract.model.values import Budget, Context

RULES = grammar("budgets").rules
EXAMPLES = [pytest.param(r, e, id=f"{r.id}-{i}") for r in RULES for i, e in enumerate(r.examples)]
COUNTEREXAMPLES = [pytest.param(r, e, id=f"{r.id}-{i}") for r in RULES for i, e in enumerate(r.counterexamples)]


def read(text: str, header: str = "") -> Budget:
    budget = read_budget(text, Context(header=header))[0]
    assert budget is not None
    return budget


def codes(text: str, header: str = "") -> list[str]:
    found = [note.code for note in read_budget(text, Context(header=header))[1]]
    assert set(found) <= CODES.keys()
    return found


def test_every_rule_has_both_kinds_of_examples() -> None:
    assert all(rule.examples and rule.counterexamples for rule in RULES)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example(rule: Rule, example: dict[str, Any]) -> None:
    text, expect = example["text"], example["expect"]
    budget = read(text, example.get("header", ""))
    assert {k: "" if getattr(budget, k) is None else getattr(budget, k) for k in expect} == expect
    assert (budget.at, budget.text, budget.rule) == ((0, len(text)), text, rule.id)
    assert rule.regex.search(text), "an example of another rule"
    assert not rule.keywords or any(k in text.lower() for k in rule.keywords), "the prefilter loses it"


@pytest.mark.parametrize(("rule", "example"), COUNTEREXAMPLES)
def test_counterexample(rule: Rule, example: dict[str, Any]) -> None:
    assert read(example["text"], example.get("header", "")).rule != rule.id, example["why"]


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Kinh phí (triệu đồng)", "triệu đồng"),
        ("8- Kinh phí (triệu đồng)", "triệu đồng"),
        ("Dự toán kinh phí (ĐVT: nghìn đồng)", "nghìn đồng"),
        ("Kinh phí (1.000đ)", "1.000đ"),
        ("Kinh phí thực hiện (Trđ)", "Trđ"),
        ("Kinh phí (đồng)", "đồng"),
        ("Kinh phí", None),
        ("Nguồn kinh phí", None),
    ],
)
def test_header_unit(header: str, unit: str | None) -> None:
    assert header_unit(header) == unit


@pytest.mark.parametrize(
    ("text", "header", "kind", "amount"),
    [
        ("400", "(triệu đồng)", "amount", 400_000_000),
        ("2.300", "(triệu đồng)", "amount", 2_300_000_000),
        ("12.000", "(nghìn đồng)", "amount", 12_000_000),
        ("1,5", "(tỷ đồng)", "amount", 1_500_000_000),
        ("1.234.567", "(đồng)", "amount", 1_234_567),
        ("0", "(triệu đồng)", "amount", 0),
        ("50tr", "", "amount", 50_000_000),
        ("Dự kiến 300 triệu đồng", "(nghìn đồng)", "amount", 300_000_000),
        ("300.000đ/người", "", "rate", 300_000),
        ("Theo dự toán được cấp (200 triệu đồng)", "", "amount", 200_000_000),
        ("Đã bố trí trong dự toán", "(triệu đồng)", "allocated", None),
        ("Kinh phí theo Đề án, Nghị quyết", "(triệu đồng)", "referenced", None),
        ("Ngân sách nhà nước theo quy định", "", "allocated", None),
        ("Thí điểm", "(triệu đồng)", "other", None),
        ("500 (NS tỉnh 300, NS xã 200)", "(triệu đồng)", "other", None),
        ("Năm 2026: 100 (NSTW: 60; NSĐP: 40)", "(triệu đồng)", "other", None),
        ("100 (60 NSTW + 40 NSĐP)", "(triệu đồng)", "other", None),
        ("500 triệu đồng (NSTW: 300; NSĐP: 200)", "", "other", None),
        ("300 triệu đồng/năm x 5 năm", "", "other", None),
        ("400 (năm 2026)", "(triệu đồng)", "amount", 400_000_000),
        ("350 (02 lớp)", "(triệu đồng)", "amount", 350_000_000),
        ("NSNN 2026: 300", "(triệu đồng)", "amount", 300_000_000),
        ("Ngân sách tỉnh 2026", "(triệu đồng)", "allocated", None),
        ("CTMTQG 1719", "(triệu đồng)", "other", None),
        ("Tự chủ của đơn vị", "", "allocated", None),
        ("Kinh phí sự nghiệp", "", "allocated", None),
        ("≈ 1.200 triệu", "", "amount", 1_200_000_000),
        ("1.200 triệu đồng/5 năm", "", "rate", 1_200_000_000),
        ("350 triệu đồng (ngân sách tỉnh 70%, ngân sách xã 30%)", "", "amount", 350_000_000),
        ("Lồng ghép trong Đề án 06", "", "referenced", None),
        ("Từ 50 đến 70 triệu đồng", "", "other", None),
        ("5,500", "(triệu đồng)", "amount", 5_500_000),
        ("1.234.567", "(nghìn đồng)", "amount", 1_234_567_000),
    ],
)
def test_cell(text: str, header: str, kind: str, amount: int | None) -> None:
    budget = read(text, header)
    assert (budget.kind, budget.amount) == (kind, amount)
    assert budget.currency == ("VND" if amount is not None else None)


@pytest.mark.parametrize("text", ["", " ", "-", "…", "/"])
def test_an_empty_cell_has_no_budget(text: str) -> None:
    assert read_budget(text, Context(header="(triệu đồng)")) == (None, ())


def test_several_amounts_are_not_added_up() -> None:
    cell = "Ngân sách tỉnh: 200 triệu đồng; xã hội hóa: 300 triệu đồng"
    assert (read(cell).kind, read(cell).amount) == ("other", None)
    assert codes(cell) == ["budget.several-amounts"]


def test_a_unit_is_not_guessed() -> None:
    assert (read("400").kind, read("400").amount) == ("other", None)
    assert codes("400") == ["budget.no-unit"]
    assert read("500.000.000").amount == 500_000_000
    assert codes("500.000.000") == ["budget.unit-assumed"]


def test_figures_that_are_not_understood_are_noted() -> None:
    assert codes("Đợt 1: 200, đợt 2: 300", "(triệu đồng)") == ["budget.unread"]
    assert codes("2.5", "(tỷ đồng)") == ["budget.odd-number"]


def test_the_text_loses_its_closing_stop_and_keeps_its_place() -> None:
    budget = read("Theo dự toán\nđược cấp.")
    assert (budget.text, budget.at) == ("Theo dự toán được cấp", (0, 21))
