"""What a run has come to: counted as the files go by, for a person and for a program (`run.json`).

Enters: rows of the journal. Leaves: lines, and plain values. Decides nothing.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, NamedTuple

from cchc_extract.batch.journal import Row
from cchc_extract.messages import number, printable

SCHEMA = "cchc-extract-run/1"
_SLOWEST = 10


class Slow(NamedTuple):
    """A document, and the seconds that it took."""

    seconds: float
    path: str


class Report:
    """The counts of a run. `state` is `finished`, or `interrupted` where some are left to do, or to do again."""

    def __init__(self) -> None:
        self.states: Counter[str] = Counter()  # documents by what became of them
        self.kinds: Counter[str] = Counter()
        self.formats: Counter[str] = Counter()
        self.causes: Counter[str] = Counter()
        self.tasks = self.pages = self.errors = self.warnings = self.bytes = 0
        self.seconds = 0.0  # of work, all workers together
        self.memory = 0
        self.failed: list[dict[str, Any]] = []
        self.skipped: list[dict[str, Any]] = []
        self.slowest: list[Slow] = []
        self.undone = 0  # files that have not been reached
        self.stopped = False  # before all were looked at that an earlier run had done
        self.done_before = 0  # that an earlier run had done
        self.reused = 0  # whose content was known from another file
        self.elapsed = 0.0

    @property
    def interrupted(self) -> bool:
        """Whether something that was asked for is left to do."""
        return self.stopped or self.undone > 0

    @property
    def state(self) -> str:
        """How the run has ended."""
        return "interrupted" if self.interrupted else "finished"

    def add(self, path: str, row: Row) -> None:
        """Count a document."""
        self.states[row.state] += 1
        if row.state == "done":
            self.kinds[row.kind or "other"] += 1
            self.formats[row.format or "?"] += 1
            self.tasks += row.tasks
            self.errors += row.errors
            self.warnings += row.warnings
            self.pages += row.pages or 0
        elif row.state == "failed":
            self.causes[row.cause or "unreadable"] += 1
            self.failed.append({"path": path, "cause": row.cause, "reason": row.reason})
        else:
            self.skipped.append({"path": path, "reason": row.reason})
        self.bytes += row.size or 0
        self.seconds += row.seconds
        self.memory = max(self.memory, row.memory)
        self._note_slow(Slow(row.seconds, path))

    def lines(self) -> list[str]:
        """The summary that a person reads."""
        done, failed, skipped = (self.states[state] for state in ("done", "failed", "skipped"))
        said = [f"{number(done, 'document')}, {number(self.tasks, 'task')}; {failed} failed, {skipped} no documents"]
        if self.kinds:
            said.append(f"kinds: {_counted(self.kinds)}; formats: {_counted(self.formats)}")
        if self.done_before or self.reused:
            said.append(f"{self.done_before} had been done before, {self.reused} have the content of another")
        if failed:
            said.append(f"failed: {_counted(self.causes)}")
            said += [f"  {printable(each['path'])}: {each['reason']}" for each in self.failed[:_SLOWEST]]
            if failed > _SLOWEST:
                said.append(f"  … and {failed - _SLOWEST} more")
        if self.slowest and done:
            said.append("slowest: " + ", ".join(f"{printable(s.path)} {s.seconds:.1f} s" for s in self.slowest))
        if self.undone:
            said.append(f"{number(self.undone, 'file')} not reached; the same command goes on")
        elif self.stopped:
            said.append("stopped before all was looked at; what there was before stands")
        return said

    def to_dict(self) -> dict[str, Any]:
        """The counts as `run.json` has them; seconds, bytes."""
        return {
            "state": self.state,
            "documents": {state: self.states[state] for state in ("done", "failed", "skipped")}
            | {"undone": self.undone},
            "done_before": self.done_before,
            "reused": self.reused,
            "tasks": self.tasks,
            "pages": self.pages,
            "bytes": self.bytes,
            "diagnostics": {"error": self.errors, "warning": self.warnings},
            "kinds": _ordered(self.kinds),
            "formats": _ordered(self.formats),
            "causes": _ordered(self.causes),
            "seconds": {"elapsed": round(self.elapsed, 3), "work": round(self.seconds, 3)},
            "memory": self.memory,
            "slowest": [{"path": slow.path, "seconds": round(slow.seconds, 3)} for slow in self.slowest],
            "failed": self.failed,
            "skipped": self.skipped,
        }

    def _note_slow(self, slow: Slow) -> None:
        if slow.seconds and (len(self.slowest) < _SLOWEST or slow > self.slowest[-1]):
            self.slowest = sorted([*self.slowest, slow], key=lambda each: (-each.seconds, each.path))[:_SLOWEST]


def as_json(record: dict[str, Any]) -> bytes:
    """A record as the bytes of `run.json`."""
    return json.dumps({"schema": SCHEMA, **record}, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n"


def _ordered(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in _ordered(counts).items())
