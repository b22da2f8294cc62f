"""A run: what its sources hold is done by an executor, what becomes of it is kept, the outputs are written.

Enters: sources and options. Leaves: files in one folder, and a report. A run that ends at any moment goes on where it
was when it is started again: what the journal has is not done again, and no output is seen before it is whole.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError, Future
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue
from threading import Event
from time import monotonic
from typing import NamedTuple

from cchc_extract.batch import report as reports
from cchc_extract.batch.documents import FOLDER, JsonFiles, named
from cchc_extract.batch.executors import Bounds, Crew, crew, lost
from cchc_extract.batch.files import content_of
from cchc_extract.batch.job import Job, Outcome, hash_of, tool, unpack
from cchc_extract.batch.journal import Journal, Row
from cchc_extract.batch.listing import Item, listing
from cchc_extract.batch.progress import Progress, Silent
from cchc_extract.batch.report import Report
from cchc_extract.errors import ReadError, WriteError
from cchc_extract.writers import write_file
from cchc_extract.writers.archive import ARCHIVE_OUTPUTS, Entry, Output

JSON = "json"
_WORK = ".work"  # the folder of what workers leave while they work
_MOST_MEMBERS = 1_000_000
_MOST_UNPACKED = 1 << 40


class Options(NamedTuple):
    """How to run. `workers`: None for one a core. `seconds` and `memory` (bytes) bound a document. `force`: do again
    what is done; `retry`: what has failed; `verify`: compare contents, not sizes and time stamps. `scheduler`: the
    address of a Dask cluster's."""

    to: tuple[str, ...] = (JSON,)
    workers: int | None = None
    seconds: float = 600.0
    memory: int = 2 << 30
    force: bool = False
    retry: bool = False
    verify: bool = False
    explain: bool = False
    pdf_engine: str = "pypdfium2"
    scheduler: str | None = None


def convert(
    sources: Sequence[str],
    out: Path,
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
    options = options or Options()
    for name in options.to:
        if name != JSON:
            ARCHIVE_OUTPUTS[name].check()
    out = Path(os.path.abspath(out))  # noqa: PTH100
    items = listing(sources, listed, without=out)
    journal = Journal(out)
    try:
        return _Run(items, out, options, journal, progress or Silent(), stop or Event()).run(sources)
    finally:
        journal.close()
        shutil.rmtree(out / _WORK, ignore_errors=True)


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
        self._settings = f"{tool()} {options.pdf_engine}{' explained' if options.explain else ''}"
        self._bounded = f"{self._settings} {options.seconds:g} s {options.memory} bytes"
        self._todo: list[Iterator[Item]] = [iter(items)]
        self._total = len(items)
        self._done = self._failed = 0

    def run(self, sources: Sequence[str]) -> Report:
        began, started = monotonic(), datetime.now(UTC)
        self._progress.total(self._total)
        try:
            self._work()
        finally:
            self._progress.end()
            self._journal.commit()
        outputs = self._write()
        self._report.elapsed = monotonic() - began
        record = {
            "version": tool(),
            "started": started.isoformat(timespec="seconds"),
            "sources": [each.encode("utf-8", "replace").decode() for each in sources],
            "options": self._options._asdict(),
            "outputs": outputs,
            **self._report.to_dict(),
        }
        write_file(reports.as_json(record), self._out / reports.NAME)
        return self._report

    # --- the work ----------------------------------------------------------------------------------------------------

    def _work(self) -> None:
        first = self._next()
        if first is None:
            return
        shutil.rmtree(self._out / _WORK, ignore_errors=True)  # of a run that was killed
        (self._out / _WORK).mkdir(parents=True)
        options = self._options
        given = crew(options.workers, options.scheduler, Bounds(options.seconds, options.memory), self._out / _WORK)
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
                item = self._next() if len(pending) < given.ahead else None
            if not pending:
                return
            future = ready.get()
            if self._stop.is_set():
                for each in list(pending):
                    each.cancel()
            self._take(pending.pop(future), future)
            item = self._next()

    def _next(self) -> Item | None:
        """The next item that an executor has to do; what is known is passed over."""
        while self._todo and not self._stop.is_set():
            item = next(self._todo[-1], None)
            if item is None:
                self._todo.pop()
            elif not self._known(item):
                return item
        return None

    def _job(self, item: Item) -> Job:
        location = item.file.location if item.content is None else None
        return Job(item.name, location, item.content, self._options.explain, self._options.pdf_engine, tool())

    def _take(self, item: Item, future: Future[Outcome]) -> None:
        try:
            outcome = future.result()
        except CancelledError:
            if self._stop.is_set():
                return
            raise ReadError(
                "the workers", "they gave the work back undone", "start the run again: it goes on"
            ) from None
        except Exception as error:
            outcome = lost(error)
        if outcome.state == "archive":
            self._open(item)
        else:
            self._keep(item, outcome)

    def _keep(self, item: Item, outcome: Outcome) -> None:
        """Keep an outcome; write the document's file."""
        settings = self._bounded if outcome.cause in ("timeout", "memory") else self._settings
        if self._documents and outcome.state == "done" and outcome.data is not None:
            self._documents.put(item.path, item.name, self._content(outcome.sha256), outcome.data)
        elif self._documents:
            self._documents.drop(item.path)
        self._journal.record(item._replace(content=None), outcome, settings)
        self._count(outcome.state)

    def _count(self, state: str) -> None:
        self._done += 1
        self._failed += state == "failed"
        self._progress.step(self._done, self._failed)

    def _content(self, sha256: str | None) -> str:
        return f"{sha256} {self._settings}"

    # --- what is known -----------------------------------------------------------------------------------------------

    def _known(self, item: Item) -> bool:
        """Whether nothing is to do for an item: it was done before, its content is known, or it cannot be read."""
        if item.file.fault:
            self._keep(item, Outcome("failed", "unreadable", item.file.fault))
            return True
        row = self._journal.row(item)
        if row is not None and not self._options.force and self._stands(item, row):
            self._report.done_before += row.state != "archive"
            self._count(row.state)
            return True
        return not self._options.force and self._reuse(item)

    def _stands(self, item: Item, row: Row) -> bool:
        """Whether what was kept still holds."""
        if row.settings not in (self._settings, self._bounded) or (self._options.retry and row.state == "failed"):
            return False
        if self._options.verify:
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

    def _open(self, item: Item) -> None:
        """An archive is no document; its members are next."""
        self._journal.forget_members(item.file)
        self._todo.append(self._members(item))

    def _members(self, item: Item) -> Iterator[Item]:
        from cchc_extract.readers.members import members

        number = 0
        outcome = Outcome("archive")
        try:
            data = content_of(item.file.location)
            outcome = outcome._replace(size=len(data), sha256=hash_of(data))
            for number, each in enumerate(members(data, item.path, _MOST_UNPACKED, _MOST_MEMBERS), 1):
                self._total += 1
                self._progress.total(self._total)
                member = Item(f"{item.path}/{each.name}", item.file, each.name, number)
                if isinstance(each.content, ReadError):
                    why = f"{each.content.what}; {each.content.advice}"
                    self._keep(member, Outcome("failed", "unreadable", why))
                else:
                    yield member._replace(content=each.content)
        except ReadError as error:
            outcome = Outcome("failed", "unreadable", f"{error.what}; {error.advice}")
        self._journal.record(item, outcome._replace(tasks=number), self._settings)
        self._count(outcome.state)

    # --- the outputs -------------------------------------------------------------------------------------------------

    def _write(self) -> list[str]:
        """Count what there is, put in their place the files that are missing, write the outputs that are of an earlier
        state of the archive; the outputs' names. Of an archive that is not done, no output of the whole is written."""
        state = hashlib.sha256(self._settings.encode())
        for path, row in self._rows():
            self._report.add(path, row)
            state.update(f"{path}\n{row.state} {row.sha256} {row.reason}\n".encode("utf-8", "replace"))
            if self._documents and row.state == "done" and not self._documents.has(path, self._content(row.sha256)):
                outcome = self._result(row)
                self._documents.put(path, row.member or path.rpartition("/")[2], self._content(row.sha256), outcome)
        self._journal.commit()
        written = [FOLDER] if self._documents else []
        if not self._report.undone:
            written += self._write_whole(state.hexdigest())
        return written

    def _write_whole(self, state: str) -> list[str]:
        rows = [ARCHIVE_OUTPUTS[name] for name in self._options.to if name != JSON]
        old = [
            row
            for row in rows
            if self._journal.output(row.name) != state or not all((self._out / file).exists() for file in row.files)
        ]
        outputs: list[Output] = []
        if old:
            self._progress.say(f"writing {', '.join(file for row in old for file in row.files)}")
        try:
            outputs += (row.open(self._out) for row in old)
            for path, kept in self._rows() if old else ():
                assert kept.state != "archive"
                entry = Entry(path, kept.state, kept.reason, kept.format, kept.sha256, kept.size, kept.pages)
                result = json.loads(named(unpack(self._result(kept)), path)) if kept.state == "done" else None
                for output in outputs:
                    output.add(entry, result)
            for output in outputs:
                output.finish()
        finally:
            for output in outputs:
                output.abandon()
        for row in old:
            self._journal.note_output(row.name, state)
        return [file for row in rows for file in row.files]

    def _rows(self) -> Iterator[tuple[str, Row]]:
        """The documents in the order of the sources, each with its path; the members of an archive in its place."""
        self._report.undone = 0
        for item in self._items:
            row = self._journal.row(item)
            if row is None or not self._current(item, row):
                self._report.undone += 1
                continue
            if row.state != "archive":
                yield item.path, row
            kept = list(self._journal.members(item.file)) if row.state in ("archive", "failed") else []
            if row.state == "archive" and len(kept) != row.tasks:
                self._report.undone += row.tasks - len(kept)
            for each in kept:
                yield f"{item.path}/{each.member}", each

    def _current(self, item: Item, row: Row) -> bool:
        """Whether a row is of the file as it is now."""
        return row.stamp == item.file.stamp and row.settings in (self._settings, self._bounded)

    def _result(self, row: Row) -> bytes:
        outcome = self._journal.result(row.sha256, self._settings)
        if outcome is None or outcome.data is None:
            raise WriteError(str(self._out), f"its journal has lost a result ({row.sha256})", "run it with --force")
        return outcome.data
