"""A page in reading order: its tables, and between them its printed lines.

Enters: a `Page`. Leaves: blocks from top to bottom, lines as passages and tables as rows of cells with their places
across, not yet columns: a table goes on over pages, and one page alone need not show all of its columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from cchc_extract.model.place import Box
from cchc_extract.readers.page import Page, Word
from cchc_extract.readers.page_bands import find_banded
from cchc_extract.readers.page_gutters import Columns, find_columns, rows_of
from cchc_extract.readers.page_lines import BARE_LABEL, Passage, Printed, cell_passages, printed_lines
from cchc_extract.readers.page_stamps import part_stamps
from cchc_extract.readers.page_tables import Ruled, find_ruled
from cchc_extract.readers.page_text import Edges, measure, read_text

_COUNTED = 3  # ordinals in one cell: of rows that no line parts
_LEADING = 1.45  # of the letters' size: from one line to the next, at most


class TableCell(NamedTuple):
    """A cell: where it begins and ends across, its paragraphs; `full`: its words reach its foot, so that they may go
    on behind a page's end; `spanning`: no line closes it there, so that it goes on."""

    x0: float
    x1: float
    text: tuple[Passage, ...]
    rows: int
    full: bool
    spanning: bool = False


class TableBlock(NamedTuple):
    """A table, or the part of one on a page: where its columns stand, its rows with the cells that begin in each."""

    xs: tuple[float, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    top: float
    bottom: float
    ruled: bool = True
    guessed: bool = False  # where its columns stand: words told it


class LinesBlock(NamedTuple):
    """Paragraphs; an empty passage is a wide gap between two of them."""

    passages: tuple[Passage, ...]


Block = TableBlock | LinesBlock


class Seen:
    """What the pages before have shown: the edges of their text, by their width, and the columns of the last page's
    last table that words have told."""

    def __init__(self) -> None:
        self.edges: dict[int, Edges] = {}
        self.columns: tuple[float, ...] = ()


def page_blocks(page: Page, seen: Seen) -> list[Block]:
    """The blocks of a page. What it shows is put to what is `seen`."""
    tables = find_ruled(page.rules)
    banded = find_banded(page.rules, tables, page.lines, seen.columns)
    seen.columns = banded[-1].xs if banded else ()
    if banded:
        tables = sorted([*tables, *banded], key=lambda t: (t.ys[0], t.xs[0]))
    strips = list(_strips(page, tables))
    stamps, stamped = part_stamps([word for strip in strips for word in strip])
    if stamped:
        strips = [[word for word in strip if id(word) not in stamped] for strip in strips]
    lines = printed_lines(word for strip in strips for word in strip)
    width = round(page.width)
    if lines:
        seen.edges[width] = measure(lines, seen.edges.get(width))
    edges = seen.edges.get(width)
    blocks: list[Block] = []
    for k, strip in enumerate(strips):
        if strip and edges:
            blocks += _between(printed_lines(strip), edges)
        if k < len(tables):
            blocks.append(_block(tables[k], page) if _has_rows(tables[k], page) else _upright(tables[k], page))
    for stamp in stamps:
        blocks.insert(0 if stamp.top < page.height / 2 else len(blocks), LinesBlock((*stamp.fields, Passage("", ()))))
    return blocks


def _strips(page: Page, tables: Sequence[Ruled]) -> Iterator[list[Word]]:
    """The words above each table, and those below the last; what stands beside a table comes after it."""
    top = 0.0
    beside: list[Word] = []
    for table in tables:
        x0, first, x1, last = table.box
        yield [*beside, *page.lines((0.0, top, page.width, first))]
        beside = [*page.lines((0.0, first, x0, last)), *page.lines((x1, first, page.width, last))]
        top = last
    yield [*beside, *page.lines((0.0, top, page.width, page.height))]


def _between(lines: Sequence[Printed], edges: Edges) -> Iterator[Block]:
    """The lines between two drawn tables: tables without lines, and text."""
    at = 0
    for table in find_columns(lines):
        if at < table.first:
            yield LinesBlock(tuple(read_text(lines[at : table.first], edges)))
        yield _unruled(table, lines)
        at = table.last
    if at < len(lines):
        yield LinesBlock(tuple(read_text(lines[at:], edges)))


def _upright(table: Ruled, page: Page) -> TableBlock:
    """A table whose lines part only its columns."""
    edges = tuple(pairwise(table.xs))
    lines = printed_lines(page.lines(table.box))
    return _unruled(Columns(0, len(lines), edges, tuple(rows_of(lines, edges))), lines)


def _unruled(table: Columns, lines: Sequence[Printed]) -> TableBlock:
    rows = []
    for row in table.rows:
        cells = zip(row, table.edges, strict=True)
        rows.append(
            tuple(TableCell(x0, x1, tuple(cell_passages(w, (x0, 0.0, x1, 0.0))), 1, False) for w, (x0, x1) in cells)
        )
    xs = (*(x0 for x0, _ in table.edges), table.edges[-1][1])
    return TableBlock(xs, tuple(rows), lines[table.first].top, lines[table.last - 1].bottom, ruled=False)


def _block(table: Ruled, page: Page) -> TableBlock:
    rows: list[list[TableCell]] = [[] for _ in table.ys[1:]]
    for cell in table.cells:
        words = page.lines(cell.box)
        full = bool(words) and _may_go_on(words, cell.box)
        spanning = cell.column in table.spanning and cell.row + cell.rows == len(table.ys) - 1
        text = tuple(cell_passages(words, cell.box))
        rows[cell.row].append(TableCell(cell.box[0], cell.box[2], text, cell.rows, full, spanning))
    return TableBlock(table.xs, tuple(map(tuple, rows)), table.ys[0], table.ys[-1], guessed=table.guessed)


def _may_go_on(words: Sequence[Word], box: Box) -> bool:
    """Whether no further line would fit below the words; where these do not begin at the top, nothing tells."""
    first, last = words[0].box, max(words, key=lambda word: word.box[3]).box
    size = last[3] - last[1]
    return last[3] + _LEADING * size > box[3] or first[1] - _LEADING * size > box[1]


def _has_rows(table: Ruled, page: Page) -> bool:
    """Whether lines part the rows of a table, too: in none of them does the first column count three or more."""
    for cell in table.cells:
        if cell.column == 0:
            words = [word.text for word in page.lines(cell.box)]
            if len(words) >= _COUNTED and all(map(BARE_LABEL.fullmatch, words)):
                return False
    return True
