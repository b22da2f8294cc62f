"""What a run has done so far, in an embedded database (SQLite) in the folder of its outputs.

Enters: outcomes, as they come. Leaves: what is known of a file, and the packed JSON of its content. A process may end
at any moment: what was committed stays, and what was not is done again. Only one run at a time may have it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Container, Iterator, Sequence
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

from cchc_extract.batch.files import File
from cchc_extract.batch.job import Outcome, State
from cchc_extract.batch.listing import Item
from cchc_extract.batch.names import JOURNAL
from cchc_extract.errors import WriteError

_VERSION = 1
_BETWEEN = 0.5  # seconds between two commits: what is lost at most
_TABLES = """
CREATE TABLE files (
    location BLOB, member TEXT, number INTEGER, file_size INTEGER, stamp TEXT, settings TEXT, state TEXT, cause TEXT,
    reason TEXT, sha256 TEXT, size INTEGER, format TEXT, pages INTEGER, kind TEXT, tasks INTEGER, errors INTEGER,
    warnings INTEGER, seconds REAL, memory INTEGER, PRIMARY KEY (location, member)) WITHOUT ROWID;
CREATE TABLE results (
    sha256 TEXT, settings TEXT, size INTEGER, format TEXT, pages INTEGER, kind TEXT, tasks INTEGER, errors INTEGER,
    warnings INTEGER, data BLOB, PRIMARY KEY (sha256, settings));
CREATE INDEX results_by_size ON results (size, settings);
CREATE TABLE written (path TEXT PRIMARY KEY, content TEXT) WITHOUT ROWID;
CREATE TABLE outputs (name TEXT PRIMARY KEY, state TEXT) WITHOUT ROWID;
"""
_KEPT = ("format", "pages", "kind", "tasks", "errors", "warnings", "data")


class Row(NamedTuple):
    """What is known of a file, or of a member of an archive."""

    member: str
    number: int
    file_size: int | None
    stamp: str
    settings: str
    state: State
    cause: str | None
    reason: str | None
    sha256: str | None
    size: int | None
    format: str | None
    pages: int | None
    kind: str | None
    tasks: int
    errors: int
    warnings: int
    seconds: float
    memory: int


_ROW = Row._fields
_OF_THE_OUTCOME = _ROW[_ROW.index("state") :]


class Journal:
    """The journal of the runs into one folder. Raises WriteError where it cannot be opened or written."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / JOURNAL
        self._committed = monotonic()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._database = sqlite3.connect(self._path, timeout=1, isolation_level="DEFERRED")
            self._open()
        except (OSError, sqlite3.Error) as error:
            raise self._error(error) from None

    def close(self) -> None:
        """Commit, and let another run have it."""
        self.commit()
        self._database.close()

    def row(self, item: Item) -> Row | None:
        """What is known of a file or a member."""
        found = self._ask(
            f"SELECT {', '.join(_ROW)} FROM files WHERE location = ? AND member = ?", _key(item.file), item.member
        )
        return Row(*found[0]) if found else None

    def members(self, file: File) -> Iterator[Row]:
        """What is known of the members of an archive, in their order."""
        for row in self._ask(
            f"SELECT {', '.join(_ROW)} FROM files WHERE location = ? AND member <> '' AND stamp = ? ORDER BY number",
            *(_key(file), file.stamp),
        ):
            yield Row(*row)

    def forget_members(self, file: File, but: Container[str]) -> None:
        """Forget what an archive held before it changed, `but` for what it holds now. The results are kept."""
        for (member,) in self._ask("SELECT member FROM files WHERE location = ? AND member <> ''", _key(file)):
            if member not in but:
                self._write("DELETE FROM files WHERE location = ? AND member = ?", (_key(file), member))

    def known(self, size: int | None, settings: str) -> bool:
        """Whether there is a result of any content of this size: only then is it worth hashing a file to ask for it."""
        return bool(self._ask("SELECT 1 FROM results WHERE size = ? AND settings = ? LIMIT 1", size, settings))

    def result(self, sha256: str | None, settings: str) -> Outcome | None:
        """The outcome of a content that has been extracted, with its JSON."""
        found = self._ask(f"SELECT {', '.join(_KEPT)} FROM results WHERE sha256 = ? AND settings = ?", sha256, settings)
        return Outcome("done", sha256=sha256, **dict(zip(_KEPT, found[0], strict=True))) if found else None

    def record(self, item: Item, outcome: Outcome, settings: str) -> None:
        """Keep an outcome; it is safe after the next commit, which comes by itself."""
        row = (
            *(_key(item.file), item.member, item.number, item.file.size, item.file.stamp, settings),
            *(getattr(outcome, name) for name in _OF_THE_OUTCOME),
        )
        self._write(f"INSERT OR REPLACE INTO files VALUES ({', '.join('?' * len(row))})", row)
        if outcome.state == "done":
            kept = (outcome.sha256, settings, outcome.size, *(getattr(outcome, name) for name in _KEPT))
            news = ", ".join(f"{name} = excluded.{name}" for name in ("size", *_KEPT))
            unless = f"ON CONFLICT DO UPDATE SET {news} WHERE data <> excluded.data"  # a forced run may know better
            self._write(f"INSERT INTO results VALUES ({', '.join('?' * len(kept))}) {unless}", kept)
        if monotonic() - self._committed > _BETWEEN:
            self.commit()

    def commit(self) -> None:
        """Make safe what was recorded."""
        try:
            self._database.commit()
        except sqlite3.Error as error:
            raise self._error(error) from None
        self._committed = monotonic()

    def written(self) -> dict[str, str]:
        """The files of the JSON output by their paths, and which content's result each holds."""
        return dict(self._ask("SELECT path, content FROM written"))

    def note_written(self, path: str, content: str | None) -> None:
        """A file holds the result of this content now; None: it is gone."""
        if content is None:
            self._write("DELETE FROM written WHERE path = ?", (path,))
        else:
            self._write("INSERT OR REPLACE INTO written VALUES (?, ?)", (path, content))

    def output(self, name: str) -> tuple[str, list[str]]:
        """The state of the archive that an output was last written from, and its files."""
        found = self._ask("SELECT state FROM outputs WHERE name = ?", name)
        state, *files = found[0][0].split("\n") if found else [""]
        return state, files

    def note_output(self, name: str, state: str, files: Sequence[str]) -> None:
        """An output has been written from this state of the archive, into these files."""
        self._write("INSERT OR REPLACE INTO outputs VALUES (?, ?)", (name, "\n".join((state, *files))))
        self.commit()

    def forget_other_tools(self, tool: str) -> None:
        """Forget the results of other versions, once all there is has been done by this one: an archive's results may
        be gigabytes, and each version would add as many."""
        if self.output("tool")[0] != tool:
            self._write("DELETE FROM results WHERE substr(settings, 1, ?) <> ?", (len(tool) + 1, f"{tool} "))
            self.note_output("tool", tool, ())

    def _open(self) -> None:
        self._database.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")
        (version,) = self._database.execute("PRAGMA user_version").fetchone()
        if version == 0:
            self._database.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {_VERSION}; COMMIT;")
        elif version != _VERSION:
            raise WriteError(str(self._path), "it is the journal of another version", "name another folder")
        self._database.execute("BEGIN IMMEDIATE")
        self._database.commit()

    def _ask(self, question: str, *values: Any) -> list[Any]:
        try:
            return self._database.execute(question, values).fetchall()
        except sqlite3.Error as error:
            raise self._error(error) from None

    def _write(self, statement: str, values: tuple[Any, ...]) -> None:
        try:
            self._database.execute(statement, values)
        except sqlite3.Error as error:
            raise self._error(error) from None

    def _error(self, error: Exception) -> WriteError:
        if "locked" in str(error):
            return WriteError(str(self._path), "another run has it", "wait for that, or name another folder")
        if type(error) is sqlite3.DatabaseError:  # what the disk or the system refuses has types of its own
            return WriteError(str(self._path), f"it is damaged ({error})", "remove it; all is then done again")
        reason = (error.strerror if isinstance(error, OSError) else None) or error
        return WriteError(
            str(self._path), f"it cannot be written ({reason})", "check the folder, the disk and the file"
        )


def _key(file: File) -> bytes:
    return os.fsencode(file.location)
