"""An invented plan written out as a workbook: XLSX, XLS, ODS.

Enters: the blocks of a document (`render.blocks`). Leaves: the bytes of a workbook, the plan's prose on its first sheet,
each annex on one of its own. What a spreadsheet would hold as such is no text: ordinals are formulas with their values,
days are dates, plain sums are numbers under `#,##0`; a cell merged with the one above is a merged range.
Never: knows how the tool under test reads a workbook.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from itertools import zip_longest
from typing import Any, Final
from xml.sax.saxutils import escape

from .pages import PrintedRow
from .plan import Plan
from .render import Block, Pair, Paragraph, Table, blocks
from .variants import PLAIN, Variant

Range = tuple[int, int, int, int]  # first row and column, last row and column
_DAY: Final = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
_SUM: Final = re.compile(r"\d{1,3}(?:\.\d{3})+")
WIDTH: Final = 9


@dataclass
class Page:
    """A sheet before it is of any format."""

    name: str
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)
    row: int = 0


def workbook(plan: Plan, form: str, variant: Variant = PLAIN) -> bytes:
    """The plan as the bytes of a workbook."""
    return WRITERS[form](pages(blocks(plan, "tabs", variant, prose=True)))


def pages(parts: Sequence[Block]) -> list[Page]:
    """The sheets: a new one where an annex is headed."""
    found = [Page("Kế hoạch")]
    for part in parts:
        if isinstance(part, Paragraph):
            if part.kind == "annex" and (not found[-1].row or part.text.upper().startswith("PHỤ LỤC")):
                found.append(Page(f"Sheet{len(found) + 1}"))
            _put(found[-1], part.text, 0, WIDTH - 1)
            found[-1].row += 1 if part.kind in ("annex", "title") else 2
        elif isinstance(part, Pair):
            for left, right in zip_longest(part.left, part.right, fillvalue=""):
                _put(found[-1], left, 0, 3)
                _put(found[-1], right, 5, WIDTH - 1)
                found[-1].row += 1
            found[-1].row += 1
        else:
            _table(found[-1], part)
    return found


def _put(page: Page, text: str, first: int, last: int) -> None:
    if text:
        page.cells[page.row, first] = text
        page.merged.append((page.row, first, page.row, last))


def _table(page: Page, table: Table) -> None:
    rows: list[PrintedRow] = [*table.header, *(row for rows in table.pages for row in rows)]
    width, top = len(table.columns), page.row
    for number, row in enumerate(rows, top):
        if row.kind == "section" and not any(row.cells[2:]):
            page.merged.append((number, 1, number, width - 1))
        for column, text in enumerate(row.cells):
            if text:
                page.cells[number, column] = text
    for column in range(width):
        for first, last in _runs([len(r.cells) > column and r.cells[column] is None for r in rows]):
            page.merged.append((top + first, column, top + last, column))
    page.row = top + len(rows) + 1


def _runs(merged: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The runs of cells merged with the one above, that one first."""
    first = None
    for i, each in enumerate([*merged, False]):
        if each and first is None:
            first = i - 1
        elif not each and first is not None:
            yield first, i - 1
            first = None


# --- one writer a format ---------------------------------------------------------------------------------------------


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text)
    return date(int(found[3]), int(found[2]), int(found[1])) if found else None


def _sum(text: str) -> int | None:
    return int(text.replace(".", "")) if _SUM.fullmatch(text) else None


def _xlsx(sheets: Sequence[Page]) -> bytes:
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    day, thousands = (book.add_format({"num_format": code}) for code in ("dd/mm/yyyy", "#,##0"))
    for page in sheets:
        sheet = book.add_worksheet(page.name)
        for range_ in page.merged:
            sheet.merge_range(*range_, "")
        for (row, column), text in page.cells.items():
            if due := _day(text):
                sheet.write_datetime(row, column, due, day)
            elif (amount := _sum(text)) is not None:
                sheet.write_number(row, column, amount, thousands)
            elif column == 0 and text.isdecimal():
                sheet.write_formula(row, column, f"=ROW()-ROW()+{text}", None, int(text))
            else:
                sheet.write_string(row, column, text)
    book.close()
    return out.getvalue()


def _xls(sheets: Sequence[Page]) -> bytes:
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    day, thousands = (xlwt.easyxf(num_format_str=code) for code in ("dd/mm/yyyy", "#,##0"))
    plain = xlwt.XFStyle()
    for page in sheets:
        sheet = book.add_sheet(page.name)
        merged = {(a, b): (a, c, b, d) for a, b, c, d in page.merged}
        for (row, column), text in page.cells.items():
            amount = _sum(text)
            value: Any = _day(text) or amount or (int(text) if column == 0 and text.isdecimal() else text)
            style = day if isinstance(value, date) else thousands if amount else plain
            if (row, column) in merged:
                sheet.write_merge(*merged[row, column], value, style)
            else:
                sheet.write(row, column, value, style)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _ods(sheets: Sequence[Page]) -> bytes:
    names = {n: f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text")}
    body = "".join(_ods_table(page) for page in sheets)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {" ".join(names.values())}>'
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _ods_table(page: Page) -> str:
    merged = {(a, b): (c - a + 1, d - b + 1) for a, b, c, d in page.merged}
    width = 1 + max(column for _, column in page.cells)
    rows = []
    for row in range(page.row):
        cells = []
        for column in range(width):
            text = page.cells.get((row, column), "")
            down, right = merged.get((row, column), (1, 1))
            lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n") if text)
            cells.append(
                f'<table:table-cell table:number-rows-spanned="{down}" table:number-columns-spanned="{right}">'
                f"{lines}</table:table-cell>"
            )
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    blank = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
    return f'<table:table table:name="{escape(page.name)}">{"".join(rows)}{blank}</table:table>'


WRITERS: Final[dict[str, Callable[[Sequence[Page]], bytes]]] = {"xlsx": _xlsx, "xls": _xls, "ods": _ods}
