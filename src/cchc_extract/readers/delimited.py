"""Comma- and semicolon-separated values, and tab-separated ones whose quoted cells hold line breaks.

Enters: bytes that may be such tables. Leaves: a `SourceDocument` with their grids, or what the text reader makes of
them where their fields do not count out. Spans count in the decoded source: quotes and delimiters become blanks in the
text, so that no offset moves but behind a doubled quote. A file of this kind cannot state merges: no grid is `stated`.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from cchc_extract.model.grid import Grid, Row
from cchc_extract.model.source import SourceDocument
from cchc_extract.model.span import EMPTY, Span, read_words
from cchc_extract.readers import text as text_reader
from cchc_extract.readers.decode import decode
from cchc_extract.readers.normalise import normalise
from cchc_extract.readers.sheets import Block, SheetRow, blocks

_DELIMITERS = (",", ";", "\t")
_MOST_FIELDS = 1 << 19  # fifty thousand rows of ten; where there are more, they are lines of text
_NARROWEST = 3  # fields: two are a sentence with a comma
_ALIKE = 0.8  # of the records have the table's width: lines above it may have been written without delimiters
_LOOSE = 0.2  # of the fields may begin with a blank: behind a sentence's comma all do
_TOLD = re.compile(r"sep=[,;\t]", re.IGNORECASE)  # what Excel writes first


class _Field(NamedTuple):
    """Where a field's words stand, within its quotes, and where it ends with them."""

    start: int
    end: int
    stop: int
    quoted: bool


_Record = list[_Field]


def read(data: bytes, name: str, shown: str) -> SourceDocument:
    """A document from delimited values. Raises ReadError (naming it `shown`) for what is no text."""
    decoded, encoding, guessed = decode(data, shown)
    normal = normalise(decoded)
    records = _records(normal.text)
    if records is None:
        return text_reader.read(data, name, shown)
    text, dropped, grids = _written(normal.text, records)
    places = normal.places
    if dropped:
        known = range(len(normal.text) + 1) if places is None else places
        gone = set(dropped)
        places = array("q", (known[i] for i in range(len(normal.text) + 1) if i not in gone))
    first = [("source.encoding-guessed", (0, 1))] if guessed else []
    shifted = ((code, _moved(span, dropped)) for code, span in normal.repairs)
    return SourceDocument(
        name=name,
        format="csv",
        encoding=encoding,
        sha256=sha256(data).hexdigest(),
        bytes=len(data),
        text=text,
        decoded=decoded,
        places=places,
        repairs=(*first, *shifted),
        unseen=normal.unseen,
        grids=tuple(grids),
    )


# --- fields and records --------------------------------------------------------------------------------------------


def _records(text: str) -> list[_Record] | None:
    """The records of the one delimiter whose fields count out; None if there is none."""
    for delimiter in _DELIMITERS:
        if delimiter in text:
            records = _split(text, delimiter)
            if records is None:
                return None
            if _counts_out(text, records, delimiter):
                return records
    return None


def _split(text: str, delimiter: str) -> list[_Record] | None:
    """The records; None for more fields than are read."""
    field = re.compile(rf'[ ]*"(?P<quoted>(?:[^"]|"")*+)"[ ]*(?=[{delimiter}\n]|\Z)|(?P<bare>[^{delimiter}\n]*+)')
    records: list[_Record] = [[]]
    at = count = 0
    while match := field.match(text, at):
        count += 1
        if count > _MOST_FIELDS:
            return None
        kind = match.lastgroup or "bare"
        records[-1].append(_Field(*match.span(kind), match.end(), kind == "quoted"))
        at = match.end() + 1
        if at > len(text):
            break
        if text[at - 1] == "\n":
            records.append([])
    return [r for r in records if r]


def _counts_out(text: str, records: Sequence[_Record], delimiter: str) -> bool:
    worded = [r for r in records[_told(text, records) :] if any(_words(text, f) for f in r)]
    widths = Counter(map(len, worded))
    if not widths:
        return False
    width, count = widths.most_common(1)[0]
    if width < _NARROWEST or count < 2 or count < _ALIKE * len(worded) or max(widths) > width:
        return False
    fields = [f for r in worded for f in r]
    if delimiter == "\t":  # else the text reader knows it
        return any(f.quoted and "\n" in text[f.start : f.end] for f in fields)
    bare = [text[f.start] for r in worded for f in r[1:] if not f.quoted and f.end > f.start]
    return sum(first == " " for first in bare) <= _LOOSE * len(bare)


def _told(text: str, records: Sequence[_Record]) -> bool:
    """Whether the first record only tells the delimiter."""
    return bool(_TOLD.fullmatch(text[records[0][0].start : records[0][-1].stop]))


def _words(text: str, field: _Field) -> str:
    return text[field.start : field.end].strip()


# --- the text without its signs ------------------------------------------------------------------------------------


def _written(text: str, records: Sequence[_Record]) -> tuple[str, list[int], list[Grid]]:
    """The text with blanks for quotes and delimiters, the offsets left out of it, and the tables. What stands above,
    between and below them is no row: titles, a letterhead in two columns, who signs."""
    signs = list(text)
    dropped: list[int] = []
    rows = _rows(text, records)
    parts = _parts(rows)
    apart = {row.number for part in parts if not part.is_table for row in part.rows}
    for k, record in enumerate(records):
        _blank_out(signs, text, record, k in apart)
        for field in record:
            if field.quoted:
                doubled = (m.start() + field.start for m in re.finditer('""', text[field.start : field.end]))
                dropped.extend(doubled)
    for at in dropped:
        signs[at] = ""
    if _told(text, records):
        end = records[0][-1].stop
        signs[:end] = " " * end
    plain, lines = "".join(signs), _lines(text, records)
    return plain, dropped, [_grid(plain, part.rows, records, lines, dropped) for part in parts if part.is_table]


def _rows(text: str, records: Sequence[_Record]) -> list[SheetRow]:
    """The records that say something, as the rows of a sheet."""
    rows: list[SheetRow] = []
    for k in range(_told(text, records), len(records)):
        cells = {column: words for column, field in enumerate(records[k]) if (words := _words(text, field))}
        if cells:
            rows.append(SheetRow(k, cells, (), bool(rows) and rows[-1].number < k - 1))
    return rows


def _parts(rows: Sequence[SheetRow]) -> list[Block]:
    """The tables and the text around them; where no table is told, all from the first row that fills three cells is
    one: the fields count out."""
    parts = blocks(rows)
    if any(part.is_table for part in parts):
        return parts
    begin = next((i for i, row in enumerate(rows) if len(row.cells) >= _NARROWEST), 0)
    return [Block(False, [*rows[:begin]]), Block(True, [*rows[begin:]])]


def _lines(text: str, records: Sequence[_Record]) -> list[Span]:
    """The lines that each record takes, half-open."""
    lines: list[Span] = []
    line = at = 0
    for record in records:
        start, stop = record[0].start, record[-1].stop
        line += text.count("\n", at, start)
        end = line + text.count("\n", start, stop)
        lines.append((line, end + 1))
        line, at = end, stop
    return lines


def _blank_out(signs: list[str], text: str, record: _Record, apart: bool) -> None:
    """Blanks for quotes and delimiters; a tab between the columns of a row that stands `apart` from the table."""
    for field in record:
        if field.quoted:
            signs[field.start - 1] = signs[field.end] = " "
        if field is not record[-1]:
            signs[field.stop] = " "
    if apart:
        for field in [f for f in record if _words(text, f)][:-1]:
            signs[field.stop] = "\t"


def _grid(
    plain: str, rows: Sequence[SheetRow], records: Sequence[_Record], lines: Sequence[Span], dropped: Sequence[int]
) -> Grid:
    width = max(len(records[row.number]) for row in rows)
    read: list[Row] = []
    for row in rows:
        cells = [read_words(plain, *_moved((f.start, f.end), dropped)) for f in records[row.number]]
        first, _ = lines[row.number]
        read.append(Row((*cells, *[EMPTY] * (width - len(cells))), first, row.gap and bool(read)))
    return Grid("csv", lines[rows[0].number][0], lines[rows[-1].number][1], tuple(read))


def _moved(span: Span, dropped: Sequence[int]) -> Span:
    start, end = span
    return start - bisect_left(dropped, start), end - bisect_left(dropped, end)
