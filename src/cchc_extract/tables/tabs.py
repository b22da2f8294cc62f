"""Dialect `tabs`: one row a line, cells parted by tabs.

Enters: lines. Leaves: grids. A line is a row when a tab parts words on it, or when it holds two tabs; blank lines
between rows are kept as gaps. A line led by one tab alone is a row only among such rows. A row whose cells hold line
breaks goes on over the next lines until it has as many cells as the rows before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cchc_extract.model.grid import Grid, Row
from cchc_extract.model.source import Line
from cchc_extract.model.span import Text, join, read_words
from cchc_extract.tables.columns import role_of
from cchc_extract.tables.header import is_header_row, is_number_row
from cchc_extract.tables.labels import is_capital_title, is_label
from cchc_extract.tables.spans import unfold
from cchc_extract.tables.streams import ends_table

MOST_GAP = 3  # blank lines that a table may hold without ending
LONGEST_ROW = 40  # lines that a row with line breaks in its cells may take
_SECTION = re.compile(r"((?:[IVXL]+|[A-HĐ])[.)])\s+(?=\S)")


def find_tab_grids(source: str, lines: Sequence[Line]) -> list[Grid]:
    """The runs of tab-parted rows among the lines."""
    if "\t" not in source:
        return []
    grids: list[Grid] = []
    rows: list[Row] = []
    last, words_between, i = -1, False, 0
    while i < len(lines):
        line = lines[i]
        whole = _is_row(source, line, rows, last)
        section = None if whole else _section_line(source, lines, i, rows)
        if not whole and section is None:
            words_between = words_between or bool(line.text)
            i += 1
            continue
        if rows and (line.index - last > MOST_GAP + 1 or words_between):
            grids += _grid(rows, last, grids)
            rows = []
        used, cells = (1, section) if section else _read_row(source, lines, i, rows)
        rows.append(Row(cells, line.index, gap=bool(rows) and line.index - last > 1))
        i += used
        last, words_between = lines[i - 1].index, False
    return grids + _grid(rows, last, grids)


def _width(rows: Sequence[Row]) -> int:
    """How many cells a row of the run must have: as many as its header; 0 without one."""
    return len(rows[0].cells) if rows and is_header_row(rows[0].cells) else 0


def _section_line(source: str, lines: Sequence[Line], at: int, rows: Sequence[Row]) -> tuple[Text, ...] | None:
    """A line like `II. CẢI CÁCH THỂ CHẾ` between two rows: a section row that was merged into one cell. Below rows that
    begin with no section it is a heading of the document; so is one in capitals without a label behind a blank line."""
    words = lines[at].words
    label = _SECTION.match(words.text)
    told = label or (is_capital_title(words.text) and lines[at - 1].text)
    if not told or not _width(rows) or _begins_with_tasks(rows) or not _row_below(source, lines, at, rows):
        return None
    if label and role_of(rows[0].cells[0].plain) == "ordinal":
        return words.slice(0, label.end(1)), words.slice(label.end(), len(words.text))
    return (words,)


def _row_below(source: str, lines: Sequence[Line], at: int, rows: Sequence[Row]) -> bool:
    """Whether the next line with words is a row, as wide as those above or labelled; section lines may come first."""
    widths = {len(r.cells) for r in rows if len(r.cells) > 2}
    for line in (x for x in lines[at + 1 : at + 1 + 2 * MOST_GAP] if x.text):
        cells = list(_cells(source, line))
        if len(cells) > 1 or not _SECTION.match(line.text):
            labelled = len(cells) > 2 and is_label(cells[0].plain)  # below a header whose spanning cell counts as one
            return (labelled or len(cells) in widths) and not is_header_row(cells)
    return False


def _begins_with_tasks(rows: Sequence[Row]) -> bool:
    firsts = (r.cells[0].plain for r in rows if not is_number_row(r.cells) and not is_header_row(r.cells))
    return next((text for text in firsts if is_label(text) or _SECTION.match(text) or is_capital_title(text)), "I")[
        0
    ].isdigit()


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
    width = _width(rows) if rows else _broken_header(source, lines, at, cells)
    used = 1
    if 1 < len(cells) < width:
        used, cells = _completed(source, lines, at, cells, width)
    more = _last_cell(source, lines, at + used - 1) if len(cells) == width else []
    return used + len(more), (*cells[:-1], join((cells[-1], *(x.words for x in more))))


def _broken_header(source: str, lines: Sequence[Line], at: int, cells: Sequence[Text]) -> int:
    """How wide a table is whose first line is a part of its header: as wide as its first row with a label. The second
    row of a header is no such part."""
    if not cells[0] or role_of(cells[0].plain) is None:
        return 0
    for line in lines[at + 1 : at + LONGEST_ROW]:
        below = list(_cells(source, line))
        if len(below) > 1 and is_label(below[0].plain):
            parts = list(_cells(source, lines[at + 1]))
            return 0 if unfold(cells, parts, len(below)) else len(below)
    return 0


def _completed(source: str, lines: Sequence[Line], at: int, cells: list[Text], width: int) -> tuple[int, list[Text]]:
    """A row with the lines that complete it; the one line alone if none do."""
    whole = list(cells)
    for used, line in enumerate(lines[at + 1 : at + LONGEST_ROW], start=2):
        more = list(_cells(source, line))
        if not any(more) or len(whole) + len(more) - 1 > width or (len(more) > 1 and is_label(more[0].plain)):
            break
        whole[-1:] = [join((whole[-1], more[0])), *more[1:]]
        if len(whole) == width:
            return used, whole
    return 1, cells


def _last_cell(source: str, lines: Sequence[Line], at: int) -> list[Line]:
    """The lines right below a whole row that go on with its last cell: up to the next row, or, below the last row, as
    long as each goes on with an item or a list."""
    found: list[Line] = []
    for line in lines[at + 1 : at + LONGEST_ROW]:
        adjacent = line.index == lines[at].index + len(found) + 1
        if (
            not adjacent
            or not line.text
            or ends_table(line.text)
            or _SECTION.match(line.text)
            or is_capital_title(line.text)
        ):
            break
        if "\t" in source[line.start : line.end]:
            return found
        found.append(line)
    before, kept = lines[at].words.text, list[Line]()
    for line in found:
        if not (before[-1] in ";,-" or line.text[0].islower()):
            break
        kept.append(line)
        before = line.text
    return kept


def _grid(rows: Sequence[Row], last: int, grids: Sequence[Grid]) -> list[Grid]:
    """Two columns with words are a table only under a header, one row only as the rest of the table before it; else a
    list with tabs behind its labels, a letterhead, a signature (several tabs may part its two sides)."""
    if not rows:
        return []
    rows = _without_indent(rows)
    headed = any(is_header_row(r.cells) for r in rows)
    width = max(len(r.cells) for r in rows)
    goes_on = bool(grids) and len(grids[-1].rows[0].cells) == width
    worded = max(sum(map(bool, r.cells)) for r in rows)
    if not headed and (width < 3 or ((len(rows) == 1 or worded < 3) and not goes_on)):
        return []
    return [Grid("tabs", rows[0].line, last + 1, tuple(rows))]


def _without_indent(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows without the tab that begins them all: an indented table."""
    led = any(is_header_row(r.cells[1:]) for r in rows) and not any(r.cells[0] for r in rows)
    return [Row(r.cells[1:], r.line, r.gap) for r in rows] if led else rows
