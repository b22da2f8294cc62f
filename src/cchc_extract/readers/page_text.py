"""The printed lines between the tables of a page, as passages: paragraphs, and sides that stand beside each other.

Enters: words, and where the page's text begins and ends across. Leaves: passages in reading order; an empty one where
the page leaves a line white; a tab between two sides (a letterhead, a signature). A paragraph ends where a line does
not reach the margin, and where space, an indent, another size of letters or a label says so. Of words it
knows only the names of a document's parts (`grammars/structure.toml`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, zip_longest
from typing import NamedTuple

from cchc_extract.grammar.load import Rule, grammar
from cchc_extract.readers.page import Word
from cchc_extract.readers.page_lines import LABEL, STOPS, Passage, Printed, has_room, passage
from cchc_extract.readers.page_sides import find_sides

_WHITE = 1.75  # of the usual distance of lines: a line is left white
_APART = 1.22  # of it: a paragraph's own space
_INDENT = 0.7  # of the letters' size
_OTHER_SIZE = 1.12
_HANGING = 4.0  # of the letters' size: the widest label
_LEAST, _MOST = 0.95, 3.0  # of the letters' size: from one line to the next
_USUAL = 1.5  # where a page has too few lines to tell
_FEW = 7  # steps: of so many one at least is inside a paragraph
_FULL = 3  # blanks in a line that may reach both edges
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_NAME = 12  # characters of such a name
_PARTS = {"label.part", "label.chapter", "label.subdivision", "label.division", "label.article"}
_CAPITALS = 3  # words
_YEAR = 4  # figures


class Edges(NamedTuple):
    """Where a page's text begins and ends across, and the distance of the lines of a paragraph, in sizes of their
    letters."""

    left: float
    right: float
    leading: float


def measure(lines: Sequence[Printed], before: Edges | None = None) -> Edges:
    """The edges that a page's lines of some words reach, or those of pages before: one page may hold few full lines."""
    full = [x for x in lines if x.text.count(" ") >= _FULL] or lines
    left, right = min(x.x0 for x in full), max(x.x1 for x in full)
    steps = sorted((b.bottom - a.bottom) / b.size for a, b in pairwise(lines))
    steps = [step for step in steps if _LEAST < step < _MOST]
    leading = steps[len(steps) // _FEW] if steps else _USUAL  # most steps of a page may be those between paragraphs
    if before is None:
        return Edges(left, right, leading)
    near = before.leading if len(steps) < _FEW else leading
    return Edges(min(left, before.left), max(right, before.right), near)


def read_text(lines: Sequence[Printed], edges: Edges) -> Iterator[Passage]:
    """The passages of lines that follow each other."""
    sides = find_sides(lines)
    at = 0
    group: list[Printed] = []
    while at < len(lines):
        end = sides.get(at)
        if group and (end or _begins(group, lines[at], edges)):
            yield passage(group)
            group = []
        if at and lines[at].bottom - lines[at - 1].bottom > _WHITE * edges.leading * lines[at].size:
            yield Passage("", ())
        if end:
            yield from _beside(*_halves(lines[at : end.last], end.gutter))
            at = end.last
        else:
            group.append(lines[at])
            at += 1
    if group:
        yield passage(group)


def _begins(group: Sequence[Printed], line: Printed, edges: Edges) -> bool:
    """Whether a line begins a paragraph of its own, below the lines of another."""
    last, opened = group[-1], group[0]
    if line.bottom - last.bottom > _APART * edges.leading * line.size:
        return True
    if max(line.size, last.size) > _OTHER_SIZE * min(line.size, last.size):
        return True
    if has_room(last, line, edges.left, edges.right):
        return True
    words, stopped = line.words[0].text, last.words[-1].text[-1] in STOPS
    if words[0] in _RAISED or last.text.endswith("./."):  # a note at the page's foot; the end of a document
        return True
    if stopped and ((last.text[-1] in ";:" and words[0].isupper()) or _names_part(words)):
        return True
    if LABEL.match(words + " ") and (stopped or LABEL.match(opened.words[0].text + " ")):
        return True
    if _is_capital(last.text) and not _is_capital(line.text):
        return True
    if line.x0 < max(last.x0, edges.left) + _INDENT * line.size:
        return False
    hangs = LABEL.match(opened.words[0].text + " ") and line.x0 - opened.x0 < _HANGING * line.size
    return stopped or not (hangs or words[0].islower())


def _names_part(words: str) -> bool:
    """Whether a line opens with the name of a part of a document and its number (`Điều 3.`)."""
    low = words[:_NAME].lower()
    return any(rule.regex.match(words) for rule in _parts() if any(each in low for each in rule.keywords))


@lru_cache(maxsize=1)
def _parts() -> tuple[Rule, ...]:
    return tuple(rule for rule in grammar("structure").rules if rule.id in _PARTS)


def _is_capital(text: str) -> bool:
    return text.isupper() and text.count(" ") >= _CAPITALS - 1


# --- two sides --------------------------------------------------------------------------------------------------------


def _halves(lines: Sequence[Printed], gutter: float) -> tuple[list[list[Word]], list[list[Word]]]:
    """The lines left of a gutter and those right of it; a line goes on with the one above it in small letters, or
    with a year that ends a date."""
    halves: tuple[list[list[Word]], list[list[Word]]] = ([], [])
    for line in lines:
        for half, words in zip(
            halves,
            ([w for w in line.words if w.box[0] < gutter], [w for w in line.words if w.box[0] >= gutter]),
            strict=True,
        ):
            if words and half and (words[0].text[0].islower() or _is_year(words[0].text, half[-1][-1].text)):
                half[-1] += words
            elif words:
                half.append(words)
    return halves


def _is_year(words: str, before: str) -> bool:
    return len(words) == _YEAR and words.isdecimal() and before[-1].isalpha()


def _beside(left: Sequence[list[Word]], right: Sequence[list[Word]]) -> Iterator[Passage]:
    """Two sides line by line, a tab between."""
    none: list[Word] = []
    for pair in zip_longest(left, right, fillvalue=none):
        parts = [passage([Printed((w,), *w.box) for w in each]) for each in pair if each]
        if len(parts) == 1:
            yield parts[0]
        else:
            shift = len(parts[0].text) + 1
            moved = ((start + shift, end + shift, box, sure) for start, end, box, sure in parts[1].places)
            yield Passage(f"{parts[0].text}\t{parts[1].text}", (*parts[0].places, *moved))
