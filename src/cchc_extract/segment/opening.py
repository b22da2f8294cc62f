"""The opening of a document: letterhead, number, place and date, type, title, legal basis, enacting lines.

In: the rows of a document. Out: what stands in each of them, with its place, and which lines are taken. It stops at
the first row that is none of these: headings, items and paragraphs of the body are left alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from cchc_extract.model.span import join
from cchc_extract.segment.basis import read_enacting
from cchc_extract.segment.found import Opening, Step
from cchc_extract.segment.letterhead import LETTERHEAD, letterhead_below
from cchc_extract.segment.marks import goes_on
from cchc_extract.segment.rows import Row
from cchc_extract.segment.title import read_type

_STEPS: tuple[Step, ...] = (*LETTERHEAD, read_type, read_enacting)


_LETTERHEAD = 12  # rows that a letterhead may have


def read_opening(rows: Sequence[Row]) -> Opening:
    """The opening of the document that begins with `rows[0]`."""
    rows = _whole_sides(rows)
    found, at = Opening(), 0
    while at < len(rows):
        late = found.titled or bool(found.basis or found.authority)
        if late and rows[at].after_gap:
            break
        count = next((n for step in _STEPS if (n := step(rows, at, found))), 0)
        if count:
            found.taken.update(row.index for row in rows[at : at + count])
        elif late or not letterhead_below(rows, at, found):
            break
        at += count or 1
    while at and rows[at - 1].index in found.taken and not rows[at - 1].columns:  # a bar may be a table's
        at -= 1
        found.taken.discard(rows[at].index)
    found.end = at
    return found


def _whole_sides(rows: Sequence[Row]) -> list[Row]:
    """The rows of a letterhead, a mark that its narrow right side has cut in two whole on both."""
    whole = list(rows)
    for at in range(min(len(whole) - 1, _LETTERHEAD)):
        left, below = whole[at].columns, whole[at + 1].columns
        if len(left) > 1 and below and not whole[at + 1].after_blank and goes_on(left[-1], below[-1]):
            mark = join([left[-1], below[-1]], " ")
            whole[at], whole[at + 1] = whole[at].of([*left[:-1], mark]), whole[at + 1].of([*below[:-1], mark])
    return whole
