"""The formats: one row each. Content decides which one a source is, never its name.

Bytes enter; a `Format` leaves, or a `ReadError` for what is recognised and not read. No module is loaded here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from cchc_extract.errors import NoDocumentError, ReadError
from cchc_extract.readers.containers import END_OF_ZIP, OLE, ZIP, find_member
from cchc_extract.readers.looks import (
    looks_archived,
    looks_delimited,
    looks_like_data,
    looks_like_one_xml,
    looks_like_page,
)

_SIGNATURE_WITHIN = 1024
_PDF = re.compile(rb"%PDF-\d\.\d[\r\n]")  # may stand behind what a mail or a web server has put before it


class Format(NamedTuple):
    """A format that is read by `module`'s function `read(data, name) -> SourceDocument`.

    `signatures` are the bytes it begins with, `looks` tells it where no fixed bytes do; the one format that needs
    neither takes the rest. `members` tell it from the other kinds of the same container: one of them is in it.
    `packages` are the packages its module imports, `extra` the extra of this package that brings them. `programs` are
    programs of the system, of which it needs one: the best first.
    """

    name: str
    extensions: tuple[str, ...]
    media_types: tuple[str, ...]
    signatures: tuple[bytes, ...]
    module: str
    members: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    extra: str | None = None
    programs: tuple[str, ...] = ()
    looks: Callable[[bytes], bool] | None = None


class Unread(NamedTuple):
    """A format that is recognised so that the message can say what to do with it. `document`: a plan may be in it."""

    what: str
    signatures: tuple[bytes, ...]
    advice: str
    members: tuple[str, ...] = ()
    looks: Callable[[bytes], bool] | None = None
    document: bool = True


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
        signatures=(ZIP,),
        members=("word/document", "word/styles.xml", "word/_rels/"),  # its main part may have any name
        module="cchc_extract.readers.docx",
    ),
    Format(
        name="doc",
        extensions=(".doc",),
        media_types=("application/msword",),
        signatures=(OLE,),
        members=("WordDocument",),
        module="cchc_extract.readers.doc",
        programs=("LibreOffice", "antiword", "catdoc"),
    ),
    Format(
        name="rtf",
        extensions=(".rtf",),
        media_types=("application/rtf", "text/rtf"),
        signatures=(b"{\\rtf",),
        module="cchc_extract.readers.office",
        programs=("LibreOffice",),
    ),
    Format(
        name="odt",
        extensions=(".odt", ".ott"),
        media_types=("application/vnd.oasis.opendocument.text",),
        signatures=(ZIP,),
        members=("mimetypeapplication/vnd.oasis.opendocument.text",),
        module="cchc_extract.readers.odt",
    ),
    Format(
        name="xlsx",
        extensions=(".xlsx", ".xlsm"),
        media_types=("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",),
        signatures=(ZIP,),
        members=("xl/workbook.xml",),
        module="cchc_extract.readers.xlsx",
        packages=("python-calamine",),
        extra="xlsx",
    ),
    Format(
        name="xls",
        extensions=(".xls",),
        media_types=("application/vnd.ms-excel",),
        signatures=(OLE,),
        members=("Workbook", "Book"),
        module="cchc_extract.readers.xls",
        packages=("xlrd",),
        extra="xlsx",
    ),
    Format(
        name="ods",
        extensions=(".ods",),
        media_types=("application/vnd.oasis.opendocument.spreadsheet",),
        signatures=(ZIP,),
        members=("mimetypeapplication/vnd.oasis.opendocument.spreadsheet",),
        module="cchc_extract.readers.ods",
    ),
    Format(
        name="pdf",
        extensions=(".pdf",),
        media_types=("application/pdf",),
        signatures=(b"%PDF-",),
        looks=lambda data: _PDF.search(data, 0, _SIGNATURE_WITHIN) is not None and b" obj" in data,
        module="cchc_extract.readers.pdf",
        packages=("pypdfium2",),
        extra="pdf",
    ),
    Format(
        name="image",
        extensions=(".png", ".jpg", ".jpeg", ".tif", ".tiff"),
        media_types=("image/png", "image/jpeg", "image/tiff"),
        signatures=(b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*"),
        module="cchc_extract.readers.scan_file",
        packages=("PIL", "numpy"),
        programs=("tesseract",),
        extra="ocr",
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
ARCHIVE = Unread(
    "a ZIP archive of files", (ZIP, END_OF_ZIP), "take the documents in it ('cchc-extract FILE.zip', 'extract_all')"
)
UNREAD: tuple[Unread, ...] = (
    Unread("a binary workbook (XLSB)", (ZIP,), "open it in its program and save it as XLSX", ("xl/workbook.bin",)),
    Unread(
        "a presentation",
        (ZIP,),
        _SAVE,
        ("ppt/presentation.xml", "mimetypeapplication/vnd.oasis.opendocument.p"),
        document=False,
    ),
    ARCHIVE,
    Unread("encrypted", (OLE,), "open it in its program and save it without a password", ("EncryptedPackage",)),
    Unread("an Office file of the old kind that holds no workbook and no text (PPT), or cut off", (OLE,), _SAVE),
    Unread(
        "a picture",
        (b"GIF8",),
        "save it as PNG, or as PDF",
        document=False,
    ),
    Unread("an office program's XML file", (), "open it in its program and save it as DOCX", looks=looks_like_one_xml),
    Unread("data of a program (JSON)", (), "give the document itself", looks=looks_like_data, document=False),
    Unread("a compressed file", (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ", b"BZh9"), "unpack it first"),
)


def recognise(data: bytes, name: str) -> Format:
    """The format of a source, by its first bytes and, in a container, by the member that stands first in its directory.
    Raises ReadError for a format that is not read as one document."""
    found = _by_signature(data) or next((row for row in UNREAD if row.looks and row.looks(data)), None)
    if found is ARCHIVE:
        raise ReadError(name, f"it is {found.what}, not one document", found.advice)
    if isinstance(found, Unread):
        refusal = ReadError if found.document else NoDocumentError
        raise refusal(name, f"it is {found.what}, which is not read yet", found.advice)
    told = found or next((row for row in FORMATS if row.looks and row.looks(data)), None)
    return told or next(row for row in FORMATS if not row.signatures and not row.looks)


def is_archive(data: bytes) -> bool:
    """Whether a source is a ZIP archive of files, and no document that such an archive is the form of."""
    return data.startswith(ARCHIVE.signatures) and _by_signature(data) is ARCHIVE


def _by_signature(data: bytes) -> Format | Unread | None:
    head = data[:_SIGNATURE_WITHIN].lstrip(b"\xef\xbb\xbf \t\r\n")
    known: tuple[Format | Unread, ...] = (*FORMATS, *UNREAD)
    rows = [row for row in known if row.signatures and head.startswith(row.signatures)]
    places = {place: row for row in rows for m in row.members if (place := find_member(data, m)) >= 0}
    return places[min(places)] if places else next((row for row in rows if not row.members), None)
