"""What antiword makes of a Word file of the old kind: its DocBook and its plain text enter, a `Writer` leaves.

The DocBook has the rows and cells of tables, and leaves deleted and hidden text out. It loses the numbers of automatic
lists, merging from above, and the breaks of lines within a paragraph, which only the plain text has; so with the notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from cchc_extract.readers.archive import parse
from cchc_extract.readers.written import TableRow, Writer

_NARROWEST = 10.0  # points: a column less wide than a cell's margins is where two rows do not quite line up
_SIDE_BY_SIDE = 2  # columns of a letterhead or a signature, whose lines (or none) DocBook does not have
_FEW_ROWS, _FEW_COLUMNS = 3, 3  # as are three columns, the middle a gap, of few rows
# What antiword draws before the notes, and again before text boxes, there in DocBook too.
_RULE = "-" * 23
_NOTES = re.compile(rf"^{_RULE}\s+(?=\[1\])", re.MULTILINE)
_NOTE = re.compile(r"^\[(\d+)\][ ]*", re.MULTILINE)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_Row = tuple[list[float], list[list[str]]]  # where its cells end, their lines


def write(docbook: bytes, text: str, shown: str) -> Writer:
    """The document that antiword read. Raises ReadError (naming it `shown`) for DocBook that is not whole."""
    begins = _last(_NOTES, text)
    body, notes = (text[: begins.start()], text[begins.end() :].partition(_RULE)[0]) if begins else (text, "")
    book = _Book(_Breaks(body))
    parse(docbook[max(docbook.find(b"<book"), 0) :], shown, book.start, end=book.end, text=book.text)
    if book.calls and (found := list(_NOTE.finditer(notes))):
        book.writer.blank()
        for note, after in zip(found, [*(n.start() for n in found[1:]), len(notes)], strict=True):
            book.writer.line(f"{note[1].translate(_RAISED)} {' '.join(notes[note.end() : after].split())}")
    return book.writer


class _Book:
    """The document, by the events of its XML."""

    def __init__(self, breaks: _Breaks) -> None:
        self.writer = Writer()
        self.calls = 0
        self._breaks = breaks
        self._words: list[str] = []
        self._aside = 0  # how deep in what is no part of the text
        self._widths: list[float] = []
        self._rows: list[_Row] = []
        self._cells: list[list[str]] = []
        self._in_table = False
        self._bullet = ""
        self._lists: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if self._aside or tag in ("bookinfo", "footnote"):
            self._aside += 1
            if tag == "footnote" and self._aside == 1:
                self.calls += 1
                self._words.append(str(self.calls).translate(_RAISED))
        elif tag in ("itemizedlist", "orderedlist"):
            self._lists.append("- " if tag == "itemizedlist" else "")
        elif tag == "listitem":
            self._bullet = self._lists[-1] if self._lists else ""
        elif tag in ("para", "title", "informaltable"):
            self._release()
            self._in_table = self._in_table or tag == "informaltable"
        elif tag == "tgroup":
            self._widths = []
        elif tag == "colspec":
            self._widths.append(_points(attributes.get("colwidth", "")))
        elif tag == "row":
            self._cells = []

    def text(self, words: str) -> None:
        """Characters."""
        if not self._aside:
            self._words.append(words)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._aside:
            self._aside -= 1
        elif tag == "entry":
            self._cells.append([line.replace("\t", " ") for line in self._lines()])
        elif tag == "row":
            self._rows.append((list(accumulate(self._widths)), self._cells))
        elif tag == "informaltable":
            self._in_table = False
            _write_table(self.writer, self._rows)
            self._rows = []
        elif tag in ("itemizedlist", "orderedlist"):
            self._lists.pop()
        elif tag in ("para", "title"):
            self._release()

    def _release(self) -> None:
        if self._in_table:
            return
        for line in self._lines():
            self.writer.line(self._bullet + line)
            self._bullet = ""

    def _lines(self) -> list[str]:
        words = self._breaks.put_back("".join(self._words).replace(_RULE, "\n"))
        self._words = []
        return [stripped for line in words.split("\n") if (stripped := line.strip())]


class _Breaks:
    """The line breaks that DocBook has lost: two words are one there which nowhere in the plain text are one, and there
    end a line and begin the next."""

    def __init__(self, text: str) -> None:
        self._known: set[str] = set()
        self._parted: dict[str, str] = {}
        for line, following in pairwise([*text.split("\n"), ""]):
            for cell, below in zip(line.split("|"), _padded(following.split("|"), line.count("|") + 1), strict=True):
                words = cell.split()
                self._known.update(words)
                if words and (first := below.split()[:1]):
                    self._parted[words[-1] + first[0]] = f"{words[-1]}\n{first[0]}"

    def put_back(self, words: str) -> str:
        """The words with these breaks."""
        return re.sub(r"\S+", lambda m: m[0] if m[0] in self._known else self._parted.get(m[0], m[0]), words)


def _padded(cells: list[str], width: int) -> list[str]:
    return [*cells[:width], *[""] * (width - len(cells))]


def _points(width: str) -> float:
    try:
        return float(width.removesuffix("pt"))
    except ValueError:
        return 0.0


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(iter([*pattern.finditer(text)][-1:]), None)


def _write_table(writer: Writer, rows: Sequence[_Row]) -> None:
    edges = _edges(rows)
    width = len(edges)
    if width <= _SIDE_BY_SIDE or (width <= _FEW_COLUMNS and len(rows) <= _FEW_ROWS):
        for _, cells in rows:
            for at in range(max(map(len, cells), default=0)):
                writer.line("\t".join(cell[at] for cell in cells if at < len(cell)))
        return
    writer.blank()
    writer.table(TableRow(tuple(_placed(ends, cells, edges))) for ends, cells in rows)
    writer.blank()


def _edges(rows: Sequence[_Row]) -> list[float]:
    """Where columns end: the ends of cells, those near each other as one."""
    edges: list[float] = []
    for end in sorted({end for ends, _ in rows for end in ends}):
        if not edges or end - edges[-1] > _NARROWEST:
            edges.append(end)
    return edges


def _placed(ends: Sequence[float], cells: Sequence[Sequence[str]], edges: Sequence[float]) -> Iterator[Sequence[str]]:
    """The cells of a row in the table's columns: one that spans several is in the first."""
    at = 0
    for end, cell in zip(ends, cells, strict=False):
        yield cell
        at += 1
        while at < len(edges) and edges[at - 1] < end - _NARROWEST:
            yield ()
            at += 1
    for _ in range(at, len(edges)):
        yield ()
