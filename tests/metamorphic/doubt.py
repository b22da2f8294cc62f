"""When a page cut truly leaves two honest readings.

Enters: a sheet, what its columns are, where a page ends and where the next one does.
Leaves: the name of the rule by which a careful reader could disagree with the answer, or null.
Never: looks at what any tool makes of it.

The rules, each from the words of RECORDS.md section 2, "Page breaks":

repeats  A fragment equals the last words of its own cell above the cut. "A fragment that only repeats the end
         of the cell it would extend adds nothing", so the contract itself would drop true text. Any table.

The others only in a table with merged cells; without them a row without an ordinal always continues.

leaf     The row is cut, and what is left of it could be "a full leaf of its own": every fragment begins like a
         cell, and they stand in at least two of the columns activity (or task), deliverable, lead, deadline.
beside   The cut falls between two leaves of a merged cell, and the cell's remainder, printed beside a whole
         new leaf, begins like a cell: a new value as well as a rest.
bare     The cut falls between two leaves, and the first one after it has neither ordinal nor lead nor deadline
         of its own (all merged) nor a numbered activity: a full leaf as well as the rest of the one above.

One more is named but is no doubt, only hard:

thin     As `bare`, but the leaf has a deadline of its own: it is full enough to be a new row.

A text begins like a cell if it starts with a capital, a digit, a bullet or a quotation mark, unless the text
above the cut is plainly unfinished: it ends with a comma, a semicolon, a colon, a dash or a word that cannot
end a cell (`OPEN_WORDS`), or has an open bracket.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from .pages import Sheet
from .plan import Role

OPEN_WORDS: Final = frozenset(
    {
        "và", "của", "các", "những", "mỗi", "mọi", "từng", "một", "theo", "về",
        "cho", "trên", "tại", "với", "trong", "từ", "đến", "do", "để", "là",
        "được", "phải", "bằng", "sau", "trước", "giữa", "mà", "khi", "nếu", "hoặc",
        "cùng", "không", "chưa", "đã", "sẽ", "có", "sở", "ban",
    }
)  # fmt: skip
NUMBERED: Final = re.compile(r"\d+(\.\d+)*[.)] |[a-zđ]\) |[-+•] ")  # "3.1. Thành lập", "a) Lập", "- Rà soát"

AMBIGUOUS: Final = frozenset({"repeats", "leaf", "beside", "bare"})

Fragments = Mapping[Role, tuple[str, str]]


def doubt(sheet: Sheet, roles: Sequence[Role], y: int, stop: int) -> str | None:
    """The rule that the page [y, stop) falls under, or null. The table's roles are given by column."""
    row = sheet.row_at(y)
    fragments = _fragments(sheet, roles, row, y, stop)
    if any(_repeats(above, below) for above, below in fragments.values()):
        return "repeats"
    if not _merged(sheet) or sheet.rows[row].kind == "section":
        return None
    if sheet.starts[row] < y:
        return "leaf" if _like_a_leaf(fragments) else None
    return _between(sheet, roles, row, fragments)


def begins(above: str, below: str) -> bool:
    """Whether the text after the cut begins like a cell of its own."""
    last = above.split()[-1]
    unfinished = last[-1] in ",;:-–(" or last.casefold() in OPEN_WORDS or above.count("(") > above.count(")")
    return not unfinished and (below[0].isupper() or below[0].isdigit() or below[0] in '-–+•“"(')


def _fragments(sheet: Sheet, roles: Sequence[Role], row: int, y: int, stop: int) -> Fragments:
    """By role, the text of the cells that the cut goes through: (above the cut, on the page after it)."""
    cells = [sheet.covering(row, column) for column in range(len(sheet.rows[row].cells))]
    return {roles[cell.column]: (cell.part(0, y), cell.part(y, stop)) for cell in cells if cell.cut_by(y)}


def _repeats(above: str, below: str) -> bool:
    words, tail = above.split(), below.split()
    return words[-len(tail) :] == tail


def _merged(sheet: Sheet) -> bool:
    return any(cell is None for row in sheet.rows for cell in row.cells)


def _like_a_leaf(fragments: Fragments) -> bool:
    """Rule `leaf`."""
    core = {"activity" if role == "task" else role for role in fragments} & {
        "activity",
        "deliverable",
        "lead",
        "deadline",
    }
    return len(core) > 1 and all(begins(above, below) for above, below in fragments.values())


def _between(sheet: Sheet, roles: Sequence[Role], row: int, fragments: Fragments) -> str | None:
    """Rules `beside`, `bare` and `thin`, for a row that is whole after the cut."""
    cells = dict(zip(roles, sheet.rows[row].cells, strict=False))
    if cells["ordinal"] is not None:
        return None
    if any(begins(above, below) for above, below in fragments.values()):
        return "beside"
    if cells.get("lead", "") is not None or NUMBERED.match(cells.get("activity") or ""):
        return None
    return "thin" if cells.get("deadline") else "bare"
