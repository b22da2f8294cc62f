"""Stamps of digital signatures: fields in small letters, set over a page's text wherever there was room.

Enters: the words of a page. Leaves: each stamp as passages, a field each, and which words are theirs. A stamp is a
block of letters smaller than the page's own in which two lines or more name its fields (`grammars/document.toml`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from statistics import median_low
from typing import NamedTuple

from cchc_extract.grammar.load import Rule, grammar
from cchc_extract.readers.page import Word
from cchc_extract.readers.page_lines import Passage, Printed, hull, passage, printed_lines

_SMALL = 0.85  # of the usual size of a page's letters
_STEP = 1.2  # of the letters' size: the space between two lines of a stamp
_FIELDS = 2


class Stamp(NamedTuple):
    """A stamp: where its words begin from the top, and its fields."""

    top: float
    fields: tuple[Passage, ...]


@lru_cache(maxsize=1)
def _rule() -> Rule:
    return next(rule for rule in grammar("document").rules if rule.id == "document.stamp")


def part_stamps(words: Sequence[Word]) -> tuple[list[Stamp], set[int]]:
    """The stamps among words, and the identities of their words."""
    usual = median_low([_size(word) for word in words]) if words else 0.0
    small = [word for word in words if _size(word) < _SMALL * usual]
    stamps: list[Stamp] = []
    taken: set[int] = set()
    for block in _blocks(small) if any(map(_is_field, small)) else ():
        if sum(map(_is_field, block)) >= _FIELDS:
            stamps.append(Stamp(block[0].box[1], tuple(_fields(block))))
            taken |= set(map(id, block))
    return stamps, taken


def _blocks(words: Iterable[Word]) -> list[list[Word]]:
    """Words of one size that stand below or beside each other."""
    blocks: list[list[Word]] = []
    for word in words:
        x0, top, x1, _ = word.box
        for block in blocks:
            left, _, right, foot = hull([each.box for each in block])
            if (
                x0 < right
                and x1 > left
                and top - foot < _STEP * _size(word)
                and abs(_size(word) - _size(block[-1])) < 1
            ):
                block.append(word)
                break
        else:
            blocks.append([word])
    return blocks


def _fields(block: Sequence[Word]) -> Iterable[Passage]:
    """The lines of a stamp; one that begins no field goes on with the one above."""
    held: list[list[Printed]] = []
    for line in printed_lines(block):
        if held and not _is_field(line.words[0]):
            held[-1].append(line)
        else:
            held.append([line])
    return map(passage, held)


def _is_field(word: Word) -> bool:
    low = word.text.lower()
    return any(each in low for each in _rule().keywords) and _rule().regex.fullmatch(word.text) is not None


def _size(word: Word) -> float:
    return word.box[3] - word.box[1]
