"""Numberings that repeat, skip or turn back: oddities of the source that a reader would want to know.

Enters: labels in the order of the page, each with its place. Leaves: notes. Never changes a label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cchc_extract.model.span import Span, Text
from cchc_extract.tables.labels import SEVERAL, readings

Found = tuple[str, Span, str]
REPEATS = {"ordinal": "ordinal.repeats", "code": "code.repeats"}
SKIPS = {"ordinal": "ordinal.skips", "code": "code.skips"}
_CODE = re.compile(r"(?:^|(?<=[\n.;] )|(?<=\n))(\d{1,2}(?:\.\d{1,3})+)\.?(?=\s)")


def codes_in(cell: Text, role: str) -> Iterator[tuple[str, Span]]:
    """The labels that a cell holds: an ordinal whole, dotted codes (`3.1.`) where its items begin."""
    if role == "ordinal":
        several = SEVERAL.fullmatch(cell.plain.strip())
        yield from ((number, cell.spans()[0]) for number in (several.groups() if several else (cell.plain,)))
        return
    for match in _CODE.finditer(cell.text):
        yield match[1], cell.spans(*match.span(1))[0]


def check_sequence(labels: Iterable[tuple[str, Span]], what: str) -> Iterator[Found]:
    """What repeats and what skips in a series of ordinals or codes (`3.25`, `3.26`, `3.26`, `3.28`)."""
    last: dict[str, tuple[int, ...]] = {}
    for label, place in labels:
        found = next((r for r in readings(label) if r.shape.startswith(("arabic", "code"))), None)
        if found is None:
            continue
        before = last.get(found.shape)
        last[found.shape] = found.number
        if before is None or before[:-1] != found.number[:-1]:
            continue
        if found.number == before:
            yield REPEATS[what], place, label
        elif found.number[-1] > before[-1] + 1:
            yield SKIPS[what], place, label
