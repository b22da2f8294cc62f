"""The outputs of many documents: one row each. A module is loaded when its output is opened.

Enters: every file of an archive in its order, with its result or None. Leaves: files in a folder, whole or not at all.
Nothing here knows where files come from or who reads them.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol

from cchc_extract.errors import WriteError


class Entry(NamedTuple):
    """A file of the archive, in input order, and what became of it.

    `path` is unique in the run, with "/" between folders (`so-noi-vu/2026/ke-hoach.docx`, `goi.zip/a/b.pdf`), and the
    same on every machine. `skipped`: it is no document. `reason`: one line why it failed or was skipped.
    """

    path: str
    state: Literal["done", "failed", "skipped"]
    reason: str | None = None
    format: str | None = None
    sha256: str | None = None
    bytes: int | None = None
    pages: int | None = None


class Output(Protocol):
    """Takes every entry in input order; keeps nothing half-written visible. Each method may raise WriteError."""

    def add(self, entry: Entry, result: dict[str, Any] | None) -> None:
        """An entry and its result as `Extraction.to_dict` has it; None where there is none."""

    def finish(self) -> list[Path]:
        """Put the files in their place; the files written."""

    def abandon(self) -> None:
        """Remove what was begun. Nothing happens after `finish`, or a second time."""


class ArchiveOutput(NamedTuple):
    """An output that `module`'s function `begin(folder) -> Output` opens.

    `files` is what it writes in the folder. `packages` are what its module imports, `extra` the extra of this package
    that brings them.
    """

    name: str
    module: str
    files: tuple[str, ...]
    packages: tuple[str, ...] = ()
    extra: str | None = None

    def check(self) -> None:
        """Raises WriteError where a package is missing: to be asked before any work starts."""
        for package in self.packages:
            if find_spec(package) is None:
                what = f"it needs the package {package}, which is not installed"
                advice = f"install it with: pip install 'cchc-extract[{self.extra}]'"
                raise WriteError(f"output {self.name}", what, advice)

    def open(self, folder: Path) -> Output:
        """Begin this output in a folder, which is made; one run at a time writes there."""
        self.check()
        output: Output = import_module(self.module).begin(folder)
        return output


ARCHIVE_OUTPUTS: dict[str, ArchiveOutput] = {
    row.name: row
    for row in (
        ArchiveOutput("jsonl", "cchc_extract.writers.archive_jsonl", ("documents.jsonl",)),
        ArchiveOutput("csv", "cchc_extract.writers.archive_csv", ("tracking.csv",)),
        ArchiveOutput("xlsx", "cchc_extract.writers.archive_xlsx", ("tracking.xlsx",), ("xlsxwriter",), "sheet"),
        ArchiveOutput("parquet", "cchc_extract.writers.archive_parquet", ("parquet/",), ("duckdb",), "tables"),
        ArchiveOutput("duckdb", "cchc_extract.writers.archive_duckdb", ("archive.duckdb",), ("duckdb",), "tables"),
    )
}
