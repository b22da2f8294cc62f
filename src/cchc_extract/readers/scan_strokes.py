"""A third look at Roman numbers: the upright strokes that a word's picture begins with, counted.

Enters: a page's picture and a word that was read in it. Leaves: whether the two contradict each other. tesseract has
read `III` as `II` on a clean page, twice and surely; a picture of three upright strokes does not show two.
"""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np

from cchc_extract.readers.scan_image import Grey, Mask
from cchc_extract.readers.scan_words import Seen

_ROMAN = re.compile(r"\(?([VX]*)([I1l|]+)([VX]*)(?:[/.,;:)-].*)?")  # `III/2026`, `(IV)`, `VII.`; not `12/2026`
_DARK = 128
_WHOLE = 0.82  # of the longest stroke: an upright one is as long, and no line of a `V`
_APART = 0.75  # of their height: strokes of one number are nearer; behind a `/` the next is farther


def contradicts(grey: Grey, word: Seen) -> bool:
    """Whether the picture shows another number of strokes than the Roman number that was read in it has."""
    read = _ROMAN.fullmatch(word.text)
    if not read or "I" not in read[2]:
        return False
    left, top = max(0, int(word.left) - 2), max(0, int(word.top) - 2)
    found = _first_strokes(grey[top : int(word.bottom) + 3, left : int(word.right) + 3] < _DARK)
    return found > 0 and found != len(read[2])


def _first_strokes(ink: Mask) -> int:
    """How many columns dark over the longest height stand near each other, from the left; those that touch are one."""
    longest = np.zeros(ink.shape[1], dtype=int)
    run = np.zeros(ink.shape[1], dtype=int)
    for row in ink:
        run = (run + 1) * row
        longest = np.maximum(longest, run)
    if not longest.size or not longest.max():
        return 0
    upright = np.flatnonzero(longest >= _WHOLE * longest.max())
    begins = [int(upright[0]), *(int(x) for before, x in pairwise(upright) if x > before + 1)]
    near = [later - earlier <= _APART * longest.max() for earlier, later in pairwise(begins)]
    return next((k for k, goes_on in enumerate(near) if not goes_on), len(near)) + 1
