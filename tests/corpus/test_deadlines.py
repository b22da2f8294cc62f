"""The deadline grammar's own examples, and a corpus of whole cells, sentences and headings, through the reader."""

from __future__ import annotations

import itertools
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cchc_extract.diagnostics import CODES
from cchc_extract.fields.deadlines import find_deadlines, read_deadlines, read_period
from cchc_extract.grammar.load import Rule, grammar
from cchc_extract.model.values import Context, Deadline

GRAMMAR = grammar("deadlines")
CORPUS = tomllib.loads((Path(__file__).parent / "deadlines.toml").read_text("utf-8"))
PLAN = Context(2026, date(2025, 12, 20), "Kế hoạch")
EXAMPLES = [pytest.param(r, e, id=f"{r.id}-{i}") for r in GRAMMAR.rules for i, e in enumerate(r.examples)]
COUNTEREXAMPLES = [pytest.param(r, e, id=f"{r.id}-{i}") for r in GRAMMAR.rules for i, e in enumerate(r.counterexamples)]
CELLS = [
    pytest.param(text, wanted, header, id=text or "empty")
    for header, cells in [("", CORPUS["cells"]), *CORPUS["headers"].items()]
    for text, wanted in cells.items()
]


def context(example: dict[str, Any]) -> Context:
    issued = date.fromisoformat(example.get("issued", "2025-12-20"))
    return Context(example.get("year", 2026), issued, example.get("type", "Kế hoạch"), example.get("header", ""))


def readings(example: dict[str, Any]) -> tuple[Deadline, ...]:
    read = find_deadlines if example.get("prose") else read_deadlines
    return read(example["text"], context(example))[0]


def line(deadline: Deadline) -> str:
    """A deadline as the corpus writes it."""
    d = deadline
    facts = "|".join(x or "" for x in (d.kind, d.bound, d.value, d.start, d.end, d.rrule))
    return f"@ {d.applies_to}|{facts}" if d.applies_to else facts


def as_written(wanted: str) -> str:
    return "|".join(part.strip() for part in wanted.split("|"))


def assert_in_place(text: str, deadlines: tuple[Deadline, ...]) -> None:
    """Each deadline's text stands where it says, and no two overlap."""
    assert [text[d.at[0] : d.at[1]].replace("\n", " ") for d in deadlines] == [d.text for d in deadlines]
    assert all(a.at[1] <= b.at[0] for a, b in itertools.pairwise(deadlines))


def test_every_rule_has_both_kinds_of_examples() -> None:
    assert all(rule.examples and rule.counterexamples for rule in GRAMMAR.rules)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example(rule: Rule, example: dict[str, Any]) -> None:
    expect = example["expect"]
    wanted = expect if isinstance(expect, list) else [expect]
    found = readings(example)
    assert [{k: getattr(d, k) or "" for k in w} for d, w in zip(found, wanted, strict=True)] == wanted
    assert rule.regex.search(example["text"]), "an example of another rule"
    assert not rule.keywords or any(k in example["text"].lower() for k in rule.keywords), "the prefilter loses it"
    assert_in_place(example["text"], found)


@pytest.mark.parametrize(("rule", "example"), COUNTEREXAMPLES)
def test_counterexample(rule: Rule, example: dict[str, Any]) -> None:
    if rule.emits["reading"] == "mask":
        assert not rule.regex.fullmatch(example["text"]), example["why"]
    assert rule.id not in {d.rule for d in readings(example)}, example["why"]


@pytest.mark.parametrize(("text", "wanted", "header"), CELLS)
def test_cell(text: str, wanted: list[str], header: str) -> None:
    found, notes = read_deadlines(text, Context(PLAN.year, PLAN.issued, PLAN.type, header))
    assert [line(d) for d in found] == [as_written(w) for w in wanted]
    assert_in_place(text, found)
    assert {note.code for note in notes} <= CODES.keys()
    assert any(d.kind == "unknown" for d in found) == any(
        note.code in ("deadline.unreadable", "deadline.impossible-date", "deadline.ends-before-it-begins")
        for note in notes
    )


@pytest.mark.parametrize(("text", "wanted"), CORPUS["prose"].items())
def test_sentence(text: str, wanted: list[str]) -> None:
    found, notes = find_deadlines(text, PLAN)
    assert [line(d) for d in found] == [as_written(w) for w in wanted]
    assert_in_place(text, found)
    assert {note.code for note in notes} <= CODES.keys()


@pytest.mark.parametrize(("heading", "wanted"), CORPUS["periods"].items())
def test_heading(heading: str, wanted: str) -> None:
    period = read_period(heading, Context(2026, None, "Báo cáo"))
    assert (line(period) if period else "") == as_written(wanted)
    if period:
        assert heading[period.at[0] : period.at[1]] == period.text


def test_a_plan_does_not_name_its_own_year_as_a_period() -> None:
    assert read_period("II. NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM 2026", PLAN) is None
    following = read_period("Nhiệm vụ năm 2027", PLAN)
    assert following and following.value == "2027"


@pytest.mark.parametrize(
    ("table", "text"),
    [(t, e) for t in ("accept", "recurring") for row in GRAMMAR.data[t] for e in row["examples"]],
)
def test_prose_row_accepts(table: str, text: str) -> None:
    assert len(find_deadlines(text, PLAN)[0]) == 1


@pytest.mark.parametrize(
    "text",
    [*GRAMMAR.data["prose"]["refused"], *(e for row in GRAMMAR.data["refuse"] for e in row["examples"])],
)
def test_prose_row_refuses(text: str) -> None:
    assert find_deadlines(text, PLAN) == ((), ())


def test_prose_rows_are_all_exercised() -> None:
    rows = [row for table in ("accept", "refuse", "recurring") for row in GRAMMAR.data[table]]
    assert all(row["id"] and row["examples"] for row in rows)


def test_the_year_of_the_plan_is_assumed_aloud() -> None:
    deadlines, notes = read_deadlines("Quý III", PLAN)
    assert deadlines[0].value == "2026-Q3"
    assert [note.code for note in notes] == ["deadline.year-assumed"]


@pytest.mark.parametrize(
    ("cell", "assumed"),
    [
        ("Tháng 2, 5, 8", 3),
        ("trước ngày 10 tháng 6 và ngày 10 tháng 12", 2),
        ("Quý II, III", 1),
        ("Quý I, III/2026", 0),
    ],
)
def test_each_deadline_says_that_its_year_is_assumed(cell: str, assumed: int) -> None:
    assert [note.code for note in read_deadlines(cell, PLAN)[1]] == ["deadline.year-assumed"] * assumed


@pytest.mark.parametrize("cell", ["Tháng 13/2026", "Quý V/2026", "31/02/2026", "32/01/2026", "15/13/2026"])
def test_what_the_calendar_does_not_have_is_impossible(cell: str) -> None:
    assert [note.code for note in read_deadlines(cell, PLAN)[1]] == ["deadline.impossible-date"]


@pytest.mark.parametrize(
    "words",
    [
        "Hằng tháng, Văn phòng cập nhật số liệu trước ngày 05 của tháng sau",
        "Hằng năm, Sở Nội vụ tổng hợp trước 30/11",
        "vào tháng 10 hằng năm",
    ],
)
def test_the_text_of_a_recurrence_holds_all_that_sets_it(words: str) -> None:
    deadlines, _ = find_deadlines(f"{words} để theo dõi.", PLAN)
    assert [(d.kind, d.text) for d in deadlines] == [("recurring", words)]


def test_two_deadlines_in_one_wording_keep_their_own_words() -> None:
    cell = "Trình Bộ trưởng Quý II/2026, trình Chính phủ Quý III/2026"
    assert [d.text for d in read_deadlines(cell, PLAN)[0]] == cell.split(", ")


def test_no_year_is_invented() -> None:
    deadlines, notes = read_deadlines("Tháng 3", Context())
    assert (deadlines[0].kind, deadlines[0].value, deadlines[0].start) == ("month", "XXXX-03", None)
    assert [note.code for note in notes] == ["deadline.year-unknown"]


def test_a_day_of_issue_is_not_invented() -> None:
    deadlines, notes = read_deadlines("30 ngày kể từ ngày ban hành", Context(2026))
    assert (deadlines[0].value, deadlines[0].start, deadlines[0].end) == ("P30D", None, None)
    assert [note.code for note in notes] == ["deadline.issue-day-unknown"]


def test_from_issue_without_a_day_keeps_the_end_that_is_known() -> None:
    deadlines, _ = read_deadlines("Từ ngày ban hành đến hết ngày 30/6/2026", Context(2026))
    assert (deadlines[0].bound, deadlines[0].start, deadlines[0].end) == ("by", None, "2026-06-30")


def test_a_deadline_before_the_plan_is_noted() -> None:
    _, notes = read_deadlines("Trước ngày 31/12/2025", PLAN)
    assert [note.code for note in notes] == ["deadline.before-plan-year"]


def test_what_begins_before_the_plan_and_has_no_end_is_not_noted() -> None:
    assert read_deadlines("Từ tháng 11/2025", PLAN)[1] == ()


def test_the_words_of_a_second_deadline_do_not_begin_with_its_conjunction() -> None:
    deadlines, _ = read_deadlines("Tháng 12/2026 và tháng 01/2027", PLAN)
    assert [d.text for d in deadlines] == ["Tháng 12/2026", "tháng 01/2027"]


def test_a_week_of_a_month_is_no_day() -> None:
    assert [d.value for d in read_deadlines("Tuần 2 tháng 3/2026", PLAN)[0]] == ["2026-03"]


@pytest.mark.parametrize(
    "words", ["định kỳ hằng quý (trước ngày 12 của tháng cuối quý)", "hằng quý (trước ngày 15 tháng cuối quý)"]
)
def test_a_recurrence_in_prose_keeps_its_bracket(words: str) -> None:
    deadlines, _ = find_deadlines(f"Tổng hợp, báo cáo {words} gửi Sở Nội vụ.", PLAN)
    assert [(d.text, d.value) for d in deadlines] == [(words, "P3M")]


@pytest.mark.parametrize(
    ("cell", "together"),
    [
        ("Trước ngày 31/01/2026 Trong Quý IV năm 2026", True),
        ("Kế hoạch: Quý I/2026. Báo cáo: Quý IV/2026", False),
        ("1. Quý I/2026 2. Quý II/2026", False),
    ],
)
def test_deadlines_run_together_are_two_and_noted(cell: str, together: bool) -> None:
    deadlines, notes = read_deadlines(cell, PLAN)
    assert len(deadlines) == 2
    assert [note.code for note in notes] == ["deadline.run-together"] * together


def test_a_remark_beside_a_deadline_is_noted_and_no_deadline() -> None:
    deadlines, notes = read_deadlines("Quý II/2026; Sở Nội vụ tổng hợp", PLAN)
    assert [d.kind for d in deadlines] == ["quarter"]
    assert [(n.code, n.seen) for n in notes] == [("deadline.unread", "Sở Nội vụ tổng hợp")]


def test_a_decision_promulgates_its_plan_on_its_own_day() -> None:
    decision = Context(2026, date(2025, 12, 20), "Quyết định")
    assert read_deadlines("30 ngày kể từ ngày ban hành Kế hoạch", decision)[0][0].kind == "relative"
    assert read_deadlines("30 ngày kể từ ngày ban hành Nghị quyết", decision)[0][0].kind == "conditional"


@pytest.mark.parametrize("space", ["\n", " "])
def test_a_wrapped_line_changes_nothing(space: str) -> None:
    cell = space.join(["Từ", "tháng", "11", "đến", "tháng", "02", "năm", "2027"])
    assert [d.value for d in read_deadlines(cell, PLAN)[0]] == ["2026-11/2027-02"]


def test_a_day_far_off_is_not_the_recurrences() -> None:
    deadlines, _ = find_deadlines(f"Hằng tháng, {'cập nhật số liệu, ' * 20}gửi hồ sơ ngày 15.", PLAN)
    assert [(d.text, d.rrule) for d in deadlines] == [("Hằng tháng", "FREQ=MONTHLY;INTERVAL=1")]
