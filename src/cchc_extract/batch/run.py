"""A run: what its sources hold is done by an executor, what becomes of it is kept, the outputs are written.

Enters: sources and options. Leaves: files in one folder, and a report. A run that ends at any moment goes on where it
was when it is started again: what the journal has is not done again, and no output is seen before it is whole.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event
from time import monotonic
from typing import Any

from cchc_extract.batch.documents import JsonFiles
from cchc_extract.batch.executors import Bounds, Crew, crew, lost
from cchc_extract.batch.files import content_of
from cchc_extract.batch.job import Cause, Job, Outcome, hash_of, tool
from cchc_extract.batch.journal import Journal, Row
from cchc_extract.batch.listing import Item, listing
from cchc_extract.batch.names import REPORT, WORK
from cchc_extract.batch.opened import Members
from cchc_extract.batch.options import JSON, Options
from cchc_extract.batch.outputs import Outputs, clear
from cchc_extract.batch.progress import Progress
from cchc_extract.batch.report import Report, as_json
from cchc_extract.errors import ReadError
from cchc_extract.writers import write_file
from cchc_extract.writers.archive import ARCHIVE_OUTPUTS
from cchc_extract.writers.output import writing

_LOOK = 0.2  # seconds between two looks whether to stop
_GIVEN_BACK = "it has given the work back undone, as a cluster does whose scheduler is gone"
_MOST_WAITING = 256 << 20  # bytes of archives' members that wait for a worker


def convert(
    sources: Sequence[str | os.PathLike[str]],
    out: str | os.PathLike[str],
    options: Options | None = None,
    *,
    listed: Sequence[str] = (),
    progress: Progress | None = None,
    stop: Event | None = None,
) -> Report:
    """Convert the documents of some sources (and of a list of further ones) into the folder `out`.

    Sources are files, folders, globs, ZIP archives, URLs. `stop`, once set, lets what is under way finish and the rest
    be. Raises ReadError for a source that is not there, WriteError where nothing can be written; what is wrong with
    one document is in the report.
    """
    options, told = options or Options(), progress or Progress()
    folder = Path(os.path.abspath(out))  # noqa: PTH100
    named = [os.fspath(each) for each in sources]
    try:
        for name in options.to:
            if name != JSON:
                ARCHIVE_OUTPUTS[name].check()
        items = listing(named, listed)
        journal = Journal(folder)
        try:
            clear(folder)
            return _Run(items, folder, options, journal, told, stop or Event()).run(named, len(listed))
        finally:
            clear(folder)
            journal.close()
    finally:
        told.end()


class _Run:
    def __init__(
        self, items: list[Item], out: Path, options: Options, journal: Journal, progress: Progress, stop: Event
    ) -> None:
        self._items = items
        self._out = out
        self._options = options
        self._journal = journal
        self._progress = progress
        self._stop = stop
        self._report = Report()
        self._documents = JsonFiles(out, journal) if JSON in options.to else None
        self._settings, self._bounded = options.settings, options.bounded
        self._left = iter(items)
        self._archives: list[Iterator[Item]] = []  # that are open or to be opened; only the first is held in memory
        self._total = len(items)
        self._done = self._failed = self._given_up = 0
        self._record: dict[str, Any] = {}

    def run(self, sources: Sequence[str], listed: int) -> Report:
        began = monotonic()
        self._record = {
            "version": tool(),
            "started": datetime.now(UTC).isoformat(timespec="seconds"),
            "sources": [each.encode("utf-8", "replace").decode() for each in sources],
            "listed": listed,
            "options": self._options._asdict(),
        }
        self._progress.total(self._total)
        try:
            self._work()
        finally:
            self._progress.end()
            self._journal.commit()
        if self._stop.is_set():
            self._report.stopped = bool(self._given_up or self._archives) or next(self._left, None) is not None
        outputs = Outputs(self._items, self._out, self._options, self._journal, self._documents, self._progress)
        written = outputs.write(self._report)
        self._report.elapsed = monotonic() - began
        self._tell({"outputs": written, **self._report.to_dict()})
        return self._report

    def _tell(self, state: dict[str, Any]) -> None:
        """Write `run.json`."""
        write_file(as_json({**self._record, **state}), self._out / REPORT)

    # --- the work ----------------------------------------------------------------------------------------------------

    def _work(self) -> None:
        first = self._next()
        if first is None:
            return
        self._tell({"state": "running"})  # what an earlier run has told is true no longer
        with writing(self._out):
            (self._out / WORK).mkdir(parents=True)
        options = self._options
        given = crew(options.workers, options.scheduler, Bounds(options.seconds, options.memory), self._out / WORK)
        try:
            self._give(first, given)
        except BaseException:
            given.end(True)
            raise
        given.end(False)

    def _give(self, first: Item, given: Crew) -> None:
        """Give the executor what is to do, never more than so much ahead, and take what it gives back."""
        pending: dict[Future[Outcome], Item] = {}
        ready: SimpleQueue[Future[Outcome]] = SimpleQueue()
        item: Item | None = first
        while True:
            while item is not None:
                future = given.executor.submit(given.call, self._job(item))
                pending[future] = item
                future.add_done_callback(ready.put)
                waiting = sum(len(each.content) for each in pending.values() if each.content)
                item = self._next() if len(pending) < given.ahead and waiting < _MOST_WAITING else None
            if not pending:
                return
            future = self._ready(ready, pending, given.workers)
            self._take(pending.pop(future), future)
            item = self._next()

    def _ready(
        self, ready: SimpleQueue[Future[Outcome]], pending: Iterable[Future[Outcome]], workers: int
    ) -> Future[Outcome]:
        """The next that is done; when the run is to stop, those that have not begun are given up at once. The first
        may have begun: a cluster's futures do not say so, and can be cancelled all the same."""
        while True:
            try:
                return ready.get(timeout=_LOOK)
            except Empty:
                if self._stop.is_set():
                    for each in list(pending)[workers:]:
                        each.cancel()

    def _next(self) -> Item | None:
        """The next item that an executor has to do; what is known is passed over."""
        while not self._stop.is_set():
            item = next(self._archives[0] if self._archives else self._left, None)
            if item is not None:
                if not self._known(item):
                    return item
            elif self._archives:
                del self._archives[0]
            else:
                return None
        return None

    def _job(self, item: Item) -> Job:
        location = item.file.location if item.content is None else None
        return Job(item.name, location, item.content, self._options.explain, self._options.pdf_engine, tool())

    def _take(self, item: Item, future: Future[Outcome]) -> None:
        try:
            outcome = future.result()
        except Exception as error:
            if self._stop.is_set():
                self._given_up += 1
                return
            if isinstance(error, CancelledError):
                raise ReadError(
                    self._options.scheduler or "the executor", _GIVEN_BACK, "start the run again: it goes on"
                ) from None
            outcome = lost(error)
            if outcome.cause == "timeout":  # so it is among the slowest
                outcome = outcome._replace(seconds=self._options.seconds)
        if outcome.state == "failed" and self._stop.is_set():
            self._given_up += 1
            return  # what told the run to stop may have told its worker too, or the program that worked for that
        if outcome.state == "archive":
            self._archives.append(self._members(item))  # it is no document; its members are next
        else:
            self._keep(item, outcome)

    def _keep(self, item: Item, outcome: Outcome) -> None:
        """Keep an outcome; write the document's file."""
        settings = self._bounded if outcome.cause in ("timeout", "memory") else self._settings
        if self._documents and outcome.state == "done" and outcome.data is not None:
            self._documents.put(item.path, item.name, self._options.content(outcome.sha256), outcome.data)
        elif self._documents:
            self._documents.drop(item.path)
        self._journal.record(item._replace(content=None), outcome, settings)
        self._count(outcome.state)

    def _count(self, state: str) -> None:
        self._done += 1
        self._failed += state == "failed"
        self._progress.step(self._done, self._failed)

    # --- what is known -----------------------------------------------------------------------------------------------

    def _known(self, item: Item) -> bool:
        """Whether nothing is to do for an item: it was done before, its content is known, or it cannot be read."""
        if item.file.fault:
            cause: Cause | None = "unreadable" if item.file.state == "failed" else None
            self._keep(item, Outcome(item.file.state, cause, item.file.fault))
            return True
        row = self._journal.row(item)
        if row and row.number == item.number and not self._options.force and self._stands(item, row):
            self._report.done_before += row.state != "archive"
            self._progress.passed()
            self._count(row.state)
            return True
        return not self._options.force and self._reuse(item)

    def _stands(self, item: Item, row: Row) -> bool:
        """Whether what was kept still holds."""
        if row.settings not in (self._settings, self._bounded) or (self._options.retry and row.state == "failed"):
            return False
        if self._options.verify or not item.file.stamp:  # a store may give no stamp
            if row.state == "archive" or (data := self._read(item)) is None or hash_of(data) != row.sha256:
                return False
        elif (row.file_size, row.stamp) != (item.file.size, item.file.stamp):
            return False
        if row.state == "archive":
            kept = list(self._journal.members(item.file))
            if len(kept) != row.tasks or not all(self._stands(item, each) for each in kept):
                return False
            self._report.done_before += len(kept)
        return True

    def _reuse(self, item: Item) -> bool:
        """Take the result of a file of the same content, if there is one."""
        size = item.file.size if item.content is None else len(item.content)
        if not self._journal.known(size, self._settings):
            return False
        if (data := self._read(item)) is None:
            return False
        outcome = self._journal.result(hash_of(data), self._settings)
        if outcome is None:
            return False
        self._report.reused += 1
        self._progress.passed()
        self._keep(item, outcome._replace(size=len(data)))
        return True

    def _read(self, item: Item) -> bytes | None:
        if item.content is not None:
            return item.content
        try:
            return content_of(item.file.location)
        except ReadError:
            return None  # a worker says why

    # --- archives ----------------------------------------------------------------------------------------------------

    def _members(self, item: Item) -> Iterator[Item]:
        members = Members(item)
        for member, fault in members:
            self._total += 1
            self._progress.total(self._total)
            if fault is None:
                yield member
            else:
                self._keep(member, Outcome("failed", "unreadable", fault))
        self._journal.forget_members(item.file, members.names)
        self._journal.record(item, members.outcome, self._settings)
        self._count(members.outcome.state)
