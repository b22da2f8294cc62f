"""Programs of the system that some formats need: a row each, and the one way to run them.

Enters: a program's name, its arguments, the files it is to find. Leaves: what it wrote, or a `ReadError` of one line.
A program runs in a folder of its own that is removed afterwards, without a shell, with little of the environment, and
within bounds of time, memory and output; it is killed with all that it started. Knows no format.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import NamedTuple

from cchc_extract.errors import ReadError

MOST_OUTPUT = 256 << 20  # bytes written in all
_MOST_MEMORY = 4 << 30  # bytes of address space: LibreOffice starts in less than one
_THREADS = 8  # that may compute at the same time
_LOOK = 0.2  # seconds between two looks at what it has written
_VERSION_SECONDS = 20
_OUT = "standard-output"
_NOT_RUN = (126, 127)  # what a shell, and who is asked to start a program, answer where it cannot be
# Starts a program so that it ends with the process that has started it, even one that is killed: util-linux has it.
_GUARD = ("setpriv", "--pdeathsig", "TERM")
FOLDER = "{folder}"  # in an argument: the folder that the program runs in, as a URL


class Program(NamedTuple):
    """A program: the commands it may have, the Debian package that brings it, what reads with it and what is lost where
    it is not installed. `version` are the arguments that make it print its version; `keeps` are the variables of the
    environment that it may see, `sets` those that it is given. `part`: (arguments that list its parts, the part that is
    needed, the Debian package of that). `advice` is what to do with a file that it cannot read."""

    name: str
    commands: tuple[str, ...]
    package: str
    use: str
    loss: str
    version: tuple[str, ...] = ("--version",)
    keeps: tuple[str, ...] = ()
    sets: tuple[tuple[str, str], ...] = ()
    part: tuple[tuple[str, ...], str, str] | None = None
    advice: str = "open it in its program and save it as DOCX, and give that"


PROGRAMS: dict[str, Program] = {
    program.name: program
    for program in (
        Program(
            name="LibreOffice",
            commands=("soffice", "libreoffice"),
            package="libreoffice-writer",
            use="RTF; DOC with its merged cells, numbering and notes",
            loss="RTF is not read; of DOC the automatic numbering and the merging of cells are lost",
        ),
        Program(
            name="antiword",
            commands=("antiword",),
            package="antiword",
            use="DOC where LibreOffice is not installed: its text and the cells of its tables",
            loss="nothing where LibreOffice is installed; else DOC is read by catdoc",
            version=(),
            keeps=("ANTIWORDHOME",),
        ),
        Program(
            name="catdoc",
            commands=("catdoc",),
            package="catdoc",
            use="DOC where neither of these is installed: its text, cells parted by tabs",
            loss="nothing where one of these is installed; else DOC is not read",
            version=("-V",),
        ),
        Program(
            name="tesseract",
            commands=("tesseract",),
            package="tesseract-ocr",
            use="scanned pages and pictures of pages",
            loss="what is only a picture is not read",
            keeps=("TESSDATA_PREFIX",),
            sets=(("OMP_THREAD_LIMIT", "1"),),  # its threads wait for each other longer than they work
            part=(("--list-langs",), "vie", "tesseract-ocr-vie"),
            advice="give a picture that is whole, of one page",
        ),
    )
}


def installed(names: Sequence[str]) -> str | None:
    """The first of these programs that is installed."""
    return next((name for name in names if _command(PROGRAMS[name])), None)


def at_once() -> int:
    """How many programs may run side by side: one a core, and no more than `OMP_THREAD_LIMIT` allows, by which those
    who run many processes keep each from taking all cores."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    limit = os.environ.get("OMP_THREAD_LIMIT", "")
    return max(1, min(cores, int(limit))) if limit.isdecimal() else cores


def needed(shown: str, what: str, names: Sequence[str]) -> ReadError:
    """The error for a file that only one of these programs reads, the best of them first."""
    either = " or ".join(names)
    missing = f"{either}, which is not installed" if len(names) == 1 else f"{either}, none of which is installed"
    return ReadError(shown, f"reading {what} needs {missing}", f"'{debian(names[0])}' installs it")


def debian(name: str) -> str:
    """The command that installs a program on Debian and its kin."""
    program = PROGRAMS[name]
    return " ".join(("apt install", program.package, *(program.part[2:] if program.part else ())))


def run(
    name: str,
    arguments: Sequence[str],
    files: Mapping[str, bytes],
    shown: str,
    *,
    seconds: int,
    result: str | None = None,
) -> bytes:
    """What a program writes into the file `result`, else to standard output, in a folder that holds these files (a name
    may have folders). Raises ReadError (naming the source `shown`) where it is missing, fails, or goes beyond bounds.
    """
    program = PROGRAMS[name]
    try:
        with TemporaryDirectory(prefix="cchc-extract-", ignore_cleanup_errors=True) as folder:
            for path, content in files.items():
                target = Path(folder, path)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
            _run(program, arguments, Path(folder), shown, seconds)
            written = Path(folder, result or _OUT)
            content = written.read_bytes() if written.is_file() else b""
    except OSError as error:
        raise _failed(program, shown, f"could not be run ({error.strerror})") from None
    if not content:
        raise _failed(program, shown, "could not read it")
    return content


def version(name: str) -> str | None:
    """The version that an installed program names, `""` for one that names none; None where it is not installed."""
    program = PROGRAMS[name]
    if not _command(program):
        return None
    said = _said(program, program.version)
    numbers = (word.strip("v,") for word in said.split() if "." in word)
    return next((word for word in numbers if word.replace(".", "").isdecimal()), "")


def lacks(name: str) -> str | None:
    """The part that an installed program needs and has not."""
    part = PROGRAMS[name].part if _command(PROGRAMS[name]) else None
    return part[1] if part and part[1] not in _said(PROGRAMS[name], part[0]).split() else None


def _said(program: Program, arguments: Sequence[str]) -> str:
    with TemporaryDirectory(prefix="cchc-extract-", ignore_cleanup_errors=True) as folder:
        with suppress(ReadError, OSError):  # some end with an error after they have said it
            _run(program, arguments, Path(folder), program.name, _VERSION_SECONDS, errors=subprocess.STDOUT)
        out = Path(folder, _OUT)
        return out.read_bytes()[:65536].decode("utf-8", "replace") if out.is_file() else ""


def _command(program: Program) -> str | None:
    return next((found for each in program.commands if (found := which(each))), None)


def _run(
    program: Program,
    arguments: Sequence[str],
    folder: Path,
    shown: str,
    seconds: int,
    errors: int = subprocess.DEVNULL,
) -> None:
    command = _command(program)
    if command is None:
        raise needed(shown, "it", [program.name])
    given = {name: value for name in ("PATH", *program.keeps) if (value := os.environ.get(name)) is not None}
    private = {"HOME": str(folder), "TMPDIR": str(folder), "LC_ALL": "C.UTF-8", **dict(program.sets)}
    with (folder / _OUT).open("wb") as out:
        process = subprocess.Popen(
            [*_guard(), command, *(argument.replace(FOLDER, folder.as_uri()) for argument in arguments)],
            cwd=folder,
            env={**given, **private},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=errors,
            start_new_session=True,
        )
        try:
            _bound(process.pid, seconds)
            _wait(process, program, folder, shown, seconds)
        finally:
            _kill(process)
    if process.returncode in _NOT_RUN:
        raise _failed(program, shown, "could not be run")
    if process.returncode:
        raise _failed(program, shown, "could not read it")


def _guard() -> Sequence[str]:
    found = which(_GUARD[0]) if sys.platform == "linux" else None
    return (found, *_GUARD[1:]) if found else ()


def _wait(process: subprocess.Popen[bytes], program: Program, folder: Path, shown: str, seconds: int) -> None:
    for _ in range(int(seconds / _LOOK)):
        with suppress(subprocess.TimeoutExpired):
            process.wait(_LOOK)
            break
        if _size(folder) > MOST_OUTPUT:
            break
    else:
        raise _failed(program, shown, f"did not end within {seconds} seconds")
    if _size(folder) > MOST_OUTPUT:
        raise _failed(program, shown, f"made more than {MOST_OUTPUT >> 20} MiB of it")


def _size(folder: Path) -> int:
    total = 0
    for parent, _, names in os.walk(folder):  # which passes over what is gone meanwhile
        for name in names:
            with suppress(OSError):
                total += Path(parent, name).lstat().st_size
    return total


def _bound(pid: int, seconds: int) -> None:
    """Memory, the size of a file, and time that a program computes, by which it ends where this process is killed and
    does not end it; where the system can bound those of another process."""
    if sys.platform == "linux":
        import resource

        limits = (
            (resource.RLIMIT_AS, _MOST_MEMORY),
            (resource.RLIMIT_FSIZE, MOST_OUTPUT),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_CPU, _THREADS * seconds),
        )
        for which_one, most in limits:
            with suppress(OSError, ValueError):  # it has ended, or a stricter bound stands
                resource.prlimit(pid, which_one, (most, most))


def _kill(process: subprocess.Popen[bytes]) -> None:
    """The program and all that it started, also where it has ended and left some behind."""
    with suppress(OSError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _failed(program: Program, shown: str, what: str) -> ReadError:
    return ReadError(shown, f"{program.name} {what}", program.advice)
