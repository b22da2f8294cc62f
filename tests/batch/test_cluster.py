"""The same run on a Dask cluster: a real scheduler and two worker processes on this machine, one of which is killed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import sleep

import psutil
import pytest

from cchc_extract.batch import Options, convert
from cchc_extract.batch.progress import Progress
from tests.batch.archives import archive, plan, put, tree

distributed = pytest.importorskip("distributed")

_HOST = "127.0.0.1"


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The scheduler's address, and the processes of two workers and of the scheduler."""
    file, log = tmp_path / "scheduler.json", (tmp_path / "log").open("wb")
    options = ["--scheduler-file", str(file), "--host", _HOST, "--no-dashboard"]
    every = [_start("dask_scheduler", *options, "--port", "0", log=log)]
    while not file.exists():
        assert every[0].poll() is None
        sleep(0.05)
    workers = [
        _start(
            "dask_worker", *options, "--nthreads", "1", "--no-nanny", "--local-directory", str(tmp_path / n), log=log
        )
        for n in ("one", "two")
    ]
    with distributed.Client(scheduler_file=str(file), set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
        address = client.scheduler.address
    yield address, [*workers, *every]
    for each in (*workers, *every):
        each.kill()
        each.wait()
    log.close()


def _start(command: str, *arguments: str, log: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.{command}", *arguments],
        stdout=log,  # type: ignore[arg-type]
        stderr=log,  # type: ignore[arg-type]
    )


class Killing(Progress):
    """Kills a process in the middle of the run."""

    def __init__(self, victim: subprocess.Popen[bytes]) -> None:
        self.victim = victim
        self.at = -1

    def step(self, done: int, failed: int) -> None:
        if done >= 10 and self.at < 0:
            self.at = done
            self.victim.kill()


def test_results_are_those_of_this_machine_though_a_worker_is_killed(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    address, workers = cluster
    root, here, there = archive(tmp_path, 60), tmp_path / "here", tmp_path / "there"
    local = convert([str(root)], here, Options(("json", "jsonl"), workers=1))
    killing = Killing(workers[0])
    report = convert([str(root)], there, Options(("json", "jsonl"), scheduler=address), progress=killing)
    assert 10 <= killing.at < 67 and workers[0].poll() is not None and workers[1].poll() is None
    assert report.states == local.states and tree(there) == tree(here)
    children = psutil.Process(workers[1].pid).children()
    assert children, "the documents are done by processes that the cluster's worker may kill"


def test_a_scheduler_that_dies_is_told_in_a_line_and_the_run_goes_on_elsewhere(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    address, (*workers, scheduler) = cluster
    for number in range(200):
        put(tmp_path / "in" / f"{number}.txt", plan(number))
    command = [sys.executable, "-m", "cchc_extract", "batch", "in", "-o", "out", "--scheduler", address]
    run = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE)
    while not (tmp_path / "out" / "json").exists():
        assert run.poll() is None
        sleep(0.01)
    assert all(len(psutil.Process(each.pid).children()) == 1 for each in workers), "a process a thread of the cluster's"
    scheduler.kill()
    said = run.communicate(timeout=60)[1].decode()
    assert run.returncode == 3 and "goes on" in said and len(said.splitlines()) == 1
    report = convert([tmp_path / "in"], tmp_path / "out", Options(workers=1))
    assert report.states == {"done": 200} and report.done_before > 0


def test_a_cluster_without_workers_is_told(tmp_path: Path) -> None:
    from cchc_extract.errors import ReadError

    file = tmp_path / "scheduler.json"
    scheduler = _start(
        *("dask_scheduler", "--scheduler-file", str(file), "--host", _HOST, "--port", "0", "--no-dashboard"),
        log=subprocess.DEVNULL,
    )
    try:
        while not file.exists():
            assert scheduler.poll() is None
            sleep(0.05)
        with distributed.Client(scheduler_file=str(file), set_as_default=False) as client:
            address = client.scheduler.address
        root = archive(tmp_path)
        with pytest.raises(ReadError, match="the cluster has no workers"):
            convert([str(root)], tmp_path / "out", Options(scheduler=address))
    finally:
        scheduler.kill()
        scheduler.wait()
