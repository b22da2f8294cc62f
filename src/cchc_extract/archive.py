"""The documents of one archive, one after the other: extracted and written as they come.

Enters: what a source holds. Leaves: results where they are to go; what cannot be read is told and passed over. Never
holds more than one document's result, but for lines that go into one file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cchc_extract.errors import ReadError
from cchc_extract.model.source import SourceDocument
from cchc_extract.pipeline import extract_document
from cchc_extract.writers import SINKS, write_file, write_stdout

if TYPE_CHECKING:
    from cchc_extract.model.record import Extraction

_STANDARD_OUTPUT = (None, "-")
_LONGEST = 255 - len(".json")  # bytes of a file's name on nearly every disk; one of Windows has as many letters

_LONGEST_PATH = 2048  # bytes; a path with the folder that it is in may have 4096


class Outcome(NamedTuple):
    """What became of an archive: how many documents were written, how many members could not be read, and the number of
    tasks; `errors`: the documents with a diagnostic of severity error."""

    written: int
    failed: int
    tasks: int
    errors: tuple[str, ...]


def results(documents: Iterator[SourceDocument | ReadError]) -> Iterator[Extraction | ReadError]:
    """The result of each document, in its turn, or why it is not read."""
    return (each if isinstance(each, ReadError) else extract_document(each) for each in documents)


def write_each(
    found: Iterator[Extraction | ReadError], to: str | None, explain: bool, tell: Callable[[str], None]
) -> Outcome:
    """Write each result: into a folder (`to` is one, or ends as one) a JSON file each, named by the member's path; else
    as a line each (JSON Lines). `tell` takes a line on each member that cannot be read. Raises WriteError."""
    folder = Path(to) if to is not None and to != "-" and (to.endswith("/") or Path(to).is_dir()) else None
    held: list[bytes] = []
    tasks, failed, written, errors = 0, 0, 0, list[str]()
    for each in found:
        if isinstance(each, ReadError):
            tell(str(each))
            failed += 1
            continue
        if folder:
            write_file(SINKS["json"].render(each, explain), folder / json_path(each.source.name), folders=True)
        elif to in _STANDARD_OUTPUT:
            write_stdout(SINKS["jsonl"].render(each, explain))
        else:
            held.append(SINKS["jsonl"].render(each, explain))
        written += 1
        tasks += len(each.tasks)
        if any(finding.severity == "error" for finding in each.diagnostics):
            errors.append(each.source.name)
    if held and to is not None:
        write_file(b"".join(held), Path(to))
    return Outcome(written, failed, tasks, tuple(errors))


def json_path(name: str) -> str:
    """Where the result of a document goes in a folder: its path there, another for every document. A name or a path
    that is too long for a disk is cut, and a part of its checksum tells it from others; a folder `x.json` is `x.json~`,
    for the result of a document `x` beside it."""
    *folders, last = name.split("/")
    path = "/".join([*map(_folder, folders), _short(last)])
    told = path.encode()
    if len(told) > _LONGEST_PATH:
        whole = told[:_LONGEST_PATH].decode("utf-8", "ignore").rpartition("/")[0]
        path = f"{whole}/{_mark(path)}"
    return f"{path}.json"


def _folder(name: str) -> str:
    return _short(f"{name}~" if name.rstrip("~").endswith(".json") else name)


def _short(name: str) -> str:
    told = name.encode()
    if len(told) <= _LONGEST:
        return name
    return told[: _LONGEST - len(_mark(name))].decode("utf-8", "ignore") + _mark(name)


def _mark(name: str) -> str:
    return f"~{sha256(name.encode()).hexdigest()[:8]}"
