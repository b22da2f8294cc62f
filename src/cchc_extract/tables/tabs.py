"""Dialect `tabs`: one row a line, cells parted by tabs.

Enters: lines. Leaves: grids. A line is a row when a tab parts words on it, or when it holds two tabs; blank lines
between rows are kept as gaps. A line led by one tab alone is a row only among such rows. A row whose cells hold line
breaks goes on over the next lines until it has as many cells as the rows before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cchc_extract.model.grid import Grid, Row
from cchc_extract.model.source import Line
from cchc_extract.model.span import Text, join, read_words
from cchc_extract.tables.header import is_header_row
from cchc_extract.tables.labels import is_label

MOST_GAP = 3  # blank lines that a table may hold without ending
LONGEST_ROW = 40  # lines that a row with line breaks in its cells may take


def find_tab_grids(source: str, lines: Sequence[Line]) -> list[Grid]:
    """The runs of tab-parted rows among the lines."""
    if "\t" not in source:
        return []
    grids: list[Grid] = []
    rows: list[Row] = []
    last, words_between, i = -1, False, 0
    while i < len(lines):
        line = lines[i]
        if not _is_row(source, line, rows, last):
            words_between = words_between or bool(line.text)
            i += 1
            continue
        if rows and (line.index - last > MOST_GAP + 1 or words_between):
            grids += _grid(rows, last, grids)
            rows = []
        used, cells = _read_row(source, lines, i, rows)
        rows.append(Row(cells, line.index, gap=bool(rows) and line.index - last > 1))
        i += used
        last, words_between = lines[i - 1].index, False
    return grids + _grid(rows, last, grids)


def _is_row(source: str, line: Line, rows: Sequence[Row], last: int) -> bool:
    raw = source[line.start : line.end].rstrip(" ")
    tabs = raw.count("\t")
    if tabs != 1 or not line.text:
        return tabs >= 2
    in_run = bool(rows) and line.index - last == 1 and len(rows[-1].cells) > 2
    return not raw.lstrip(" ").startswith("\t") or in_run


def _cells(source: str, line: Line) -> Iterator[Text]:
    at = line.start
    for part in source[line.start : line.end].split("\t"):
        yield read_words(source, at, at + len(part))
        at += len(part) + 1


def _read_row(source: str, lines: Sequence[Line], at: int, rows: Sequence[Row]) -> tuple[int, tuple[Text, ...]]:
    """How many lines a row takes, and its cells."""
    cells = list(_cells(source, lines[at]))
    width = len(rows[0].cells) if rows else 0
    if not 1 < len(cells) < width or not is_header_row(rows[0].cells):
        return 1, tuple(cells)
    whole = list(cells)
    for used, line in enumerate(lines[at + 1 : at + LONGEST_ROW], start=2):
        if not line.text and "\t" not in source[line.start : line.end]:
            break
        more = list(_cells(source, line))
        if len(whole) + len(more) - 1 > width or (len(more) > 1 and is_label(more[0].plain)):
            break
        whole[-1:] = [join((whole[-1], more[0])), *more[1:]]
        if len(whole) == width:
            return used, tuple(whole)
    return 1, tuple(cells)


def _grid(rows: Sequence[Row], last: int, grids: Sequence[Grid]) -> list[Grid]:
    """Two columns with words are a table only under a header, one row only as the rest of the table before it; else a
    list with tabs behind its labels, a letterhead, a signature (several tabs may part its two sides)."""
    if not rows:
        return []
    headed = any(is_header_row(r.cells) for r in rows)
    width = max(len(r.cells) for r in rows)
    goes_on = bool(grids) and len(grids[-1].rows[0].cells) == width
    worded = max(sum(map(bool, r.cells)) for r in rows)
    if not headed and (width < 3 or ((len(rows) == 1 or worded < 3) and not goes_on)):
        return []
    return [Grid("tabs", rows[0].line, last + 1, tuple(rows))]
