"""The tables as Parquet, a file each: every entry with its result enters, files leave. The same input gives the same
bytes with one version of duckdb."""

from __future__ import annotations

from pathlib import Path

import duckdb

from cchc_extract.writers.output import writing
from cchc_extract.writers.spool import Spool, quoted
from cchc_extract.writers.tables import TABLES, TABLES_VERSION

_ROWS = 20_000  # a group of rows is held in memory as it is written


def begin(folder: Path) -> Parquet:
    """Begin `parquet/TABLE.parquet` in a folder."""
    return Parquet(folder, "parquet")


class Parquet(Spool):
    """The growing tables."""

    def finish(self) -> list[Path]:
        """Load what is left, write the files and put them in their place."""
        self.load()
        version = f"KV_METADATA {{tables: {quoted(TABLES_VERSION)}}}"
        options = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROWS}, {version}"
        with writing(self.begun.folder / "parquet", duckdb.Error), self.base() as base:
            for table in TABLES:
                base.execute(f"COPY {table.name} TO {quoted(str(self.begun.path(_named(table.name))))} ({options})")
        return self.begun.place({_named(table.name): f"parquet/{_named(table.name)}" for table in TABLES})


def _named(table: str) -> str:
    return f"{table}.parquet"
