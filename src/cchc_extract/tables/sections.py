"""Section rows: which rows head others, and under which headings each leaf stands.

Enters: joined rows. Leaves: `(row, path)` for every leaf row; section rows go into the paths. Never reads a field.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cchc_extract.model.span import EMPTY, Text, join
from cchc_extract.tables.columns import HIERARCHY, role_of
from cchc_extract.tables.header import Header
from cchc_extract.tables.labels import bare, begins_row, counts_on, extends, heads_rows, is_label, readings
from cchc_extract.tables.open_sections import OpenSections, Section
from cchc_extract.tables.rows import JoinedRow, is_total

_LEADING_LABEL = re.compile(r"([IVXL]+|[A-ZĐ]|\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s*[.):\-–]\s*(?=\S)")
_OF_LEAVES = ("arabic", "lower", "code")  # shapes of labels; Roman numbers and capitals number sections
CELL_ROLES = frozenset(
    {"ordinal", *HIERARCHY, "deliverable", "lead", "coordinating", "implementing", "deadline", "budget", "note"}
)
GOVERNING = (
    "lead",
    "coordinating",
    "implementing",
    "deadline",
)  # what the rows below a section row inherit from it


@dataclass
class Leaf:
    """A leaf row: its own cells by role, the cells it inherits, and the sections it stands under."""

    row: JoinedRow
    cells: dict[str, Text]
    path: tuple[Section, ...]
    inherited: tuple[str, ...] = ()


class Numbers(NamedTuple):
    """The number columns: the one that runs through the table, one that labels sections, one that holds codes."""

    ordinal: int | None
    section: int | None = None
    code: int | None = None


def number_columns(header: Header, rows: Sequence[JoinedRow]) -> Numbers:
    """Which columns number the rows. Where one header spans two, the number that runs on is the ordinal."""
    at = header.index("ordinal")
    code = next(
        (i for i, c in enumerate(header.columns) if c.role == "other" and role_of(c.header) == "ordinal"),
        None,
    )
    if at is None or at + 1 >= header.width or header.columns[at + 1].known or header.columns[at + 1].role != "other":
        return Numbers(at, None, code)
    second = [r.cells[at + 1] for r in rows if r.cells[at + 1]]
    if not second or not all(is_label(c.plain) for c in second):
        return Numbers(at, None, code)
    runs_on = _restarts(rows, at) <= _restarts(rows, at + 1)
    return Numbers(at, at + 1, code) if runs_on else Numbers(at + 1, at, code)


def _restarts(rows: Sequence[JoinedRow], column: int) -> int:
    numbers = [r[0].number for row in rows if (r := readings(row.cells[column].plain)) and r[0].shape == "arabic1"]
    return sum(b <= a for a, b in itertools.pairwise(numbers)) + (100 if not numbers else 0)


def read_sections(rows: Sequence[JoinedRow], header: Header) -> tuple[list[Leaf], list[JoinedRow]]:
    """The leaves with their paths, and the rows that are section rows."""
    numbers = number_columns(header, rows)
    labels = Labels([_label(row, numbers) for row in rows], rows)
    sections = OpenSections()
    leaves: list[Leaf] = []
    heads: list[JoinedRow] = []
    for i, row in enumerate(rows):
        if is_total(row.cells, header):
            continue
        alone, merged = _without_merged(row, rows[i + 1 : i + 2])
        shares = bool(merged or row.covered) or _governed(sections)
        section = _as_section(alone, labels, i, header, numbers, sections, shares)
        if section:
            for k in merged:  # a merged cell that begins in a section row begins in the first leaf below
                rows[i + 1].cells[k], row.cells[k] = row.cells[k], EMPTY
                rows[i + 1].covered = tuple(c for c in rows[i + 1].covered if c != k)
            sections.enter(section)
            heads.append(row)
        else:
            sections.close_at(labels.own[i])
            leaves.append(Leaf(row, _cells(row, header, numbers), sections.path))
    return leaves, heads


def _without_merged(row: JoinedRow, below: Sequence[JoinedRow]) -> tuple[JoinedRow, list[int]]:
    """The row without the cells that are stated to go on in the row below, and the columns of these."""
    merged = [k for r in below for k in r.covered if row.cells[k]]
    if not merged:
        return row, []
    return JoinedRow([EMPTY if k in merged else c for k, c in enumerate(row.cells)], row.line), merged


class Labels:
    """The labels of the rows (`""` for none), and the nearest ones before and after each. `titled`: the table begins
    with a text alone, so that such texts are its section rows."""

    def __init__(self, own: Sequence[Text], rows: Sequence[JoinedRow]) -> None:
        self.texts = own
        self.own = [label.plain for label in own]
        self.before = _last_filled(["", *self.own[:-1]])
        self.after = _last_filled(["", *self.own[:0:-1]])[::-1]
        self.rows = rows
        self.titled = any(self.own) and not self.own[0] and sum(map(bool, rows[0].cells)) == 1

    def below(self, i: int) -> str:
        """The label of the row right below."""
        return self.own[i + 1] if i + 1 < len(self.own) else ""

    def heads_unlabelled(self, i: int, column: int) -> bool:
        """Whether the row below has no label, and a text in the same column with cells beside it (`- Rà soát`)."""
        below = self.rows[i + 1].cells if i + 1 < len(self.rows) and not self.own[i + 1] else []
        return bool(below and below[column]) and sum(map(bool, below)) > 1


def _last_filled(labels: Sequence[str]) -> list[str]:
    filled = [""]
    for label in labels:
        filled.append(label or filled[-1])
    return filled[1:]


def _label(row: JoinedRow, numbers: Numbers) -> Text:
    columns = (numbers.ordinal, numbers.section, numbers.code)
    cells = [row.cells[i] for i in columns if i is not None and begins_row(row.cells[i].plain)]
    return cells[0] if cells else EMPTY


def _cells(row: JoinedRow, header: Header, numbers: Numbers) -> dict[str, Text]:
    cells: dict[str, Text] = {}
    for i, role in enumerate(header.roles):
        if not row.cells[i] or i == numbers.section:
            continue
        role = "ordinal" if i == numbers.ordinal else role if role in CELL_ROLES else "other"
        cells[role] = join((cells[role], row.cells[i]), " ") if role in cells else row.cells[i]
    return cells


# --- which rows are sections -------------------------------------------------------------------------------------


def _as_section(
    row: JoinedRow, labels: Labels, i: int, header: Header, numbers: Numbers, sections: OpenSections, shares: bool
) -> Section | None:
    """The section that a row is, None for a leaf. `shares`: cells of the rows above or below are a leaf's here too."""
    label = labels.texts[i]
    number_cells = {n for n in (numbers.ordinal, numbers.section, numbers.code) if n is not None}
    rest = [k for k, c in enumerate(row.cells) if c and not (k in number_cells and begins_row(c.plain))]
    if not rest:
        return None
    if len(rest) >= 3 and len({row.cells[k].plain for k in rest}) == 1:
        return _titled(row, label, row.cells[rest[0]])
    if len(rest) == 1:
        return _lone_text(row, labels, i, rest[0], header, sections, shares)
    roles = {header.roles[k] for k in rest}
    text = next((k for k in rest if header.roles[k] in (*HIERARCHY, "name")), None)
    if label and text is not None and (_has_children(labels, i, sections) or _next_section(labels, i, sections)):
        dotted = _is_parent(labels.own[i], labels.after[i])
        if dotted or (
            roles <= {*HIERARCHY, *GOVERNING, "budget", "other", "note"} and sum(r in HIERARCHY for r in roles) == 1
        ):
            held = {header.roles[k]: row.cells[k] for k in rest if k != text}
            return _section(row, label, row.cells[text], held)
    return None


def _lone_text(
    row: JoinedRow, labels: Labels, i: int, column: int, header: Header, sections: OpenSections, shares: bool
) -> Section | None:
    """A row of one text: a section, but for a leaf that lost its merged cells (1, 2, *3*, 4 …), and for one that has
    cells of its section or of a neighbour: there only rows below it make it a section."""
    text = row.cells[column]
    if header.roles[column] in (*GOVERNING, "budget", "note", "unit", "value") or not any(map(str.isalnum, text.text)):
        return None
    if labels.own[i]:
        heads = _has_children(labels, i, sections) or _next_section(labels, i, sections)
        leaf = not heads if shares else _in_series(labels, i, sections) or _begins_series(labels, i)
        return None if leaf and not labels.heads_unlabelled(i, column) else _section(row, labels.texts[i], text)
    first = (column == 0 or labels.titled) and not shares
    if first or text.plain.isupper() or heads_rows(text.plain) or _counts_from_one(labels.below(i)):
        return _titled(row, EMPTY, text)
    return None


def _governed(sections: OpenSections) -> bool:
    """Whether an open section holds who or when for the rows below it."""
    return any(role in section.cells for section in sections.path for role in GOVERNING)


def _titled(row: JoinedRow, label: Text, text: Text) -> Section:
    """A section whose title may begin with its label (`I. Cải cách thể chế`)."""
    inside = None if label else _LEADING_LABEL.match(text.plain)
    if inside:
        return _section(row, text.slice(0, inside.end(1)), text.slice(inside.end(), len(text.text)))
    return _section(row, label, text)


def _section(row: JoinedRow, label: Text, title: Text, cells: dict[str, Text] | None = None) -> Section:
    return Section(bare(label.plain) or None, title, cells or {}, row.line)


def _is_parent(label: str, below: str) -> bool:
    """`N01.1` over `N01.1.1`, `2` over `2.1`."""
    return any(extends(a, b) for a in readings(label) for b in readings(below))


def _has_children(labels: Labels, i: int, sections: OpenSections) -> bool:
    """Whether the label right below begins a series below this one, and not that of an open section."""
    if _is_parent(labels.own[i], labels.below(i)):
        return True
    own = {r.shape for r in readings(labels.own[i])}
    below = readings(labels.below(i))
    if any(sections.precedes(b) or counts_on(a, b) for a in readings(labels.own[i]) for b in below):
        return False  # `i)` after `h)` is a letter, and no Roman one
    new = [r for r in below if r.shape not in own and not sections.has_series(r)]
    return any(r.number == (1,) for r in new)


def _next_section(labels: Labels, i: int, sections: OpenSections) -> bool:
    """Whether a label counts on from an open section, and the row below is of a series of its own (`II` over `3`)."""
    series_below = any(not sections.has_series(r) for r in readings(labels.after[i]))
    return series_below and any(sections.precedes(r) for r in readings(labels.own[i]))


def _in_series(labels: Labels, i: int, sections: OpenSections) -> bool:
    """Whether a label counts on from the leaf before to the leaf after, with nothing below it."""
    own, after = labels.own[i], labels.after[i]
    if _has_children(labels, i, sections) or not _next_in_series(labels.before[i], own):
        return False
    return not after or _next_in_series(own, after) or not _counts_from_one(after)


def _begins_series(labels: Labels, i: int) -> bool:
    """Whether a label is the first of a leaf's series, the second right below it: there is nothing that it heads."""
    below = readings(labels.below(i))
    firsts = (a for a in readings(labels.own[i]) if a.number[-1:] == (1,) and a.shape.startswith(_OF_LEAVES))
    return any(counts_on(a, b) for a in firsts for b in below)


def _next_in_series(before: str, after: str) -> bool:
    return any(a.shape == "arabic1" and counts_on(a, b) for a in readings(before) for b in readings(after))


def _counts_from_one(label: str) -> bool:
    return any(r.number[-1] == 1 for r in readings(label))
