"""Sources in a store that fsspec opens: the same results as from a disk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cchc_extract.batch import Options, convert
from cchc_extract.errors import ReadError
from tests.batch.archives import archive, plan, put, tree

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


@pytest.mark.parametrize(
    ("source", "said"),
    [("file:///nowhere/at/all", "there is nothing|cannot be read"), ("nonsense://x/y", "cannot be opened")],
)
def test_what_cannot_be_opened_is_told(tmp_path: Path, source: str, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        convert([source], tmp_path / "out")
