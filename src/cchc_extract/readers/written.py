"""Lines and stated tables to a `SourceDocument`: for the readers whose format has no text of its own.

Enters: the lines of a document in reading order and its tables as rows of cells, each cell a list of lines, with the
places in the file that they come from. Leaves: the text as read, in normal form (spans count characters of it), its
grids, whose words stand on lines of their own, and its origins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import accumulate
from typing import NamedTuple

from cchc_extract.model.grid import Grid, Row
from cchc_extract.model.place import Origin, Place
from cchc_extract.model.source import SourceDocument
from cchc_extract.model.span import EMPTY, Text, read_words
from cchc_extract.readers.redecode import right_text

BREAK = re.compile(r"\r*\n|[\r\f\v\x85\u2028\u2029]")  # what the normaliser takes for a break: no line grows two


class TableRow(NamedTuple):
    """One row: the lines of each cell, () for an empty, spanned or covered one; the columns merged from above; the
    place of each cell."""

    cells: Sequence[Sequence[str]]
    covered: tuple[int, ...] = ()
    places: Sequence[Place | None] = ()


class _LineRow(NamedTuple):
    """A row on its lines: its first, and those of each cell (first, last; half-open), None for an empty one."""

    line: int
    cells: Sequence[tuple[int, int] | None]
    covered: tuple[int, ...]


class _LineGrid(NamedTuple):
    first: int
    last: int
    rows: list[_LineRow]


class Writer:
    """A document's text while it is written."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._places: list[Sequence[Place]] = []  # of each line
        self._grids: list[_LineGrid] = []

    def line(self, words: str, *places: Place) -> None:
        """Words as they stand on a line, or on more where they hold breaks. `places`: that of the line, or one for each
        of its parts between tabs."""
        for part in BREAK.split(words):
            self._lines.append(part)
            self._places.append(places)

    def blank(self) -> None:
        """A blank line, if the one before is none."""
        if self._lines and self._lines[-1]:
            self.line("")

    def table(self, rows: Iterable[TableRow]) -> None:
        """A table: the cells of each row one after another; a row takes at least one line."""
        first = len(self._lines)
        written = [self._row(row) for row in rows]
        if any(any(row.cells) for row in written):
            self._grids.append(_LineGrid(first, len(self._lines), written))

    def _row(self, row: TableRow) -> _LineRow:
        line, lines = len(self._lines), list[tuple[int, int] | None]()
        for column, cell in enumerate(row.cells):
            start = len(self._lines)
            place = row.places[column] if row.places else None
            for words in cell:
                self.line(words, *([place] if place else []))
            lines.append((start, len(self._lines)) if len(self._lines) > start else None)
        if len(self._lines) == line:
            self.line("")
        return _LineRow(line, lines, row.covered)

    def document(
        self, kind: str, data: bytes, name: str, *, encoding: str = "utf-8", first: Sequence[str] = ()
    ) -> SourceDocument:
        """The document that was written, of the format `kind`. `first`: codes of diagnostics on all of it."""
        normal = right_text("\n".join(self._lines))
        text, starts = normal.text, [0, *accumulate(len(line) + 1 for line in normal.text.split("\n"))]
        return SourceDocument(
            name=name,
            format=kind,
            encoding=encoding,
            sha256=sha256(data).hexdigest(),
            bytes=len(data),
            text=text,
            repairs=(*((code, (0, min(1, len(text)))) for code in first), *normal.repairs),
            grids=tuple(_grid(kind, grid, text, starts) for grid in self._grids),
            origins=tuple(_merged(self._origins(text, starts))),
        )

    def _origins(self, text: str, starts: Sequence[int]) -> Iterator[Origin]:
        for line, places in enumerate(self._places):
            start, end = starts[line], starts[line + 1] - 1
            if len(places) == 1 and end > start:
                yield Origin(start, end, places[0])
            elif len(places) > 1:
                for part, place in zip(text[start:end].split("\t"), places, strict=False):
                    if part:
                        yield Origin(start, start + len(part), place)
                    start += len(part) + 1


def _merged(origins: Iterable[Origin]) -> Iterator[Origin]:
    """Lines that follow each other at one place as one stretch."""
    held: Origin | None = None
    for origin in origins:
        if held and origin.place == held.place:
            held = held._replace(end=origin.end)
        else:
            if held:
                yield held
            held = origin
    if held:
        yield held


def _grid(kind: str, grid: _LineGrid, text: str, starts: Sequence[int]) -> Grid:
    """A stated table. Normalising has moved characters, and no line: `starts` are those of the normal text."""

    def cell(lines: tuple[int, int] | None) -> Text:
        return read_words(text, starts[lines[0]], starts[lines[1]] - 1) if lines else EMPTY

    rows = tuple(Row(tuple(map(cell, row.cells)), row.line, covered=row.covered) for row in grid.rows)
    return Grid(kind, grid.first, grid.last, rows, stated=True)
