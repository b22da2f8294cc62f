"""The one way in: a path, bytes or text enter; a `SourceDocument` leaves, or a `ReadError` of one line."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from cchc_extract.errors import ReadError
from cchc_extract.model.source import SourceDocument
from cchc_extract.readers.formats import recognise


def read(source: bytes | str | Path, name: str | None = None) -> SourceDocument:
    """A document: a `Path` is a file, `bytes` are a file's content, a `str` is its text.

    `name` is what the result calls it; by default the file's own name without its folders, so that the same
    bytes give the same result anywhere. Raises ReadError for a file or bytes that cannot be read; never for a
    `str`.
    """
    if isinstance(source, str):
        from cchc_extract.readers.text import read_text

        return read_text(source, name or "text")
    if isinstance(source, Path):
        data, shown, name = _content(source), str(source), name or source.name
    else:
        data, shown, name = source, name or "bytes", name or "bytes"
    if not data:
        raise ReadError(shown, "it is empty", "give a file that holds a document")
    document: SourceDocument = import_module(recognise(data, shown).module).read(data, name, shown)
    return document


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
