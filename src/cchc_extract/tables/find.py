"""The tables of a text, whatever their dialects: an explicit list, each recognised by its own evidence.

Enters: the source and its lines. Leaves: tables, and the grids that two dialects claim at once. Two dialects that claim
the same lines are reported, never settled in silence: the one that begins first keeps them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cchc_extract.model.grid import Grid, Row
from cchc_extract.model.source import Line
from cchc_extract.tables.assemble import Table, assemble
from cchc_extract.tables.evidence import reads
from cchc_extract.tables.labels import is_label
from cchc_extract.tables.layout import find_layout_grids
from cchc_extract.tables.markdown import find_markdown_grids
from cchc_extract.tables.streams import ends_table, find_bare_grids, find_barred_grids, find_led_grids
from cchc_extract.tables.tabs import find_tab_grids

DIALECTS = (find_tab_grids, find_led_grids, find_markdown_grids, find_barred_grids, find_layout_grids, find_bare_grids)


def find_tables(source: str, lines: Sequence[Line]) -> tuple[list[Table], list[Grid], list[Grid]]:
    """The tables in the order of the text, all grids they are made of, and the grids that lost a conflict."""
    found = sorted((g for find in DIALECTS for g in find(source, lines)), key=lambda g: (g.first, -g.last))
    kept: list[Grid] = []
    conflicts: list[Grid] = []
    for grid in found:
        (conflicts if kept and grid.first < kept[-1].last else kept).append(grid)
    kept = [_without_closing(grid) for grid in kept]
    return assemble(kept, lines, ends_table), kept, conflicts


def _without_closing(grid: Grid) -> Grid:
    """The grid without the signature set in columns below its rows, and all that follows it."""
    end = next((i for i, row in enumerate(grid.rows) if i and _closes(row) and _unlabelled(grid.rows[i:])), None)
    return grid if end is None else replace(grid, last=grid.rows[end].line, rows=grid.rows[:end])


def _closes(row: Row) -> bool:
    """Whether a row begins the closing of a document: the recipients, or nothing but titles of who signs."""
    filled = [c.plain for c in row.cells if c]
    return bool(filled) and (reads("table.end.closing", filled[0]) or all(reads("row.signature", c) for c in filled))


def _unlabelled(rows: Sequence[Row]) -> bool:
    return not any(is_label(row.cells[0].plain) for row in rows)
