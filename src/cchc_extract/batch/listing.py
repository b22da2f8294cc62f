"""What a run is of: the files that its sources name, each once, each with the path that its results are known by.

Enters: files, folders, globs, URLs, and lists of them. Leaves: items in a steady order. Opens no file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from glob import has_magic
from pathlib import Path
from typing import NamedTuple

from cchc_extract.batch.files import File, files, is_url
from cchc_extract.errors import ReadError


class Item(NamedTuple):
    """A file of the run, or a member of an archive of it (the `number`-th, from 1).

    `path` is what results call it: its place under the folder that holds all the sources, so that it is the same on
    another machine, and unique in the run. `content` is a member's bytes.
    """

    path: str
    file: File
    member: str = ""
    number: int = 0
    content: bytes | None = None

    @property
    def name(self) -> str:
        """What the result's `source.name` is: a member's path in its archive, a file's name without its folders."""
        return self.member or self.path.rpartition("/")[2]


def listing(sources: Sequence[str], listed: Sequence[str] = (), without: Path | None = None) -> list[Item]:
    """The items of some sources and of a list of further ones, but for what is in the folder `without`.

    Raises ReadError for a source that is not there: it is misspelt. What a list names and is not there is an item with
    a fault, which costs nothing else.
    """
    found: dict[str, File] = {}
    for source in sources:
        for each in files(source, without):
            found.setdefault(each.location, each)
    for source in listed:
        for each in _listed(source, without):
            found.setdefault(each.location, each)
    root = _root([_base(source) for source in (*sources, *listed)])
    taken: set[str] = set()
    return [Item(_unique(_spelt(_under(root, each.location)), taken), each) for each in found.values()]


def lines(data: bytes) -> list[str]:
    """The sources that a list names: a line each, or each ended by a NUL where there is one (`find -print0`)."""
    parts = data.split(b"\0") if b"\0" in data else data.splitlines()
    return [os.fsdecode(part) for part in parts if part.strip()]


def _listed(source: str, without: Path | None) -> Iterator[File]:
    try:
        yield from files(source, without)
    except ReadError as error:
        yield File(source if is_url(source) else os.path.abspath(source), None, "", error.what)  # noqa: PTH100


def _base(source: str) -> list[str]:
    """The folders above a source, or above the first part of it that is a pattern."""
    parts = _parts(source if is_url(source) else os.path.abspath(source))[:-1]  # noqa: PTH100
    magic = next((at for at, part in enumerate(parts) if has_magic(part)), len(parts))
    return parts[:magic]


def _parts(location: str) -> list[str]:
    return (location if is_url(location) else location.replace(os.sep, "/")).split("/")


def _root(bases: Sequence[list[str]]) -> int:
    """How many parts of their places all have in common."""
    return next((at for at, parts in enumerate(zip(*bases, strict=False)) if len(set(parts)) > 1), min(map(len, bases)))


def _under(root: int, location: str) -> str:
    return "/".join(part for part in _parts(location)[root:] if part)


def _spelt(path: str) -> str:
    """A path that JSON can hold: bytes of a name that are no UTF-8 are shown as U+FFFD."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _unique(path: str, taken: set[str]) -> str:
    """The path, with a number where another has it already: two names that differ only in what is no UTF-8."""
    name, count = path, 1
    while name in taken:
        count += 1
        name = f"{path}~{count}"
    taken.add(name)
    return name
