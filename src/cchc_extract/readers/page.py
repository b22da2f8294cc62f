"""A page as a reader of pages sees it, whatever gave it: a PDF's own text, a second engine, an image.

Enters: nothing. Leaves: what `page_tables` and `page_text` ask a page for. Coordinates are points from the top left.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from cchc_extract.model.place import Box

THIN = 4.0  # points: the widest line


def is_thin(box: Box) -> bool:
    """Whether a drawn box is a line, and no area."""
    return box[2] - box[0] <= THIN or box[3] - box[1] <= THIN


class Word(NamedTuple):
    """Words on one line of a rectangle. `confidence` (0 to 1) where they were recognised in an image."""

    text: str
    box: Box
    confidence: float | None = None


class Uprights:
    """The upright lines among rules: what parts the words of a line."""

    def __init__(self, rules: Iterable[Box]) -> None:
        lines = (rule for rule in rules if rule[3] - rule[1] > rule[2] - rule[0] and is_thin(rule))
        self._lines = sorted(((x0 + x1) / 2, top, bottom) for x0, top, x1, bottom in lines)

    def between(self, x0: float, x1: float, level: float) -> bool:
        """Whether one stands between two places of a line at this level."""
        k = bisect_left(self._lines, (x0,))
        while k < len(self._lines) and self._lines[k][0] < x1:
            if self._lines[k][1] <= level <= self._lines[k][2]:
                return True
            k += 1
        return False


class Page(Protocol):
    """One page. `number` counts from 1; `rules` are drawn lines and the sides of drawn rectangles, as thin boxes, and
    areas filled with a colour: boxes that are not thin. `notes`: codes of diagnostics on the page."""

    number: int
    width: float
    height: float
    rules: Sequence[Box]
    notes: Sequence[str]

    def lines(self, box: Box) -> list[Word]:
        """The printed lines whose middles are inside a rectangle, top to bottom; not one call of an engine a character.
        Pieces of a line that stand apart (a column's gap) are words of their own."""

    def words(self) -> list[Word]:
        """Every piece of a line of the page."""
