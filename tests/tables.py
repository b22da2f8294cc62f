"""The pages on tables, made from what the program is. `python -m tests.tables` writes them anew (`just tables`).

`docs/tables.md` is printed from the schema; in `docs/queries.md` each block of SQL is followed by what it answers over
the samples.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from cchc_extract.writers.archive import ARCHIVE_OUTPUTS, Entry
from cchc_extract.writers.tables import TABLES, TABLES_VERSION, Table
from tests.conftest import ROOT
from tests.golden.samples import EVERY, EXPECTED

TABLES_PAGE = ROOT / "docs" / "tables.md"
QUERIES_PAGE = ROOT / "docs" / "queries.md"
_BLOCK = re.compile(r"^```sql\n(?P<sql>.*?)^```\n(?:\n```text\n.*?^```\n)?", re.DOTALL | re.MULTILINE)
_HEAD = f"""# The tables of an archive

Version `{TABLES_VERSION}`: it is in the table `meta` of `archive.duckdb` (key `tables`) and in the metadata of
every Parquet file. Printed from `writers/tables.py` by `python -m tests.tables`.

Rows stand in the order of the input. Keys are the same in every run and on every machine: `document_id` follows from
the file's path, `task_id` from that and the task's id. A `document_id` or `task_id` in another table is always there in
`documents` or `tasks`. `archive.duckdb` declares what is never null and has these meanings as comments; of the keys it
declares that of `documents` alone, since indexes of all would make it several times as large (a test holds the others).

Spans count as in the records: code points of the decoded source, or of the text as read in a format that has none.
"""


def tables_page() -> str:
    """The page on the schema."""
    return "\n".join([_HEAD, *map(_described, TABLES)])


def _described(table: Table) -> str:
    lines = [f"## `{table.name}`\n", f"{table.meaning[0].upper()}{table.meaning[1:]}. Key: {_names(table.key)}.\n"]
    lines += ["| Column | Type | Null | Meaning |", "|---|---|---|---|"]
    for column in table.columns:
        null = "never" if column.required else ""
        lines.append(f"| `{column.name}` | {column.type} | {null} | {column.meaning} |")
    return "\n".join([*lines, ""])


def _names(key: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in key)


def entries() -> list[tuple[Entry, dict[str, Any] | None]]:
    """The samples as the files of an archive, and what became of them; two more that have no result."""
    found: list[tuple[Entry, dict[str, Any] | None]] = []
    for sample in EVERY:
        result = json.loads((sample / EXPECTED).read_text("utf-8"))
        source = result["source"]
        path = f"{sample.name}/{source['name']}"
        facts = (source["format"], source["sha256"], source["bytes"], source["pages"])
        found.append((Entry(path, "done", None, *facts), result))
    found.insert(3, (Entry("hop-thu/hong.pdf", "failed", "the file is damaged", "pdf", "0" * 64, 17), None))
    found.append((Entry("hop-thu/anh.bin", "skipped", "it is no document", None, None, 4), None))
    return found


def database(folder: Path) -> duckdb.DuckDBPyConnection:
    """The samples' tables, read-only, as a user opens them."""
    output = ARCHIVE_OUTPUTS["duckdb"].open(folder)
    for entry, result in entries():
        output.add(entry, result)
    (file,) = output.finish()
    return duckdb.connect(str(file), read_only=True)


def answered(page: str, base: duckdb.DuckDBPyConnection) -> str:
    """The page with each block's real answer behind it, run one after the other."""
    return _BLOCK.sub(lambda block: f"```sql\n{block['sql']}```\n{_answer(block['sql'], base)}", page)


def _answer(sql: str, base: duckdb.DuckDBPyConnection) -> str:
    done = base.execute(sql)
    heads = [each[0] for each in done.description or ()]
    rows = [["" if value is None else str(value) for value in row] for row in done.fetchall()]
    if not heads or heads in (["Success"], ["Count"]):
        return ""
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in [heads, *rows]]
    lines.insert(1, "-|-".join("-" * width for width in widths))
    return "\n```text\n" + "".join(f"{line.rstrip()}\n" for line in lines) + "```\n"


if __name__ == "__main__":
    TABLES_PAGE.write_text(tables_page(), "utf-8")
    with TemporaryDirectory() as folder, database(Path(folder)) as base:
        QUERIES_PAGE.write_text(answered(QUERIES_PAGE.read_text("utf-8"), base), "utf-8")
