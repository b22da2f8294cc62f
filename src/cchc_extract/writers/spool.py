"""Rows of the tables on their way to DuckDB: a file of JSON lines a table grows, and is loaded at the end.

Only here is duckdb loaded. It works on one thread, so that rows stay in their order, in bounded memory, without any
extension that would have to be fetched.
"""

from __future__ import annotations

import json
from glob import escape
from pathlib import Path
from typing import Any

import duckdb

from cchc_extract.writers.archive import Entry
from cchc_extract.writers.begun import Begun
from cchc_extract.writers.output import writing
from cchc_extract.writers.table_rows import rows
from cchc_extract.writers.tables import TABLES, TABLES_VERSION, Table

VERSIONS = {"tables": TABLES_VERSION}
_MEMORY = "1GB"
_ROOM = 1 << 20  # bytes of a row that are expected: twice as many are held
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Spool:
    """What both outputs of tables do while entries come."""

    def __init__(self, folder: Path, output: str) -> None:
        self.begun = Begun(folder, output)
        self._files = {table.name: self.begun.text(_spooled(table)) for table in TABLES}
        self._longest = dict.fromkeys(self._files, _ROOM)  # bytes of a row: a cell may be as long as its document
        self._count = 0

    def add(self, entry: Entry, result: dict[str, Any] | None) -> None:
        """Write the entry's rows."""
        self._count += 1
        lines = [(table, _encode(row) + "\n") for table, row in rows(entry, self._count, result)]
        with writing(self.begun.folder):
            for table, line in lines:
                self._files[table].write(line)
                if len(line) * 4 > self._longest[table]:
                    self._longest[table] = len(line) * 4

    def abandon(self) -> None:
        """Remove what was written."""
        self.begun.abandon()

    def database(self, name: str) -> duckdb.DuckDBPyConnection:
        """A connection to a new database in the hidden folder (`:memory:` for none), all rows being on the disk."""
        self.begun.close()
        settings: dict[str, str | bool | int | float | list[str]] = {
            "threads": 1,
            "memory_limit": _MEMORY,
            "temp_directory": str(self.begun.path("spill")),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        return duckdb.connect(name, config=settings)

    def select(self, table: Table) -> str:
        """SQL that gives a table's rows in their order."""
        columns = ", ".join(f"{quoted(column.name)}: {quoted(column.type)}" for column in table.columns)
        file = quoted(escape(str(self.begun.path(_spooled(table)))))
        options = f"format = 'newline_delimited', maximum_object_size = {self._longest[table.name]}"
        return f"SELECT * FROM read_json({file}, {options}, columns = {{{columns}}})"


def quoted(text: str) -> str:
    """A literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def _spooled(table: Table) -> str:
    return f"{table.name}.ndjson"
