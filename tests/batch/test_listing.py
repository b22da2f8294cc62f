"""What a run is of: every file once, in order, by a path that is the same on another machine."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cchc_extract.batch.listing import lines, listing
from cchc_extract.errors import ReadError
from tests.batch.archives import put


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a/1.txt", "a/b/2.txt", "a/b/.DS_Store", "a/~$1.docx", "a/._1.txt", "c/1.txt", "c/10.txt", "c/9.txt"):
        put(tmp_path / name, b"x")
    return tmp_path


def paths(*sources: Path | str, listed: tuple[str, ...] = ()) -> list[str]:
    return [item.path for item in listing([str(each) for each in sources], listed)]


def test_a_folder_is_named_and_all_its_folders_are_read(folder: Path) -> None:
    assert paths(folder / "a") == ["a/1.txt", "a/b/2.txt"]
    assert paths(f"{folder}/a/") == ["a/1.txt", "a/b/2.txt"]


def test_sources_keep_their_order_and_are_told_apart(folder: Path) -> None:
    assert paths(folder / "c", folder / "a" / "b") == ["c/1.txt", "c/10.txt", "c/9.txt", "a/b/2.txt"]
    assert paths(folder / "c" / "1.txt", folder / "a" / "1.txt") == ["c/1.txt", "a/1.txt"]
    assert paths(folder / "c" / "1.txt") == ["1.txt"]


def test_a_file_that_is_named_twice_is_one(folder: Path) -> None:
    assert paths(folder / "a", folder / "a" / "1.txt") == ["a/1.txt", "a/b/2.txt"]


def test_a_glob_is_matched_here_too(folder: Path) -> None:
    assert paths(f"{folder}/*/1*.txt") == ["a/1.txt", "c/1.txt", "c/10.txt"]
    assert paths(f"{folder}/**/2.txt") == ["a/b/2.txt"]
    with pytest.raises(ReadError, match="nothing is named so"):
        paths(f"{folder}/*.pdf")


def test_what_runs_have_written_is_no_source(folder: Path) -> None:
    for name in ("journal.sqlite", "run.json", "json/1.txt.json", "tracking.csv", "parquet/tasks.parquet", "plan.txt"):
        put(folder / "c" / name, b"x")
    put(folder / "c" / ".cchc-extract-csv" / "tracking.csv", b"x")
    put(folder / "a" / "run.json", b"x")  # beside no journal: anybody's
    kept = ["c/1.txt", "c/10.txt", "c/9.txt", "c/plan.txt"]
    assert paths(folder / "c") == kept and paths(f"{folder}/[c]/**/*") == kept
    assert paths(f"{folder}/*/run.json") == ["a/run.json"]
    every = tuple(str(each) for each in sorted((folder / "c").rglob("*")) if each.is_file())
    assert len(every) == 10 and paths(listed=every) == ["1.txt", "10.txt", "9.txt", "plan.txt"]
    assert paths(folder / "c" / "tracking.csv") == ["tracking.csv"], "what is named itself is meant"


def test_a_glob_of_folders_names_what_is_in_them(folder: Path) -> None:
    assert paths(f"{folder}/[ac]") == paths(folder / "a", folder / "c") and len(paths(f"{folder}/[ac]")) == 5


def test_a_list_may_name_what_is_not_there(folder: Path) -> None:
    found = listing([], [f"{folder}/c/9.txt", f"{folder}/c/none.txt"])
    assert [(item.path, item.file.fault) for item in found] == [("9.txt", None), ("none.txt", "there is no such file")]
    assert lines(b"\xef\xbb\xbfa\r\n") == ["a"], "an editor of Windows puts a mark before it"
    assert lines(b"a b\r\nc\n\n") == ["a b", "c"] and lines(b"a\nb\0c\0") == ["a\nb", "c"]


def test_names_that_are_no_utf8_and_links(folder: Path) -> None:
    odd = os.fsdecode(b"k\xff.txt")
    Path(folder / "c", odd).write_bytes(b"x")
    Path(folder / "c", os.fsdecode(b"k\xfe.txt")).write_bytes(b"x")
    (folder / "c" / "circle").symlink_to(folder / "c")
    (folder / "c" / "nowhere").symlink_to(folder / "none")
    found = {item.path: item.file.fault for item in listing([str(folder / "c")])}
    assert {"c/k\ufffd.txt", "c/k\ufffd.txt~2", "c/nowhere"} < set(found)
    assert found["c/nowhere"] and not found["c/1.txt"]
    (folder / "c" / "itself").symlink_to("itself")
    told = {item.path: (item.file.state, item.file.fault) for item in listing([str(folder / "c")])}
    assert told["c/circle"] == ("skipped", "it is a link to a folder; name that folder as a source")
    assert told["c/itself"][0] == "failed" and "links" in (told["c/itself"][1] or "")


def test_a_pipe_is_no_file(folder: Path) -> None:
    os.mkfifo(folder / "a" / "pipe")
    assert [item.file.fault for item in listing([str(folder / "a")])] == [None, None, "it is no regular file"]
