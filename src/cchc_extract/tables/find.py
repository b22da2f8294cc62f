"""The tables of a text, whatever their dialects: an explicit list, each recognised by its own evidence.

Enters: the source and its lines. Leaves: tables, and doubts: lines that two dialects claim at once, headers without
rows that can be read, rows that do not count out. Two dialects that claim the same lines are reported, never settled in
silence: the one that begins first keeps them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cchc_extract.model.grid import Grid, Row
from cchc_extract.model.source import Line
from cchc_extract.model.span import Text
from cchc_extract.tables.assemble import Table, assemble
from cchc_extract.tables.evidence import reads
from cchc_extract.tables.header import is_header_row
from cchc_extract.tables.labels import is_label
from cchc_extract.tables.layout import find_layout_grids
from cchc_extract.tables.markdown import find_markdown_grids
from cchc_extract.tables.stream_tables import find_bare_grids, find_barred_grids, find_led_grids
from cchc_extract.tables.streams import ends_table
from cchc_extract.tables.tabs import find_tab_grids

Doubt = tuple[str, Text, str]  # a diagnostic's code, its place, what stands there
DIALECTS = (find_tab_grids, find_led_grids, find_markdown_grids, find_barred_grids, find_layout_grids, find_bare_grids)
_MOST_ABOVE = 40  # rows: a letterhead, the basis of a decision and an annex's heading


def find_tables(
    source: str, lines: Sequence[Line], stated: Sequence[Grid] = ()
) -> tuple[list[Table], list[Grid], list[Doubt]]:
    """The tables in the order of the text, all grids they are made of, and what could not be read, or in two ways.

    `stated` are the grids of a format that says what is a cell; no dialect is sought on their lines.
    """
    taken = {i for g in stated for i in range(g.first, g.last)}
    free = [x for x in lines if x.index not in taken] if taken else lines
    found = [*stated, *(g for find in DIALECTS for g in find(source, free))]
    found.sort(key=lambda g: (g.first, -g.last))
    kept: list[Grid] = []
    doubts: list[Doubt] = []
    for grid in (g for g in found if not g.unread):
        if kept and grid.first < kept[-1].last:
            doubts.append(("table.dialect-conflict", grid.rows[0].cells[0], grid.dialect))
        else:
            kept.append(grid)
    kept = [_without_titles(grid) for grid in kept]
    kept = [cut for grid in kept if (cut := _without_closing(grid)).rows and not _is_letterhead(grid)]
    doubts += [("row.cells-uncounted", g.doubt, g.doubt.plain) for g in kept if g.doubt]
    unread = (g for g in found if g.unread and not any(k.first < g.last and g.first < k.last for k in kept))
    doubts += [("table.unread", g.rows[0].cells[0], " | ".join(c.plain for c in g.rows[0].cells)) for g in unread]
    return assemble(kept, lines, ends_table), kept, doubts


def _without_titles(grid: Grid) -> Grid:
    """A stated grid from its header on: the letterhead and the annex's heading in rows above it are lines of text.
    Offices put them into the table to keep them together, and a saved sheet has nothing but rows."""
    if not grid.stated or not grid.rows or is_header_row(grid.rows[0].cells):
        return grid
    at = next((i for i, row in enumerate(grid.rows[:_MOST_ABOVE]) if is_header_row(row.cells)), 0)
    if not at or any(row.cells and is_label(row.cells[0].plain) for row in grid.rows[:at]):
        return grid
    return replace(grid, first=grid.rows[at].line, rows=grid.rows[at:])


def _without_closing(grid: Grid) -> Grid:
    """The grid without the signature set in columns below its rows, and all that follows it."""
    end = next((i for i, row in enumerate(grid.rows) if _closes(row) and _unlabelled(grid.rows[i:])), None)
    if end is None:
        return grid
    doubt = None if any(grid.doubt in row.cells for row in grid.rows[end:]) else grid.doubt
    return replace(grid, last=grid.rows[end].line, rows=grid.rows[:end], doubt=doubt)


def _closes(row: Row) -> bool:
    """Whether a row begins the closing of a document: the recipients, or nothing but titles of who signs."""
    filled = [c.plain for c in row.cells if c]
    return bool(filled) and (reads("table.end.closing", filled[0]) or all(reads("row.signature", c) for c in filled))


def _is_letterhead(grid: Grid) -> bool:
    """Whether a grid sets the head of a document in columns: the Republic's name stands in its first rows."""
    return any(reads("row.republic", c.plain) for row in grid.rows[:2] for c in row.cells)


def _unlabelled(rows: Sequence[Row]) -> bool:
    return not any(is_label(row.cells[0].plain) for row in rows)
