"""Recurrences: how often, and on which day, as a TIMEX3 set and an RFC 5545 rule.

The expressions of one wording enter, one recurrence leaves. With several periods the first counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from cchc_extract.fields.expressions import Atom, Expression, atoms, between, bound_before, count_of
from cchc_extract.fields.runs import Wording
from cchc_extract.grammar.load import grammar
from cchc_extract.model.values import Context

_DAYS = ("day-of-month", "weekday", "date", "first-day")
_UNITS = ("month", "quarter")
_BESIDE = 6  # characters between a recurrence and what says the day, bound included: `hằng quý (trước ngày 14/3)`
_REACH = 240  # and at most: what stands further off in a sentence belongs to something else
_FREQUENCIES = {"D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Y": "YEARLY"}


class Recurrence(NamedTuple):
    """How often something is due. `value` and `rrule` are None where no period is named (`định kỳ`)."""

    bound: str
    value: str | None
    rrule: str | None
    rule: str


def read_recurrence(wording: Wording) -> Recurrence | None:
    """The recurrence a wording names; None if it names none."""
    found = wording.found
    recurring = [expression for expression in found if expression.reading == "recurring"]
    if not recurring:
        return None
    chosen = next((expression for expression in recurring if _unit(expression)), recurring[0])
    days = [e for e in found if e.reading in (*_DAYS, *_UNITS) and not _has_year(e)]
    bounds = [bound_before(wording.text, e.start, wording.start)[0] for e in (*days, chosen)]
    bound = next((bound for bound in bounds if bound in ("before", "by")), "in")
    letter, count = _period(chosen)
    if not letter:
        return Recurrence(bound, None, None, chosen.rule.id)
    days.sort(key=lambda e: e.reading in _UNITS)  # `quý I hằng năm (trước 31/3)`: the day, if a rule can be made of it
    by = _by_parts(letter, count, days, wording.text, bound)
    by = by or _by_parts(letter, count, [e for e in days if e.reading in _UNITS], wording.text, bound)
    rule = _rule(letter, count, by)
    return Recurrence(bound, f"P{count}{letter}", rule, chosen.rule.id)


def days_of(recurring: Expression, wording: Wording) -> list[Expression]:
    """The days, months and quarters of a sentence that a recurrence falls on.

    Those that a rule can be made of, else what stands right beside it; none with a year of its own, or beyond one.
    """
    around = between(wording.found, recurring.start - _REACH, recurring.end + _REACH)
    dated = [e.start for e in around if _has_year(e)]
    known: dict[str, list[Expression]] = {reading: [] for reading in (*_DAYS, *_UNITS)}
    beside: list[Expression] = []
    for e in around:
        reach = sorted((recurring.start, e.start))
        if e.reading not in known or any(reach[0] <= at <= reach[1] for at in dated):
            continue
        bound, begins = bound_before(wording.text, e.start, wording.start)
        near = max(begins - recurring.end, recurring.start - e.end) < _BESIDE
        beside += [e] if near else []
        known[e.reading] += [e] if near or bound or e.reading in _DAYS else []
    known["first-day"] += known["month"] if known["first-day"] else []
    letter, count = _period(recurring)
    fitting = (same for same in known.values() if letter and _by_parts(letter, count, same, wording.text, "in"))
    return next(fitting, beside)


def _unit(expression: Expression) -> str:
    return str(expression.rule.emits.get("unit") or expression.match.groupdict().get("unit") or "").lower()


def _has_year(expression: Expression) -> bool:
    return bool(expression.match.groupdict().get("year"))


def _period(expression: Expression) -> tuple[str, int]:
    groups = expression.match.groupdict()
    letter, size = grammar("deadlines").data["units"].get(_unit(expression), ("", 1))
    count = int(count_of(groups.get("count"))) * size
    times = int(count_of(groups.get("times")))
    if times > 1 and letter in "YM":  # twice a year is every six months
        months = count * (12 if letter == "Y" else 1)
        if months % times == 0:
            letter, count = "M", months // times
    return letter, max(count, 1)


def _rule(letter: str, count: int, by: str) -> str:
    frequency = "YEARLY" if by.startswith("BYMONTH=") else _FREQUENCIES[letter]
    interval = f"INTERVAL={count}" if not by or (count > 1 and frequency != "YEARLY") else ""
    return ";".join(part for part in (f"FREQ={frequency}", interval, by) if part)


def _by_parts(letter: str, count: int, days: Sequence[Expression], text: str, bound: str) -> str:
    """`BYMONTHDAY=15`, `BYMONTH=6,12;BYMONTHDAY=15`, `BYDAY=FR`: what the first day adds, if one rule can."""
    if not days or letter == "D":
        return ""
    reading, groups = days[0].reading, days[0].match.groupdict()
    if reading == "weekday":
        day = "SU" if groups["sunday"] else grammar("deadlines").data["weekdays"][groups["weekday"].lower()]
        return f"BYDAY={day}" if letter == "W" else ""
    if reading == "day-of-month":
        named = map(int, re.findall(r"\d+", groups["days"] or groups["dates"] or ""))  # `ngày 05, 15, 25 hằng tháng`
        days_named = "-1" if groups["last"] else ",".join(map(str, sorted(set(named))))
        return f"BYMONTHDAY={days_named}" if letter == "M" else ""
    same = (reading, "month") if reading == "first-day" else (reading,)  # `ngày 15 các tháng 6, 12`
    found = atoms((e for e in days if e.reading in same), text, 0, Context())
    if any(atom.link == "range" or not atom.period.exists for atom in found):
        return ""  # `từ tháng 3 đến tháng 5`: a stretch, no list
    first = found[0].period.day
    months = sorted({_month(atom, bound) for atom in found if atom.period.day == first})
    whole = letter == "Y" or (letter == "M" and len(months) == 12 // count)
    return f"BYMONTH={','.join(map(str, months))}{f';BYMONTHDAY={first}' if first else ''}" if whole else ""


def _month(atom: Atom, bound: str) -> int:
    """The month a period falls due in: of a quarter the last, or the first that it must be before."""
    period = atom.period
    if period.unit != "quarter":
        return period.part
    return 3 * period.part - (2 if bound == "before" else 0)
