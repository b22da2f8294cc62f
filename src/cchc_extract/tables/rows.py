"""Rows as they were before pages cut them.

Enters: a table's rows as the pages hold them. Leaves: `JoinedRow`s: each fragment put to the nearest filled cell above
it in its own column, which need not be the same row for every column. Never inherits a value and knows no section.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from cchc_extract.grammar import grammar
from cchc_extract.model.span import EMPTY, Span, Text, join
from cchc_extract.tables.assemble import PageRow, Table
from cchc_extract.tables.header import Header
from cchc_extract.tables.labels import is_label

PARTY_ROLES = frozenset({"lead", "coordinating", "implementing"})
TEXT_ROLES = ("activity", "task", "name", "objective")  # finest first
LIST_ROLES = PARTY_ROLES | {"deliverable", "deadline", "activity"}
_BULLET = re.compile(r"[-–+•*]\s?\w|[a-zđ]\)\s")
_CODED = re.compile(r"\d+(?:\.\d+)+\.?\s|\d+[.)]\s")
_WORD = re.compile(r"[^\W\d_]+")
_NUMERAL = re.compile(r"\d|[IVX]+\b(?!\.)")
_AFTER_HEADER, _AFTER_GAP, _NO_BREAK = 1.0, -1.0, -5.0
_SURELY_NEW = -2.0
_DOUBTFUL = 1.0


@dataclass
class JoinedRow:
    """A row with its cells whole. `guesses` are notes on how it was joined, with places in the source."""

    cells: list[Text]
    line: int
    repeats: list[Text] = field(default_factory=list)
    guesses: list[tuple[str, Span]] = field(default_factory=list)

    @property
    def label(self) -> str:
        """What the first cell holds, if it is a label."""
        return self.cells[0].plain if self.cells and is_label(self.cells[0].plain) else ""


def join_rows(table: Table) -> list[JoinedRow]:
    """The rows of a table, fragments joined. The table must have a header."""
    assert table.header
    merged = _has_merged_cells(table.rows, table.header)
    rows: list[JoinedRow] = []
    for row in table.rows:
        if not any(row.cells):
            continue
        if rows and _is_fragment(row, rows, table.header, merged):
            _extend(rows, row.cells, range(len(row.cells)))
            continue
        fresh = JoinedRow(list(row.cells), row.line)
        if rows and row.broken:
            _give_back(rows, fresh, table.header, merged)
        rows.append(fresh)
    return rows


def _has_merged_cells(rows: Sequence[PageRow], header: Header) -> bool:
    """Whether leaves without an ordinal occur where no page break explains them."""
    if header.roles[0] != "ordinal":
        return True
    done: list[JoinedRow] = []
    for row in rows:
        if not any(row.cells):
            continue
        unbroken = not (row.broken or row.gap or row.cells[0])
        own = unbroken and done and not _is_heading_row(row, header)
        if own and _score(row, done, header) - _NO_BREAK <= _SURELY_NEW:
            return True
        if row.cells[0] or not done:
            done.append(JoinedRow(list(row.cells), row.line))
    return False


# --- is it a fragment? -------------------------------------------------------------------------------------------


def _is_fragment(row: PageRow, rows: Sequence[JoinedRow], header: Header, merged: bool) -> bool:
    """Whether a row goes on with the rows above, by the evidence of all its cells (positive: it does)."""
    numbered = header.roles[0] == "ordinal"
    if row.cells[0] and (_filled(row.cells) == [0] or numbered) and not _goes_on_lowercase(row.cells[0]):
        return False
    if _is_heading_row(row, header):
        return False
    if numbered and not merged:
        return True
    score = _score(row, rows, header)
    if abs(score) < _DOUBTFUL and row.broken:
        rows[-1].guesses.append(("row.cut-ambiguous", _place(row.cells)))
    return score > 0


def _score(row: PageRow, rows: Sequence[JoinedRow], header: Header) -> float:
    """The sum of the evidence. Cells that may be merged weigh less when they go on: beside them a leaf may be new."""
    last = rows[-1].cells
    score = _AFTER_HEADER if row.broken else _AFTER_GAP if row.gap else _NO_BREAK
    for i in range(1 if header.roles[0] == "ordinal" else 0, len(row.cells)):
        role = header.roles[i]
        above = _above(rows, i) if row.cells[i] else None
        if row.cells[i] and above is None:
            score -= 3.0  # nothing that it could go on with
        elif above:
            found = evidence(row.cells[i].plain, above.plain, role)
            score += min(found, 1.0) if _may_be_merged(role, header) else found if last[i] else min(found, 0.0)
        elif last[i]:
            score += _missing(role, row, header)
    return score


def _may_be_merged(role: str, header: Header) -> bool:
    return role in ("lead", "coordinating", "implementing", "objective", "task") and role != _finest(header)


def _missing(role: str, row: PageRow, header: Header) -> float:
    """What an empty cell says where the row above has one: a leaf of its own would have it too."""
    if role == _finest(header):
        others = any(c and header.roles[i] in TEXT_ROLES and not _goes_on_lowercase(c) for i, c in enumerate(row.cells))
        return 0.5 if others else 3.0 if row.broken else 1.5
    return {"deadline": 1.0, "deliverable": 1.0, "value": 1.0}.get(role, 0.0)


def _finest(header: Header) -> str:
    return next((r for r in TEXT_ROLES if r in header.roles), "task")


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in grammar("tables").data["lexicon"].items()}


def _opens(text: str, openers: str) -> bool:
    """Whether a cell begins with one of the words (one or two) that a lexicon lists."""
    words = _WORD.findall(text.lower())[:3]
    return any(" ".join(words[:n]) in _lexicon()[openers] for n in (1, 2, 3))


def left_open(text: str) -> bool:
    """Whether a cell stops before its end: at a comma, a hyphen, inside brackets, or at a word that wants another."""
    text = text.rstrip()
    if not text or text[-1] in ",-–/(+&":
        return bool(text)
    if text.count("(") > text.count(")") or text.count("“") > text.count("”"):
        return True
    return text[-1].isalpha() and text.split()[-1].lower() in _lexicon()["open_words"]


OPENERS = {
    "lead": "party_openers",
    "coordinating": "party_openers",
    "implementing": "party_openers",
    "deadline": "deadline_openers",
}


def evidence(text: str, above: str, role: str) -> float:
    """How much a cell looks like the rest of the one above it (positive) or like a cell of its own (negative)."""
    openers = OPENERS.get(role)
    opens = bool(openers and _opens(text, openers))
    if role == "deadline" and _NUMERAL.match(text):
        return 3.0 if above.split()[-1].lower() in _lexicon()["open_units"] else -1.0
    if openers and f"{above.split()[-1]} {text.split()[0]}".lower() in _lexicon()[openers]:
        return 3.0  # `Văn` + `phòng UBND tỉnh`
    unfinished = 3.0 if role in LIST_ROLES and above[-1] == ";" else 2.0 if left_open(above) else 0.0
    if text[0] in ").,;:/”" or (text[0].islower() and not _CODED.match(text)):
        return (1.0 if opens else 3.0) + unfinished
    if _BULLET.match(text):
        return unfinished or (0.0 if role in LIST_ROLES else -1.0)
    score = unfinished or (-1.0 if above[-1] in ".;" else 0.0)
    if openers:
        return score + (-2.0 if opens else 2.0 if role != "deadline" else 1.0)
    if text[0].isdigit() and unfinished:
        return 3.0
    return score + (-2.0 if role in ("value", "budget") else -1.0)


def _goes_on_lowercase(cell: Text) -> bool:
    return bool(cell) and (cell.text[0].islower() or cell.text[0] in ").,;") and not is_label(cell.plain)


def _filled(cells: Sequence[Text]) -> list[int]:
    return [i for i, c in enumerate(cells) if c]


def _is_heading_row(row: PageRow, header: Header) -> bool:
    """A row whose only words are capitals, or that repeats one text in every cell, heads the rows below."""
    filled = [c.plain for c in row.cells if c]
    if len(filled) > 2 and len(set(filled)) == 1:
        return True
    text = filled[0] if len(filled) == 1 else ""
    return not row.broken and len(text) > 8 and text.isupper()


# --- joining -----------------------------------------------------------------------------------------------------


def _above(rows: Sequence[JoinedRow], column: int) -> Text | None:
    return next((r.cells[column] for r in reversed(rows) if r.cells[column]), None)


def _extend(rows: Sequence[JoinedRow], cells: Sequence[Text], columns: Sequence[int]) -> None:
    """Put fragments to the nearest filled cells above; one with none above begins a cell of the last row."""
    for i in columns:
        if not cells[i]:
            continue
        target = next((r for r in reversed(rows) if r.cells[i]), rows[-1])
        if target.cells[i] and _repeats_end(target.cells[i].plain, cells[i].plain):
            target.repeats.append(cells[i])
            continue
        target.guesses.append(("row.joined-across-break", cells[i].spans()[0]))
        target.cells[i] = join((target.cells[i], cells[i]))


def _repeats_end(cell: str, fragment: str) -> bool:
    return len(fragment) > 2 and " ".join(cell.split()).endswith(" " + " ".join(fragment.split()))


def _give_back(rows: Sequence[JoinedRow], fresh: JoinedRow, header: Header, merged: bool) -> None:
    """After a break a new row may share its line with the rest of a merged cell above it."""
    wanted = 3.0 if fresh.label else 1.0
    for i, cell in enumerate(fresh.cells):
        above = _above(rows, i) if cell else None
        if above is None:
            continue
        role = header.roles[i]
        may = merged and _may_be_merged(role, header) and len(_filled(fresh.cells)) > 2
        rest = may and evidence(cell.plain, above.plain, role) >= wanted
        if rest or (role == "ordinal" and _goes_on_lowercase(cell)):
            _extend(rows, fresh.cells, [i])
            fresh.cells[i] = EMPTY


def _place(cells: Sequence[Text]) -> Span:
    return next(c.spans()[0] for c in cells if c)
