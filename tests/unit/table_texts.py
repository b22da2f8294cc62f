"""A short way to read tables in the tests: texts in, what the records say out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cchc_extract.model.source import SourceDocument
from cchc_extract.pipeline import extract_document
from cchc_extract.readers.text import read_text
from cchc_extract.tables.assemble import Table
from cchc_extract.tables.find import find_tables
from cchc_extract.tables.inherit import inherit
from cchc_extract.tables.rows import JoinedRow, join_rows
from cchc_extract.tables.sections import Leaf, read_sections


def document(text: str) -> SourceDocument:
    return read_text(text, "invented")


def tables(text: str) -> list[Table]:
    read = document(text)
    return find_tables(read.text, read.lines)[0]


def tabbed(*rows: str) -> str:
    """Rows written with ` | ` between cells, as tab-parted lines; an empty row is a blank line."""
    return "\n".join("\t".join(cell.strip() for cell in row.split("|")) if row else "" for row in rows) + "\n"


def joined(text: str) -> list[JoinedRow]:
    return [row for table in tables(text) if table.header for row in join_rows(table)]


def cells(text: str) -> list[list[str]]:
    """The joined rows of the tables of a text."""
    return [[cell.plain for cell in row.cells] for row in joined(text)]


def leaves(text: str) -> list[Leaf]:
    out: list[Leaf] = []
    for table in tables(text):
        assert table.header
        found, _ = read_sections(join_rows(table), table.header)
        inherit(found, table.header)
        out += found
    return out


def paths(text: str) -> list[tuple[str, ...]]:
    """For each leaf the labels (or titles) of its sections, then its own label (or what is done)."""
    return [
        (*(s.label or s.title.plain for s in leaf.path), (leaf.cells.get("ordinal") or leaf.cells["task"]).plain)
        for leaf in leaves(text)
    ]


@dataclass(frozen=True)
class Result:
    """What a whole document gave."""

    tasks: Sequence[dict[str, str]]
    annexes: Sequence[str | None]
    paths: Sequence[Sequence[str | None]]
    indicators: Sequence[tuple[str | None, str | None, float | None]]
    codes: set[str]
    targets: Sequence[tuple[str, str, float, str]] = ()


def result(text: str) -> Result:
    """The table tasks (cells, annexes, labels of sections), the indicators, the diagnostics; nothing is residue."""
    found = extract_document(document(text)).to_dict()
    assert found["accounting"]["residue"] == []
    tasks = [t for t in found["tasks"] if t["source"] == "table"]
    return Result(
        [t["cells"] for t in tasks],
        [t["annex"] and t["annex"]["number"] for t in tasks],
        [[section["label"] for section in t["section"]] for t in tasks],
        [(i["code"], i["name"], i["value"]) for i in found["indicators"]],
        {d["code"] for d in found["diagnostics"]},
        [(t["text"], t["comparator"], t["value"], t["unit"]) for t in found["targets"]],
    )
