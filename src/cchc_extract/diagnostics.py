"""Every diagnostic: its stable code, what it says, why it matters, an example, how to mend the document.

A code is added here and nowhere else; a test fails when a code is used that is not here, or is here and never used.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cchc_extract.model.span import Span

Severity = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of diagnostic, as `cchc-extract explain CODE` prints it."""

    severity: Severity
    what: str
    why: str
    example: str
    mend: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: `span` is its place in the document's text, None where it has none."""

    code: str
    severity: Severity
    message: str
    span: Span | None


CODES: dict[str, Code] = {}


def diagnose(code: str, span: Span | None, seen: str = "") -> Diagnostic:
    """A diagnostic of a registered code. Raises KeyError for a code that is not registered."""
    entry = CODES[code]
    return Diagnostic(code, entry.severity, f"{entry.what}: {seen}" if seen else entry.what, span)
