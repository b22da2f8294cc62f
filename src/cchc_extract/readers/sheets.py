"""The rows of a sheet as a reader sees them, and which of them are tables.

Enters: a sheet's cells, merged ranges, hidden rows and columns. Leaves: blocks of rows: a table, or the text above,
between and below tables. Knows no task: a table is told by how many cells stand in a row and by the labels before them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

Place = tuple[int, int]  # row, column
Range = tuple[Place, Place]  # first and last, both in it
_LABEL = re.compile(r"(?:\d{1,3}(?:\.\d{1,3}){0,4}|[IVXL]{1,6}|[A-Za-zĐđ]|[-–+*•])[.)]?")
_NUMBER = re.compile(r"[\d.,]*\d[\d.,]*%?")
_LEAST_COLUMNS = 3  # of a table: what, who or when, and a number or a remark
_MOST_MERGED = 1 << 22  # rows of all merged cells; more is a file made to take forever
_LOOK_AHEAD = 12  # rows that tell how wide a table is


@dataclass(frozen=True)
class Sheet:
    """A sheet. `cells` are those that show something; of one that is not `shown` nothing need be known."""

    name: str
    cells: Mapping[Place, str]
    merged: Sequence[Range] = ()
    hidden_rows: Collection[int] = field(default=frozenset())
    hidden_columns: Collection[int] = field(default=frozenset())
    shown: bool = True

    @property
    def hides(self) -> bool:
        """Whether something in it is not to be seen."""
        if not self.hidden_rows and not self.hidden_columns:
            return not self.shown
        return any(row in self.hidden_rows or column in self.hidden_columns for row, column in self.cells)


class SheetRow(NamedTuple):
    """A row that shows something: its number from 0, its cells by column, the columns merged from above, whether an
    empty row is above."""

    number: int
    cells: dict[int, str]
    covered: tuple[int, ...]
    gap: bool

    @property
    def weight(self) -> int:
        """How many cells it has, merged ones too."""
        return len(self.cells) + len(self.covered)

    @property
    def labelled(self) -> bool:
        """Whether its first cell numbers it."""
        return bool(self.cells) and bool(_LABEL.fullmatch(self.cells[min(self.cells)].strip()))


class Block(NamedTuple):
    """Rows that are a table, or none."""

    is_table: bool
    rows: list[SheetRow]


def blocks(rows: Sequence[SheetRow]) -> list[Block]:
    """The tables of a sheet and the text around them, in order."""
    found, i = list[Block](), 0
    while i < len(rows):
        end = _table_end(rows, i) if _begins_table(rows, i) else i + 1
        is_table = end > i + 1
        if is_table or not found or found[-1].is_table:
            found.append(Block(is_table, []))
        found[-1].rows.extend(rows[i:end])
        i = end
    return found


def tables_beside(rows: Sequence[SheetRow]) -> list[list[SheetRow]]:
    """The tables that stand beside each other in the rows of one: its header begins again (`STT | … | STT | …`)."""
    head, opening = rows[0].cells, _first(rows[0])
    begins = [c for c in sorted(head) if head[c].strip().casefold() == opening]
    ends = [*begins[1:], max(c for row in rows for c in (*row.cells, *row.covered)) + 1]
    parts = [range(begin, end) for begin, end in zip(begins, ends, strict=True)]
    if any(sum(c in part for c in head) < _LEAST_COLUMNS for part in parts):
        return [list(rows)]
    parts[0] = range(parts[0].stop)
    return [[cut for row in rows if (cut := _within(row, part)).weight] for part in parts]


def _within(row: SheetRow, part: range) -> SheetRow:
    cells = {c: words for c, words in row.cells.items() if c in part}
    return row._replace(cells=cells, covered=tuple(c for c in row.covered if c in part))


# --- rows ------------------------------------------------------------------------------------------------------------


def shown_rows(sheet: Sheet) -> list[SheetRow]:
    """The rows with their merged cells where they are seen first, without what is hidden."""
    if not sheet.cells:
        return []
    by_row: dict[int, dict[int, str]] = {}
    for (row, column), words in sheet.cells.items():
        by_row.setdefault(row, {})[column] = words
    covered, spanned = _merge(sheet, by_row)
    rows: list[SheetRow] = []
    previous = None
    for number in sorted(by_row):
        cells = {c: w for c, w in sorted(by_row[number].items()) if c not in sheet.hidden_columns}
        if number in sheet.hidden_rows or not cells:
            continue
        between = range(number if previous is None else previous + 1, number)
        gap = any(k not in sheet.hidden_rows and k not in spanned for k in between)
        rows.append(SheetRow(number, cells, tuple(sorted(covered.get(number, ()))), gap))
        previous = number
    return rows


def _merge(sheet: Sheet, by_row: dict[int, dict[int, str]]) -> tuple[dict[int, set[int]], set[int]]:
    """Each merged cell's words to the first row and column of it that are shown. Leaves the columns that each row has
    from above, and the rows that merged cells go through."""
    last = max(by_row)
    covered: dict[int, set[int]] = {}
    spanned: set[int] = set()
    rows = 0
    for (top, left), (bottom, right) in sheet.merged:
        rows += max(min(bottom, last) - top, 0)
        if rows > _MOST_MERGED:
            break
        words = by_row.get(top, {}).get(left)
        shown = [r for r in range(top, min(bottom, last) + 1) if r not in sheet.hidden_rows]
        column = next((c for c in range(left, min(right, left + (1 << 14)) + 1) if c not in sheet.hidden_columns), None)
        for row in shown if bottom > top else ():
            spanned.add(row)
        for row in range(top, min(bottom, last) + 1):
            if row in by_row:
                for inside in [c for c in by_row[row] if left <= c <= right]:
                    del by_row[row][inside]  # what a merged range covers is not shown
        if not words or not shown or column is None:
            continue
        by_row.setdefault(shown[0], {})[column] = words
        for row in shown[1:]:
            covered.setdefault(row, set()).add(column)
    return covered, spanned


# --- tables ----------------------------------------------------------------------------------------------------------


def _begins_table(rows: Sequence[SheetRow], i: int) -> bool:
    """A row as wide as those below it, the next right below or numbered; not the letterhead over a header."""
    row, below = rows[i], rows[i + 1 : i + 1 + _LOOK_AHEAD]
    if len(row.cells) < _LEAST_COLUMNS or not below or (below[0].gap and not below[0].labelled):
        return False
    if 2 * len(row.cells) < max(r.weight for r in below):
        return False
    narrow = False
    for other in below:
        narrow = narrow or other.gap or other.weight < _LEAST_COLUMNS
        if narrow and not other.labelled and len(other.cells) > len(row.cells) and not row.labelled:
            return any(r.labelled for r in below[: below.index(other)])
    return True


def _table_end(rows: Sequence[SheetRow], first: int) -> int:
    """The row behind the last one of the table that begins at `first`: titles of another table, remarks, signatures
    and what stands below an empty row are none of its rows, unless its numbering goes on there."""
    head = rows[first]
    end = first + 1
    numbered = any(r.labelled and r.weight >= _LEAST_COLUMNS for r in rows[first : first + _LOOK_AHEAD])
    for j in range(first + 1, len(rows)):
        row = rows[j]
        if row.gap and not _goes_on(rows, j, head):
            break
        if j > end and _same_beginning(row, head):  # its titles stand between
            break
        if _is_row(row, head, numbered):
            end = j + 1
    return end


def _goes_on(rows: Sequence[SheetRow], i: int, head: SheetRow) -> bool:
    """Whether the next full row behind an empty one numbers itself, or stands beside a merged cell."""
    row = next((r for r in rows[i : i + _LOOK_AHEAD] if r.weight >= _LEAST_COLUMNS), None)
    if row is None:
        return _is_row(rows[i], head, True)
    return row.labelled or bool(row.covered)


def _same_beginning(row: SheetRow, head: SheetRow) -> bool:
    return len(row.cells) >= _LEAST_COLUMNS and not row.labelled and _first(row) == _first(head)


def _first(row: SheetRow) -> str:
    return row.cells[min(row.cells)].strip().casefold()


def _is_row(row: SheetRow, head: SheetRow, numbered: bool) -> bool:
    """Whether a row is the table's, though nothing should follow: a merged cell covers it, most of its cells are filled
    (two, where rows are not numbered), a number stands before them, or it is a sum."""
    if row.covered or 2 * row.weight > len(head.cells):
        return row.weight > 1
    if row.labelled or any(_NUMBER.fullmatch(c.strip()) for c in row.cells.values()):
        return row.weight > 1
    return not numbered and row.weight > 1
