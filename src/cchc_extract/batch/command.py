"""The verb `batch`: arguments in, an exit code out. Loads nothing of a run before it is asked for one."""

from __future__ import annotations

import re
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cchc_extract.errors import Exit
from cchc_extract.messages import say

if TYPE_CHECKING:
    from threading import Event

    from cchc_extract.batch.progress import Progress

OUTPUTS = ("json", "jsonl", "csv", "xlsx", "parquet", "duckdb")
_LONGEST = 10_000_000  # seconds: some months
_LEAST = 64 << 20  # bytes: a worker that does nothing yet holds about as much
_UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
_SIZE = r"(\d+(?:\.\d+)?)\s*([KMG]?)(?:i?B)?"  # compiled when it is needed


def batch(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Files, folders, globs, ZIP archives, URLs; '-': a list of them on standard input.",
        ),
    ],
    output: Annotated[str, typer.Option("-o", "--output", metavar="OUT", help="The folder of the outputs.")],
    to: Annotated[
        list[str] | None, typer.Option("--to", metavar="FORM", help=f"What to write, of {', '.join(OUTPUTS)}.")
    ] = None,
    workers: Annotated[int | None, typer.Option("--workers", min=1, help="Processes; by default the cores.")] = None,
    timeout: Annotated[
        float, typer.Option("--timeout", min=0.1, max=_LONGEST, help="Seconds that a document may take.")
    ] = 600,
    max_memory: Annotated[
        str, typer.Option("--max-memory", metavar="SIZE", help="What a document's worker may hold: 512M, 2G.")
    ] = "2G",
    force: Annotated[bool, typer.Option("--force", help="Do again what is done.")] = False,
    retry: Annotated[bool, typer.Option("--retry", help="Do again what has failed.")] = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="Tell what has changed by its content, not by size and time stamp.")
    ] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Add to every value the rule that made it.")] = False,
    pdf_engine: Annotated[
        str, typer.Option("--pdf-engine", metavar="ENGINE", help="What reads PDFs: pypdfium2 or pdfplumber.")
    ] = "pypdfium2",
    scheduler: Annotated[
        str | None, typer.Option("--scheduler", metavar="ADDRESS", help="Run on this Dask cluster (tcp://...).")
    ] = None,
) -> None:
    """Convert whole archives into OUT. Started again, it goes on where it was.

    Exit code 3 says that a document failed; run.json in OUT says which and why."""
    forms = tuple(dict.fromkeys(form for each in to or ["json"] for form in each.split(",")))
    for form in forms:
        if form not in OUTPUTS:
            raise typer.BadParameter(f"'{form}' is none of {', '.join(OUTPUTS)}", param_hint="--to")
    if pdf_engine not in ("pypdfium2", "pdfplumber"):
        raise typer.BadParameter(f"'{pdf_engine}' is neither pypdfium2 nor pdfplumber", param_hint="--pdf-engine")
    from cchc_extract.batch.listing import lines
    from cchc_extract.batch.options import Options
    from cchc_extract.batch.progress import progress
    from cchc_extract.batch.run import convert

    options = Options(forms, workers, timeout, _bytes(max_memory), force, retry, verify, explain, pdf_engine, scheduler)
    listed = lines(sys.stdin.buffer.read()) if "-" in sources and sys.stdin is not None else []
    named = [source for source in sources if source != "-"]
    if not named and not listed:
        raise typer.BadParameter("it names nothing", param_hint="SOURCE")
    told = progress()
    stop = _stopping(told)
    try:
        report = convert(named, Path(output), options, listed=listed, progress=told, stop=stop)
    except KeyboardInterrupt:
        say(f"stopped; what was done is kept, and the same command goes on from there ({output})")
        raise typer.Exit(Exit.INTERRUPTED) from None
    for line in report.lines():
        say(line)
    if report.interrupted:
        raise typer.Exit(Exit.INTERRUPTED)
    if report.states["failed"]:
        raise typer.Exit(Exit.UNREADABLE)


def _stopping(told: Progress) -> Event:
    """What Ctrl-C sets (and what ends a service); the second one interrupts."""
    from threading import Event

    stop = Event()

    def ask(*_: Any) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        with suppress(RuntimeError):  # the signal came in the middle of another line
            told.say("finishing what is under way (again: stop at once); the same command goes on from there")

    signal.signal(signal.SIGINT, ask)
    signal.signal(signal.SIGTERM, ask)
    return stop


def _bytes(size: str) -> int:
    found = re.fullmatch(_SIZE, size.strip(), re.IGNORECASE)
    if not found:
        raise typer.BadParameter(f"'{size}' is no size like 512M or 2G", param_hint="--max-memory")
    held = int(float(found[1]) * _UNITS[found[2].upper()])
    if held < _LEAST:
        raise typer.BadParameter(f"'{size}' is less than a worker needs ({_LEAST >> 20}M)", param_hint="--max-memory")
    return held
