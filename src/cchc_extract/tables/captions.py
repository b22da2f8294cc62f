"""What a table is by the lines above it and by the times in it: a schedule and a list of things hold no tasks.

Enters: the source, a table's header and rows. Leaves: whether it names something else than tasks. Never reads a field.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from cchc_extract.model.source import Line, SourceDocument
from cchc_extract.tables.evidence import reads
from cchc_extract.tables.header import Header
from cchc_extract.tables.rows import JoinedRow

_CLOCK = re.compile(
    r"(?:từ |lúc )?(?:[01]?\d|2[0-4])\s?(?:(?:h|g|:|giờ)\s?[0-5]\d|[hg])(?!\w)", re.IGNORECASE
)  # `8h00 - 8h15`
_NEAR = 8  # lines above a table
_MOST = 3  # lines of a caption
SAMPLE = 24  # rows that tell what a column holds


def lines_above(document: SourceDocument, first: int) -> list[str]:
    """The caption of the table that begins at a line, the line right above it first: what stands in brackets is none
    of it, and only lines in capitals go on with one another."""
    lines = (x for x in reversed(document.lines[max(first - _NEAR, 0) : first]) if x.text and x.text[0] not in "([")
    texts = [x.text for x in takewhile(lambda x: not _is_cell(document, x), lines)][:_MOST]
    return texts[:1] if texts and not texts[0].isupper() else [*takewhile(str.isupper, texts)]


def _is_cell(document: SourceDocument, line: Line) -> bool:
    """Whether a line belongs to a table above."""
    raw = document.text[line.start : line.end]
    return "\t" in raw or "|" in raw or any(g.first <= line.index < g.last for g in document.grids)


def names_no_tasks(header: Header, rows: Sequence[JoinedRow], above: Sequence[str]) -> bool:
    """Whether a table with the columns of tasks is something else: a schedule by its caption or by the hours, halves
    of days or days of the week in it; a list of things or persons by its caption, where no time is set."""
    if any(reads("table.caption.schedule", text) for text in above):
        return True
    if "deadline" not in header.roles and any(reads("table.caption.things", text) for text in above):
        return True
    times = [i for i, c in enumerate(header.columns) if c.role in ("deadline", "other")]
    return any(_is_agenda([r.cells[i].plain for r in rows[:SAMPLE] if r.cells[i]], header.roles[i]) for i in times)


def _is_agenda(cells: Sequence[str], role: str) -> bool:
    """Whether most cells of a column set hours of a day, or days of a week, as those of a schedule do."""
    timed = sum(reads("cell.agenda", c) or bool(role == "deadline" and _CLOCK.match(c)) for c in cells)
    return 2 * timed > len(cells)
