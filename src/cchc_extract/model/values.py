"""What the fields hand on: one value object a kind, each with its place in the text it was read from.

`at` is a half-open span of the text that was parsed; the pipeline turns it into a place in the source.
`rule` names the grammar entry that made the value.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from cchc_extract.model.span import Span

Number = int | float


class Note(NamedTuple):
    """An oddity met while reading: a diagnostic's code, its place in the parsed text, what was seen."""

    code: str
    at: Span
    seen: str = ""


class Context(NamedTuple):
    """What a field needs to know of the document and the column."""

    year: int | None = None
    issued: date | None = None
    type: str | None = None
    header: str = ""
    role: str = ""


class Item(NamedTuple):
    """An activity or a deliverable."""

    at: Span
    code: str | None
    text: str
    rule: str


class Party(NamedTuple):
    """An agency, or a group of agencies, and its part in the task."""

    at: Span
    role: str
    text: str
    name: str
    label: str | None
    rule: str


class Deadline(NamedTuple):
    """When something is due. `value` follows TIMEX3, `rrule` RFC 5545; start and end are ISO dates."""

    at: Span
    text: str
    applies_to: str | None
    kind: str
    bound: str
    value: str | None
    start: str | None
    end: str | None
    rrule: str | None
    rule: str


class Budget(NamedTuple):
    """Money. `amount` is in đồng."""

    at: Span
    text: str
    kind: str
    amount: Number | None
    currency: str | None
    per: str | None
    rule: str


class Target(NamedTuple):
    """A quantity that an objective sets."""

    at: Span
    text: str
    comparator: str
    value: Number
    value_max: Number | None
    unit: str
    rule: str


class Citation(NamedTuple):
    """A legal document mentioned. `issued` is an ISO date, or its known part."""

    at: Span
    text: str
    type: str
    number: str | None
    issued: str | None
    issuer: str | None
    rule: str
