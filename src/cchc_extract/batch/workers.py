"""Workers on this machine, by the protocol of `concurrent.futures`: each a process that may be killed.

A call that takes too long, that grows too large or that ends its process costs that call alone: its future raises
TimeoutError, MemoryError or BrokenExecutor, and another process takes the worker's place. (The standard pool loses
every call when a process dies, and cannot end one that hangs.)
"""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from tempfile import mkdtemp
from threading import Event, Lock, Thread, Timer
from time import monotonic
from typing import Any, ParamSpec, TypeVar

from cchc_extract.batch.worker import receive, send

_P = ParamSpec("_P")
_T = TypeVar("_T")
_LOOK = 0.1  # seconds between two looks at the workers
_LOOKS_A_TREE = 10  # looks between two at the programs that a worker has started
_USED = 0.5  # of the memory that is allowed: a worker that holds so much after a call is replaced
_LAST_WORDS = 4096
_END = 1.0  # seconds that a process has to end by itself
_START = 120.0  # seconds that it has to begin: it may be one of many that load from a slow disk


class CannotStartError(BrokenExecutor):
    """No worker can be started: no fault of a call's."""


class LocalExecutor(Executor):
    """`workers` processes, started when they are needed. `seconds` and `memory` (bytes, with the programs it starts)
    bound each call. `folder`: where the workers may leave temporary files; what a killed one has left is removed."""

    def __init__(
        self, workers: int, seconds: float | None = None, memory: int | None = None, folder: Path | None = None
    ) -> None:
        self._folder = Path(mkdtemp(prefix="cchc-extract-", dir=folder))
        self._calls: SimpleQueue[tuple[Future[Any], tuple[Any, ...]] | None] = SimpleQueue()
        self._closed = False
        self._all_ended, self._over = Event(), Event()
        threads = max((os.cpu_count() or 1) // workers, 1)  # of the programs that a worker starts
        self._workers = [_Worker(self._folder / str(n), seconds, memory, threads) for n in range(workers)]
        self._threads = [Thread(target=self._serve, args=(worker,), daemon=True) for worker in self._workers]
        self._watch = Thread(target=self._guard, daemon=True)
        for thread in (*self._threads, self._watch):
            thread.start()

    def submit(self, fn: Callable[_P, _T], /, *args: _P.args, **kwargs: _P.kwargs) -> Future[_T]:
        """As the protocol has it. `fn`, what it is given and what it gives back are pickled."""
        if self._closed:
            raise RuntimeError("cannot schedule new futures after shutdown")
        future: Future[_T] = Future()
        self._calls.put((future, (fn, args, kwargs)))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """As the protocol has it: calls that have begun are finished."""
        self._closed = True
        while cancel_futures and not self._calls.empty():
            if (call := self._calls.get()) is not None and call[0].cancel():
                call[0].set_running_or_notify_cancel()  # whoever waits for it
        for _ in self._threads:
            self._calls.put(None)
        if wait:
            self._join()
        else:
            Thread(target=self._join, daemon=True).start()

    def kill(self) -> None:
        """End every worker at once; their calls fail, those that wait are cancelled."""
        self.shutdown(wait=False, cancel_futures=True)
        while any(thread.is_alive() for thread in self._threads):  # one may have begun meanwhile
            for worker in self._workers:
                worker.end(BrokenExecutor("it was stopped"))
            self._over.wait(_LOOK)
        self._over.wait()

    def _join(self) -> None:
        for thread in self._threads:
            thread.join()
        self._all_ended.set()
        self._watch.join()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._over.set()

    def _serve(self, worker: _Worker) -> None:
        while (call := self._calls.get()) is not None:
            future, request = call
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(worker.call(request))
            except BaseException as error:
                future.set_exception(error)
        worker.close()

    def _guard(self) -> None:
        looks = 0
        while not self._all_ended.wait(_LOOK):
            looks += 1
            for worker in self._workers:
                with suppress(Exception):  # of the system; without this thread nothing is bounded any more
                    worker.look(tree=looks % _LOOKS_A_TREE == 0)


class _Worker:
    """One worker's process, and the one that takes its place."""

    def __init__(self, folder: Path, seconds: float | None, memory: int | None, threads: int) -> None:
        self._folder = folder
        self._seconds = seconds
        self._memory = memory
        self._threads = threads
        self._process: subprocess.Popen[bytes] | None = None
        self._until: float | None = None  # while a call is under way
        self._verdict: BaseException | None = None
        self._grown = False
        self._turn = Lock()  # so that no call is ended for the one before it

    def call(self, request: tuple[Any, ...]) -> Any:
        """What a call gives back. Raises what it raises, and what has ended its process."""
        data = pickle.dumps((*request, self._seconds))
        self._verdict = None  # that of the call before
        process = self._process or self._start()
        assert process.stdin is not None and process.stdout is not None
        self._until = monotonic() + (self._seconds or float("inf"))
        try:
            send(data, process.stdin)
            right, answer = pickle.loads(receive(process.stdout))
        except Exception as error:
            self._rest()
            gone = self._lost(process)  # also where an answer cannot be understood: the next would be a piece of it
            raise (gone if isinstance(error, EOFError | OSError) else error) from None
        self._rest()
        if self._grown or self._verdict:  # it was ended when it had just answered
            self.close()
        if not right:
            raise answer
        return answer

    def look(self, tree: bool) -> None:
        """End a call that has gone beyond its bounds. Without `tree`, only the process itself is weighed."""
        with self._turn:
            if self._process is None or self._until is None:
                return
            if monotonic() > self._until:
                self.end(TimeoutError(f"it did not end within {self._seconds:g} seconds"))
            elif self._memory and (held := _memory(self._process.pid, tree)):
                self._grown = held > self._memory * _USED
                if held > self._memory:
                    self.end(MemoryError(f"it needed more than {self._memory >> 20} MiB of memory"))

    def end(self, verdict: BaseException) -> None:
        """Kill the process and all that it has started."""
        self._verdict = verdict
        if (process := self._process) is not None:  # its own thread may take it away meanwhile
            _kill(process.pid)

    def close(self) -> None:
        """Let the process end."""
        if self._process is not None:
            assert self._process.stdin is not None and self._process.stdout is not None
            with suppress(OSError):
                self._process.stdin.close()
            self._process.wait()
            self._process.stdout.close()
            self._process = None

    def _rest(self) -> None:
        with self._turn:
            self._until = None

    def _start(self) -> subprocess.Popen[bytes]:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._grown = False
        paths = os.pathsep.join(map(os.path.abspath, sys.path))  # what is imported here is imported there
        with self._words.open("wb") as words:
            self._process = process = subprocess.Popen(
                [sys.executable, "-P", "-m", "cchc_extract.batch.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=words,
                env={
                    **{**os.environ, "PYTHONPATH": paths, "OMP_THREAD_LIMIT": str(self._threads)},
                    **{"TMPDIR": str(self._folder), "TEMP": str(self._folder)},
                },
            )
        assert process.stdout is not None
        late = Timer(_START, self.end, [TimeoutError(f"it has not begun within {_START:g} seconds")])
        late.start()
        try:
            receive(process.stdout)
        except EOFError:
            pass
        else:
            return process
        finally:
            late.cancel()
        raise CannotStartError(f"no worker can be started: {self._lost(process)}")

    def _lost(self, process: subprocess.Popen[bytes]) -> BaseException:
        """Why a process is gone. What it has left is removed."""
        with suppress(subprocess.TimeoutExpired):
            process.wait(_END)  # it has closed its output, and may be about to end
        _kill(process.pid)
        code = process.wait()
        words = self._words.read_bytes()[-_LAST_WORDS:].decode("utf-8", "replace").split("\n")
        said = next((line.strip() for line in words if line.startswith("Fatal Python error")), words[-1].strip())
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                pipe and pipe.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._process = None
        ended = f"its worker was ended by signal {-code}" if code < 0 else f"its worker ended with code {code}"
        return self._verdict or BrokenExecutor(f"{ended} ({said})" if said else ended)

    @property
    def _words(self) -> Path:
        return self._folder / "standard-error"


def _memory(pid: int, tree: bool) -> int:
    """The bytes that a process holds, with all that it has started where asked for."""
    import psutil

    held = 0
    with suppress(psutil.Error):
        process = psutil.Process(pid)
        for each in (process, *(process.children(recursive=True) if tree else ())):
            with suppress(psutil.Error):
                held += each.memory_info().rss
    return held


def _kill(pid: int) -> None:
    import psutil

    with suppress(psutil.Error):
        process = psutil.Process(pid)
        for each in (*process.children(recursive=True), process):
            with suppress(psutil.Error):
                each.kill()
