"""How far a run is, on standard error: a bar on a terminal, plain lines elsewhere.

Enters: counts. Leaves: what a person sees; nothing that a program should read.
"""

from __future__ import annotations

import sys
from time import monotonic
from typing import Any

from cchc_extract.messages import say

_BETWEEN = 10.0  # seconds between two plain lines


class Progress:
    """What is told of a run while it goes on. This one tells nobody."""

    def total(self, files: int) -> None:
        """So many files there are, as far as is known: archives are counted when they are opened."""

    def passed(self) -> None:
        """One of them needed no work: the rate is of those that did."""

    def step(self, done: int, failed: int) -> None:
        """So many of them are done, so many of these have failed."""

    def say(self, line: str) -> None:
        """A line that stays."""

    def end(self) -> None:
        """The run is over."""


class _Rate(Progress):
    """How many are done in a second, and how long the rest takes."""

    def __init__(self) -> None:
        self._began = monotonic()
        self._passed = self._total = 0

    def total(self, files: int) -> None:
        """So many files there are."""
        self._total = files

    def passed(self) -> None:
        """One needed no work."""
        self._passed += 1

    def told(self, done: int) -> str:
        """Both, for a person."""
        rate = (done - self._passed) / max(monotonic() - self._began, 0.1)
        if not rate:
            return "? left"
        often = f"{rate:.1f} a second" if rate >= 1 else f"{rate * 60:.1f} a minute"
        return f"{often}, {_clock((self._total - done) / rate)} left"


class Lines(_Rate):
    """A plain line now and then."""

    def __init__(self) -> None:
        super().__init__()
        self._last = monotonic()

    def step(self, done: int, failed: int) -> None:
        """Tell it, if the last line is some seconds old."""
        now = monotonic()
        if now - self._last >= _BETWEEN:
            self._last = now
            say(f"{done} of {self._total} files, {self.told(done)}, {failed} failed")

    def say(self, line: str) -> None:
        """A line."""
        say(line)

    def end(self) -> None:
        """Nothing is left open."""


class Bar(_Rate):
    """A bar with files, rate, time left and failures."""

    def __init__(self) -> None:
        super().__init__()
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as Shown

        self._shown = Shown(
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[told]},"),
            TextColumn("{task.fields[failed]} failed"),
            console=Console(stderr=True),
            transient=True,
        )
        self._task: Any = self._shown.add_task("files", total=None, told="? left", failed=0)
        self._shown.start()

    def total(self, files: int) -> None:
        """So many files there are."""
        super().total(files)
        self._shown.update(self._task, total=files)

    def step(self, done: int, failed: int) -> None:
        """Move the bar."""
        self._shown.update(self._task, completed=done, told=self.told(done), failed=failed)

    def say(self, line: str) -> None:
        """A line above the bar."""
        self._shown.console.print(line, markup=False, highlight=False)

    def end(self) -> None:
        """Take the bar away."""
        self._shown.stop()


def progress() -> Progress:
    """What suits standard error."""
    return Bar() if sys.stderr is not None and sys.stderr.isatty() else Lines()


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
