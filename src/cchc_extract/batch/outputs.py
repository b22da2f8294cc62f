"""The outputs of a run, from its journal: files that are missing, and one file of each kind for the whole archive.

Enters: items in their order, and what the journal knows of them. Leaves: files, and the report. Does no document.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from cchc_extract.batch.documents import JsonFiles, named
from cchc_extract.batch.job import tool, unpack
from cchc_extract.batch.journal import Journal, Row
from cchc_extract.batch.listing import Item
from cchc_extract.batch.names import JSON_FOLDER, WORK
from cchc_extract.batch.options import JSON, Options
from cchc_extract.batch.progress import Progress
from cchc_extract.batch.report import Report
from cchc_extract.errors import WriteError
from cchc_extract.writers.archive import ARCHIVE_OUTPUTS, ArchiveOutput, Entry, Output
from cchc_extract.writers.output import HIDDEN


def clear(folder: Path) -> None:
    """Remove what this run, or one that was killed, has left that is not whole: none other writes there now."""
    for each in (folder / WORK, *folder.glob(f"{HIDDEN}*")):
        if each.is_dir():
            shutil.rmtree(each, ignore_errors=True)
        else:
            with suppress(OSError):
                each.unlink()


class Outputs:
    """What is written when the work is done. `documents`: the JSON files, where they are asked for."""

    def __init__(
        self,
        items: Sequence[Item],
        out: Path,
        options: Options,
        journal: Journal,
        documents: JsonFiles | None,
        progress: Progress,
    ) -> None:
        self._items = items
        self._out = out
        self._options = options
        self._settings, self._bounded = options.settings, options.bounded
        self._journal = journal
        self._documents = documents
        self._progress = progress

    def write(self, report: Report) -> list[str]:
        """Count into `report` what there is, put in their place the files that are missing, write the outputs that are
        of an earlier state of the archive; the outputs' names. Of an archive that is not done, no output of the whole
        is written."""
        state = hashlib.sha256(self._settings.encode())
        for path, row in self._rows(report):
            report.add(path, row)
            state.update(f"{path}\n{row.state} {row.sha256} {row.reason}\n".encode("utf-8", "replace"))
            content = self._options.content(row.sha256)
            if self._documents and row.state == "done" and not self._documents.has(path, content):
                self._documents.put(path, row.member or path.rpartition("/")[2], content, self._result(row))
        self._journal.commit()
        written = [JSON_FOLDER] if self._documents else []
        if report.interrupted:
            return written
        self._journal.forget_other_tools(tool())
        return written + self._write_whole(state.hexdigest())

    def _write_whole(self, state: str) -> list[str]:
        rows = [ARCHIVE_OUTPUTS[name] for name in self._options.to if name != JSON]
        old = [row for row in rows if self._options.force or not self._stands(row, state)]
        if old:
            self._progress.say(f"writing {', '.join(file for row in old for file in row.files)}")
        outputs: list[Output] = []
        try:
            outputs += (row.open(self._out) for row in old)
            for path, kept in self._rows(Report()) if old else ():
                assert kept.state != "archive"
                entry = Entry(path, kept.state, kept.reason, kept.format, kept.sha256, kept.size, kept.pages)
                result = json.loads(named(unpack(self._result(kept)), path)) if kept.state == "done" else None
                for output in outputs:
                    output.add(entry, result)
            placed = [output.finish() for output in outputs]
        finally:
            for output in outputs:
                output.abandon()
        for row, files in zip(old, placed, strict=True):
            self._journal.note_output(row.name, state, [file.relative_to(self._out).as_posix() for file in files])
        return [file for row in rows for file in row.files]

    def _stands(self, row: ArchiveOutput, state: str) -> bool:
        """Whether an output is there, all of its files, of this state of the archive."""
        of, files = self._journal.output(row.name)
        return of == state and all((self._out / file).exists() for file in files)

    def _rows(self, report: Report) -> Iterator[tuple[str, Row]]:
        """The documents in the order of the sources, each with its path; the members of an archive in its place.
        `report` is told how many are not done."""
        for item in self._items:
            row = self._journal.row(item)
            if row is None or not self._current(item, row):
                report.undone += 1
                continue
            if row.state != "archive":
                yield item.path, row
            kept = list(self._journal.members(item.file)) if row.state in ("archive", "failed") else []
            if row.state == "archive":
                report.undone += row.tasks - len(kept)
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
