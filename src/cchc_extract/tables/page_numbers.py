"""Page numbers set tight between the rows of a table that writes one cell a line.

Enters: lines, and what marks a cell. Leaves: the lines that number pages. A number is one because no mark makes it a
cell, because it stands where a row begins, and because it is the number that a page so far into the text would have.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from cchc_extract.model.source import Line
from cchc_extract.tables.columns import role_of
from cchc_extract.tables.evidence import left_open, wants_number
from cchc_extract.tables.labels import is_label

_SHORT, _LONG = 600, 6000  # characters of a page
_LONGEST = 3  # digits


def page_numbers(source: str, lines: Sequence[Line], marked: Callable[[str, Line], bool]) -> set[int]:
    """The indexes of the lines that are page numbers between two marked cells."""
    found = [
        line
        for at, line in enumerate(lines)
        if line.text.isdecimal() and len(line.text) <= _LONGEST and not marked(source, line)
        if begins_row(source, lines, at, marked) and _ended(source, lines, at, marked)
    ]
    return {x.index for x in found} if counts_pages([(int(x.text), x.start) for x in found]) else set()


def counts_pages(numbers: Sequence[tuple[int, int]]) -> bool:
    """Whether numbers, each with its place, rise as the pages of a text of this length do."""
    rising = all(b > a for (a, _), (b, _) in pairwise(numbers))
    return rising and all(_SHORT * (n - 1) <= place <= _LONG * n for n, place in numbers)


def begins_row(source: str, lines: Sequence[Line], at: int, marked: Callable[[str, Line], bool]) -> bool:
    """Whether the next line with words is a marked cell that begins a row: a label, or the header's first cell."""
    below = next((x for x in lines[at + 1 : at + 4] if x.text), None)
    if below is None or not marked(source, below):
        return False
    text = below.text.split("|")[0].strip()
    return is_label(text) or role_of(text) == "ordinal"


def _ended(source: str, lines: Sequence[Line], at: int, marked: Callable[[str, Line], bool]) -> bool:
    """Whether the line above is at its end (`Trước ngày 15 tháng` is not)."""
    above = next((x for x in lines[at - 1 : max(at - 4, 0) : -1] if x.text), None) if at else None
    if above is None:
        return False
    words = above.text.rstrip("| ")
    return bool(words) and not left_open(words) and not wants_number(words)
