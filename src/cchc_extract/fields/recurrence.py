"""Recurrences: how often, and on which day, as a TIMEX3 set and an RFC 5545 rule.

The expressions of one wording enter, one recurrence leaves. With several periods the first counts.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cchc_extract.fields.expressions import Expression, bound_before, count_of
from cchc_extract.fields.runs import Wording
from cchc_extract.grammar.load import grammar

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
    days = [e for e in found if e.reading in ("day-of-month", "weekday", "date", "month") and not _has_year(e)]
    bounds = [bound_before(wording.text, e.start, wording.start)[0] for e in (*days, chosen)]
    bound = next((bound for bound in bounds if bound in ("before", "by")), "in")
    letter, count = _period(chosen)
    if not letter:
        return Recurrence(bound, None, None, chosen.rule.id)
    return Recurrence(bound, f"P{count}{letter}", _rule(letter, count, days), chosen.rule.id)


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


def _rule(letter: str, count: int, days: list[Expression]) -> str:
    by = _by_parts(letter, count, days)
    frequency = "YEARLY" if by.startswith("BYMONTH=") else _FREQUENCIES[letter]
    interval = f"INTERVAL={count}" if not by or (count > 1 and frequency != "YEARLY") else ""
    return ";".join(part for part in (f"FREQ={frequency}", interval, by) if part)


def _by_parts(letter: str, count: int, days: list[Expression]) -> str:
    """`BYMONTHDAY=15`, `BYMONTH=6,12;BYMONTHDAY=15`, `BYDAY=FR`: what the first day adds, if one rule can."""
    if not days or letter == "D":
        return ""
    reading, groups = days[0].reading, days[0].match.groupdict()
    if reading == "weekday":
        day = "SU" if groups["sunday"] else grammar("deadlines").data["weekdays"][groups["weekday"].lower()]
        return f"BYDAY={day}" if letter == "W" else ""
    if reading == "day-of-month":
        day = "-1" if groups["last"] else str(int(groups["day"] or groups["date"]))
        return f"BYMONTHDAY={day}" if letter == "M" else ""
    same = [e.match for e in days if e.reading == reading]
    if reading == "month":
        parts = [re.split(r"\s?(?:,|và|\+|&)\s?(?:và\s)?(?:tháng\s?)?", m["parts"]) for m in same]
        if not all(part.isdigit() for listed in parts for part in listed):
            return ""  # `từ tháng 3 đến tháng 5`: a stretch, no list
        months = [int(part) for listed in parts for part in listed]
        day = ""
    else:
        months = [int(m["month"]) for m in same if m["day"] == groups["day"]]
        day = f";BYMONTHDAY={int(groups['day'])}"
    whole = letter == "Y" or (letter == "M" and len(months) == 12 // count)
    return f"BYMONTH={','.join(map(str, sorted(set(months))))}{day}" if months and whole else ""
