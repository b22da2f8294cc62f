"""One wording, one verdict: the deadlines that the expressions of a wording amount to.

A stretch of text and its expressions enter; deadlines and notes leave. A recurrence outranks everything else,
a calendar date or unit outranks time counted from a day, that outranks `thường xuyên`, that a condition
(RECORDS.md section 3). Never guesses: what cannot be read is not here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from cchc_extract.fields.calendar import Period, Stretch, iso, shift
from cchc_extract.fields.expressions import (
    Expression,
    atoms,
    bound_before,
    count_of,
    names_own_issue,
    pattern,
    scan,
)
from cchc_extract.fields.recurrence import read_recurrence
from cchc_extract.fields.runs import Run, Wording, read_runs
from cchc_extract.grammar.load import grammar
from cchc_extract.model.span import Span
from cchc_extract.model.values import Context, Deadline, Note

_PARTED = re.compile(r"[^\w\s]|(?<!\w)(?:và|hoặc|đến)(?!\w)", re.IGNORECASE)  # what parts two deadlines, or joins them
_SEPARATORS = " \n,;&+"
_OPENING_LINK = "và "
_CONJUNCTIONS = (" và", " hoặc")


@dataclass
class Verdict:
    """The deadlines of a wording, and what was odd about them."""

    deadlines: list[Deadline] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def read_wording(wording: Wording, context: Context) -> Verdict:
    """The deadlines of a wording; none where nothing in it can be read."""
    recurrence = read_recurrence(wording)
    readings = {expression.reading: expression for expression in reversed(wording.found)}
    runs = read_runs(wording, context)
    if recurrence and (recurrence.value or not runs):  # `định kỳ trước 15/6` names no period, but a day
        r = recurrence
        notes = [] if r.value else [Note("deadline.no-period", (wording.start, wording.end), wording.words)]
        return Verdict([wording.deadline("recurring", r.value, r.rule, bound=r.bound, rrule=r.rrule)], notes)
    ongoing, relative = readings.get("ongoing"), readings.get("relative")
    if runs and not (ongoing and all(run.stretch.kind == "year" for run in runs)):
        return _calendar(wording, runs, context)
    if relative and not ongoing and (relative.match["event"] or "conditional" not in readings):
        return _relative(wording, relative, context)
    if "duration" in readings:
        return Verdict([_duration(wording, readings["duration"])])
    for reading, kind in (("ongoing", "ongoing"), ("conditional", "conditional"), ("issue", "conditional")):
        if reading in readings:
            return Verdict([wording.deadline(kind, None, readings[reading].rule.id)])
    return _masked_year(wording, readings.get("mask"), context)


def date_run(wording: Wording, run: Run, at: Span, context: Context, verdict: Verdict) -> None:
    """Add to a verdict the deadline that a run of periods makes, `at` its words, and what is odd about it."""
    deadline, codes = _dated(wording, run, at, context)
    verdict.deadlines.append(deadline)
    verdict.notes += (Note(code, at, deadline.text) for code in codes)


def _calendar(wording: Wording, runs: list[Run], context: Context) -> Verdict:
    verdict = Verdict()
    starts = [wording.start, *(_opening(wording.text, a, b) for a, b in pairwise(runs)), wording.end]
    for before, run in pairwise(runs):
        if not _PARTED.search(wording.text, before.end, run.start):
            verdict.notes.append(Note("deadline.run-together", (before.start, run.end)))
    for run, start, end in zip(runs, starts, starts[1:], strict=False):
        date_run(wording, run, _tidy(wording.text, start, end), context, verdict)
    return verdict


def _opening(text: str, before: Run, run: Run) -> int:
    """Where the words of a run begin, if another stands before it: after the last comma or `và` between them."""
    gap = text[before.end : run.start]
    return before.end + max(gap.rfind(","), gap.rfind(" và ")) + 1 if "," in gap or " và " in gap else run.start


def _dated(wording: Wording, run: Run, at: Span, context: Context) -> tuple[Deadline, list[str]]:
    stretch, codes = run.stretch, []
    first, last = stretch.first.first, stretch.last.last
    if run.rule == "deadline.from-issue" and context.issued is None:
        return _unissued(wording, run, at), ["deadline.issue-day-unknown"]
    unknown = wording.deadline("unknown", None, run.rule, at=at)
    if not run.known:
        return unknown, ["deadline.impossible-date"]
    if first and last and first > last:
        return unknown, ["deadline.ends-before-it-begins"]
    if run.rule == "deadline.school-year":
        codes.append("deadline.school-year")
    if run.assumed:
        codes.append("deadline.year-assumed" if first else "deadline.year-unknown")
    days = stretch.days(run.bound)
    if days[1] and context.year and days[1] < f"{context.year}":  # what begins before the plan's year may go on in it
        codes.append("deadline.before-plan-year")
    return wording.deadline(stretch.kind, stretch.value, run.rule, bound=run.bound, at=at, days=days), codes


def _unissued(wording: Wording, run: Run, at: Span) -> Deadline:
    """From the day of issue, which the document does not tell: only the other end is known."""
    last = run.stretch.last
    if not last.exists:
        return wording.deadline("date", None, run.rule, bound="from", at=at)
    days = Stretch(last, last).days("by")
    return wording.deadline(last.unit, last.value, run.rule, bound="by", at=at, days=days)


def _relative(wording: Wording, expression: Expression, context: Context) -> Verdict:
    """Time counted from this document's issue or a day that is named; from another event, a condition."""
    m, rule = expression.match, expression.rule.id
    letter, size = grammar("deadlines").data["units"][m["unit"].lower()]
    count = count_of(m["count"]) * size
    base = _base(m["event"], context)
    if base is None and not names_own_issue(m["event"], context):
        return Verdict([wording.deadline("conditional", None, rule)])
    bound = bound_before(wording.text, expression.start, wording.start)[0]
    if bound == "after" and not m["event"] and pattern("bounds", "doing").match(wording.text, expression.end):
        return Verdict([wording.deadline("conditional", None, rule)])  # `sau 01 năm triển khai`
    notes = [] if base else [Note("deadline.issue-day-unknown", (wording.start, wording.end), wording.words)]
    bound = bound if bound in ("by", "after") else "in"
    working = "làm việc" in m.group().lower()[:40]  # how many of the days are holidays, nothing here knows
    due = shift(base, count, letter) if base and letter != "H" and not working else None
    start, end = iso(base), iso(due)
    days = {"in": (start, end), "by": (None, end), "after": (end, None)}[bound]
    value = f"PT{count}H" if letter == "H" else f"P{count}{letter}"
    return Verdict([wording.deadline("relative", value, rule, bound=bound, days=days)], notes)


def _base(event: str | None, context: Context) -> date | None:
    """The day that time is counted from: one that is named, or this document's issue."""
    named = atoms(scan(event, "cell"), event, 0, context) if event else []
    if named and named[0].period.unit == "date" and named[0].period.part:
        period = named[0].period
        return (period if period.year or not context.year else period.in_year(context.year)).first
    return context.issued if names_own_issue(event, context) else None


def _duration(wording: Wording, expression: Expression) -> Deadline:
    m = expression.match
    value = f"P{count_of(m['count'].replace('.', ','))}D"
    if m["upto"]:
        value = f"{value}/P{int(m['upto'])}D"
    return wording.deadline("duration", value, expression.rule.id)


def _masked_year(wording: Wording, mask: Expression | None, context: Context) -> Verdict:
    """`Ban hành Kế hoạch năm 2026`, alone in its cell: the title's year is all that is said of the time."""
    year = mask.match.groupdict().get("year") if mask else None
    if mask is None or year is None:
        return Verdict()
    period = Period("year", int(year))
    return _calendar(wording, [Run(mask.start, mask.end, Stretch(period, period), "in", mask.rule.id)], context)


def _tidy(text: str, start: int, end: int) -> Span:
    """A stretch without the separators at its ends, and without a conjunction left over."""
    while start < end and (text[start] in _SEPARATORS or text.startswith(_OPENING_LINK, start, end)):
        start += len(_OPENING_LINK) if text[start] not in _SEPARATORS else 1
    while start < end:
        word = next((word for word in _CONJUNCTIONS if text.endswith(word, start, end)), "")
        if not word and text[end - 1] not in _SEPARATORS:
            break
        end -= len(word) or 1
    return start, end
