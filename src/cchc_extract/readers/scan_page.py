"""A page's picture to a `Page`: set straight, its lines found, its words read twice.

Enters: a picture and how many of its pixels are an inch. Leaves: lines and words with their boxes in points and how far
each is to be trusted. Knows nothing of files, of PDFs and of what a document says.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from PIL import Image

from cchc_extract.model.place import Box
from cchc_extract.readers.page import Word
from cchc_extract.readers.scan_agree import agreed
from cchc_extract.readers.scan_image import Grey, contrasted, even_light, grey_of, ink_of, scaled, skew_of, straight
from cchc_extract.readers.scan_reading import read_areas, read_rest
from cchc_extract.readers.scan_rules import Area, Rules, areas, find_rules, without
from cchc_extract.readers.scan_words import Seen

DPI = 300  # of the pictures that `page_of_picture` is given
_OTHER_DPI = 200  # of the second reading: the one that errs least, and errs elsewhere
_POINTS = 72 / DPI
_THIN = 0.4  # points: half of what a line takes
_INK = 0.0002  # of a page: less is dust


class ScannedPage(NamedTuple):
    """See `page.Page`. Boxes count on the page set straight and upright."""

    number: int
    width: float
    height: float
    rules: Sequence[Box]
    seen: Sequence[Word]

    def lines(self, box: Box) -> list[Word]:
        """The printed lines inside a rectangle, top to bottom, each as sure as its least sure word."""
        left, top, right, bottom = box
        inside = [w for w in self.seen if left <= _middle(w, 0) <= right and top <= _middle(w, 1) <= bottom]
        return [_joined(line) for line in in_lines(inside)]

    def words(self) -> list[Word]:
        """Every word with its box, line by line."""
        return [word for line in in_lines(self.seen) for word in line]


def page_of_picture(picture: Image.Image, number: int) -> ScannedPage:
    """A page of a picture at 300 dots an inch."""
    grey = even_light(grey_of(picture))
    ink = ink_of(grey)
    high, wide = grey.shape
    if np.count_nonzero(ink) < _INK * ink.size:
        return ScannedPage(number, wide * _POINTS, high * _POINTS, (), ())
    turned = skew_of(ink)
    grey = straight(grey, turned)
    rules = find_rules(ink_of(grey) if turned else ink, DPI)
    words = read_twice(without(grey, rules), areas(rules, DPI))
    return ScannedPage(number, wide * _POINTS, high * _POINTS, _thin(rules), words)


def read_twice(grey: Grey, cells: Sequence[Area]) -> list[Word]:
    """The words of a page without lines: at two resolutions at the same time, cell by cell and what is outside."""
    factor = _OTHER_DPI / DPI
    small = contrasted(scaled(grey, factor))
    small_cells = [Area(*(round(side * factor) for side in cell)) for cell in cells]
    with ThreadPoolExecutor(2) as both:
        first = both.submit(_reading, contrasted(grey), cells, DPI)
        second = _reading(small, small_cells, _OTHER_DPI)
        readings = zip(first.result(), second, strict=True)
    return [
        Word(w.text, (w.left * _POINTS, w.top * _POINTS, w.right * _POINTS, w.bottom * _POINTS), w.confidence)
        for one, other in readings
        for w in agreed([word.moved(0, 0, 1 / factor) for word in other], one)
    ]


def _reading(grey: Grey, cells: Sequence[Area], dpi: int) -> list[list[Seen]]:
    return [*read_areas(grey, cells, dpi), read_rest(grey, cells, dpi)]


def in_lines(words: Sequence[Word]) -> list[list[Word]]:
    """Words in lines: those whose middle is as high as a line's words are, from left to right."""
    lines: list[list[Word]] = []
    top, bottom = 0.0, -1.0
    for word in sorted(words, key=lambda w: _middle(w, 1)):
        if lines and top <= _middle(word, 1) <= bottom:
            lines[-1].append(word)
            top, bottom = min(top, word.box[1]), max(bottom, word.box[3])
        else:
            lines.append([word])
            top, bottom = word.box[1], word.box[3]
    return [sorted(line, key=lambda w: w.box[0]) for line in lines]


def _joined(line: Sequence[Word]) -> Word:
    boxes = [word.box for word in line]
    hull = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    return Word(" ".join(word.text for word in line), hull, min(word.confidence or 0.0 for word in line))


def _middle(word: Word, axis: int) -> float:
    return (word.box[axis] + word.box[axis + 2]) / 2


def _thin(rules: Rules) -> list[Box]:
    across = [(r.first, r.middle, r.last, r.middle) for r in rules.across]
    down = [(r.middle, r.first, r.middle, r.last) for r in rules.down]
    return [
        (
            x0 * _POINTS - (_THIN if x0 == x1 else 0),
            y0 * _POINTS - (_THIN if y0 == y1 else 0),
            x1 * _POINTS + (_THIN if x0 == x1 else 0),
            y1 * _POINTS + (_THIN if y0 == y1 else 0),
        )
        for x0, y0, x1, y1 in (*across, *down)
    ]
