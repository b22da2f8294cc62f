"""The opening of a document: letterhead, number, place and date, type, title, legal basis, enacting lines.

In: the rows of a document. Out: what stands in each of them, with its place, and which lines are taken. It stops at
the first row that is none of these: headings, items and paragraphs of the body are left alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from cchc_extract.segment.basis import read_enacting
from cchc_extract.segment.found import Opening, Step
from cchc_extract.segment.letterhead import LETTERHEAD, letterhead_below
from cchc_extract.segment.rows import Row
from cchc_extract.segment.title import read_type

_STEPS: tuple[Step, ...] = (*LETTERHEAD, read_type, read_enacting)


def read_opening(rows: Sequence[Row]) -> Opening:
    """The opening of the document that begins with `rows[0]`."""
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
