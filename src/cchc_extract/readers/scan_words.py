"""Pictures of text to words with their boxes and confidence: tesseract, called as a program.

Enters: grey pictures. Leaves: the words of each. Writes only to a folder of its own that is gone afterwards.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from os import environ
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from PIL import Image

from cchc_extract.readers.scan_image import Grey

ONE_BLOCK, WHOLE_PAGE = 6, 3  # how tesseract looks for lines (--psm)
_SECONDS = 120  # for one page; a full one takes about a second


class Seen(NamedTuple):
    """A word in a picture: pixels from its left and top edge, confidence from 0 to 1."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float

    def moved(self, right: float, down: float, factor: float = 1.0) -> Seen:
        """The same word in a picture that is larger by `factor`, after so many pixels more of this one."""
        left, top, right_, bottom = self.left + right, self.top + down, self.right + right, self.bottom + down
        return Seen(self.text, left * factor, top * factor, right_ * factor, bottom * factor, self.confidence)


def recognise(pictures: Sequence[Grey], dpi: int, look: int) -> list[list[Seen]]:
    """The words of each picture, as tesseract orders them; one process for all, on one core. Raises
    `subprocess.SubprocessError` where it fails or takes too long."""
    if not pictures:
        return []
    with TemporaryDirectory(prefix="cchc-scan-") as folder:
        names = [Path(folder, f"{k}.pgm") for k in range(len(pictures))]
        for name, picture in zip(names, pictures, strict=True):
            Image.fromarray(picture).save(name)
        listed = Path(folder, "list")
        listed.write_text("".join(f"{name}\n" for name in names), "utf-8")
        command = ["tesseract", str(listed), "stdout", "-l", "vie", "--psm", str(look), "--dpi", str(dpi), "tsv"]
        done = subprocess.run(
            command, capture_output=True, timeout=_SECONDS, check=True, env={**environ, "OMP_THREAD_LIMIT": "1"}
        )
    return words_of(done.stdout.decode("utf-8", "replace"), len(pictures))


def words_of(table: str, count: int) -> list[list[Seen]]:
    """The words of tesseract's table (TSV) of `count` pictures."""
    found: list[list[Seen]] = [[] for _ in range(count)]
    for row in table.splitlines()[1:]:
        level, page, _, _, _, _, left, top, width, height, confidence, text = row.split("\t", 11)
        if level == "5" and text.strip():
            x, y = int(left), int(top)
            word = Seen(text.strip(), x, y, x + int(width), y + int(height), max(0.0, float(confidence)) / 100)
            found[int(page) - 1].append(word)
    return found
