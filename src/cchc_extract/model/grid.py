"""A table before anything is understood: rows of cells, each with its place.

Enters: what a dialect or a format reader saw. Leaves: nothing is decided here about roles or records.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from cchc_extract.model.span import Span, Text


class Row(NamedTuple):
    """One printed row, or the part of one that stands on a page. `gap`: a blank line stood before it. `covered`: the
    columns whose cell is merged from the row above, where the format states it."""

    cells: tuple[Text, ...]
    line: int
    gap: bool = False
    covered: tuple[int, ...] = ()


@dataclass(frozen=True)
class Grid:
    """A table as it stands on lines `first` to `last` (half-open). `marks` are the bars and rules of its dialect,
    `furniture` the page numbers among its rows. `doubt`: words from which on its cells make no rows; where that is the
    header it is `unread`. `stated`: the format says what is a cell, and nothing about them is guessed; `unmerged`: but
    which cells were merged, which is lost. A page's end cuts rows and merged cells of a stated table too: `follows`:
    its first row may go on with the last of the grid before; `open`: the columns whose words reach the foot of its own
    last row, so that they may go on; `spanning`: those that no line closes there: a merged cell goes on, or the row if
    it is all of them."""

    dialect: str
    first: int
    last: int
    rows: tuple[Row, ...]
    marks: tuple[Span, ...] = field(default=())
    furniture: tuple[Span, ...] = field(default=())
    doubt: Text | None = None
    unread: bool = False
    stated: bool = False
    unmerged: bool = False
    follows: bool = False
    open: tuple[int, ...] = ()
    spanning: tuple[int, ...] = ()
