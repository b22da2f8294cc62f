"""ZIP archives of a run: their members are its documents; what they hold is in memory one archive at a time."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_extract.batch import Options, convert
from cchc_extract.batch.listing import Item
from cchc_extract.batch.opened import Members
from tests.batch.archives import packed, plan, put


def test_one_archive_is_open_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Counted(Members):
        opened = most = 0

        def __iter__(self) -> Iterator[tuple[Item, str | None]]:
            Counted.opened += 1
            Counted.most = max(Counted.most, Counted.opened)
            yield from super().__iter__()
            Counted.opened -= 1

    monkeypatch.setattr("cchc_extract.batch.run.Members", Counted)
    for number in range(4):
        members = {f"{each}.txt": plan(10 * number + each) for each in range(6)}
        put(tmp_path / "in" / f"{number}.zip", packed(members))
    report = convert([str(tmp_path / "in")], tmp_path / "out", Options(workers=1))
    assert report.states == {"done": 24} and (Counted.most, Counted.opened) == (1, 0)


def test_an_archive_that_keeps_its_time_has_no_members_of_before(tmp_path: Path) -> None:
    out, bundle = tmp_path / "out", tmp_path / "in" / "x.zip"
    put(bundle, packed({"a.txt": plan(1), "b.txt": plan(2), "c.txt": plan(3)}))
    convert([bundle], out, Options(to=("jsonl",), workers=1))
    then = bundle.stat()
    put(bundle, packed({"c.txt": plan(3), "b.txt": plan(4)}))
    os.utime(bundle, ns=(then.st_atime_ns, then.st_mtime_ns))
    report = convert([bundle], out, Options(to=("jsonl",), workers=1, verify=True))
    assert report.states == {"done": 2} and report.state == "finished"
    results = [json.loads(line) for line in (out / "documents.jsonl").read_text("utf-8").splitlines()]
    assert [each["source"]["name"] for each in results] == ["x.zip/c.txt", "x.zip/b.txt"]
