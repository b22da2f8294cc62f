"""Sheets to a source document: the text as a reader would see it, and the grids that the sheets state.

Enters: sheets. Leaves: a `SourceDocument` whose spans count characters of the text made here (its cells row by row,
each on lines of its own), since a workbook has no text of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import zip_longest

from cchc_extract.errors import ReadError
from cchc_extract.grammar import Rule, grammar
from cchc_extract.model.place import SheetPlace
from cchc_extract.model.source import SourceDocument
from cchc_extract.readers.sheets import Block, Sheet, SheetRow, blocks, shown_rows, tables_beside
from cchc_extract.readers.written import BREAK, TableRow, Writer


def build(sheets: Iterable[Sheet], form: str, data: bytes, name: str, shown: str) -> SourceDocument:
    """The document that the sheets are. Raises ReadError where they show nothing."""
    writer, hides = Writer(), False
    for sheet in sheets:
        _write(sheet, writer)
        hides = hides or sheet.hides
    document = writer.document(form, data, name, first=["source.hidden-left-out"] if hides else [])
    if not document.text.strip():
        raise ReadError(shown, "it is empty", "give a file that holds a document")
    return document


def _write(sheet: Sheet, writer: Writer) -> None:
    found = blocks(shown_rows(sheet))
    writer.blank()
    texts = (words for b in found if not b.is_table for row in b.rows for words in row.cells.values())
    if found and _names_annex(sheet.name) and not any(map(_names_annex, texts)):
        _name_first(sheet.name.strip(), found)
    for block in found:
        if block.is_table:
            for rows in tables_beside(block.rows):
                columns = sorted({c for row in rows for c in row.cells})
                writer.blank()
                writer.table(_table_row(row, columns, sheet.name) for row in rows)
                writer.blank()
        else:
            _write_text(block.rows, sheet.name, writer)


def _write_text(rows: Iterable[SheetRow], sheet: str, writer: Writer) -> None:
    """Rows outside tables: what stands side by side is parted by a tab."""
    for row in rows:
        if row.gap:
            writer.blank()
        places = [_place(sheet, row, column) for column in row.cells]
        for side_by_side in zip_longest(*map(_lines, row.cells.values()), fillvalue=""):
            writer.line("\t".join(side_by_side).rstrip(), *places)


def _table_row(row: SheetRow, columns: Sequence[int], sheet: str) -> TableRow:
    """A row of a table, without the columns that hold nothing in it."""
    return TableRow(
        [_lines(row.cells.get(column, "")) for column in columns],
        tuple(columns.index(c) for c in row.covered if c in columns),
        [_place(sheet, row, column) for column in columns],
    )


def _place(sheet: str, row: SheetRow, column: int) -> SheetPlace:
    letters = ""
    while column >= 0:
        column, letter = column // 26 - 1, chr(65 + column % 26)
        letters = letter + letters
    return SheetPlace(sheet, f"{letters}{row.number + 1}")


def _lines(cell: str) -> list[str]:
    parts = (part.replace("\t", " ").strip() for part in BREAK.split(cell))
    return [part for part in parts if part]


def _name_first(name: str, found: list[Block]) -> None:
    """The sheet's name as a row of its own, below the letterhead: the rows of two sides that the sheet begins with."""
    if found[0].is_table:
        found.insert(0, Block(False, []))
    rows = found[0].rows
    at = max((i for i, row in enumerate(rows, 1) if len(row.cells) > 1), default=0)
    rows.insert(at, SheetRow(0, {0: name}, (), True))


def _names_annex(words: str) -> bool:
    """Whether a sheet's name says something, as `Phụ lục 1` does, or its own text says it; other names (`Sheet1`, `CCHC
    2026 sửa`) are the typist's."""
    return bool(_attachment().regex.match(words.strip()))


@cache
def _attachment() -> Rule:
    return next(rule for rule in grammar("structure").rules if rule.id == "label.attachment")
