"""A PDF opened by pypdfium2, page by page.

Enters: a file's content. Leaves: its pages, one at a time, each closed before the next. Raises ReadError for what
cannot be opened.
"""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as raw

from cchc_extract.errors import ReadError
from cchc_extract.readers.page import Page
from cchc_extract.readers.pdfium_page import PdfiumPage

MOST_PAGES = 20_000


def pages(data: bytes, shown: str, unread: list[int]) -> Iterator[Page]:
    """The pages of a file; those without text are read as pictures, and those that cannot be noted in `unread`."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refused(error, shown) from None
    try:
        for number in range(1, len(document) + 1):
            page = raw.FPDF_LoadPage(document.raw, number - 1)
            found = PdfiumPage(page, number)
            scanned = None if found.has_text() else _scanned(document, number, shown)
            if scanned is None and not found.has_text():
                unread.append(number)
            yield scanned or found
            raw.FPDF_ClosePage(page)
    finally:
        document.close()


def _scanned(document: pypdfium2.PdfDocument, number: int, shown: str) -> Page | None:
    from cchc_extract.readers import scan

    scan.need(shown)
    return scan.page_of(document[number - 1], number)


def _refused(error: Exception, shown: str) -> ReadError:
    if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
        return ReadError(shown, "it is encrypted", "open it in its program and save it without a password")
    return ReadError(shown, "it is no PDF that can be opened, or is cut off", "give a whole file")
