"""PDF: bytes enter, a `SourceDocument` leaves.

Pages are read one by one and closed; each gives its blocks (`page_blocks`), and the writer (`page_document`) puts them
together. Nothing here knows how a page's words are found: an engine gives pages.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from cchc_extract.collector import held
from cchc_extract.errors import ReadError
from cchc_extract.model.source import SourceDocument
from cchc_extract.readers.page_document import write_pages

ENGINES = {"pypdfium2": "pdfium", "pdfplumber": "plumber"}  # the first by default; the modules that give pages


@held()
def read(data: bytes, name: str, shown: str, engine: str = "pypdfium2") -> SourceDocument:
    """A document from a file's content. Raises ReadError (naming it `shown`) for what cannot be read so."""
    written = write_pages(_engine(engine, shown).pages(data, shown), data, name, "pdf")
    if not written.text.strip():
        if any(code == "ocr.page-unread" for code, _ in written.repairs):
            what = "its pages are damaged, or pictures that cannot be read"
            raise ReadError(shown, what, "scan them again at 300 dots an inch")
        raise ReadError(shown, "it holds no text", "give a file that holds a document")
    return written


def _engine(name: str, shown: str) -> Any:
    """The module that reads pages by an engine. Raises ReadError where the engine is not installed, ValueError where
    there is none of this name."""
    if name not in ENGINES:
        raise ValueError(f"there is no PDF engine {name!r}; there are {', '.join(ENGINES)}")
    try:
        return import_module(f"cchc_extract.readers.{ENGINES[name]}")
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in (*ENGINES, "pdfminer"):
            raise
        what = f"reading PDF by {name} needs the package {error.name}, which is not installed"
        raise ReadError(shown, what, "install it with: pip install 'cchc-extract[pdf]'") from None
