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
from cchc_extract.readers.pdfium_page import PdfiumPage

MOST_PAGES = 20_000


def pages(data: bytes, shown: str, unread: list[int]) -> Iterator[Page]:
    """The pages of a file; those without text are read as pictures, and those that cannot be noted in `unread`."""
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
                unread.append(number)
                yield Blank(number)
                continue
            found = PdfiumPage(page, number)
            scanned = None if found.has_text() else _scanned(document, number, shown)
            if scanned is None and not found.has_text():
                unread.append(number)
            yield scanned or found
            raw.FPDF_ClosePage(page)
    finally:
        document.close()


class Blank:
    """A page that is damaged: nothing on it can be read."""

    width = height = 1.0
    rules: Sequence[Box] = ()

    def __init__(self, number: int) -> None:
        self.number = number

    def lines(self, box: Box) -> list[Word]:
        """Nothing."""
        return []

    def words(self) -> list[Word]:
        """Nothing."""
        return []


def _scanned(document: pypdfium2.PdfDocument, number: int, shown: str) -> Page | None:
    """A page that is a picture, read by `readers/scan`; None where that cannot."""
    from cchc_extract.readers import scan  # loaded only where such a page is met

    scan.need(shown)
    return scan.page_of(document[number - 1], number)


def _refused(error: Exception, shown: str) -> ReadError:
    if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
        return ReadError(shown, "it is encrypted", "open it in its program and save it without a password")
    return ReadError(shown, "it is no PDF that can be opened, or is cut off", "give the whole file")
