"""Runs: everything is reached, in order; what is done is not done again; nothing half is seen."""

from __future__ import annotations

import json
import os
import pickle
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from cchc_extract import extract
from cchc_extract.batch import Options, Report, convert
from cchc_extract.batch.executors import Bounds, Crew, lost
from cchc_extract.batch.job import OtherVersionError
from cchc_extract.batch.progress import Progress
from cchc_extract.batch.workers import CannotStartError, LocalExecutor
from cchc_extract.errors import ReadError, WriteError
from tests.batch import calls
from tests.batch.archives import archive, packed, plan, put, tree

IN_ORDER = [
    *("hinh.gif", "readme.txt", "rong.txt", "so-0/kế hoạch 000.txt", "so-0/kế hoạch 003.txt"),
    *("so-1/gói.zip/a.txt", "so-1/gói.zip/trong.zip/b/trong.txt", "so-1/gói.zip/trong.zip/rỗng.txt"),
    *("so-1/gói.zip/../ra.txt", "so-1/kế hoạch 001.txt", "so-2/kế hoạch 002.txt"),
]


def convert_one(root: Path, out: Path, **options: Any) -> Report:
    return convert([str(root)], out, Options(workers=1, **options))


def record(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "run.json").read_text("utf-8"))
    return found


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return archive(tmp_path)


def test_every_file_is_reached_and_the_broken_are_told(root: Path, tmp_path: Path) -> None:
    report = convert_one(root, tmp_path / "out")
    assert report.states == {"done": 6, "failed": 3, "skipped": 2}
    assert report.tasks == 12 and report.kinds == {"plan": 6} and report.formats == {"text": 6}
    told = record(tmp_path / "out")
    assert told["schema"] == "cchc-extract-run/1" and told["state"] == "finished" and told["tasks"] == 12
    assert {each["path"].partition("/")[2]: each["cause"] for each in told["failed"]} == {
        "rong.txt": "unreadable",
        "so-1/gói.zip/trong.zip/rỗng.txt": "unreadable",
        "so-1/gói.zip/../ra.txt": "unreadable",
    }
    assert [each["path"] for each in told["skipped"]] == ["lưu trữ/hinh.gif", "lưu trữ/readme.txt"]


def test_a_document_has_the_json_that_the_program_gives_for_it_alone(root: Path, tmp_path: Path) -> None:
    convert_one(root, tmp_path / "out")
    files = tree(tmp_path / "out")
    assert [name for name in files if not name.startswith("json/")] == []
    alone = root / "so-0" / "kế hoạch 000.txt"
    assert files["json/lưu trữ/so-0/kế hoạch 000.txt.json"].decode() == extract(alone).to_json() + "\n"
    member = json.loads(files["json/lưu trữ/so-1/gói.zip/trong.zip/b/trong.txt.json"])
    assert member["source"]["name"] == "trong.zip/b/trong.txt" and member["document"]["number"] == "1001/KH-UBND"
    assert len(files) == 6


def test_results_are_the_same_at_any_number_of_workers_and_in_order(root: Path, tmp_path: Path) -> None:
    outs = [tmp_path / f"out{count}" for count in (1, 3)]
    for out, count in zip(outs, (1, 3), strict=True):
        convert([str(root)], out, Options(to=("json", "jsonl"), workers=count))
    first, *others = map(tree, outs)
    assert all(each == first for each in others)
    lines = first["documents.jsonl"].decode().splitlines()
    numbers = [json.loads(line)["document"]["number"].partition("/")[0] for line in lines]
    assert numbers == ["0", "3", "1000", "1001", "1", "2"]


def test_what_is_done_is_not_done_again(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    convert_one(root, out, to=("json", "jsonl"))
    before = {name: (out / name).stat().st_mtime_ns for name in tree(out)}
    monkeypatch.setattr("cchc_extract.batch.run.crew", None)  # nobody is there to do anything
    report = convert_one(root, out, to=("json", "jsonl"))
    assert report.done_before == 11 and report.states["done"] == 6 and report.state == "finished"
    assert {name: (out / name).stat().st_mtime_ns for name in tree(out)} == before, "no file is written again"


@pytest.mark.parametrize(
    ("options", "again"), [({"force": True}, 11), ({"explain": True}, 11), ({"retry": True}, 3), ({"verify": True}, 1)]
)
def test_what_is_asked_for_is_done_again(root: Path, tmp_path: Path, options: dict[str, bool], again: int) -> None:
    out = tmp_path / "out"
    convert_one(root, out)
    report = convert_one(root, out, **options)
    assert report.done_before == 11 - again and report.states["done"] == 6
    assert (b'"rule"' in tree(out)["json/lưu trữ/so-0/kế hoạch 000.txt.json"]) == ("explain" in options)


def test_what_has_changed_is_done_again_and_what_was_touched_or_moved_is_not(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    convert_one(root, out)
    (root / "so-0" / "kế hoạch 000.txt").write_bytes(plan(77))
    os.utime(root / "so-0" / "kế hoạch 003.txt", (1, 1))
    (root / "so-2" / "kế hoạch 002.txt").rename(root / "so-2" / "khác.txt")
    report = convert_one(root, out)
    assert report.done_before == 8 and report.reused == 2 and report.states["done"] == 6
    files = tree(out)
    assert b'"77/KH-UBND"' in files["json/lưu trữ/so-0/kế hoạch 000.txt.json"]
    moved = json.loads(files["json/lưu trữ/so-2/khác.txt.json"])
    assert moved["source"]["name"] == "khác.txt" and moved["document"]["number"] == "2/KH-UBND"


def test_a_content_of_the_same_size_and_time_is_told_by_verify_alone(root: Path, tmp_path: Path) -> None:
    out, path = tmp_path / "out", root / "so-0" / "kế hoạch 000.txt"
    convert_one(root, out)
    stamp = path.stat().st_mtime_ns
    path.write_bytes(plan(9))
    os.utime(path, ns=(stamp, stamp))
    assert convert_one(root, out).done_before == 11
    assert convert_one(root, out, verify=True).done_before == 9
    assert b'"9/KH-UBND"' in tree(out)["json/lưu trữ/so-0/kế hoạch 000.txt.json"]


def test_a_changed_archive_is_read_anew_and_only_its_new_members_are_done(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    convert_one(root, out)
    put(root / "so-1" / "gói.zip", packed({"a.txt": plan(1000), "c.txt": plan(2000)}))
    report = convert_one(root, out)
    assert report.states == {"done": 6, "failed": 1, "skipped": 2} and report.reused == 1
    assert "json/lưu trữ/so-1/gói.zip/c.txt.json" in tree(out)


def test_the_file_of_a_document_that_is_broken_now_goes(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    convert_one(root, out)
    (root / "so-0" / "kế hoạch 000.txt").write_bytes(b"")
    convert_one(root, out)
    assert "json/lưu trữ/so-0/kế hoạch 000.txt.json" not in tree(out)


def test_outputs_that_are_gone_are_written_from_the_journal(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    convert_one(root, out, to=("json", "jsonl"))
    files = tree(out)
    (out / "documents.jsonl").unlink()
    (out / "json" / "lưu trữ" / "so-0" / "kế hoạch 000.txt.json").unlink()
    assert convert_one(root, out, to=("json", "jsonl")).done_before == 11
    assert tree(out) == files


class Stopping(Progress):
    """Asks to stop after so many documents."""

    def __init__(self, after: int) -> None:
        self.stop = Event()
        self._after = after

    def step(self, done: int, failed: int) -> None:
        if done >= self._after:
            self.stop.set()


@pytest.mark.parametrize("after", range(1, 12))
def test_a_run_that_is_stopped_goes_on_where_it_was(root: Path, tmp_path: Path, after: int) -> None:
    whole, out = tmp_path / "whole", tmp_path / "out"
    convert_one(root, whole, to=("json", "jsonl"))
    stopping = Stopping(after)
    options = Options(to=("json", "jsonl"), workers=1)
    report = convert([str(root)], out, options, progress=stopping, stop=stopping.stop)
    done = sum(report.states.values())
    assert report.state == ("interrupted" if report.undone else "finished") and done >= after - 1
    assert (out / "documents.jsonl").exists() == (not report.undone)
    assert set(tree(out).items()) <= set(tree(whole).items())
    resumed = convert_one(root, out, to=("json", "jsonl"))
    assert (
        resumed.state == "finished"
        and tree(out) == tree(whole)
        and resumed.states == {"done": 6, "failed": 3, "skipped": 2}
    )


@pytest.mark.parametrize("again", [{"force": True}, {"retry": True}])
def test_what_is_done_again_and_stopped_is_not_told_as_finished(
    root: Path, tmp_path: Path, again: dict[str, bool]
) -> None:
    out = tmp_path / "out"
    convert_one(root, out, to=("json", "jsonl"))
    files, stopping = tree(out), Stopping(1)
    options = Options(to=("json", "jsonl"), workers=1, **again)  # type: ignore[arg-type]
    report = convert([str(root)], out, options, progress=stopping, stop=stopping.stop)
    assert report.state == record(out)["state"] == "interrupted" and not report.undone
    assert "stopped before all was looked at" in report.lines()[-1]
    assert tree(out) == files and convert_one(root, out, **again).state == "finished"


@pytest.fixture
def bad_workers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def crew(workers: int | None, scheduler: str | None, bounds: Bounds, folder: Path) -> Crew:
        executor = LocalExecutor(2, bounds.seconds, bounds.memory, folder)
        return Crew(executor, calls.work_or_not, 2, lambda now: executor.kill() if now else executor.shutdown())

    monkeypatch.setattr("cchc_extract.batch.run.crew", crew)
    return None


@pytest.mark.usefixtures("bad_workers")
def test_what_ends_a_worker_costs_its_document_alone(tmp_path: Path) -> None:
    root = tmp_path / "in"
    for number in range(8):
        put(root / f"{number}.txt", plan(number))
    for name in ("hang", "grow", "die"):
        put(root / f"{name}.txt", plan(100))
    options = Options(seconds=3, memory=256 << 20)
    report = convert([str(root)], tmp_path / "out", options)
    assert report.states == {"done": 8, "failed": 3} and report.causes == {"timeout": 1, "memory": 1, "crash": 1}
    assert (report.slowest[0].path, report.slowest[0].seconds) == ("in/hang.txt", 3.0)
    again = convert([str(root)], tmp_path / "out", options)
    assert again.done_before == 11, "what has failed stays failed until it is asked for"
    more = convert([str(root)], tmp_path / "out", options._replace(seconds=4.0))
    assert more.done_before == 9, "with other bounds, what went beyond them is tried again"


@pytest.mark.usefixtures("bad_workers")
def test_what_is_no_fault_of_a_document_ends_the_run(tmp_path: Path) -> None:
    put(tmp_path / "in" / "fail.txt", plan(1))
    with pytest.raises(ValueError, match="no such thing"):
        convert([str(tmp_path / "in")], tmp_path / "out")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OtherVersionError("a worker has version 2"), "a worker has version 2; start the run again"),
        (CannotStartError("no memory"), "none can be started .no memory."),
        (OSError(28, "No space left on device"), "No space left"),
    ],
)
def test_what_keeps_workers_from_working_is_told(error: Exception, said: str) -> None:
    with pytest.raises(ReadError, match=said) as told:
        lost(error)
    assert str(pickle.loads(pickle.dumps(told.value))) == str(told.value), "a cluster's worker sends it"


def test_two_runs_into_one_folder_are_told(root: Path, tmp_path: Path) -> None:
    class Second(Progress):
        error: WriteError | None = None

        def step(self, done: int, failed: int) -> None:
            if self.error is None:
                with pytest.raises(WriteError, match="another run") as caught:
                    convert_one(root, tmp_path / "out")
                self.error = caught.value

    second = Second()
    convert([str(root)], tmp_path / "out", Options(workers=1), progress=second)
    assert second.error is not None


def test_a_folder_in_which_nothing_can_be_written_is_told(root: Path, tmp_path: Path) -> None:
    put(tmp_path / "out", b"a file")
    with pytest.raises(WriteError, match="cannot be written"):
        convert_one(root, tmp_path / "out")


def test_a_source_that_is_not_there_is_told_before_anything_is_done(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="there is no such file"):
        convert([str(tmp_path / "none")], tmp_path / "out")
    assert not (tmp_path / "out").exists()
