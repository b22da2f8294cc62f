"""The tables as Parquet, a file each: every entry with its result enters, files leave. The same input gives the same
bytes with one version of duckdb."""

from __future__ import annotations

from pathlib import Path

import duckdb

from cchc_extract.writers.output import writing
from cchc_extract.writers.spool import VERSIONS, Spool, quoted
from cchc_extract.writers.tables import TABLES

_ROWS = 20_000  # a group of rows is held in memory as it is written


def begin(folder: Path) -> Parquet:
    """Begin `parquet/TABLE.parquet` in a folder."""
    return Parquet(folder, "parquet")


class Parquet(Spool):
    """The growing tables."""

    def finish(self) -> list[Path]:
        """Write the files and put them in their place."""
        versions = ", ".join(f"{name}: {quoted(version)}" for name, version in VERSIONS.items())
        options = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROWS}, KV_METADATA {{{versions}}}"
        with writing(self.begun.folder / "parquet", duckdb.Error), self.database(":memory:") as base:
            for table in TABLES:
                file = quoted(str(self.begun.path(f"{table.name}.parquet")))
                base.execute(f"COPY ({self.select(table)}) TO {file} ({options})")
        return self.begun.place({f"{table.name}.parquet": f"parquet/{table.name}.parquet" for table in TABLES})
