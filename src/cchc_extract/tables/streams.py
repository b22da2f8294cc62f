"""Dialects `cell_lines` and `bars`: one cell a line, so that the rows must be found by counting.

Enters: lines. Leaves: grids. A table begins where cells in a row name columns; the stream of cells after them is cut
into rows by the cheapest reading: full rows, section rows of a label and a title, repeated headers.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from cchc_extract.model.grid import Grid, Row
from cchc_extract.model.source import Line
from cchc_extract.model.span import Span, Text, join, read_words
from cchc_extract.tables.columns import LONGEST_HEADER, role_of, wording
from cchc_extract.tables.evidence import reads
from cchc_extract.tables.header import is_number_row, names_columns
from cchc_extract.tables.labels import is_label

_index, _start = attrgetter("index"), attrgetter("start")
WIDEST = 24  # columns
SAMPLE = 10  # rows that tell how wide a table is
LONGEST_CELL = 120  # lines


class Cell(NamedTuple):
    """A cell of the stream, its lines, and whether a blank line stood before it."""

    words: Text
    first: int
    last: int
    gap: bool


def ends_table(text: str) -> bool:
    """Whether a line that follows a whole row cannot belong to it: an annex, a heading of a part, the recipients."""
    return reads("table.end", text)


# --- cells -------------------------------------------------------------------------------------------------------


def led_cells(source: str, lines: Sequence[Line]) -> Iterator[list[Cell]]:
    """Dialect `cell_lines`: a cell is a line led by a tab and the lines after it, up to the next such line."""
    run: list[Cell] = []
    parts: list[Line] = []
    blank = gap = False
    for line in lines:
        raw = source[line.start : line.end]
        led = raw.lstrip(" ").startswith("\t") and raw.count("\t") == 1
        if led or (parts and (("\t" in raw.strip()) or (blank and ends_table(line.text)) or len(parts) > LONGEST_CELL)):
            if parts:
                run.append(_cell(parts, gap))
            parts, gap = [], blank
            if not led:
                yield run
                run = []
        if led or (parts and line.text):
            parts.append(line)
        blank = not line.text and not led
    if parts:
        run.append(_cell(parts, gap))
    yield run


def barred_cells(source: str, lines: Sequence[Line]) -> Iterator[list[Cell]]:
    """Dialect `bars`: a cell is what stands before a bar, back to the bar before, on as many lines as it takes."""
    run: list[Cell] = []
    parts: list[Line] = []
    for line in lines:
        text = line.text
        if text.endswith("|") and (text == "|" or not text.startswith("|")):
            if len(parts) > LONGEST_CELL:
                yield run
                run, parts = [], []
            run += _barred(source, line, parts)
            parts = []
        elif "|" in text or ends_table(text):
            yield run
            run, parts = [], []
        elif text:
            parts.append(line)
    yield run


def _barred(source: str, line: Line, parts: Sequence[Line]) -> Iterator[Cell]:
    """The cells that a line ends or holds; the lines before it belong to its first. Where it holds several, a row may
    begin with it, as after a blank line."""
    at = line.start
    bars = [at + i for i, c in enumerate(source[line.start : line.end]) if c == "|"]
    for n, bar in enumerate(bars):
        words = read_words(source, at, bar)
        above = parts if n == 0 else ()
        first = above[0].index if above else line.index
        yield Cell(join([*(p.words for p in above), words]), first, line.index, len(bars) > 1 and n == 0)
        at = bar + 1


def bare_cells(source: str, lines: Sequence[Line]) -> Iterator[list[Cell]]:
    """Dialect `plain_cells`: one cell a line, or a paragraph where blank lines part them, with nothing to mark it."""
    for apart in (True, False):
        run: list[Cell] = []
        parts: list[Line] = []
        for line in lines:
            marked = "\t" in source[line.start : line.end] or "|" in line.text
            if parts and (not line.text or marked or not apart):
                run.append(_cell(parts, False))
                parts = []
            if marked or ends_table(line.text):
                yield run
                run = []
            elif line.text:
                parts.append(line)
        yield [*run, _cell(parts, False)] if parts else run


def _cell(parts: Sequence[Line], gap: bool) -> Cell:
    return Cell(join(p.words for p in parts), parts[0].index, parts[-1].index, gap)


# --- tables in a stream ------------------------------------------------------------------------------------------


def find_led_grids(source: str, lines: Sequence[Line]) -> list[Grid]:
    """The tables of dialect `cell_lines`."""
    return _find("cell_lines", led_cells, source, lines)


def find_barred_grids(source: str, lines: Sequence[Line]) -> list[Grid]:
    """The tables of dialect `bars`."""
    return _find("bars", barred_cells, source, lines)


def find_bare_grids(source: str, lines: Sequence[Line]) -> list[Grid]:
    """The tables of dialect `plain_cells`: since nothing marks them, only those whose header is beyond doubt, and of
    them the rows that are whole; what follows the last whole row is prose."""
    found: list[Grid] = []
    for grid in _find("plain_cells", bare_cells, source, lines):
        header = grid.rows[0].cells
        rows = [Row(r.cells[: len(header)], r.line, r.gap) for r in grid.rows]
        whole = [i for i, row in enumerate(rows) if len(row.cells) == len(header)]
        sure = len(header) > 2 and all(role_of(c.plain) for c in header) and len(whole) > 1
        if sure and all(is_label(rows[i].cells[0].plain) for i in whole[1:]):
            rows = rows[: whole[-1] + 1]
            last = lines[bisect_right(lines, _last_place(rows[-1]), key=_start) - 1].index
            if not any(g.first < last + 1 and grid.first < g.last for g in found):
                found.append(Grid(grid.dialect, grid.first, last + 1, tuple(rows)))
    return found


def _last_place(row: Row) -> int:
    return max(place for cell in row.cells for _, place in cell.spans())


def _find(
    dialect: str,
    cells: Callable[[str, Sequence[Line]], Iterator[list[Cell]]],
    source: str,
    lines: Sequence[Line],
) -> list[Grid]:
    grids = []
    for run in cells(source, lines):
        at = 0
        while (start := _next_header(run, at)) is not None:
            width = _header_width(run, start)
            stop = _table_end(run, start, width)
            rows = cut_rows(_own_line(run[start]), run[start + 1 : stop], width)
            last = run[stop - 1].last + 1
            marks = _bars(source, lines, rows[0].line, last) if dialect == "bars" else ()
            grids.append(Grid(dialect, rows[0].line, last, tuple(rows), marks))
            at = stop
    return grids


def _bars(source: str, lines: Sequence[Line], first: int, last: int) -> tuple[Span, ...]:
    inside = (
        x for x in lines[bisect_left(lines, first, key=_index) : bisect_left(lines, last, key=_index)] if "|" in x.text
    )
    bars = (x.start + i for x in inside for i, c in enumerate(source[x.start : x.end]) if c == "|")
    return tuple((bar, bar + 1) for bar in bars)


def _own_line(cell: Cell) -> Cell:
    """A header's first cell without the lines of prose that stand before it."""
    cut = cell.words.text.rfind("\n") + 1
    return Cell(cell.words.slice(cut, len(cell.words.text)), cell.last, cell.last, cell.gap)


def _names_column(cell: Cell) -> str | None:
    return role_of(cell.words.plain) if cell.words else None


def _next_header(run: Sequence[Cell], at: int) -> int | None:
    """Where the next table begins: three cells in a row that name columns, an ordinal first or all different."""
    for i in range(at, len(run) - 2):
        first = _names_column(_own_line(run[i]))
        if first is None:
            continue
        named = [first, *map(_names_column, run[i + 1 : i + 4])]
        known = [r for r in named if r]
        if named[1] and len(set(known)) >= 2 and names_columns(known) and (first == "ordinal" or all(named)):
            return i
    return None


def _header_width(run: Sequence[Cell], start: int) -> int:
    """How many cells the header has. Where cells that name no column stand before the first label, the rows below tell
    whether they are columns too (`Cấp trình`) or already head rows (`CẢI CÁCH THỂ CHẾ`)."""
    most = _widest_header(run, start)
    names = [i for i in range(most) if _names_column(_own_line(run[start + i]))]
    if _names_column(_own_line(run[start])) != "ordinal":  # no labels: up to where the names end
        return next((i for i in names if not {i + 1, i + 2} & set(names)), most - 1) + 1
    sample = run[start : start + WIDEST * SAMPLE]
    first = _own_line(sample[0])
    return min(range(names[-1] + 1, most + 1), key=lambda width: (_cut(first, sample[1:], width)[0], -width))


def _widest_header(run: Sequence[Cell], start: int) -> int:
    """How many cells stand before a blank line or the first label of a row."""
    width, known = 1, 1
    for cell in run[start + 1 : start + WIDEST]:
        named = _names_column(cell) is not None
        if is_label(cell.words.plain) or (cell.gap and known >= 3) or len(cell.words.text) > LONGEST_HEADER:
            break
        if known >= 3 and not named and len(cell.words.text.split()) > 12:
            break
        width, known = width + 1, known + named
    return width


def _table_end(run: Sequence[Cell], start: int, width: int) -> int:
    """The stream goes on to its end, or to another header of other width or wording."""
    header = [wording(c.words.plain) for c in run[start + 1 : start + width]]
    at = start + width
    while (found := _next_header(run, at)) is not None:
        if [wording(c.words.plain) for c in run[found + 1 : found + width]] != header or "\n" in run[found].words.text:
            return found
        at = found + width
    return len(run)


# --- rows --------------------------------------------------------------------------------------------------------


def cut_rows(first: Cell, cells: Sequence[Cell], width: int) -> list[Row]:
    """The stream cut into rows, the header first."""
    return _cut(first, cells, width)[1]


def _cut(first: Cell, cells: Sequence[Cell], width: int) -> tuple[float, list[Row]]:
    """The reading with the least cost, in one pass: its cost and its rows."""
    stream = [first, *cells]
    roles = [_names_column(c) or "other" for c in stream[:width]]
    header = [wording(c.words.plain) for c in stream[:width]]
    gaps = any(c.gap for c in stream[width:])
    best: list[float] = [0.0] * (len(stream) + 1)
    step = [width] * (len(stream) + 1)
    for i in range(len(stream) - 1, -1, -1):
        options = [
            (_row_cost(stream, i, n, roles, header, gaps) + best[i + n], n)
            for n in range(1, min(width + 1, len(stream) - i) + 1)
        ]
        best[i], step[i] = min(options)
    rows, i = [], 0
    while i < len(stream):
        part = stream[i : i + step[i]]
        rows.append(Row(tuple(c.words for c in part), part[0].first, part[0].gap))
        i += step[i]
    return best[0], rows


def _row_cost(stream: Sequence[Cell], i: int, n: int, roles: Sequence[str], header: Sequence[str], gaps: bool) -> float:
    width, first = len(roles), stream[i].words
    if i == 0:
        return 0.0 if n == width else 100.0
    cost = 0.0 if n == width else _odd_width_cost(stream, i, n, width)
    if gaps and not stream[i].gap:
        cost += 2.0
    if n == width and is_number_row([c.words for c in stream[i : i + n]]):
        return cost
    if roles[0] == "ordinal":
        cost += 0.0 if is_label(first.plain) else 0.4 if not first else 3.0
        if n == width and wording(first.plain) == header[0]:
            same = all(wording(stream[i + k].words.plain) == header[k] for k in range(n))
            cost -= 6.0 if same else 0.0
    if n != width:
        return cost
    strays = sum(1 for k in range(1, width) if roles[k] in _WORDED and is_label(stream[i + k].words.text))
    return cost + 0.8 * strays


_WORDED = frozenset({"task", "objective", "activity", "lead", "coordinating", "implementing", "deliverable"})


def _odd_width_cost(stream: Sequence[Cell], i: int, n: int, width: int) -> float:
    first = stream[i].words
    if n == 2 and is_label(first.plain) and stream[i + 1].words:
        return 0.3
    if n == 1 and len(first.text) > 3 and not is_label(first.plain):
        return 2.0
    return 3.0 + 0.5 * abs(width - n)
