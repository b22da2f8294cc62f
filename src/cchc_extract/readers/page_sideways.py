"""Words that run up or down a page whose other words are level: the narrow columns of a table.

Enters: pieces of lines as they stand when the page is turned so that they are level, and the page's rules. Leaves:
the words as the page is seen, all lines of one cell as one. Knows no engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cchc_extract.model.place import Box
from cchc_extract.readers.page import Uprights, Word
from cchc_extract.readers.page_lines import Printed, hull, printed_lines

_APART = 0.6  # of the letters' size: a wider gap parts two pieces of one line
_STEP = 1.7  # of the letters' size: from one line of a cell to the next


class View(NamedTuple):
    """A page, so wide and high as it is seen, turned back by as many quarters as its words are turned clockwise."""

    quarters: int
    width: float
    height: float

    def of(self, box: Box) -> Box:
        """A box of the page as this view has it."""
        x0, y0, x1, y1 = box
        if self.quarters == 1:
            return (y0, self.width - x1, y1, self.width - x0)
        if self.quarters == 2:
            return (self.width - x1, self.height - y1, self.width - x0, self.height - y0)
        return (self.height - y1, x0, self.height - y0, x1)

    def seen(self, box: Box) -> Box:
        """A box of this view as the page has it."""
        u0, v0, u1, v1 = box
        if self.quarters == 1:
            return (self.width - v1, u0, self.width - v0, u1)
        if self.quarters == 2:
            return (self.width - u1, self.height - v1, self.width - u0, self.height - v0)
        return (v0, self.height - u1, v1, self.height - u0)


def sideways(words: Iterable[Word], view: View, rules: Sequence[Box]) -> list[Word]:
    """The words of a view as the page is seen; those of a line, and lines below each other, that no rule parts are one
    word."""
    turned = [view.of(rule) for rule in rules]
    levels = Uprights((v0, u0, v1, u1) for u0, v0, u1, v1 in turned)
    lines = printed_lines(sorted(words, key=lambda each: each.box[1] + each.box[3]))
    held: list[list[Word]] = []
    for word in (piece for line in lines for piece in _pieces(line, Uprights(turned))):
        above = next((each for each in reversed(held) if _is_below(word.box, each[-1].box, levels)), None)
        if above:
            above.append(word)
        else:
            held.append([word])
    return [_joined(each, view.seen) for each in held]


def _pieces(line: Printed, uprights: Uprights) -> Iterator[Word]:
    """The words of a line, those together that no rule parts and no wide gap."""
    held = [line.words[0]]
    for before, word in pairwise(line.words):
        x0, x1 = before.box[2], word.box[0]
        if x1 - x0 > _APART * line.size or uprights.between(x0, x1, (line.top + line.bottom) / 2):
            yield _joined(held)
            held = []
        held.append(word)
    yield _joined(held)


def _joined(words: Sequence[Word], seen: Callable[[Box], Box] = lambda box: box) -> Word:
    return Word(" ".join(word.text for word in words), seen(hull([word.box for word in words])))


def _is_below(box: Box, above: Box, levels: Uprights) -> bool:
    near = 0 < box[3] - above[3] < _STEP * (box[3] - box[1]) and box[0] < above[2] and above[0] < box[2]
    middle = (max(box[0], above[0]) + min(box[2], above[2])) / 2
    return near and not levels.between((above[1] + above[3]) / 2, (box[1] + box[3]) / 2, middle)
