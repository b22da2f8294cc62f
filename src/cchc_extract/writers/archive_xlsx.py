"""The tracking sheet as a workbook: sheets of tasks and sheets of documents, those that failed too.

Days and sums are days and numbers, words are never formulas or links. Rows go to the disk as they come. What no sheet
can hold goes on in a further one; what no cell can hold is cut, and says so. The same input gives the same bytes.
Only here is xlsxwriter loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.worksheet import Worksheet

from cchc_extract.writers.archive import Entry
from cchc_extract.writers.begun import Begun
from cchc_extract.writers.cells import bounded, printable
from cchc_extract.writers.output import writing
from cchc_extract.writers.tracking import DOCUMENT_COLUMNS, TASK_COLUMNS, Column, Value, document_row, task_rows

_NAME = "tracking.xlsx"
_ROWS = 1_048_575  # that a sheet holds below its heading
_SIZED = 20_000  # rows that are given a height: the library keeps all heights in memory
_FIRST_DAY = date(1900, 3, 1)  # before it Excel counts a day that never was
_LINE, _HIGHEST = 15, 409  # points; a row cannot be higher
_SMALL, _CAPITAL = 0.9, 1.2  # width of a letter, in figures of the usual font
_MOST = 10**15  # Excel's numbers have fifteen figures
_MADE = datetime(2000, 1, 1)  # the workbook's own time: the same input gives the same bytes


def begin(folder: Path) -> Workbook:
    """Begin `tracking.xlsx` in a folder."""
    return Workbook(folder)


class Workbook:
    """The growing workbook."""

    def __init__(self, folder: Path) -> None:
        self._begun = Begun(folder, "xlsx")
        self._folder = folder
        options = {"constant_memory": True, "tmpdir": str(self._begun.hidden)}
        with writing(folder / _NAME):
            self._book = xlsxwriter.Workbook(str(self._begun.path(_NAME)), options)
            self._book.use_zip64()
            self._book.set_properties({"created": _MADE})
            self._tasks = _Sheets(self._book, "Nhiệm vụ", TASK_COLUMNS)
            self._documents = _Sheets(self._book, "Văn bản", DOCUMENT_COLUMNS)

    def add(self, entry: Entry, result: dict[str, Any] | None) -> None:
        """Write a row a task, and one for the document."""
        document = document_row(entry, result, self._documents.count + 1)
        tasks = [] if result is None else list(task_rows(entry, result, self._tasks.count))
        with writing(self._folder / _NAME):
            self._documents.write(document)
            for row in tasks:
                self._tasks.write(row)

    def finish(self) -> list[Path]:
        """Close the workbook and put it in its place."""
        with writing(self._folder / _NAME, XlsxWriterException):
            self._tasks.close()
            self._documents.close()
            self._book.close()
        return self._begun.place({_NAME: _NAME})

    def abandon(self) -> None:
        """Remove what was written."""
        self._book.fileclosed = True  # else it complains at the end of the process that nobody has closed it
        self._begun.abandon()


def height(row: Sequence[Value], columns: Sequence[Column]) -> float:
    """About as high as its longest cell, in points: not every program finds that out for itself."""
    lines = max(_lines(value, column.width) for value, column in zip(row, columns, strict=True))
    return min(lines * _LINE, _HIGHEST)


def _lines(value: Value, width: int) -> int:
    if not isinstance(value, str):
        return 1
    wide = _CAPITAL if value.isupper() else _SMALL
    return sum(1 + int(len(line) * wide / width) for line in value.split("\n"))


class _Sheets:
    """Rows of one kind: a sheet, and further ones where it is full."""

    def __init__(self, book: xlsxwriter.Workbook, name: str, columns: tuple[Column, ...]) -> None:
        self._book, self._name, self._columns = book, name, columns
        self._number = 0
        self.count = 0
        font = {"font_name": "Times New Roman", "font_size": 11}  # the font of official documents
        usual = {**font, "text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
        self._words = book.add_format(usual)
        self._day = book.add_format({**usual, "num_format": "dd/mm/yyyy"})
        self._sum = book.add_format({**usual, "num_format": "#,##0"})
        self._head = book.add_format({**usual, "bold": True, "align": "center", "bg_color": "#DDEBF7"})
        self._open()

    def write(self, row: Sequence[Value]) -> None:
        """A row, in the order of the columns."""
        if self._row == _ROWS:
            self.close()
            self._open()
        self._row += 1
        self.count += 1
        for column, value in enumerate(row):
            self._cell(column, value)
        if self._row <= _SIZED:
            self._sheet.set_row(self._row, height(row, self._columns))

    def close(self) -> None:
        """The sheet is full, or the last: its filter knows how far it goes."""
        self._sheet.autofilter(0, 0, self._row, len(self._columns) - 1)

    def _open(self) -> None:
        self._number += 1
        self._row = 0
        self._sheet: Worksheet = self._book.add_worksheet(
            self._name if self._number == 1 else f"{self._name} {self._number}"
        )
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_landscape()
        self._sheet.set_paper(8)  # A3
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0)
        self._sheet.set_row(0, height([column.heading.upper() for column in self._columns], self._columns))
        for number, column in enumerate(self._columns):
            self._sheet.set_column(number, number, column.width)
            self._sheet.write_string(0, number, column.heading, self._head)

    def _cell(self, column: int, value: Value) -> None:
        if isinstance(value, date) and value >= _FIRST_DAY:
            self._sheet.write_datetime(self._row, column, value, self._day)
        elif isinstance(value, (int, float)) and abs(value) < _MOST:
            self._sheet.write_number(self._row, column, value, self._sum)
        elif value is None:
            self._sheet.write_blank(self._row, column, None, self._words)
        else:
            self._sheet.write_string(self._row, column, bounded(printable(str(value))), self._words)
