"""A process against bare Python in the same run: wanted: a document in 25 times its time, --help in 14, --version 7.

Only an ordinary install is measured: an editable one costs every start some 20 ms, a bare one too, and would flatter
the ratio."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.documents import plan

WANTED = {"bare python": 1, "--version": 7, "--help": 14, "extract": 25}
_seconds: dict[str, float] = {}


@pytest.mark.parametrize("what", WANTED)
def test_process(benchmark: BenchmarkFixture, tmp_path: Path, what: str) -> None:
    """The best of twenty runs, and how many times bare Python's that is."""
    if '"editable": true' in (distribution("cchc-extract").read_text("direct_url.json") or ""):
        pytest.skip("an editable install; measure an ordinary one")
    (document := tmp_path / "plan.txt").write_text(plan(50_000), "utf-8")
    command = [sys.executable, "-c", "pass"]
    if what != "bare python":
        script = Path(sys.executable).with_name("cchc-extract")
        command = [str(script), *(["-o", str(tmp_path / "out.json"), str(document)] if what == "extract" else [what])]
    options = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    benchmark.pedantic(subprocess.run, (command,), options, rounds=20, warmup_rounds=2)
    _seconds[what] = benchmark.stats.stats.min
    ratio = _seconds[what] / _seconds["bare python"]
    benchmark.extra_info |= {"times bare python": round(ratio, 1), "wanted": WANTED[what]}
    print(f"\n{what}: {_seconds[what] * 1000:.0f} ms, {ratio:.1f} times bare Python (wanted: at most {WANTED[what]})")
