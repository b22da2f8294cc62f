"""A PDF opened by pypdfium2, page by page.

Enters: a file's content. Leaves: its pages, one at a time, each closed before the next. Raises ReadError for what
cannot be opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pypdfium2
import pypdfium2.raw as raw

from cchc_extract.errors import ReadError
from cchc_extract.model.place import Box
from cchc_extract.readers.page import Page, Word
from cchc_extract.readers.page_order import Job, in_order
from cchc_extract.readers.pdfium_page import PdfiumPage

MOST_PAGES = 20_000


def pages(data: bytes, shown: str) -> Iterator[Page]:
    """The pages of a file; those without text are read as pictures, and those that cannot have a note."""
    return in_order(_found(data, shown))


def _found(data: bytes, shown: str) -> Iterator[Page | Job]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refused(error, shown) from None
    try:
        if not 0 < len(document) <= MOST_PAGES:
            raise ReadError(shown, f"it has {len(document)} pages", "give a PDF that holds a document")
        for number in range(1, len(document) + 1):
            page = raw.FPDF_LoadPage(document.raw, number - 1)
            if not page:
                yield Blank(number)
                continue
            found = PdfiumPage(page, number)
            raw.FPDF_ClosePage(page)
            yield found if found.has_text() else _scanned(document, found, shown)
    finally:
        document.close()


class Blank:
    """A page that is damaged: nothing on it can be read."""

    width = height = 1.0
    rules: Sequence[Box] = ()
    notes: Sequence[str] = ("ocr.page-unread",)

    def __init__(self, number: int) -> None:
        self.number = number

    def lines(self, box: Box) -> list[Word]:
        """Nothing."""
        return []

    def words(self) -> list[Word]:
        """Nothing."""
        return []


def _scanned(document: pypdfium2.PdfDocument, found: PdfiumPage, shown: str) -> Page | Job:
    """A page that is a picture, to be read by `readers/scan`; where that cannot, what words it has, with a note."""
    from cchc_extract.readers import scan  # loaded only where such a page is met

    found.notes = ("ocr.hidden-text" if found.hidden else "ocr.page-unread",)
    try:
        scan.need(shown)
    except ReadError:
        if found.hidden:
            return found
        raise
    read = scan.page_of(document[found.number - 1], found.number)
    return lambda: read() or found


def _refused(error: Exception, shown: str) -> ReadError:
    if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
        return ReadError(shown, "it is encrypted", "open it in its program and save it without a password")
    return ReadError(shown, "it is no PDF that can be opened, or is cut off", "give the whole file")
