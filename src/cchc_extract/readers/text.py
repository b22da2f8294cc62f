"""The text format: bytes or a `str` enter, a `SourceDocument` leaves.

Decodes, normalises with an offset map, tells a text from what is none. Knows no dialect: tables are found later.
"""

from __future__ import annotations

import re
from hashlib import sha256

from cchc_extract.errors import NoDocumentError, ReadError
from cchc_extract.model.source import SourceDocument
from cchc_extract.readers.decode import decode
from cchc_extract.readers.normalise import CONTROLS, Normal
from cchc_extract.readers.redecode import right_text

# A text has next to no control characters; a stray one (a printer's code, padding at the end) is no reason to refuse.
_MOST_CONTROLS = 0.01
_SAVE = "open it in its program and save it as DOCX, XLSX, ODS or plain text"
_FILE_NAME = r"\S[^\n\r]{0,250}\.[A-Za-z]{2,5}"  # ke-hoach-2022.txt


def read(data: bytes, name: str, shown: str) -> SourceDocument:
    """A document from a file's content. Raises ReadError (naming it `shown`) for what is no text."""
    text, encoding, guessed = decode(data, shown)
    if text.lstrip("\ufeff \r\n\t").startswith("<?xml"):  # a page in XML was told by its content
        raise ReadError(shown, "it is an XML file (Word 2003, flat OpenDocument), which is not read", _SAVE)
    normal = right_text(text)
    if normal.text is not text and len(re.findall(f"[{CONTROLS}]", text)) > len(text) * _MOST_CONTROLS:
        raise NoDocumentError(shown, "it is not a text", "give a text file")
    if not normal.text.strip():
        raise ReadError(shown, "it is empty", "give a file that holds a document")
    return _document(normal, text, data, name, encoding, ["source.encoding-guessed"] if guessed else [])


def read_text(text: str, name: str) -> SourceDocument:
    """A document from its text. Never raises: an empty text gives an empty document with a repair that says so."""
    normal = right_text(text)
    first = []
    if not normal.text.strip():
        first.append("source.empty")
    elif re.fullmatch(_FILE_NAME, text):
        first.append("source.file-name")
    return _document(normal, text, text.encode("utf-8", "surrogatepass"), name, "utf-8", first)


def _document(normal: Normal, decoded: str, data: bytes, name: str, encoding: str, first: list[str]) -> SourceDocument:
    pages = decoded.rstrip().count("\f")  # pdftotext ends every page with one
    return SourceDocument(
        name=name,
        format="text",
        encoding=encoding,
        sha256=sha256(data).hexdigest(),
        bytes=len(data),
        text=normal.text,
        decoded=decoded,
        places=normal.places,
        pages=pages + 1 if pages else None,
        repairs=(*((code, (0, min(1, len(normal.text)))) for code in first), *normal.repairs),
        unseen=normal.unseen,
    )
