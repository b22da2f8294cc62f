"""The tables as one DuckDB file, with comments and its version: entries with results enter, a file leaves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb

from cchc_extract.writers.output import writing
from cchc_extract.writers.spool import VERSIONS, Spool, quoted
from cchc_extract.writers.tables import TABLES, Table

_NAME = "archive.duckdb"


def begin(folder: Path) -> Database:
    """Begin `archive.duckdb` in a folder."""
    return Database(folder, "duckdb")


class Database(Spool):
    """The growing tables."""

    def finish(self) -> list[Path]:
        """Load the tables and put the file in its place."""
        file = self.begun.path(_NAME)
        with writing(self.begun.folder / _NAME, duckdb.Error), self.database(str(file)) as base:
            for table in TABLES:
                for statement in described(table):
                    base.execute(statement)
                base.execute(f"INSERT INTO {table.name} {self.select(table)}")
            base.execute("CREATE TABLE meta (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)")
            base.executemany("INSERT INTO meta VALUES (?, ?)", list(VERSIONS.items()))
            base.execute("CHECKPOINT")
        return self.begun.place({_NAME: _NAME})


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
