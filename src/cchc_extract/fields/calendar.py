"""Calendar periods: what a date, month, quarter, half-year or year is, in days and in TIMEX3.

Numbers enter, ISO dates and TIMEX3 values leave. Nothing here reads Vietnamese, or knows what today is.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

UNITS = ("year", "half", "quarter", "month", "date")  # from coarse to fine
_MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1, "date": 1}
_DAY = timedelta(days=1)


def month_length(year: int, month: int) -> int:
    """The number of days of a month."""
    return 31 if month == 12 else (date(year, month + 1, 1) - _DAY).day


class Period(NamedTuple):
    """One calendar unit. `part` is its month, quarter or half (0 for a year), `day` the day of a date.

    `year` is None while it is not known; such a period has a TIMEX3 value (`XXXX-03`) but no days.
    """

    unit: str
    year: int | None
    part: int = 0
    day: int = 0

    @property
    def exists(self) -> bool:
        """Whether the calendar has it (30 February it has not)."""
        if self.year is not None and not date.min.year < self.year < date.max.year:
            return False
        limit = 12 if self.unit == "date" else 12 // _MONTHS[self.unit]
        if self.unit != "year" and not 1 <= self.part <= limit:
            return False
        return self.unit != "date" or 1 <= self.day <= month_length(self.year or 2024, self.part)

    @property
    def first(self) -> date | None:
        """Its first day."""
        if self.year is None or not self.exists:
            return None
        return date(self.year, (max(self.part, 1) - 1) * _MONTHS[self.unit] + 1, self.day or 1)

    @property
    def last(self) -> date | None:
        """Its last day."""
        first = self.first
        if first is None or self.unit == "date":
            return first
        month = first.month + _MONTHS[self.unit] - 1
        return date(first.year, month, month_length(first.year, month))

    @property
    def value(self) -> str:
        """TIMEX3: `2022`, `2022-H1`, `2022-Q3`, `2022-03`, `2022-03-15`."""
        year = f"{self.year:04d}" if self.year else "XXXX"
        if self.unit == "year":
            return year
        if self.unit in ("half", "quarter"):
            return f"{year}-{self.unit[0].upper()}{self.part}"
        return f"{year}-{self.part:02d}" + (f"-{self.day:02d}" if self.unit == "date" else "")

    def in_year(self, year: int) -> Period:
        """The same part of another year."""
        return self._replace(year=year)

    def follows(self, other: Period) -> bool:
        """Whether it begins the day after a period of the same unit ends."""
        if self.unit != other.unit:
            return False
        before, here = other.in_year(other.year or 2023).last, self.in_year(self.year or 2023).first
        return before is not None and here is not None and before + _DAY == here

    def enclosing(self) -> list[str]:
        """The values of the coarser units it lies in."""
        first = self.first
        coarser = UNITS[: UNITS.index(self.unit)] if first else ()
        return [
            Period(unit, first.year, 0 if unit == "year" else (first.month - 1) // _MONTHS[unit] + 1).value
            for unit in coarser
            if first
        ]


class Stretch(NamedTuple):
    """A period, or all time from one period to another."""

    first: Period
    last: Period

    @property
    def kind(self) -> str:
        """The finest unit named."""
        return max(self.first.unit, self.last.unit, key=UNITS.index)

    @property
    def value(self) -> str:
        """TIMEX3; two values with a slash where it has two ends."""
        return self.first.value if self.first == self.last else f"{self.first.value}/{self.last.value}"

    def days(self, bound: str) -> tuple[str | None, str | None]:
        """First and last day (ISO) of the time that a bound on it leaves; None where that side is open.

        A date is due on the day it names; *before* a month, quarter or year ends the day before that begins.
        """
        first, last = self.first.first, self.last.last
        if first is None or last is None:
            return None, None
        exact = self.kind == "date"
        edges = {
            "in": (first, last),
            "before": (None, last if exact else first - _DAY),
            "by": (None, last),
            "after": (first if exact else last + _DAY, None),
            "from": (first, None),
        }
        start, end = edges[bound]
        return iso(start), iso(end)


def iso(day: date | None) -> str | None:
    """ISO 8601."""
    return day.isoformat() if day else None


def shift(day: date, count: float, unit: str) -> date | None:
    """The day that lies `count` days, weeks, months or years (D, W, M, Y) later; None out of the calendar."""
    try:
        if unit in "DW":
            return day + timedelta(days=int(count) * (7 if unit == "W" else 1))
        month = day.month - 1 + int(count) * (12 if unit == "Y" else 1)
        year, month = day.year + month // 12, month % 12 + 1
        return date(year, month, min(day.day, month_length(year, month)))
    except (OverflowError, ValueError):
        return None
