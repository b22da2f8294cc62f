"""Where documents are: folders of this machine, and of any store that fsspec knows (extra `remote`).

Enters: a path or a URL. Leaves: the files under it in a steady order, and their bytes. Knows no format.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from glob import glob, has_magic
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import Any, Literal, NamedTuple

from cchc_extract.batch.names import is_ours, lies_in_ours
from cchc_extract.errors import ReadError

# What other programs leave beside documents; `~$…` and `.~lock.…` are the locks of a document that is open in an office
# program, `._…` is what macOS knows of a file, on a disk that cannot hold that.
_LITTER = (".ds_store", "thumbs.db", "desktop.ini")
_LITTER_BEGINS = ("~$", ".~lock.", "._")
_STAMPS = ("ETag", "mtime", "LastModified", "last_modified", "updated", "modified", "CRC", "created")  # store by store


class File(NamedTuple):
    """A file: where it is, its size in bytes, and a stamp that is another where its content has changed. `fault`: why
    it is not read; `state`, whether that is a failure."""

    location: str
    size: int | None
    stamp: str
    fault: str | None = None
    state: Literal["failed", "skipped"] = "failed"


def is_url(source: str) -> bool:
    """Whether a source is in a store that fsspec opens (`s3://…`), not on a disk."""
    return "://" in source


def files(source: str) -> Iterator[File]:
    """The files of a source, in the order of their names: those of a folder and all folders in it, those that a glob
    matches (of folders too), or the one that it is; none that a run has written. Raises ReadError where there is
    nothing."""
    if is_url(source):
        yield from _remote(source)
    elif os.path.lexists(source):
        yield from _local(source)
    elif has_magic(source):
        found = sorted(glob(source, recursive=True))  # noqa: PTH207
        if not found:
            raise ReadError(source, "nothing is named so", "check the pattern")
        for each in found:
            if not is_litter(os.path.basename(each)) and not lies_in_ours(os.path.abspath(each)):  # noqa: PTH100, PTH119
                yield from _local(each)
    else:
        raise ReadError(source, "there is no such file", "check the name")


def is_litter(name: str) -> bool:
    """Whether a file of this name is what a program has left, and no document."""
    return name.lower() in _LITTER or name.startswith(_LITTER_BEGINS)


def content_of(location: str) -> bytes:
    """The bytes of a file. Raises ReadError."""
    try:
        if not is_url(location):
            return Path(location).read_bytes()
        system, path = _store(location)
        data: bytes = system.cat_file(path)
        return data
    except FileNotFoundError:
        raise ReadError(location, "there is no such file", "check the name") from None
    except PermissionError:
        raise ReadError(location, "it may not be read", "check its permissions") from None
    except ReadError:
        raise
    except Exception as error:  # every store has errors of its own
        reason = (error.strerror if isinstance(error, OSError) else None) or " ".join(str(error).split())
        raise ReadError(location, f"it cannot be read ({reason})", "check the name and the disk") from None


def _local(source: str) -> Iterator[File]:
    path = os.path.abspath(source)  # noqa: PTH100
    if not os.path.isdir(path):  # noqa: PTH112
        yield _file(path)
        return
    try:
        entries = sorted(os.scandir(path), key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield File(path, None, "", f"the folder cannot be read ({error.strerror})")
        return
    for entry in entries:
        if is_litter(entry.name) or is_ours(path, entry.name):
            continue
        if _is_folder(entry):
            yield from _local(entry.path)
        else:
            yield _file(entry.path)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)  # a link to a folder may lead in a circle
    except OSError:
        return False


def _file(path: str) -> File:
    try:
        found = os.stat(path)  # noqa: PTH116
    except OSError as error:
        return File(path, None, "", f"it cannot be read ({error.strerror})")
    if S_ISDIR(found.st_mode):
        return File(path, None, "", "it is a link to a folder; name that folder as a source", "skipped")
    if not S_ISREG(found.st_mode):
        return File(path, None, "", "it is no regular file")
    return File(path, found.st_size, str(found.st_mtime_ns))


def _remote(source: str) -> Iterator[File]:
    system, path = _store(source)
    _, link, behind = source.partition("::")  # a chain: what is in a file that is in another store
    try:
        names = system.glob(path) if has_magic(path) else [path]
        found: dict[str, dict[str, Any]] = {}
        for name in names:
            found.update(system.find(name, detail=True))
        found = {name: about or system.info(name) for name, about in found.items()}
    except Exception as error:  # every store has errors of its own
        said = " ".join(str(error).split()) or type(error).__name__
        raise ReadError(source, f"it cannot be read ({said})", "check the address and the rights") from None
    if not found:
        raise ReadError(source, "there is nothing", "check the address")
    for name in sorted(found):
        about = found[name]
        if about.get("type") == "file" and not is_litter(name.rpartition("/")[2]):
            stamp = next((about[key] for key in _STAMPS if about.get(key)), "")
            yield File(f"{system.unstrip_protocol(name)}{link}{behind}", about.get("size"), str(stamp))


def _store(location: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ModuleNotFoundError:
        what = "reading from a store needs the package fsspec, which is not installed"
        raise ReadError(location, what, "install it with: pip install 'cchc-extract[remote]'") from None
    try:
        system, path = url_to_fs(location)
    except Exception as error:  # a store that is not there, a package that is not, an address that it does not take
        raise ReadError(location, f"it cannot be opened ({error})", "check the address") from None
    return system, path
