"""One document in, its outcome out: what a worker does, in a process beside this one or on another machine.

Enters: where the document is, or its bytes. Leaves: an `Outcome` that can be sent and kept. Never raises on a document,
and writes nothing.
"""

from __future__ import annotations

import hashlib
import zlib
from functools import cache
from importlib import resources
from time import perf_counter
from typing import TYPE_CHECKING, Literal, NamedTuple

from cchc_extract import __version__
from cchc_extract.batch.files import content_of
from cchc_extract.errors import NoDocumentError, ReadError, WriteError
from cchc_extract.messages import defect

if TYPE_CHECKING:
    from cchc_extract.model.record import Extraction

State = Literal["done", "failed", "skipped", "archive"]
Cause = Literal["unreadable", "timeout", "memory", "crash", "defect"]
_PACKED = 1  # zlib's quickest: a sixth of the bytes, in a fiftieth of the time that the extraction takes

_LEAST_COVERED = 0.1  # of a document's characters: of Vietnamese text all are


class Job(NamedTuple):
    """A document to do: its `content`, or the `location` where a worker reads it; `tool` is the version that asks."""

    name: str
    location: str | None
    content: bytes | None
    explain: bool
    pdf_engine: str
    tool: str


class Outcome(NamedTuple):
    """What became of a document. `archive`: it is one, and its members are documents. `data` is its JSON, packed.
    `seconds` of work; `memory`: the most bytes that the worker's process has held until then."""

    state: State
    cause: Cause | None = None
    reason: str | None = None
    sha256: str | None = None
    size: int | None = None
    format: str | None = None
    pages: int | None = None
    kind: str | None = None
    tasks: int = 0
    errors: int = 0
    warnings: int = 0
    data: bytes | None = None
    seconds: float = 0.0
    memory: int = 0


class OtherVersionError(RuntimeError):
    """The worker has another version of this program than the run."""


def work(job: Job) -> Outcome:
    """The outcome of one document. Raises OtherVersionError, and nothing else."""
    if job.tool != tool():
        raise OtherVersionError(f"a worker has version {tool()}, this run {job.tool}: install the same on both")
    began, data = perf_counter(), job.content
    try:
        if data is None and job.location is not None:
            data = content_of(job.location)
        assert data is not None, "a job has a content or a location"
        outcome = _done(data, job)
    except NoDocumentError as error:
        outcome = Outcome("skipped", reason=reason_of(error))
    except ReadError as error:
        outcome = Outcome("failed", "unreadable", reason_of(error))
    except MemoryError:
        outcome = Outcome("failed", "memory", "there was no memory for it; give more, or divide the document")
    except Exception as error:
        outcome = Outcome("failed", "defect", defect(error))
    return outcome._replace(
        sha256=None if data is None else hash_of(data),
        size=None if data is None else len(data),
        seconds=perf_counter() - began,
        memory=_peak(),
    )


def hash_of(data: bytes) -> str:
    """The SHA-256 of a document's bytes, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def reason_of(error: ReadError) -> str:
    """Why a document is not read, in a line, and what to do."""
    return " ".join(f"{error.what}; {error.advice}".split())


def unpack(data: bytes) -> bytes:
    """The JSON of an outcome. Raises WriteError for one that a disk has not kept."""
    try:
        return zlib.decompress(data)
    except zlib.error as error:
        raise WriteError("the journal", f"a result in it is damaged ({error})", "run it with --force") from None


@cache
def tool() -> str:
    """The version that the results are of: the package's, and a digest of its code and grammars, so that a result of
    code that has changed since is not taken for one of today's."""
    digest = hashlib.sha256()
    for package in ("cchc_extract", "cchc_extract.grammars"):
        for name, content in sorted(_sources(resources.files(package))):
            digest.update(f"{name}\n".encode() + content)
    return f"{__version__}+{digest.hexdigest()[:12]}"


def _sources(folder: resources.abc.Traversable, under: str = "") -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for each in folder.iterdir():
        if each.is_dir():
            found += _sources(each, f"{under}{each.name}/")
        elif each.name.endswith((".py", ".toml")):
            found.append((under + each.name, each.read_bytes()))
    return found


def _done(data: bytes, job: Job) -> Outcome:
    from cchc_extract.pipeline import extract_document
    from cchc_extract.readers import read
    from cchc_extract.readers.formats import is_archive

    if is_archive(data):
        return Outcome("archive")
    result = extract_document(read(data, job.name, pdf_engine=job.pdf_engine))
    if _foreign(result):
        return Outcome("skipped", reason="almost nothing in it is Vietnamese; it is no document of this kind")
    return _of(result, job.explain)


def _foreign(result: Extraction) -> bool:
    """Whether a text is a program, a table of numbers, a letter in English: what is no Vietnamese has no home."""
    accounting = result.accounting
    return not result.tasks and not result.indicators and accounting.covered < accounting.characters * _LEAST_COVERED


def _of(result: Extraction, explain: bool) -> Outcome:
    severities = [finding.severity for finding in result.diagnostics]
    return Outcome(
        "done",
        format=result.source.format,
        pages=result.source.pages,
        kind=result.document.kind,
        tasks=len(result.tasks),
        errors=severities.count("error"),
        warnings=severities.count("warning"),
        data=zlib.compress(result.to_json(explain).encode() + b"\n", _PACKED),
    )


def _peak() -> int:
    try:
        import resource
    except ImportError:  # not on Windows
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
