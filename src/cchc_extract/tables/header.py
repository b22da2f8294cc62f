"""Header rows: which rows of a grid name its columns, and what each column is for.

Enters: rows of cells. Leaves: `Header` (the columns' roles and wordings). Never looks at what the columns hold,
but for telling a header from a body row.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cchc_extract.grammar import Rule
from cchc_extract.model.grid import Row
from cchc_extract.model.span import EMPTY, Text
from cchc_extract.tables.columns import HIERARCHY, WHO, Column, role_of, rule_of, settle
from cchc_extract.tables.labels import is_label
from cchc_extract.tables.spans import LONGEST_PART, unfold

_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?(?:\s?=\s?[\d()+\-x:* ]+)?|\(?[A-Ea-e]\)?")
_SENTENCE = re.compile(r"[.;:]\s|;$")
MOST_LEVELS = 3  # rows
SAMPLE = 12  # rows that tell how many cells a row below the header has


@dataclass(frozen=True)
class Header:
    """The header of a table, however often pages repeat it. `rows` are its printed rows the first time."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @cached_property
    def roles(self) -> tuple[str, ...]:
        """The columns' roles, left to right."""
        return tuple(c.role for c in self.columns)

    def index(self, role: str) -> int | None:
        """The first column of a role."""
        return self.roles.index(role) if role in self.roles else None

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.columns)


def is_header_row(cells: Sequence[Text]) -> bool:
    """Whether a row names columns: most of its cells do, an ordinal or what is done, by whom, when among them."""
    filled = [c.plain for c in cells if c]
    if len(filled) < 2 or not cells[0] or is_label(cells[0].plain):
        return False
    known = [r for r in map(role_of, filled) if r]
    # an ordinal, what and who or when: no body row reads so, whatever its other columns are called
    enough = 2 if known[:1] == ["ordinal"] and {*HIERARCHY} & {*known} and {*WHO, "deadline"} & {*known} else 3
    return len(set(known)) >= 2 and 5 * len(known) >= enough * len(filled) and names_columns(known)


def names_columns(roles: list[str]) -> bool:
    """Whether roles that stand in one row can only be a header's: a body cell may read like one of them by chance."""
    found = set(roles)
    numbers = [i for i, role in enumerate(roles) if role == "ordinal"]
    if numbers:  # first; a code may follow it, and fields of work (`Lĩnh vực`) may stand before it
        return numbers in ([0], [0, 1]) or (numbers == [1] and roles[0] == "other")
    return bool(
        len(found) >= 3
        and found & {*HIERARCHY, "deliverable"}
        and found & {"lead", "coordinating", "deadline", "unit", "implementing"}
    )


def is_number_row(cells: Sequence[Text]) -> bool:
    """Whether a row only counts the columns: `(1) | (2) | (3)`, `A | B | 1 | 2`."""
    filled = [c.plain.strip() for c in cells if c]
    if len(filled) < 3 or len(filled) < len(cells) - 1 or not all(_COLUMN_NUMBER.fullmatch(c) for c in filled):
        return False
    digits = [int(m[0]) for c in filled if (m := re.search(r"\d+", c))]
    return len(digits) >= 2 and all(b == a + 1 for a, b in itertools.pairwise(digits))


def is_lower_header_row(cells: Sequence[Text], above: Sequence[Text]) -> bool:
    """Whether a row right under a header names parts of spanning columns (`Chủ trì | Phối hợp`, `2024 | 2025`)."""
    filled = [i for i, c in enumerate(cells) if c]
    above = [*above, *[EMPTY] * (len(cells) - len(above))]
    if not filled or not all(_under_span(above, i) for i in filled):
        return False
    if len(filled) == 1 and cells[filled[0]].text[0].islower():  # the rest of a cell (`sở`)
        return False
    named = all(role_of(cells[i].plain) for i in filled)
    return named or (len(filled) > 1 and all(_names_part(cells[i].plain) for i in filled))


def _under_span(above: Sequence[Text], index: int) -> bool:
    """Whether a column stands under a header cell that spans several: that cell itself, or the empty ones after it."""
    owner = next((i for i in range(index, -1, -1) if above[i]), None)
    return owner is not None and owner + 1 < len(above) and not above[owner + 1]


def _names_part(text: str) -> bool:
    """Whether a cell may be a part's name (`Ngân sách tỉnh`), and not the rest of a cell or a sentence."""
    return len(text) <= LONGEST_PART and not text[0].islower() and not _SENTENCE.search(text)


def read_header(rows: Sequence[Row]) -> Header | None:
    """The header that `rows` begin with: a row that names columns, the parts of them below, the columns' numbers."""
    if not rows or not is_header_row(rows[0].cells):
        return None
    levels: list[Sequence[Text]] = unfolded(rows) or [rows[0].cells]
    used = len(levels)
    above = _lowest(levels[0], levels[-1])
    while used < min(len(rows), MOST_LEVELS) and is_lower_header_row(rows[used].cells, above):
        levels.append(rows[used].cells)
        above = _lowest(above, rows[used].cells)
        used += 1
    if len(rows) > used and is_number_row(rows[used].cells):
        used += 1
    return Header(_columns(levels), tuple(rows[:used]))


def _lowest(above: Sequence[Text], below: Sequence[Text]) -> list[Text]:
    """For each column the lowest cell of two rows that names it."""
    return [low or up for low, up in itertools.zip_longest(below, above, fillvalue=EMPTY)]


def unfolded(rows: Sequence[Row]) -> list[Sequence[Text]]:
    """Two header rows whose spanning cells take one column only, each part put below its own; else nothing."""
    widths = [len(r.cells) for r in rows[2 : SAMPLE + 2] if len(r.cells) > 2]
    if not widths:
        return []
    top, parts = (_without_end(r.cells) for r in rows[:2])
    return [*(unfold(top, parts, max(widths, key=widths.count)) or [])]


def _without_end(cells: Sequence[Text]) -> Sequence[Text]:
    """The cells up to the last one that is filled."""
    return cells[: max((i for i, c in enumerate(cells) if c), default=-1) + 1]


def _columns(levels: Sequence[Sequence[Text]]) -> tuple[Column, ...]:
    """The columns of a header of one or more rows."""
    columns, owners = [], []
    open_cells = [EMPTY] * len(levels)  # the cell of each row that spans the column, if any
    for cells in itertools.zip_longest(*levels, fillvalue=EMPTY):
        for level, cell in enumerate(cells):
            if cell:
                open_cells[level:] = [cell, *[EMPTY] * (len(levels) - level - 1)]
        lowest = max((level for level, c in enumerate(cells) if c), default=0)
        own, above = cells[lowest], [c for c in open_cells[:lowest] if c]
        columns.append(_column(_rule_of_cell(own), " ".join(c.plain for c in (*above, own))))
        owners.append(above[-1] if above else EMPTY)
    return tuple(settle(_as_spanned(columns, owners)))


def _as_spanned(columns: Sequence[Column], owners: Sequence[Text]) -> list[Column]:
    """Parts that name no role have the one of the cell that spans them (`Kinh phí` over `Tổng số | Trung ương`), and
    so has what stands beside them, whatever it means elsewhere (`Địa phương`)."""
    strange = [o for c, o in zip(columns, owners, strict=True) if o and not c.known]
    rules = {id(o): rule for o in strange if (rule := _rule_of_cell(o))}
    return [_column(rules[id(o)], c.header) if id(o) in rules else c for c, o in zip(columns, owners, strict=True)]


def _column(rule: Rule | None, header: str) -> Column:
    return Column(rule.emits["role"], header, True, rule.id) if rule else Column("other", header, False)


def _rule_of_cell(cell: Text) -> Rule | None:
    """The entry that reads a header cell; or one of its lines where another line has run into it."""
    return rule_of(cell.plain) or next((r for r in map(rule_of, cell.text.split("\n")) if r), None)
