"""Rows of the tables on their way into a DuckDB file: lines of JSON, a file a table, loaded whenever they have grown.

Only here and in the two outputs is duckdb loaded. It works on one thread, so that rows stay in their order, in bounded
memory, without any extension that would have to be fetched.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from glob import escape
from pathlib import Path
from typing import Any

import duckdb

from cchc_extract.writers.archive import Entry
from cchc_extract.writers.begun import Begun
from cchc_extract.writers.output import writing
from cchc_extract.writers.table_rows import rows
from cchc_extract.writers.tables import TABLES, Table

BASE = "archive.duckdb"
_MEMORY = "1GB"
_GROWN = 64 << 20  # letters of lines that are loaded together
_ROOM = 1 << 20  # bytes of a row that are expected: twice as many are held
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Spool:
    """What both outputs of tables do while entries come."""

    def __init__(self, folder: Path, output: str) -> None:
        self.begun = Begun(folder, output)
        self._count = 0
        self._made = False
        self._open()

    def _open(self) -> None:
        self._files = {table.name: self.begun.text(_spooled(table)) for table in TABLES}
        self._longest = dict.fromkeys(self._files, _ROOM)  # bytes of a row: a cell may be as long as its document
        self._letters = 0

    def add(self, entry: Entry, result: dict[str, Any] | None) -> None:
        """Write the entry's rows."""
        self._count += 1
        lines = [(table, _encode(row) + "\n") for table, row in rows(entry, self._count, result)]
        with writing(self.begun.folder):
            for table, line in lines:
                self._files[table].write(line)
                self._letters += len(line)
                if len(line) * 4 > self._longest[table]:
                    self._longest[table] = len(line) * 4
        if self._letters > _GROWN:
            self.load()
            self._open()

    def load(self) -> None:
        """Bring the rows into the hidden DuckDB file."""
        self.begun.close()
        with writing(self.begun.folder / BASE, duckdb.Error), self.base() as base:
            for table in TABLES:
                for statement in () if self._made else described(table):
                    base.execute(statement)
                base.execute(f"INSERT INTO {table.name} {self._lines(table)}")
        self._made = True

    def base(self) -> duckdb.DuckDBPyConnection:
        """A connection to the hidden DuckDB file."""
        settings: dict[str, str | bool | int | float | list[str]] = {
            "threads": 1,
            "memory_limit": _MEMORY,
            "temp_directory": str(self.begun.path("spill")),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        return duckdb.connect(str(self.begun.path(BASE)), config=settings)

    def abandon(self) -> None:
        """Remove what was written."""
        self.begun.abandon()

    def _lines(self, table: Table) -> str:
        """SQL that gives the spooled rows of a table in their order."""
        columns = ", ".join(f"{quoted(column.name)}: {quoted(column.type)}" for column in table.columns)
        file = quoted(escape(str(self.begun.path(_spooled(table)))))
        options = f"format = 'newline_delimited', maximum_object_size = {self._longest[table.name]}"
        return f"SELECT * FROM read_json({file}, {options}, columns = {{{columns}}})"


def described(table: Table) -> Iterator[str]:
    """The statements that make an empty table. Only the key of the table without a parent is declared: the indexes of
    all keys made the file of 1.8 million tasks five times as large, and grow in memory with the archive."""
    lines = [f'"{column.name}" {column.type}{" NOT NULL" if column.required else ""}' for column in table.columns]
    if table.parent is None:
        lines.append(f"PRIMARY KEY ({', '.join(table.key)})")
    yield f"CREATE TABLE {table.name} ({', '.join(lines)})"
    yield f"COMMENT ON TABLE {table.name} IS {quoted(table.meaning)}"
    for column in table.columns:
        yield f'COMMENT ON COLUMN {table.name}."{column.name}" IS {quoted(column.meaning)}'


def quoted(text: str) -> str:
    """A literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def _spooled(table: Table) -> str:
    return f"{table.name}.ndjson"
