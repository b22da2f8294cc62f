"""What is installed here: the formats that are read, and the Python packages and programs that some of what is read and
written needs.

Enters: nothing. Leaves: a `Health`, and lines of it for a person. No package is loaded; programs are asked for their
version.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from itertools import takewhile
from typing import NamedTuple

from cchc_extract import __version__
from cchc_extract.readers.formats import FORMATS, Format
from cchc_extract.readers.programs import PROGRAMS, debian, lacks
from cchc_extract.readers.programs import version as program_version
from cchc_extract.writers.archive import ARCHIVE_OUTPUTS

_NAMED = {"PIL": "pillow"}  # packages that are installed by another name than they are imported by
_BESIDES = {"PIL": "scanned pages of PDF", "numpy": "scanned pages of PDF"}  # what they read within another format
_SCANS = {"pdf": ("PIL", "numpy", "tesseract")}  # what a format needs for a part of its files
_BY_THEMSELVES = (  # packages that no format and no output needs: extra, use, what their absence costs
    ("pdfplumber", "pdf", "the second engine of PDF", "--pdf-engine pdfplumber cannot be asked for"),
    ("fsspec", "remote", "batch: sources in a store (s3://…)", "URLs are not read"),
    ("distributed", "dask", "batch: a Dask cluster", "--scheduler cannot be asked for"),
)


class Part(NamedTuple):
    """A package or a program. `version` is None where it is missing, `""` where it names none; `lacks` is a part of its
    own that it has not. `install` brings what is missing; `loss` is what its absence costs."""

    name: str
    version: str | None
    install: str
    use: str
    loss: str
    lacks: str | None = None


class Reading(NamedTuple):
    """A format: whether it is read here, and what is missing for it, or for reading it as well as can be."""

    format: str
    extensions: tuple[str, ...]
    read: bool
    missing: tuple[str, ...]


class Health(NamedTuple):
    """All that `doctor` tells."""

    version: str
    python: str
    formats: tuple[Reading, ...]
    packages: tuple[Part, ...]
    programs: tuple[Part, ...]


def examine() -> Health:
    """What is installed here."""
    packages = tuple(_packages())
    programs = tuple(_program(name) for name in PROGRAMS)
    missing = {part.name for part in (*packages, *programs) if part.version is None or part.lacks}
    formats = tuple(_reading(row, missing) for row in FORMATS)
    return Health(__version__, platform.python_version(), formats, packages, programs)


def _packages() -> Iterator[Part]:
    for name, extra in dict.fromkeys((name, row.extra) for row in FORMATS for name in row.packages):
        kinds = [row.name.upper() for row in FORMATS if name in row.packages]
        use = ", ".join([*kinds, *filter(None, [_BESIDES.get(name)])])
        yield Part(name, _version(name), _pip(extra), use, f"{use}: not read")
    outputs = ARCHIVE_OUTPUTS.values()
    for name, extra in dict.fromkeys((name, row.extra) for row in outputs for name in row.packages):
        use = f"batch: --to {', '.join(row.name for row in outputs if name in row.packages)}"
        yield Part(name, _version(name), _pip(extra), use, f"{use}: not written")
    for name, extra, use, loss in _BY_THEMSELVES:
        yield Part(name, _version(name), _pip(extra), use, loss)


def _pip(extra: str | None) -> str:
    return f"pip install 'cchc-extract[{extra}]'"


def _version(name: str) -> str | None:
    try:
        return version(_NAMED.get(name, name))
    except PackageNotFoundError:
        return None


def _program(name: str) -> Part:
    row = PROGRAMS[name]
    return Part(name, program_version(name), debian(name), row.use, row.loss, lacks(name))


def _reading(row: Format, missing: set[str]) -> Reading:
    packages = [name for name in row.packages if name in missing]
    better = list(takewhile(missing.__contains__, row.programs))  # than the one that is there
    read = not packages and (not row.programs or len(better) < len(row.programs))
    better += [name for name in _SCANS.get(row.name, ()) if name in missing]
    return Reading(row.name, row.extensions, read, (*packages, *better))


def page(health: Health, as_json: bool) -> str:
    """What is told of it: to a person, or to a program."""
    if not as_json:
        return "".join(f"{line}\n" for line in lines(health))
    listed = ("formats", "packages", "programs")
    parts = {name: [part._asdict() for part in getattr(health, name)] for name in listed}
    return json.dumps({**health._asdict(), **parts}, ensure_ascii=False, indent=2) + "\n"


def lines(health: Health) -> list[str]:
    """What a person reads of it."""
    out = [f"cchc-extract {health.version}, Python {health.python}", "", "Formats"]
    for each in health.formats:
        out.append(f"  {each.format:10s} {_state(each):14s} {' '.join(each.extensions)}")
    for title, parts in (("Python packages", health.packages), ("Programs", health.programs)):
        out += ["", title, *(line for part in parts for line in _part(part))]
    return out


def _state(reading: Reading) -> str:
    if not reading.read:
        return "not read"
    return "read" if not reading.missing else "read, not all"


def _part(part: Part) -> Sequence[str]:
    if part.version is None:
        return [f"  {part.name:16s} missing      {part.loss}", f"  {'':29s}{part.install}"]
    if part.lacks:
        return [f"  {part.name:16s} without {part.lacks:4s} {part.loss}", f"  {'':29s}{part.install}"]
    return [f"  {part.name:16s} {part.version or 'installed':12s} {part.use}"]
