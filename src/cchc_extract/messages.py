"""Lines for a person, on standard error: results, names and errors enter; nothing but these lines leaves."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cchc_extract.model.record import Extraction


def counts(result: Extraction) -> str:
    """What a result holds, in a line."""
    tables = sum(task.source == "table" for task in result.tasks)
    parts = [f"{number(len(result.tasks), 'task')} ({tables} from tables, {len(result.tasks) - tables} from prose)"]
    if result.indicators:
        parts.append(number(len(result.indicators), "indicator"))
    for severity in ("error", "warning"):
        if found := sum(finding.severity == severity for finding in result.diagnostics):
            parts.append(number(found, severity))
    return ", ".join(parts)


def number(count: int, noun: str) -> str:
    """So many of these."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def say(line: str) -> None:
    """A line for the person, on standard error or, where that is closed or full, nowhere."""
    if sys.stderr is None:  # print() would then take standard output
        return
    try:
        print(printable(line), file=sys.stderr)
    except OSError:
        return


def printable(text: str) -> str:
    """A text without signs that would steer a terminal; the bytes of a file's name as UTF-8, where they are."""
    text = text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def defect(error: Exception) -> str:
    """One line that a report can start from: the error, and where in this package it arose."""
    trace, place = error.__traceback__, ""
    while trace:
        if "cchc_extract" in trace.tb_frame.f_code.co_filename:
            place = f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    reason = (str(error).splitlines() or [""])[0]
    return f"a defect of this program, please report it with the document: {type(error).__name__}: {reason}{place}"
