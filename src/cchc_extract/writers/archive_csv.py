"""The tracking sheet as CSV (RFC 4180, UTF-8 with its mark, so that Excel knows the letters): a row a task.

A cell of words that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a line break)
has an apostrophe before it; a dash alone is none. Days are `2026-02-13`, sums of money bare figures.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from cchc_extract.writers.archive import Entry
from cchc_extract.writers.begun import Begun
from cchc_extract.writers.cells import printable
from cchc_extract.writers.output import writing
from cchc_extract.writers.tracking import TASK_COLUMNS, Value, task_rows

_NAME = "tracking.csv"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def begin(folder: Path) -> Sheet:
    """Begin `tracking.csv` in a folder."""
    return Sheet(folder)


class Sheet:
    """The growing file."""

    def __init__(self, folder: Path) -> None:
        self._begun = Begun(folder, "csv")
        file = self._begun.text(_NAME)
        self._rows = 0
        with writing(folder / _NAME):
            file.write("\ufeff")
            self._writer = csv.writer(file)
            self._writer.writerow(column.heading for column in TASK_COLUMNS)

    def add(self, entry: Entry, result: dict[str, Any] | None) -> None:
        """Write a row a task."""
        if result is None:
            return
        rows = [[harmless(value) for value in row] for row in task_rows(entry, result, self._rows)]
        self._rows += len(rows)
        with writing(self._begun.folder / _NAME):
            self._writer.writerows(rows)

    def finish(self) -> list[Path]:
        """Put the file in its place."""
        return self._begun.place({_NAME: _NAME})

    def abandon(self) -> None:
        """Remove what was written."""
        self._begun.abandon()


def harmless(value: Value) -> Value:
    """Words that no spreadsheet takes for a formula; other values as they are."""
    if not isinstance(value, str):
        return value
    text = printable(value)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) and len(text) > 1 else text
