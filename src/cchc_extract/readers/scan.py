"""A page of a PDF that is a picture to a `Page`: rendered, then read by `scan_page`.

Enters: an open page of pypdfium2. Leaves: its lines and words, recognised. What reading pictures needs (numpy, pillow,
tesseract with Vietnamese) is loaded only when the first such page is met.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from cchc_extract.errors import ReadError
from cchc_extract.readers.page import Page
from cchc_extract.readers.programs import debian

_LEAST, _MOST = 3508, 4961  # pixels of a page's longer side: A4 and A3 at 300 dots an inch
_LARGEST = 200_000_000  # pixels of the pictures on a page: A4 at 1200 dots an inch has 140 million
_PACKAGES = "install what it needs with: pip install 'cchc-extract[ocr]'"


def page_of(page: Any, number: int) -> Callable[[], Page | None]:
    """A page as it is seen, rendered now and read when it is asked for; None where tesseract fails or needs too long,
    or a picture is too large to be unpacked."""
    from cchc_extract.readers.scan_page import page_of_picture
    from cchc_extract.readers.scan_words import TesseractError

    width, height = page.get_size()
    if _pictured(page) > _LARGEST:
        return lambda: None
    longer = max(width, height, 1.0)
    scale = pixels(longer) / longer
    picture = page.render(scale=scale, may_draw_forms=False, draw_annots=False).to_pil()

    def read() -> Page | None:
        try:
            return page_of_picture(picture, number, width)
        except TesseractError:
            return None

    return read


def pixels(longer: float) -> float:
    """How long the picture of a page must be whose longer side has so many points. A page that says it is larger than
    A3 or smaller than A4 is taken as drawn to another scale, as scanners do that write pixels for points: so its
    picture stays bounded, and its letters as large as they are on paper."""
    return min(max(longer * 300 / 72, _LEAST), _MOST)


def need(shown: str) -> None:
    """Raises ReadError, naming the file `shown`, where what reads pictures is not installed."""
    if missing := _missing():
        raise ReadError(shown, f"pages of it are scanned, and {missing[0]}", missing[1])


@cache
def _missing() -> tuple[str, str] | None:
    try:
        import cchc_extract.readers.scan_page  # noqa: F401
    except ModuleNotFoundError as error:
        return f"the package {error.name}, which reads pictures, is not installed", _PACKAGES
    from cchc_extract.readers.scan_words import missing

    what = missing()
    return (what, f"'{debian('tesseract')}' installs it") if what else None


def _pictured(page: Any) -> int:
    """How many pixels the pictures on a page have."""
    found = page.get_objects(filter=[3], max_depth=4)  # FPDF_PAGEOBJ_IMAGE
    return sum(wide * high for wide, high in (picture.get_px_size() for picture in found))
