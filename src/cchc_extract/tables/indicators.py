"""Tables of statistics: leaves with a unit and a value (RECORDS.md section 5).

Enters: joined rows of a table with `unit` or `value` columns. Leaves: `IndicatorRow`s in the order of the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cchc_extract.model.span import EMPTY, Span, Text
from cchc_extract.model.values import Number
from cchc_extract.tables.evidence import lexicon
from cchc_extract.tables.header import Header
from cchc_extract.tables.labels import Label, bare, counts_on, extends, is_label, readings
from cchc_extract.tables.rows import JoinedRow

_CODED = re.compile(r"\s*([^=]+?)\s*=\s*(\d+)(?!\d)[.;,]?")
_PAIR = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?)\s*/\s*(\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?)")
_NUMBER = re.compile(r"[-–]?\s?(\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)\s?%?")
_BULLET = re.compile(r"^[-+–•*]\s*")

Found = tuple[str, Span, str]  # a diagnostic's code, its place in the source, what was seen


class Heading(NamedTuple):
    """A heading of the table, with the note that stands on it."""

    code: str | None
    name: Text
    note: Text = EMPTY
    line: int = -1


class IndicatorRow(NamedTuple):
    """A figure: `value` is a number, a pair for `48/48`, None for `-` or nothing."""

    row: JoinedRow
    code: Text
    name: Text
    unit: Text
    value_text: Text
    note: Text
    codebook: tuple[tuple[Number, str], ...] | None
    value: Number | tuple[Number, Number] | None
    path: tuple[Heading, ...]
    of_which: bool


def read_number(text: str) -> Number | None:
    """A Vietnamese figure: the point groups thousands, the comma is decimal (`2.079`, `92,41`, `09`)."""
    match = _NUMBER.fullmatch(text.strip())
    if not match:
        return None
    plain = match[1].replace(".", "").replace(",", ".")
    number = float(plain) if "." in plain else int(plain)
    return -number if text.strip()[0] in "-–" else number


def read_value(text: str) -> Number | tuple[Number, Number] | None:
    """A value cell: a number, a pair, or None."""
    pair = _PAIR.fullmatch(text.strip())
    if pair:
        first, second = read_number(pair[1]), read_number(pair[2])
        return (first, second) if first is not None and second is not None else None
    return read_number(text)


def read_codebook(text: str) -> tuple[tuple[Number, str], ...] | None:
    """`Chưa = 0 Đang làm = 1` as (value, label) pairs; None if a unit cell holds a unit."""
    if "=" not in text:
        return None
    return tuple((int(value), label.strip(" ;,.")) for label, value in _CODED.findall(text)) or None


@dataclass
class _Reading:
    """Where the reading of a table stands: the headings above, and whether rows break a figure down."""

    header: Header
    found: list[IndicatorRow] = field(default_factory=list)
    heads: list[JoinedRow] = field(default_factory=list)
    notes: list[Found] = field(default_factory=list)
    path: list[Heading] = field(default_factory=list)
    breaking: bool = False
    broken_down: Heading | None = None

    def cell(self, row: JoinedRow, role: str) -> Text:
        column = self.header.index(role)
        return EMPTY if column is None else row.cells[column]

    def start(self, label: Text) -> None:
        """A row with a code: leave the headings that it is not below."""
        _climb(self.path, label.plain)
        if self.path and _contradicts(self.path[-1].code, label.plain):
            self.notes.append(("code.contradicts-parent", label.spans()[0], label.plain))
        self.breaking, self.broken_down = False, None

    def head(self, heading: Heading) -> None:
        """A heading: below those that are open. One without a code, in capitals, begins anew."""
        if not heading.code:
            bare_ones = [i for i, h in enumerate(self.path) if not h.code]
            del self.path[0 if heading.name.plain.isupper() else bare_ones[0] if bare_ones else len(self.path) :]
        self.path.append(heading)

    def break_down(self) -> None:
        """`Trong đó`: the rows from here break down the row right above, a figure or a heading."""
        if self.breaking:
            return
        self.breaking = True
        last = next((f for f in reversed(self.found) if f.code), None)
        if last and (not self.path or self.path[-1].line < last.row.line):
            self.broken_down = _heading(last)

    def add(self, row: JoinedRow, code: Text) -> None:
        unit, value = self.cell(row, "unit"), self.cell(row, "value")
        book = read_codebook(unit.plain)
        of_which = self.breaking and not code
        here = (*self.path, self.broken_down) if of_which and self.broken_down else tuple(self.path)
        self.found.append(
            IndicatorRow(
                row=row,
                code=code,
                name=self.cell(row, "name"),
                unit=EMPTY if book else unit,
                value_text=value,
                note=self.cell(row, "note"),
                codebook=book,
                value=read_value(value.plain),
                path=here,
                of_which=of_which,
            )
        )


def read_indicators(
    rows: Sequence[JoinedRow], header: Header
) -> tuple[list[IndicatorRow], list[JoinedRow], list[Found]]:
    """The figures, the rows that are headings, and notes."""
    reading = _Reading(header)
    labels = [reading.cell(row, "ordinal") for row in rows]
    for row, label, below in zip(rows, labels, [*labels[1:], EMPTY], strict=False):
        coded = is_label(label.plain)
        name = reading.cell(row, "name")
        if coded:
            reading.start(label)
        elif breaks_down(label.plain, name.plain):
            reading.break_down()
        if not reading.cell(row, "unit") and not reading.cell(row, "value"):
            reading.heads.append(row)
            if coded or not reading.breaking:
                reading.head(Heading(bare(label.plain) or None, name, reading.cell(row, "note"), row.line))
            continue
        reading.add(row, label if coded else EMPTY)
        if coded and any(extends(a, b) for a in readings(label.plain) for b in readings(below.plain)):
            reading.path.append(_heading(reading.found[-1]))
    return reading.found, reading.heads, reading.notes


def breaks_down(label: str, name: str) -> bool:
    """`Trong đó` where a code would stand, or as a whole name (`- Trong đó:`) beside no code."""
    if label:
        return label.lower().startswith(tuple(lexicon()["breakdown"]))
    return _BULLET.sub("", name, count=1).lower().partition(":")[0].strip() in lexicon()["breakdown_names"]


def _heading(figure: IndicatorRow) -> Heading:
    return Heading(bare(figure.code.plain) or None, figure.name, figure.note, figure.row.line)


def _climb(path: list[Heading], label: str) -> None:
    """Leave the headings that a code is not below: from the first one of its own series or of a deeper one on."""
    found = readings(label)
    series = [r for r in found if any(counts_on(h, r) for x in path for h in readings(x.code or ""))] or found[:1]
    for own in series:
        for i, heading in enumerate(path):
            if any(_level_with(above, own) for above in readings(heading.code or "")[:1]):
                del path[i:]
                return


def _level_with(above: Label, own: Label) -> bool:
    """Whether a code ends the heading above: `1.2` ends `1.1` and `1.1.1`, `II` ends `I`; `1.1` does not end `1`."""
    if above.shape.startswith(("arabic", "code")) and own.shape.startswith(("arabic", "code")):
        return len(above.number) >= len(own.number)
    return above.shape == own.shape


def _contradicts(parent: str | None, label: str) -> bool:
    """A code that does not extend the one it stands under (`1.1.1` printed under `1.2`)."""
    above, own = readings(parent or ""), readings(label)
    if not above or not own or above[0].shape[:4] != own[0].shape[:4] or len(own[0].number) < 2:
        return False
    return own[0].number[: len(above[0].number)] != above[0].number
