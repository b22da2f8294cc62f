"""Rows of a layout table whose labels stand in the middle of their rows, as word processors set merged or tall cells.

Enters: the lines of one page's table, each a list of cells. Leaves: for every row the lines from its first to its last.
The cheapest cut is taken: each label near the middle of its row, no cell cut in the middle of a sentence. Never joins
cells.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from cchc_extract.model.span import EMPTY, Text
from cchc_extract.tables.evidence import left_open, reads, wants_number
from cchc_extract.tables.labels import is_label

Cells = Sequence[Text]
EMPTY_LINE: Cells = ()
TALLEST = 60  # lines between two labels; beyond it the label is taken for the row's first line
_OFF_CENTRE, _FRAGMENT, _LOST, _AFTER_BLANK, _ONE_TITLE = 1.0, 1.0, 3.0, 2.0, 5.0


def is_anchor(lines: Sequence[Cells], at: int) -> bool:
    """Whether a line shows a row: it holds a label, or begins a title in capitals that stands alone."""
    cells = lines[at]
    if not cells:
        return False
    if (cells[0] and is_label(cells[0].plain)) or is_sum(cells):
        return True
    return _capitals_alone(cells) and not (at and _capitals_alone(lines[at - 1][1:]))


def is_sum(cells: Cells) -> bool:
    """Whether a line sums up the rows above it (`Tổng cộng`, a figure beside it)."""
    filled = [c.plain for c in cells if c]
    return len(filled) > 1 and filled[-1][0].isdigit() and filled[0][0].isupper() and reads("row.total", filled[0])


def _capitals_alone(cells: Cells) -> bool:
    filled = [c.plain for c in cells if c]
    return len(filled) == 1 and len(filled[0]) > 8 and filled[0].isupper()


def _capitals_go_on(before: Cells, cells: Cells) -> bool:
    """Whether a line of capitals alone goes on with the one above it: a section's title takes several lines."""
    filled = [c.plain for c in cells if c]
    return len(filled) == 1 and not cells[0] and filled[0].isupper() and _capitals_alone(before[1:])


def is_centred(pages: Sequence[Sequence[Cells]]) -> bool:
    """Whether labels stand in the middle of rows: rows that begin above their labels cut fewer sentences in two than
    rows that begin with them."""
    above = [EMPTY_LINE, *map(last_line, pages)]
    on_top = (_cost_on_top(p, a, not i) for i, (p, a) in enumerate(zip(pages, above, strict=False)))
    return sum(on_top) > sum(_cheapest(p, a)[0] for p, a in zip(pages, above, strict=False))


def last_line(lines: Sequence[Cells]) -> Cells:
    """The last words of a page, with which the next one may go on."""
    return next((cells for cells in reversed(lines) if cells), EMPTY_LINE)


def _cost_on_top(lines: Sequence[Cells], above: Cells, first: bool) -> float:
    """What it costs to begin each row with its label: on a table's first page nothing stands above the first."""
    anchors = _anchors(lines)
    if not anchors:
        return 0.0
    cuts = _cuts(lines, anchors, above)
    lost = _LOST if first and any(lines[: anchors[0]]) else 0.0
    return lost + sum(cuts[at] for at in anchors)


def _anchors(lines: Sequence[Cells]) -> list[int]:
    return [i for i in range(len(lines)) if is_anchor(lines, i)]


def find_bands(lines: Sequence[Cells], above: Cells = EMPTY_LINE) -> list[tuple[int, int]]:
    """The rows as half-open ranges of lines. Lines before the first are the rest of a row that a page has cut."""
    starts = _cheapest(lines, above)[1]
    if not starts:
        return [(0, len(lines))] if any(lines) else []
    head = [(0, starts[0])] if any(lines[: starts[0]]) else []
    return [*head, *zip(starts, [*starts[1:], len(lines)], strict=True)]


def _cheapest(lines: Sequence[Cells], above: Cells) -> tuple[float, list[int]]:
    """The cheapest reading with one row for each label: its cost, and the lines at which its rows begin."""
    anchors = _anchors(lines)
    if not anchors:
        return 0.0, []
    cuts = _cuts(lines, anchors, above)
    # costs[t]: the cheapest reading in which an anchor's row begins at line t; back[k][t]: where the row before begins
    costs = {t: cuts[t] + _FRAGMENT * (t > 0) for t in _starts(lines, -1, anchors[0])}
    back: list[dict[int, int]] = []
    for before, anchor in itertools.pairwise(anchors):
        ways = {
            t: min((cost + _off_centre(lines, s, t, before), s) for s, cost in costs.items())
            for t in _starts(lines, before, anchor)
        }
        costs = {t: cost + cuts[t] for t, (cost, _) in ways.items()}
        back.append({t: s for t, (_, s) in ways.items()})
    end = len(lines)
    start = min(costs, key=lambda t: costs[t] + _off_centre(lines, t, end, anchors[-1]))
    starts = [start]
    for ways_back in reversed(back):
        starts.append(ways_back[starts[-1]])
    starts.reverse()
    return costs[start] + _off_centre(lines, start, end, anchors[-1]), starts


def _starts(lines: Sequence[Cells], before: int, anchor: int) -> list[int]:
    """The lines at which the row of an anchor may begin: any with words after the anchor before. Above the label of a
    title in capitals nothing but that title stands, above a sum nothing."""
    first = before + 1 if anchor - before <= TALLEST else anchor
    if _capitals_alone(lines[anchor][1:]) or is_sum(lines[anchor]):
        above = itertools.takewhile(lambda t: lines[t] and _capitals_alone(lines[t]), range(anchor - 1, before, -1))
        first = anchor - sum(1 for _ in above)
    return [t for t in range(first, anchor + 1) if lines[t]]


def _off_centre(lines: Sequence[Cells], start: int, end: int, anchor: int) -> float:
    while end > start + 1 and not lines[end - 1]:
        end -= 1
    return _OFF_CENTRE * max(0.0, abs(anchor - (start + end - 1) / 2) - 0.5)


def _cuts(lines: Sequence[Cells], anchors: Sequence[int], above: Cells) -> list[float]:
    """What it costs to begin a row at each line. Blank lines part rows where most rows have one; a single one is a
    page's end."""
    main = max(range(1, len(lines[anchors[0]])), key=lambda i: sum(bool(c and c[i]) for c in lines), default=0)
    gaps = sum(bool(cells) and not before for before, cells in itertools.pairwise(lines))
    usual = 2 * gaps >= len(anchors)
    costs, before = [], above
    for at, cells in enumerate(lines):
        gap = at > 0 and not lines[at - 1]
        costs.append(_cut(EMPTY_LINE if gap and usual else before, cells, main) if cells else 0.0)
        costs[-1] -= _AFTER_BLANK if cells and gap and usual else 0.0
        before = cells or before
    return costs


def _cut(before: Cells, cells: Cells, main: int) -> float:
    """What it costs to begin a row below a line: sentences cut in two, no beginning in the column filled most."""
    before = before or [EMPTY] * len(cells)
    cost = 0.0 if cells[main] else 1.0
    cost += _ONE_TITLE if _capitals_go_on(before, cells) else 0.0
    for i in range(1, len(cells)):
        if cells[i]:
            begins = not cells[i].text[0].islower() and cells[i].text[0] not in ",.;:)"
            cost += (0.3 if begins else 3.0) if before[i] else (-0.1 if begins else 2.0)
            cost += 1.5 if before[i] and _wants_more(before[i].plain, cells[i].text[0]) else 0.0
    return cost


def _wants_more(above: str, first: str) -> bool:
    return left_open(above) or (first.isdigit() and wants_number(above))
