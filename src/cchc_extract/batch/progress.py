"""How far a run is, on standard error: a bar on a terminal, plain lines elsewhere.

Enters: counts. Leaves: what a person sees; nothing that a program should read.
"""

from __future__ import annotations

import sys
from time import monotonic
from typing import Any, Protocol

from cchc_extract.messages import say

_BETWEEN = 10.0  # seconds between two plain lines


class Progress(Protocol):
    """What is told of a run while it goes on."""

    def total(self, files: int) -> None:
        """So many files there are, as far as is known: archives are counted when they are opened."""

    def step(self, done: int, failed: int) -> None:
        """So many of them are done, so many of these have failed."""

    def say(self, line: str) -> None:
        """A line that stays."""

    def end(self) -> None:
        """The run is over."""


class Silent:
    """Nothing is told."""

    def total(self, files: int) -> None:
        """Told to nobody."""

    def step(self, done: int, failed: int) -> None:
        """Told to nobody."""

    def say(self, line: str) -> None:
        """Told to nobody."""

    def end(self) -> None:
        """Told to nobody."""


class Lines:
    """A plain line now and then."""

    def __init__(self) -> None:
        self._began = self._told = monotonic()
        self._total = 0

    def total(self, files: int) -> None:
        """So many files there are."""
        self._total = files

    def step(self, done: int, failed: int) -> None:
        """Tell it, if the last line is some seconds old."""
        now = monotonic()
        if now - self._told >= _BETWEEN:
            self._told = now
            rate = done / (now - self._began)
            left = _clock((self._total - done) / rate) if rate else "?"
            say(f"{done} of {self._total} files, {rate:.1f} a second, {left} left, {failed} failed")

    def say(self, line: str) -> None:
        """A line."""
        say(line)

    def end(self) -> None:
        """Nothing is left open."""


class Bar:
    """A bar with files, rate, time left and failures."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Shown

        self._shown = Shown(
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}/s"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[failed]} failed"),
            console=Console(stderr=True),
            transient=True,
        )
        self._task: Any = self._shown.add_task("files", total=None, rate="–", failed=0)
        self._began = monotonic()
        self._shown.start()

    def total(self, files: int) -> None:
        """So many files there are."""
        self._shown.update(self._task, total=files)

    def step(self, done: int, failed: int) -> None:
        """Move the bar."""
        rate = done / max(monotonic() - self._began, 0.1)
        self._shown.update(self._task, completed=done, rate=f"{rate:.1f}", failed=failed)

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
