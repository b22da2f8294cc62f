"""ZIP archives on the command line: lines or a folder of files, and what is passed over."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.conftest import PLAN, Run


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Two plans and a picture."""
    path = tmp_path / "năm.zip"
    with ZipFile(path, "w") as out:
        out.writestr("quý 1/kế hoạch.txt", PLAN)
        out.writestr("ảnh.png", b"\x89PNG\r\n\x1a\n")
        out.writestr("b.txt", PLAN.replace("2022", "2023"))
    return path


def test_standard_output_has_a_line_for_each_document(run: Run, archive: Path) -> None:
    done = run(archive)
    assert done.returncode == 3
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(r["source"]["name"], len(r["tasks"])) for r in told] == [("quý 1/kế hoạch.txt", 2), ("b.txt", 2)]
    picture, counts = done.stderr.decode().splitlines()
    assert f"{archive}/ảnh.png: it is a picture" in picture
    assert counts == f"{archive}: 2 documents, 4 tasks; 1 not read"


@pytest.mark.parametrize("folder", ["out/", "there"])
def test_a_folder_has_a_file_for_each_document(run: Run, archive: Path, tmp_path: Path, folder: str) -> None:
    (tmp_path / "there").mkdir()
    done = run(archive, "-o", folder)
    out = tmp_path / folder
    assert done.returncode == 3 and not done.stdout
    assert sorted(p.relative_to(out).as_posix() for p in out.rglob("*.json")) == [
        "b.txt.json",
        "quý 1/kế hoạch.txt.json",
    ]
    alone = run("-", input=PLAN.replace("2022", "2023").encode()).stdout
    assert json.loads((out / "b.txt.json").read_bytes())["tasks"] == json.loads(alone)["tasks"]


def test_a_file_has_the_lines(run: Run, archive: Path, tmp_path: Path) -> None:
    assert run(archive, "-o", "out.jsonl").returncode == 3
    assert (tmp_path / "out.jsonl").read_bytes() == run(archive).stdout


def test_an_archive_that_is_read_whole_ends_well(run: Run, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.zip", "w") as out:
        out.writestr("a.txt", PLAN)
    done = run("a.zip")
    assert (done.returncode, done.stderr) == (0, b"")
    assert run("-", input=(tmp_path / "a.zip").read_bytes()).stdout == done.stdout


def test_strict_asks_every_document(run: Run, tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.zip", "w") as out:
        out.writestr("a.txt", PLAN + "\nThe quick brown fox jumps over the lazy dog.\n")
        out.writestr("b.txt", PLAN)
    done = run("a.zip", "--strict")
    assert done.returncode == 1 and b"a.zip: errors in a.txt\n" in done.stderr


def test_show_shows_each(run: Run, archive: Path) -> None:
    done = run("show", archive)
    page = done.stdout.decode()
    assert done.returncode == 3 and "ảnh.png: it is a picture" in done.stderr.decode()
    assert "quý 1/kế hoạch.txt:\n" in page and page.count("KẾ HOẠCH (plan)") == 2


def test_a_damaged_archive_is_one_line(run: Run, archive: Path) -> None:
    done = run("-", input=archive.read_bytes()[:200])
    assert done.returncode == 3 and done.stderr.decode().count("\n") == 1 and not done.stdout


def test_a_name_too_long_for_a_disk_is_cut(run: Run, tmp_path: Path) -> None:
    long = "Kế hoạch cải cách hành chính " * 8
    with ZipFile(tmp_path / "a.zip", "w") as out:
        for name in (f"{long}1.txt", f"{long}2.txt", f"{long}/3.txt"):
            out.writestr(name, PLAN)
    done = run(tmp_path / "a.zip", "-o", "out/")
    assert done.returncode == 0, done.stderr
    names = sorted(path.name for path in (tmp_path / "out").rglob("*.json"))
    assert len(names) == 3 and names[0] == "3.txt.json"
    assert all(name.startswith("Kế hoạch") and len(name.encode()) <= 255 for name in names[1:])
