"""The lines of a document as rows: words without bars, and the columns that stand side by side.

In: the source and its lines. Out: one row for each line that is not blank. Nothing here knows what a line says.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cchc_extract.model.source import Line
from cchc_extract.model.span import Span, Text, join, read_words
from cchc_extract.segment.note_marks import without_places

_COLUMN = re.compile(r"\s*\|\s*|\t+| {3,}")
_RULE = re.compile(r":?-{2,}:?")  # of a Markdown table that sets a letterhead or a signature
_HASHES = re.compile(r"#{1,6}\s+")


def columns(source: str, line: Line) -> tuple[Text, ...]:
    """The line's columns: parted by a bar, a tab or a gap, as the two sides of a letterhead are, or by `<br>`."""
    raw = source[line.start : line.end]
    if "|" not in raw and "\t" not in raw and "   " not in raw:
        if "\n" not in line.text and not line.text.startswith("#"):
            return (line.words,)
        parts: Iterable[Text] = (line.words,)
    else:
        ends = [(m.start(), m.end()) for m in _COLUMN.finditer(raw)]
        starts = [0, *(end for _, end in ends)]
        stops = [*(start for start, _ in ends), len(raw)]
        parts = (read_words(source, line.start + a, line.start + b) for a, b in zip(starts, stops, strict=True))
    barred = "|" in raw
    return tuple(p for part in parts for p in _pieces(part) if p and not (barred and _RULE.fullmatch(p.text)))


def _pieces(text: Text) -> Iterator[Text]:
    """The lines of a column, without the hashes of a Markdown heading."""
    start = 0
    for piece in text.text.split("\n"):
        hashes = _HASHES.match(piece)
        yield text.slice(start + (hashes.end() if hashes else 0), start + len(piece))
        start += len(piece) + 1


@dataclass(frozen=True)
class Row:
    """A line that is not blank: its columns, its words without bars, and what stands before it."""

    index: int
    columns: tuple[Text, ...]
    words: Text
    after_blank: bool
    after_gap: bool

    @property
    def text(self) -> str:
        """The words; bars are none."""
        return self.words.text

    def of(self, columns: Sequence[Text]) -> Row:
        """The row with other columns."""
        return replace(self, columns=tuple(columns), words=join(columns, " "))


def read_rows(
    source: str, lines: Sequence[Line], between: Container[int] = (), marks: Sequence[Span] = ()
) -> list[Row]:
    """The lines that are not blank. A line of bars alone has no columns; a gap is where lines are absent that are not
    the page's (`between`): a list goes on over a page's number and its footnotes. `marks`, in their order, are places
    of figures that call notes: they are no words."""
    rows: list[Row] = []
    blank, previous = False, None
    for line in lines:
        absent = range(line.index if previous is None else previous + 1, line.index)
        gap = any(index not in between for index in absent)
        previous = line.index
        blank = blank or source[max(line.start - 1, 0) : line.start] == "\f"  # a page begins
        if not line.words:
            blank = True
            continue
        parts = columns(source, line)
        called = marks[bisect_left(marks, (line.start, 0)) : bisect_left(marks, (line.end, 0))] if marks else ()
        if called:
            parts = tuple(p for part in parts if (p := without_places(part, called)))
        words = parts[0] if len(parts) == 1 else join(parts, " ")
        rows.append(Row(line.index, parts, words, blank, gap))
        blank = False
    return rows
