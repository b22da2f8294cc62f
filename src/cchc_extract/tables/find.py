"""The tables of a text, whatever their dialects: an explicit list, each recognised by its own evidence.

Enters: the source and its lines. Leaves: tables, and the grids that two dialects claim at once. Two dialects that claim
the same lines are reported, never settled in silence: the one that begins first keeps them.
"""

from __future__ import annotations

from collections.abc import Sequence

from cchc_extract.model.grid import Grid
from cchc_extract.model.source import Line
from cchc_extract.tables.assemble import Table, assemble
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
    return assemble(kept, lines, ends_table), kept, conflicts
