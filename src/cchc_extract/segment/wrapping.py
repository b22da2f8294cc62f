"""Hard-wrapped text: what shows that lines were broken at a width.

In: lines. Out: a `Wrap`, the width that the lines fill and where continued lines begin. `pdftotext`, mail programs and
the HTML of law sites break lines; most copies do not, and their `Wrap` has no width.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from cchc_extract.model.source import Line
from cchc_extract.segment.labels import read_label
from cchc_extract.segment.stops import last_stop

_ENOUGH = 3  # wrapped lines
_SHARE = 8  # one pair of lines in so many, at least, is a wrapped one
_WIDTHS = (40, 220)
_NARROW = (
    50,
    130,
)  # characters: the longest line of a short text that was wrapped, where few lines can show it


class Wrap(NamedTuple):
    """Evidence of wrapping: the width that lines fill (0: none), the indent of continued lines.

    `step` is the lines from one to the next (2 where a blank line parts all of them); `hangs` says that first lines
    are indented throughout, so that a line at the margin goes on. `longest` is the longest line of a text whose
    paragraphs are all set apart by blank lines, 0 for another.
    """

    width: float = 0
    margin: int = 0
    step: int = 1
    hangs: bool = False
    longest: int = 0

    def fills(self, line: Line, following: Line) -> bool:
        """In a text of paragraphs apart, is this line as long as any, with no room for the next line's first word?"""
        return bool(self.longest) and _need(line, following) > 0.9 * self.longest

    def full(self, line: Line, following: Line) -> bool:
        """Would the next line's first word not have fitted on this one?"""
        return bool(self.width) and _need(line, following) > self.width

    def indented(self, line: Line) -> bool:
        """Does the line start to the right of continued lines, as a paragraph's first line does?"""
        return bool(self.width) and indent(line) >= self.margin + 3


def indent(line: Line) -> int:
    """The characters before the line's first word."""
    return line.words.runs[0][1] - line.start


def _edge(line: Line) -> int:
    _, at, length = line.words.runs[-1]
    return at + length - line.start


def _need(line: Line, following: Line) -> int:
    """The width that this line would have with the next line's first word on it."""
    return _edge(line) + 1 + len(following.text.split(" ", 1)[0])


def measure_wrap(lines: Sequence[Line]) -> Wrap:
    """The wrapping of these lines, all of which have words.

    A line that ends in no stop and goes on in small letters on the next was wrapped; many of them show a width. A
    typewriter's width is exact, one that a proportional font has left is not.
    """
    wrapped: list[int] = []
    needs: list[int] = []
    indents: list[int] = []
    firsts: list[int] = []
    pairs = apart = parted = 0
    for line, after in pairwise(lines):
        gap = after.index - line.index
        if read_label(after.text):
            firsts.append(indent(after))
            parted += gap > 1
        if gap > 2:
            continue
        pairs += 1
        if after.text[0].islower() and not last_stop(line.text) and not read_label(after.text):
            wrapped.append(_edge(line))
            needs.append(_need(line, after))
            indents.append(indent(after))
            apart += gap == 2
    longest = 0
    if len(firsts) > _ENOUGH and parted * 10 >= len(firsts) * 9:
        longest = max(map(_edge, lines))
        longest = longest if _NARROW[0] <= longest <= _NARROW[1] else 0
    if len(wrapped) < _ENOUGH or len(wrapped) * _SHARE < pairs:
        return Wrap(longest=longest)
    wrapped.sort()
    width = wrapped[len(wrapped) * 9 // 10]
    if not _WIDTHS[0] <= width <= _WIDTHS[1]:
        return Wrap(longest=longest)
    exact = min(needs) > wrapped[-1]
    step = 2 if apart * 2 > len(wrapped) else 1
    margin = sorted(indents)[len(indents) // 4]
    hangs = len(firsts) >= _ENOUGH and sum(first >= margin + 3 for first in firsts) * 10 > 9 * len(firsts)
    flush = sum(each < margin + 3 for each in indents) * 20 > 19 * len(indents)
    return Wrap(wrapped[-1] if exact else 0.94 * width, margin, step, hangs and flush, longest)
