"""A PDF opened by pdfplumber, page by page: the second opinion on what `pdfium` reads, and far slower.

Enters: a file's content. Leaves: its pages, one at a time. Raises ReadError for what cannot be opened. It shares no
code with the first reader but what both do with a page's rules and words.
"""

from __future__ import annotations

import logging
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import pairwise
from statistics import median_low
from typing import Any

import pdfplumber
from pdfplumber.utils.text import extract_words

from cchc_extract.errors import ReadError
from cchc_extract.model.place import Box
from cchc_extract.readers.page import Page, Uprights, Word
from cchc_extract.readers.page_dots import dotted
from cchc_extract.readers.page_marks import GIANT, without_marks
from cchc_extract.readers.page_sideways import View, sideways

_RISE = 0.8  # of the letters' size: how far they reach above their baseline
_MOST_WRITTEN = 2_000_000  # bytes that draw a page: they take it a minute and gigabytes
_SLANT = math.radians(10)
_SHORT, _THIN = 4.0, 4.0  # points
_OPTIONS: dict[str, Any] = {"x_tolerance_ratio": 0.2, "keep_blank_chars": False, "return_chars": True}
_TOUCHING = 0.15  # of the letters' size: no rule parts letters so near


class PlumberPage:
    """A page as pdfplumber sees it."""

    def __init__(self, page: Any, number: int) -> None:
        self.number = number
        self.notes: Sequence[str] = ()
        view = View(_usual(page.chars), float(page.width), float(page.height))
        self.width, self.height = view.width, view.height
        drawn = (*page.lines, *page.rects, *(curve for curve in page.curves if _is_dot(_box(curve))))
        dots = dotted([box for item in drawn if _is_dot(box := _box(item))])
        self.rules: Sequence[Box] = [*(box for item in drawn for box in _rules(item)), *dots]
        chars = page.chars
        if view.quarters:  # the text of the whole page runs sideways
            self.rules = list(map(view.of, self.rules))
            chars = [_turned(item, view) for item in chars]
            self.width, self.height = view.of((0.0, 0.0, view.width, view.height))[2:]
        by_quarters: dict[int | None, list[Any]] = {}
        for item in chars:
            by_quarters.setdefault(None if _is_slanted(item) else (_quarters(item) - view.quarters) % 4, []).append(
                item
            )
        self.slanted = None in by_quarters
        self._words: list[Word] = []
        for quarters, items in by_quarters.items():
            if quarters is not None:
                self._words += self._sideways(items, quarters) if quarters else self._level(items)
        self._words.sort(key=_middle)

    def _level(self, chars: list[dict[str, Any]]) -> list[Word]:
        uprights, usual = Uprights(self.rules), median_low([item["size"] for item in chars])
        giant = [item for item in chars if item["size"] >= GIANT * usual]  # among others they would part words
        found = [*_words([item for item in chars if item["size"] < GIANT * usual], uprights), *_words(giant, uprights)]
        left = without_marks(found)
        self.slanted = self.slanted or left is not found
        return left

    def _sideways(self, chars: list[dict[str, Any]], quarters: int) -> list[Word]:
        """The words of letters that are turned so many quarters clockwise."""
        view = View(quarters, self.width, self.height)
        words = _words([_turned(item, view) for item in chars], Uprights(map(view.of, self.rules)))
        return sideways(words, view, self.rules)

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
                if _written(page.page_obj.contents) > _MOST_WRITTEN:
                    raise ReadError(shown, f"page {number} is too large for pdfplumber", "read it by pypdfium2")
                found = PlumberPage(page, number)
            except ReadError:
                raise
            except Exception as error:
                raise _refused(error, shown) from None
            if not found.words() and page.images:
                found.notes = ("ocr.page-unread",)
            yield found
            page.close()


def _written(contents: Any) -> int:
    """How many bytes draw a page."""
    streams = (each.resolve() if hasattr(each, "resolve") else each for each in contents)
    return sum(len(stream.get_data()) for stream in streams if hasattr(stream, "get_data"))


def _rules(item: dict[str, Any]) -> Iterator[Box]:
    """A line, a filled box as thin as one, the sides of a drawn rectangle, a filled one."""
    x0, top, x1, bottom = box = _box(item)
    if _is_dot(box):
        return
    if min(x1 - x0, bottom - top) <= _THIN:
        yield (x0, top, x1, bottom)
    elif item.get("stroke"):
        yield from ((x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom))
    elif item.get("fill"):
        yield (x0, top, x1, bottom)


def _box(item: dict[str, Any]) -> Box:
    return (float(item["x0"]), float(item["top"]), float(item["x1"]), float(item["bottom"]))


def _is_dot(box: Box) -> bool:
    return max(box[2] - box[0], box[3] - box[1]) < _SHORT


def _is_slanted(item: dict[str, Any]) -> bool:
    """Whether a letter stands at a slant, as those of a watermark do."""
    rest = _angle(item) % (math.pi / 2)
    return _SLANT < rest < math.pi / 2 - _SLANT


def _quarters(item: dict[str, Any]) -> int:
    """How many quarters clockwise a letter is turned."""
    return round(-_angle(item) / (math.pi / 2)) % 4


def _usual(chars: list[dict[str, Any]]) -> int:
    """The same of most of a page's letters; 0 where no turn has most."""
    found = Counter(map(_quarters, chars)).most_common(1)
    return found[0][0] if found and 2 * found[0][1] > len(chars) else 0


def _angle(item: dict[str, Any]) -> float:
    a, b = item.get("matrix", (1.0, 0.0))[:2]
    return math.atan2(b, a)


def _turned(item: dict[str, Any], view: View) -> dict[str, Any]:
    """A letter as it stands on the page turned so that it is level."""
    x0, top, x1, bottom = view.of((item["x0"], item["top"], item["x1"], item["bottom"]))
    return {**item, "x0": x0, "top": top, "x1": x1, "bottom": bottom, "size": bottom - top, "upright": True}


def _words(level: list[dict[str, Any]], uprights: Uprights) -> Iterator[Word]:
    """The words of letters; a rule with white beside it parts what is near otherwise."""
    for found in extract_words(level, **_OPTIONS):
        held = found["chars"][:1]
        for before, item in pairwise(found["chars"]):
            apart = item["x0"] - before["x1"] > _TOUCHING * item["size"]
            if apart and uprights.between(before["x0"], item["x1"], (item["top"] + item["bottom"]) / 2):
                yield _word(held)
                held = []
            held.append(item)
        yield _word(held)


def _word(held: list[dict[str, Any]]) -> Word:
    size, base = float(held[0]["size"]), max(float(item["bottom"]) for item in held)
    base -= (1 - _RISE) * size
    box = (float(held[0]["x0"]), base - _RISE * size, float(held[-1]["x1"]), base + (1 - _RISE) * size)
    return Word("".join(item["text"] for item in held), box)


def _middle(word: Word) -> float:
    return (word.box[1] + word.box[3]) / 2


def _refused(error: Exception, shown: str) -> ReadError:
    if any(type(cause).__name__ == "PDFPasswordIncorrect" for cause in (error, *error.args)):
        return ReadError(shown, "it is encrypted", "open it in its program and save it without a password")
    return ReadError(shown, "it is no PDF that can be opened, or is cut off", "give the whole file")
