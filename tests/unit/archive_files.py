"""Archives for tests of outputs: the samples, and documents with one odd task."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cchc_extract.writers.archive import ARCHIVE_OUTPUTS, Entry
from tests.tables import entries

ENTRIES = entries()
RESULTS = [result for _, result in ENTRIES if result is not None]


def write(name: str, folder: Path, what: list[tuple[Entry, dict[str, Any] | None]] = ENTRIES) -> list[Path]:
    """Write one output in a folder; its files."""
    output = ARCHIVE_OUTPUTS[name].open(folder)
    for entry, result in what:
        output.add(entry, result)
    return output.finish()


def odd(**changes: Any) -> list[tuple[Entry, dict[str, Any]]]:
    """One document with one task, of which fields are changed."""
    entry, result = next((entry, result) for entry, result in ENTRIES if result and result["tasks"])
    return [(entry, {**result, "tasks": [{**result["tasks"][0], **changes}]})]
