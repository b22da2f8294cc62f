"""Streams of cells: dialects that write one cell a line, so that the rows must be found by counting.

Enters: lines. Leaves: runs of cells, each with its lines. Never looks for rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from cchc_extract.model.source import Line
from cchc_extract.model.span import Text, join, read_words
from cchc_extract.tables.evidence import reads
from cchc_extract.tables.labels import heads_rows, opens_with_label
from cchc_extract.tables.page_numbers import begins_row

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


def is_led(source: str, line: Line) -> bool:
    """Whether a line is led by a tab and parted by none: a cell of dialect `cell_lines` begins with it."""
    raw = source[line.start : line.end]
    return raw.lstrip(" ").startswith("\t") and raw.count("\t") == 1


def is_barred(source: str, line: Line) -> bool:
    """Whether a bar ends a line and none begins it: a cell of dialect `bars` ends with it."""
    return line.text.endswith("|") and (line.text == "|" or not line.text.startswith("|"))


def led_cells(source: str, lines: Sequence[Line]) -> Iterator[list[Cell]]:
    """Dialect `cell_lines`: a cell is a line led by a tab and the lines after it, up to the next such line."""
    run: list[Cell] = []
    parts: list[Line] = []
    blank = gap = False
    for at, line in enumerate(lines):
        raw = source[line.start : line.end]
        led = is_led(source, line) or (bool(parts) and _is_title(source, lines, at, parts[-1].text, is_led))
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
    for at, line in enumerate(lines):
        text = line.text
        if run and not parts and _is_title(source, lines, at, "", is_barred):
            run.append(_cell([line], False))
        elif is_barred(source, line):
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


def _is_title(source: str, lines: Sequence[Line], at: int, above: str, marked: Callable[[str, Line], bool]) -> bool:
    """Whether a line that nothing marks is a section row: by its form, and because a row begins below it. Capitals
    below capitals go on with them."""
    text = lines[at].text
    goes_on = text.isupper() and above.isupper() and not opens_with_label(text)
    own = heads_rows(text) and not goes_on and not marked(source, lines[at])
    return own and begins_row(source, lines, at, marked)


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


def bare_cells(source: str, lines: Sequence[Line], apart: bool) -> Iterator[list[Cell]]:
    """Dialect `plain_cells`: one cell a line, or a paragraph where blank lines part them (`apart`), with nothing to
    mark it. A line like `II. …` may be a section row."""
    run: list[Cell] = []
    parts: list[Line] = []
    for line in lines:
        marked = "\t" in source[line.start : line.end] or "|" in line.text
        if parts and (not line.text or marked or not apart):
            run.append(_cell(parts, False))
            parts = []
        if marked or (ends_table(line.text) and not heads_rows(line.text)):
            yield run
            run = []
        elif line.text:
            parts.append(line)
    yield [*run, _cell(parts, False)] if parts else run


def _cell(parts: Sequence[Line], gap: bool) -> Cell:
    return Cell(join(p.words for p in parts), parts[0].index, parts[-1].index, gap)
