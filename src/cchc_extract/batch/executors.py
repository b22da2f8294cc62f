"""What the documents of a run are given to: workers of this machine, or of an existing Dask cluster.

Both are executors by the protocol of `concurrent.futures`; the run knows no more of them than that. On a cluster each
process keeps local workers of its own, so that a document that hangs or grows costs that document there too.
"""

from __future__ import annotations

import atexit
import logging
import os
from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from cchc_extract.batch.job import Job, OtherVersionError, Outcome, work
from cchc_extract.batch.workers import CannotStartError, LocalExecutor
from cchc_extract.errors import ReadError

_AHEAD = 4  # documents that wait for each worker
_ANSWER = 10  # seconds that a scheduler has to answer
_LOUD = (
    "distributed",
    "distributed.client",
    "tornado.application",
)  # they show tracebacks where a line of ours says it
_RETRIES = 3  # of a document whose machine is lost


class Bounds(NamedTuple):
    """What a document may cost: seconds, and bytes of memory."""

    seconds: float
    memory: int


class Crew(NamedTuple):
    """An executor, the call that does a document there, and how many it does at once; `end` ends it, with True at
    once."""

    executor: Executor
    call: Callable[[Job], Outcome]
    workers: int
    end: Callable[[bool], None]

    @property
    def ahead(self) -> int:
        """How many to have given it."""
        return self.workers * _AHEAD


def crew(workers: int | None, scheduler: str | None, bounds: Bounds, folder: Path) -> Crew:
    """The workers of this machine (as many as it has cores, by default), or those of the cluster whose scheduler has
    this address. Raises ReadError where there is no such cluster."""
    return _cluster(scheduler, bounds) if scheduler else _local(workers or _cores(), bounds, folder)


def _local(workers: int, bounds: Bounds, folder: Path) -> Crew:
    executor = LocalExecutor(workers, bounds.seconds, bounds.memory, folder)
    return Crew(executor, work, workers, lambda now: executor.kill() if now else executor.shutdown())


def _cluster(scheduler: str, bounds: Bounds) -> Crew:
    try:
        from distributed import Client
    except ModuleNotFoundError:
        what = "a cluster needs the package distributed, which is not installed"
        raise ReadError(scheduler, what, "install it with: pip install 'cchc-extract[dask]'") from None
    for name in _LOUD:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(scheduler, timeout=_ANSWER, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise ReadError(scheduler, f"no scheduler answers ({error})", "check the address") from None
    threads = sum(client.nthreads().values())
    if not threads:
        client.close()
        raise ReadError(scheduler, "the cluster has no workers", "start some")

    def end(now: bool) -> None:
        executor.shutdown(wait=not now)
        client.close()

    executor = client.get_executor(pure=False, retries=_RETRIES)
    return Crew(executor, partial(guarded, bounds), threads, end)


_own: dict[Bounds, LocalExecutor] = {}
_turn = Lock()


def guarded(bounds: Bounds, job: Job) -> Outcome:
    """The outcome of a document, by a worker that belongs to this process; what ends that worker is the outcome too."""
    with _turn:
        if bounds not in _own:
            executor = LocalExecutor(_threads(), bounds.seconds, bounds.memory)
            atexit.register(executor.kill)  # no file of theirs stays on that machine
            _own[bounds] = executor
    try:
        return _own[bounds].submit(work, job).result()
    except Exception as error:
        return lost(error)


def lost(error: Exception) -> Outcome:
    """The outcome of a document whose worker is gone. Raises what is no fault of the document's."""
    if isinstance(error, TimeoutError):
        return Outcome("failed", "timeout", str(error))
    if isinstance(error, MemoryError):
        return Outcome("failed", "memory", str(error))
    if type(error).__name__ in ("BrokenExecutor", "KilledWorker"):
        return Outcome("failed", "crash", str(error).partition("\n")[0])
    if isinstance(error, OtherVersionError):
        raise ReadError("the workers", str(error), "start the run again: it goes on")
    if isinstance(error, CannotStartError | OSError):
        raise ReadError("the workers", f"none can be started ({error})", "check memory and disk, and start it again")
    raise error


def _threads() -> int:
    """The documents that this process of a cluster is given at once: its machine may have many such processes."""
    from distributed import get_worker

    return int(get_worker().state.nthreads)


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
