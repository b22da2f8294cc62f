"""One page of a PDF, by pypdfium2: its drawn lines and its words, as the `Page` of `readers/page.py`.

Enters: an open page. Leaves: rules, pieces of printed lines, how much of the page a picture covers. The engine is asked
a few times a line, not once a character: a call from Python costs more than its answer. Never opens a file.
"""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set
from statistics import median_low
from typing import Any

import pypdfium2.raw as pdfium

from cchc_extract.model.place import Box
from cchc_extract.readers.page import Uprights, Word
from cchc_extract.readers.page_lines import RAISED
from cchc_extract.readers.page_marks import GIANT, without_marks
from cchc_extract.readers.pdfium_letters import APART, RISE, Letter, letters, parting, pieces
from cchc_extract.readers.pdfium_rules import Frame, drawn, is_hidden
from cchc_extract.readers.pdfium_sideways import is_sideways, sideways_words
from cchc_extract.readers.pdfium_slanted import take_out_slanted
from cchc_extract.readers.pdfium_spaced import LONE, SINGLE, spaced
from cchc_extract.readers.pdfium_text import characters, is_lettered, scale, turn

_LINE = re.compile("[^\r\n\ufffe]+\ufffe?|\ufffe")
_NO_SIGN = "\ufffe"  # what the engine writes for a hyphen at the end of a line, and for a glyph without a letter
_HYPHEN = 2  # what it keeps of such a hyphen
_WIDE = 0.75  # of the letters' size: where a letter takes so much on average, gaps are hidden between them
_TOUCHING = 0.15  # of the letters' size: no rule parts letters so near, as where a word is too wide for its cell
_SHORT = 2  # signs: a line of so few may be one of many that stand on their side below each other
_HIGH = 1.8  # of the letters' size: level words are not so high
_CLOSE = 0.1  # of the letters' size: no blank is so narrow
_AFTER_RAISED = re.compile(r"(?<=[⁰¹²³⁴⁵⁶⁷⁸⁹]) (?=[.,;:)])")
_LONGEST_RAISED = 3
_FULL = 0.65  # of the letters' size: so high are the figures of a text at least; those that call notes are smaller
_PICTURE = 0.5  # of a page: a picture that may be a scan of it
_STAMP = 0.03  # of a page: what words take that are no page of text; a third is usual
# looked up once: they are called for every line
_count_rects, _get_rect = pdfium.FPDFText_CountRects, pdfium.FPDFText_GetRect
_get_origin, _get_size = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetFontSize
_DOUBLES = tuple(ctypes.c_double() for _ in range(4))


class PdfiumPage:
    """A page as it is seen: turned as it says, and as its text runs."""

    def __init__(self, page: Any, number: int) -> None:
        self.number = number
        self.notes: Sequence[str] = ()
        self.slanted = take_out_slanted(page)
        self._text = pdfium.FPDFText_LoadPage(page)
        if quarters := turn(page, self._text):
            pdfium.FPDFPage_SetRotation(page, (pdfium.FPDFPage_GetRotation(page) + quarters) % 4)
            pdfium.FPDFText_ClosePage(self._text)
            self._text = pdfium.FPDFText_LoadPage(page)
        self._frame = Frame.of(page)
        self.width, self.height = self._frame.width, self._frame.height
        rules, self.pictured = drawn(page, self._frame)
        self.hidden = self.pictured >= _PICTURE and is_hidden(page, self._frame)
        self.rules: Sequence[Box] = rules
        self._uprights = Uprights(rules)
        self._ruled = self._uprights.between
        self._scales: dict[float, float] = {}
        self._mixed = self._is_sideways = False
        self._pieces = sorted(self._read(), key=_middle)
        self._middles = [_middle(piece) for piece in self._pieces]
        pdfium.FPDFText_ClosePage(self._text)

    def lines(self, box: Box) -> list[Word]:
        """The printed lines inside a rectangle, top to bottom."""
        x0, top, x1, bottom = box
        inside = self._pieces[bisect_left(self._middles, top) : bisect_right(self._middles, bottom)]
        return [piece for piece in inside if x0 <= (piece.box[0] + piece.box[2]) / 2 <= x1]

    def words(self) -> list[Word]:
        """Every piece of a line."""
        return self._pieces

    def has_text(self) -> bool:
        """Whether the page is more than a picture: a stamp, a page number or a signature's lines alone are no text, nor
        are words that nobody sees, as a scanner's program lays them behind the picture."""
        if self.hidden:
            return False
        taken = sum((p.box[2] - p.box[0]) * (p.box[3] - p.box[1]) for p in self._pieces)
        return self.pictured < _PICTURE or taken > _STAMP * self.width * self.height

    # --- from the engine ----------------------------------------------------------------------------------------------

    def _read(self) -> list[Word]:
        """The pieces of all lines of the engine's text. Most lines are drawn at once: they take the short way."""
        text, whole = characters(self._text)
        slow = self._mixed or is_lettered(text)
        aside, taken = list[Word](), set[int]()
        if slow or self._is_sideways:
            aside, taken = sideways_words(self._text, self._frame, self.rules, self._size)
        if slow:
            return [*aside, *self._unmarked(list(self._by_letters(text, whole, taken)))]
        out, known = list[Word](), (self._mixed, self._is_sideways)
        may_be_apart = LONE.search(text) is not None
        for words, at in self._stretches(text, whole, taken):
            if may_be_apart and SINGLE.search(words) and (apart := self._spaced(words, at)):
                out += apart
                continue
            self._line(words, at, out)
            if (self._mixed, self._is_sideways) != known:
                return self._read()  # this line shows that the page needs a longer way
        return [*aside, *self._unmarked(out)]

    def _spaced(self, words: str, at: int) -> list[Word]:
        return spaced(list(letters(self._text, words, at, self._frame, self._size)), self._uprights)

    def _unmarked(self, words: list[Word]) -> list[Word]:
        left = without_marks(words)
        self.slanted = self.slanted or left is not words
        return left

    def _stretches(self, text: str, whole: bool, taken: Set[int]) -> Iterator[tuple[str, int]]:
        """The lines of the engine's text, each with the index of its first character, without those already taken."""
        for match in _LINE.finditer(text):
            words = match[0]
            start = match.start()
            if words[0] == " ":
                start += len(words) - len(words.lstrip())
            if words := words.strip():
                at = start if whole else pdfium.FPDFText_GetCharIndexFromTextIndex(self._text, start)
                if taken and not taken.isdisjoint(range(at, at + len(words))):
                    yield from _level(words, at, taken)
                else:
                    yield words, at

    def _by_letters(self, text: str, whole: bool, taken: Set[int]) -> Iterator[Word]:
        """The same, letter by letter."""
        found: list[Letter] = []
        for words, at in self._stretches(text, whole, taken):
            signed = self._signed(words, at) if _NO_SIGN in words else words
            found += letters(self._text, signed, at, self._frame, self._size)
        usual = median_low([letter.size for letter in found]) if found else 0.0
        parted = parting(self._uprights)
        yield from pieces([letter for letter in found if letter.size < GIANT * usual], parted)
        yield from pieces([letter for letter in found if letter.size >= GIANT * usual], parted)

    def _line(self, words: str, at: int, out: list[Word]) -> None:
        """The pieces of a line of the engine's text, the first character of which has the index `at`."""
        if _NO_SIGN in words:
            words = self._signed(words, at)
        boxes = self._boxes(at, len(words))
        low, high = self._height(at)
        if len(boxes) > 1 and words[0].isdecimal():  # a raised figure may open the line
            low, high = max((low, high), self._height(at + self._starts(at, len(words), [1])[0]), key=_tall)
        if not boxes:  # glyphs without a shape
            boxes = self._letters(words, at)[0]
        x0, y0, x1, y1 = boxes[0] if boxes else (0.0, low, 0.0, high)
        size = high - low
        may_stand = len(words) <= _SHORT or y1 - y0 > _HIGH * size or (len(boxes) > 1 and not _is_level(*boxes[:2]))
        if may_stand and not self._is_sideways and is_sideways(self._text, at, self._frame):
            self._is_sideways = True
            return
        if len(boxes) == 1 and x1 - x0 < _WIDE * size * len(words) and not self._ruled(x0 + 1, x1 - 1, high - size / 2):
            out.append(Word(words, (x0, low, x1, high)))
            return
        if len(boxes) > 1 and self._is_mixed(words, at, boxes, high - low):
            self._mixed = True
            return
        below = next((k for k, box in enumerate(boxes) if not low <= (box[1] + box[3]) / 2 <= high), 0)
        if below:  # the engine has run two lines together
            end = self._starts(at, len(words), [below])[0]
            rest = words[end:].lstrip()
            self._line(words[:end].rstrip(), at, out)
            self._line(rest, at + len(words) - len(rest), out)
        else:
            self._parted(words, at, boxes, low, high, out)

    def _parted(self, words: str, at: int, boxes: list[Box], low: float, high: float, out: list[Word]) -> None:
        """The pieces of a line that is drawn in parts, or that hides gaps."""
        size = max(high - low, 1.0)
        starts: list[int] | None = None
        if sum(box[2] - box[0] for box in boxes) > _WIDE * size * len(words) or self._crossed(boxes, low, high):
            boxes, starts = self._letters(words, at)
        cuts = [k for k in range(1, len(boxes)) if self._parts(boxes[k - 1], boxes[k], low, high)]
        raised = [k for k, box in enumerate(boxes) if _is_raised(box, high, size)] if len(boxes) > 1 else []
        if not cuts and not raised:
            out.append(_word(words, boxes, low, high))
            return
        wanted = sorted({0, *cuts, *raised, *(k + 1 for k in raised if k + 1 < len(boxes))})
        found = [starts[k] for k in wanted] if starts else self._starts(at, len(words), wanted)
        known = dict(zip(wanted, found, strict=True))
        words = _raise(words, [(known[k], known.get(k + 1, len(words))) for k in raised])
        for first, last in zip([0, *cuts], [*cuts, len(boxes)], strict=True):
            part = words[known[first] if first else 0 : known[last] if last < len(boxes) else None].strip()
            if raised:
                part = _AFTER_RAISED.sub("", part)
            if part:
                out.append(_word(part, boxes[first:last], low, high))

    def _boxes(self, at: int, count: int) -> list[Box]:
        """The boxes of what the file draws at once, between two characters."""
        text, (left, top, right, bottom) = self._text, _DOUBLES
        x, _, _, y, turned = self._frame
        out: list[Box] = []
        for k in range(_count_rects(text, at, count)):
            _get_rect(text, k, left, top, right, bottom)
            if turned:
                out.append(self._frame.seen(left.value, bottom.value, right.value, top.value))
            else:  # the same without a call: there are many
                out.append((left.value - x, y - top.value, right.value - x, y - bottom.value))
        return out

    def _starts(self, at: int, count: int, boxes: Sequence[int]) -> list[int]:
        """For each of these boxes of a line the character that it begins with, found by halving."""
        out = []
        low = 0
        for k in boxes:
            first, last = low, count
            while first < last:
                middle = (first + last) // 2
                if _count_rects(self._text, at, middle + 1) > k:
                    last = middle
                else:
                    first = middle + 1
            low = first
            out.append(first)
        return out

    def _letters(self, words: str, at: int) -> tuple[list[Box], list[int]]:
        """The box of each visible character, and its place: slow, for lines whose gaps nothing else shows."""
        left, right, bottom, top = _DOUBLES
        boxes, starts = [], []
        for k, sign in enumerate(words):
            if not sign.isspace() and pdfium.FPDFText_GetCharBox(self._text, at + k, left, right, bottom, top):
                boxes.append(self._frame.seen(left.value, bottom.value, right.value, top.value))
                starts.append(k)
        return boxes, starts

    def _height(self, at: int) -> tuple[float, float]:
        """How high and low the letters of a line may reach, by its baseline and size: fonts often have no heights."""
        x, y = _DOUBLES[:2]
        if not _get_origin(self._text, at, x, y):
            return (0.0, 0.0)
        turned = self._frame.turned
        base = self._frame.seen(x.value, y.value, x.value, y.value)[1] if turned else self._frame.top - y.value
        size = self._size(at)
        return (base - RISE * size, base + (1 - RISE) * size)

    def _size(self, at: int) -> float:
        size = _get_size(self._text, at)
        if size == 1.0 or size not in self._scales:  # a size of 1 is scaled to any
            self._scales[size] = scale(self._text, at)
        return float(size * self._scales[size])

    def _is_mixed(self, words: str, at: int, boxes: Sequence[Box], size: float) -> bool:
        """Whether letters of a line are drawn after others that stand to their right, or blanks are read in words."""
        close = [k for k in range(1, len(boxes)) if boxes[k][0] - boxes[k - 1][2] < _CLOSE * size]
        if any(boxes[k][2] < boxes[k - 1][2] and _is_level(boxes[k - 1], boxes[k]) for k in close):
            return True
        starts = self._starts(at, len(words), close)
        return any(
            words[start - 1] == " " and _is_level(boxes[k - 1], boxes[k])
            for k, start in zip(close, starts, strict=True)
        )

    def _signed(self, words: str, at: int) -> str:
        """The words with the hyphens that the engine leaves out, and U+FFFD where a glyph stands for no letter."""
        return "".join(self._sign(at + k) if sign == _NO_SIGN else sign for k, sign in enumerate(words))

    def _sign(self, at: int) -> str:
        return "-" if pdfium.FPDFText_GetUnicode(self._text, at) == _HYPHEN else "\ufffd"

    # --- between two pieces -------------------------------------------------------------------------------------------

    def _parts(self, left: Box, right: Box, low: float, high: float) -> bool:
        """Whether a gap or a rule parts two boxes of a line."""
        size, gap = max(high - low, 1.0), right[0] - left[2]
        if not -size < gap < APART * size:
            return True
        return gap > _TOUCHING * size and self._ruled(_centre(left), _centre(right), (low + high) / 2)

    def _crossed(self, boxes: Sequence[Box], low: float, high: float) -> bool:
        """Whether a rule goes through what is drawn at once."""
        return any(self._ruled(box[0] + 1, box[2] - 1, (low + high) / 2) for box in boxes)


def _level(words: str, at: int, taken: Set[int]) -> Iterator[tuple[str, int]]:
    """What is left of a line where some of its letters are taken."""
    signs = "".join("\n" if at + k in taken else sign for k, sign in enumerate(words))
    for part in re.finditer(r"[^\s](?:[^\n]*[^\s])?", signs):
        yield part[0], at + part.start()


def _word(words: str, boxes: Sequence[Box], low: float, high: float) -> Word:
    return Word(words, (min(b[0] for b in boxes), low, max(b[2] for b in boxes), high))


def _is_raised(box: Box, high: float, size: float) -> bool:
    """Whether a box stands so high on its line, and is as high itself, that it may hold a raised figure. One as high as
    a figure of the text is a cell's whose words stand a little above those of the cell before it."""
    return box[3] < high - 0.4 * size and 0.25 * size < box[3] - box[1] < _FULL * size


def _raise(words: str, places: Sequence[tuple[int, int]]) -> str:
    """The words, as long as before, with figures that stand raised as raised figures."""
    for start, end in places:
        part = words[start:end].rstrip()
        if part.isdecimal() and len(part) <= _LONGEST_RAISED:
            words = words[:start] + part.translate(RAISED) + words[start + len(part) :]
    return words


def _is_level(box: Box, other: Box) -> bool:
    """Whether two boxes stand on one line."""
    return box[1] < other[3] and other[1] < box[3]


def _tall(height: tuple[float, float]) -> float:
    return height[1] - height[0]


def _middle(piece: Word) -> float:
    return (piece.box[1] + piece.box[3]) / 2


def _centre(box: Box) -> float:
    return (box[0] + box[2]) / 2
