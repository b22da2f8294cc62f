"""Header rows: which rows of a grid name its columns, and what each column is for.

Enters: rows of cells. Leaves: `Header` (the columns' roles and wordings). Never looks at what the columns hold,
but for telling a header from a body row.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from cchc_extract.grammar import Rule, grammar
from cchc_extract.model.grid import Row
from cchc_extract.model.span import EMPTY, Text
from cchc_extract.tables.labels import is_label

_NUMBERING = re.compile(r"^(?:\(?\d{1,2}\)?\s?[-–.):]\s*|[a-z]\)\s*)")
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]?")
_FOOTNOTE = re.compile(r"(?<=[^\W\d_])[\d¹²³⁴⁵⁶⁷⁸⁹⁰*]+$")  # stuck to the word: `Thời gian10`, not `Tháng 10`
_PARTED = re.compile(r"[\t|]+|\s{2,}")
_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?(?:\s?=\s?[\d()+\-x:* ]+)?|\(?[A-Ea-e]\)?")
_BODY_CELL = re.compile(r"[\d%;]|^[-–+•]|[.:]\s")
LONGEST_HEADER = 160  # characters; a longer cell is no header
HIERARCHY = ("objective", "task", "activity")


def wording(text: str) -> str:
    """A header cell as the grammar sees it: lower case, without numbering, brackets, footnote marks."""
    text = " ".join(text.split()).lower()
    plain = _BRACKETS.sub("", _NUMBERING.sub("", text)).strip(" .:;*")
    return _FOOTNOTE.sub("", plain).strip(" .:;*")


@lru_cache(maxsize=2048)
def rule_of(text: str) -> Rule | None:
    """The grammar entry that reads a header's wording, None if none does."""
    words = wording(text) if len(text) <= LONGEST_HEADER else ""
    if not words or _BODY_CELL.search(words):  # `Quý II/2022` is a deadline, not the name of a column
        return None
    return next((r for r in grammar("columns").matching(words) if r.regex.fullmatch(words)), None)


def role_of(text: str) -> str | None:
    """The role that a header's wording gives a column, None if it gives none."""
    rule = rule_of(text)
    return rule.emits["role"] if rule else None


def in_columns(line: str) -> bool:
    """Whether a line as it stands is parted into columns and one of them has a header's name."""
    parts = [p for p in _PARTED.split(line.strip()) if p]
    return ("\t" in line or "|" in line or len(parts) > 1) and any(role_of(p) for p in parts)


@dataclass(frozen=True)
class Column:
    """A column: its role, and its header's words (those of a spanning header first)."""

    role: str
    header: str
    known: bool = True
    rule: str | None = None


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
    return len(set(known)) >= 2 and 5 * len(known) >= 3 * len(filled) and names_columns(known)


def names_columns(roles: Sequence[str]) -> bool:
    """Whether roles that stand in one row can only be a header's: a body cell may read like one of them by chance."""
    found = set(roles)
    if "ordinal" in roles[1:] and roles[:2] != ["other", "ordinal"]:
        return False
    return "ordinal" in roles or bool(
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


def is_second_header_row(cells: Sequence[Text], above: Sequence[Text]) -> bool:
    """Whether a row under a header row names parts of a spanning column (`Chủ trì | Phối hợp`)."""
    filled = [(i, c) for i, c in enumerate(cells) if c]
    if not filled or len(filled) == len(cells) or any(len(c.text) > LONGEST_HEADER for _, c in filled):
        return False
    under_span = [i for i, _ in filled if i >= len(above) or not above[i] or not _next_filled(above, i)]
    return all(role_of(c.plain) for _, c in filled) and len(under_span) == len(filled)


def _next_filled(cells: Sequence[Text], index: int) -> bool:
    return index + 1 >= len(cells) or bool(cells[index + 1])


def read_header(rows: Sequence[Row]) -> Header | None:
    """The header that `rows` begin with, one or two printed rows of it (and a row of column numbers)."""
    if not rows or not is_header_row(rows[0].cells):
        return None
    top, used = rows[0].cells, 1
    second: tuple[Text, ...] = ()
    if len(rows) > 1 and is_second_header_row(rows[1].cells, top):
        second, used = rows[1].cells, 2
    if len(rows) > used and is_number_row(rows[used].cells):
        used += 1
    return Header(_columns(top, second), tuple(rows[:used]))


def _columns(top: Sequence[Text], second: Sequence[Text]) -> tuple[Column, ...]:
    width = max(len(top), len(second))
    upper = [*top, *[EMPTY] * (width - len(top))]
    lower = [*second, *[EMPTY] * (width - len(second))]
    columns, group = [], EMPTY
    for above, below in zip(upper, lower, strict=True):
        group = above or (group if below else EMPTY)
        header = " ".join(c.plain for c in (group, below) if c) if below else above.plain
        rule = _rule_of_cell(below or above)
        columns.append(Column(rule.emits["role"], header, True, rule.id) if rule else Column("other", header, False))
    return tuple(_settle(columns))


def _rule_of_cell(cell: Text) -> Rule | None:
    """The entry that reads a header cell; or one of its lines where another line has run into it."""
    return rule_of(cell.plain) or next((r for r in map(rule_of, cell.text.split("\n")) if r), None)


def _settle(columns: list[Column]) -> list[Column]:
    """Roles that depend on the other columns: one column a role, the plainer wording wins."""
    roles = [c.role for c in columns]
    if "unit" in roles or ("value" in roles and not {"lead", "implementing", "deadline"} & set(roles)):
        columns = [_indicator_column(c) for c in columns]
    elif "coordinating" in roles and "lead" not in roles:
        columns = [replace(c, role="lead") if c.role == "implementing" else c for c in columns]
    roles = [c.role for c in columns]
    for role in set(roles) - {"other", "value"}:
        rivals = [i for i, r in enumerate(roles) if r == role]
        plainest = min(rivals, key=lambda i: _plainness(columns[i].header))
        for i in rivals:
            if i != plainest:
                columns[i] = replace(columns[i], role="other")
    return columns


def _indicator_column(column: Column) -> Column:
    turned = {"deliverable": "value", "task": "name", "objective": "name", "activity": "name"}
    return replace(column, role=turned.get(column.role, column.role))


def _plainness(header: str) -> tuple[int, int]:
    """Fewer words are plainer, but a wording that names the role itself (`Sản phẩm`) wins over a looser one."""
    words = wording(header)
    return (0 if words.startswith(_ITSELF) else 1, len(words))


_ITSELF = (
    "sản phẩm",
    "nhiệm vụ",
    "cơ quan chủ trì",
    "đơn vị chủ trì",
    "thời gian",
    "kinh phí",
    "mục tiêu",
    "hoạt động",
    "tt",
    "stt",
)
