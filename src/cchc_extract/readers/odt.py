"""The OpenDocument text format, ODT: bytes enter, a `SourceDocument` with the tables that the file states leaves.

The text is what a reader of the document sees, one paragraph a line: with the labels of lists, without headers and
footers, deleted and hidden text, remarks; the notes follow at its end. Python's own library is enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from cchc_extract.collector import held
from cchc_extract.errors import ReadError
from cchc_extract.model.source import SourceDocument
from cchc_extract.readers.flow import Flow, Layout, Note, Paragraph, sign_of
from cchc_extract.readers.odt_numbering import OdtNumbering, OpenList
from cchc_extract.readers.odt_package import DRAW, OFFICE, TABLE, TEXT, trees
from cchc_extract.readers.odt_styles import OdtStyles
from cchc_extract.readers.odt_tables import Copies, read_layout
from cchc_extract.readers.odt_text import OdtRuns, boxes_in

_PARAGRAPH, _HEADING, _LIST = TEXT + "p", TEXT + "h", TEXT + "list"
_ITEM = TEXT + "list-item"
# What paragraphs may stand in; everything else beside them is no text of the document.
_AROUND = {TEXT + name for name in ("section", "list-header", "list-item", "index-body", "index-title")}
_AROUND |= {TEXT + f"{name}-index" for name in ("user", "alphabetical", "table", "object", "illustration")}
_AROUND |= {TEXT + "table-of-content", TEXT + "bibliography", TEXT + "numbered-paragraph"}

_OBJECTS = (DRAW + "object", DRAW + "object-ole")  # another document put in whole, a sheet, a diagram


@held()
def read(data: bytes, name: str, shown: str) -> SourceDocument:
    """A document from a file's content. Raises ReadError (naming it `shown`) for what cannot be read so."""
    content, styles = trees(data, shown)
    body = content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise ReadError(shown, "its main part is no text", "open it in its program and save it as ODT")
    try:
        flow = Flow(_OpenDocument(OdtStyles(content, styles)), body)
    except RecursionError:
        raise ReadError(shown, "its parts are nested too deep", "open it in its program and save it again") from None
    leaves_out = any(next(body.iter(tag), None) is not None for tag in _OBJECTS)
    document = flow.writer.document("odt", data, name, first=["source.object-left-out"] if leaves_out else [])
    if not document.text.strip():
        raise ReadError(shown, "it holds no text", "if it holds pictures of pages, recognise their text (OCR) first")
    return document


def _is_hidden(section: Element) -> bool:
    return section.get(TEXT + "display") == "none" or section.get(TEXT + "is-hidden") == "true"


class _OpenDocument:
    """The paragraphs, tables and notes of a file."""

    part = "content"
    table = TABLE + "table"

    def __init__(self, styles: OdtStyles) -> None:
        self.notes: list[Note] = []
        self._styles = styles
        self._numbering = OdtNumbering(styles)
        self._copies = Copies()
        self._runs = OdtRuns(styles, self._call)

    def blocks(self, parent: Element) -> Iterator[Paragraph | Layout]:
        """The paragraphs and tables in an element."""
        return self._blocks(parent, None)

    def _blocks(self, parent: Element, inside: OpenList | None) -> Iterator[Paragraph | Layout]:
        labelled = inside is None or parent.tag != _ITEM  # an item's first paragraph has its label
        for child in parent:
            if child.tag in (_PARAGRAPH, _HEADING):
                yield self._paragraph(child, parent, None if labelled else inside)
                labelled = True
            elif child.tag == _LIST:
                yield from self._blocks(child, self._numbering.begin(child, inside))
            elif child.tag == self.table:
                yield read_layout(child, self._styles, self._copies)
            elif child.tag in _AROUND and not _is_hidden(child):
                yield from self._blocks(child, inside if child.tag != TEXT + "section" else None)
            elif child.tag.startswith(DRAW):
                for box in boxes_in(child):
                    yield from self._blocks(box, None)

    def _paragraph(self, element: Element, item: Element, inside: OpenList | None) -> Paragraph:
        words = self._runs.read(element)
        label = ""
        if inside is not None:
            label = self._numbering.label(inside, item, element, empty=not words.text.strip())
        elif element.tag == _HEADING and item.tag != _ITEM and words.text.strip():
            label = self._numbering.heading(element)
        at = len(words.text) - len(words.text.lstrip("\n"))
        return Paragraph(f"{words.text[:at]}{label}{words.text[at:]}", words.boxes)

    def _call(self, note: Element) -> str:
        """The sign that calls a note."""
        body = note.find(TEXT + "note-body")
        if body is None:
            return ""
        kind = "endnotes" if note.get(TEXT + "note-class") == "endnote" else "footnotes"
        self.notes.append(Note(sign_of(len(self.notes) + 1), kind, body))
        return self.notes[-1].sign
