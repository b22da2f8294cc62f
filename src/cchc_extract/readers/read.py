"""The one way in: a path, bytes or text enter; a `SourceDocument` leaves, or a `ReadError` of one line."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from cchc_extract.errors import ReadError
from cchc_extract.model.source import SourceDocument
from cchc_extract.readers.formats import Format, recognise


def read(source: bytes | str | Path, name: str | None = None, *, pdf_engine: str | None = None) -> SourceDocument:
    """A document: a `Path` is a file, `bytes` are a file's content, a `str` is its text.

    `pdf_engine` is what reads a PDF's pages: `pypdfium2` (by default) or `pdfplumber`.

    `name` is what the result calls it; by default the file's own name without its folders, so that the same
    bytes give the same result anywhere. Raises ReadError for a file or bytes that cannot be read; never for a
    `str`. Raises TypeError for a name that is no `str`.
    """
    if not isinstance(name, str | None):
        raise TypeError(f"a name is a str, not {type(name).__name__}")
    name = _spelt(name) if name else None
    if isinstance(source, str):
        from cchc_extract.readers.text import read_text

        return read_text(source, name or "text")
    if isinstance(source, Path):
        data, shown, name = _content(source), str(source), name or _spelt(source.name)
    else:
        data, shown, name = source, name or "bytes", name or "bytes"
    if not data:
        raise ReadError(shown, "it is empty", "give a file that holds a document")
    row = recognise(data, shown)
    options = {"engine": pdf_engine} if pdf_engine and row.name == "pdf" else {}
    document: SourceDocument = _reader(row, shown).read(data, name, shown, **options)
    return document


def _reader(row: Format, shown: str) -> Any:
    """The module that reads a format. Raises ReadError where a package that it needs is not installed."""
    try:
        return import_module(row.module)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in row.packages:
            raise
        what = f"reading {row.name.upper()} needs the package {error.name}, which is not installed"
        raise ReadError(shown, what, f"install it with: pip install 'cchc-extract[{row.extra}]'") from None


def _spelt(name: str) -> str:
    """A name that JSON can hold. The system hands on the bytes that it cannot read in a file's name as lone
    surrogates: in a process without a locale all Vietnamese letters, elsewhere those of another encoding."""
    try:
        return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:  # a surrogate that stands for no byte
        return name.encode("utf-8", "replace").decode("utf-8")


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ReadError(str(path), "there is no such file", "check the name") from None
    except IsADirectoryError:
        raise ReadError(str(path), "it is a directory", "name one file in it") from None
    except PermissionError:
        raise ReadError(str(path), "it may not be read", "check its permissions") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise ReadError(str(path), f"it cannot be read ({reason})", "check the name and the disk") from None
