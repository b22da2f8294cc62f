"""The documents of a ZIP file: bytes enter, each member's name and content leave, or why it is not read.

Never writes to a disk, and believes no name: one that leads out of the archive is refused, and none holds signs that
steer a terminal. Archives within the archive are opened too, to a depth; all members together stay within one bound.
Knows no format but ZIP.
"""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename, normpath
from stat import S_ISLNK
from typing import NamedTuple
from unicodedata import category, normalize
from zipfile import ZipInfo
from zlib import crc32

from cchc_extract.errors import ReadError
from cchc_extract.readers.archive import Archive, too_large
from cchc_extract.readers.decode import decode
from cchc_extract.readers.formats import is_archive

_MOST = 1 << 30  # bytes unpacked of an archive and those within it
_MOST_MEMBERS = 20_000
_DEEPEST = 3  # archives within each other
_UTF8_NAME = 0x800  # of a member's flags
_UNICODE_PATH = 0x7075  # a field that has the name once more, in UTF-8, behind a byte and the checksum of the other
# What programs leave beside the documents: https://en.wikipedia.org/wiki/AppleSingle and the like; who has one open.
_LITTER = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_LITTER_BEGINS = ("__MACOSX/", "._", "~$", ".~lock.")


class Member(NamedTuple):
    """A file of an archive: its path there, with that of the archive, and its bytes or why they are not read."""

    name: str
    shown: str
    content: bytes | ReadError


def members(
    data: bytes, shown: str, most: int | None = None, most_members: int | None = None, largest: int | None = None
) -> Iterator[Member]:
    """The files of an archive in the order of its directory, those of archives in it in their place, one at a time; at
    most so many bytes and members in all, and none that is larger than `largest`.

    Raises ReadError (naming it `shown`) for an archive that cannot be opened, or that holds no file.
    """
    budget = _Budget(most or _MOST, most_members or _MOST_MEMBERS, largest or most or _MOST)
    found = False
    for member in _members(data, shown, "", budget, _DEEPEST):
        found = True
        yield member
    if not found:
        raise ReadError(shown, "the archive is empty", "give one that holds documents")


class _Budget:
    """What may yet be unpacked."""

    def __init__(self, most: int, members: int, largest: int) -> None:
        self.bytes = most
        self.largest = largest
        self.members = self.most_members = members


def _members(data: bytes, shown: str, folder: str, budget: _Budget, depth: int) -> Iterator[Member]:
    archive = Archive(data, shown, budget.bytes)
    files = [(info, name) for info in archive.members if (name := _name(info)) and not _is_litter(name)]
    budget.members -= len(files)
    if budget.members < 0:  # before any is read: an archive is not half done
        raise ReadError(shown, f"it holds more than {budget.most_members} files", "divide it")
    seen: set[str] = set()
    for info, name in files:
        path, at = folder + name, f"{shown}/{name}"
        if (fault := _fault(info, name, seen)) is not None:
            yield Member(path, at, ReadError(at, *fault))
            continue
        seen.add(name)
        try:
            content = _content(archive, info, at, budget.largest)
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


def _content(archive: Archive, info: ZipInfo, at: str, largest: int) -> bytes:
    if info.file_size > largest:  # no more than it states is unpacked
        raise too_large(at)
    return archive.read(info)


def _is_litter(name: str) -> bool:
    return basename(name).lower() in _LITTER or any(each.startswith(_LITTER_BEGINS) for each in (name, basename(name)))


def _name(info: ZipInfo) -> str:
    """A member's path in its plainest form, `""` for a folder. Windows parts folders by other strokes."""
    name = _spelt(_told_name(info)).replace("\\", "/")
    if name.endswith("/"):
        return ""
    return name if _leads_out(name) else normpath(name)


def _told_name(info: ZipInfo) -> str:
    """The name without its mark is read as that of a code page: many programs write UTF-8 without saying so or say it
    in a field of its own, and Windows writes its own Vietnamese one."""
    if info.flag_bits & _UTF8_NAME or info.filename.isascii():
        return info.filename
    raw = info.orig_filename.encode("cp437")
    try:
        return _unicode_path(info.extra, crc32(raw)) or normalize("NFC", decode(raw, "")[0])  # Windows' has tones apart
    except ReadError:  # no Vietnamese in any encoding
        return info.filename


def _unicode_path(extra: bytes, checksum: int) -> str:
    while len(extra) > 4:
        kind, size = (int.from_bytes(extra[at : at + 2], "little") for at in (0, 2))
        if kind == _UNICODE_PATH and int.from_bytes(extra[5:9], "little") == checksum:
            return extra[9 : 4 + size].decode("utf-8", "replace")
        extra = extra[4 + size :]
    return ""


def _fault(info: ZipInfo, name: str, seen: set[str]) -> tuple[str, str] | None:
    """What is wrong with a member before it is opened, and what to do."""
    if _leads_out(name):
        return "its name leads out of the archive", "do not trust the archive"
    if S_ISLNK(info.external_attr >> 16):
        return "it is a link to another file", "put the file itself into the archive"
    if name in seen:
        return "another file in the archive has the same name", "check the archive"
    return None


def _leads_out(name: str) -> bool:
    return name.startswith("/") or name[1:2] == ":" or ".." in name.split("/")


def _spelt(name: str) -> str:
    """Without signs that are not seen: those for a terminal, and those that turn a name around."""
    return "".join(c if c.isprintable() or category(c) == "Zs" else "\ufffd" for c in name)
