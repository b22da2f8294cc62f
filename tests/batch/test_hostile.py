"""Archives that mean harm, or that nobody has tidied: what is odd costs itself alone."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from cchc_extract.archive import json_path
from cchc_extract.batch import Options, Report, convert
from cchc_extract.errors import WriteError
from tests.batch.archives import packed, plan, put, tree

_ONE = Options(("json", "jsonl"), workers=1)


def again(root: Path, out: Path, options: Options = _ONE) -> Report:
    return convert([str(root)], out, options)


def numbers(out: Path) -> dict[str, str]:
    """The number of each document by its JSON file."""
    return {
        name: json.loads(data)["document"]["number"].partition("/")[0]
        for name, data in tree(out).items()
        if name.startswith("json/")
    }


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_of_one_name_are_told_and_the_first_is_kept(tmp_path: Path) -> None:
    data, out = BytesIO(), tmp_path / "out"
    with ZipFile(data, "w") as archive:
        for number in (1, 2, 3):
            archive.writestr("a.txt", plan(number))
        archive.writestr("b.zip", packed({"c.txt": plan(4)}))
        archive.writestr("b.zip/c.txt", plan(5))
    put(tmp_path / "in" / "đôi.zip", data.getvalue())
    report = again(tmp_path / "in", out)
    assert report.state == "finished" and report.states == {"done": 3, "failed": 2}
    assert numbers(out) == {
        "json/in/đôi.zip/a.txt.json": "1",
        "json/in/đôi.zip/b.zip/c.txt.json": "4",
        "json/in/đôi.zip/b.zip/c.txt~2.json": "5",
    }
    files = tree(out)
    assert again(tmp_path / "in", out).done_before == 5 and tree(out) == files


def test_names_that_would_be_one_file_are_told_apart(tmp_path: Path) -> None:
    root, out = tmp_path / "in", tmp_path / "out"
    for number, name in enumerate(("x", "x.json/y", "x.json~/y", "x.json~~/y", "y.zip/z")):
        put(root / name, plan(number))
    put(root / "z.zip", packed({"x": plan(10), "x.json/y": plan(11)}))
    assert again(root, out).states == {"done": 7}
    assert len(numbers(out)) == 7 and numbers(out)["json/in/x.json"] == "0"


def test_a_path_that_is_too_long_for_a_disk_is_cut(tmp_path: Path) -> None:
    names = ["/".join(["ổ" * 60] * 30) + f"/{number}.txt" for number in range(2)]
    put(tmp_path / "in.zip", packed({name: plan(number) for number, name in enumerate(names)}))
    assert again(tmp_path / "in.zip", tmp_path / "out").states == {"done": 2}
    assert sorted(numbers(tmp_path / "out").values()) == ["0", "1"]
    assert json_path(names[0]) != json_path(names[1]) and len(json_path(names[0]).encode()) < 2100


def test_a_member_that_no_memory_holds_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cchc_extract.batch.opened._LARGEST", 5000)
    put(tmp_path / "in.zip", packed({"a.txt": plan(1), "b.txt": plan(2) * 50, "c.txt": plan(3)}))
    report = again(tmp_path / "in.zip", tmp_path / "out")
    assert report.states == {"done": 2, "failed": 1} and "far more than a document" in report.failed[0]["reason"]


def test_what_is_beside_a_link_in_a_circle_is_read(tmp_path: Path) -> None:
    root = put(tmp_path / "in" / "a.txt", plan(1)).parent
    (root / "itself").symlink_to("itself")
    (root / "circle").symlink_to(root)
    report = again(root, tmp_path / "out")
    assert report.states == {"done": 1, "failed": 1, "skipped": 1}
    assert "name that folder" in report.skipped[0]["reason"]


def test_outputs_among_the_documents_are_no_documents(tmp_path: Path) -> None:
    root, options = put(tmp_path / "a.txt", plan(1)).parent, Options(("json", "csv"), workers=1)
    for source in (str(root), f"{root}/**"):
        for out in (root, root / "b"):
            convert([source], out, options)
            report = convert([source], out, options)
            assert report.states == {"done": 1} and report.skipped == []


def test_a_journal_that_is_damaged_is_told_and_may_be_removed(tmp_path: Path) -> None:
    root, out = tmp_path / "in", tmp_path / "out"
    for number in range(5):
        put(root / f"{number}.txt", plan(number))
    again(root, out)
    files, journal = tree(out), out / "journal.sqlite"
    data = bytearray(journal.read_bytes())
    data[4096:] = bytes(byte ^ 0x5A for byte in data[4096:])
    journal.write_bytes(data)
    with pytest.raises(WriteError, match="is damaged"):
        again(root, out)
    journal.unlink()
    assert again(root, out).states == {"done": 5} and tree(out) == files


def test_a_forced_run_replaces_what_is_kept(tmp_path: Path) -> None:
    root, out = put(tmp_path / "in" / "a.txt", plan(1)).parent, tmp_path / "out"
    again(root, out)
    files = tree(out)
    with sqlite3.connect(
        out / "journal.sqlite"
    ) as journal:  # as of a day when a program was not installed, or a bad disk
        journal.execute("UPDATE results SET data = x'00', tasks = 7")
    journal.close()
    (out / "documents.jsonl").unlink()
    with pytest.raises(WriteError, match="damaged"):
        again(root, out)
    again(root, out, _ONE._replace(force=True))
    assert tree(out) == files
    (out / "documents.jsonl").unlink()
    again(root, out)
    assert tree(out) == files


def test_results_of_another_version_are_forgotten_when_all_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, out = put(tmp_path / "in" / "a.txt", plan(1)).parent, tmp_path / "out"
    again(root, out)
    again(root, out, _ONE._replace(explain=True))
    with sqlite3.connect(out / "journal.sqlite") as journal:
        assert journal.execute("SELECT count(*) FROM results").fetchone() == (2,), "settings do not push each other out"
        journal.execute("UPDATE results SET settings = 'old ' || settings")
        journal.execute("UPDATE files SET settings = 'old ' || settings")
        journal.execute("UPDATE outputs SET state = 'old' WHERE name = 'tool'")
    journal.close()
    assert again(root, out).done_before == 0
    with sqlite3.connect(out / "journal.sqlite") as journal:
        assert journal.execute("SELECT count(*) FROM results").fetchone() == (1,)
    journal.close()


def test_what_a_killed_run_has_left_is_cleared(tmp_path: Path) -> None:
    root, out = put(tmp_path / "in" / "a.txt", plan(1)).parent, tmp_path / "out"
    again(root, out)
    files = tree(out)
    for name in ("json/in/.cchc-extract-1-0", ".cchc-extract-1-0", ".cchc-extract-duckdb/archive.duckdb", ".work/0/x"):
        put(out / name, b"half")
    again(root, out)
    assert tree(out) == files


def test_an_output_of_many_files_is_written_again_where_one_is_gone(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    root, out = put(tmp_path / "in" / "a.txt", plan(1)).parent, tmp_path / "out"
    options = Options(("parquet", "jsonl"), workers=1)
    again(root, out, options)
    (out / "parquet" / "tasks.parquet").unlink()
    (out / "documents.jsonl").write_bytes(b"somebody has been here")
    again(root, out, options)
    assert (out / "parquet" / "tasks.parquet").exists()
    again(root, out, options._replace(force=True))
    assert (out / "documents.jsonl").read_bytes().startswith(b"{"), "what is there is not believed any more"


def test_no_bound_at_all_is_a_bound(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", plan(1))
    assert again(tmp_path / "a.txt", tmp_path / "out", _ONE._replace(seconds=float("inf"))).states == {"done": 1}


def test_a_run_that_was_ended_does_not_tell_what_an_earlier_one_has_done(tmp_path: Path) -> None:
    root, out = put(tmp_path / "in" / "a.txt", plan(1)).parent, tmp_path / "out"
    again(root, out)
    put(root / "b.txt", plan(2))
    with pytest.raises(ZeroDivisionError):
        convert([str(root)], out, _ONE, progress=_Raising())
    told = json.loads((out / "run.json").read_bytes())
    assert told["state"] == "running" and told["sources"] == [str(root)]


class _Raising:
    def total(self, files: int) -> None: ...

    def passed(self) -> None: ...

    def say(self, line: str) -> None: ...

    def end(self) -> None: ...

    def step(self, done: int, failed: int) -> None:
        if done == 2:
            raise ZeroDivisionError


def test_a_script_may_call_it_in_a_thread_and_without_a_guard(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", plan(1))
    script = put(
        tmp_path / "script.py",
        b"from pathlib import Path\nfrom threading import Thread\nfrom cchc_extract.batch import Options, convert\n"
        b"def run():\n    print(convert([Path('a.txt')], 'out', Options(workers=1)).states['done'])\n"
        b"run()\nthread = Thread(target=run)\nthread.start()\nthread.join()\n"
        b"print(sum(convert([], Path('empty')).states.values()))\n",
    )
    done = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, check=False)
    assert done.stdout.split() == [b"1", b"1", b"0"] and not done.stderr
