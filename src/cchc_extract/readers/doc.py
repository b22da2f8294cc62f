"""The Word format of the old kind, DOC: bytes enter, a `SourceDocument` leaves.

Read by the best program that is installed: by LibreOffice whole; by antiword with the cells of its tables, but without
the numbers of lists and the merging of cells; by catdoc as text. The last two say so with `source.structure-lost`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from itertools import accumulate

from cchc_extract.errors import ReadError
from cchc_extract.model.source import SourceDocument
from cchc_extract.readers import antiword, office, text
from cchc_extract.readers.programs import installed, needed, run

_SECONDS = 60
_TELLING = 12  # letters of a line that hardly stands twice
_REST = 0.25  # of a text may be headers, footers and text boxes
_FILE = "document.doc"
_LOST = "source.structure-lost"
_WORD_97, _WORD_6 = b"\xec\xa5", b"\xdc\xa5"  # what the stream of the text begins with
_SECTOR = 512
_FLAGS, _ENCRYPTED = 11, 1  # the byte of that stream, and the bit in it


def read(data: bytes, name: str, shown: str) -> SourceDocument:
    """A document from a Word file of the old kind. Raises ReadError (naming it `shown`) for what cannot be read."""
    stream = _text_stream(data)
    if data[stream + _FLAGS] & _ENCRYPTED:
        raise ReadError(shown, "it is encrypted", "save it without its password and give that")
    there = [program for program in _READERS if installed([program])]
    if not there:
        raise needed(shown, "DOC", list(_READERS))
    failure: ReadError | None = None
    for program in there:
        try:
            return _READERS[program](data, name, shown)
        except ReadError as error:
            failure = failure or error
    assert failure
    raise failure


def _text_stream(data: bytes) -> int:
    """Where the stream begins that holds the text; 0, where a file of this kind has no flags, if it is not found."""
    for at in range(_SECTOR, len(data) - _SECTOR, _SECTOR):
        if data.startswith((_WORD_97, _WORD_6), at):
            return at
    return 0


def _by_libreoffice(data: bytes, name: str, shown: str) -> SourceDocument:
    old = data.startswith(_WORD_6, _text_stream(data))
    return office.converted(data, "MS WinWord 6.0" if old else "MS Word 97", shown, ("doc", data, name))


def _by_antiword(data: bytes, name: str, shown: str) -> SourceDocument:
    files = {_FILE: data}
    docbook = run("antiword", ("-x", "db", _FILE), files, shown, seconds=_SECONDS)
    plain = run("antiword", ("-m", "UTF-8.txt", "-w", "0", _FILE), files, shown, seconds=_SECONDS)
    writer = antiword.write(docbook, plain.decode("utf-8", "replace"), shown)
    found = writer.document("doc", data, name, first=[_LOST])
    if not found.text.strip():
        raise ReadError(shown, "it holds no text", "if it holds pictures of pages, recognise their text (OCR) first")
    if installed(["catdoc"]) and not _reaches_end(found.text, _by_catdoc(data, name, shown).text):
        raise ReadError(shown, "antiword stops within it", "open it in its program and save it as DOCX, and give that")
    return replace(found, grids=tuple(replace(grid, unmerged=True) for grid in found.grids))


def _reaches_end(text: str, whole: str) -> bool:
    """Whether a text goes on to where the whole ends, or nearly: antiword stops within some files. No count tells it:
    catdoc writes deleted words too, and what fields, headers and text boxes are made of, the last two at the end."""
    read, lines = _letters(text), [_letters(line) for line in re.split(r"[\t\n]|  ", whole)]
    ends = list(accumulate(map(len, lines)))
    known = (end for line, end in zip(lines, ends, strict=True) if len(line) >= _TELLING and line in read)
    return (1 - _REST) * ends[-1] <= max(known, default=0)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _by_catdoc(data: bytes, name: str, shown: str) -> SourceDocument:
    plain = run("catdoc", ("-d", "utf-8", "-w", _FILE), {_FILE: data}, shown, seconds=_SECONDS)
    found = text.read(plain, name, shown)
    repairs = ((_LOST, (0, 1)), *found.repairs)
    return replace(found, format="doc", sha256=sha256(data).hexdigest(), bytes=len(data), repairs=repairs)


# The best first.
_READERS: dict[str, Callable[[bytes, str, str], SourceDocument]] = {
    "LibreOffice": _by_libreoffice,
    "antiword": _by_antiword,
    "catdoc": _by_catdoc,
}
