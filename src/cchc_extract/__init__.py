"""Vietnamese administrative-reform documents in, validated task records out.

    from cchc_extract import extract
    result = extract(Path("plan.txt"))

Importing the package loads nothing else; the first call does.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc_extract.errors import ExtractError, ReadError, WriteError
    from cchc_extract.model.record import Extraction

__version__ = "0.1.0"
__all__ = ["ExtractError", "Extraction", "ReadError", "WriteError", "__version__", "decode", "extract", "extract_all"]

_LAZY = {
    "Extraction": "cchc_extract.model.record",
    "ExtractError": "cchc_extract.errors",
    "ReadError": "cchc_extract.errors",
    "WriteError": "cchc_extract.errors",
}


def extract(
    source: os.PathLike[str] | bytes | bytearray | memoryview | str,
    *,
    name: str | None = None,
    pdf_engine: Literal["pypdfium2", "pdfplumber"] | None = None,
) -> Extraction:
    """Extract one document.

    A `Path` is a file and bytes are a file's content. A `str` is the document's text, unless it is one line that
    names an existing file; pass a `Path` to say that a file is meant. `name` is what `result.source.name` will
    be (by default the file's name). `pdf_engine` is what reads the pages of a PDF: `pypdfium2` (by default), or
    `pdfplumber`, the second opinion, some forty times slower.

    Raises ReadError for a file or bytes that cannot be read as a document, and never for a text: what is not
    understood in it is a diagnostic of the result. Raises TypeError for any other kind of source.
    """
    from pathlib import Path

    from cchc_extract.pipeline import extract_document
    from cchc_extract.readers import read

    if isinstance(source, str):
        # A path that no file system could hold (a NUL, too long) is no file: isfile never raises, Path.is_file does.
        named = "\n" not in source and "\r" not in source and os.path.isfile(source)  # noqa: PTH113
        document = read(Path(source) if named else source, name, pdf_engine=pdf_engine)
    elif isinstance(source, os.PathLike):
        document = read(Path(source), name, pdf_engine=pdf_engine)
    elif isinstance(source, (bytes, bytearray, memoryview)):
        document = read(bytes(source), name, pdf_engine=pdf_engine)
    else:
        raise TypeError(f"extract() takes a path, bytes or text, not {type(source).__name__}")
    return extract_document(document)


def extract_all(source: os.PathLike[str] | bytes, *, name: str | None = None) -> Iterator[Extraction | ReadError]:
    """Extract every document of a ZIP archive (or the one that `source` is), one at a time, in the archive's order.

    `result.source.name` is the document's path in the archive. A file in it that cannot be read as a document gives the
    ReadError instead of a result. Raises ReadError where the archive itself cannot be read.
    """
    from pathlib import Path

    from cchc_extract.archive import results
    from cchc_extract.readers import read_all

    if not isinstance(source, (os.PathLike, bytes)):
        raise TypeError(f"extract_all() takes a path or bytes, not {type(source).__name__}")
    return results(read_all(source if isinstance(source, bytes) else Path(source), name).documents)


def decode(data: bytes, encoding: str) -> str:
    """The decoded text of a file's content, in which the spans of its result count: `encoding` is the result's
    `source.encoding`. For the Unicode encodings and `windows-1258` this is `data.decode(encoding)`; Python has no
    codec for `tcvn3`, `vni`, `viscii`. Broken bytes become U+FFFD.

    Raises LookupError for an encoding that is none.
    """
    from cchc_extract.readers.decode import text_of

    return text_of(data, encoding)


def __getattr__(name: str) -> Any:
    if name in _LAZY:
        return getattr(import_module(_LAZY[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
