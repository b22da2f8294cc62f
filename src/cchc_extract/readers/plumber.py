"""A PDF opened by pdfplumber, page by page: the second opinion on what `pdfium` reads, and far slower.

Enters: a file's content. Leaves: its pages, one at a time. Raises ReadError for what cannot be opened. It shares no
code with the first reader but what both do with a page's rules and words.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import pdfplumber

from cchc_extract.errors import ReadError
from cchc_extract.model.place import Box
from cchc_extract.readers.page import Page, Word

_RISE = 0.8  # of the letters' size: how far they reach above their baseline
_SLANT = math.radians(10)
_SHORT, _THIN = 4.0, 4.0  # points


class PlumberPage:
    """A page as pdfplumber sees it."""

    def __init__(self, page: Any, number: int) -> None:
        self.number = number
        self.width, self.height = float(page.width), float(page.height)
        self.rules: Sequence[Box] = [box for item in (*page.lines, *page.rects) for box in _rules(item)]
        upright = page.filter(lambda item: not _is_slanted(item))
        self.slanted = len(upright.chars) < len(page.chars)
        found = upright.extract_words(x_tolerance_ratio=0.2, keep_blank_chars=False, extra_attrs=["size"])
        self.notes: Sequence[str] = ()
        self._words = sorted((_word(each) for each in found), key=_middle)

    def lines(self, box: Box) -> list[Word]:
        """The words inside a rectangle, top to bottom."""
        x0, top, x1, bottom = box
        return [w for w in self._words if top <= _middle(w) <= bottom and x0 <= (w.box[0] + w.box[2]) / 2 <= x1]

    def words(self) -> list[Word]:
        """Every word."""
        return self._words


def pages(data: bytes, shown: str) -> Iterator[Page]:
    """The pages of a file; those that are pictures have a note that they are not read."""
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it tells of every odd sign on standard error
    try:
        document = pdfplumber.open(BytesIO(data))
        every = document.pages
    except Exception as error:  # pdfminer raises what its parser meets
        raise _refused(error, shown) from None
    with document:
        for number, page in enumerate(every, 1):
            try:
                found = PlumberPage(page, number)
            except Exception as error:
                raise _refused(error, shown) from None
            if not found.words() and page.images:
                found.notes = ("ocr.page-unread",)
            yield found
            page.close()


def _rules(item: dict[str, Any]) -> Iterator[Box]:
    """A line, a filled box as thin as one, the sides of a drawn rectangle, a filled one."""
    x0, top, x1, bottom = (float(item[side]) for side in ("x0", "top", "x1", "bottom"))
    if max(x1 - x0, bottom - top) < _SHORT:
        return
    if min(x1 - x0, bottom - top) <= _THIN:
        yield (x0, top, x1, bottom)
    elif item.get("stroke"):
        yield from ((x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom))
    elif item.get("fill"):
        yield (x0, top, x1, bottom)


def _is_slanted(item: dict[str, Any]) -> bool:
    """Whether a letter stands at a slant, as those of a watermark do."""
    a, b = item.get("matrix", (1.0, 0.0))[:2]
    rest = math.atan2(b, a) % (math.pi / 2)
    return item["object_type"] == "char" and _SLANT < rest < math.pi / 2 - _SLANT


def _word(found: dict[str, Any]) -> Word:
    size, base = float(found["size"]), float(found["bottom"]) - (1 - _RISE) * float(found["size"])
    box = (float(found["x0"]), base - _RISE * size, float(found["x1"]), base + (1 - _RISE) * size)
    return Word(found["text"], box)


def _middle(word: Word) -> float:
    return (word.box[1] + word.box[3]) / 2


def _refused(error: Exception, shown: str) -> ReadError:
    if any(type(cause).__name__ == "PDFPasswordIncorrect" for cause in (error, *error.args)):
        return ReadError(shown, "it is encrypted", "open it in its program and save it without a password")
    return ReadError(shown, "it is no PDF that can be opened, or is cut off", "give the whole file")
