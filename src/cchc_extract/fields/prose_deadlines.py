"""Deadlines in sentences and headings: which of the times that prose names set when a task is due.

A sentence or heading enters; the deadlines it sets leave. The day of a cited document, the span of a
programme, a condition and an adverbial `thường xuyên` are none (RECORDS.md section 4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from cchc_extract.fields.expressions import Expression, between, bound_before, names_own_issue, pattern, scan
from cchc_extract.fields.recurrence import days_of, read_recurrence
from cchc_extract.fields.runs import Run, Wording, read_runs
from cchc_extract.fields.wordings import Verdict, date_run, read_wording
from cchc_extract.grammar.load import grammar
from cchc_extract.model.values import Context, Deadline, Note

_ITS_MONTH = re.compile(
    r"\s(?:của\s)?tháng\s(?:cuối|đầu|sau|thứ\s\w+)(?:\s(?:của\s)?(?:mỗi\s)?(?:quý|kỳ|năm)(?:\sbáo\scáo)?)?"
)
_NEAR = 40  # characters from a recurrence to the bracket that closes it
_WINDOW = 240  # characters of a clause that decide over an expression in it


def find_deadlines(text: str, context: Context) -> tuple[tuple[Deadline, ...], tuple[Note, ...]]:
    """The deadlines that a task's sentences set, in order, each with the words that set it as its text."""
    found = scan(text, "prose")
    keywords = grammar("deadlines").data["prose"]["label_keywords"]
    labels = ":" in text and any(keyword in text.lower() for keyword in keywords)
    verdict = Verdict()
    for start, end in _clauses(text) if found or labels else ():
        label = pattern("prose", "label").search(text, start, end) if labels else None
        if label:
            _read_labelled(text, label.end(), end, context, verdict)
        elif mine := between(found, start, end):
            _read_clause(Wording(text, start, end, mine), context, verdict)
    return tuple(verdict.deadlines), tuple(verdict.notes)


def _read_labelled(text: str, start: int, end: int, context: Context, verdict: Verdict) -> None:
    """`Thời gian thực hiện: …` in prose is read as a cell is; a condition is no deadline there either."""
    body = text[start:end].rstrip(" ./")
    reading = read_wording(Wording(body, 0, len(body), tuple(scan(body, "cell"))), context)
    for deadline in reading.deadlines:
        if deadline.kind != "conditional":
            at = (deadline.at[0] + start, deadline.at[1] + start)
            verdict.deadlines.append(deadline._replace(at=at))
    verdict.notes += (n._replace(at=(n.at[0] + start, n.at[1] + start)) for n in reading.notes)


def read_period(heading: str, context: Context) -> Deadline | None:
    """The period that a section's heading names for the tasks below it; None if it names none.

    A year counts in a report (what comes next), and where it is not the document's own: a plan for 2026 that
    heads a section `Nhiệm vụ năm 2026` says nothing new.
    """
    wording = Wording(heading, 0, len(heading), tuple(scan(heading)))
    runs = [run for run in read_runs(wording, context) if run.known]
    heads = [m.end() for m in pattern("prose", "tasks").finditer(heading)]
    at = next((at for at in reversed(heads) if runs and runs[-1].start >= at), None)
    runs = runs[-1:] if at is None else [run for run in runs if run.start >= at]
    for run in runs:
        own = run.stretch.kind == "year" and run.stretch.first.year == context.year
        if not own or "báo cáo" in (context.type or "").lower():
            verdict = Verdict()
            date_run(wording, run, (run.start, run.end), context, verdict)
            return verdict.deadlines[0]
    return None


class _Row(NamedTuple):
    """A row of one of the grammar's prose tables; None and () do not restrict."""

    units: tuple[str, ...]
    bounds: tuple[str, ...]
    left: re.Pattern[str] | None
    right: re.Pattern[str] | None
    dated: bool = False  # only a period that names its own year

    def holds(self, unit: str, bound: str, left: str, right: str, dated: bool = True) -> bool:
        return (
            (dated or not self.dated)
            and (not self.units or unit in self.units)
            and (not self.bounds or bound in self.bounds)
            and (self.left is None or self.left.search(left) is not None)
            and (self.right is None or self.right.search(right) is not None)
        )


@cache
def _rows(table: str) -> tuple[_Row, ...]:
    known = grammar("deadlines")

    def compiled(row: dict[str, Any], key: str) -> re.Pattern[str] | None:
        return re.compile(known.expand(row[key]), re.IGNORECASE) if key in row else None

    entries = known.data[table]
    return tuple(
        _Row(
            tuple(e.get("units", ())),
            tuple(e.get("bounds", ())),
            compiled(e, "left"),
            compiled(e, "right"),
            e.get("dated", False),
        )
        for e in entries
    )


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for m in re.finditer(r";\s?|(?<=[\w)”\"]{2})\.\s(?=\W*[^\W\d_])", text):
        yield start, m.start()
        start = m.end()
    yield start, len(text)


def _read_clause(wording: Wording, context: Context, verdict: Verdict) -> None:
    clause = Verdict()
    recurrence = _recurrence(wording)
    if recurrence:
        clause.deadlines.append(recurrence)
    for run in read_runs(wording, context):
        if _stands_apart(run, recurrence, wording) and _is_due(run, wording, context):
            date_run(wording, run, (run.start, run.end), context, clause)
    for expression in wording.found:
        event = expression.match["event"] if expression.reading == "relative" else None
        if event and names_own_issue(event, context):
            start = bound_before(wording.text, expression.start, wording.start)[1]
            reading = read_wording(Wording(wording.text, start, expression.end, (expression,)), context)
            clause.deadlines += reading.deadlines
            clause.notes += reading.notes
    verdict.deadlines += sorted(clause.deadlines, key=lambda deadline: deadline.at)
    verdict.notes += clause.notes


def _recurrence(wording: Wording) -> Deadline | None:
    """The recurrence that a clause sets, with all the words from it to the days it falls on."""
    for expression in wording.found:
        if expression.reading != "recurring":
            continue
        days = days_of(expression, wording)
        if not _recurs(expression, wording, bool(days)):
            continue
        parts = (expression, *days)
        start = min(bound_before(wording.text, e.start, wording.start)[1] for e in parts)
        end = _with_rest(wording, start, max(e.end for e in parts))
        whole = Wording(wording.text, start, end, parts)
        if r := read_recurrence(whole):
            return whole.deadline("recurring", r.value, r.rule, bound=r.bound, rrule=r.rrule)
    return None


def _with_rest(wording: Wording, start: int, end: int) -> int:
    """Where a recurrence ends, with the month its day falls in and the bracket it opens: `(… của tháng cuối quý)`."""
    if month := _ITS_MONTH.match(wording.text, end, wording.end):
        end = month.end()
    closing = wording.text.find(")", end, min(end + _NEAR, wording.end))
    opened = wording.text.count("(", start, end) > wording.text.count(")", start, end)
    return closing + 1 if opened and closing >= 0 else end


def _stands_apart(run: Run, recurrence: Deadline | None, wording: Wording) -> bool:
    """Whether a period is no part of a recurrence: outside of its words, with a year or a bound of its own."""
    if recurrence is None:
        return True
    own = run.bound in ("before", "by") or str(run.stretch.last.year) in wording.text[run.start : run.end]
    return own and (run.end <= recurrence.at[0] or run.start >= recurrence.at[1])


def _is_due(run: Run, wording: Wording, context: Context) -> bool:
    # a stretch of days that began long ago is an anniversary (`28/8/1945 - 28/8/2025`)
    year = (run.stretch.first if run.stretch.kind == "date" else run.stretch.last).year
    if year and context.year and year < context.year - 1:
        return False
    situation = (
        run.stretch.kind,
        run.bound if run.said else "",
        *_sides(wording, run.start, run.end),
        not run.assumed,
    )
    return any(row.holds(*situation) for row in _rows("accept")) and not any(
        row.holds(*situation) for row in _rows("refuse")
    )


def _recurs(expression: Expression, wording: Wording, dated: bool) -> bool:
    """Whether a recurrence says how often the task is due, and is no attribute (`kế hoạch hằng năm`)."""
    groups = expression.match.groupdict()
    if not (groups.get("unit") or expression.rule.emits.get("unit")):
        return False
    words = wording.text[max(wording.start, expression.start - 24) : expression.end].lower()
    if "định kỳ" in words or groups.get("times") or expression.rule.id == "deadline.period-a-time":
        return True
    if dated:
        return True
    sides = _sides(wording, expression.start, expression.end)
    return any(row.holds("", "", *sides) for row in _rows("recurring"))


def _sides(wording: Wording, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a part of a clause, as far as a row looks; `…` where more did."""
    low = max(wording.start, start - _WINDOW)
    return "…" * (low > wording.start) + wording.text[low:start], wording.text[end : min(wording.end, end + _WINDOW)]
