"""The Word format, DOCX and DOCM: bytes enter, a `SourceDocument` with the tables that the file states leaves.

The text is what a reader of the document sees, one paragraph a line: with the labels of automatic numbering, without
headers, footers, deleted and hidden text; the notes follow at its end. A cell's paragraphs are one line each.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from cchc_extract.collector import held
from cchc_extract.errors import ReadError
from cchc_extract.model.source import SourceDocument
from cchc_extract.readers.flow import Flow, Layout, Note, Paragraph, sign_of
from cchc_extract.readers.word_numbering import Numbering
from cchc_extract.readers.word_package import Package, W
from cchc_extract.readers.word_styles import Styles
from cchc_extract.readers.word_tables import TABLE, blocks, read_layout
from cchc_extract.readers.word_text import PROPERTIES, Runs, style_of

_BLOCKS = (W + "p", TABLE)
_NOTE_OF = {"footnotes": W + "footnote", "endnotes": W + "endnote"}
# Another document put in whole, a sheet shown by its picture, a diagram: their words are not in this file's text
_OBJECTS = (
    W + "altChunk",
    "{urn:schemas-microsoft-com:office:office}OLEObject",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
)


@held()
def read(data: bytes, name: str, shown: str) -> SourceDocument:
    """A document from a file's content. Raises ReadError (naming it `shown`) for what cannot be read so."""
    return read_word(data, shown, ("docx", data, name))


def read_word(data: bytes, shown: str, file: tuple[str, bytes, str], saved: bool = True) -> SourceDocument:
    """The same of a Word file that was made of another; `file` is that other's format, content and name. `saved`:
    whether fields show what the document has saved, and not what the program that made the Word file put there."""
    try:  # a tree of XML is built: no cycles, many nodes
        package = Package(data, shown)
        body = package.body()
        word = _Word(package, saved)
        flow = Flow(word, body)
    except RecursionError:
        raise ReadError(shown, "its parts are nested too deep", "open it in Word and save it again") from None
    leaves_out = any(next(body.iter(tag), None) is not None for tag in _OBJECTS)
    found = (("source.object-left-out", leaves_out), ("source.field-left-out", word.runs.field_left_out))
    document = flow.writer.document(*file, first=[code for code, met in found if met])
    if not document.text.strip():
        raise ReadError(shown, "it holds no text", "if it holds pictures of pages, recognise their text (OCR) first")
    return document


class _Word:
    """The paragraphs, tables and notes of a Word file."""

    part = "document"
    table = TABLE

    def __init__(self, package: Package, saved: bool) -> None:
        self.notes: list[Note] = []
        self._package = package
        self._styles = Styles(package.part("styles"))
        self._numbering = Numbering(package.part("numbering"), self._styles)
        self.runs = Runs(self._styles, self._call, saved)
        self._known: dict[tuple[str, str], Element] | None = None  # notes, by kind and id
        self._called: dict[tuple[str, str], str] = {}

    def blocks(self, parent: Element) -> Iterator[Paragraph | Layout]:
        """The paragraphs and tables in an element."""
        for block in blocks(parent, _BLOCKS):
            yield read_layout(block, self._styles) if block.tag == TABLE else self._paragraph(block)

    def _paragraph(self, element: Element) -> Paragraph:
        properties = element.find(PROPERTIES)
        style = style_of(properties)
        words = self.runs.read(element, properties, style)
        text = words.text
        if not words.deleted:
            text = self._numbering.label(properties, style, empty=not text.strip()) + text
        return Paragraph(text, words.boxes, words.open)

    def _call(self, kind: str, key: str) -> str:
        """The sign that calls a note."""
        if self._known is None:
            self._known = {}
            for part, tag in _NOTE_OF.items():
                root = self._package.part(part)
                notes = () if root is None else root.iter(tag)
                self._known |= {
                    (part, n.get(W + "id", "")): n for n in notes if n.get(W + "type", "normal") == "normal"
                }
        if (kind, key) not in self._known:
            return ""
        if (kind, key) not in self._called:
            self._called[kind, key] = sign_of(len(self.notes) + 1)
            self.notes.append(Note(self._called[kind, key], kind, self._known[kind, key]))
        return self._called[kind, key]
