"""Rows of a layout table whose labels stand in the middle of their rows, as word processors set merged or tall cells.

Enters: the lines of one page's table, each a list of cells. Leaves: for every row the lines from its first to its last.
The cheapest cut is taken: each label near the middle of its row, no cell cut in the middle of a sentence. Never joins
cells.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from cchc_extract.model.span import Text
from cchc_extract.tables.evidence import left_open
from cchc_extract.tables.labels import is_label

Cells = Sequence[Text]
TALLEST = 60  # lines between two labels; beyond it the label is taken for the row's first line
_OFF_CENTRE, _FRAGMENT = 1.0, 1.0


def is_anchor(lines: Sequence[Cells], at: int) -> bool:
    """Whether a line shows a row: it holds a label, or begins a title in capitals that stands alone."""
    cells = lines[at]
    if not cells:
        return False
    if cells[0] and is_label(cells[0].plain):
        return True
    return _capitals_alone(cells) and not (at and _capitals_alone(lines[at - 1][1:]))


def _capitals_alone(cells: Cells) -> bool:
    filled = [c.plain for c in cells if c]
    return len(filled) == 1 and len(filled[0]) > 8 and filled[0].isupper()


def is_centred(lines: Sequence[Cells]) -> bool:
    """Whether labels stand in the middle of rows: beside them a sentence goes on, or stands above and below alone."""
    labels = [i for i, cells in enumerate(lines) if cells and cells[0] and is_label(cells[0].plain)]
    return 3 * sum(_inside(lines, i) for i in labels) > len(labels)


def _inside(lines: Sequence[Cells], at: int) -> bool:
    before, cells = (lines[at - 1] if at else ()), lines[at]
    after = lines[at + 1] if at + 1 < len(lines) else ()
    if any(a and b and b.text[0].islower() for a, b in zip(before[1:], cells[1:], strict=False)):
        return True
    around = zip(before[1:], cells[1:], after[1:], strict=False)
    return bool(before and not before[0]) and any(a and b and not c for a, c, b in around)


def find_bands(lines: Sequence[Cells]) -> list[tuple[int, int]]:
    """The rows as half-open ranges of lines. Lines before the first are the rest of a row that a page has cut."""
    anchors = [i for i in range(len(lines)) if is_anchor(lines, i)]
    if not anchors:
        return [(0, len(lines))] if any(lines) else []
    main = max(range(1, len(lines[anchors[0]])), key=lambda i: sum(bool(c and c[i]) for c in lines), default=0)
    cuts = [0.0, *(_cut(lines, b, main) for b in range(1, len(lines)))]
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
    head = [(0, starts[0])] if any(lines[: starts[0]]) else []
    return [*head, *zip(starts, [*starts[1:], end], strict=True)]


def _starts(lines: Sequence[Cells], before: int, anchor: int) -> list[int]:
    """The lines at which the row of an anchor may begin: any with words after the anchor before."""
    if anchor - before > TALLEST:
        return [anchor]
    return [t for t in range(before + 1, anchor + 1) if lines[t]]


def _off_centre(lines: Sequence[Cells], start: int, end: int, anchor: int) -> float:
    while end > start + 1 and not lines[end - 1]:
        end -= 1
    return _OFF_CENTRE * max(0.0, abs(anchor - (start + end - 1) / 2) - 0.5)


def _cut(lines: Sequence[Cells], at: int, main: int) -> float:
    """What it costs to begin a row at a line: sentences cut in two, no beginning in the column that is filled most."""
    before, cells = lines[at - 1], lines[at]
    if not cells or not before:
        return -1.5 if cells else 0.0
    cost = 0.0 if cells[main] else 1.0
    for i in range(1, len(cells)):
        if cells[i]:
            begins = not cells[i].text[0].islower() and cells[i].text[0] not in ",.;:)"
            cost += (0.3 if begins else 3.0) if before[i] else (0.0 if begins else 2.0)
            cost += 1.5 if before[i] and left_open(before[i].plain) else 0.0
    return cost
