"""What a run calls the files that it writes, so that no run takes them for documents. Reads nothing."""

from __future__ import annotations

import os

from cchc_extract.writers.archive import ARCHIVE_OUTPUTS
from cchc_extract.writers.output import HIDDEN

JOURNAL = "journal.sqlite"
REPORT = "run.json"
JSON_FOLDER = "json"
WORK = ".work"  # what workers leave while they work
_OURS = frozenset(
    {WORK, JSON_FOLDER, REPORT, *(f"{JOURNAL}{part}" for part in ("", "-wal", "-shm"))}
    | {file.rstrip("/") for row in ARCHIVE_OUTPUTS.values() for file in row.files}
)


def is_ours(folder: str, name: str) -> bool:
    """Whether a run has written this file, or what is in this folder: where outputs lie, their journal does."""
    if name.startswith(HIDDEN):
        return True
    return name in _OURS and os.path.exists(os.path.join(folder, JOURNAL))  # noqa: PTH110, PTH118


def lies_in_ours(path: str) -> bool:
    """Whether a path is, or is in, what a run has written."""
    folder, name = os.path.split(path)
    while name:
        if is_ours(folder, name):
            return True
        folder, name = os.path.split(folder)
    return False
