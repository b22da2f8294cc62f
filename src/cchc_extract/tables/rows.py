"""Rows as they were before pages cut them.

Enters: a table's rows as the pages hold them. Leaves: `JoinedRow`s: each fragment put to the nearest filled cell above
it in its own column, which need not be the same row for every column. Never inherits a value and knows no section.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cchc_extract.model.span import EMPTY, Span, Text, join
from cchc_extract.tables.assemble import PageRow, Table
from cchc_extract.tables.columns import HIERARCHY
from cchc_extract.tables.evidence import evidence, left_open, reads
from cchc_extract.tables.header import Header
from cchc_extract.tables.labels import begins_row, is_capital_title, is_label

TEXT_ROLES = ("activity", "task", "name", "objective")  # finest first
_AFTER_HEADER, _AFTER_GAP, _NO_BREAK = 1.0, -1.0, -5.0
_SURELY_NEW, _NEW_IN_HIERARCHY = -2.0, -1.0
_DOUBTFUL = 1.0
_SURE = 2.0  # of one cell
_TAIL = 8  # pieces of a cell that tell whether it is at its end


@dataclass
class JoinedRow:
    """A row with its cells whole. `guesses` are notes on how it was joined, with places in the source."""

    cells: list[Text]
    line: int
    repeats: list[Text] = field(default_factory=list)
    guesses: list[tuple[str, Span]] = field(default_factory=list)
    pieces: dict[int, list[Text]] = field(default_factory=dict)  # by column, what pages cut off the cells
    covered: tuple[int, ...] = ()

    @property
    def label(self) -> str:
        """What the first cell holds, if it is a label."""
        return self.cells[0].plain if self.cells and is_label(self.cells[0].plain) else ""


class Joined:
    """The rows joined so far, and for each column the last row that has a cell there."""

    def __init__(self, width: int) -> None:
        self.rows: list[JoinedRow] = []
        self._filled: list[JoinedRow | None] = [None] * width

    def add(self, row: JoinedRow) -> None:
        """A row of its own."""
        self.rows.append(row)
        self._filled = [row if cell else last for cell, last in zip(row.cells, self._filled, strict=True)]

    def owner(self, column: int) -> JoinedRow:
        """The row that a fragment in a column goes on with: the nearest with a cell there, else the last."""
        return self._filled[column] or self.rows[-1]

    def above(self, column: int) -> Text:
        """The nearest cell of a column, or its end, if it is of many pieces."""
        row = self._filled[column]
        return join([row.cells[column], *row.pieces.get(column, ())][-_TAIL:]) if row else EMPTY

    def extend(self, cells: Sequence[Text], columns: Iterable[int]) -> None:
        """Put fragments to the nearest cells above; one with none above begins a cell of the last row."""
        for i in columns:
            row = self.owner(i)
            if not cells[i]:
                continue
            if row.cells[i] and _repeats_end(self.above(i).plain, cells[i].plain):
                row.repeats.append(cells[i])
                continue
            row.guesses.append(("row.joined-across-break", cells[i].spans()[0]))
            row.pieces.setdefault(i, []).append(cells[i])
            if self._filled[i] is None:
                row.cells[i] = row.pieces.pop(i)[0]
            self._filled[i] = row

    def whole(self) -> list[JoinedRow]:
        """The rows with the pieces of their cells joined."""
        for row in self.rows:
            for i, pieces in row.pieces.items():
                row.cells[i] = join((row.cells[i], *pieces))
        return self.rows


class _Form(NamedTuple):
    """What a table's rows are like: its header, its number columns, whether merged cells are lost in it, and whether
    rows of one text without a number head others."""

    header: Header
    numbers: tuple[int, ...]
    merged: bool = False
    titled: bool = False

    def numbered(self, row: PageRow) -> bool:
        """Whether a number begins the row."""
        return any(row.cells[i] for i in self.numbers) and not _goes_on_lowercase(row.cells[self.numbers[0]])


def join_rows(table: Table) -> list[JoinedRow]:
    """The rows of a table whose format has lost them (of others: `stated_rows`), fragments joined. The table must have
    a header."""
    assert table.header
    table_rows = [row for row in table.rows if any(row.cells)]
    form = _form(table_rows, table.header)
    joined = Joined(table.header.width)
    for row in table_rows:
        if joined.rows and _is_fragment(row, joined, form):
            joined.extend(row.cells, range(len(row.cells)))
            continue
        fresh = JoinedRow(list(row.cells), row.line)
        if joined.rows and row.broken:
            _give_back(joined, fresh, form)
        joined.add(fresh)
    return joined.whole()


def _form(rows: Sequence[PageRow], header: Header) -> _Form:
    if header.roles[0] != "ordinal":
        return _Form(header, (), merged=True)
    spanned = header.width > 1 and not header.columns[1].header  # one header over two number columns
    second = [r.cells[1] for r in rows if r.cells[1]] if spanned else []
    numbers = (0, 1) if second and all(begins_row(c.plain) for c in second) else (0,)
    form = _Form(header, numbers, titled=bool(rows) and _is_title(rows[0], header))
    return form._replace(merged=_has_merged_cells(rows, form))


def _is_title(row: PageRow, header: Header) -> bool:
    """A text that stands alone in the column of what is done."""
    filled = _filled(row.cells)
    return len(filled) == 1 and header.roles[filled[0]] in TEXT_ROLES and row.cells[filled[0]].text[0].isupper()


def _has_merged_cells(rows: Sequence[PageRow], form: _Form) -> bool:
    """Whether leaves without an ordinal occur where no page break explains them. Where the columns are a hierarchy
    less is enough: there cells are merged as a rule."""
    levels = [r for r in form.header.roles if r in HIERARCHY]
    enough = _NEW_IN_HIERARCHY if len(levels) > 1 else _SURELY_NEW
    done = Joined(form.header.width)
    for row in rows:
        begins = any(row.cells[i] for i in form.numbers)
        own = done.rows and not (row.broken or row.gap or begins or _is_heading_row(row, done, form))
        if own and _score(row, done, form) - _NO_BREAK <= enough:
            return True
        if begins or not done.rows:
            done.add(JoinedRow(list(row.cells), row.line))
    return False


# --- is it a fragment? -------------------------------------------------------------------------------------------


def _is_fragment(row: PageRow, joined: Joined, form: _Form) -> bool:
    """Whether a row goes on with the rows above, by the evidence of all its cells (positive: it does)."""
    if form.numbered(row) or _is_heading_row(row, joined, form) or is_total(row.cells, form.header):
        return False
    if not form.numbers and _filled(row.cells) == [0] and not _goes_on_lowercase(row.cells[0]):
        return False
    remarks = {form.header.roles[i] for i in _filled(row.cells)} <= {"note", "other"}  # of the row above
    if remarks or (form.numbers and not form.merged):
        return True
    score = _score(row, joined, form)
    if row.broken and (abs(score) < _DOUBTFUL or _has_two_readings(row, joined, form, score > 0)):
        joined.rows[-1].guesses.append(("row.cut-ambiguous", _place(row.cells)))
    return score > 0


def _has_two_readings(row: PageRow, joined: Joined, form: _Form, goes_on: bool) -> bool:
    """Whether a careful reader could disagree, though the sum is clear: the text of a leaf that was joined begins like
    a cell; a new leaf has neither who nor when, or stands beside what may be the rest of a merged cell."""
    signs = {}
    for i in _filled(row.cells):
        if above := joined.above(i):
            signs[form.header.roles[i]] = evidence(row.cells[i].plain, above.plain, form.header.roles[i])
    if goes_on:
        return signs.get(_finest(form.header), 0.0) < 0
    own = any(signs.get(role, 0.0) < 0 for role in ("lead", "implementing", "deadline", "value"))
    beside = bool(form.numbers) and any(abs(signs.get(role, 9.0)) < _SURE for role in _over_leaves(form.header))
    return not own or beside


def _over_leaves(header: Header) -> list[str]:
    """The columns of the hierarchy above the leaves: their cells span several."""
    return [role for role in header.roles if role in ("objective", "task") and role != _finest(header)]


def _score(row: PageRow, joined: Joined, form: _Form) -> float:
    """The sum of the evidence. Cells that may be merged weigh less when they go on: beside them a leaf may be new."""
    header, last = form.header, joined.rows[-1].cells
    score = _AFTER_HEADER if row.broken else _AFTER_GAP if row.gap else _NO_BREAK
    for i in (k for k in range(len(row.cells)) if k not in form.numbers):
        role = header.roles[i]
        above = joined.above(i) if row.cells[i] else EMPTY
        if row.cells[i] and not above:
            score -= 3.0  # nothing that it could go on with
        elif above:
            found = evidence(row.cells[i].plain, above.plain, role)
            score += min(found, 1.0) if may_be_merged(role, header) else found if last[i] else min(found, 0.0)
        elif last[i]:
            score += _missing(role, row, header)
    return score


def may_be_merged(role: str, header: Header) -> bool:
    """Whether a cell of a role may span several rows whose leaves stand beside it."""
    return role in ("lead", "coordinating", "implementing", "objective", "task") and role != _finest(header)


def _missing(role: str, row: PageRow, header: Header) -> float:
    """What an empty cell says where the row above has one: a leaf of its own would have it too."""
    if role == _finest(header):
        others = any(c and header.roles[i] in TEXT_ROLES and not _goes_on_lowercase(c) for i, c in enumerate(row.cells))
        return 0.5 if others else 3.0 if row.broken else 1.5
    return {"deadline": 1.0, "deliverable": 1.0, "value": 1.0}.get(role, 0.0)


def _finest(header: Header) -> str:
    return next((r for r in TEXT_ROLES if r in header.roles), "task")


def _goes_on_lowercase(cell: Text) -> bool:
    return bool(cell) and (cell.text[0].islower() or cell.text[0] in ").,;") and not is_label(cell.plain)


def _filled(cells: Sequence[Text]) -> list[int]:
    return [i for i, c in enumerate(cells) if c]


def _is_heading_row(row: PageRow, joined: Joined, form: _Form) -> bool:
    """A row whose only words are capitals, or that repeats one text in every cell, heads the rows below; so does any
    text alone where the table begins with one and the text above is at its end."""
    filled = [c.plain for c in row.cells if c]
    if len(filled) > 2 and len(set(filled)) == 1:
        return True
    if row.broken or len(filled) != 1:
        return False
    if is_capital_title(filled[0]):
        return True
    return form.titled and _is_title(row, form.header) and not left_open(joined.above(_filled(row.cells)[0]).plain)


def is_total(cells: Sequence[Text], header: Header) -> bool:
    """A row that sums up the others (`Tổng cộng`): nothing is done in it, and its money would count twice."""
    filled = [(header.roles[i], c.plain) for i, c in enumerate(cells) if c]
    done = any(role in ("lead", "implementing", "coordinating", "deadline") for role, _ in filled)
    return not done and any(reads("row.total", text) for _, text in filled[:2])


# --- joining -----------------------------------------------------------------------------------------------------


def _repeats_end(cell: str, fragment: str) -> bool:
    return len(fragment) > 2 and " ".join(cell.split()).endswith(" " + " ".join(fragment.split()))


def _give_back(joined: Joined, fresh: JoinedRow, form: _Form) -> None:
    """After a break a new row may share its line with the rest of a merged cell above it."""
    wanted = 3.0 if fresh.label else 1.0
    for i, cell in enumerate(fresh.cells):
        above = joined.above(i) if cell else EMPTY
        if not above:
            continue
        role = form.header.roles[i]
        may = form.merged and may_be_merged(role, form.header) and len(_filled(fresh.cells)) > 2
        rest = may and evidence(cell.plain, above.plain, role) >= wanted
        if rest or (role == "ordinal" and _goes_on_lowercase(cell)):
            joined.extend(fresh.cells, [i])
            fresh.cells[i] = EMPTY


def _place(cells: Sequence[Text]) -> Span:
    return next(c.spans()[0] for c in cells if c)
