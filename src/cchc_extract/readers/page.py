"""A page as a reader of pages sees it, whatever gave it: a PDF's own text, a second engine, an image.

Enters: nothing. Leaves: what `page_tables` and `page_text` ask a page for. Coordinates are points from the top left.
"""

from __future__ import annotations

from collections.abc import Sequence
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
