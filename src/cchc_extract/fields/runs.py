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
    stated = [atom.period.year for group in groups for atom in group if atom.dated]
    for group in groups:
        following: Period | None = None
        for atom in reversed(group):
            atom.period = _leaning(atom.period, following)
            if atom.period.year is None:
                atom.assumed = not stated
                fallback = stated[0] if stated else context.year
                atom.period = atom.period._replace(year=fallback)
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
    framed = {value for run in runs for value in run.stretch.last.enclosing()}
    kept = [run for run in runs if not (run.free and run.stretch.value in framed)]
    return kept or runs
