"""Every way a page can cut a plan's tables.

Enters: a `Plan` and a dialect. Leaves: `Cut`s, each a whole text with one table broken by pages, what the cut went
through, and whether it leaves two honest readings (`doubt` states the rules).
Never: moves, drops or adds a word; the answer is always `expected(plan, variant)`.

A cut is made as a printer makes it: columns have widths, text wraps at words, and the page ends after some line
of the table. What stood above it stays; the rest comes after the repeated header, in a row whose cells are empty
where the cell had ended. Every line of every table is tried, in four sets of widths.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final, Literal

from .doubt import AMBIGUOUS, doubt
from .pages import Sheet, lay_out, paged
from .plan import Plan, Role
from .render import LAYOUT_WIDTHS, Block, Dialect, Table, blocks, write
from .variants import PLAIN, Variant

Place = Literal["inside", "between", "before-section", "after-section", "many"]

WIDTHS: Final[Mapping[str, Mapping[Role, int]]] = {
    "portrait": {
        "ordinal": 4, "objective": 14, "task": 22, "activity": 18, "deliverable": 14, "lead": 12, "coordinating": 13,
        "implementing": 22, "deadline": 11, "budget": 9, "note": 9, "other": 9,
    },
    "landscape": {
        "ordinal": 5, "objective": 26, "task": 40, "activity": 36, "deliverable": 24, "lead": 20, "coordinating": 22,
        "implementing": 36, "deadline": 16, "budget": 14, "note": 14, "other": 12,
    },
    "lopsided": {
        "ordinal": 4, "objective": 34, "task": 64, "activity": 52, "deliverable": 11, "lead": 9, "coordinating": 10,
        "implementing": 17, "deadline": 8, "budget": 8, "note": 8, "other": 8,
    },
    "narrow-left": {
        "ordinal": 4, "objective": 9, "task": 13, "activity": 44, "deliverable": 28, "lead": 15, "coordinating": 16,
        "implementing": 44, "deadline": 14, "budget": 10, "note": 12, "other": 12,
    },
}  # fmt: skip
PAPER: Final[Mapping[str, Mapping[Role, int]]] = {"paper": LAYOUT_WIDTHS}


@dataclass(frozen=True)
class Cut:
    """A text with a table broken by pages.

    `columns` have text on both sides of a cut; `why` names the rule of `doubt` it falls under, if any (`thin` is
    hard, not ambiguous).
    """

    description: str
    text: str
    place: Place
    columns: frozenset[Role]
    header_repeated: bool
    ambiguous: bool
    why: str | None


@dataclass(frozen=True)
class _Cuttable:
    """One table of a document, laid out on paper, with the rest of the document around it."""

    name: str
    parts: tuple[Block, ...]
    index: int
    table: Table
    sheet: Sheet

    @property
    def roles(self) -> tuple[Role, ...]:
        return tuple(column.role for column in self.table.columns)


def cuts(plan: Plan, dialect: Dialect, variant: Variant = PLAIN, *, prose: bool = False) -> Iterator[Cut]:
    """Each single cut, once: every line of every table, the header repeated and (where that is sound) not."""
    found = (
        _cut(target, (y,), repeated, dialect, variant)
        for target in _cuttables(plan, dialect, variant, prose)
        for y in range(1, target.sheet.height)
        for repeated in (True, False)
        if repeated or _sound_without_header(target.sheet, y)
    )
    return _once(found, write(blocks(plan, dialect, variant, prose=prose), dialect, variant))


def double_cuts(plan: Plan, dialect: Dialect, variant: Variant = PLAIN, *, prose: bool = False) -> Iterator[Cut]:
    """Rows over three pages: every pair of cuts in each table's longest row, three pairs in other long rows."""
    found = (
        _cut(target, pair, True, dialect, variant)
        for target in _cuttables(plan, dialect, variant, prose)
        for pair in _pairs(target.sheet)
    )
    return _once(found, "")


def paginated(plan: Plan, dialect: Dialect, variant: Variant = PLAIN, *, prose: bool = False) -> Iterator[Cut]:
    """The tables as a printer would give them: a cut every n lines, for n from 9 to 40."""
    found = (
        _cut(target, tuple(range(height, target.sheet.height, height)), True, dialect, variant)
        for target in _cuttables(plan, dialect, variant, prose)
        for height in range(9, 41)
        if height < target.sheet.height
    )
    return _once(found, "")


def count_columns(found: Iterable[Cut]) -> Counter[Role]:
    """How many cuts went through the text of each column."""
    return Counter(role for cut in found for role in cut.columns)


# --- where to cut ----------------------------------------------------------------------------------


def _cuttables(plan: Plan, dialect: Dialect, variant: Variant, prose: bool) -> Iterator[_Cuttable]:
    """Every table of the document in every set of widths."""
    parts = tuple(blocks(plan, dialect, variant, prose=prose))
    for name, widths in (PAPER if dialect == "layout" else WIDTHS).items():
        for index, part in enumerate(parts):
            if isinstance(part, Table):
                sheet = lay_out(part.pages[0], [widths[column.role] for column in part.columns])
                yield _Cuttable(f"{plan.slug} {dialect} {variant.name} {name}", parts, index, part, sheet)


def _sound_without_header(sheet: Sheet, y: int) -> bool:
    """Whether a page may begin without a header.

    In a table with merged cells a row without an ordinal is then a new leaf, so only before a row that has one
    (or a section row); elsewhere "a row without an ordinal continues the row above".
    """
    row = sheet.row_at(y)
    if any(cell is None for printed in sheet.rows for cell in printed.cells):
        return sheet.starts[row] == y and sheet.rows[row].cells[0] is not None
    return True


def _pairs(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Two cuts inside one row."""
    spans = [(sheet.starts[i], sheet.starts[i + 1]) for i in range(len(sheet.rows))]
    longest = max(spans, key=lambda span: span[1] - span[0])
    for start, stop in spans:
        height = stop - start
        if (start, stop) == longest:
            yield from combinations(range(start + 1, stop), 2)
        elif height > 2:
            thirds = (start + max(1, height // 3), start + max(2, 2 * height // 3))
            yield from sorted({(start + 1, start + 2), thirds, (stop - 2, stop - 1)})


# --- cutting ---------------------------------------------------------------------------------------


def _cut(target: _Cuttable, ys: Sequence[int], repeated: bool, dialect: Dialect, variant: Variant) -> Cut:
    """The document with this table cut before the lines `ys`."""
    table = replace(target.table, pages=tuple(paged(target.sheet, ys)), header_repeated=repeated)
    parts = (*target.parts[: target.index], table, *target.parts[target.index + 1 :])
    columns = frozenset(target.roles[cell.column] for y in ys for cell in target.sheet.placed if cell.cut_by(y))
    why = _why(target, ys)
    return Cut(
        description=_describe(target, ys, columns, repeated),
        text=write(parts, dialect, variant),
        place=_place(target.sheet, ys[0]) if len(ys) == 1 else "many",
        columns=columns,
        header_repeated=repeated,
        ambiguous=why in AMBIGUOUS,
        why=why,
    )


def _why(target: _Cuttable, ys: Sequence[int]) -> str | None:
    """The rule any of the cuts falls under, a doubtful one first."""
    stops = (*ys[1:], target.sheet.height)
    rules = [doubt(target.sheet, target.roles, y, stop) for y, stop in zip(ys, stops, strict=False)]
    return next((rule for rule in rules if rule in AMBIGUOUS), next((rule for rule in rules if rule), None))


def _place(sheet: Sheet, y: int) -> Place:
    row = sheet.row_at(y)
    if sheet.starts[row] < y:
        return "inside"
    if sheet.rows[row].kind == "section":
        return "before-section"
    return "after-section" if sheet.rows[row - 1].kind == "section" else "between"


def _describe(target: _Cuttable, ys: Sequence[int], columns: frozenset[Role], repeated: bool) -> str:
    """`plain tabs plain portrait, block 2: lines 7 of 120 (row 3), through lead, task, header repeated`."""
    rows = ", ".join(str(target.sheet.row_at(y) + 1) for y in ys)
    lines = ", ".join(map(str, ys))
    through = ", ".join(sorted(columns)) or "nothing"
    header = "header repeated" if repeated else "no header"
    return f"{target.name}, block {target.index}: lines {lines} of {target.sheet.height} (row {rows}), through {through}, {header}"


def _once(found: Iterable[Cut], uncut: str) -> Iterator[Cut]:
    """The cuts whose text was not given before and is not the uncut text."""
    seen = {uncut}
    for cut in found:
        if cut.text not in seen:
            seen.add(cut.text)
            yield cut
