"""Workers: a call that is no good costs itself alone, and no process stays."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, wait
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import psutil
import pytest

from cchc_extract.batch.workers import CannotStartError, LocalExecutor, _Worker
from tests.batch import calls
from tests.conftest import ROOT

_MEMORY = 256 << 20


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[LocalExecutor]:
    with LocalExecutor(2, folder=tmp_path) as executor:
        yield executor
    assert not list(tmp_path.iterdir()), "workers leave nothing behind"


def gone(*pids: int) -> bool:
    """Whether these processes end, within some seconds."""
    until = monotonic() + 20
    while monotonic() < until:
        if not any(psutil.pid_exists(pid) and psutil.Process(pid).status() != "zombie" for pid in pids):
            return True
        sleep(0.05)
    return False


def test_a_call_is_answered_and_what_it_raises_is_raised(workers: LocalExecutor) -> None:
    assert workers.submit(calls.add, 1, b=2).result() == 3
    with pytest.raises(ValueError, match="no such thing"):
        workers.submit(calls.fail).result()
    with pytest.raises(RuntimeError, match="pickle"):
        workers.submit(calls.unsendable).result()
    assert list(workers.map(calls.add, range(20))) == list(range(20))


def test_processes_are_few_and_others_than_this(workers: LocalExecutor) -> None:
    pids = {f.result() for f in [workers.submit(calls.process) for _ in range(20)]}
    assert 1 <= len(pids) <= 2 and os.getpid() not in pids
    workers.shutdown()
    assert gone(*pids)
    with pytest.raises(RuntimeError, match="after shutdown"):
        workers.submit(calls.add, 1)


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        (calls.hang, TimeoutError, "did not end within 1 second"),
        (calls.grow, MemoryError, "more than 256 MiB"),
        (calls.die, BrokenExecutor, "ended by signal 9"),
        (calls.leave, BrokenExecutor, "ended with code 3"),
    ],
)
def test_a_bad_call_costs_itself_alone(
    call: Callable[[], Any], error: type[Exception], said: str, tmp_path: Path
) -> None:
    seconds = 1 if call is calls.hang else 30
    with LocalExecutor(1, seconds, _MEMORY, tmp_path) as workers:
        before = workers.submit(calls.process)
        bad = workers.submit(call)
        after = workers.submit(calls.process)
        with pytest.raises(error, match=said):
            bad.result()
        assert after.result() != before.result(), "another process has taken its place"
    assert gone(before.result())


def test_the_programs_of_a_worker_end_with_it(tmp_path: Path) -> None:
    with LocalExecutor(1, seconds=2) as workers, pytest.raises(TimeoutError):
        workers.submit(calls.hang_with_a_program, str(tmp_path / "pids")).result()
    assert gone(*map(int, (tmp_path / "pids").read_text("utf-8").split()))


def test_workers_end_when_the_process_that_started_them_is_killed(tmp_path: Path) -> None:
    note = tmp_path / "pids"
    script = (
        "from cchc_extract.batch.workers import LocalExecutor\nfrom tests.batch import calls\n"
        f"LocalExecutor(1).submit(calls.hang_with_a_program, {str(note)!r}).result()"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT)
    while not note.exists() or len(note.read_text("utf-8").split()) < 2:
        assert parent.poll() is None
        sleep(0.05)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    assert gone(*map(int, note.read_text("utf-8").split()))


def test_a_worker_that_was_ended_as_it_answered_costs_no_other_call(monkeypatch: pytest.MonkeyPatch) -> None:
    rest = _Worker._rest

    def late(worker: _Worker) -> None:
        worker.end(TimeoutError("too late"))
        rest(worker)

    monkeypatch.setattr(_Worker, "_rest", late)
    with LocalExecutor(1) as workers:
        assert workers.submit(calls.process).result() != workers.submit(calls.process).result()


def test_waiting_calls_can_be_cancelled_and_all_can_be_killed() -> None:
    workers = LocalExecutor(1)
    futures = [workers.submit(calls.hang) for _ in range(3)]
    sleep(1)  # the first may have begun
    workers.kill()
    wait(futures)
    assert isinstance(futures[0].exception(), BrokenExecutor)
    assert all(each.cancelled() for each in futures[1:])


def test_a_worker_that_cannot_start_is_no_fault_of_the_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cchc_extract.batch.workers.sys.executable", "/bin/false")
    with LocalExecutor(1) as workers, pytest.raises(CannotStartError):
        workers.submit(calls.add, 1).result()


def test_a_worker_that_does_not_begin_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stuck = tmp_path / "stuck"
    stuck.write_text("#!/bin/sh\nexec sleep 60\n", "utf-8")
    stuck.chmod(0o700)
    monkeypatch.setattr("cchc_extract.batch.workers._START", 0.2)
    monkeypatch.setattr("cchc_extract.batch.workers.sys.executable", str(stuck))
    with LocalExecutor(1) as workers, pytest.raises(CannotStartError, match="not begun"):
        workers.submit(calls.add, 1).result(30)


def test_a_worker_whose_answer_is_not_understood_is_replaced() -> None:
    with LocalExecutor(1) as workers:
        first = workers.submit(calls.process).result()
        assert isinstance(workers.submit(calls.fail_oddly).exception(), TypeError)
        assert workers.submit(calls.process).result() != first


def test_bounds_hold_where_the_system_does_not_say_what_memory_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> int:
        raise OSError("too many open files")

    monkeypatch.setattr("cchc_extract.batch.workers._memory", refused)
    with LocalExecutor(1, seconds=1, memory=_MEMORY) as workers, pytest.raises(TimeoutError, match="did not end"):
        workers.submit(calls.hang, 25).result(20)
