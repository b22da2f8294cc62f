"""What a run is of: the files that its sources name, each once, each with the path that its results are known by.

Enters: files, folders, globs, URLs, and lists of them. Leaves: items in a steady order. Opens no file.
"""

from __future__ import annotations

import os
from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from glob import has_magic
from typing import NamedTuple

from cchc_extract.batch.files import File, files, is_url
from cchc_extract.batch.names import lies_in_ours
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


def listing(sources: Sequence[str], listed: Sequence[str] = ()) -> list[Item]:
    """The items of some sources and of a list of further ones, but for what runs have written.

    Raises ReadError for a source that is not there: it is misspelt. What a list names and is not there is an item with
    a fault, which costs nothing else.
    """
    found: dict[str, File] = {}
    for source in sources:
        for each in files(source):
            found.setdefault(each.location, each)
    for source in listed:
        for each in _listed(source):
            found.setdefault(each.location, each)
    root = _root([_base(source) for source in (*sources, *listed)])
    taken: set[str] = set()
    return [Item(unique(_spelt(_under(root, each.location)), taken), each) for each in found.values()]


def lines(data: bytes) -> list[str]:
    """The sources that a list names: a line each, or each ended by a NUL where there is one (`find -print0`)."""
    data = data.removeprefix(BOM_UTF8)  # of an editor of Windows
    parts = data.split(b"\0") if b"\0" in data else data.splitlines()
    return [os.fsdecode(part) for part in parts if part.strip()]


def _listed(source: str) -> Iterator[File]:
    if not is_url(source) and lies_in_ours(os.path.abspath(source)):  # noqa: PTH100
        return  # `find` has come by there
    try:
        yield from files(source)
    except ReadError as error:
        yield File(source if is_url(source) else os.path.abspath(source), None, "", error.what)  # noqa: PTH100


def _base(source: str) -> list[str]:
    """The folders above a source, or above the first part of it that is a pattern."""
    parts = _parts(source if is_url(source) else os.path.abspath(source))[:-1]  # noqa: PTH100
    magic = next((at for at, part in enumerate(parts) if has_magic(part)), len(parts))
    return parts[:magic]


def _parts(location: str) -> list[str]:
    inner, _, outer = location.partition("::")
    if outer and is_url(inner):  # a chain, `zip://a/b.pdf::s3://bucket/all.zip`: what is within comes first
        return [*_parts(outer), *inner.partition("://")[2].split("/")]
    return (location if is_url(location) else location.replace(os.sep, "/")).split("/")


def _root(bases: Sequence[list[str]]) -> int:
    """How many parts of their places all have in common."""
    return next(
        (at for at, parts in enumerate(zip(*bases, strict=False)) if len(set(parts)) > 1),
        min(map(len, bases), default=0),
    )


def _under(root: int, location: str) -> str:
    return "/".join(part for part in _parts(location)[root:] if part)


def _spelt(path: str) -> str:
    """A path that JSON can hold: bytes of a name that are no UTF-8 are shown as U+FFFD."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def unique(path: str, taken: set[str]) -> str:
    """The path, with a number where another has it already: names that differ only in what is no UTF-8, or members of
    one name."""
    name, count = path, 1
    while name in taken:
        count += 1
        name = f"{path}~{count}"
    taken.add(name)
    return name
