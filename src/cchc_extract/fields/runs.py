"""The calendar periods of a wording: years completed, ranges and neighbours joined, bounds set.

A wording's expressions enter, runs of periods leave, each of which makes one deadline. Knows nothing of
recurrences or conditions, and does not judge whether a run counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from cchc_extract.fields.calendar import Period, Stretch
from cchc_extract.fields.expressions import Atom, Expression, atoms, bound_before, pattern
from cchc_extract.model.span import Span
from cchc_extract.model.values import Context, Deadline


class Wording(NamedTuple):
    """A stretch of a cell that says when: its place, its expressions, the product it is said of."""

    text: str
    start: int
    end: int
    found: tuple[Expression, ...]
    applies_to: str | None = None

    @property
    def words(self) -> str:
        """The stretch, on one line."""
        return self.text[self.start : self.end].replace("\n", " ")

    def deadline(
        self,
        kind: str,
        value: str | None,
        rule: str,
        *,
        bound: str = "in",
        at: Span | None = None,
        days: tuple[str | None, str | None] = (None, None),
        rrule: str | None = None,
    ) -> Deadline:
        """A deadline that is this wording, or the part of it that `at` tells."""
        at = at or (self.start, self.end)
        words = self.text[at[0] : at[1]].replace("\n", " ")
        return Deadline(at, words, self.applies_to, kind, bound, value, *days, rrule, rule)


@dataclass(slots=True)
class Run:
    """Consecutive periods that make one deadline.

    `assumed`: the year is the plan's; `free`: it may only frame a finer period of the wording; `known`: the
    calendar has it; `said`: a word in front sets the bound.
    """

    start: int
    end: int
    stretch: Stretch
    bound: str
    rule: str
    assumed: bool = False
    free: bool = True
    known: bool = True
    said: bool = False


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
    stated = [atom.period.year for group in groups for atom in group if atom.dated and not atom.beside]
    for group in groups:
        following: Atom | None = None
        printed = False  # whether the year they lean on stands in this group
        for atom in reversed(group):
            printed = printed or atom.dated
            atom.period = _with_month(atom.period, following)
            if atom.period.year is None and following:
                atom.period = _with_year(atom.period, following, context.year, printed)
                atom.assumed = following.assumed
            elif atom.period.year is None:
                atom.period = atom.period._replace(year=stated[0] if stated else context.year)
                atom.assumed = not stated
            following = atom
        _over_new_year(group, context.year)


def _over_new_year(group: list[Atom], plan: int | None) -> None:
    """Put what has no year and would lie before what it follows in the next year (a range) or the plan's (a list)."""
    for atom, following in pairwise(group):
        year = following.period.year
        if year is None or following.dated or not _later(atom.period, following.period):
            continue
        onwards = year + 1 if following.link == "range" else max(year, plan or year)
        following.period = following.period.in_year(onwards)
        following.assumed = following.assumed or onwards > year


def _with_month(period: Period, following: Atom | None) -> Period:
    """The day in the month of the one after it; a range may begin in the month before (`25 - 05/6`)."""
    if following is None or period.unit != "date" or period.part or not following.period.day:
        return period
    earlier = following.link == "range" and period.day > following.period.day
    month = following.period.part - earlier
    return period._replace(part=month or 12)


def _with_year(period: Period, following: Atom, plan: int | None, printed: bool) -> Period:
    """The period in the year of the one after it, or in the year before that, where New Year lies between.

    It does in a range to a printed year (`từ tháng 11 đến tháng 02/2027`), and in a list that so begins in the
    plan's year. Else a list that is not in order shares its year.
    """
    year = following.period.year
    if year is None:
        return period
    over = printed and (following.link == "range" or year - 1 == plan)
    return period.in_year(year - (over and _later(period.in_year(year), following.period)))


def _later(period: Period, other: Period) -> bool:
    return bool(period.first and other.first and period.first > other.first)


def _runs(group: list[Atom], wording: Wording, floor: int) -> Iterator[Run]:
    """The runs of linked periods: a range or elliptical neighbours are one, other members their own."""
    text = wording.text
    bound, start = bound_before(text, group[0].start, floor)
    run = _begun(group[0], start, bound)
    for previous, atom in pairwise(group):
        if atom.link == "range" or _elliptical(previous, atom, text):
            run.stretch = Stretch(run.stretch.first, atom.period)
            run.end, run.known = atom.end, run.known and atom.period.exists
            run.assumed = run.assumed or atom.assumed
            run.bound = "in" if run.bound == "from" and atom.link == "range" else run.bound
        else:
            yield _closed(run, text)
            own, start = bound_before(text, atom.start, previous.end)
            bound = own or bound
            run = _begun(atom, start, bound)
            run.free = "," in text[previous.end : atom.start]
    yield _closed(run, text)


def _begun(atom: Atom, start: int, bound: str | None) -> Run:
    stretch = Stretch(atom.period, atom.period)
    bound, said = ("from", True) if atom.rule == "deadline.from-issue" else (bound or "in", bound is not None)
    return Run(start, atom.end, stretch, bound, atom.rule, atom.assumed, known=atom.period.exists, said=said)


def _elliptical(previous: Atom, atom: Atom, text: str) -> bool:
    """`Quý II, III/2026`: neighbours of which one leans on the other's year."""
    lean = not (previous.dated and atom.dated) or atom.rule == "deadline.bare-year"  # `năm 2026, 2027`
    return lean and atom.period.follows(previous.period) and not bound_before(text, atom.start, previous.end)[0]


def _closed(run: Run, text: str) -> Run:
    onwards = pattern("bounds", "onwards").match(text, run.end)
    if onwards:
        run.bound, run.end = "from", onwards.end()
        run.stretch = Stretch(run.stretch.first, run.stretch.first)
    return run


def _without_frames(runs: list[Run]) -> list[Run]:
    """Drop a period that only frames a finer one: `Năm 2026 (trước 30/11)` is due by November."""
    if len(runs) < 2:
        return runs
    framed = {value for run in runs for end in run.stretch for value in end.enclosing()}
    kept = [run for run in runs if not (run.free and run.stretch.value in framed)]
    return kept or runs
