"""The outputs of many documents: whole or not at all, and read back as a user reads them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cchc_extract.errors import Exit, WriteError
from cchc_extract.writers import archive
from cchc_extract.writers.archive import ARCHIVE_OUTPUTS
from tests.unit.archive_files import ENTRIES, RESULTS, odd, write

EVERY = sorted(ARCHIVE_OUTPUTS)


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


# Every output


@pytest.mark.parametrize("name", EVERY)
def test_an_output_writes_what_its_row_says(tmp_path: Path, name: str) -> None:
    written = write(name, tmp_path / "out")
    assert all(path.is_file() for path in written)
    named = {path.relative_to(tmp_path / "out").as_posix() for path in written}
    for file in ARCHIVE_OUTPUTS[name].files:
        assert any(each == file or (file.endswith("/") and each.startswith(file)) for each in named)
    assert {path for path in files(tmp_path / "out") if path != "parquet"} == named, "nothing is left beside them"


@pytest.mark.parametrize("name", EVERY)
def test_until_the_end_the_old_files_stand_and_then_the_new_ones(tmp_path: Path, name: str) -> None:
    (old,) = write(name, tmp_path, ENTRIES[:1])[:1]
    before = old.read_bytes()
    output = ARCHIVE_OUTPUTS[name].open(tmp_path)
    for entry, result in ENTRIES:
        output.add(entry, result)
    assert old.read_bytes() == before
    assert old in output.finish()
    assert old.read_bytes() != before


@pytest.mark.parametrize("name", EVERY)
def test_what_is_abandoned_leaves_nothing(tmp_path: Path, name: str) -> None:
    output = ARCHIVE_OUTPUTS[name].open(tmp_path / "out")
    output.add(*ENTRIES[0])
    output.abandon()
    output.abandon()
    assert files(tmp_path / "out") == set()


@pytest.mark.parametrize("name", EVERY)
def test_abandon_after_the_end_takes_nothing_back(tmp_path: Path, name: str) -> None:
    output = ARCHIVE_OUTPUTS[name].open(tmp_path)
    written = output.finish()
    output.abandon()
    assert all(path.is_file() for path in written), "an archive without documents has its files all the same"


@pytest.mark.parametrize("name", EVERY)
def test_what_a_killed_run_left_is_cleared(tmp_path: Path, name: str) -> None:
    ARCHIVE_OUTPUTS[name].open(tmp_path).add(*ENTRIES[0])  # and then no word from it
    write(name, tmp_path)
    assert not [path for path in files(tmp_path) if path.startswith(".")]


@pytest.mark.parametrize("name", EVERY)
def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(WriteError, match="cannot be written") as caught:
        ARCHIVE_OUTPUTS[name].open(tmp_path / "file" / "out")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", [name for name in EVERY if name != "parquet"])
def test_a_folder_where_the_file_should_be_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / ARCHIVE_OUTPUTS[name].files[0] / "more").mkdir(parents=True)
    with pytest.raises(WriteError, match="it is a directory"):
        write(name, tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="POSIX limits")
@pytest.mark.parametrize("name", EVERY)
def test_a_disk_that_is_full_is_one_line_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    script = f"""
import resource, sys
from pathlib import Path
from cchc_extract.errors import WriteError
from cchc_extract.writers.archive import ARCHIVE_OUTPUTS
from tests.tables import entries
output = ARCHIVE_OUTPUTS[{name!r}].open(Path(sys.argv[1]))
found = entries()
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    for _ in range(20):
        for entry, result in found:
            output.add(entry, result)
    output.finish()
except WriteError as error:
    output.abandon()
    print(error)
"""
    command = [sys.executable, "-c", script, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=Path(__file__).parents[2])
    assert "cannot be written" in done.stdout and len(done.stdout.splitlines()) == 1, done.stdout + done.stderr
    assert not done.stderr
    assert files(tmp_path) == set()


@pytest.mark.parametrize("name", [name for name in EVERY if ARCHIVE_OUTPUTS[name].packages])
def test_a_missing_package_is_told_before_any_work(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "find_spec", lambda package: None)
    row = ARCHIVE_OUTPUTS[name]
    for ask in (row.check, lambda: row.open(tmp_path / "out")):
        with pytest.raises(WriteError, match=rf"pip install 'cchc-extract\[{row.extra}\]'") as caught:
            ask()
        assert caught.value.exit_code is Exit.UNWRITABLE and "\n" not in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_the_rows_of_outputs_load_no_package() -> None:
    code = "import sys\nfrom cchc_extract.writers.archive import ARCHIVE_OUTPUTS\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert not {"duckdb", "xlsxwriter", "pydantic", "rich"} & set(done.stdout.split())


@pytest.mark.parametrize("name", ["jsonl", "csv", "xlsx", "parquet"])
def test_the_same_documents_give_the_same_bytes(tmp_path: Path, name: str) -> None:
    one, two = (write(name, tmp_path / where) for where in ("one", "two"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


@pytest.mark.parametrize("name", EVERY)
def test_a_folder_with_signs_of_a_shell_is_a_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "kế hoạch [1] *'2026'"
    written = write(name, folder)
    assert written and all(path.is_file() and path.is_relative_to(folder) for path in written)


@pytest.mark.parametrize("number", [10**400, -(10**400), 1e300, 10**18 + 0.5, float("inf"), float("nan")])
@pytest.mark.parametrize("name", EVERY)
def test_odd_values_fail_no_output(tmp_path: Path, name: str, number: float) -> None:
    placed = {"span": [0, 1], "pieces": None}
    budget = {"text": "x", "kind": "amount", "amount": number, "currency": "VND", "per": None, **placed}
    ((entry, result),) = odd(task="=1+1\x00\x0b\ufffe\r\n" + "dài " * 400_000, budget=budget)
    result = {**result, "document": {**result["document"], "issued": "2026-02-31"}}
    target = {"text": "x", "comparator": "=", "value": number, "value_max": None, "unit": None, **placed}
    path = os.fsdecode(b"h\xf3p/\xff.pdf")  # a name of bytes that are no UTF-8
    assert write(name, tmp_path, [(entry._replace(path=path), {**result, "targets": [target]})])


# JSON Lines


def test_each_result_is_a_line(tmp_path: Path) -> None:
    (file,) = write("jsonl", tmp_path)
    assert [json.loads(line) for line in file.read_text("utf-8").split("\n")[:-1]] == RESULTS
