"""The documents of a ZIP file: bytes enter, each member's name and content leave, or why it is not read.

Never writes to a disk, and believes no name: one that leads out of the archive is refused. Archives within the archive
are opened too, to a depth; all members together stay within one bound. Knows no format but ZIP.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from posixpath import basename
from stat import S_ISLNK
from typing import NamedTuple
from zipfile import ZipInfo

from cchc_extract.errors import ReadError
from cchc_extract.readers.archive import Archive
from cchc_extract.readers.formats import is_archive

_MOST = 1 << 30  # bytes unpacked of an archive and those within it
_MOST_MEMBERS = 20_000
_DEEPEST = 3  # archives within each other
_UTF8_NAME = 0x800  # of a member's flags
# What programs leave beside the documents: https://en.wikipedia.org/wiki/AppleSingle and the like.
_LITTER = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_LITTER_FOLDERS = ("__MACOSX/",)


class Member(NamedTuple):
    """A file of an archive: its path there, with that of the archive, and its bytes or why they are not read."""

    name: str
    shown: str
    content: bytes | ReadError


def members(data: bytes, shown: str, most: int = _MOST, most_members: int = _MOST_MEMBERS) -> Iterator[Member]:
    """The files of an archive in the order of its directory, those of archives in it in their place, one at a time; at
    most so many bytes and members in all.

    Raises ReadError (naming it `shown`) for an archive that cannot be opened, or that holds no file.
    """
    budget = _Budget(most, most_members)
    found = False
    for member in _members(data, shown, "", budget, _DEEPEST):
        found = True
        yield member
    if not found:
        raise ReadError(shown, "the archive is empty", "give one that holds documents")


class _Budget:
    """What may yet be unpacked."""

    def __init__(self, most: int, members: int) -> None:
        self.bytes = most
        self.members = self.most_members = members


def _members(data: bytes, shown: str, folder: str, budget: _Budget, depth: int) -> Iterator[Member]:
    archive = Archive(data, shown, budget.bytes)
    seen: set[str] = set()
    for info in archive.members:
        name = _name(info)
        if info.is_dir() or name.startswith(_LITTER_FOLDERS) or basename(name).lower() in _LITTER:
            continue
        budget.members -= 1
        if budget.members < 0:
            raise ReadError(shown, f"it holds more than {budget.most_members} files", "divide it")
        path, at = folder + name, f"{shown}/{name}"
        if (fault := _fault(info, name, seen)) is not None:
            yield Member(_spelt(path), _spelt(at), ReadError(_spelt(at), *fault))
            continue
        seen.add(name)
        try:
            content = archive.read(info)
        except ReadError as error:
            yield Member(path, at, ReadError(at, error.what, error.advice))
            continue
        budget.bytes -= len(content)
        if not is_archive(content):
            yield Member(path, at, content)
        elif not depth:
            yield Member(path, at, ReadError(at, "it is an archive too deep within archives", "unpack it first"))
        else:
            try:
                yield from _members(content, at, f"{path}/", budget, depth - 1)
            except ReadError as error:
                yield Member(path, at, error)


def _name(info: ZipInfo) -> str:
    """A member's path. Many programs write UTF-8 without saying so, which is read as another code page; some write the
    strokes between folders as Windows has them."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _fault(info: ZipInfo, name: str, seen: set[str]) -> tuple[str, str] | None:
    """What is wrong with a member before it is opened, and what to do."""
    if name.startswith("/") or name[1:2] == ":" or ".." in name.split("/"):
        return "its name leads out of the archive", "do not trust the archive"
    if S_ISLNK(info.external_attr >> 16):
        return "it is a link to another file", "put the file itself into the archive"
    if name in seen:
        return "another file in the archive has the same name", "check the archive"
    return None


def _spelt(name: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in name)
