"""Tables with lines only between their rows: the columns are told by what the words of most rows leave white.

Enters: the rules of a page outside its tables, and its words. Leaves: `Ruled` tables. A table is three lines or more
of one width below each other; between two of them is a band. A gutter that words of one band cross parts no cells
there: a section's title, a header over two columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cchc_extract.model.place import Box
from cchc_extract.readers.page import Word, is_thin
from cchc_extract.readers.page_lines import printed_lines
from cchc_extract.readers.page_tables import NEAR, Ruled, Stroke, levels, strokes, table_of

_FEWEST = 3  # lines of a table, runs of words in a row, columns
_LEAST = 2  # lines of one that goes on from the page before
_WHITE = 0.6  # of the letters' size: a blank between words is narrower
_LEAVES = 2  # rows that show the columns
_MOST = 2_000  # lines of a page: a drawing beyond that is no table

Lines = Callable[[Box], list[Word]]
Span = tuple[float, float]


class _Band(NamedTuple):
    """What stands between two lines: their places, and the words' runs on all lines of it and on each."""

    top: float
    bottom: float
    runs: tuple[Span, ...]
    lines: tuple[tuple[Span, ...], ...]


def find_banded(rules: Iterable[Box], tables: Sequence[Ruled], words: Lines, before: Sequence[float]) -> list[Ruled]:
    """The tables of a page that have lines between rows and none between columns. `before`: the columns of such a table
    at the end of the page before."""
    lines = [box for box in rules if is_thin(box)]
    if sum(b[2] - b[0] > b[3] - b[1] and not any(_inside(b, table.box) for table in tables) for b in lines) < _LEAST:
        return []
    across, upright = strokes(lines)
    free = [stroke for stroke in across if not any(_within(stroke, table) for table in tables)]
    if not _LEAST <= len(free) <= _MOST:
        return []
    found = (_table(part, upright, words, before) for group in _groups(free) for part in _parts(group, words))
    return [table for table in found if table]


def _inside(box: Box, table: Box) -> bool:
    return table[1] - NEAR < box[1] < table[3] + NEAR and box[2] > table[0] and box[0] < table[2]


def _within(stroke: Stroke, table: Ruled) -> bool:
    x0, top, x1, bottom = table.box
    return top - NEAR < stroke.at < bottom + NEAR and stroke.last > x0 and stroke.first < x1


def _groups(across: Sequence[Stroke]) -> Iterator[list[Stroke]]:
    """Lines below each other between the same two edges; those inside a table may be shorter: merged cells."""
    held: list[Stroke] = []
    edges = (0.0, 0.0)
    for level in levels(sorted(across)):
        first, last = min(line.first for line in level), max(line.last for line in level)
        if held and edges[0] - NEAR <= first and last <= edges[1] + NEAR:
            held += level
            continue
        yield held
        held, edges = list(level), (first, last)
    yield held


def _parts(group: Sequence[Stroke], words: Lines) -> Iterator[list[Stroke]]:
    """A group where it is one table: lines of text between two tables part them."""
    held: list[Stroke] = []
    for level in levels(group):
        if held:
            band = _band(held[-1].at, level[0].at, group, words)
            if len(band.lines) > 1 and all(len(runs) == 1 for runs in band.lines):
                yield held
                held = []
        held += level
    yield held


def _table(lines: list[Stroke], upright: Sequence[Stroke], words: Lines, before: Sequence[float]) -> Ruled | None:
    if len(lines) < _LEAST:
        return None
    first, last = min(line.first for line in lines), max(line.last for line in lines)
    places = [level[0].at for level in levels(lines)]
    bands = [_band(a, b, lines, words) for a, b in pairwise(places)]
    gutters = _gutters(bands, last)
    if before and abs(before[0] - first) < NEAR and abs(before[-1] - last) < NEAR and len(gutters) < len(before) - 2:
        crossing = (x0 < x < x1 for band in bands if len(band.runs) > 1 for x0, x1 in band.runs for x in before[1:-1])
        gutters = gutters if any(crossing) else [(x, x) for x in before[1:-1]]
    if len(gutters) < _FEWEST - 1:
        return None
    inner = [line for line in upright if first < line.at < last and places[0] - NEAR < line.first < places[-1]]
    sides = [Stroke(x, places[0], places[-1]) for x in (first, last)]
    walls = [
        Stroke((a + b) / 2, band.top, band.bottom)
        for a, b in gutters
        for band in bands
        if not any(x0 < (a + b) / 2 < x1 for runs in band.lines for x0, x1 in runs)
    ]
    table = table_of(lines, [*sides, *inner, *walls])
    return table and table._replace(guessed=True)


def _gutters(bands: Sequence[_Band], last: float) -> list[Span]:
    rows = [band for band in bands if len(band.runs) >= _FEWEST]
    if len(bands) < _FEWEST - 1 or len(rows) < _LEAVES:
        return []
    gutters = max(_white(rows), _white(rows[1:]), key=len)  # a header may stand over two columns
    while (alone := _needless(gutters, rows, last)) is not None:
        gutters.pop(alone)
    return gutters


def _needless(gutters: Sequence[Span], rows: Sequence[_Band], last: float) -> int | None:
    """The first gutter that parts a header's word from the words of its own column: no row has words on both sides, and
    one side has words in the header alone."""
    edges = [0.0, *((a + b) / 2 for a, b in gutters), last]
    filled = [[any(a < (x0 + x1) / 2 < b for x0, x1 in row.runs) for a, b in pairwise(edges)] for row in rows]
    for k in range(len(gutters)):
        sides = [(row[k], row[k + 1]) for row in filled]
        if (True, True) not in sides and any(not any(row[side] for row in sides[1:]) for side in (0, 1)):
            return k
    return None


def _band(top: float, bottom: float, lines: Sequence[Stroke], words: Lines) -> _Band:
    box = (min(line.first for line in lines), top, max(line.last for line in lines), bottom)
    printed = printed_lines(words(box))
    gap = _WHITE * min((line.size for line in printed), default=0.0)
    runs = tuple(_runs(((w.box[0], w.box[2]) for w in line.words), gap) for line in printed)
    return _Band(top, bottom, _runs((run for each in runs for run in each), gap), runs)


def _runs(spans: Iterable[Span], gap: float) -> tuple[Span, ...]:
    """Stretches as one where less than a gap is between them."""
    out: list[Span] = []
    for x0, x1 in sorted(spans):
        if out and x0 - out[-1][1] < gap:
            out[-1] = (out[-1][0], max(out[-1][1], x1))
        else:
            out.append((x0, x1))
    return tuple(out)


def _white(bands: Sequence[_Band]) -> list[Span]:
    """The gutters that the words of all bands leave white."""
    return [(a, b) for (_, a), (b, _) in pairwise(_runs((run for band in bands for run in band.runs), 1.0))]
