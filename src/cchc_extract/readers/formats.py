"""The formats: one row each. Content decides which one a source is, never its name.

Bytes enter; a `Format` leaves, or a `ReadError` for what is recognised and not read. No module is loaded here.
"""

from __future__ import annotations

from typing import NamedTuple

from cchc_extract.errors import ReadError

_SIGNATURE_WITHIN = 1024
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Format(NamedTuple):
    """A format that is read by `module`'s function `read(data, name) -> SourceDocument`.

    `signatures` are the bytes it begins with, () for the one format that needs none; `within` are bytes that stand
    somewhere in it, as the names of its parts do in a ZIP archive. `packages` are the distributions its module
    imports, `extra` the extra of this package that brings them.
    """

    name: str
    extensions: tuple[str, ...]
    media_types: tuple[str, ...]
    signatures: tuple[bytes, ...]
    module: str
    within: bytes = b""
    packages: tuple[str, ...] = ()
    extra: str | None = None


class Unread(NamedTuple):
    """A format that is recognised so that the message can say what to do with it."""

    what: str
    signatures: tuple[bytes, ...]
    advice: str
    within: bytes = b""


FORMATS: tuple[Format, ...] = (
    Format(
        name="text",
        extensions=(".txt", ".text", ".md"),
        media_types=("text/plain", "text/markdown"),
        signatures=(),
        module="cchc_extract.readers.text",
    ),
    Format(
        name="docx",
        extensions=(".docx", ".docm"),
        media_types=(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.ms-word.document.macroEnabled.12",
        ),
        signatures=(_ZIP,),
        within=b"word/",
        module="cchc_extract.readers.docx",
    ),
)

_SAVE = "open it in its program and save it as plain text (UTF-8)"
UNREAD: tuple[Unread, ...] = (
    Unread("a PDF", (b"%PDF-",), "write its text with 'pdftotext -layout FILE plan.txt' and give that"),
    Unread("a ZIP archive without a Word document, as XLSX and ODT files are", (_ZIP,), _SAVE),
    Unread(
        "a file encrypted with a password",
        (_OLE,),
        "save it without its password and give that",
        within="EncryptedPackage".encode("utf-16-le"),
    ),
    Unread("a Word or Excel file of the old kind (DOC, XLS)", (_OLE,), _SAVE),
    Unread("an RTF file", (b"{\\rtf",), _SAVE),
    Unread(
        "a picture",
        (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8"),
        "recognise its text (OCR) first and give that",
    ),
    Unread("a compressed file", (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ", b"BZh9"), "unpack it first"),
)


def recognise(data: bytes, name: str) -> Format:
    """The format of a source, by its bytes. Raises ReadError for a format that is not read yet."""
    head = data[:_SIGNATURE_WITHIN].lstrip(b"\xef\xbb\xbf \t\r\n")
    for row in FORMATS:
        if row.signatures and head.startswith(row.signatures) and row.within in data:
            return row
    for unread in UNREAD:
        if head.startswith(unread.signatures) and unread.within in data:
            raise ReadError(name, f"it is {unread.what}, which is not read", unread.advice)
    return next(row for row in FORMATS if not row.signatures)
