"""Sources in a store that fsspec opens: the same results as from a disk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cchc_extract.batch import Options, convert
from cchc_extract.errors import ReadError
from tests.batch.archives import archive, packed, plan, put, tree

pytest.importorskip("fsspec")


def test_a_url_gives_what_the_folder_gives(tmp_path: Path) -> None:
    root, here, there = archive(tmp_path), tmp_path / "here", tmp_path / "there"
    convert([str(root)], here, Options(("json",), workers=1))
    report = convert([f"file://{root}"], there, Options(("json",), workers=1))
    assert report.states["done"] == 6 and tree(there) == tree(here)
    again = convert([f"file://{root}"], there, Options(("json",), workers=1))
    assert again.done_before == sum(report.states.values())


def test_a_glob_in_a_store(tmp_path: Path) -> None:
    for number in range(3):
        put(tmp_path / "in" / f"{number}.txt", plan(number))
    report = convert([f"file://{tmp_path}/in/[01].txt"], tmp_path / "out", Options(workers=1))
    assert report.states == {"done": 2}
    told = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    assert told["sources"] == [f"file://{tmp_path}/in/[01].txt"]


@pytest.mark.parametrize("inner", ["", "*", "b/*"])
def test_what_is_in_an_archive_of_a_store(tmp_path: Path, inner: str) -> None:
    archive = put(tmp_path / "in.zip", packed({"a.txt": plan(1), "b/c.txt": plan(2)}))
    convert([f"zip://{inner}::file://{archive}"], tmp_path / "out", Options(workers=1))
    within = {"": ["a.txt", "b/c.txt"], "*": ["a.txt", "b/c.txt"], "b/*": ["c.txt"]}[inner]
    assert sorted(tree(tmp_path / "out")) == [f"json/{name}.json" for name in within]


def test_one_file_of_a_store_and_one_without_a_stamp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cchc_extract.batch.files._STAMPS", ())
    path, out = put(tmp_path / "a.txt", plan(1)), tmp_path / "out"
    for number, before in ((1, 0), (1, 1), (2, 0)):
        put(path, plan(number))
        report = convert([f"file://{path}"], out, Options(workers=1))
        assert report.states == {"done": 1} and report.done_before == before, "its content is compared"


@pytest.mark.parametrize(
    ("source", "said"),
    [("file:///nowhere/at/all", "there is nothing|cannot be read"), ("nonsense://x/y", "cannot be opened")],
)
def test_what_cannot_be_opened_is_told(tmp_path: Path, source: str, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        convert([source], tmp_path / "out")
