"""A JSON file for each document, in folders like those of the archive, written as the documents are done.

Enters: outcomes with their packed JSON. Leaves: files, each whole or not there.
"""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from pathlib import Path

from cchc_extract.archive import json_path
from cchc_extract.batch.job import unpack
from cchc_extract.batch.journal import Journal
from cchc_extract.batch.names import JSON_FOLDER
from cchc_extract.writers import write_file
from cchc_extract.writers.output import HIDDEN, writing

_NAME = re.compile(rb'"name": "(?:[^"\\]|\\.)*"')


class JsonFiles:
    """The JSON files of a run, in the folder `json` of its outputs."""

    def __init__(self, out: Path, journal: Journal) -> None:
        self._folder = out / JSON_FOLDER
        self._journal = journal
        self._written = journal.written()
        self._present = _files(self._folder)

    def put(self, path: str, name: str, content: str, data: bytes) -> None:
        """Write a document's file. `content` says of which bytes and settings the result is."""
        to = json_path(path)
        write_file(named(unpack(data), name), self._folder / to, folders=True)
        self._present.add(to)
        self._written[path] = content
        self._journal.note_written(path, content)

    def has(self, path: str, content: str) -> bool:
        """Whether a document's file is there, with the result of this content."""
        return self._written.get(path) == content and json_path(path) in self._present

    def drop(self, path: str) -> None:
        """A document gives no result any more: its file goes."""
        if self._written.pop(path, None) is not None:
            to = self._folder / json_path(path)
            with writing(to):
                to.unlink(missing_ok=True)
            self._journal.note_written(path, None)


def named(data: bytes, name: str) -> bytes:
    """The JSON of a result, its source called `name`: equal contents have one result, under many names."""
    return _NAME.sub(lambda _: b'"name": ' + json.dumps(name, ensure_ascii=False).encode(), data, count=1)


def _files(folder: Path) -> set[str]:
    """The files that are there; what a run that was killed had begun is removed."""
    found: set[str] = set()
    for parent, _, names in os.walk(folder):
        for name in names:
            if name.startswith(HIDDEN):
                with suppress(OSError):
                    Path(parent, name).unlink()
        under = Path(parent).relative_to(folder).as_posix()
        found.update(name if under == "." else f"{under}/{name}" for name in names)
    return found
