"""A picture of text to words with their boxes and confidence: tesseract, called as a program.

Enters: a grey picture. Leaves: its words.
"""

from __future__ import annotations

import re
from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, NamedTuple

from cchc_extract.errors import ReadError
from cchc_extract.readers.programs import at_once, installed, lacks, run

if TYPE_CHECKING:  # what the program needs can be asked without numpy
    from cchc_extract.readers.scan_shapes import Grey

ONE_BLOCK, WHOLE_PAGE = 6, 3  # how tesseract looks for lines (--psm)
_TOLD = re.compile(r"^(Rotate|Orientation confidence): ([0-9.]+)$", re.MULTILINE)
_SURE = 1.0  # of tesseract's measure for a page's orientation
_PICTURE = "page.pgm"
_SECONDS = 120  # for one page; a full one takes about a second


class TesseractError(Exception):
    """tesseract failed on a picture, or took too long."""


class Seen(NamedTuple):
    """A word in a picture: pixels from its left and top edge, confidence from 0 to 1."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float

    def moved(self, right: float, down: float, factor: float = 1.0) -> Seen:
        """The same word in a picture that is larger by `factor`, after so many pixels more of this one."""
        left, top, right_, bottom = self.left + right, self.top + down, self.right + right, self.bottom + down
        return Seen(self.text, left * factor, top * factor, right_ * factor, bottom * factor, self.confidence)


def recognise(picture: Grey, dpi: int, look: int) -> list[Seen]:
    """The words of a picture, as tesseract orders them. Raises TesseractError where it fails or takes too long."""
    return words_of(_run(picture, "-l", "vie", "--psm", str(look), "--dpi", str(dpi), "tsv"))


def words_of(table: str) -> list[Seen]:
    """The words of tesseract's table (TSV). Raises TesseractError for what is none."""
    found = []
    try:
        for row in table.splitlines()[1:]:
            level, _, _, _, _, _, left, top, width, height, confidence, text = row.split("\t", 11)
            if level == "5" and text.strip():
                x, y = int(left), int(top)
                sure = max(0.0, float(confidence)) / 100
                found.append(Seen(text.strip(), x, y, x + int(width), y + int(height), sure))
    except ValueError:
        raise TesseractError("it wrote no table of words") from None
    return found


def quarters(picture: Grey) -> int:
    """By how many quarters, clockwise, a page must be turned to be upright; 0 where tesseract cannot tell, or has not
    the data for it (`osd`)."""
    try:
        told = dict(_TOLD.findall(_run(picture, "-l", "osd", "--psm", "0")))
    except TesseractError:
        return 0
    return int(told.get("Rotate", "0")) // 90 if float(told.get("Orientation confidence", "0")) >= _SURE else 0


def _run(picture: Grey, *options: str) -> str:
    """What tesseract prints of a picture, on one core."""
    high, wide = picture.shape
    files = {_PICTURE: b"P5 %d %d 255\n" % (wide, high) + picture.tobytes()}
    try:
        with _turns():
            read = run("tesseract", (_PICTURE, "stdout", *options), files, _PICTURE, seconds=_SECONDS)
        return read.decode("utf-8", "replace")
    except ReadError as error:
        raise TesseractError(str(error)) from None


@cache
def _turns() -> BoundedSemaphore:
    """Lets so many run side by side as there are cores for, whatever number of pages are read at a time."""
    return BoundedSemaphore(at_once())


def missing() -> str | None:
    """What a page cannot be read without: the program, or its Vietnamese."""
    if not installed(["tesseract"]):
        return "the program tesseract, which reads pictures, is not installed"
    return "tesseract has not learnt Vietnamese" if lacks("tesseract") else None
