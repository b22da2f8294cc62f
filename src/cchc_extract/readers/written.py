"""Lines and stated tables to a `SourceDocument`: for the readers whose format has no text of its own.

Enters: the lines of a page in reading order and its tables as rows of cells, each cell a list of lines. Leaves: the
text as read, in normal form, and its grids, whose words stand on lines of their own (spans count characters of it).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from itertools import accumulate
from typing import NamedTuple

from cchc_extract.model.grid import Grid, Row
from cchc_extract.model.source import SourceDocument
from cchc_extract.model.span import EMPTY, Span, Text, read_words
from cchc_extract.readers.normalise import normalise

_ONCE = ("source.invisible-removed", "source.control-removed")  # told where the first one stood, as for a text


class TableRow(NamedTuple):
    """One row: the lines of each cell, () for an empty, spanned or covered one; the columns merged from above."""

    cells: tuple[Sequence[str], ...]
    covered: tuple[int, ...] = ()


class _Place(NamedTuple):
    cells: tuple[Span, ...]
    line: int
    covered: tuple[int, ...]


class Writer:
    """A document's text while it is written."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._at = 0
        self._lines = 0
        self._blank = True
        self._tables: list[tuple[int, int, list[_Place]]] = []
        self._repairs: list[tuple[str, Span]] = []

    def line(self, words: str) -> None:
        """A line of words, brought to normal form."""
        normal = normalise(words)
        for code, (start, end) in normal.repairs:
            if code not in _ONCE or all(code != known for known, _ in self._repairs):
                self._repairs.append((code, (self._at + start, self._at + end)))
        for each in normal.text.split("\n"):
            self._put(each)

    def blank(self) -> None:
        """A blank line, if the one before is none."""
        if not self._blank:
            self._put("")

    def table(self, rows: Iterable[TableRow]) -> None:
        """A table: the cells of each row one after another; a row takes at least one line."""
        first, places = self._lines, list[_Place]()
        for row in rows:
            line, spans = self._lines, list[Span]()
            for cell in row.cells:
                start = self._at
                for words in cell:
                    self.line(words)
                spans.append((start, self._at))
            if self._lines == line:
                self._put("")
            places.append(_Place(tuple(spans), line, row.covered))
        self._tables.append((first, self._lines, places))

    def _put(self, words: str) -> None:
        self._parts.append(words)
        self._at += len(words) + 1
        self._lines += 1
        self._blank = not words

    def document(self, data: bytes, name: str, kind: str, encoding: str, guessed: bool) -> SourceDocument:
        """The document that was written, of the format `kind`."""
        text = "".join(f"{part}\n" for part in self._parts)
        first = (("source.encoding-guessed", (0, min(1, len(text)))),) if guessed else ()
        return SourceDocument(
            name=name,
            format=kind,
            encoding=encoding,
            sha256=sha256(data).hexdigest(),
            bytes=len(data),
            text=text,
            repairs=(*first, *self._repairs),
            grids=tuple(
                Grid(kind, first, last, tuple(_row(text, p) for p in places), stated=True)
                for first, last, places in self._tables
            ),
        )


class LineRow(NamedTuple):
    """One row of a table whose cells are whole lines: its first line, the lines of each cell (first, last; half-open),
    None for an empty one, and the columns merged from above."""

    line: int
    cells: Sequence[tuple[int, int] | None]
    covered: tuple[int, ...] = ()


def line_starts(text: str) -> list[int]:
    """Where each line of a text begins, and where one after the last would."""
    return [0, *accumulate(len(line) + 1 for line in text.split("\n"))]


def grid_of_lines(kind: str, first: int, last: int, rows: Iterable[LineRow], text: str, starts: Sequence[int]) -> Grid:
    """A stated table on the lines `first` to `last`. Normalising has moved characters, and no line: `starts` are those
    of the normal text."""

    def cell(lines: tuple[int, int] | None) -> Text:
        return read_words(text, starts[lines[0]], starts[lines[1]] - 1) if lines else EMPTY

    read = tuple(Row(tuple(map(cell, row.cells)), row.line, covered=row.covered) for row in rows)
    return Grid(kind, first, last, read, stated=True)


def _row(text: str, place: _Place) -> Row:
    cells: tuple[Text, ...] = tuple(read_words(text, a, b) if a < b else EMPTY for a, b in place.cells)
    return Row(cells, place.line, covered=place.covered)
