"""The Word format, DOCX and DOCM: bytes enter, a `SourceDocument` with the tables that the file states leaves.

The text is what a reader of the document sees, one paragraph a line: with the labels of automatic numbering, without
headers, footers, deleted and hidden text; the notes follow at its end. A cell's paragraphs are one line each.
"""

from __future__ import annotations

from hashlib import sha256
from xml.etree.ElementTree import Element

from cchc_extract.collector import held
from cchc_extract.errors import ReadError
from cchc_extract.model.source import SourceDocument
from cchc_extract.readers.normalise import normalise
from cchc_extract.readers.word_numbering import Numbering
from cchc_extract.readers.word_package import Package, W
from cchc_extract.readers.word_styles import Styles
from cchc_extract.readers.word_tables import TABLE, Layout, blocks, read_layout
from cchc_extract.readers.word_text import PROPERTIES, Runs, style_of
from cchc_extract.readers.written import LineRow, grid_of_lines, line_starts

_BLOCKS = (W + "p", TABLE)
_NOTE_OF = {"footnotes": W + "footnote", "endnotes": W + "endnote"}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DraftGrid = tuple[int, int, list[LineRow]]  # first and last line, rows


@held()
def read(data: bytes, name: str, shown: str) -> SourceDocument:
    """A document from a file's content. Raises ReadError (naming it `shown`) for what cannot be read so."""
    return read_word(data, name, shown)


def read_word(data: bytes, name: str, shown: str, clock: bool = True) -> SourceDocument:
    """The same; `clock` tells whether fields for today's date show what was saved, or the day of a conversion."""
    try:  # a tree of XML is built: no cycles, many nodes
        flow = _Flow(Package(data, shown), clock)
    except RecursionError:
        raise ReadError(shown, "its parts are nested too deep", "open it in Word and save it again") from None
    normal = normalise("\n".join(flow.lines))
    if not normal.text.strip():
        raise ReadError(shown, "it holds no text", "if it holds pictures of pages, recognise their text (OCR) first")
    starts = line_starts(normal.text)
    return SourceDocument(
        name=name,
        format="docx",
        encoding="utf-8",
        sha256=sha256(data).hexdigest(),
        bytes=len(data),
        text=normal.text,
        repairs=(*((("source.clock-left-out", (0, 1)),) if flow.clock_left_out else ()), *normal.repairs),
        grids=tuple(grid_of_lines("docx", *grid, normal.text, starts) for grid in flow.grids),
    )


class _Flow:
    """The document's lines and tables, as they come."""

    def __init__(self, package: Package, clock: bool) -> None:
        self.lines: list[str] = []
        self.grids: list[_DraftGrid] = []
        self._package = package
        self._styles = Styles(package.part("styles"))
        self._numbering = Numbering(package.part("numbering"), self._styles)
        self._runs = Runs(self._styles, self._call, clock)
        self._notes: dict[tuple[str, str], Element] | None = None
        self._called: dict[tuple[str, str], str] = {}
        self._order: list[tuple[str, str]] = []
        self._held: list[str] = []  # the words of paragraphs that go on with the next
        self._body(package.body())
        self._write_notes()
        self.clock_left_out = self._runs.clock_left_out

    def _body(self, parent: Element) -> None:
        for block in blocks(parent, _BLOCKS):
            if block.tag == TABLE:
                self._release(self.lines)
                self._table(read_layout(block, self._styles))
            else:
                self._paragraph(block, self.lines)
        self._release(self.lines)

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
        if not table.layout:
            self._stated(table)
        elif table.width <= 1 or any(
            cell.element.find(f".//{TABLE}") is not None for row in table.rows for cell in row
        ):
            for row in table.rows:
                for cell in row:
                    if not cell.covered:
                        self._body(cell.element)
        else:
            self._side_by_side(table)

    def _side_by_side(self, table: Layout) -> None:
        """A letterhead or a signature: the lines of its cells beside each other, a tab between, as they are seen."""
        for row in table.rows:
            cells = [[] if cell.covered else self._inside(cell.element) for cell in row]
            for at in range(max(map(len, cells), default=0)):
                self.lines.append("\t".join(cell[at] for cell in cells if at < len(cell)))

    def _stated(self, table: Layout) -> None:
        first = len(self.lines)
        rows: list[LineRow] = []
        for row in table.rows:
            start = len(self.lines)
            placed: dict[int, tuple[int, int]] = {}
            covered: list[int] = []
            for cell in row:
                if cell.covered:
                    covered += cell.columns
                elif lines := self._inside(cell.element):
                    begun = placed.get(cell.columns[0], (len(self.lines), 0))[0]
                    self.lines += lines
                    placed[cell.columns[0]] = (begun, len(self.lines))
            if not placed:
                self.lines.append("")
            rows.append(LineRow(start, [placed.get(at) for at in range(table.width)], tuple(covered)))
        if any(any(row.cells) for row in rows):
            self.grids.append((first, len(self.lines), rows))

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
            self.lines.append("")
            for place in self._order:  # which grows where a note calls another
                self.lines.append(f"{self._called[place]} {' '.join(self._inside(self._notes[place]))}".strip())


def _lines(parts: list[str]) -> list[str]:
    return [line.strip() for line in "".join(parts).splitlines()]
