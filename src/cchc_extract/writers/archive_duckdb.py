"""The tables as one DuckDB file, with comments and its version: entries with results enter, a file leaves."""

from __future__ import annotations

from pathlib import Path

import duckdb

from cchc_extract.writers.output import writing
from cchc_extract.writers.spool import BASE, Spool
from cchc_extract.writers.tables import TABLES_VERSION


def begin(folder: Path) -> Database:
    """Begin `archive.duckdb` in a folder."""
    return Database(folder, "duckdb")


class Database(Spool):
    """The growing tables."""

    def finish(self) -> list[Path]:
        """Load what is left and put the file in its place."""
        self.load()
        with writing(self.begun.folder / BASE, duckdb.Error), self.base() as base:
            base.execute("CREATE TABLE meta (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)")
            base.execute("INSERT INTO meta VALUES ('tables', ?)", [TABLES_VERSION])
            base.execute("CHECKPOINT")
        return self.begun.place({BASE: BASE})
