"""Headers of layout tables: which lines name columns, where the columns stand, which cells span several of them.

Enters: lines. Leaves: chunks (words that one space parts) and `Head`s. Never looks at rows, but to tell where a header
ends.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cchc_extract.model.grid import Row
from cchc_extract.model.source import Line
from cchc_extract.model.span import EMPTY, Text, join, read_words
from cchc_extract.tables.columns import role_of
from cchc_extract.tables.header import is_header_row, is_lower_header_row, is_number_row
from cchc_extract.tables.labels import is_label

_CHUNK = re.compile(r"\S+(?:[ ]\S+)*")
_LED = re.compile(r"(\S{1,8})[ ]+(?=\S)")
TALLEST_HEADER = 9  # lines
LONGEST_REST = 3  # words with a capital that may stand alone on a header's lower line
_OFF_MIDDLE = 0.12  # of the width of its parts; how far from their middle a spanning cell may stand


class Chunk(NamedTuple):
    """Words that one space parts, at columns `left` to `right` of their line."""

    left: int
    right: int
    line: Line

    @property
    def centre(self) -> float:
        """The middle of the chunk."""
        return (self.left + self.right) / 2

    def meets(self, left: int, right: int) -> bool:
        """Whether the chunk stands over some of the columns from `left` to `right`."""
        return self.left < right and left < self.right


Chunks = Sequence[Chunk]
Columns = tuple[tuple[int, int], ...]


def read_chunks(source: str, line: Line) -> list[Chunk]:
    """The chunks of a line; none of one in another dialect."""
    raw = source[line.start : line.end].replace("\f", " ")
    if "\t" in raw or "|" in raw:
        return []
    return [Chunk(m.start(), m.end(), line) for m in _CHUNK.finditer(raw)]


def chunk_words(source: str, chunk: Chunk) -> Text:
    """The words of a chunk."""
    return read_words(source, chunk.line.start + chunk.left, chunk.line.start + chunk.right)


class Head(NamedTuple):
    """A header: its height in lines, its columns, its printed rows (two where a cell spans several columns), and the
    row below them that counts the columns, if any."""

    size: int
    columns: Columns
    rows: tuple[tuple[Text, ...], ...]
    numbers: tuple[tuple[Text, ...], ...] = ()
    opening: str = ""  # the first words that it prints

    @property
    def centres(self) -> list[float]:
        """The middle of each column."""
        return [(a + b) / 2 for a, b in self.columns]

    def printed(self, line: Line) -> list[Row]:
        """The rows of the grid that the header makes."""
        return [Row(cells, line.index) for cells in (*self.rows, *self.numbers)]

    def wordings(self) -> list[list[str]]:
        """The words of the rows, as a page repeats them."""
        return [[c.plain.lower() for c in cells] for cells in self.rows]


def header_at(source: str, lines: Sequence[Line], at: int) -> Head | None:
    """The header block that begins at a line: the tallest one whose columns are named."""
    first = read_chunks(source, lines[at])
    if len(first) < 2 and not (first and role_of(chunk_words(source, first[0]).plain)):
        return None
    block: list[Chunks] = []
    best = None
    for line in lines[at : at + TALLEST_HEADER]:
        chunks = read_chunks(source, line)
        if not chunks or (block and any(ends(source, chunks, block) for ends in _ENDS)):
            break
        block.append(chunks)
        best = _head(source, block) or best
    return best and _with_numbers(source, lines, at, best)._replace(opening=chunk_words(source, first[0]).plain)


def repeated_at(source: str, lines: Sequence[Line], at: int, chunks: Chunks, head: Head) -> Head | None:
    """The header, where a page prints it again: the same words, whatever stands right below them."""
    if chunk_words(source, chunks[0]).plain != head.opening:
        return None
    wanted = Counter(w for row in head.wordings() for cell in row for w in cell.split())
    block: list[Chunks] = []
    while chunks and len(block) < TALLEST_HEADER:
        block.append(chunks)
        wanted.subtract(w for c in chunks for w in chunk_words(source, c).plain.lower().split())
        left = wanted.values()
        if min(left) < 0:
            return None
        if not any(left):
            again = _head(source, block)
            same = again and again.wordings() == head.wordings()
            return _with_numbers(source, lines, at, again) if again and same else None
        chunks = read_chunks(source, lines[at + len(block)]) if at + len(block) < len(lines) else []
    return None


def _head(source: str, block: Sequence[Chunks]) -> Head | None:
    spanned = _read_spans(source, block)
    if spanned:
        return spanned
    columns = _merge(c for row in block for c in row)
    cells = tuple(_column_text(source, block, a, b) for a, b in columns)
    return Head(len(block), columns, (cells,)) if len(columns) >= 3 and is_header_row(cells) else None


def _with_numbers(source: str, lines: Sequence[Line], at: int, head: Head) -> Head:
    """The header with the line under it, where that counts the columns."""
    chunks = read_chunks(source, lines[at + head.size]) if at + head.size < len(lines) else []
    if not 3 <= len(chunks) <= len(head.columns):
        return head
    cells = [EMPTY] * len(head.columns)
    for chunk in chunks:
        nearest = min(range(len(cells)), key=lambda i: abs(head.centres[i] - chunk.centre))
        cells[nearest] = chunk_words(source, chunk)
    return head._replace(size=head.size + 1, numbers=(tuple(cells),)) if is_number_row(cells) else head


def _is_labelled(source: str, chunks: Chunks, block: Sequence[Chunks]) -> bool:
    """Whether a line begins with a label, alone in its column or before the title of a section that fills the line."""
    words = chunk_words(source, chunks[0])
    label = words.plain if len(chunks) > 1 else split_label(words)[0].plain or words.plain
    return is_label(label) and chunks[0].left <= block[0][0].right + 2


def split_label(words: Text) -> tuple[Text, Text]:
    """A label and the words behind it on one line (`II. CẢI CÁCH THỂ CHẾ`); no label, no first part."""
    led = _LED.match(words.text)
    if not led or not is_label(led[1]):
        return EMPTY, words
    return words.slice(0, led.end(1)), words.slice(led.end(), len(words.text))


def _begin_below(source: str, chunks: Chunks, block: Sequence[Chunks]) -> bool:
    """Whether a line has texts that begin in several columns which have words above: no rest of a header, unless
    they are the parts of columns that a cell spans."""
    parts = {c for _, run in _spans([*block, chunks]) for c in run}
    begin = [c for c in chunks if c not in parts and chunk_words(source, c).text[:1].isupper()]
    columns = [(a, b) for a, b in _merge(c for row in block for c in row) if any(c.meets(a, b) for c in begin)]
    return len(columns) > 1


def _names_done(source: str, chunks: Chunks, block: Sequence[Chunks]) -> bool:
    """Whether a line holds nothing but a sentence that begins below a name: the first line of a row whose label and
    other cells stand lower."""
    words = chunk_words(source, chunks[0]).plain
    if len(chunks) > 1 or not words[:1].isupper() or len(words.split()) <= LONGEST_REST:
        return False
    columns = [(a, b) for a, b in _merge(c for row in block for c in row) if chunks[0].meets(a, b)]
    return len(columns) == 1 and role_of(_column_text(source, block, *columns[0]).plain) is not None


_ENDS = (_is_labelled, _begin_below, _names_done)


def _merge(chunks: Iterable[Chunk]) -> Columns:
    merged: list[tuple[int, int]] = []
    for left, right in sorted((c.left, c.right) for c in chunks):
        if merged and left < merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return tuple(merged)


def _column_text(source: str, block: Iterable[Chunks], left: int, right: int) -> Text:
    return join(chunk_words(source, c) for row in block for c in row if left <= c.left and c.right <= right)


# --- cells that span columns ----------------------------------------------------------------------------------------


def _read_spans(source: str, block: Sequence[Chunks]) -> Head | None:
    """The header as two rows: cells over parts (`Cơ quan thực hiện` over `Chủ trì | Phối hợp`) and those parts."""
    spans = _spans(block)
    if not spans:
        return None
    spanning = {c for above, _ in spans for c in above}
    columns = _merge(c for row in block for c in row if c not in spanning)
    plain = [[c for c in row if c not in spanning] for row in block]
    upper = [_column_text(source, plain, a, b) for a, b in columns]
    lower = [EMPTY] * len(columns)
    for above, run in spans:
        parts = [i for i, (a, b) in enumerate(columns) if any(c.meets(a, b) for c in run)]
        for i in parts:
            lower[i], upper[i] = upper[i], EMPTY
        upper[parts[0]] = join(chunk_words(source, c) for c in above)
    if len(columns) < 3 or not is_header_row(upper) or not is_lower_header_row(lower, upper):
        return None
    return Head(len(block), columns, (tuple(upper), tuple(lower)))


def _spans(block: Sequence[Chunks]) -> list[tuple[Chunks, Chunks]]:
    """The cells that span columns, each as its chunks and the first chunks of the parts under it."""
    found: list[tuple[Chunks, Chunks]] = []
    taken: set[Chunk] = set()
    for at in range(1, len(block)):
        for top, chunk in ((k, c) for k in range(at) for c in block[k]):
            run = _run_under(block, at, top, chunk) if chunk not in taken else []
            if len(run) < 2 or any(c in taken for c in run):
                continue
            left, right = min(chunk.left, run[0].left), max(chunk.right, run[-1].right)
            above = [c for line in block[:at] for c in line if c.meets(left, right)]
            found.append((above, run))
            taken.update(above, run)
    return found


def _run_under(block: Sequence[Chunks], at: int, top: int, chunk: Chunk) -> Chunks:
    """The chunks of line `at` that a chunk of line `top` spans, as nearly as it stands in their middle."""
    row = block[at]
    pairs = [i for i, (a, b) in enumerate(itertools.pairwise(row)) if _bridges(block, at, top, chunk, a, b)]
    if not pairs:
        return []
    first, last = pairs[0], pairs[-1] + 1

    def off(i: int, j: int) -> float:
        return abs((row[i].left + row[j].right) / 2 - chunk.centre)

    while True:
        wider = [
            (i, j)
            for i, j, new in ((first - 1, last, first - 1), (first, last + 1, last + 1))
            if i >= 0 and j < len(row) and _stands_alone(block, at, row[new], chunk)
        ]
        if not wider or off(*(best := min(wider, key=lambda w: off(*w)))) >= off(first, last):
            return row[first : last + 1]
        first, last = best


def _bridges(block: Sequence[Chunks], at: int, top: int, chunk: Chunk, a: Chunk, b: Chunk) -> bool:
    """Whether a chunk stands over two neighbours on a line below it; or over the white between them, in the middle of
    both, with nothing else above them and nothing of its own below."""
    if chunk.left < a.right and b.left < chunk.right:
        return True
    middle = (a.left + b.right) / 2
    if not chunk.meets(a.right, b.left) or abs(chunk.centre - middle) > _OFF_MIDDLE * (b.right - a.left):
        return False
    below = (c for line in block[top + 1 :] for c in line if c not in (a, b))
    free = all(_stands_alone(block, at, c, chunk) for c in (a, b))
    return free and not any(c.meets(chunk.left, chunk.right) for c in below)


def _stands_alone(block: Sequence[Chunks], at: int, chunk: Chunk, but: Chunk) -> bool:
    """Whether nothing but one chunk stands above a chunk of line `at`."""
    return not any(c.meets(chunk.left, chunk.right) for line in block[:at] for c in line if c is not but)
