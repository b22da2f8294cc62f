"""Dialect `layout`: columns kept apart by spaces, cells wrapped over lines, as `pdftotext -layout` writes them.

Enters: lines. Leaves: grids. A table begins at a block of lines whose chunks name columns; the gutters between columns
are where the lines below leave the page white. A row begins at a label, after a blank line, or where cells that had
ended begin again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cchc_extract.model.grid import Grid, Row
from cchc_extract.model.source import Line
from cchc_extract.model.span import EMPTY, Text, join, read_words
from cchc_extract.tables.bands import find_bands, is_centred
from cchc_extract.tables.columns import role_of
from cchc_extract.tables.evidence import left_open
from cchc_extract.tables.header import is_header_row
from cchc_extract.tables.labels import is_label
from cchc_extract.tables.streams import ends_table

_CHUNK = re.compile(r"\S+(?:[ ]\S+)*")
_Placed = tuple[int, list[Text]]  # a line's index and its cells; none on a blank line
TALLEST_HEADER = 7  # lines
MOST_BLANK = 8  # blank lines that a page break may leave inside a table


class Chunk(NamedTuple):
    """Words that one space parts, at columns `left` to `right` of their line."""

    left: int
    right: int
    line: Line

    @property
    def centre(self) -> float:
        """The middle of the chunk."""
        return (self.left + self.right) / 2


def _chunks(source: str, line: Line) -> list[Chunk]:
    raw = source[line.start : line.end].replace("\f", " ")
    if "\t" in raw or "|" in raw:
        return []
    return [Chunk(m.start(), m.end(), line) for m in _CHUNK.finditer(raw)]


def _words(source: str, chunk: Chunk) -> Text:
    return read_words(source, chunk.line.start + chunk.left, chunk.line.start + chunk.right)


def find_layout_grids(source: str, lines: Sequence[Line]) -> list[Grid]:
    """The tables among the lines."""
    grids: list[Grid] = []
    at = 0
    while at < len(lines):
        head = _header_at(source, lines, at)
        if head is None:
            at += 1
            continue
        grid = _read_table(source, lines, at, head)
        grids.append(grid)
        at = next((i for i in range(at, len(lines)) if lines[i].index >= grid.last), len(lines))
    return grids


# --- the header --------------------------------------------------------------------------------------------------


class _Head(NamedTuple):
    size: int  # lines
    columns: tuple[tuple[int, int], ...]
    cells: tuple[Text, ...]

    @property
    def centres(self) -> list[float]:
        return [(a + b) / 2 for a, b in self.columns]


def _header_at(source: str, lines: Sequence[Line], at: int) -> _Head | None:
    """The header block that begins at a line: the tallest one whose columns are named."""
    first = _chunks(source, lines[at])
    if len(first) < 2 and not (first and role_of(_words(source, first[0]).plain)):
        return None
    block: list[list[Chunk]] = []
    best = None
    for line in lines[at : at + TALLEST_HEADER]:
        chunks = _chunks(source, line)
        if not chunks or (block and (_is_labelled(source, chunks, block) or _begin_below(source, chunks, block))):
            break
        block.append(chunks)
        columns = _merge(c for row in block for c in row)
        cells = tuple(_column_text(source, block, a, b) for a, b in columns)
        if len(columns) >= 3 and is_header_row(cells):
            best = _Head(len(block), tuple(columns), cells)
    return best


def _is_labelled(source: str, chunks: Sequence[Chunk], block: Sequence[Sequence[Chunk]]) -> bool:
    return is_label(_words(source, chunks[0]).plain) and chunks[0].left <= block[0][0].right + 2


def _begin_below(source: str, chunks: Sequence[Chunk], block: Sequence[Sequence[Chunk]]) -> bool:
    """Whether a line has texts that begin in several columns which have words above: no rest of a header."""
    begin = [c for c in chunks if _words(source, c).text[:1].isupper()]
    columns = [
        (a, b) for a, b in _merge(c for row in block for c in row) if any(a < c.right and c.left < b for c in begin)
    ]
    return len(columns) > 1


def _merge(chunks: Iterator[Chunk] | Sequence[Chunk]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for left, right in sorted((c.left, c.right) for c in chunks):
        if merged and left < merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def _column_text(source: str, block: Sequence[Sequence[Chunk]], left: int, right: int) -> Text:
    return join(_words(source, c) for row in block for c in row if left <= c.left and c.right <= right)


# --- the body ----------------------------------------------------------------------------------------------------


class _Rows:
    """The rows as they grow, line by line. A cell goes on while its column has words on every line, so that a
    merged cell flows down beside the rows that begin next to it."""

    def __init__(self, width: int, numbered: bool) -> None:
        self.numbered = numbered
        self.parts: list[tuple[int, list[list[Text]]]] = []
        self.owner = [0] * width
        self.before: list[Text] = [EMPTY] * width
        self.width = width
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

    def rows(self) -> list[Row]:
        """The rows that hold words."""
        return [Row(tuple(join(c) for c in columns), line) for line, columns in self.parts if any(columns)]


def _read_table(source: str, lines: Sequence[Line], at: int, head: _Head) -> Grid:
    body = list(_body(source, lines, at + head.size, head))
    edges = _gutters(head, [chunks for _, chunks in body])
    rows = [Row(head.cells, lines[at].index)]
    pages: list[list[_Placed]] = [[]]
    heads: list[Row] = []
    skip = 0
    for i, (line, chunks) in enumerate(body):
        again = None if skip else _repeated(source, lines, at + head.size + i, chunks, head)
        if again:
            heads.append(Row(again.cells, line.index))
            pages.append([])
            skip = again.size
        if skip:
            skip -= 1
        else:
            pages[-1].append((line.index, _place(source, chunks, edges) if chunks else []))
    centred = is_centred([cells for page in pages for _, cells in page])
    for page, header in zip(pages, [*heads, None], strict=True):
        rows += _banded(page, head) if centred else _grown(page, head)
        rows += [header] if header else []
    last = max((line.index for line, chunks in body if chunks), default=lines[at + head.size - 1].index)
    return Grid("layout", lines[at].index, last + 1, tuple(rows))


def _grown(page: Sequence[_Placed], head: _Head) -> list[Row]:
    """The rows of a page whose labels stand on the first lines of their rows."""
    growing = _Rows(len(head.cells), role_of(head.cells[0].plain) == "ordinal")
    blank = False
    for line, cells in page:
        if not cells:
            growing.blank()
            blank = True
            continue
        labelled = bool(cells[0]) and is_label(cells[0].plain)
        growing.add(line, cells, labelled or blank or growing.begins_again(cells), labelled)
        blank = False
    return growing.rows()


def _banded(page: Sequence[_Placed], head: _Head) -> list[Row]:
    """The rows of a page whose labels stand in the middle of their rows."""
    finest = _finest(head)
    rows = []
    for start, end in find_bands([cells for _, cells in page]):
        blocks = _blocks(page[start:end], finest)
        for k, block in enumerate(blocks):
            columns = []
            for i in range(len(head.cells)):
                group = i < finest  # a merged cell belongs to the first of the leaves beside it
                held = page[start:end] if group and k == 0 else [] if group else block
                columns.append(join(cells[i] for _, cells in held if cells))
            rows.append(Row(tuple(columns), block[0][0]))
    return [r for r in rows if any(r.cells)]


def _finest(head: _Head) -> int:
    """The column of the finest texts: what stands before it may be merged over several leaves."""
    roles = [role_of(c.plain) for c in head.cells]
    return next((roles.index(r) for r in ("activity", "task") if r in roles), 1)


def _blocks(band: Sequence[_Placed], finest: int) -> list[Sequence[_Placed]]:
    """The leaves of a band: parts that white space divides, each with a text of its own and other cells beside it."""
    blocks: list[Sequence[_Placed]] = []
    start = 0
    for i in range(1, len(band)):
        above, cells = band[i - 1][1], band[i][1]
        if not any(above[finest:]) and cells and cells[finest] and not cells[finest].text[0].islower():
            before, after = _filled(band[start:i], finest), _filled(band[i:], finest)
            if finest in before and len(before & after) > 1:
                blocks.append(band[start:i])
                start = i
    return [*blocks, band[start:]]


def _filled(band: Sequence[_Placed], first: int) -> set[int]:
    return {i for _, cells in band for i, c in enumerate(cells) if c and i >= first}


def _body(source: str, lines: Sequence[Line], at: int, head: _Head) -> Iterator[tuple[Line, list[Chunk]]]:
    """The lines under the header, to the first that is prose again."""
    blanks = 0
    for line in lines[at:]:
        chunks = _chunks(source, line)
        if not chunks:
            if line.text or blanks >= MOST_BLANK:
                return
            blanks += 1
        else:
            if len(chunks) == 1 and _is_prose(line, chunks[0], head, blanks):
                return
            blanks = 0
        yield line, chunks


def _is_prose(line: Line, chunk: Chunk, head: _Head, blanks: int) -> bool:
    """A line of one chunk that runs over most of the page from its left edge, or that ends tables."""
    if ends_table(line.text) and (blanks or chunk.left <= head.columns[0][1]):
        return not is_label(line.text)
    covered = sum(1 for c in head.centres if chunk.left <= c < chunk.right)
    return (
        chunk.left <= head.columns[0][0] + 2 and covered > max(2, len(head.columns) // 2) and line.text[-1:] in ".;:/"
    )


def _repeated(source: str, lines: Sequence[Line], at: int, chunks: Sequence[Chunk], head: _Head) -> _Head | None:
    """The header, where a page prints it again."""
    again = _header_at(source, lines, at) if len(chunks) >= 2 else None
    same = again and [c.plain.lower() for c in again.cells] == [c.plain.lower() for c in head.cells]
    return again if same else None


def _gutters(head: _Head, rows: Sequence[Sequence[Chunk]]) -> list[int]:
    """The left edge of each column but the first: between two headers, where most lines are white."""
    width = max((c.right for row in rows for c in row), default=0) + 2
    ink = [0] * (width + 1)
    centres = head.centres
    for row in rows:
        if len(row) < 2:
            continue
        for chunk in row:
            if sum(1 for c in centres if chunk.left <= c < chunk.right) <= 1:
                ink[chunk.left] += 1
                ink[chunk.right] -= 1
    for x in range(1, width + 1):
        ink[x] += ink[x - 1]
    edges = []
    for (_, a), (b, _), left, right in zip(head.columns, head.columns[1:], centres, centres[1:], strict=False):
        low, high = int(left) + 1, min(int(right), width)
        if low >= high:
            edges.append((a + b) // 2)
            continue
        least = min(ink[low : high + 1])
        white = [x for x in range(low, high + 1) if ink[x] == least]
        runs = [white[0:1]]
        for x in white[1:]:
            if x == runs[-1][-1] + 1:
                runs[-1].append(x)
            else:
                runs.append([x])
        widest = max(runs, key=len)
        edges.append(widest[-1] + (1 if least == 0 else 0) if widest[-1] < high else widest[len(widest) // 2])
    return edges


def _place(source: str, chunks: Sequence[Chunk], edges: Sequence[int]) -> list[Text]:
    """The chunks of a line by column; one that lies over a gutter belongs where it begins."""
    cells = [EMPTY] * (len(edges) + 1)
    for chunk in chunks:
        column = sum(1 for e in edges if e <= chunk.left)
        cells[column] = join((cells[column], _words(source, chunk)), " ")
    return cells
