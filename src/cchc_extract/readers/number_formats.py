"""A value of a cell to the words that the sheet shows, as a Vietnamese program shows them.

Enters: a number, a date or a text, and the format's code. Leaves: one string: `1.500` for 1500 under `#,##0`, `92,5%`,
`13/02/2026`. The locale of this machine has no say: points group thousands, the comma is decimal, as the records'
contract reads them; a date whose format puts month or year before the day is written as day/month/year.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache

Value = str | int | float | bool | date | datetime | time | timedelta

# Formats that a workbook names by number and never writes down.
BUILTIN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "dd/mm/yyyy", 15: "dd/mm/yyyy", 16: "dd/mm",
    17: "mm/yyyy", 20: "hh:mm", 21: "hh:mm:ss", 22: "dd/mm/yyyy hh:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00",
    40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00",
}  # fmt: skip
_DAY = "dd/mm/yyyy"
_CLOCK = "hh:mm"
_PIECE = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[[^\]]*\]|[_*].|(?P<plain>.)', re.DOTALL)
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?")
_DATE_PART = re.compile(r"d+|m+|y+|h+|s+(?:\.0+)?|AM/PM|A/P", re.IGNORECASE)
_LITERAL = "\ue000"  # stands for a quoted sign while a format is searched
_MOST_DECIMALS = 15
_LARGEST = 1e15  # a number has no more digits in a workbook: what is larger is shown as it is
_MOST_PERCENT = 2  # per ten thousand
_EXACT = Context(prec=50)


def show(value: Value, code: str = "", *, numbers_rows: bool = False) -> str:
    """The words of a cell. `numbers_rows`: it stands in the column of ordinals, where `1.1` is no decimal."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (date, time, timedelta)):
        return _show_date(value, code)
    return _show_number(value, code, "." if numbers_rows else ",")


# --- dates -----------------------------------------------------------------------------------------------------------


def _show_date(value: date | datetime | time | timedelta, code: str) -> str:
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    if isinstance(value, time):
        return f"{value.hour:02d}:{value.minute:02d}"
    literals, pattern = _unquoted(code.split(";")[0])
    parts = [m[0].lower() for m in _DATE_PART.finditer(pattern)]
    if not _day_first(parts):
        clock = isinstance(value, datetime) and (value.hour or value.minute)
        pattern, literals = f"{_DAY} {_CLOCK}" if clock else _DAY, ()
    shown = _fill_date(pattern, value)
    for sign in literals:
        shown = shown.replace(_LITERAL, sign, 1)
    return " ".join(shown.split())


def _day_first(parts: list[str]) -> bool:
    """Whether a format names day, month and year in this order, or the last of them, the year not by two digits."""
    order = "".join(p[0] for p in parts if p[0] in "dmy")
    dates = [p for p in parts if p[0] in "dmy"]
    if any(p[0] in "hs" for p in parts):  # an `m` beside an hour is minutes
        order = re.sub(r"(?<=[dmy])m$", "", order) if order.count("m") > 1 else order
    return order in ("dmy", "my", "y", "dm") and all(len(p) < 3 or p[0] == "y" for p in dates) and "yy" not in dates


def _fill_date(pattern: str, value: date) -> str:
    seen: list[str] = []

    def fill(match: re.Match[str]) -> str:
        part = match[0].lower()
        minutes = part[0] == "m" and bool(seen) and seen[-1] == "h"
        seen.append("" if part[0] == "m" and minutes else part[0])
        moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        number = {"d": moment.day, "y": moment.year, "h": moment.hour, "s": moment.second, "a": 0}.get(part[0])
        if part[0] == "a":
            return ""
        if number is None:
            number = moment.minute if minutes else moment.month
        return f"{number:0{min(len(part), 2)}d}"

    return _DATE_PART.sub(fill, pattern)


@cache
def _unquoted(code: str) -> tuple[tuple[str, ...], str]:
    """The literal signs of a format, and the format with a sign of no meaning in their places; colours are out."""
    literals: list[str] = []
    parts: list[str] = []
    for piece in _PIECE.finditer(code):
        literal = piece["quoted"] if piece["quoted"] is not None else piece["escaped"]
        if literal:
            literals.append(literal)
        parts.append(_LITERAL if literal else piece["plain"] or "")
    return tuple(literals), "".join(parts)


# --- numbers ---------------------------------------------------------------------------------------------------------


def _show_number(value: int | float, code: str, point: str) -> str:
    sections = code.split(";")
    section = sections[1] if value < 0 and len(sections) > 1 else sections[0]
    if value == 0 and len(sections) > 2:
        section = sections[2]
    literals, pattern = _unquoted(section)
    digits = _DIGITS.search(pattern)
    if not digits and literals and sections[0] != section:
        return "".join(literals).strip()  # `-` for nothing
    percent = pattern.count("%")
    strange = "E" in pattern.upper() or "/" in pattern or percent > _MOST_PERCENT
    if not digits or strange or not abs(value) < _LARGEST:
        return _general(value, point)
    number = abs(value) if len(sections) > 1 and value < 0 else value
    figure = _figure(Decimal(repr(number)) * 100**percent, digits[0])
    shown = pattern[: digits.start()] + figure + pattern[digits.end() :]
    for sign in literals:
        shown = shown.replace(_LITERAL, sign, 1)
    return shown.strip()


def _figure(number: Decimal, pattern: str) -> str:
    whole, _, decimals = pattern.partition(".")
    while whole.endswith(","):  # each divides by a thousand
        whole, number = whole[:-1], number / 1000
    places = min(len(decimals), _MOST_DECIMALS)
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _EXACT)
    if not rounded and "0" not in pattern:
        return ""  # `_(* "-"??_)`, the usual format of money: the dash alone stands for nothing
    before, _, after = f"{rounded:,f}".partition(".")
    least = decimals.count("0")
    after = after[:least] + after[least:].rstrip("0")
    before = before if "," in whole else before.replace(",", "")
    if "," not in whole:
        sign = "-" if before.startswith("-") else ""
        before = sign + before.lstrip("-").zfill(whole.count("0") or 1)
    return before.replace(",", ".") + (f",{after}" if after else "")


def _general(value: int | float, point: str) -> str:
    if abs(value) < _LARGEST and value == int(value):
        return str(int(value))
    return f"{value:.11g}".replace(".", point)
