"""One wording, one verdict: the deadlines that the expressions of a wording amount to.

A stretch of text and its expressions enter; deadlines and notes leave. A recurrence outranks everything else, a
calendar date or unit outranks time counted from a day, that outranks `thường xuyên`, that outranks a condition
(RECORDS.md section 3). Never guesses: what cannot be read is not here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from cchc_extract.fields.calendar import Period, Stretch, shift
from cchc_extract.fields.expressions import (
    Atom,
    Expression,
    atoms,
    bound_before,
    count_of,
    names_own_issue,
    pattern,
    scan,
)
from cchc_extract.fields.recurrence import read_recurrence
from cchc_extract.grammar.load import grammar
from cchc_extract.model.values import Context, Deadline, Note

_SEPARATORS = " \n,;&+"


@dataclass(frozen=True, slots=True)
class Wording:
    """A stretch of a cell that says when: its place, its expressions, the product it is said of."""

    text: str
    start: int
    end: int
    found: tuple[Expression, ...]
    applies_to: str | None = None

    def deadline(self, kind: str, bound: str, value: str | None, rule: str, **more: str | None) -> Deadline:
        """A deadline that is this whole wording."""
        return _deadline(self.text, (self.start, self.end), self.applies_to, kind, bound, value, rule, **more)


@dataclass(slots=True)
class Run:
    """Consecutive periods that make one deadline."""

    start: int
    end: int
    stretch: Stretch
    bound: str
    rule: str
    assumed: bool
    free: bool  # may stand for what a finer period in the same wording says better
    known: bool
    said: bool  # a word in front sets the bound


@dataclass
class Verdict:
    """The deadlines of a wording, and what was odd about them."""

    deadlines: list[Deadline] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def read_wording(wording: Wording, context: Context) -> Verdict:
    """The deadlines of a wording; none where nothing in it can be read."""
    recurrence = read_recurrence(list(wording.found), wording.text, wording.start)
    by_reading = {expression.reading: expression for expression in reversed(wording.found)}
    if recurrence:
        r = recurrence
        notes = [] if r.value else [Note("deadline.no-period", (wording.start, wording.end), _seen(wording))]
        return Verdict([wording.deadline("recurring", r.bound, r.value, r.rule, rrule=r.rrule)], notes)
    runs = read_runs(wording, context)
    ongoing = by_reading.get("ongoing")
    if runs and not (ongoing and all(run.stretch.kind == "year" for run in runs)):
        return _calendar(wording, runs, context)
    relative = by_reading.get("relative")
    if relative and not ongoing and (relative.match["event"] or "conditional" not in by_reading):
        return _relative(wording, relative, context)
    if "duration" in by_reading:
        return Verdict([_duration(wording, by_reading["duration"])])
    for kind in ("ongoing", "conditional", "issue"):
        if kind in by_reading:
            rule = by_reading[kind].rule.id
            return Verdict([wording.deadline("conditional" if kind == "issue" else kind, "in", None, rule)])
    return _masked_year(wording, by_reading.get("mask"), context)


def read_runs(wording: Wording, context: Context) -> list[Run]:
    """The calendar periods of a wording, with their years, bounds and neighbours joined."""
    found = atoms(wording.found, wording.text, wording.start, context)
    groups: list[list[Atom]] = []
    for atom in found:
        if atom.link and groups:
            groups[-1].append(atom)
        else:
            groups.append([atom])
    _complete(groups, context)
    runs: list[Run] = []
    floor = wording.start
    for group in groups:
        runs += _runs(group, wording, floor)
        floor = group[-1].end
    return _without_frames(runs)


def _complete(groups: list[list[Atom]], context: Context) -> None:
    """Give each period the year (and a day its month) of the one it leans on, else the plan's year."""
    stated = [atom.period.year for group in groups for atom in group if atom.dated]
    for group in groups:
        following: Period | None = None
        for atom in reversed(group):
            atom.period = _leaning(atom.period, following)
            if atom.period.year is None:
                atom.assumed = not stated
                fallback = stated[0] if stated else context.year
                atom.period = replace(atom.period, year=fallback)
            following = atom.period


def _leaning(period: Period, following: Period | None) -> Period:
    if following is None or period.year is not None:
        return period
    if period.unit == "date" and period.part == 0 and following.unit == "date":
        earlier = period.day > following.day
        month = following.part - earlier
        year = following.year - (month == 0) if following.year else None
        return Period("date", year, month or 12, period.day)
    whole = period.in_year(following.year) if following.year else period
    if whole.first and following.first and whole.first > following.first and following.year:
        return period.in_year(following.year - 1)  # `từ tháng 11 đến tháng 02/2027`
    return whole


def _runs(group: list[Atom], wording: Wording, floor: int) -> Iterator[Run]:
    """The deadlines of linked periods: a range and elliptical neighbours are one, other list members are their own."""
    text = wording.text
    bound, start = bound_before(text, group[0].start, floor)
    run: Run | None = None
    for index, atom in enumerate(group):
        previous = group[index - 1] if index else None
        if run and previous and (atom.link == "range" or _elliptical(previous, atom, text)):
            run.stretch = Stretch(run.stretch.first, atom.period)
            run.end, run.known = atom.end, run.known and atom.period.exists
            run.bound = "in" if run.bound == "from" and atom.link == "range" else run.bound
            run.assumed = run.assumed or atom.assumed
            continue
        if run and previous:
            yield _closed(run, text)
            own, start = bound_before(text, atom.start, previous.end)
            bound = own or bound
        period = atom.period
        joined = atom.link == "list" and "," not in text[previous.end : atom.start] if previous else False
        run = Run(
            start,
            atom.end,
            Stretch(period, period),
            bound or "in",
            atom.rule,
            atom.assumed,
            free=not joined,
            known=period.exists,
            said=bound is not None,
        )
        if atom.rule == "deadline.from-issue":
            run.bound = "from"
    if run:
        yield _closed(run, text)


def _elliptical(previous: Atom, atom: Atom, text: str) -> bool:
    """`Quý II, III/2026`: neighbours of which one leans on the other's year."""
    lean = not (previous.dated and atom.dated)
    return lean and atom.period.follows(previous.period) and not bound_before(text, atom.start, previous.end)[0]


def _closed(run: Run, text: str) -> Run:
    onwards = pattern("bounds", "onwards").match(text, run.end)
    if onwards:
        run.bound, run.end = "from", onwards.end()
    return run


def _without_frames(runs: list[Run]) -> list[Run]:
    """Drop a period that only frames a finer one: `Năm 2026 (trước 30/11)` is due by November."""
    if len(runs) < 2:
        return runs
    framed = {value for run in runs for value in run.stretch.last.enclosing()}
    kept = [run for run in runs if not (run.free and run.stretch.value in framed)]
    return kept or runs


def _calendar(wording: Wording, runs: list[Run], context: Context) -> Verdict:
    verdict = Verdict()
    starts = [wording.start, *(run.start for run in runs[1:]), wording.end]
    for run, start, end in zip(runs, starts, starts[1:], strict=False):
        date_run(wording, run, _tidy(wording.text, start, end), context, verdict)
    return verdict


def date_run(wording: Wording, run: Run, at: tuple[int, int], context: Context, verdict: Verdict) -> None:
    """Add to a verdict the deadline that a run of periods makes, `at` its words, and what is odd about it."""
    deadline, codes = _dated(wording, run, at, context)
    verdict.deadlines.append(deadline)
    verdict.notes += (Note(code, at, deadline.text) for code in codes)


def _dated(wording: Wording, run: Run, at: tuple[int, int], context: Context) -> tuple[Deadline, list[str]]:
    stretch, codes = run.stretch, []
    first, last = stretch.first.first, stretch.last.last
    if run.rule == "deadline.from-issue" and context.issued is None:
        return _unissued(wording, run, at), ["deadline.issue-day-unknown"]
    if not run.known or not stretch.first.exists:
        return _deadline(wording.text, at, wording.applies_to, "unknown", "in", None, run.rule), [
            "deadline.impossible-date"
        ]
    if first and last and first > last:
        return _deadline(wording.text, at, wording.applies_to, "unknown", "in", None, run.rule), [
            "deadline.ends-before-it-begins"
        ]
    if run.assumed:
        codes.append("deadline.year-assumed" if first else "deadline.year-unknown")
    if last and context.year and last.year < context.year:
        codes.append("deadline.before-plan-year")
    start, end = stretch.days(run.bound)
    bound, value = run.bound, stretch.value
    return _deadline(
        wording.text, at, wording.applies_to, stretch.kind, bound, value, run.rule, start=start, end=end
    ), codes


def _unissued(wording: Wording, run: Run, at: tuple[int, int]) -> Deadline:
    """From the day of issue, which the document does not tell: only the other end is known."""
    last = run.stretch.last
    if not last.exists:
        return _deadline(wording.text, at, wording.applies_to, "date", "from", None, run.rule)
    end = Stretch(last, last).days("by")[1]
    return _deadline(wording.text, at, wording.applies_to, last.unit, "by", last.value, run.rule, end=end)


def _relative(wording: Wording, expression: Expression, context: Context) -> Verdict:
    m, rule = expression.match, expression.rule.id
    unit = m["unit"].lower()
    letter, size = grammar("deadlines").data["units"][unit]
    count = count_of(m["count"]) * size
    value = f"PT{count}H" if letter == "H" else f"P{count}{letter}"
    day = _base(m["event"], context)
    if day is None and m["event"] and not names_own_issue(m["event"], context):
        return Verdict([wording.deadline("conditional", "in", None, rule)])
    at = (wording.start, wording.end)
    notes = [] if day else [Note("deadline.issue-day-unknown", at, _seen(wording))]
    bound = bound_before(wording.text, expression.start, wording.start)[0] or "in"
    bound = bound if bound in ("by", "after") else "in"
    due = shift(day, count, letter) if day and letter != "H" and "làm việc" not in m.group().lower()[:40] else None
    start, end = day and day.isoformat(), due and due.isoformat()
    edges = {"in": (start, end), "by": (None, end), "after": (end, None)}[bound]
    return Verdict([wording.deadline("relative", bound, value, rule, start=edges[0], end=edges[1])], notes)


def _base(event: str | None, context: Context) -> date | None:
    """The day that time is counted from: one that is named, or this document's issue."""
    if event:
        named = atoms(scan(event, "cell"), event, 0, context)
        if named and named[0].period.unit == "date" and named[0].period.year:
            return named[0].period.first
    return context.issued if names_own_issue(event, context) else None


def _duration(wording: Wording, expression: Expression) -> Deadline:
    m = expression.match
    value = f"P{count_of(m['count'].replace('.', ','))}D"
    if m["upto"]:
        value = f"{value}/P{int(m['upto'])}D"
    return wording.deadline("duration", "in", value, expression.rule.id)


def _masked_year(wording: Wording, mask: Expression | None, context: Context) -> Verdict:
    """`Ban hành Kế hoạch năm 2026`, alone in its cell: the year of the title is all that is said of the time."""
    year = mask.match.groupdict().get("year") if mask else None
    if mask is None or year is None:
        return Verdict()
    period = Period("year", int(year))
    run = Run(mask.start, mask.end, Stretch(period, period), "in", mask.rule.id, False, True, True, False)
    return _calendar(wording, [run], context)


def _tidy(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the separators at its ends, and without a conjunction left over."""
    while start < end and text[start] in _SEPARATORS:
        start += 1
    while start < end and text[end - 1] in _SEPARATORS:
        end -= 1
    for word in (" và", " hoặc"):
        if text[start:end].endswith(word):
            return _tidy(text, start, end - len(word))
    return start, end


def _deadline(
    text: str,
    at: tuple[int, int],
    applies_to: str | None,
    kind: str,
    bound: str,
    value: str | None,
    rule: str,
    *,
    start: str | None = None,
    end: str | None = None,
    rrule: str | None = None,
) -> Deadline:
    words = text[at[0] : at[1]].replace("\n", " ")
    return Deadline(at, words, applies_to, kind, bound, value, start, end, rrule, rule)


def _seen(wording: Wording) -> str:
    return wording.text[wording.start : wording.end].replace("\n", " ")
