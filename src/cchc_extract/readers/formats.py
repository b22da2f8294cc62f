"""The formats: one row each. Content decides which one a source is, never its name.

Bytes enter; a `Format` leaves, or a `ReadError` for what is recognised and not read. No module is loaded here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from cchc_extract.errors import ReadError
from cchc_extract.readers.looks import looks_archived, looks_delimited, looks_like_page

_SIGNATURE_WITHIN = 1024


class Format(NamedTuple):
    """A format that is read by `module`'s function `read(data, name) -> SourceDocument`.

    `signatures` are the bytes it begins with, `looks` tells it where no fixed bytes do; the one format that needs
    neither takes the rest. `packages` are the packages its module imports, `extra` the extra of this package that
    brings them.
    """

    name: str
    extensions: tuple[str, ...]
    media_types: tuple[str, ...]
    signatures: tuple[bytes, ...]
    module: str
    packages: tuple[str, ...] = ()
    extra: str | None = None
    looks: Callable[[bytes], bool] | None = None


class Unread(NamedTuple):
    """A format that is recognised so that the message can say what to do with it."""

    what: str
    signatures: tuple[bytes, ...]
    advice: str


FORMATS: tuple[Format, ...] = (
    Format(
        name="text",
        extensions=(".txt", ".text", ".md"),
        media_types=("text/plain", "text/markdown"),
        signatures=(),
        module="cchc_extract.readers.text",
    ),
    Format(
        name="mhtml",
        extensions=(".mhtml", ".mht"),
        media_types=("multipart/related", "message/rfc822"),
        signatures=(),
        module="cchc_extract.readers.mhtml",
        packages=("lxml",),
        extra="html",
        looks=looks_archived,
    ),
    Format(
        name="html",
        extensions=(".html", ".htm", ".xhtml"),
        media_types=("text/html", "application/xhtml+xml"),
        signatures=(),
        module="cchc_extract.readers.html",
        packages=("lxml",),
        extra="html",
        looks=looks_like_page,
    ),
    Format(
        name="csv",
        extensions=(".csv", ".tsv"),
        media_types=("text/csv", "text/tab-separated-values"),
        signatures=(),
        module="cchc_extract.readers.delimited",
        looks=looks_delimited,
    ),
)

_SAVE = "open it in its program and save it as plain text (UTF-8)"
UNREAD: tuple[Unread, ...] = (
    Unread("a PDF", (b"%PDF-",), "write its text with 'pdftotext -layout FILE plan.txt' and give that"),
    Unread("a ZIP archive, as DOCX, XLSX and ODT files are", (b"PK\x03\x04",), _SAVE),
    Unread("a Word or Excel file of the old kind (DOC, XLS)", (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",), _SAVE),
    Unread("an RTF file", (b"{\\rtf",), _SAVE),
    Unread(
        "a picture",
        (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8"),
        "recognise its text (OCR) first and give that",
    ),
    Unread("a compressed file", (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ", b"BZh9"), "unpack it first"),
)


def recognise(data: bytes, name: str) -> Format:
    """The format of a source, by its first bytes. Raises ReadError for a format that is not read yet."""
    head = data[:_SIGNATURE_WITHIN].lstrip(b"\xef\xbb\xbf \t\r\n")
    for unread in UNREAD:
        if head.startswith(unread.signatures):
            raise ReadError(name, f"it is {unread.what}, and only text is read as yet", unread.advice)
    for row in FORMATS:
        if (row.signatures and head.startswith(row.signatures)) or (row.looks and row.looks(data)):
            return row
    return next(row for row in FORMATS if not row.signatures and not row.looks)
