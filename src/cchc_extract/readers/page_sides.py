"""Lines that stand in two sides beside each other: a letterhead, the recipients and who signs.

Enters: printed lines. Leaves: which of them, with the gutter between. Two sides begin at a line with a wide gap; they
go on while no line crosses the gutter and every line stands as others of its side do. Knows no word.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from cchc_extract.readers.page_lines import BARE_LABEL, Printed

GAP = 1.0  # of the letters' size: the narrowest gap between two sides
_ALIKE = 8.0  # points between the left edges, or the middles, of lines of one side
_FAR = 7.0  # of the letters' size: as much may stay white between a title and the name of who signs
_SPREAD = 3  # gaps in a line: words that a justified line spreads


class Sides(NamedTuple):
    """Up to which line two sides go (exclusive), and the middle of the gutter between them."""

    last: int
    gutter: float


def gaps(line: Printed) -> list[tuple[float, float]]:
    """The wide gaps of a line; none where it only spreads its words to reach the margin."""
    first = 1 if len(line.words) > 1 and BARE_LABEL.fullmatch(line.words[0].text) else 0  # what a tab sets apart
    words = line.words[first:]
    found = [(a.box[2], b.box[0]) for a, b in pairwise(words) if b.box[0] - a.box[2] > GAP * line.size]
    widths = [b - a for a, b in found]
    spread = len(found) >= _SPREAD and max(widths) < 1.5 * min(widths)
    return [] if spread else found


def find_sides(lines: Sequence[Printed]) -> dict[int, Sides]:
    """By the first line of each."""
    found: dict[int, Sides] = {}
    at = 0
    while at < len(lines):
        between = gaps(lines[at])
        sides = _grown(lines, at, between[0]) if len(between) == 1 else None
        if sides and sides.last > at:
            found[at] = sides
            at = sides.last
        else:
            at += 1
    return found


def _grown(lines: Sequence[Printed], at: int, gutter: tuple[float, float]) -> Sides:
    low, high = gutter
    sides: tuple[list[tuple[float, float]], list[tuple[float, float]]] = ([], [])
    end = at
    for k in range(at, len(lines)):
        line = lines[k]
        if k > at and line.bottom - lines[k - 1].bottom > _FAR * line.size:
            break
        left, right = [w.box for w in line.words if w.box[2] <= high], [w.box for w in line.words if w.box[0] >= low]
        left = [box for box in left if box[0] < low]
        if len(left) + len(right) < len(line.words):
            break
        nearer = max([low, *(box[2] for box in left)]), min([high, *(box[0] for box in right)])
        if nearer[1] - nearer[0] < GAP * line.size:
            break
        alike = all(_is_alike(boxes, side) for boxes, side in zip((left, right), sides, strict=True))
        if not alike and not (left and right):
            break
        for boxes, side in zip((left, right), sides, strict=True):
            if boxes:
                side.append((boxes[0][0], boxes[-1][2]))
        (low, high), end = nearer, k + 1
    return Sides(end, (low + high) / 2)


def _is_alike(boxes: Sequence[tuple[float, float, float, float]], side: Sequence[tuple[float, float]]) -> bool:
    """Whether words stand as those of their side do: with the same left edge, or around the same middle."""
    if not boxes:
        return True
    x0, middle = boxes[0][0], (boxes[0][0] + boxes[-1][2]) / 2
    return any(abs(x0 - first) < _ALIKE or abs(middle - (first + last) / 2) < _ALIKE for first, last in side)
