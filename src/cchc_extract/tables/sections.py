"""Section rows: which rows head others, and under which headings each leaf stands.

Enters: joined rows. Leaves: `(row, path)` for every leaf row; section rows go into the paths. Never reads a field.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cchc_extract.model.span import EMPTY, Text, join
from cchc_extract.tables.header import HIERARCHY, Header, role_of
from cchc_extract.tables.labels import Label, bare, is_label, readings
from cchc_extract.tables.rows import JoinedRow

_LEADING_LABEL = re.compile(r"([IVXL]+|[A-ZĐ]|\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s*[.):\-–]\s*(?=\S)")
CELL_ROLES = frozenset(
    {"ordinal", *HIERARCHY, "deliverable", "lead", "coordinating", "implementing", "deadline", "budget", "note"}
)
GOVERNING = (
    "lead",
    "coordinating",
    "implementing",
    "deadline",
)  # what the rows below a section row inherit from it


@dataclass(frozen=True)
class Section:
    """A section row as a path has it. `cells` are what else it holds; what governs the rows below they inherit."""

    label: str | None
    title: Text
    cells: dict[str, Text] = field(default_factory=dict)
    line: int = -1


@dataclass
class Leaf:
    """A leaf row: its label, its own cells by role, the cells it inherits, and the sections it stands under."""

    row: JoinedRow
    label: Text
    cells: dict[str, Text]
    path: tuple[Section, ...]
    inherited: tuple[str, ...] = ()


@dataclass(frozen=True)
class Numbers:
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
    labels = [_label(row, numbers) for row in rows]
    stack: list[tuple[Label, Section]] = []
    leaves: list[Leaf] = []
    heads: list[JoinedRow] = []
    leaf_label: Label | None = None
    for i, row in enumerate(rows):
        section = _as_section(rows, labels, i, header, numbers, stack)
        if section:
            _open(stack, section)
            heads.append(row)
            leaf_label = None
            continue
        leaf_label = _close(stack, labels[i].plain, leaf_label)
        label = row.cells[numbers.ordinal] if numbers.ordinal is not None else EMPTY
        leaves.append(Leaf(row, label, _cells(row, header, numbers), tuple(s for _, s in stack)))
    return leaves, heads


def _label(row: JoinedRow, numbers: Numbers) -> Text:
    columns = (numbers.ordinal, numbers.section, numbers.code)
    cells = [row.cells[i] for i in columns if i is not None and is_label(row.cells[i].plain)]
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
    rows: Sequence[JoinedRow],
    labels: Sequence[Text],
    i: int,
    header: Header,
    numbers: Numbers,
    stack: Sequence[tuple[Label, Section]],
) -> Section | None:
    row, label = rows[i], labels[i]
    number_cells = {n for n in (numbers.ordinal, numbers.section, numbers.code) if n is not None}
    rest = [k for k, c in enumerate(row.cells) if c and not (k in number_cells and is_label(c.plain))]
    if not rest:
        return None
    texts = {row.cells[k].plain for k in rest}
    if len(rest) >= 3 and len(texts) == 1:
        return _section(row, label, row.cells[rest[0]])
    if len(rest) == 1:
        return _lone_text(rows, labels, i, rest[0], header)
    roles = {header.roles[k] for k in rest}
    text = next((k for k in rest if header.roles[k] in (*HIERARCHY, "name")), None)
    if label and text is not None and (_has_children(labels, i) or _next_section(labels, i, stack)):
        dotted = _is_parent(label, _next_label(labels, i))
        if dotted or (roles <= {*HIERARCHY, *GOVERNING, "other", "note"} and sum(r in HIERARCHY for r in roles) == 1):
            held = {header.roles[k]: row.cells[k] for k in rest if k != text}
            return _section(row, label, row.cells[text], held)
    return None


def _lone_text(
    rows: Sequence[JoinedRow], labels: Sequence[Text], i: int, column: int, header: Header
) -> Section | None:
    """A row of one text: a section, but for a leaf that lost its merged cells (1, 2, *3*, 4 …)."""
    row, label = rows[i], labels[i]
    if header.roles[column] in (*GOVERNING, "budget", "note", "unit", "value"):
        return None
    if label:
        return None if _in_series(labels, i) else _section(row, label, row.cells[column])
    text = row.cells[column]
    inside = _LEADING_LABEL.match(text.plain)
    if inside and column == 0:
        return _section(row, text.slice(0, inside.end(1)), text.slice(inside.end(), len(text.text)))
    return _section(row, EMPTY, text) if column == 0 or text.plain.isupper() or _heads_rows(rows, labels, i) else None


def _heads_rows(rows: Sequence[JoinedRow], labels: Sequence[Text], i: int) -> bool:
    """A text without a label heads a series that begins right below it."""
    return i + 1 < len(rows) and any(r.number[-1] == 1 for r in readings(labels[i + 1].plain))


def _section(row: JoinedRow, label: Text, title: Text, cells: dict[str, Text] | None = None) -> Section:
    return Section(bare(label.plain) or None, title, cells or {}, row.line)


def _next_label(labels: Sequence[Text], i: int) -> Text:
    return next((labels[k] for k in range(i + 1, len(labels)) if labels[k]), EMPTY)


def _is_parent(label: Text, below: Text) -> bool:
    """`N01.1` over `N01.1.1`, `2` over `2.1`."""
    return any(
        b.number[: len(a.number)] == a.number and len(b.number) > len(a.number) and a.shape[:4] == b.shape[:4]
        for a in readings(label.plain)
        for b in readings(below.plain)
    )


def _has_children(labels: Sequence[Text], i: int) -> bool:
    """Whether the next label begins a series below this one."""
    below = labels[i + 1] if i + 1 < len(labels) else EMPTY
    if _is_parent(labels[i], below):
        return True
    own = {r.shape for r in readings(labels[i].plain)}
    return any(r.number[-1] == 1 and len(r.number) == 1 and r.shape not in own for r in readings(below.plain))


def _next_section(labels: Sequence[Text], i: int, stack: Sequence[tuple[Label, Section]]) -> bool:
    """Whether a label counts on from an open section, and the row below is of a series of its own (`II` over `3`)."""
    below = {r.shape for r in readings(_next_label(labels, i).plain)} - {label.shape for label, _ in stack}
    own = readings(labels[i].plain)
    return bool(below) and any(r.shape == label.shape and _counts_on(label, r) for r in own for label, _ in stack)


def _in_series(labels: Sequence[Text], i: int) -> bool:
    """Whether a label counts on from the leaf before to the leaf after, with nothing below it."""
    if _has_children(labels, i):
        return False
    before = next((labels[k] for k in range(i - 1, -1, -1) if labels[k]), EMPTY)
    after = _next_label(labels, i)
    return _next_in_series(before, labels[i]) and (
        not after or _next_in_series(labels[i], after) or not _counts_from_one(after)
    )


def _next_in_series(before: Text, after: Text) -> bool:
    pairs = ((a, b) for a in readings(before.plain) for b in readings(after.plain))
    return any(a.shape == b.shape == "arabic1" and b.number[0] == a.number[0] + 1 for a, b in pairs)


def _counts_from_one(label: Text) -> bool:
    return any(r.number[-1] == 1 for r in readings(label.plain))


# --- the open sections -------------------------------------------------------------------------------------------


def _open(stack: list[tuple[Label, Section]], section: Section) -> None:
    """Put a section on the stack at its level: that of the series it counts on, else below all, else its series'."""
    found = readings(section.label or "") or (Label("bare", ()),)
    shapes = [label.shape for label, _ in stack]
    for reading in found:
        for depth in range(len(stack) - 1, -1, -1):
            if shapes[depth] == reading.shape and _counts_on(stack[depth][0], reading):
                stack[depth:] = [(reading, section)]
                return
    begins = next((r for r in found if r.number[-1:] == (1,) and r.shape not in shapes), None)
    again = next((r for r in found if r.shape in shapes), None)
    if again and not begins:
        stack[len(shapes) - 1 - shapes[::-1].index(again.shape) :] = [(again, section)]
        return
    reading = begins or found[0]
    if len(reading.number) > 1:  # `2.1` after `1.1.1`: back to the one that it extends
        while stack and not _extends(stack[-1][0], reading) and stack[-1][0].shape[:4] == reading.shape[:4]:
            stack.pop()
    stack.append((reading, section))


def _counts_on(a: Label, b: Label) -> bool:
    return bool(a.number) and b.number[:-1] == a.number[:-1] and b.number[-1] == a.number[-1] + 1


def _extends(a: Label, b: Label) -> bool:
    return b.number[: len(a.number)] == a.number and len(b.number) > len(a.number)


def _close(stack: list[tuple[Label, Section]], text: str, last: Label | None) -> Label | None:
    """A leaf that counts on from an open section, and not from the leaf before, closes it."""
    found = readings(text)
    if not found:
        return last
    if last and any(r.shape == last.shape and r.number > last.number for r in found):
        return next(r for r in found if r.shape == last.shape)
    for reading in found:
        for depth, (label, _) in enumerate(stack):
            if label.shape == reading.shape and _counts_on(label, reading):
                del stack[depth:]
                return reading
    return found[0]


def sections_of(leaves: Sequence[Leaf]) -> Iterator[Section]:
    """Each section once, in the order of the page."""
    seen: set[int] = set()
    for leaf in leaves:
        for section in leaf.path:
            if section.line not in seen:
                seen.add(section.line)
                yield section
