"""Where documents are: folders of this machine, and of any store that fsspec knows (extra `remote`).

Enters: a path or a URL. Leaves: the files under it in a steady order, and their bytes. Knows no format.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from glob import glob, has_magic
from pathlib import Path
from stat import S_ISREG
from typing import Any, NamedTuple

from cchc_extract.errors import ReadError

# What other programs leave beside documents; `~$…` is the lock of a document that is open in an office program.
_LITTER = (".ds_store", "thumbs.db", "desktop.ini")
_LOCK = "~$"


class File(NamedTuple):
    """A file: where it is, its size in bytes, and a stamp that is another where its content has changed."""

    location: str
    size: int | None
    stamp: str
    fault: str | None = None


def is_url(source: str) -> bool:
    """Whether a source is in a store that fsspec opens (`s3://…`), not on a disk."""
    return "://" in source


def files(source: str, without: Path | None = None) -> Iterator[File]:
    """The files of a source, in the order of their names: those of a folder and all folders in it, those that a glob
    matches, or the one that it is; none of those in the folder `without`. Raises ReadError where there is nothing."""
    if is_url(source):
        yield from _remote(source)
    elif os.path.lexists(source):
        yield from _local(source, without)
    elif has_magic(source):
        found = sorted(glob(source, recursive=True))  # noqa: PTH207
        if not found:
            raise ReadError(source, "nothing is named so", "check the pattern")
        for each in found:
            if not Path(each).is_dir():  # the files in it are matched by themselves, or are not meant
                yield from _local(each, without)
    else:
        raise ReadError(source, "there is no such file", "check the name")


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
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise ReadError(location, f"it cannot be read ({reason})", "check the name and the disk") from None


def _local(source: str, without: Path | None) -> Iterator[File]:
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
        if entry.name.lower() in _LITTER or entry.name.startswith(_LOCK):
            continue
        if entry.is_dir(follow_symlinks=False):
            if without is None or Path(entry.path) != without:
                yield from _local(entry.path, without)
        elif not entry.is_dir():  # a link to a folder may lead in a circle
            yield _file(entry.path)


def _file(path: str) -> File:
    try:
        found = os.stat(path)  # noqa: PTH116
    except OSError as error:
        return File(path, None, "", f"it cannot be read ({error.strerror})")
    if not S_ISREG(found.st_mode):
        return File(path, None, "", "it is no regular file")
    return File(path, found.st_size, str(found.st_mtime_ns))


def _remote(source: str) -> Iterator[File]:
    system, path = _store(source)
    try:
        found: dict[str, dict[str, Any]] = (
            {each: system.info(each) for each in system.glob(path)}
            if has_magic(path)
            else system.find(path, detail=True)
        )
    except (OSError, ValueError) as error:
        raise ReadError(source, f"it cannot be read ({error})", "check the address and the rights") from None
    if not found:
        raise ReadError(source, "there is nothing", "check the address")
    for name in sorted(found):
        about = found[name]
        if about.get("type") == "file" and not name.rpartition("/")[2].startswith(_LOCK):
            stamp = next((about[key] for key in ("ETag", "mtime", "LastModified", "created") if about.get(key)), "")
            yield File(system.unstrip_protocol(name), about.get("size"), str(stamp))


def _store(location: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ModuleNotFoundError:
        what = "reading from a store needs the package fsspec, which is not installed"
        raise ReadError(location, what, "install it with: pip install 'cchc-extract[remote]'") from None
    try:
        system, path = url_to_fs(location)
    except (ValueError, ImportError) as error:
        raise ReadError(location, f"it cannot be opened ({error})", "check the address") from None
    return system, path
