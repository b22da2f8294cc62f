"""Rows of a table whose cells are stated: nothing is joined but what the end of a page has cut.

Enters: a table's rows as the pages hold them. Leaves: `JoinedRow`s. Only the first row of a page may go on with the
last of the page before, and only in columns whose words reach that page's foot; where they do, the evidence of the
words decides. A merged cell that a page's end cuts goes on too. Never looks at a row that no page's end stands above.
"""

from __future__ import annotations

from collections.abc import Sequence

from cchc_extract.model.span import EMPTY
from cchc_extract.tables.assemble import PageRow, Table
from cchc_extract.tables.columns import HIERARCHY
from cchc_extract.tables.evidence import evidence
from cchc_extract.tables.header import Header
from cchc_extract.tables.inherit import ALONGSIDE
from cchc_extract.tables.labels import begins_row
from cchc_extract.tables.rows import Joined, JoinedRow, may_be_merged

_FILLED = 1.0  # words that reach a page's foot, and words at the next one's top: more likely one cell than two
_MISSED = 1.0  # a column that the row above has, and a leaf of its own would have too
LEADING = ("lead", "implementing")
_OWN = ("deliverable", "lead", "implementing", "deadline")
_DOUBTFUL = 1.0
_LABELLED = 2  # cells of a section's row: its label and its title
_REST = 1.0  # evidence that a cell beside a new leaf is the rest of a merged one


def join_stated(table: Table) -> list[JoinedRow]:
    """The rows of a stated table, what pages have cut joined. The table must have a header."""
    assert table.header
    joined = Joined(table.header.width)
    rows = table.rows
    for k, row in enumerate(rows):
        if row.cut is None or not joined.rows:
            if any(row.cells):
                joined.add(JoinedRow(list(row.cells), row.line, covered=row.covered))
            continue
        if _is_rest(row, row.cut, joined, table.header):
            joined.extend(row.cells, range(len(row.cells)))
        else:
            fresh = _begun(row, rows[k + 1 : k + 2], joined, table.header)
            _cover_lead(fresh, table.header, [r for r in rows if r is not row])
            joined.add(fresh)
    return joined.whole()


def _is_rest(row: PageRow, open_columns: Sequence[int], joined: Joined, header: Header) -> bool:
    """Whether a page's first row is the rest of the last row of the page before."""
    filled = [k for k, cell in enumerate(row.cells) if cell]
    if not filled:
        return True
    if _is_unclosed(row):
        return not _is_numbered(row, header)
    if not set(filled) <= set(open_columns) or _is_numbered(row, header):
        return False
    score = _FILLED + sum(evidence(row.cells[k].plain, joined.above(k).plain, header.roles[k]) for k in filled)
    last = joined.rows[-1].cells
    score += _MISSED * sum(bool(last[k]) and not row.cells[k] for k, role in enumerate(header.roles) if role in _OWN)
    if abs(score) < _DOUBTFUL:
        joined.rows[-1].guesses.append(("row.cut-ambiguous", row.cells[filled[0]].spans()[0]))
    return score > 0


def _is_unclosed(row: PageRow) -> bool:
    """Whether no line at all closes the row above, so that it may go on in every column."""
    return set(range(len(row.cells))) <= set(row.spanned)


def _is_numbered(row: PageRow, header: Header) -> bool:
    return header.roles[0] == "ordinal" and begins_row(row.cells[0].plain)


def _begun(row: PageRow, below: Sequence[PageRow], joined: Joined, header: Header) -> JoinedRow:
    """A new row at the top of a page: merged cells go on beside it, with the rest of their words or without any."""
    fresh = JoinedRow(list(row.cells), row.line)
    spanning = {*joined.rows[-1].covered, *(k for after in below for k in after.covered)}
    numbered = _is_numbered(row, header)
    lead = next((k for k, role in enumerate(header.roles) if role in LEADING), None)
    taken = not numbered and lead is not None and not row.cells[lead]  # as where a text has lost its merged cells
    covered = list[int]()
    for k, cell in enumerate(row.cells):
        if k in row.spanned and not _is_unclosed(row):
            joined.extend(row.cells, [k])
            fresh.cells[k] = EMPTY
            covered.append(k)
            continue
        role = header.roles[k]
        merged = k in spanning or (taken and role in (*LEADING, *ALONGSIDE))
        merged = merged or (role in ("ordinal", *HIERARCHY) and not numbered and role != _leaf(header))
        may_go_on = cell and row.cut and k in row.cut and (merged or may_be_merged(role, header))
        if may_go_on and evidence(cell.plain, joined.above(k).plain, role) >= _REST:
            joined.extend(row.cells, [k])
            fresh.cells[k] = EMPTY
            covered.append(k)
        elif not cell and merged:
            covered.append(k)
    fresh.covered = tuple(covered)
    return fresh


def _cover_lead(fresh: JoinedRow, header: Header, others: Sequence[PageRow]) -> None:
    """A page closes the merged cells that it cuts, and so does a page below. A new row without a lead has that of the
    merged cell above, more likely than none, where the column has merged cells and every other row a lead."""
    lead = next((k for k, role in enumerate(header.roles) if role in LEADING), None)
    if lead is None or lead in fresh.covered or fresh.cells[lead] or sum(map(bool, fresh.cells)) <= _LABELLED:
        return
    rows = [row for row in others if sum(map(bool, row.cells)) > _LABELLED]
    if any(lead in row.covered for row in rows) and all(row.cells[lead] or lead in row.covered for row in rows):
        fresh.covered = tuple(sorted((*fresh.covered, lead)))
        fresh.guesses.append(("row.cut-ambiguous", next(cell for cell in fresh.cells if cell).spans()[0]))


def _leaf(header: Header) -> str:
    """The finest column of the hierarchy: its cells are the leaves' own."""
    return next((role for role in reversed(HIERARCHY) if role in header.roles), "")
