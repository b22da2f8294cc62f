"""Calls for workers: some are no good."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from cchc_extract.batch.job import Job, Outcome, work


def add(a: int, b: int = 0) -> int:
    print("what a library prints is no answer")
    return a + b


def process() -> int:
    return os.getpid()


def hang(seconds: float = 60) -> None:
    time.sleep(seconds)


def hang_with_a_program(note: str) -> None:
    """Start a program that outlives its call, note its number, and wait for it."""
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(120)"], start_new_session=True)
    Path(note).write_text(f"{os.getpid()} {child.pid}", "utf-8")
    child.wait()


def grow(mebibytes: int = 4096) -> int:
    held = []
    for _ in range(mebibytes):
        held.append(b"x" * (1 << 20))
        time.sleep(0.001)
    return len(held)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leave() -> None:
    sys.exit(3)


def fail() -> None:
    raise ValueError("no such thing")


class OddError(Exception):
    """It can be pickled, and not be made again."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"{what}: {why}")


def fail_oddly() -> None:
    raise OddError("a", "b")


def unsendable() -> Any:
    return lambda: None


def work_or_not(job: Job) -> Outcome:
    """The outcome of a document, but for those whose names say otherwise."""
    told = {"hang.txt": hang, "grow.txt": grow, "die.txt": die, "fail.txt": fail}
    if job.name in told:
        told[job.name]()
    return work(job)
