"""Bytes to a file or to standard output, whole or not at all. What grows over many documents is `begun`'s."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from cchc_extract.errors import WriteError

HIDDEN = ".cchc-extract-"  # what is not whole yet has a name that begins so


def write_file(data: bytes, to: Path, folders: bool = False) -> None:
    """Write beside `to`, then rename: a reader sees the old file or the new one, never half of one.

    Keeps an existing file's permissions and a link's target. A device or a pipe is written to as it is. `folders`:
    those that it is in are made. Raises WriteError, and then leaves what was there.
    """
    with writing(to):
        if folders:
            to.parent.mkdir(parents=True, exist_ok=True)
        if to.is_dir():
            raise WriteError(str(to), "it is a directory", "name a file in it")
        if to.exists() and not to.is_file():
            to.write_bytes(data)
        else:
            _replace(data, to.resolve(), to)


@contextmanager
def writing(to: Path, *others: type[Exception]) -> Iterator[None]:
    """What the system (or a package: `others`) says against writing `to`, as a WriteError of one line."""
    told: tuple[type[Exception], ...] = (OSError, ValueError, RuntimeError, *others)  # a NUL in the name; looped links
    try:
        yield
    except told as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or " ".join(str(error).split())
        advice = "check the folder, its permissions and the disk"
        raise WriteError(str(to), f"it cannot be written ({reason})", advice) from None


def write_stdout(data: bytes) -> None:
    """Write to standard output. Quiet if its reader has closed it (`| head`). Raises WriteError otherwise."""
    if sys.stdout is None:
        raise WriteError("standard output", "it is closed", "use -o FILE")
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _let_go()
    except OSError as error:
        _let_go()
        raise WriteError("standard output", f"it cannot be written ({error.strerror})", "use -o FILE") from None


def _replace(data: bytes, target: Path, to: Path) -> None:
    mode = None
    if target.exists():
        mode = target.stat().st_mode & 0o7777
        if not os.access(target, os.W_OK):
            raise WriteError(str(to), "it may not be written", "check its permissions")
    beside, handle = _beside(target)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        if mode is not None:
            beside.chmod(mode)
        beside.replace(target)
    except BaseException:  # Ctrl-C too
        beside.unlink(missing_ok=True)
        raise


def _beside(target: Path) -> tuple[Path, int]:
    """A new file in the target's folder, of a name that nobody has, and its handle."""
    for number in count():
        path = target.with_name(f"{HIDDEN}{os.getpid()}-{number}")
        try:
            return path, os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        except FileExistsError:
            continue
    raise AssertionError("unreachable")


def _let_go() -> None:
    """Point standard output at nothing, so that the interpreter's last flush fails in silence."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
    os.close(nothing)
