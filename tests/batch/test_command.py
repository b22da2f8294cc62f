"""The verb `batch`: what a person types and reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cchc_extract.batch.command import OUTPUTS
from cchc_extract.writers.archive import ARCHIVE_OUTPUTS
from tests.batch.archives import archive, plan, put, tree
from tests.conftest import ROOT, Run


def test_an_archive_is_converted_and_what_failed_is_said(run: Run, tmp_path: Path) -> None:
    archive(tmp_path)
    done = run("batch", "lưu trữ", "-o", "out", "--to", "json,csv", "--to", "jsonl")
    said = done.stderr.decode()
    assert done.returncode == 3 and done.stdout == b""
    assert "6 documents, 12 tasks; 3 failed, 2 no documents" in said
    assert "lưu trữ/rong.txt: it is empty" in said
    assert {name.partition("/")[0] for name in tree(tmp_path / "out")} == {"json", "documents.jsonl", "tracking.csv"}


def test_what_run_json_has_is_documented(run: Run, tmp_path: Path) -> None:
    put(tmp_path / "a.txt", plan(1))
    run("batch", "a.txt", "-o", "out")
    page = (ROOT / "docs" / "archives.md").read_text("utf-8")
    record = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    assert len(record) > 20 and [key for key in record if key != "schema" and f"`{key}`" not in page] == []


def test_every_output_can_be_asked_for() -> None:
    assert ("json", *ARCHIVE_OUTPUTS) == OUTPUTS, "the command line names them without loading them"


def test_nothing_has_failed(run: Run, tmp_path: Path) -> None:
    put(tmp_path / "a.txt", plan(1))
    put(tmp_path / "b.txt", plan(2))
    done = run("batch", "-", "-o", "out", input=b"a.txt\nb.txt\n")
    assert done.returncode == 0 and len(tree(tmp_path / "out")) == 2
    again = run("batch", "a.txt", "b.txt", "-o", "out")
    assert again.returncode == 0 and "2 had been done before" in again.stderr.decode()


def test_what_a_list_names_and_is_not_there_is_a_failure_of_its_own(run: Run, tmp_path: Path) -> None:
    put(tmp_path / "a.txt", plan(1))
    done = run("batch", "-", "-o", "out", input=b"a.txt\nnone.txt\n")
    assert done.returncode == 3
    told = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    assert told["documents"] == {"done": 1, "failed": 1, "skipped": 0, "undone": 0}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a.txt"], "--output"),
        (["a.txt", "-o", "out", "--to", "pdf"], "'pdf' is none of json, jsonl"),
        (["a.txt", "-o", "out", "--max-memory", "much"], "no size like 512M"),
        (["a.txt", "-o", "out", "--max-memory", "0.2"], "less than a worker needs"),
        (["a.txt", "-o", "out", "--timeout", "inf"], "timeout"),
        (["a.txt", "-o", "out", "--workers", "0"], "workers"),
        (["a.txt", "-o", "out", "--pdf-engine", "x"], "neither pypdfium2"),
        (["-", "-o", "out"], "it names nothing"),
    ],
)
def test_a_wrong_command_line_is_told(run: Run, tmp_path: Path, arguments: list[str], said: str) -> None:
    put(tmp_path / "a.txt", plan(1))
    done = run("batch", *arguments, input=b"")
    assert done.returncode == 2 and said in done.stderr.decode() and not (tmp_path / "out").exists()


def test_a_source_that_is_misspelt_is_told(run: Run, tmp_path: Path) -> None:
    done = run("batch", "none", "-o", "out")
    assert (
        done.returncode == 3 and done.stderr.decode() == "cchc-extract: none: there is no such file; check the name\n"
    )


def test_no_scheduler_answers(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    put(tmp_path / "a.txt", plan(1))
    done = run("batch", "a.txt", "-o", "out", "--scheduler", "tcp://127.0.0.1:9")
    assert done.returncode == 3 and "no scheduler answers" in done.stderr.decode()
    assert len(done.stderr.decode().splitlines()) == 1
