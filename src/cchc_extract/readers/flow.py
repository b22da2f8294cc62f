"""A flowing document (Word, OpenDocument) to lines and stated tables: its body enters, a written `Writer` is left.

One paragraph or soft break is a line, a cell's paragraphs are a line each, the notes follow at the end. What is a
paragraph, a table, a note of the format is asked of a `Source`, in the order in which they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol
from xml.etree.ElementTree import Element

from cchc_extract.model.place import PartPlace
from cchc_extract.readers.written import TableRow, Writer

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Paragraph(NamedTuple):
    """A paragraph's words with its label, line breaks in them as `\\n`; the text boxes that hang on it; `open`: it has
    no end of its own, and the next one goes on with it."""

    text: str
    boxes: Sequence[Element] = ()
    open: bool = False


class Cell(NamedTuple):
    """A cell: the columns it takes, and whether it is merged from the row above."""

    element: Element
    columns: range
    covered: bool


class Layout(NamedTuple):
    """A table: its rows, how many columns it has, whether it is set without lines to place text side by side."""

    rows: list[list[Cell]]
    width: int
    layout: bool


class Note(NamedTuple):
    """A footnote or an endnote that has been called: its sign, the part it stands in, its paragraphs."""

    sign: str
    part: str
    element: Element


class Source(Protocol):
    """A format's own reading. `part` is the name of the body's part, `table` the tag of a table, `notes` are those that
    have been called so far."""

    part: str
    table: str
    notes: list[Note]

    def blocks(self, parent: Element) -> Iterator[Paragraph | Layout]:
        """The paragraphs and tables of a body, a cell, a note or a text box, each read when it is asked for."""


def sign_of(count: int) -> str:
    """The sign of the note that is called at this place: footnotes and endnotes are counted as one, in the order in
    which they are called, since a number has one note."""
    return str(count).translate(_RAISED)


_Cells = Sequence[tuple[Cell, PartPlace]]  # of a row


class Flow:
    """The document's lines and tables, as they come."""

    def __init__(self, source: Source, body: Element) -> None:
        self.writer = Writer()
        self._source = source
        self._tables = 0
        self._held: list[str] = []  # the words of paragraphs that go on with the next
        self._body(body, PartPlace(source.part))
        self._write_notes()

    def _body(self, parent: Element, place: PartPlace) -> None:
        """The blocks of the document, or of a cell that is no more than a frame around them."""
        count = 0
        for block in self._source.blocks(parent):
            out: list[str] = []
            if isinstance(block, Layout):
                self._release(out)
                self._write(out, place)
                self._table(block)
                continue
            count += 1
            self._paragraph(block, out)
            self._write(out, place if place.table else place._replace(paragraph=count))
        self._release(out := [])
        self._write(out, place)

    def _write(self, lines: Iterable[str], *places: PartPlace) -> None:
        for line in lines:
            self.writer.line(line, *places)

    def _paragraph(self, words: Paragraph, out: list[str]) -> None:
        """The lines of a paragraph, then those of the text boxes that hang on it."""
        self._held.append(words.text)
        if not words.open:
            out += _lines(self._held) or [""]
            self._held = []
        for box in words.boxes:
            out += self._inside(box)

    def _release(self, out: list[str]) -> None:
        """What a paragraph without a mark of its own has left at the end of its part."""
        out += _lines(self._held)
        self._held = []

    def _inside(self, parent: Element) -> list[str]:
        """The lines of a cell, a text box or a note, those of tables in it too: none is blank, none has columns."""
        held, self._held = self._held, list[str]()
        out: list[str] = []
        for block in self._source.blocks(parent):
            if isinstance(block, Layout):
                self._release(out)
                for row in block.rows:
                    out += [line for cell in row if not cell.covered for line in self._inside(cell.element)]
            else:
                self._paragraph(block, out)
        self._release(out)
        self._held = held
        return [line.replace("\t", " ") if "\t" in line else line for line in out if line]

    def _table(self, table: Layout) -> None:
        self._tables += 1
        place = PartPlace(self._source.part, table=self._tables)
        rows = [
            [(cell, place._replace(row=number, cell=cell.columns[0] + 1)) for cell in row]
            for number, row in enumerate(table.rows, 1)
        ]
        if not table.layout:
            self.writer.table(self._stated(row, table.width) for row in rows)
        elif table.width <= 1 or any(
            cell.element.find(f".//{self._source.table}") is not None for row in rows for cell, _ in row
        ):
            for row in rows:
                for cell, at in row:
                    if not cell.covered:
                        self._body(cell.element, at)
        else:
            for row in rows:
                self._side_by_side(row)

    def _side_by_side(self, row: _Cells) -> None:
        """A letterhead or a signature: the lines of its cells beside each other, a tab between, as they are seen."""
        cells = [([] if cell.covered else self._inside(cell.element), place) for cell, place in row]
        for at in range(max((len(lines) for lines, _ in cells), default=0)):
            here = [(lines[at], place) for lines, place in cells if at < len(lines)]
            self.writer.line("\t".join(words for words, _ in here), *(place for _, place in here))

    def _stated(self, row: _Cells, width: int) -> TableRow:
        lines: list[list[str]] = [[] for _ in range(width)]
        places: list[PartPlace | None] = [None] * width
        covered: list[int] = []
        for cell, place in row:
            if cell.covered:
                covered += cell.columns
            else:
                lines[cell.columns[0]] += self._inside(cell.element)
                places[cell.columns[0]] = place
        return TableRow(lines, tuple(covered), places)

    def _write_notes(self) -> None:
        if self._source.notes:
            self.writer.line("")
            for count, note in enumerate(self._source.notes, 1):  # which grow where a note calls another
                words = f"{note.sign} {' '.join(self._inside(note.element))}".strip()
                self.writer.line(words, PartPlace(note.part, count))


def _lines(parts: list[str]) -> list[str]:
    return [line.strip() for line in "".join(parts).splitlines()]
