"""A page of a PDF that is a picture to a `Page`: rendered, then read by `scan_page`.

Enters: an open page of pypdfium2. Leaves: its lines and words, recognised. What reading pictures needs (numpy, pillow,
tesseract with Vietnamese) is loaded only when the first such page is met.
"""

from __future__ import annotations

import subprocess
from functools import cache
from shutil import which
from typing import Any

from cchc_extract.errors import ReadError
from cchc_extract.readers.page import Page

_LEAST, _MOST = 3508, 4961  # pixels of a page's longer side: A4 and A3 at 300 dots an inch
_PROGRAM = "install the Debian packages tesseract-ocr and tesseract-ocr-vie"
_PACKAGES = "install what it needs with: pip install 'cchc-extract[ocr]'"


def page_of(page: Any, number: int) -> Page:
    """A page as it is seen. A page that says it is larger than A3 or smaller than A4 is taken as drawn to another
    scale, as scanners do that write pixels for points: so its picture stays bounded."""
    from cchc_extract.readers.scan_page import page_of_picture

    width, height = page.get_size()
    longer = max(width, height, 1.0)
    pixels = min(max(longer * 300 / 72, _LEAST), _MOST)
    picture = page.render(scale=pixels / longer, may_draw_forms=False, draw_annots=False).to_pil()
    return page_of_picture(picture, number, width)


def need(shown: str) -> None:
    """Raises ReadError, naming the file `shown`, where what reads pictures is not installed."""
    missing = _missing()
    if missing:
        raise ReadError(shown, f"pages of it are scanned, and {missing[0]}", missing[1])


@cache
def _missing() -> tuple[str, str] | None:
    try:
        import cchc_extract.readers.scan_page  # noqa: F401
    except ModuleNotFoundError as error:
        return f"the package {error.name}, which reads pictures, is not installed", _PACKAGES
    if not which("tesseract"):
        return "the program tesseract, which reads them, is not installed", _PROGRAM
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, timeout=30, check=False)
    if "vie" not in listed.stdout.split():
        return "tesseract has not learnt Vietnamese", _PROGRAM
    return None
