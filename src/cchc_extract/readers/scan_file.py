"""A scan that is a picture's file (PNG, JPEG, TIFF): bytes enter, a `SourceDocument` leaves.

Each picture in the file is a page. Knows nothing of how words are found.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageOps, ImageSequence

from cchc_extract.collector import held
from cchc_extract.errors import ReadError
from cchc_extract.model.source import SourceDocument
from cchc_extract.readers.page import Page
from cchc_extract.readers.page_document import write_pages
from cchc_extract.readers.page_order import Job, in_order
from cchc_extract.readers.scan import need, pixels
from cchc_extract.readers.scan_page import ScannedPage, page_of_picture
from cchc_extract.readers.scan_words import TesseractError

_A4 = 842.0  # points of the longer side: what is taken for a picture that does not say how large it is
_LEAST, _MOST = 72, 2400  # dots an inch that a scanner has


@held()
def read(data: bytes, name: str, shown: str) -> SourceDocument:
    """A document from a file's content. Raises ReadError (naming it `shown`) for what cannot be read so."""
    need(shown)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            document = write_pages(in_order(_found(data)), data, name, "image")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ReadError(shown, "it has too many dots to be read", "scan it again at 300 dots an inch") from None
    except (OSError, SyntaxError, ValueError, EOFError):  # what pillow raises for files that are cut off or broken
        raise ReadError(shown, "it is a picture that cannot be opened, or is cut off", "give a whole file") from None
    if not document.text.strip() and not any(code == "ocr.page-unread" for code, _ in document.repairs):
        raise ReadError(shown, "no words were found in it", "give a file that holds a document")
    return document


def _found(data: bytes) -> Iterator[Job]:
    for number, frame in enumerate(ImageSequence.Iterator(Image.open(BytesIO(data))), start=1):
        yield _page(frame, number)


def _page(frame: Image.Image, number: int) -> Job:
    """A picture as a page, unpacked now and read when it is asked for; one without words, and a note, where tesseract
    fails or needs too long."""
    dots = float(frame.info.get("dpi", (0, 0))[0] or 0)
    picture = ImageOps.exif_transpose(frame)
    longer = max(picture.size) * 72 / dots if _LEAST < dots <= _MOST else _A4
    factor = pixels(longer) / max(picture.size)
    size = (max(1, round(picture.width * factor)), max(1, round(picture.height * factor)))
    picture = picture.convert("L" if picture.mode in ("1", "L", "I;16") else "RGB").resize(
        size, Image.Resampling.LANCZOS
    )

    def read() -> Page:
        try:
            return page_of_picture(picture, number, longer * picture.width / max(picture.size))
        except TesseractError:
            return ScannedPage(number, _A4, _A4, notes=("ocr.page-unread",))

    return read
