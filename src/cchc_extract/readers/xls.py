"""XLS: bytes enter, a `SourceDocument` leaves.

xlrd reads it, which knows formats, merged ranges and what is hidden. python-calamine is faster and knows only merged
ranges; worse, a file that is cut off makes it ask for more memory than there is, which ends the process without a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from typing import Any

from cchc_extract.errors import ReadError
from cchc_extract.model.source import SourceDocument
from cchc_extract.readers.archive import damaged
from cchc_extract.readers.number_formats import Value, show
from cchc_extract.readers.sheet_text import build
from cchc_extract.readers.sheets import Place, Sheet

_MOST_COLUMNS = 256  # of BIFF8


def read(data: bytes, name: str, shown: str) -> SourceDocument:
    """A document from a workbook. Raises ReadError (naming it `shown`) for one that cannot be read."""
    try:
        import xlrd
    except ImportError:
        raise ReadError(
            shown, "it is a spreadsheet (XLS), and xlrd is not installed", "pip install 'cchc-extract[xlsx]'"
        ) from None
    try:
        workbook = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=StringIO())
        sheets = list(_sheets(workbook))
    except Exception as error:  # xlrd raises whatever the broken bytes lead to
        if "encrypted" in str(error):
            raise ReadError(shown, "it is encrypted", "save it without a password") from None
        raise damaged(shown) from None
    return build(sheets, "xls", data, name, shown)


def _sheets(workbook: Any) -> Iterator[Sheet]:
    for sheet in workbook.sheets():
        if sheet.visibility:
            yield Sheet(sheet.name, {}, shown=False)
            continue
        hidden_rows = {row for row, about in sheet.rowinfo_map.items() if about.hidden}
        hidden_columns = {c for c, about in sheet.colinfo_map.items() if about.hidden and c < _MOST_COLUMNS}
        places = [(r, c) for r in range(sheet.nrows) for c in range(sheet.row_len(r)) if sheet.cell_type(r, c)]
        first = min((c for r, c in places if c not in hidden_columns and sheet.cell_value(r, c) != ""), default=0)
        cells = {at: words for at in places if (words := _words(workbook, sheet, at, first)).strip()}
        merged = [((top, left), (bottom - 1, right - 1)) for top, bottom, left, right in sheet.merged_cells]
        yield Sheet(sheet.name, cells, merged, hidden_rows, hidden_columns)


def _words(workbook: Any, sheet: Any, at: Place, first: int) -> str:
    from xlrd import XL_CELL_BOOLEAN, XL_CELL_DATE, XL_CELL_ERROR, XL_CELL_TEXT
    from xlrd.xldate import XLDateError, xldate_as_datetime

    cell = sheet.cell(*at)
    value: Value = cell.value
    code = workbook.format_map[workbook.xf_list[cell.xf_index].format_key].format_str
    if cell.ctype == XL_CELL_ERROR or value == "":
        return ""
    if cell.ctype == XL_CELL_BOOLEAN:
        value = bool(value)
    elif cell.ctype == XL_CELL_DATE:
        try:
            moment = xldate_as_datetime(cell.value, workbook.datemode)
            value = moment.time() if 0 < cell.value < 1 else moment
        except (XLDateError, OverflowError):  # a number that no calendar has
            code = ""
    elif cell.ctype != XL_CELL_TEXT and code == "General":
        code = ""
    return show(value, code, numbers_rows=at[1] == first)
