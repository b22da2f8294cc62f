"""A run that is told to stop, on an executor like a cluster's: its futures never say that they are under way."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Event
from time import sleep
from typing import Any

import pytest

from cchc_extract.batch import Options, convert
from cchc_extract.batch.executors import Bounds, Crew
from cchc_extract.batch.job import Job, Outcome, work
from tests.batch.archives import plan, put


class Quiet(Executor):
    """One thread; what it does can be cancelled while it does it, and is then lost."""

    def __init__(self) -> None:
        self.given: list[Future[Any]] = []
        self._thread = ThreadPoolExecutor(1)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.given.append(future)
        self._thread.submit(self._do, future, fn, *args, **kwargs)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._thread.shutdown(wait, cancel_futures=cancel_futures)

    def _do(self, future: Future[Any], fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> None:
        if not future.cancelled():
            result = fn(*args, **kwargs)
            with suppress(Exception):  # cancelled meanwhile
                future.set_result(result)


def until(true: Callable[[], bool]) -> None:
    for _ in range(1000):
        if true():
            return
        sleep(0.01)
    raise AssertionError("it has not come")


def test_what_is_under_way_is_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    executor, stop = Quiet(), Event()

    def stopped_meanwhile(job: Job) -> Outcome:
        until(lambda: len(executor.given) > 1)
        stop.set()
        until(lambda: any(each.cancelled() for each in executor.given))
        return work(job)

    def crew(workers: int | None, scheduler: str | None, bounds: Bounds, folder: Path) -> Crew:
        return Crew(executor, stopped_meanwhile, 1, lambda now: executor.shutdown(cancel_futures=now))

    monkeypatch.setattr("cchc_extract.batch.run.crew", crew)
    for number in range(8):
        put(tmp_path / "in" / f"{number}.txt", plan(number))
    report = convert([tmp_path / "in"], tmp_path / "out", Options(workers=1), stop=stop)
    assert report.states == {"done": 1} and report.undone == 7 and report.state == "interrupted"
