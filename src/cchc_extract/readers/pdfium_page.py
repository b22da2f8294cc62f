"""One page of a PDF, by pypdfium2: its drawn lines and its words, as the `Page` of `readers/page.py`.

Enters: an open page. Leaves: rules, pieces of printed lines, how much of the page a picture covers. The engine is asked
a few times a line, not once a character: a call from Python costs more than its answer. Never opens a file.
"""

from __future__ import annotations

import ctypes
import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2.raw as pdfium

from cchc_extract.model.place import Box
from cchc_extract.readers.page import Word, is_thin
from cchc_extract.readers.page_lines import RAISED
from cchc_extract.readers.pdfium_letters import Letter, letters, pieces
from cchc_extract.readers.pdfium_rules import Frame, drawn, is_hidden
from cchc_extract.readers.pdfium_slanted import take_out_slanted

_LINE = re.compile("[^\r\n\ufffe]+\ufffe?|\ufffe")
_NO_SIGN = "\ufffe"  # what the engine writes for a hyphen at the end of a line, and for a glyph without a letter
_HYPHEN = 2  # what it keeps of such a hyphen
_APART = 0.6  # of the letters' size: a wider gap parts two pieces of one line
_WIDE = 0.75  # of the letters' size: where a letter takes so much on average, gaps are hidden between them
_CLOSE = 0.1  # of the letters' size: no blank is so narrow
_AFTER_RAISED = re.compile(r"(?<=[⁰¹²³⁴⁵⁶⁷⁸⁹]) (?=[.,;:)])")
_LONGEST_RAISED = 3
_LETTERED = 5  # characters a line, its end included: no page has so few
_FEW = 8  # lines that tell which way a page's text runs
_PICTURE = 0.5  # of a page: a picture that may be a scan of it
_STAMP = 0.03  # of a page: what words take that are no page of text; a third is usual
_RISE = 0.8  # of the letters' size: how far they reach above their baseline
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
        if turn := _turn(page, self._text):
            pdfium.FPDFPage_SetRotation(page, (pdfium.FPDFPage_GetRotation(page) + turn) % 4)
            pdfium.FPDFText_ClosePage(self._text)
            self._text = pdfium.FPDFText_LoadPage(page)
        self._frame = Frame.of(page)
        self.width, self.height = self._frame.width, self._frame.height
        rules, self.pictured = drawn(page, self._frame)
        self.hidden = self.pictured >= _PICTURE and is_hidden(page, self._frame)
        self.rules: Sequence[Box] = rules
        uprights = sorted(r for r in self.rules if r[3] - r[1] > r[2] - r[0] and is_thin(r))
        self._uprights = [((r[0] + r[2]) / 2, r[1], r[3]) for r in uprights]
        self._scales: dict[float, float] = {}
        self._mixed = False
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
        text, whole = _characters(self._text)
        out: list[Word] = []
        if _is_lettered(text):
            return list(self._by_letters(text, whole))
        for match in _LINE.finditer(text):
            words = match[0]
            start = match.start()
            if words[0] == " ":
                start += len(words) - len(words.lstrip())
            if words := words.strip():
                at = start if whole else pdfium.FPDFText_GetCharIndexFromTextIndex(self._text, start)
                self._line(words, at, out)
            if self._mixed:
                return list(self._by_letters(text, whole))
        return out

    def _by_letters(self, text: str, whole: bool) -> Iterator[Word]:
        """The same, letter by letter."""

        def parted(left: Letter, right: Letter) -> bool:
            gap = right.box[0] - left.box[2]
            low, high = right.base - _RISE * right.size, right.base + (1 - _RISE) * right.size
            return gap > _APART * right.size or self._ruled(_centre(left.box), _centre(right.box), low, high)

        found: list[Letter] = []
        for match in _LINE.finditer(text):
            start = match.start()
            at = start if whole else pdfium.FPDFText_GetCharIndexFromTextIndex(self._text, start)
            words = self._signed(match[0], at) if _NO_SIGN in match[0] else match[0]
            found += letters(self._text, words, at, self._frame, self._size)
        return pieces(found, parted)

    def _line(self, words: str, at: int, out: list[Word]) -> None:
        """The pieces of a line of the engine's text, the first character of which has the index `at`."""
        if _NO_SIGN in words:
            words = self._signed(words, at)
        boxes = self._boxes(at, len(words))
        low, high = self._height(at)
        if len(boxes) > 1 and words[0].isdecimal():  # a raised figure may open the line
            low, high = max((low, high), self._height(at + self._starts(at, len(words), [1])[0]), key=_tall)
        if len(boxes) == 1:
            x0, _, x1, _ = boxes[0]
            if x1 - x0 < _WIDE * (high - low) * len(words) and not self._ruled(x0 + 1, x1 - 1, low, high):
                out.append(Word(words, (x0, low, x1, high)))
                return
        elif not boxes:  # glyphs without a shape
            boxes = self._letters(words, at)[0]
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
        return (base - _RISE * size, base + (1 - _RISE) * size)

    def _size(self, at: int) -> float:
        size = _get_size(self._text, at)
        if size == 1.0 or size not in self._scales:  # a size of 1 is scaled to any
            self._scales[size] = _scale(self._text, at)
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
        size = max(high - low, 1.0)
        return not -size < right[0] - left[2] < _APART * size or self._ruled(_centre(left), _centre(right), low, high)

    def _crossed(self, boxes: Sequence[Box], low: float, high: float) -> bool:
        """Whether a rule goes through what is drawn at once."""
        return any(self._ruled(box[0] + 1, box[2] - 1, low, high) for box in boxes)

    def _ruled(self, x0: float, x1: float, low: float, high: float) -> bool:
        """Whether a rule stands between two places of a line."""
        uprights = self._uprights
        k = bisect_left(uprights, (x0,))
        while k < len(uprights) and uprights[k][0] < x1:
            if uprights[k][1] <= (low + high) / 2 <= uprights[k][2]:
                return True
            k += 1
        return False


def _characters(text: Any) -> tuple[str, bool]:
    """The text of a page, one sign for each of the engine's, and whether its indexes are those of the characters."""
    count = pdfium.FPDFText_CountChars(text)
    if count <= 0:
        return "", True
    buffer = (ctypes.c_ushort * (count + 1))()
    written = max(pdfium.FPDFText_GetText(text, 0, count, buffer) - 1, 0)
    decoded = bytes(buffer)[: 2 * written].decode("utf-16-le", "surrogatepass")
    if len(decoded) != written:  # signs beyond the first plane: rare, and of no Vietnamese word
        decoded = "".join(map(chr, buffer[:written]))
        decoded = re.sub("[\ud800-\udfff]", "\ufffd", decoded)
    return decoded, written == count


def _is_lettered(text: str) -> bool:
    """Whether the engine has put nearly every letter on a line of its own, as where it takes a page for one whose lines
    run downwards."""
    return _LETTERED * text.count("\n") > len(text) > _LETTERED * _FEW


def _scale(text: Any, at: int) -> float:
    """By how much a character's size is scaled when it is drawn."""
    matrix = pdfium.FS_MATRIX()
    return math.hypot(matrix.c, matrix.d) if pdfium.FPDFText_GetMatrix(text, at, matrix) else 1.0


def _turn(page: Any, text: Any) -> int:
    """By how many quarters more a page must be turned so that most of its text runs to the right."""
    count = pdfium.FPDFText_CountChars(text)
    if count <= 0:
        return 0
    angles = [pdfium.FPDFText_GetCharAngle(text, count * k // _FEW) for k in range(_FEW)]
    quarters = [round(angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0]
    if not quarters:
        return 0
    usual, times = Counter(quarters).most_common(1)[0]
    return (-usual - pdfium.FPDFPage_GetRotation(page)) % 4 if 2 * times > len(quarters) else 0  # angles are clockwise


def _word(words: str, boxes: Sequence[Box], low: float, high: float) -> Word:
    return Word(words, (min(b[0] for b in boxes), low, max(b[2] for b in boxes), high))


def _is_raised(box: Box, high: float, size: float) -> bool:
    """Whether a box stands so high on its line, and is so high itself, that it may hold a raised figure."""
    return box[3] < high - 0.4 * size and box[3] - box[1] > 0.25 * size


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
