"""The letters of a page that stand on their side among level ones. By pypdfium2.

Enters: the engine's text of a page. Leaves: the words that they make, as the page is seen, and which letters are
theirs. Slow, so only for pages with a line that begins with such a letter.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import pypdfium2.raw as pdfium

from cchc_extract.model.place import Box
from cchc_extract.readers.page import Uprights, Word
from cchc_extract.readers.page_sideways import View, sideways
from cchc_extract.readers.pdfium_letters import Letter, letters, parting, pieces
from cchc_extract.readers.pdfium_rules import Frame

_LEAST = 3  # letters on their side


def sideways_words(
    text: Any, frame: Frame, rules: Sequence[Box], size: Callable[[int], float]
) -> tuple[list[Word], set[int]]:
    """The words, and the indexes of their letters."""
    turned: dict[int, list[int]] = {}
    for k in range(pdfium.FPDFText_CountChars(text)):
        if (quarters := _quarters(text, k, frame)) and pdfium.FPDFText_GetUnicode(text, k) > ord(" "):
            turned.setdefault(quarters, []).append(k)
    words: list[Word] = []
    for quarters, places in turned.items():
        if len(places) >= _LEAST:
            view = View(quarters, frame.width, frame.height)
            there = frame._replace(turned=(frame.turned - quarters) % 4)
            found = list[Letter]()
            for k in places:
                found += letters(text, chr(pdfium.FPDFText_GetUnicode(text, k)), k, there, size)
            words += sideways(pieces(found, parting(Uprights(map(view.of, rules)))), view, rules)
    return words, {k for places in turned.values() if len(places) >= _LEAST for k in places}


def is_sideways(text: Any, at: int, frame: Frame) -> bool:
    """Whether a letter does not stand upright."""
    return _quarters(text, at, frame) != 0


def _quarters(text: Any, at: int, frame: Frame) -> int:
    """By how many quarters clockwise a letter is turned on the page as it is seen."""
    angle: float = pdfium.FPDFText_GetCharAngle(text, at)
    return (round(angle / (math.pi / 2)) + frame.turned) % 4
