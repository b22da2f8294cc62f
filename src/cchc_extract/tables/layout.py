"""Dialect `layout`: columns kept apart by spaces, cells wrapped over lines, as `pdftotext -layout` writes them.

Enters: lines. Leaves: grids. A table begins at a block of lines whose chunks name columns (`layout_header`); the
gutters between columns are where the lines below leave the page white; `layout_rows` says which lines are one row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cchc_extract.model.grid import Grid, Row
from cchc_extract.model.source import Line
from cchc_extract.model.span import EMPTY, Text, join
from cchc_extract.tables.bands import EMPTY_LINE, is_centred, last_line
from cchc_extract.tables.columns import role_of
from cchc_extract.tables.evidence import reads
from cchc_extract.tables.header import read_header
from cchc_extract.tables.labels import is_label
from cchc_extract.tables.layout_header import (
    Chunk,
    Chunks,
    Columns,
    Head,
    chunk_words,
    header_at,
    read_chunks,
    repeated_at,
    split_label,
)
from cchc_extract.tables.layout_rows import Placed, banded, grown
from cchc_extract.tables.streams import ends_table

MOST_BLANK = 8  # blank lines that a page break may leave inside a table
SECTION_DEPTH = 4  # lines from a section's title to the first row below it

Body = Sequence[tuple[Line, list[Chunk]]]


class _Page(NamedTuple):
    """The lines under a header, as far as the next one; of the header only its height is no line of the body."""

    head: Head
    header: list[Row]
    lines: list[tuple[Line, list[Chunk]]]


def find_layout_grids(source: str, lines: Sequence[Line]) -> list[Grid]:
    """The tables among the lines."""
    grids: list[Grid] = []
    at = 0
    while at < len(lines):
        head = header_at(source, lines, at)
        if head is None:
            at += 1
            continue
        grid = _read_table(source, lines, at, head)
        grids.append(grid)
        at = next((i for i in range(at, len(lines)) if lines[i].index >= grid.last), len(lines))
    return grids


def _read_table(source: str, lines: Sequence[Line], at: int, head: Head) -> Grid:
    below = _body(source, lines, at + head.size, head)
    pages = _pages(source, lines, at, below, head)
    header = read_header(pages[0].header)
    roles = header.roles if header else ()
    numbered = roles[:1] == ("ordinal",)
    edges = _edges(pages)
    placed: list[list[Placed]] = [
        [(x.index, _place(source, chunks, edges[p.head.columns], numbered) if chunks else []) for x, chunks in p.lines]
        for p in pages
    ]
    bodies = [[cells for _, cells in page] for page in placed]
    read = banded if is_centred(bodies) else grown
    rows: list[Row] = []
    for page, body, above in zip(pages, placed, [EMPTY_LINE, *map(last_line, bodies)], strict=False):
        rows += [*page.header, *read(body, above, roles)]
    held = [lines[at + head.size - 1], *(line for line, chunks in below if chunks)]
    return Grid("layout", lines[at].index, held[-1].index + 1, tuple(rows))


def _pages(source: str, lines: Sequence[Line], at: int, body: Body, head: Head) -> list[_Page]:
    """The body, parted where the header stands again."""
    pages = [_Page(head, head.printed(lines[at]), [])]
    i = 0
    while i < len(body):
        line, chunks = body[i]
        again = repeated_at(source, lines, at + head.size + i, chunks, head) if chunks else None
        if again:
            pages.append(_Page(again, again.printed(line), []))
        else:
            pages[-1].lines.append((line, chunks))
        i += again.size if again else 1
    return pages


# --- where the table ends -------------------------------------------------------------------------------------------


def _body(source: str, lines: Sequence[Line], at: int, head: Head) -> Body:
    """The lines under the header, to the first that is prose again or the document's closing."""
    found = list(_to_prose(source, lines, at, head))
    signed = _signature(source, found, head)
    while signed < len(found) and signed and not found[signed - 1][1]:
        signed -= 1
    return found[:signed]


def _to_prose(source: str, lines: Sequence[Line], at: int, head: Head) -> Iterator[tuple[Line, list[Chunk]]]:
    blanks = 0
    for i, line in enumerate(lines[at:], start=at):
        chunks = read_chunks(source, line)
        if not chunks:
            if line.text or blanks >= MOST_BLANK:
                return
            blanks += 1
        else:
            if _is_closing(line, chunks, head):
                return
            prose = len(chunks) == 1 and _is_prose(line, chunks[0], head, blanks)
            if prose and not _is_section(source, lines, i, chunks[0], head):
                return
            blanks = 0
        yield line, chunks


def _is_closing(line: Line, chunks: Chunks, head: Head) -> bool:
    """The recipients and whoever stands beside them: no row of the table has such words at its left edge."""
    return len(chunks) > 1 and chunks[0].left <= head.columns[0][1] + 2 and reads("table.end.closing", line.text)


def _is_prose(line: Line, chunk: Chunk, head: Head, blanks: int) -> bool:
    """A line of one chunk that runs over most of the page from its left edge, or that ends tables."""
    if ends_table(line.text) and (blanks or chunk.left <= head.columns[0][1]):
        return not is_label(line.text)
    covered = sum(1 for c in head.centres if chunk.left <= c < chunk.right)
    return (
        chunk.left <= head.columns[0][0] + 2 and covered > max(2, len(head.columns) // 2) and line.text[-1:] in ".;:/"
    )


def _is_section(source: str, lines: Sequence[Line], at: int, chunk: Chunk, head: Head) -> bool:
    """Whether a line like `II. CẢI CÁCH THỂ CHẾ` is a section row, set as one text over all columns: a row stands
    below it, and no header."""
    if not split_label(chunk_words(source, chunk))[0] or role_of(head.rows[0][0].plain) != "ordinal":
        return False
    below = [chunks for x in lines[at + 1 : at + 2 * SECTION_DEPTH] if (chunks := read_chunks(source, x))]
    for chunks in below[:SECTION_DEPTH]:
        first = chunk_words(source, chunks[0])
        if role_of(first.plain) == "ordinal":
            return False
        if len(chunks) > 2 and (is_label(first.plain) or split_label(first)[0]):
            return True
    return False


def _signature(source: str, body: Body, head: Head) -> int:
    """Where the signature begins that stands below the last row (`GIÁM ĐỐC` alone behind a blank line); the body's
    length if there is none."""
    for i in range(len(body) - 1, 0, -1):
        chunks = body[i][1]
        if not chunks:
            continue
        words = [chunk_words(source, c).plain for c in chunks]
        if len(chunks) > 2 or (chunks[0].left < head.columns[0][1] and is_label(words[0])):
            break
        if not body[i - 1][1] and words[-1].isupper() and _signs(words[-1]):
            return i
    return len(body)


def _signs(text: str) -> bool:
    return reads("row.signature", text) or reads("table.end.closing", text)


# --- columns --------------------------------------------------------------------------------------------------------


def _edges(pages: Sequence[_Page]) -> dict[Columns, list[int]]:
    """The gutters of the pages, by the places of their header's columns: each page has a scale of its own."""
    rows: dict[Columns, list[list[Chunk]]] = {}
    for page in pages:
        rows.setdefault(page.head.columns, []).extend(chunks for _, chunks in page.lines)
    return {columns: _gutters(columns, under) for columns, under in rows.items()}


def _gutters(columns: Columns, rows: Sequence[Chunks]) -> list[int]:
    """The left edge of each column but the first: between two headers, where most lines are white."""
    width = max((c.right for row in rows for c in row), default=0) + 2
    ink = [0] * (width + 1)
    centres = [(a + b) / 2 for a, b in columns]
    for row in [r for r in rows if len(r) > 1] or rows:  # a chunk alone may run over all columns
        for chunk in row:
            if sum(1 for c in centres if chunk.left <= c < chunk.right) <= 1:
                ink[chunk.left] += 1
                ink[chunk.right] -= 1
    for x in range(1, width + 1):
        ink[x] += ink[x - 1]
    edges = []
    for (_, a), (b, _), left, right in zip(columns, columns[1:], centres, centres[1:], strict=False):
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
        # white that ends before the header's middle ends where cells begin; behind that there may be short cells
        widest = max([run for run in runs if run[-1] < high] or runs, key=len)
        edges.append(widest[-1] + (1 if least == 0 else 0) if widest[-1] < high else widest[len(widest) // 2])
    return edges


def _place(source: str, chunks: Chunks, edges: Sequence[int], numbered: bool) -> list[Text]:
    """The chunks of a line by column; one that lies over a gutter belongs where it begins. A label is parted from the
    words behind it (`II. CẢI CÁCH THỂ CHẾ` over all columns, `12 Rà soát` where one space is all that is left)."""
    cells = [EMPTY] * (len(edges) + 1)
    for chunk in _parted(source, chunks, edges) if len(chunks) > 2 else chunks:
        column = sum(1 for e in edges if e <= chunk.left)
        words = chunk_words(source, chunk)
        label = EMPTY
        if numbered and column == 0 and edges[0] < chunk.right:
            label, words = split_label(words)
        if label:
            cells[0] = join((cells[0], label), " ")
            column = 1
        cells[column] = join((cells[column], words), " ")
    return cells


def _parted(source: str, chunks: Chunks, edges: Sequence[int]) -> Iterator[Chunk]:
    """The chunks of a row's line, parted where a word begins at a gutter's very edge: two full cells, one space."""
    for chunk in chunks:
        at = chunk.left
        for edge in edges:
            if at < edge < chunk.right and source[chunk.line.start + edge - 1] == " ":
                yield Chunk(at, edge - 1, chunk.line)
                at = edge
        yield Chunk(at, chunk.right, chunk.line)
