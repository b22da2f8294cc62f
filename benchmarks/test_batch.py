"""Whole archives: documents a second, what a run costs above a loop, what a second worker brings, how soon a finished
run is resumed. Ratios are of one run on one machine.

The corpus is our own samples, each copy with another date line so that no content is known from another.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from time import perf_counter

import pytest

from tests.conftest import ROOT

COPIES = int(os.environ.get("CCHC_BENCH_COPIES", "40"))
FINISHED = int(os.environ.get("CCHC_BENCH_FINISHED", "100000"))
WANTED = {"overhead": 1.05, "two workers": 1.7, "resume": 10.0}
_LOOP = """
import sys
from pathlib import Path
from cchc_extract import extract
from cchc_extract.writers import write_file
source, out = map(Path, sys.argv[1:])
for path in sorted(source.rglob("*.*")):
    write_file(extract(path).to_json().encode() + b"\\n", out / f"{path.name}.json", folders=True)
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    samples = sorted((ROOT / "samples").glob("*/input.txt"))
    for copy in range(COPIES):
        for sample in samples:
            to = folder / f"so-{copy:03d}" / f"{sample.parent.name}.{copy}.txt"
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_bytes(sample.read_bytes() + f"\nBản sao thứ {copy}\n".encode())
    return folder


def seconds(*command: str | Path) -> float:
    began = perf_counter()
    subprocess.run([sys.executable, *map(str, command)], check=True, stderr=subprocess.DEVNULL)
    return perf_counter() - began


def run(corpus: Path, out: Path, workers: int) -> float:
    shutil.rmtree(out, ignore_errors=True)
    return seconds("-m", "cchc_extract", "batch", corpus, "-o", out, "--workers", str(workers))


def test_against_a_loop_and_with_two_workers(corpus: Path, tmp_path: Path) -> None:
    loops, ones, twos = [], [], []
    for _ in range(3):  # in turn, so that what else the machine does falls on all of them
        loops.append(seconds("-c", _LOOP, corpus, tmp_path / "loop"))
        ones.append(run(corpus, tmp_path / "one", 1))
        twos.append(run(corpus, tmp_path / "two", 2))
    told = json.loads((tmp_path / "one" / "run.json").read_text("utf-8"))
    count, loop, one, two = told["documents"]["done"], min(loops), min(ones), min(twos)
    print(f"\n{count} documents, {told['bytes'] / 1e6:.1f} MB: {count / one:.0f} documents a second on one core")
    print(f"against the library in a loop: {one / loop:.2f} times (wanted: at most {WANTED['overhead']})")
    print(f"two workers: {one / two:.2f} times as fast (wanted: at least {WANTED['two workers']})")
    print(f"memory of a worker: {told['memory'] >> 20} MiB")


def test_pages(tmp_path: Path) -> None:
    """Pages of PDF with text, a second on one core."""
    sample = (ROOT / "samples" / "province-plan-pdf" / "input.pdf").read_bytes()
    for copy in range(COPIES):
        to = tmp_path / "in" / f"{copy}.pdf"
        to.parent.mkdir(exist_ok=True)
        to.write_bytes(sample + b"%% %d\n" % copy)
    took = run(tmp_path / "in", tmp_path / "out", 1)
    told = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    print(f"\n{told['pages']} pages of PDF: {told['pages'] / took:.0f} a second on one core")


def test_resume(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    sample = (ROOT / "samples" / "province-plan-tabs" / "input.txt").read_bytes()
    for number in range(FINISHED):  # one content: a run takes the result of the first
        to = folder / f"{number // 1000:03d}" / f"{number}.txt"
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(sample)
    first = run(folder, out, 1)
    again = min(seconds("-m", "cchc_extract", "batch", folder, "-o", out) for _ in range(3))
    print(f"\n{FINISHED} documents: {first:.0f} s; finished, {again:.1f} s (wanted: at most {WANTED['resume']})")
