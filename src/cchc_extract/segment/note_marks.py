"""Raised figures that call a footnote from inside words: where they stand, and the words without them.

In: words with their places. Out: the figures in them; the same words without those that call a note, since a tracking
sheet holds `Sở Nội vụ` and no `Sở Nội vụ¹`. A figure that no note has stays: `500 m²`, `10³`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cchc_extract.model.span import Span, Text, join

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN = str.maketrans(_RAISED, "0123456789")
# a raised figure, as Unicode, Markdown (`[^1]`) or TeX (`$^{1}$`) writes it
_RAISED_MARK = re.compile(rf"([{_RAISED}]{{1,3}})|\[\^(\d{{1,3}})\]|\$?\^\{{?(\d{{1,3}})\}}?\$?")
_UNIT = re.compile(r"(?:^|[\s\d/])(?:[kcdm]?m|ha)\Z")  # `500 m²`
_POWER = re.compile(r"(?<![\w/.,-])10\Z")  # `10³`
_SIGN = re.compile(f"[{_RAISED}^]")


class Figure(NamedTuple):
    """A raised figure and its place in the words."""

    number: int
    start: int
    end: int


def raised_figures(words: Text, place: Span | None = None) -> Iterator[Figure]:
    """The raised figures in words. `place`: where the words stand with the markup around them, if that is known."""
    text = words.text
    if not text:
        return
    if not text.isascii() or "^" in text:
        for match in _RAISED_MARK.finditer(text):
            figure = next(group for group in match.groups() if group)
            yield Figure(int(figure.translate(_PLAIN)), match.start(), match.end())
    runs = words.runs
    begins, ends = place or (runs[0][1], runs[-1][1] + runs[-1][2] + 1)
    if len(runs) > 1 or runs[0][1] > begins:  # `<sup>1</sup>`: a run of its own, no space before it
        before = (0, begins, 0)
        for run, following in pairwise([*runs, (len(text), ends, 0)]):
            figure = text[run[0] : run[0] + run[2]]
            glued = before[0] + before[2] == run[0] and run[1] - before[1] - before[2] > 4
            if len(figure) <= 3 and figure.isdecimal() and glued and following[1] > run[1] + run[2]:
                yield Figure(int(figure), run[0], run[0] + run[2])
            before = run


def is_unit(text: str, start: int) -> bool:
    """Whether what stands before a raised figure is a unit that it squares."""
    return _UNIT.search(text[max(start - 4, 0) : start]) is not None


def marks_in_cells(cells: Iterable[Text]) -> dict[int, Span]:
    """Where each number is first called from a cell."""
    found: dict[int, Span] = {}
    for cell in cells:
        for mark in _calling(cell):
            spans = cell.spans(mark.start, mark.end)
            found.setdefault(mark.number, (spans[0][0], spans[-1][1]))
    return found


def calls(words: Text, numbers: Container[int]) -> list[Figure]:
    """The raised figures in the words that call a note of these numbers."""
    return [mark for mark in _calling(words) if mark.number in numbers]


def without(words: Text, marks: Sequence[Figure]) -> Text:
    """The words without these figures, and without the blank before each."""
    return _without(words, [(mark.start, mark.end) for mark in marks])


def without_places(words: Text, places: Iterable[Span]) -> Text:
    """The same for figures that stand at these places of the source, in their order."""
    cuts = (
        (at + start - source, at + end - source)
        for start, end in places
        for at, source, length in words.runs
        if source <= start and end <= source + length
    )
    return _without(words, list(cuts))


def _without(words: Text, cuts: Sequence[Span]) -> Text:
    if not cuts:
        return words
    starts = [0, *(end for _, end in cuts)]
    ends = [*(len(words.text[:start].rstrip()) for start, _ in cuts), len(words.text)]
    return join((words.slice(a, b) for a, b in zip(starts, ends, strict=True)), "")


def _calling(words: Text) -> Iterator[Figure]:
    """The figures behind a word, by which it may call a note."""
    if not words or (len(words.runs) < 2 and not _SIGN.search(words.text)):  # as nearly all
        return
    for mark in raised_figures(words):
        if mark.start and not is_unit(words.text, mark.start) and not _POWER.search(words.text[: mark.start]):
            yield mark
