"""The web page format: bytes enter, a `SourceDocument` with stated tables leaves.

Decodes by the mark, the page's own word and the evidence, parses with lxml, writes what a reader sees. Spans count
characters of the text as read: the page's source holds entities and words that markup cuts.
"""

from __future__ import annotations

import codecs
import re

from lxml import etree

from cchc_extract.errors import ReadError
from cchc_extract.model.place import PartPlace
from cchc_extract.model.source import SourceDocument
from cchc_extract.readers.decode import decode
from cchc_extract.readers.html_page import PageReader
from cchc_extract.readers.html_tables import Block, Chrome, Item, TooLargeError
from cchc_extract.readers.normalise import CONTROLS
from cchc_extract.readers.written import TableRow, Writer

_HEAD = 4096
_CHARSET = re.compile(rb"<(?:meta|\?xml)\b[^>]{0,400}?\b(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What pages that say so are written in, as browsers read them.
_MEANT = {"iso-8859-1": "windows-1252", "latin-1": "windows-1252", "latin1": "windows-1252", "us-ascii": "windows-1252"}
_CONTROL = re.compile(f"[{CONTROLS}]")
_LITTLE = 0.2  # of a page's letters: with less than this left, what was left out was the document


def read(data: bytes, name: str, shown: str) -> SourceDocument:
    """A document from a web page. Raises ReadError (naming it `shown`) for what cannot be read."""
    return read_page(data, name, shown, (data, "html", None))


def read_page(page: bytes, name: str, shown: str, file: tuple[bytes, str, str | None]) -> SourceDocument:
    """A document from the bytes of a page; `file` is the file that held it, its format, and the charset that it gives
    the page."""
    data, kind, charset = file
    text, encoding, guessed = _decoded(page, shown, charset)
    items = _items(text, shown)
    writer, paragraphs, tables = Writer(), 0, 0
    for item in items:
        if isinstance(item, Block):
            tables += 1
            writer.blank()
            writer.table(_placed(row, PartPlace(kind, None, tables, n)) for n, row in enumerate(item.rows, 1))
            writer.blank()
        elif not isinstance(item, Chrome):
            if item.words:
                paragraphs += 1
                writer.line(item.words, PartPlace(kind, paragraphs))
            else:
                writer.blank()
    first = ("source.encoding-guessed",) if guessed else ()
    document = writer.document(kind, data, name, encoding=encoding, first=first)
    if not document.text.strip():
        raise ReadError(shown, "the page holds no text", "give a page that was saved whole")
    return document


def _placed(row: TableRow, place: PartPlace) -> TableRow:
    return row._replace(places=[place._replace(cell=n) for n in range(1, len(row.cells) + 1)])


def _items(text: str, shown: str) -> list[Item]:
    """What the page says. Raises ReadError for one that is made to take forever."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(_CONTROL.sub("", text).encode("utf-8", "replace"), parser)
    except etree.LxmlError:
        root = None
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):  # the rest is not parsed
        raise ReadError(shown, "its parts are nested too deep", "give a page that was saved whole")
    try:
        return _seen(root) if root is not None else []
    except TooLargeError:
        raise ReadError(shown, "it has a table larger than any document's", "give the page without it") from None


def _seen(root: etree._Element) -> list[Item]:
    """What the page says; all of it where next to nothing would be left."""
    items = PageReader().read(root)
    aside = sum(_length(item) for item in items if isinstance(item, Chrome))
    kept = sum(_length(item) for item in items if not isinstance(item, Chrome))
    return items if kept >= _LITTLE * aside else PageReader(whole=True).read(root)


def _length(item: Item) -> int:
    if isinstance(item, Block):
        return sum(len(words) for row in item.rows for cell in row.cells for words in cell)
    return sum(map(_length, item.items)) if isinstance(item, Chrome) else len(item.words)


def _decoded(page: bytes, shown: str, charset: str | None) -> tuple[str, str, bool]:
    """As `decode`. The page's word counts where its bytes are not UTF-8 by evidence: pages saved anew keep the word of
    the encoding they were in, and no other encoding of Vietnamese looks like UTF-8."""
    found = None if page.startswith(_MARKS) else _CHARSET.search(page[:_HEAD])
    told = charset or (found[1].decode("ascii", "replace") if found else "")
    codec = _codec(told) if not page.startswith(_MARKS) else None
    if codec and codec != "utf-8" and not _is_utf8(page):
        try:
            return page.decode(codec), codec, False
        except UnicodeDecodeError:
            pass
    return decode(page, shown)


def _codec(told: str) -> str | None:
    """Python's name of an encoding of text; None for one it does not know, and for UTF-16, which a page that says so in
    plain letters is not."""
    try:
        codec = codecs.lookup(_MEANT.get(told.lower(), told))
    except (LookupError, ValueError):
        return None
    wide = codec.name.startswith(("utf-16", "utf-32"))
    return None if wide or not getattr(codec, "_is_text_encoding", True) else codec.name


def _is_utf8(page: bytes) -> bool:
    try:
        page.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not page.isascii() or b"\x1b" not in page  # ISO-2022 is all ASCII, and needs its own codec
