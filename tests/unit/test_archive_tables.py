"""The tables of an archive: everything of every result once, under keys that hold."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_extract.writers import spool
from cchc_extract.writers.archive import ARCHIVE_OUTPUTS, Entry
from cchc_extract.writers.table_rows import document_id, rows
from cchc_extract.writers.tables import BY_NAME, TABLES, TABLES_VERSION
from tests import tables as pages
from tests.tables import database, entries

ENTRIES = entries()
PARTS = ("activities", "deliverables", "parties", "deadlines")
LISTS = ("indicators", "targets", "citations", "footnotes", "diagnostics")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with database(tmp_path_factory.mktemp("duckdb")) as connection:
        yield connection


def read(base: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    done = base.execute(sql)
    names = [each[0] for each in done.description or ()]
    return [dict(zip(names, row, strict=True)) for row in done.fetchall()]


def plain(value: Any) -> Any:
    """A value of SQL as JSON has it."""
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value


def records() -> Iterator[tuple[str, str, str | None, int, dict[str, Any]]]:
    """(table, document, task, number, record) of every record of every result, read off the JSON."""
    for entry, result in ENTRIES:
        key = document_id(entry.path)
        if result is None:
            continue
        for number, task in enumerate(result["tasks"], 1):
            own = f"{key}/{task['id']}"
            yield "tasks", key, own, number, task
            for table in PARTS:
                yield from ((table, key, own, n, item) for n, item in enumerate(task[table], 1))
            if task["budget"]:
                yield "budgets", key, own, 1, task["budget"]
        for table in LISTS:
            yield from ((table, key, None, n, item) for n, item in enumerate(result[table], 1))


def test_rows_have_the_columns_of_their_table_in_order() -> None:
    seen = set()
    for n, (entry, result) in enumerate(ENTRIES, 1):
        for table, row in rows(entry, n, result):
            assert list(row) == [column.name for column in BY_NAME[table].columns]
            assert all(row[column.name] is not None for column in BY_NAME[table].columns if column.required)
            seen.add(table)
    assert seen == set(BY_NAME), "the samples have rows for every table"


def test_every_record_is_there_once_with_its_values(base: duckdb.DuckDBPyConnection) -> None:
    found = {table.name: read(base, f"SELECT * FROM {table.name} ORDER BY rowid") for table in TABLES}
    wanted = Counter(table for table, *_ in records())
    assert {name: len(of) for name, of in found.items() if name != "documents"} == wanted
    turn = {name: iter(of) for name, of in found.items()}
    for table, document, task, number, record in records():
        row = next(turn[table])
        assert (row["document_id"], row["n"]) == (document, number), "in the order of the input"
        assert row.get("task_id") == task
        renamed = {"start": "start_on", "end": "due_on"} if table == "deadlines" else {}
        for name, value in record.items():
            column = renamed.get(name, name)
            if column in row and not isinstance(value, dict) and column not in ("path", "codebook"):
                assert plain(row[column]) == value, f"{table}.{column}"
        if table != "tasks":
            assert [row["span_start"], row["span_end"]] == (record["span"] or [None, None])
        else:
            assert row["cells"] == record["cells"] and row["inherited"] == record["inherited"]
            assert len(row["sections"]) == len([each for each in record["section"] if each["label"] or each["title"]])


def test_every_file_is_a_document(base: duckdb.DuckDBPyConnection) -> None:
    found = read(base, "SELECT * FROM documents ORDER BY rowid")
    assert [row["n"] for row in found] == list(range(1, len(ENTRIES) + 1))
    for row, (entry, result) in zip(found, ENTRIES, strict=True):
        assert {name: row[name] for name in Entry._fields} == entry._asdict()
        assert row["document_id"] == document_id(entry.path)
        document = result["document"] if result else {}
        for name in ("kind", "type", "number", "issuer", "issued", "title", "year", "province", "signer"):
            assert row[name] == document.get(name)
        whole = document.get("issued") if len(document.get("issued") or "") == 10 else None
        assert plain(row["issued_on"]) == whole
        assert row["task_count"] == (len(result["tasks"]) if result else None)
        assert row["recipients"] == ([each["text"] for each in document["recipients"]] if result else None)
        if result:
            assert (row["characters"], row["covered"]) == tuple(
                result["accounting"][x] for x in ("characters", "covered")
            )
            severities = Counter(each["severity"] for each in result["diagnostics"])
            assert (row["error_count"], row["warning_count"]) == (severities["error"], severities["warning"])


def test_indicators_have_their_ratio_codebook_and_path(base: duckdb.DuckDBPyConnection) -> None:
    items = [record for table, *_, record in records() if table == "indicators"]
    found = read(base, "SELECT * FROM indicators ORDER BY rowid")
    for row, item in zip(found, items, strict=True):
        if isinstance(item["value"], dict):
            assert (row["numerator"], row["denominator"]) == tuple(item["value"].values()) and row["value"] is None
        else:
            assert row["value"] == item["value"] and row["numerator"] is None
        assert len(row["path"]) == len(item["path"])
        assert (row["codebook"] or []) == [f"{each['value']} = {each['label']}" for each in item["codebook"] or ()]
    assert any(row["numerator"] for row in found) and any(row["codebook"] for row in found)


def test_keys_are_unique_and_lead_to_their_parents(base: duckdb.DuckDBPyConnection) -> None:
    for table in TABLES:
        key = ", ".join(table.key)
        assert not read(base, f"SELECT {key} FROM {table.name} GROUP BY {key} HAVING count(*) > 1")
        if table.parent:
            parent = BY_NAME[table.parent]
            on = ", ".join(parent.key)
            assert not read(base, f"SELECT * FROM {table.name} ANTI JOIN {parent.name} USING ({on})")


def test_keys_are_the_same_everywhere_and_in_any_company() -> None:
    assert document_id("so-noi-vu/2026/ke-hoach.docx") == "cd82f024338f5ef0"
    entry, result = next(each for each in ENTRIES if each[1])
    alone = [(table, row) for table, row in rows(entry, 1, result) if table != "documents"]
    later = [(table, row) for table, row in rows(entry, 977, result) if table != "documents"]
    assert alone == later


def test_the_file_says_what_it_is(base: duckdb.DuckDBPyConnection) -> None:
    assert dict(base.execute("SELECT key, value FROM meta").fetchall())["tables"] == TABLES_VERSION
    told = base.execute("SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal").fetchall()
    comments = {(table, column): comment for table, column, comment in told if table != "meta"}
    assert comments == {(t.name, column.name): column.meaning for t in TABLES for column in t.columns}
    told = base.execute("SELECT table_name, comment FROM duckdb_tables() WHERE table_name <> 'meta'").fetchall()
    assert dict(told) == {table.name: table.meaning for table in TABLES}
    told = base.execute("SELECT table_name, column_name FROM duckdb_columns() WHERE NOT is_nullable").fetchall()
    required = {(table.name, column.name) for table in TABLES for column in table.columns if column.required}
    assert {(table, column) for table, column in told if table in BY_NAME} == required


def test_parquet_has_the_same_rows_and_says_its_version(base: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    output = ARCHIVE_OUTPUTS["parquet"].open(tmp_path)
    for entry, result in ENTRIES:
        output.add(entry, result)
    written = output.finish()
    assert [path.name for path in written] == [f"{table.name}.parquet" for table in TABLES]
    with duckdb.connect() as fresh:
        for table, path in zip(TABLES, written, strict=True):
            there = read(fresh, f"FROM '{path}'")
            assert there == read(base, f"SELECT * FROM {table.name} ORDER BY rowid")
            described = fresh.execute(f"DESCRIBE FROM '{path}'").fetchall()
            assert [(name, kind) for name, kind, *_ in described] == [(c.name, c.type) for c in table.columns]
            metadata = fresh.execute(f"SELECT key, value FROM parquet_kv_metadata('{path}')").fetchall()
            assert (b"tables", TABLES_VERSION.encode()) in metadata


def test_a_recognised_document_keeps_its_doubts(tmp_path: Path) -> None:
    """A result of a picture has confidences, and pages to which the places lead."""
    entry, result = json.loads(json.dumps(next(each for each in ENTRIES if each[1] and each[1]["tasks"])))
    task = result["tasks"][0]
    task["confidences"] = {"task": 0.93, "lead": 0.41}
    task["parties"][0] |= {"confidence": 0.41, "pieces": [[1, 2], [4, 6]], "span": [1, 6]}
    result["places"] = [{"span": [0, 10_000_000], "page": 4, "bbox": [0, 0, 1, 1], "confidence": 0.41}]
    found = list(rows(Entry(*entry), 1, result))
    row = next(row for table, row in found if table == "tasks")
    assert (row["confidence"], row["page"], row["place"]) == (0.41, 4, "trang 4")
    party = next(row for table, row in found if table == "parties")
    assert (party["confidence"], party["page"], party["pieces"]) == (0.41, 4, [[1, 2], [4, 6]])


@pytest.mark.parametrize("name", ["duckdb", "parquet"])
def test_rows_that_are_loaded_in_parts_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, base: duckdb.DuckDBPyConnection, name: str
) -> None:
    monkeypatch.setattr(spool, "_GROWN", 50_000)
    loads: list[int] = []
    load = spool.Spool.load
    monkeypatch.setattr(spool.Spool, "load", lambda self: (loads.append(1), load(self))[1])
    output = ARCHIVE_OUTPUTS[name].open(tmp_path)
    for entry, result in ENTRIES:
        output.add(entry, result)
    written = output.finish()
    assert len(loads) > 5
    with duckdb.connect(":memory:" if name == "parquet" else str(written[0]), read_only=name == "duckdb") as fresh:
        for table in TABLES:
            where = f"'{tmp_path}/parquet/{table.name}.parquet'" if name == "parquet" else table.name
            assert read(fresh, f"FROM {where}") == read(base, f"FROM {table.name}")


@settings(max_examples=10)
@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1, max_size=40))
def test_any_words_come_back_as_they_are(texts: list[str]) -> None:
    entry, result = next(each for each in ENTRIES if each[1] and each[1]["tasks"])
    assert result
    model = result["tasks"][0]
    tasks = [{**model, "id": str(n), "task": text, "cells": {"task": text}} for n, text in enumerate(texts)]
    with TemporaryDirectory() as folder:
        output = ARCHIVE_OUTPUTS["duckdb"].open(Path(folder))
        output.add(entry, {**result, "tasks": tasks})
        (file,) = output.finish()
        with duckdb.connect(str(file), read_only=True) as fresh:
            found = fresh.execute("SELECT task, cells['task'] FROM tasks").fetchall()
    assert found == [(text, text) for text in texts]


# The pages


def test_the_page_on_the_tables_is_the_schema() -> None:
    assert pages.TABLES_PAGE.read_text("utf-8") == pages.tables_page(), "'just tables' prints it"


def test_the_queries_answer_what_is_printed(base: duckdb.DuckDBPyConnection) -> None:
    page = pages.QUERIES_PAGE.read_text("utf-8")
    assert page.count("```sql") >= 6
    assert pages.answered(page, base) == page, "'just tables' puts in what the queries answer"
