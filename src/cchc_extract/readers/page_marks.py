"""Words printed across a page in giant letters, over or under its text: `BẢN SAO`, `DỰ THẢO`.

Enters: the level words of a page. Leaves: those that are its text. A mark is of letters far larger than the usual ones
of the page, and other words stand inside it; a heading, however large, has its place to itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median_low

from cchc_extract.readers.page import Word

GIANT = 2.5  # of the usual size of a page's letters


def without_marks(words: list[Word]) -> list[Word]:
    """The words of a page without marks: the same list where there are none."""
    if not words:
        return words
    sizes = [word.box[3] - word.box[1] for word in words]
    if max(sizes) < GIANT * (usual := median_low(sizes)):
        return words
    giant = [word for word, size in zip(words, sizes, strict=True) if size >= GIANT * usual]
    if any(_is_over(word, words, usual) for word in giant):  # some letters of a mark may stand in the margin
        marks = set(map(id, giant))
        return [word for word in words if id(word) not in marks]
    return words


def _is_over(giant: Word, words: Sequence[Word], usual: float) -> bool:
    """Whether letters of the usual size stand inside a giant one's box."""
    x0, top, x1, bottom = giant.box
    return any(
        word.box[3] - word.box[1] < GIANT * usual
        and word.box[0] < x1
        and word.box[2] > x0
        and top < (word.box[1] + word.box[3]) / 2 < bottom
        for word in words
    )
