"""Sheets to a source document: the text as a reader would see it, and the grids that the sheets state.

Enters: sheets. Leaves: a `SourceDocument` whose spans count characters of the text made here (its cells row by row,
each on lines of its own), since a workbook has no text of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import sha256
from itertools import zip_longest

from cchc_extract.errors import ReadError
from cchc_extract.grammar import Rule, grammar
from cchc_extract.model.grid import Grid
from cchc_extract.model.source import SourceDocument
from cchc_extract.readers.normalise import normalise
from cchc_extract.readers.sheets import Block, Sheet, SheetRow, blocks
from cchc_extract.readers.written import LineRow, grid_of_lines, line_starts

_BREAK = re.compile(r"\r*\n|[\r\f\v\x85\u2028\u2029]")  # all that the normaliser takes for a break


class _Page:
    """The lines written so far, and the tables on them."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.tables: list[list[LineRow]] = []

    def part(self) -> None:
        """A blank line, unless one stands there."""
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def put_text(self, rows: Iterable[SheetRow]) -> None:
        """Rows outside tables: what stands side by side is parted by a tab."""
        for row in rows:
            if row.gap:
                self.part()
            for side_by_side in zip_longest(*map(_lines, row.cells.values()), fillvalue=""):
                self.lines.append("\t".join(side_by_side).rstrip())

    def put_table(self, rows: Sequence[SheetRow]) -> None:
        """A table, without the columns that hold nothing in it."""
        columns = sorted({c for row in rows for c in row.cells})
        table: list[LineRow] = []
        for row in rows:
            first, places = len(self.lines), list[tuple[int, int] | None]()
            for column in columns:
                lines = _lines(row.cells.get(column, ""))
                places.append((len(self.lines), len(self.lines) + len(lines)) if lines else None)
                self.lines += lines
            if len(self.lines) == first:
                self.lines.append("")
            covered = tuple(columns.index(c) for c in row.covered if c in columns)
            table.append(LineRow(first, places, covered))
        self.tables.append(table)


def _lines(cell: str) -> list[str]:
    parts = (part.replace("\t", " ").strip() for part in _BREAK.split(cell))
    return [part for part in parts if part]


def build(sheets: Iterable[Sheet], form: str, data: bytes, name: str, shown: str) -> SourceDocument:
    """The document that the sheets are. Raises ReadError where they show nothing."""
    page, hides = _Page(), False
    for sheet in sheets:
        _write(sheet, page)
        hides = hides or sheet.hides
    decoded = "\n".join([*page.lines, ""])
    normal = normalise(decoded)
    if not normal.text.strip():
        raise ReadError(shown, "it is empty", "give a file that holds a document")
    starts = line_starts(normal.text)
    return SourceDocument(
        name=name,
        format=form,
        encoding="utf-8",
        sha256=sha256(data).hexdigest(),
        bytes=len(data),
        text=normal.text,
        places=normal.places,
        repairs=(*((("source.hidden-left-out", (0, 1)),) if hides else ()), *normal.repairs),
        unseen=normal.unseen,
        grids=tuple(_grid(table, form, normal.text, starts) for table in page.tables),
    )


def _write(sheet: Sheet, page: _Page) -> None:
    found = blocks(sheet)
    page.part()
    texts = (words for b in found if not b.is_table for row in b.rows for words in row.cells.values())
    if found and _names_annex(sheet.name) and not any(map(_names_annex, texts)):
        _name_first(sheet.name.strip(), found)
    for block in found:
        if block.is_table:
            page.part()
            page.put_table(block.rows)
            page.lines.append("")
        else:
            page.put_text(block.rows)


def _name_first(name: str, found: list[Block]) -> None:
    """The sheet's name as a row of its own, below the letterhead: the rows of two sides that the sheet begins with."""
    if found[0].is_table:
        found.insert(0, Block(False, []))
    rows = found[0].rows
    at = max((i for i, row in enumerate(rows, 1) if len(row.cells) > 1), default=0)
    rows.insert(at, SheetRow({0: name}, (), True))


def _names_annex(words: str) -> bool:
    """Whether a sheet's name says something, as `Phụ lục 1` does, or its own text says it; other names (`Sheet1`, `CCHC
    2026 sửa`) are the typist's."""
    return bool(_attachment().regex.match(words.strip()))


@cache
def _attachment() -> Rule:
    return next(rule for rule in grammar("structure").rules if rule.id == "label.attachment")


def _grid(table: Sequence[LineRow], form: str, text: str, starts: Sequence[int]) -> Grid:
    last = max(table[-1].line + 1, *(lines[1] for lines in table[-1].cells if lines), 0)
    return grid_of_lines(form, table[0].line, last, table, text, starts)
