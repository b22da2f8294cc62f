"""A page's picture to a `Page`: set straight, its lines found, its words read twice.

Enters: a picture and the width of the page in points. Leaves: lines and words with their boxes and how far each is to
be trusted. Knows nothing of files, of PDFs and of what a document says.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

import numpy as np
from PIL import Image

from cchc_extract.model.place import Box
from cchc_extract.readers.page import Word
from cchc_extract.readers.page_tables import find_ruled
from cchc_extract.readers.scan_agree import DOUBT, agreed
from cchc_extract.readers.scan_image import contrasted, even_light, grey_of, ink_of, scaled, skew_of, straight
from cchc_extract.readers.scan_reading import Area, read_areas, read_rest
from cchc_extract.readers.scan_rules import Rule, find_rules, without
from cchc_extract.readers.scan_shapes import Grey, Shape, on_white, solid
from cchc_extract.readers.scan_strokes import contradicts, roman
from cchc_extract.readers.scan_words import Seen, quarters

DPI = 300  # of the pictures that `page_of_picture` is given
_OTHER_DPI = 200  # of the second reading: it errs least, and elsewhere
_THIN = 0.4  # points: half of what a line takes
_BLANK = 0.2  # of the height of a line: less is read as no blank
_LOWEST = 12  # pixels, three points
_INK = 0.0002  # of a page: less is dust


@dataclass
class ScannedPage:
    """See `page.Page`. Boxes count on the page set straight and upright."""

    number: int
    width: float
    height: float
    rules: Sequence[Box] = ()
    seen: Sequence[Word] = ()
    notes: Sequence[str] = ()

    def lines(self, box: Box) -> list[Word]:
        """The words of the printed lines inside a rectangle, top to bottom: each has a confidence of its own."""
        left, top, right, bottom = box
        inside = [w for w in self.seen if left <= _middle(w, 0) <= right and top <= _middle(w, 1) <= bottom]
        return [word for line in in_lines(inside) for word in line]

    def words(self) -> list[Word]:
        """Every word."""
        return [word for line in in_lines(self.seen) for word in line]


def page_of_picture(picture: Image.Image, number: int, width: float) -> ScannedPage:
    """The page that a picture at 300 dots an inch shows, `width` points wide. One that is hardly understood may lie on
    its side or on its head."""
    points = width / picture.width
    grey, drawn = grey_of(picture)
    page = _read(grey, number, points)
    if sum((word.confidence or 0.0) > DOUBT for word in page.seen) * 2 < len(page.seen) and (turn := quarters(grey)):
        page = _read(np.ascontiguousarray(np.rot90(grey, -turn)), number, points)
    return replace(page, notes=("ocr.drawing-left-out",)) if drawn else page


def _read(grey: Grey, number: int, points: float) -> ScannedPage:
    """The page of a picture; a pixel is so many points."""
    high, wide = grey.shape
    lit = even_light(grey)
    ink = ink_of(lit)
    if np.count_nonzero(ink) < _INK * ink.size:
        return ScannedPage(number, wide * points, high * points)
    dark = solid(grey)
    turned = skew_of(ink & ~dark)
    grounds: list[Shape] = []
    if turned or dark.any():
        grey, grounds = on_white(straight(grey, turned))
        lit = even_light(grey)
        ink = ink_of(lit)
    found = find_rules(ink, DPI, grounds)
    rules = [*(_thin(r, points) for r in found.across), *(_upright(_thin(r, points)) for r in found.down)]
    cells = [Area(*(round(side / points) for side in cell.box)) for table in find_ruled(rules) for cell in table.cells]
    read = read_twice(without(lit, found), cells)
    lines = [line for words in read for line in in_lines([_placed(word, points) for word in words])]
    heights = sorted(max(w.box[3] for w in line) - min(w.box[1] for w in line) for line in lines)
    words = [word for line in lines for word in even(line, heights[len(heights) // 2])]
    return ScannedPage(number, wide * points, high * points, rules, words)


def _placed(word: Seen, points: float) -> Word:
    box = (word.left * points, word.top * points, word.right * points, word.bottom * points)
    return Word(word.text, box, round(word.confidence, 2))


def _thin(rule: Rule, points: float) -> Box:
    middle = rule.middle * points
    return (rule.first * points, middle - _THIN, rule.last * points, middle + _THIN)


def _upright(box: Box) -> Box:
    return (box[1], box[0], box[3], box[2])


def read_twice(grey: Grey, cells: Sequence[Area]) -> list[list[Seen]]:
    """The words of a page without lines, read at two resolutions at the same time: of each cell, and of the rest."""
    factor = _OTHER_DPI / DPI
    small_cells = [Area(*(round(side * factor) for side in cell)) for cell in cells]
    with ThreadPoolExecutor(1) as beside:
        sharp = contrasted(grey)
        large = beside.submit(_reading, sharp, cells, DPI)
        small = _reading(contrasted(scaled(grey, factor)), small_cells, _OTHER_DPI)
        both = zip(small, large.result(), strict=True)
    against, shown = partial(contradicts, sharp), partial(roman, sharp)
    found = (agreed([word.moved(0, 0, 1 / factor) for word in one], other, against, shown) for one, other in both)
    return [[word for word in words if not _is_speck(word)] for words in found]


def _is_speck(word: Seen) -> bool:
    """Whether a letter or figure is too low to be one: the dot below a letter above is read as an `I`."""
    return word.bottom - word.top < _LOWEST and any(sign.isalnum() for sign in word.text)


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


def even(line: Sequence[Word], letters: float) -> list[Word]:
    """The words of a line as high as the line, and this as high as most are: the box of a word that is recognised ends
    where its ink does, and `1.` has none above or below the middle of a line. Letters of one word end before those of
    the next begin: tesseract draws some boxes over two words (`Sở` over `Y`), which are not one for it."""
    top, bottom = min(w.box[1] for w in line), max(w.box[3] for w in line)
    bottom = max(bottom, min(top + letters, bottom + letters / 2))
    rights = [_before(word, following, bottom - top) for word, following in pairwise(line)]
    return [
        w._replace(box=(w.box[0], top, right, bottom))
        for w, right in zip(line, [*rights, line[-1].box[2]], strict=True)
    ]


def _before(word: Word, following: Word, high: float) -> float:
    """Where a word ends at most, before the next."""
    parted = word.text[-1].isalpha() and following.text[0].isalpha()
    left, _, right, _ = word.box
    return max(left, min(right, following.box[0] - _BLANK * high)) if parted else right


def _middle(word: Word, axis: int) -> float:
    return (word.box[axis] + word.box[axis + 2]) / 2
