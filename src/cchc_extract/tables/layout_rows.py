"""Rows of layout tables: which lines are one row, which words of a line belong to a cell that began above.

Enters: the lines of one page's table, each a list of cells. Leaves: the rows that a page holds, still as cut by it.
Labels stand on the first lines of their rows (`grown`) or in the middle of them (`banded`, see `bands`).
"""

from __future__ import annotations

from collections.abc import Sequence

from cchc_extract.model.grid import Row
from cchc_extract.model.span import EMPTY, Text, join
from cchc_extract.tables.bands import Cells, find_bands, is_sum
from cchc_extract.tables.evidence import left_open
from cchc_extract.tables.indicators import breaks_down
from cchc_extract.tables.labels import is_label

Placed = tuple[int, list[Text]]  # a line's index and its cells; none on a blank line
Roles = Sequence[str]
_FIGURE = "0123456789-–"


class _Rows:
    """The rows as they grow, line by line. A cell goes on while its column has words on every line, so that a
    merged cell flows down beside the rows that begin next to it."""

    def __init__(self, roles: Roles) -> None:
        self.width = len(roles)
        self.numbered = roles[0] == "ordinal"
        self.name, self.figure = _figures(roles)
        self.parts: list[tuple[int, list[list[Text]]]] = []
        self.owner = [0] * self.width
        self.before: list[Text] = [EMPTY] * self.width
        self.open = False

    def blank(self) -> None:
        """A blank line ends every cell."""
        self.before = [EMPTY] * self.width

    def add(self, line: int, cells: list[Text], begins: bool, labelled: bool) -> None:
        """The words of a line, by column."""
        if begins or not self.open:
            self.parts.append((line, [[] for _ in cells]))
            self.open = True
        now = len(self.parts) - 1
        for i, cell in enumerate(cells):
            flows = bool(self.before[i]) and not (begins and (labelled or self._fresh(cell, self.before[i])))
            self.owner[i] = self.owner[i] if flows else now
            if cell:
                self.parts[self.owner[i]][1][i].append(cell)
        self.before = cells

    def _fresh(self, cell: Text, above: Text) -> bool:
        """In a table without labels a sentence that begins where a row does is the row's."""
        return not self.numbered and bool(cell) and not cell.text[0].islower() and not left_open(above.plain)

    def begins_again(self, cells: list[Text]) -> bool:
        """Whether a cell of the open row that had ended begins again, and another with it."""
        if not self.open:
            return True
        row = self.parts[-1][1]
        fresh = [i for i, c in enumerate(cells) if c and not self.before[i]]
        return len(fresh) >= 2 and any(row[i] for i in fresh)

    def counts_more(self, cells: list[Text]) -> bool:
        """Whether a line of a table of figures is a row without a code: another figure, or `Trong đó:` alone. A figure
        is never wrapped."""
        if self.figure is None or not self.open:
            return False
        row, name = self.parts[-1][1], cells[self.name]
        if cells[self.figure]:
            opened = row[self.name] and row[self.name][-1].plain.endswith(":")
            return cells[self.figure].text[0] in _FIGURE and bool(row[self.figure] or opened)
        return breaks_down("", name.plain) and sum(map(bool, cells)) == 1

    def rows(self) -> list[Row]:
        """The rows that hold words."""
        return [Row(tuple(join(c) for c in columns), line) for line, columns in self.parts if any(columns)]


def _figures(roles: Roles) -> tuple[int, int | None]:
    """The columns of names and of figures; no column of figures in a table of tasks."""
    return (roles.index("name"), roles.index("value")) if {"name", "value"} <= set(roles) else (0, None)


def grown(page: Sequence[Placed], _above: Cells, roles: Roles) -> list[Row]:
    """The rows of a page whose labels stand on the first lines of their rows."""
    growing = _Rows(roles)
    blank = False
    for line, cells in page:
        if not cells:
            growing.blank()
            blank = True
            continue
        labelled = (bool(cells[0]) and is_label(cells[0].plain)) or is_sum(cells)
        more = growing.counts_more(cells)
        growing.add(line, cells, labelled or blank or more or growing.begins_again(cells), labelled or more)
        blank = False
    return growing.rows()


def banded(page: Sequence[Placed], above: Cells, roles: Roles) -> list[Row]:
    """The rows of a page whose labels stand in the middle of their rows. `above`: the last line of the page before."""
    finest = _finest(roles)
    rows = []
    for start, end in find_bands([cells for _, cells in page], above):
        blocks = _blocks(page[start:end], finest)
        for k, block in enumerate(blocks):
            columns = []
            for i in range(len(roles)):
                group = i < finest  # a merged cell belongs to the first of the leaves beside it
                held = page[start:end] if group and k == 0 else [] if group else block
                columns.append(join(cells[i] for _, cells in held if cells))
            rows.append(Row(tuple(columns), block[0][0]))
    return [r for r in rows if any(r.cells)]


def _finest(roles: Roles) -> int:
    """The column of the finest texts: what stands before it may be merged over several leaves."""
    return next((roles.index(r) for r in ("activity", "task") if r in roles), 1)


def _blocks(band: Sequence[Placed], finest: int) -> list[Sequence[Placed]]:
    """The leaves of a band: parts that white space divides, each with a text of its own and other cells beside it."""
    blocks: list[Sequence[Placed]] = []
    start = 0
    for i in range(1, len(band)):
        above, cells = band[i - 1][1], band[i][1]
        if not any(above[finest:]) and cells and cells[finest] and not cells[finest].text[0].islower():
            before, after = _filled(band[start:i], finest), _filled(band[i:], finest)
            if finest in before and len(before & after) > 1:
                blocks.append(band[start:i])
                start = i
    return [*blocks, band[start:]]


def _filled(band: Sequence[Placed], first: int) -> set[int]:
    return {i for _, cells in band for i, c in enumerate(cells) if c and i >= first}
