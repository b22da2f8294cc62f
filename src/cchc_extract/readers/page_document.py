"""Blocks of pages to a `SourceDocument`: the text, the tables over all pages, where on a page each stretch stood.

Enters: the blocks of each page, in order. Leaves: a text with a form feed before every page after the first, each
table on lines of its own, with the columns that all its pages show together. Holds text, never a page.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import accumulate, pairwise
from typing import NamedTuple

from cchc_extract.model.grid import Grid, Row
from cchc_extract.model.place import Box, Origin, PagePlace
from cchc_extract.model.source import SourceDocument
from cchc_extract.model.span import EMPTY, read_words
from cchc_extract.readers.page import Page
from cchc_extract.readers.page_blocks import Block, LinesBlock, Seen, TableBlock, TableCell, page_blocks
from cchc_extract.readers.page_lines import Passage, hull
from cchc_extract.readers.page_tables import NEAR
from cchc_extract.readers.redecode import right_text

_NARROW = 6.0  # points: no column, but where lines do not quite meet
_BESIDE = 2  # paragraphs of a page's head or foot that may stand between the two parts of a table
_SHORT = 120  # characters of each


class _Cell(NamedTuple):
    x0: float
    x1: float
    rows: int
    lines: tuple[int, int] | None
    full: bool
    spanning: bool


class _Part(NamedTuple):
    """The part of a table on one page: its lines, and of each row the first line and the cells that begin there."""

    first: int
    last: int
    rows: tuple[tuple[int, tuple[_Cell, ...]], ...]


@dataclass
class _Table:
    """A table over its pages. `xs`: where the columns stand that any of them shows."""

    xs: tuple[float, ...]
    parts: list[_Part]
    foot: bool = True  # whether it stands at the foot of the page that was written last
    ruled: bool = True


def write_pages(pages: Iterable[Page], data: bytes, name: str, kind: str) -> SourceDocument:
    """The document of some pages, each of which is held no longer than it is read; their notes are its diagnostics."""
    writer, seen = PageWriter(), Seen()
    slanted = False
    for page in pages:
        writer.page(page_blocks(page, seen), page.notes)
        slanted = slanted or getattr(page, "slanted", False)  # not every page is read with words at a slant
    return writer.document(data, name, kind, first=["source.slanted-left-out"] if slanted else [])


class PageWriter:
    """A document's text while its pages are read."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._length = 0
        self._origins: list[Origin] = []
        self._tables: list[_Table] = []
        self._pages = 0
        self._feed = ""
        self._notes: list[tuple[str, int]] = []

    def page(self, blocks: Sequence[Block], notes: Sequence[str] = ()) -> None:
        """The next page, and the codes of diagnostics on it."""
        self._pages += 1
        self._feed = "\f" if self._pages > 1 else ""
        self._notes += [(code, self._pages) for code in notes]
        for k, block in enumerate(blocks):
            if isinstance(block, LinesBlock):
                for words in block.passages:
                    self._line(words)
            else:
                self._table(block, first=all(map(_is_margin, blocks[:k])), last=all(map(_is_margin, blocks[k + 1 :])))
        if self._feed:
            self._line(Passage("", ()))
        if not any(isinstance(block, TableBlock) for block in blocks) and self._tables:
            self._tables[-1].foot = False

    def _line(self, words: Passage) -> None:
        start = self._length + len(self._feed)
        for first, last, box, confidence in words.places:
            place = PagePlace(self._pages, _rounded(box))
            self._origins.append(Origin(start + first, start + last, place, confidence))
        line = self._feed + words.text
        self._feed = ""
        self._lines.append(line)
        self._length += len(line) + 1

    def _table(self, block: TableBlock, first: bool, last: bool) -> None:
        begin = len(self._lines)
        rows = []
        for row in block.rows:
            line = len(self._lines)
            cells = tuple(map(self._cell, row))
            if len(self._lines) == line:
                self._line(Passage("", ()))
            rows.append((line, cells))
        part = _Part(begin, len(self._lines), tuple(rows))
        before = self._tables[-1] if self._tables else None
        xs = _shared(before.xs, block.xs, block.guessed) if before and before.foot and first and block.ruled else None
        if before and xs:
            before.xs, before.foot = xs, last
            before.parts.append(part)
        else:
            self._tables.append(_Table(block.xs, [part], last and block.ruled, block.ruled))

    def _cell(self, cell: TableCell) -> _Cell:
        line, first = len(self._lines), len(self._origins)
        for words in cell.text:
            self._line(words)
        if len(self._origins) - first > 1:
            self._origins[first:] = _merged(self._origins[first:], self._pages)
        lines = (line, len(self._lines)) if cell.text else None
        return _Cell(cell.x0, cell.x1, cell.rows, lines, cell.full, cell.spanning)

    def document(self, data: bytes, name: str, kind: str, first: Sequence[str] = ()) -> SourceDocument:
        """The document that was written, of the format `kind`. `first`: codes of diagnostics on all of it."""
        decoded = "\n".join((*self._lines, ""))
        self._lines = []
        normal = right_text(decoded)
        origins = self._origins
        if (places := normal.places) is not None:
            origins = [o._replace(start=bisect_left(places, o.start), end=bisect_left(places, o.end)) for o in origins]
        begins = [0, *(found.start() for found in re.finditer("\f", normal.text))] if self._notes else []
        told = [(code, begins[min(page, len(begins)) - 1]) for code, page in self._notes]
        starts = [0, *accumulate(len(line) + 1 for line in normal.text.split("\n"))]
        return SourceDocument(
            name=name,
            format=kind,
            encoding="utf-8",
            sha256=sha256(data).hexdigest(),
            bytes=len(data),
            text=normal.text,
            pages=self._pages,
            repairs=(
                *((code, (0, min(1, len(normal.text)))) for code in first),
                *normal.repairs,
                *((code, (at, min(at + 1, len(normal.text)))) for code, at in told),
            ),
            grids=tuple(grid for table in self._tables for grid in _grids(table, kind, normal.text, starts)),
            origins=tuple(origins),
        )


def _merged(origins: Sequence[Origin], page: int) -> Sequence[Origin]:
    """The stretches of a cell as one, unless they were recognised: then each word has a confidence of its own."""
    boxes = [o.place.bbox for o in origins if o.confidence is None and isinstance(o.place, PagePlace)]
    if len(boxes) < len(origins):
        return origins
    return (Origin(origins[0].start, origins[-1].end, PagePlace(page, hull(boxes))),)


def _rounded(box: Box) -> Box:
    x0, top, x1, bottom = box
    return (round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1))


def _is_margin(block: Block) -> bool:
    """Whether a block may be the head or the foot of a page: a line or two."""
    if isinstance(block, TableBlock):
        return False
    words = [passage.text for passage in block.passages if passage.text]
    return len(words) <= _BESIDE and all(len(each) <= _SHORT for each in words)


def _shared(xs: Sequence[float], more: Sequence[float], guessed: bool) -> tuple[float, ...] | None:
    """The columns of two parts that may be of one table: those of one of them are all columns of the other, or as many
    where they are `guessed`."""
    fewer, wider = sorted((tuple(xs), tuple(more)), key=len)
    if abs(fewer[0] - wider[0]) > NEAR or abs(fewer[-1] - wider[-1]) > NEAR:
        return None
    if guessed and len(fewer) == len(wider):
        edges = [(a + b) / 2 for a, b in pairwise(xs)]
        return tuple(xs) if [bisect_left(edges, x) for x in more] == list(range(len(xs))) else None
    return wider if all(min(abs(x - y) for y in wider) <= NEAR for x in fewer) else None


def _grids(table: _Table, kind: str, text: str, starts: Sequence[int]) -> Iterator[Grid]:
    """A grid a page, in the columns that all pages show together."""
    xs = [x for k, x in enumerate(table.xs) if not k or x - table.xs[k - 1] > _NARROW]
    goes_on = False
    if len(xs) <= 2:  # all its columns are too narrow to be any
        return
    for part in table.parts:
        rows, foot, spanning = _placed(part, xs, text, starts)
        if any(any(row.cells) for row in rows):  # lines that enclose no word are no table
            grid = Grid(kind, part.first, part.last, tuple(rows), stated=table.ruled, follows=goes_on)
            yield replace(grid, open=foot, spanning=spanning)
            goes_on = True


def _placed(
    part: _Part, xs: Sequence[float], text: str, starts: Sequence[int]
) -> tuple[list[Row], tuple[int, ...], tuple[int, ...]]:
    """The rows with their cells in columns, the columns whose words reach the foot, and those that no line closes
    there."""
    edges = [(a + b) / 2 for a, b in pairwise(xs)]  # a cell begins in the column whose beginning is nearest
    left: dict[int, int] = {}  # column → rows that the cell above still covers
    full: dict[int, bool] = {}
    spanning: set[int] = set()
    rows = []
    for line, cells in part.rows:
        covered = tuple(sorted(column for column, count in left.items() if count))
        left = {column: count - 1 for column, count in left.items() if count > 1}
        placed: list[tuple[int, int] | None] = [None] * (len(xs) - 1)
        for cell in cells:
            first = min(bisect_left(edges, cell.x0), len(placed) - 1)
            last = max(bisect_left(edges, cell.x1), first + 1)
            if cell.lines:
                placed[first] = (placed[first] or cell.lines)[0], cell.lines[1]
            for column in range(first, last):
                full[column] = cell.full and column == first
                spanning |= {column} if cell.spanning else set()
                if cell.rows > 1:
                    left[column] = cell.rows - 1
        words = (read_words(text, starts[at[0]], starts[at[1]] - 1) if at else EMPTY for at in placed)
        rows.append(Row(tuple(words), line, covered=covered))
    return rows, tuple(column for column, reaches in sorted(full.items()) if reaches), tuple(sorted(spanning))
