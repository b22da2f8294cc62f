"""Files that grow over many documents: written in a hidden folder beside their place, then renamed.

The hidden folder has a name of its own for each output, so that what a killed run left is cleared by the next one. One
run at a time writes in a folder: who starts runs sees to that.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from cchc_extract.errors import WriteError
from cchc_extract.writers.output import HIDDEN, writing


class Begun:
    """The files of one output in `folder`, until `place` gives them their names there."""

    def __init__(self, folder: Path, output: str) -> None:
        self.folder = folder
        self.hidden = folder / f"{HIDDEN}{output}"
        self._files: list[TextIO] = []
        with writing(folder):
            self.abandon()
            self.hidden.mkdir(parents=True)

    def path(self, name: str) -> Path:
        """Where a file stands until it is placed."""
        return self.hidden / name

    def text(self, name: str) -> TextIO:
        """A new file of UTF-8 text; its lines end as they are written. A letter that is none (a half of a pair, as
        names of files have it) is `?`."""
        with writing(self.folder / name):
            file = self.path(name).open("w", encoding="utf-8", errors="replace", newline="")
        self._files.append(file)
        return file

    def close(self) -> None:
        """Close the files that are open: what they hold is on the disk, or a WriteError says why not."""
        with writing(self.folder):
            while self._files:
                self._files.pop().close()

    def place(self, names: dict[str, str]) -> list[Path]:
        """Give files (hidden name → place in the folder) their places, and remove what is left; the places."""
        self.close()
        placed = []
        for name, where in names.items():
            to = self.folder / where
            with writing(to):
                to.parent.mkdir(parents=True, exist_ok=True)
                if to.is_dir():
                    raise WriteError(str(to), "it is a directory", "remove it or name another folder")
                if to.exists():
                    self.path(name).chmod(to.stat().st_mode & 0o7777)
                self.path(name).replace(to)
            placed.append(to)
        self.abandon()
        return placed

    def abandon(self) -> None:
        """Remove what was begun and not placed."""
        for file in self._files:
            with suppress(OSError):
                file.close()
        self._files.clear()
        shutil.rmtree(self.hidden, ignore_errors=True)
