"""Where a stretch of the text stood in a file that is no text itself: on a page, in a sheet, in a part.

Enters: what a reader saw. Leaves: nothing is decided here. Counts begin at 1, as a person counts.
"""

from __future__ import annotations

from typing import NamedTuple

Box = tuple[float, float, float, float]  # x0, top, x1, bottom: points (1/72 inch) from the page's top left corner


class PagePlace(NamedTuple):
    """A rectangle of a page as it is seen (rotated as the page says)."""

    page: int
    bbox: Box


class SheetPlace(NamedTuple):
    """A cell of a sheet, as the program names it (`B7`)."""

    sheet: str
    cell: str


class PartPlace(NamedTuple):
    """A paragraph of a part, or a cell of a table in it: the table's count in the part, the row's in the table, the
    cell's in the row. What stands in no table has only a paragraph."""

    part: str
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    cell: int | None = None


Place = PagePlace | SheetPlace | PartPlace


class Origin(NamedTuple):
    """text[start:end] stood at `place`; `confidence` (0 to 1) where it was recognised in an image."""

    start: int
    end: int
    place: Place
    confidence: float | None = None
