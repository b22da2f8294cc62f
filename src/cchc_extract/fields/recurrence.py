"""Recurrences: how often, and on which day, as a TIMEX3 set and an RFC 5545 rule.

The expressions of one wording enter, one recurrence leaves. With several periods the first counts.
"""

from __future__ import annotations

from dataclasses import dataclass

from cchc_extract.fields.expressions import Expression, bound_before, count_of
from cchc_extract.grammar.load import grammar

_FREQUENCIES = {"D": "DAILY", "W": "WEEKLY", "M": "MONTHLY", "Y": "YEARLY"}


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How often something is due. `value` and `rrule` are None where no period is named (`định kỳ`)."""

    bound: str
    value: str | None
    rrule: str | None
    rule: str


def read_recurrence(found: list[Expression], text: str, floor: int) -> Recurrence | None:
    """The recurrence a wording names; None if it names none."""
    recurring = [expression for expression in found if expression.reading == "recurring"]
    if not recurring:
        return None
    chosen = next((expression for expression in recurring if _unit(expression)), recurring[0])
    days = [e for e in found if e.reading in ("day-of-month", "weekday", "date", "month") and not _has_year(e)]
    bounds = [bound_before(text, e.start, floor)[0] for e in (*days, chosen)]
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
    frequency = f"FREQ={_FREQUENCIES[letter]}"
    parts = _by_parts(letter, days)
    if parts.startswith("BYMONTH="):
        return f"FREQ=YEARLY;{parts}"
    interval = f"INTERVAL={count}" if count > 1 or not parts else ""
    return ";".join(part for part in (frequency, interval, parts) if part)


def _by_parts(letter: str, days: list[Expression]) -> str:
    """`BYMONTHDAY=15`, `BYMONTH=6,12;BYMONTHDAY=15`, `BYDAY=FR`: what the other expressions add, if one rule can."""
    months, month_days, weekdays = [], [], []
    for expression in days:
        groups = expression.match.groupdict()
        if expression.reading == "weekday":
            weekdays.append("SU" if groups["sunday"] else grammar("deadlines").data["weekdays"][groups["weekday"].lower()])
        elif expression.reading == "day-of-month":
            month_days.append("-1" if groups["last"] else str(int(groups["day"] or groups["date"])))
        elif expression.reading == "date":
            months.append(int(groups["month"]))
            month_days.append(str(int(groups["day"])))
        elif groups["parts"].isdigit():
            months.append(int(groups["parts"]))
    if letter == "W":
        return f"BYDAY={weekdays[0]}" if weekdays else ""
    if letter == "D" or len(set(month_days)) > 1 or (letter == "Y" and not months):
        return ""
    by_month = f"BYMONTH={','.join(map(str, sorted(set(months))))}" if months else ""
    return ";".join(part for part in (by_month, f"BYMONTHDAY={month_days[0]}" if month_days else "") if part)
