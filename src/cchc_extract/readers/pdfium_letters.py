"""The words of a page from its single letters: for pages whose letters are not drawn in the order of their words.

A font without some Vietnamese letters borrows them from another, and the program that wrote the file draws the letters
of the one before those of the other: `C quan th c`, then `ơ ự`. Enters: a page's text as the engine has it. Leaves:
pieces of printed lines, put together by where each letter stands. Slow: three calls of the engine a letter.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from cchc_extract.model.place import Box
from cchc_extract.readers.page import Uprights, Word
from cchc_extract.readers.page_lines import RAISED, hull
from cchc_extract.readers.pdfium_rules import Frame

_LEVEL = 0.2  # of the letters' size: baselines so near are one
_BLANK = 0.2  # of the letters' size: a gap that is a blank
_NARROW = 0.12  # of it: one that is, where the engine reads a blank too: a font may draw it nearer (`A `)
APART = 0.6  # of the letters' size: a wider gap parts two pieces of one line
_TOUCHING = 0.05  # of it: no rule parts letters so near, as where a word is too wide for its cell
_SMALL, _RISEN = 0.8, 0.6  # of it: so small is a raised figure, so high at most above the line it stands on
_WIDTH, _WIDEST = 0.15, 0.6  # of the letters' size: of a blank
RISE = 0.8  # of the letters' size: how far they reach above their baseline
_at = attrgetter("x")
_base = attrgetter("base")


class Letter(NamedTuple):
    """A letter: its sign, where it was set, its size, the box of its shape, and from where to where it reaches with the
    white that is its own (a `1` is far wider than its stroke). `end` is where the next is set, over which a slanted
    shape may hang; `after_blank`: the engine reads a blank before it."""

    sign: str
    x: float
    base: float
    size: float
    box: Box
    reach: tuple[float, float]
    end: float
    after_blank: bool = False


def letters(text: Any, signs: str, first: int, frame: Frame, scale: Callable[[int], float]) -> Iterator[Letter]:
    """The letters of a stretch of the engine's text that begins with its character `first`, and the blanks that the
    file has: those that the engine has put between letters of two fonts have no width."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    wide = pdfium.FS_RECTF()
    blank: Letter | None = None
    for k, sign in enumerate(signs, start=first):
        if sign < " " or not pdfium.FPDFText_GetCharBox(text, k, left, right, bottom, top):
            continue
        box = frame.seen(left.value, bottom.value, right.value, top.value)
        reach, end = (box[0], box[2]), box[2]
        if pdfium.FPDFText_GetLooseCharBox(text, k, wide):
            x0, _, x1, _ = frame.seen(wide.left, wide.bottom, wide.right, wide.top)
            reach, end = (min(x0, box[0]), max(x1, box[2])), x1
        pdfium.FPDFText_GetCharOrigin(text, k, left, right)
        x, base, _, _ = frame.seen(left.value, right.value, left.value, right.value)
        letter = Letter(sign, x, base, max(scale(k), 1.0), box, reach, end, blank is not None)
        if sign.isspace():
            blank = letter if blank is None else blank
            continue
        if (
            blank
            and _WIDTH * letter.size < x - blank.x < _WIDEST * letter.size
            and abs(base - blank.base) < _LEVEL * letter.size
        ):
            yield blank
        blank = None
        yield letter


def parting(uprights: Uprights) -> Callable[[Letter, Letter], bool]:
    """Tells whether a gap or a rule parts two letters of a line."""

    def parted(left: Letter, right: Letter) -> bool:
        gap, level = right.reach[0] - left.reach[1], right.base + (0.5 - RISE) * right.size
        between = (left.box[0] + left.box[2]) / 2, (right.box[0] + right.box[2]) / 2, level
        return gap > APART * right.size or (gap > _TOUCHING * right.size and uprights.between(*between))

    return parted


def pieces(found: Sequence[Letter], parted: Callable[[Letter, Letter], bool]) -> Iterator[Word]:
    """The letters as pieces of lines. `parted` tells whether a gap or a rule parts two neighbours."""
    for line in _with_calls(_lines(found)):
        held: list[Letter] = []
        for letter in sorted(line, key=_at):
            visible = not letter.sign.isspace()
            if held and visible and parted(next(x for x in reversed(held) if not x.sign.isspace()), letter):
                yield _word(held)
                held = []
            if held or visible:
                held.append(letter)
        if held:
            yield _word(held)


def _lines(found: Sequence[Letter]) -> list[list[Letter]]:
    lines: list[list[Letter]] = []
    for letter in sorted(found, key=_base):
        if lines and letter.base - lines[-1][0].base < _LEVEL * letter.size:
            lines[-1].append(letter)
        else:
            lines.append([letter])
    return lines


def _with_calls(lines: Sequence[list[Letter]]) -> Iterator[list[Letter]]:
    """The lines, with the raised figures that stand right behind one of their letters: what follows such a figure, a
    full stop, would else come before it."""
    rest = [list(line) for line in lines]
    for raised, line in pairwise(rest):
        size = line[0].size
        if raised and raised[0].size < _SMALL * size and line[0].base - raised[0].base < _RISEN * size:
            for figure in sorted(filter(_is_figure, raised), key=_at):
                if any(abs(letter.end - figure.x) < _NARROW * size for letter in line):
                    line.append(figure._replace(sign=figure.sign.translate(RAISED)))
                    raised.remove(figure)
    return filter(None, rest)


def _is_figure(letter: Letter) -> bool:
    return letter.sign.isdecimal()


def _word(held: Sequence[Letter]) -> Word:
    words, right, end = "", held[0].reach[1], held[0].end
    for letter in held:
        narrow = letter.after_blank and letter.x - end > _NARROW * letter.size
        if letter.sign.isspace() or narrow or letter.reach[0] - right > _BLANK * letter.size:
            words = words.rstrip() + " "
        if not letter.sign.isspace():
            words += letter.sign
            right, end = max(right, letter.reach[1]), max(end, letter.end)
    size, base = max(letter.size for letter in held), held[0].base
    x0, _, x1, _ = hull([letter.box for letter in held if not letter.sign.isspace()])
    return Word(words.strip(), (x0, base - RISE * size, x1, base + (1 - RISE) * size))
