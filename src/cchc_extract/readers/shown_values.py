"""Words of a cell beside the value that the file states for it: what a program of another language has shown.

Enters: the words, and the number or the day. Leaves: the words as a Vietnamese program shows them: `1.500` for 1500
where an English one has `1,500`, `03/02/2026` for the third of February where it has `02/03/2026`. Words that say their
value already stay as they are; nothing is rounded, and nothing is known of the machine's language.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from math import isfinite

from cchc_extract.readers.number_formats import show

_FIGURE = re.compile(r"\d[\d.,]*\d|\d")
_OTHER_SIGNS = str.maketrans(".,", ",.")
_NUMBERS = re.compile(r"\d+")


def respelt(words: str, value: float) -> str:
    """The words of a number: with points between thousands and a comma before decimals."""
    figures = _FIGURE.findall(words)
    if len(figures) != 1 or not isfinite(value):
        return words
    (figure,) = figures
    number = abs(value) * (100 if "%" in words else 1)
    swapped = figure.translate(_OTHER_SIGNS)
    if not _says(figure, number) and _says(swapped, number):
        return words.replace(figure, swapped)
    return words


def _says(figure: str, number: float) -> bool:
    """Whether a figure, read as a Vietnamese one, is the number as far as it has decimals."""
    whole, _, decimals = figure.replace(".", "").partition(",")
    try:
        read = float(f"{whole}.{decimals or 0}")
    except ValueError:
        return False
    return abs(read - number) <= 0.5000001 * 10.0 ** -len(decimals)


def redated(words: str, day: date | datetime) -> str:
    """The words of a day: as they are where they name day, month and year in this order, or the last of them."""
    stated = (day.day, day.month, day.year)
    named = tuple(int(figure) for figure in _NUMBERS.findall(words)[:3])
    return words if named in (stated, stated[1:], stated[2:], stated[:2]) else show(day)
