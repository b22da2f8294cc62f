"""The Word format, DOCX and DOCM: bytes enter, a `SourceDocument` with the tables that the file states leaves.

The text is what a reader of the document sees, one paragraph a line: with the labels of automatic numbering, without
headers, footers, deleted and hidden text; the notes follow at its end. A cell's paragraphs are one line each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element

from cchc_extract.collector import held
from cchc_extract.errors import ReadError
from cchc_extract.model.place import PartPlace
from cchc_extract.model.source import SourceDocument
from cchc_extract.readers.word_numbering import Numbering
from cchc_extract.readers.word_package import Package, W
from cchc_extract.readers.word_styles import Styles
from cchc_extract.readers.word_tables import TABLE, Cell, Layout, blocks, read_layout
from cchc_extract.readers.word_text import PROPERTIES, Runs, style_of
from cchc_extract.readers.written import TableRow, Writer

_BLOCKS = (W + "p", TABLE)
_NOTE_OF = {"footnotes": W + "footnote", "endnotes": W + "endnote"}
# Another document put in whole, a sheet shown by its picture, a diagram: their words are not in this file's text
_OBJECTS = (
    W + "altChunk",
    "{urn:schemas-microsoft-com:office:office}OLEObject",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_Cells = Sequence[tuple[Cell, PartPlace]]  # of a row


@held()
def read(data: bytes, name: str, shown: str) -> SourceDocument:
    """A document from a file's content. Raises ReadError (naming it `shown`) for what cannot be read so."""
    try:  # a tree of XML is built: no cycles, many nodes
        flow = _Flow(Package(data, shown))
    except RecursionError:
        raise ReadError(shown, "its parts are nested too deep", "open it in Word and save it again") from None
    first = ["source.object-left-out"] if flow.leaves_out else []
    document = flow.writer.document("docx", data, name, first=first)
    if not document.text.strip():
        raise ReadError(shown, "it holds no text", "if it holds pictures of pages, recognise their text (OCR) first")
    return document


class _Flow:
    """The document's lines and tables, as they come."""

    def __init__(self, package: Package) -> None:
        self.writer = Writer()
        self._tables = 0
        self._package = package
        self._styles = Styles(package.part("styles"))
        self._numbering = Numbering(package.part("numbering"), self._styles)
        self._runs = Runs(self._styles, self._call)
        self._notes: dict[tuple[str, str], Element] | None = None
        self._called: dict[tuple[str, str], str] = {}
        self._order: list[tuple[str, str]] = []
        self._held: list[str] = []  # the words of paragraphs that go on with the next
        body = package.body()
        self.leaves_out = any(next(body.iter(tag), None) is not None for tag in _OBJECTS)
        self._body(body, PartPlace("document"))
        self._write_notes()

    def _body(self, parent: Element, place: PartPlace) -> None:
        """The blocks of the document, or of a cell that is no more than a frame around them."""
        count = 0
        for block in blocks(parent, _BLOCKS):
            out: list[str] = []
            if block.tag == TABLE:
                self._release(out)
                self._write(out, place)
                self._table(read_layout(block, self._styles))
                continue
            count += 1
            self._paragraph(block, out)
            self._write(out, place if place.table else place._replace(paragraph=count))
        self._release(out := [])
        self._write(out, place)

    def _write(self, lines: Iterable[str], *places: PartPlace) -> None:
        for line in lines:
            self.writer.line(line, *places)

    def _paragraph(self, element: Element, out: list[str]) -> None:
        """The lines of a paragraph, then those of the text boxes that hang on it."""
        properties = element.find(PROPERTIES)
        style = style_of(properties)
        words = self._runs.read(element, properties, style)
        text = words.text
        if not words.deleted:
            text = self._numbering.label(properties, style, empty=not text.strip()) + text
        self._held.append(text)
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
        for block in blocks(parent, _BLOCKS):
            if block.tag == TABLE:
                self._release(out)
                for row in read_layout(block, self._styles).rows:
                    out += [line for cell in row if not cell.covered for line in self._inside(cell.element)]
            else:
                self._paragraph(block, out)
        self._release(out)
        self._held = held
        return [line.replace("\t", " ") if "\t" in line else line for line in out if line]

    # --- tables -------------------------------------------------------------------------------------------------------

    def _table(self, table: Layout) -> None:
        self._tables += 1
        place = PartPlace("document", table=self._tables)
        rows = [
            [(cell, place._replace(row=number, cell=cell.columns[0] + 1)) for cell in row]
            for number, row in enumerate(table.rows, 1)
        ]
        if not table.layout:
            self.writer.table(self._stated(row, table.width) for row in rows)
        elif table.width <= 1 or any(cell.element.find(f".//{TABLE}") is not None for row in rows for cell, _ in row):
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

    # --- notes --------------------------------------------------------------------------------------------------------

    def _call(self, kind: str, key: str) -> str:
        """The sign that calls a note. Footnotes and endnotes are counted as one, in the order in which they are called:
        a number has one note."""
        if self._notes is None:
            self._notes = {}
            for part, tag in _NOTE_OF.items():
                root = self._package.part(part)
                notes = () if root is None else root.iter(tag)
                self._notes |= {
                    (part, n.get(W + "id", "")): n for n in notes if n.get(W + "type", "normal") == "normal"
                }
        if (kind, key) not in self._notes:
            return ""
        if (kind, key) not in self._called:
            self._order.append((kind, key))
            self._called[kind, key] = str(len(self._order)).translate(_RAISED)
        return self._called[kind, key]

    def _write_notes(self) -> None:
        if self._notes and self._order:
            self.writer.line("")
            for count, note in enumerate(self._order, 1):  # which grows where a note calls another
                words = f"{self._called[note]} {' '.join(self._inside(self._notes[note]))}".strip()
                self.writer.line(words, PartPlace(note[0], count))


def _lines(parts: list[str]) -> list[str]:
    return [line.strip() for line in "".join(parts).splitlines()]
