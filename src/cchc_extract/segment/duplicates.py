"""Blocks that are printed twice.

In: the lines of a document. Out: which lines only repeat others. Law sites print the opening of a text twice, the
first time as an excerpt that breaks off. Only long runs of long lines count: table headers, ordinals and short common
lines repeat by nature and are never taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cchc_extract.model.source import Line
from cchc_extract.model.values import Note
from cchc_extract.segment.labels import read_label

_LONG = 40  # characters: a line that two places of a text do not have in common by chance
_LONG_LINES = 5  # different long lines in a row
_WORDS = 500  # characters in the run


class _Run(NamedTuple):
    """positions[first:first+size] are the same as positions[second:second+size], in lines with words."""

    first: int
    second: int
    size: int


def find_duplicates(lines: Sequence[Line]) -> dict[int, int]:
    """Line indexes of a block's worse printing, mapped to the lines they repeat.

    Of two printings that follow each other the first is dropped (it broke off and was begun anew), else the one
    after which the text does not go on; in doubt the second. Linear in the text.
    """
    worded = [line for line in lines if line.text]
    folded = [line.words.plain for line in worded]
    found: dict[int, int] = {}
    for run in _runs(folded):
        keep_second = run.first + run.size == run.second or (
            _goes_on(folded, run.second + run.size) and not _goes_on(folded, run.first + run.size)
        )
        for k in range(run.size):
            first, second = worded[run.first + k].index, worded[run.second + k].index
            dropped, kept = (first, second) if keep_second else (second, first)
            found.setdefault(dropped, kept)
    return {line: _last(found, kept) for line, kept in found.items()}


def _last(found: dict[int, int], kept: int) -> int:
    steps = 0
    while kept in found and steps < 8:
        kept, steps = found[kept], steps + 1
    return kept


def _runs(folded: Sequence[str]) -> list[_Run]:
    """Maximal runs of equal lines that are long enough; each position is compared with its latest likeness."""
    latest: dict[str, int] = {}
    out: list[_Run] = []
    start = offset = size = 0
    for at, text in enumerate([*folded, ""]):
        if size and at < len(folded) and folded[at - offset] == text:
            size += 1
        else:
            if size and (run := _widened(folded, start, offset, size)):
                out.append(run)
            size = 0
            if len(text) >= _LONG and text in latest:
                start, offset, size = at, at - latest[text], 1
        if len(text) >= _LONG:
            latest[text] = at
    return out


def _widened(folded: Sequence[str], start: int, offset: int, size: int) -> _Run | None:
    """The run with the short equal lines before it, if it is long enough to be no chance."""
    size = min(size, offset)  # a block that repeats again and again: the last printing stays
    end = start + size
    long_lines = {text for text in folded[start:end] if len(text) >= _LONG}
    if len(long_lines) < _LONG_LINES or sum(map(len, folded[start:end])) < _WORDS:
        return None
    while start - offset > 0 and end - start < offset and folded[start - 1] == folded[start - 1 - offset]:
        start -= 1
    return _Run(start - offset, start, end - start)


def _goes_on(folded: Sequence[str], after: int) -> bool:
    """Does the text go on after this printing: the end of a sentence before, a next label or small letters after?"""
    if after >= len(folded):
        return False
    label = read_label(folded[after])
    if label is None:
        return folded[after][0].islower()
    if label.style.startswith("bullet"):
        return True
    before = next((seen for text in reversed(folded[max(after - 40, 0) : after])
                   if (seen := read_label(text)) and seen.style == label.style), None)  # fmt: skip
    return before is not None and label.value == before.value + 1


def note_duplicates(lines: Sequence[Line], found: dict[int, int]) -> list[Note]:
    """A note for each block of lines that were found to repeat others; `at` is the block's place in the source."""
    notes: list[Note] = []
    block: list[Line] = []
    for line in [*lines, None]:
        if line is not None and (line.index in found or (block and not line.text)):
            block.append(line)
            continue
        block = [each for each in block if each.text]
        if block:
            kept = found[block[0].index]
            seen = f"{len(block)} lines, again from line {kept + 1}"
            notes.append(Note("outline.block-repeated", (block[0].start, block[-1].end), seen))
        block = []
    return notes
