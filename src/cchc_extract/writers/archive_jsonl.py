"""All results in one file, a line each (JSON Lines). What has no result has no line; the other outputs list it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cchc_extract.writers.archive import Entry
from cchc_extract.writers.begun import Begun
from cchc_extract.writers.output import writing

_NAME = "documents.jsonl"
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def begin(folder: Path) -> JsonLines:
    """Begin `documents.jsonl` in a folder."""
    return JsonLines(folder)


class JsonLines:
    """The growing file."""

    def __init__(self, folder: Path) -> None:
        self._begun = Begun(folder, "jsonl")
        self._file = self._begun.text(_NAME)

    def add(self, entry: Entry, result: dict[str, Any] | None) -> None:
        """Write the result's line."""
        if result is not None:
            line = _encode(result) + "\n"
            with writing(self._begun.folder / _NAME):
                self._file.write(line)

    def finish(self) -> list[Path]:
        """Put the file in its place."""
        return self._begun.place({_NAME: _NAME})

    def abandon(self) -> None:
        """Remove what was written."""
        self._begun.abandon()
