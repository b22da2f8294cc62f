"""Blocks of pages to a `SourceDocument`: the text, the tables over all pages, where on a page each stretch stood.

Enters: the blocks of each page, in order. Leaves: a text with a form feed before every page after the first, each
table on lines of its own, with the columns that all its pages show together. Holds text, never a page.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import pairwise
from typing import NamedTuple, overload

from cchc_extract.model.grid import Grid
from cchc_extract.model.place import Box, Origin, PagePlace
from cchc_extract.model.source import SourceDocument
from cchc_extract.readers.normalise import normalise
from cchc_extract.readers.page_blocks import Block, LinesBlock, TableBlock
from cchc_extract.readers.page_lines import Passage
from cchc_extract.readers.page_tables import NEAR
from cchc_extract.readers.written import LineRow, grid_of_lines, line_starts

_NARROW = 6.0  # points: no column, but where lines do not quite meet
_BESIDE = 2  # paragraphs of a page's head or foot that may stand between the two parts of a table
_SHORT = 120  # characters of each


class _Cell(NamedTuple):
    x0: float
    x1: float
    rows: int
    lines: tuple[int, int] | None
    full: bool


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


class Origins(Sequence[Origin]):
    """Where stretches of the text stood, in a tenth of the memory that as many `Origin`s take."""

    def __init__(self) -> None:
        self._starts, self._ends = array("l"), array("l")
        self._pages = array("H")
        self._boxes = array("f")  # four each
        self._confidences = array("f")  # below 0: none

    def add(self, start: int, end: int, page: int, box: Box, confidence: float | None) -> None:
        """The next stretch."""
        self._starts.append(start)
        self._ends.append(end)
        self._pages.append(page)
        self._boxes.extend(box)
        self._confidences.append(-1.0 if confidence is None else confidence)

    def move(self, places: Sequence[int]) -> None:
        """Count in a text whose characters stood at these places of the one so far."""
        self._starts = array("l", (bisect_left(places, at) for at in self._starts))
        self._ends = array("l", (bisect_left(places, at) for at in self._ends))

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> Origin: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Origin]: ...
    def __getitem__(self, index: int | slice) -> Origin | Sequence[Origin]:
        if isinstance(index, slice):
            return tuple(self[k] for k in range(*index.indices(len(self))))
        start = self._starts[index]  # before all: an index that is none ends an iteration
        at = 4 * (index % len(self))
        x0, top, x1, bottom = (round(side, 1) for side in self._boxes[at : at + 4])
        seen = self._confidences[index]
        place = PagePlace(self._pages[index], (x0, top, x1, bottom))
        return Origin(start, self._ends[index], place, round(seen, 3) if seen >= 0 else None)


class PageWriter:
    """A document's text while its pages are read."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._length = 0
        self._origins = Origins()
        self._tables: list[_Table] = []
        self._pages = 0
        self._feed = ""

    def page(self, blocks: Sequence[Block]) -> None:
        """The next page."""
        self._pages += 1
        self._feed = "\f" if self._pages > 1 else ""
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
            self._origins.add(start + first, start + last, self._pages, box, confidence)
        line = self._feed + words.text
        self._feed = ""
        self._lines.append(line)
        self._length += len(line) + 1

    def _table(self, block: TableBlock, first: bool, last: bool) -> None:
        begin = len(self._lines)
        rows = []
        for row in block.rows:
            line = len(self._lines)
            cells = tuple(self._cell(cell.x0, cell.x1, cell.rows, cell.text, cell.full) for cell in row)
            if len(self._lines) == line:
                self._line(Passage("", ()))
            rows.append((line, cells))
        part = _Part(begin, len(self._lines), tuple(rows))
        before = self._tables[-1] if self._tables else None
        xs = _shared(before.xs, block.xs) if before and before.foot and first else None
        if before and xs:
            before.xs, before.foot = xs, last
            before.parts.append(part)
        else:
            self._tables.append(_Table(block.xs, [part], last))

    def _cell(self, x0: float, x1: float, rows: int, text: Sequence[Passage], full: bool) -> _Cell:
        line = len(self._lines)
        for words in text:
            self._line(words)
        return _Cell(x0, x1, rows, (line, len(self._lines)) if text else None, full)

    def document(self, data: bytes, name: str, kind: str) -> SourceDocument:
        """The document that was written, of the format `kind`."""
        decoded = "\n".join((*self._lines, ""))
        self._lines = []
        normal = normalise(decoded)
        if normal.places is not None:
            self._origins.move(normal.places)
        starts = line_starts(normal.text)
        return SourceDocument(
            name=name,
            format=kind,
            encoding="utf-8",
            sha256=sha256(data).hexdigest(),
            bytes=len(data),
            text=normal.text,
            pages=self._pages,
            repairs=normal.repairs,
            grids=tuple(grid for table in self._tables for grid in _grids(table, kind, normal.text, starts)),
            origins=self._origins,
        )


def _is_margin(block: Block) -> bool:
    """Whether a block may be the head or the foot of a page: a line or two."""
    if isinstance(block, TableBlock):
        return False
    words = [passage.text for passage in block.passages if passage.text]
    return len(words) <= _BESIDE and all(len(each) <= _SHORT for each in words)


def _shared(xs: Sequence[float], more: Sequence[float]) -> tuple[float, ...] | None:
    """The columns of two parts that may be of one table: those of one of them are all columns of the other."""
    fewer, wider = sorted((tuple(xs), tuple(more)), key=len)
    if abs(fewer[0] - wider[0]) > NEAR or abs(fewer[-1] - wider[-1]) > NEAR:
        return None
    return wider if all(min(abs(x - y) for y in wider) <= NEAR for x in fewer) else None


def _grids(table: _Table, kind: str, text: str, starts: Sequence[int]) -> Iterator[Grid]:
    """A grid a page, in the columns that all pages show together."""
    xs = [x for k, x in enumerate(table.xs) if not k or x - table.xs[k - 1] > _NARROW]
    for k, part in enumerate(table.parts):
        rows, foot = _placed(part, xs)
        grid = grid_of_lines(kind, part.first, part.last, rows, text, starts)
        yield replace(grid, follows=k > 0, open=foot)


def _placed(part: _Part, xs: Sequence[float]) -> tuple[list[LineRow], tuple[int, ...]]:
    """The rows with their cells in columns, and the columns whose words reach the foot."""
    edges = [(a + b) / 2 for a, b in pairwise(xs)]  # a cell begins in the column whose beginning is nearest
    left: dict[int, int] = {}  # column → rows that the cell above still covers
    full: dict[int, bool] = {}
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
                if cell.rows > 1:
                    left[column] = cell.rows - 1
        rows.append(LineRow(line, placed, covered))
    return rows, tuple(column for column, reaches in sorted(full.items()) if reaches)
