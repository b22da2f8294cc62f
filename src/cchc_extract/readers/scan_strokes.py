"""A third look at Roman numbers: the upright strokes that a word's picture begins with, counted.

Enters: a page's picture and a word that was read in it. Leaves: whether the two contradict each other. tesseract has
read `III` as `II` on a clean page, twice and surely; a picture of three upright strokes does not show two.
"""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np

from cchc_extract.readers.scan_shapes import Grey, Mask
from cchc_extract.readers.scan_words import Seen

_ROMAN = re.compile(r"\(?([VX]*)([I1l|]+)([VX]*)(?:[/.,;:)-].*)?")  # `III/2026`, `(IV)`, `VII.`; not `12/2026`
_STROKES = re.compile(r"(\(?)(?=[I1lHi|!]*[IlH|])([I1lHi|!]{1,4})((?:[/.,;:)-].*)?)")  # `IH/2026`, `II1/2026`, `l.`
_DARK = 128
_BAR = 0.6  # of the way between two strokes: more ink in their middle is the bar of an `H`
_MOST = 3  # strokes of a Roman number
_WHOLE = 0.82  # of the longest stroke: an upright one is as long, and no line of a `V`
_APART = 0.75  # of their height: strokes of one number are nearer; behind a `/` the next is farther


def contradicts(grey: Grey, word: Seen) -> bool:
    """Whether the picture shows another number of strokes than the Roman number that was read in it has."""
    read = _ROMAN.fullmatch(word.text)
    if not read or "I" not in read[2]:
        return False
    found = len(_first_strokes(_ink(grey, word)))
    return found > 0 and found != len(read[2])


def roman(grey: Grey, word: Seen) -> str:
    """The word; where it was read as strokes of several kinds (`IH/2026`, `II1/2026`), as the Roman number that the
    picture shows. An `H` has a bar."""
    read = _STROKES.fullmatch(word.text)
    if not read or set(read[2]) == {"I"}:
        return word.text
    ink = _ink(grey, word)
    strokes = _first_strokes(ink)
    if not 0 < len(strokes) <= _MOST or any(_is_barred(ink, left, right) for left, right in pairwise(strokes)):
        return word.text
    return read[1] + "I" * len(strokes) + read[3]


def _is_barred(ink: Mask, left: int, right: int) -> bool:
    high = ink.shape[0]
    between = ink[high // 3 : high - high // 3, left:right]
    return bool(between.mean(axis=1).max(initial=0.0) > _BAR)


def _ink(grey: Grey, word: Seen) -> Mask:
    left, top = max(0, int(word.left) - 2), max(0, int(word.top) - 2)
    ink: Mask = grey[top : int(word.bottom) + 3, left : int(word.right) + 3] < _DARK
    return ink


def _first_strokes(ink: Mask) -> list[int]:
    """The columns dark over the longest height that stand near each other, from the left; those that touch are one."""
    longest = np.zeros(ink.shape[1], dtype=int)
    run = np.zeros(ink.shape[1], dtype=int)
    for row in ink:
        run = (run + 1) * row
        longest = np.maximum(longest, run)
    if not longest.size or not longest.max():
        return []
    upright = np.flatnonzero(longest >= _WHOLE * longest.max())
    begins = [int(upright[0]), *(int(x) for before, x in pairwise(upright) if x > before + 1)]
    near = [later - earlier <= _APART * longest.max() for earlier, later in pairwise(begins)]
    return begins[: next((k for k, goes_on in enumerate(near) if not goes_on), len(near)) + 1]
