"""Columns: what a header's wording says a column is for, and how the columns beside it change that.

Enters: header wordings. Leaves: roles. Never looks at what the columns hold, nor at how a header is printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from cchc_extract.grammar import Rule, grammar

_NUMBERING = re.compile(r"^(?:\(?\d{1,2}\)?\s?[-–.):]\s*|[a-z]\)\s*)")
_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]?")
_FOOTNOTE = re.compile(r"(?<=[^\W\d_])[\d¹²³⁴⁵⁶⁷⁸⁹⁰*]+(?=\s|$)")  # stuck to a word: `Thời gian10`, not `Tháng 10`
_FOR_YEARS = re.compile(
    r"(?<=\w\w)(?<!trong)(?<!\d)\s(?:(?:trong|của) )?(?:năm|giai đoạn) 20\d\d(?:\s?[-–]\s?20\d\d)?$"
)
_PARTED = re.compile(r"[\t|]+|\s{2,}")
_BODY_CELL = re.compile(r"[\d%;]|^[-–+•]|[.:]\s")
_YEAR = re.compile(r"\b20\d\d\b")
LONGEST_HEADER = 160  # characters; a longer cell is no header
HIERARCHY = ("objective", "task", "activity")
WHO = ("lead", "implementing", "coordinating")


@lru_cache(maxsize=8)
def _lexicon(name: str) -> tuple[str, ...]:
    return tuple(grammar("columns").data["lexicon"][name])


def wording(text: str) -> str:
    """A header cell as the grammar sees it: lower case, without numbering, brackets, footnote marks, years."""
    text = " ".join(text.split()).lower()
    plain = _BRACKETS.sub("", _NUMBERING.sub("", text)).strip(" .:;*")
    return _FOR_YEARS.sub("", _FOOTNOTE.sub("", plain)).strip(" .:;*")


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


class Column(NamedTuple):
    """A column: its role, and its header's words (those of a spanning header first). `figures`: `target` where its
    figures are targets, `unit` for the column of their units."""

    role: str
    header: str
    known: bool = True
    rule: str | None = None
    figures: str = ""


def settle(columns: Sequence[Column]) -> list[Column]:
    """Roles that depend on the other columns: figures or tasks, who leads, one column a role."""
    figures = _states_figures(columns)
    return _mark_targets(columns, _one_a_role(_of_figures(columns) if figures else _of_tasks(columns)))


def _one_a_role(columns: Sequence[Column]) -> list[Column]:
    """Of two columns for one role the plainer wording wins, the other is `other`. Of two numbers it is the first."""
    settled = list(columns)
    for role in {c.role for c in columns} - {"other"}:
        rivals = [i for i, c in enumerate(columns) if c.role == role]
        plainest = min(rivals, key=lambda i: _plainness(columns[i].header)[: 1 if role == "ordinal" else 2])
        for i in rivals:
            if i != plainest:
                settled[i] = columns[i]._replace(role="other")
    return settled


def _plainness(header: str) -> tuple[int, int]:
    """Fewer words are plainer, but a wording that names the role itself (`Sản phẩm`) wins over a looser one."""
    words = wording(header)
    return (0 if words.startswith(_lexicon("itself")) else 1, len(words))


# --- tasks -------------------------------------------------------------------------------------------------------


def _of_tasks(columns: Sequence[Column]) -> list[Column]:
    """`Đơn vị thực hiện` beside a column for phối hợp is the lead. The documents to be made are the tasks where no
    other column is (`Tên văn bản | Cơ quan soạn thảo`). A target's unit and figure (`%`, `98`) have no role. Where each
    row is a person (`Họ và tên | Chức vụ | Nhiệm vụ`), and no time is set, nothing is to be done."""
    roles = [c.role for c in columns]
    turned = {"unit": "other", "value": "other"}
    if "coordinating" in roles and "lead" not in roles:
        turned["implementing"] = "lead"
    found = [c._replace(role=turned.get(c.role, c.role)) for c in columns]
    if not {*HIERARCHY} & set(roles):
        found = [c._replace(role="task") if _names_documents(c) else c for c in found]
    if "unit" in roles:
        after = roles.index("unit") + 1
        found[after:] = [c._replace(role="other") if c.role in HIERARCHY else c for c in found[after:]]
    for i in _figures(columns):
        found[i] = found[i]._replace(role="other")
    if "deadline" not in roles and any(wording(c.header).startswith(_lexicon("persons")) for c in columns):
        found = [c._replace(role="other") if c.role in HIERARCHY else c for c in found]
    return found


def _names_documents(column: Column) -> bool:
    return column.role == "deliverable" and wording(column.header).startswith(_lexicon("documents"))


# --- figures -----------------------------------------------------------------------------------------------------


def _states_figures(columns: Sequence[Column]) -> bool:
    """Whether a table states figures: it has units or values and nobody to reach them, or says what was reached, or
    names by whom indicators are to be reached, and nothing that is to be done."""
    roles = {c.role for c in columns}
    if "budget" in roles:  # an estimate of costs: `Đơn vị tính | Số lượng | Đơn giá | Thành tiền`
        return False
    if not {"deadline", *WHO} & roles:
        return bool({"unit", "value"} & roles) or _reports(roles)
    reached = any(c.role == "value" and not wording(c.header).startswith(_lexicon("quantity")) for c in columns)
    return ("unit" in roles and reached) or _bare_unit(columns) is not None or _assigns_figures(columns)


def _bare_unit(columns: Sequence[Column]) -> int | None:
    """`Đơn vị` between an indicator and its result is a unit, where the table names nobody else."""
    bare = [i for i, c in enumerate(columns) if c.role == "implementing" and wording(c.header) in _lexicon("bare_unit")]
    roles = [c.role for c in columns]
    return bare[0] if len(bare) == 1 and _reports(set(roles) - {"implementing"}) else None


def _reports(roles: set[str]) -> bool:
    """`Chỉ tiêu | Kết quả`, and nobody who is to do anything."""
    doing = {"deadline", "task", "activity", *WHO}
    return "objective" in roles and bool({"deliverable", "value"} & roles) and not doing & roles


def _assigns_figures(columns: Sequence[Column]) -> bool:
    """`Chỉ tiêu | ĐVT | Năm 2026 | Cơ quan chủ trì`: indicators, their figures in columns of their own, and who is to
    reach them. With a time, or a product, each is something to be done."""
    figures = _figures(columns)
    others = {c.role for i, c in enumerate(columns) if i not in figures}
    return bool(figures) and not others & {"deadline", "task", "activity", "deliverable"}


def _figures(columns: Sequence[Column]) -> list[int]:
    """The columns of figures beside an indicator: what follows its unit, or the years that follow it, by their
    wordings (`Năm 2026`, `Mục tiêu năm 2026`, `Kế hoạch`). None where the first column of words names a task."""
    words = [i for i, c in enumerate(columns) if c.role in HIERARCHY]
    if not words or columns[words[0]].role != "objective":
        return []
    unit = next((i for i, c in enumerate(columns) if c.role == "unit"), None)
    after = enumerate(columns[words[0] + 1 :], words[0] + 1)
    named = {"objective", "task", "value", "deliverable"}
    return [
        i
        for i, c in after
        if (c.role in named or not c.known)
        and (
            _YEAR.search(c.header)
            or wording(c.header).startswith(_lexicon("planned"))
            or (unit is not None and i > unit and (c.role == "value" or _is_planned(c)))
        )
    ]


def _is_planned(column: Column) -> bool:
    return any(word in wording(column.header) for word in _lexicon("not_reached"))


def _of_figures(columns: Sequence[Column]) -> list[Column]:
    """Name, unit, value. Of several columns of figures the value is that of the latest period, and what was reached;
    where somebody is to reach it, the latest period comes first."""
    turned = {"deliverable": "value", "task": "name", "objective": "name", "activity": "name"}
    unit = next((i for i, c in enumerate(columns) if c.role == "unit"), _bare_unit(columns))
    found = [c._replace(role=turned.get(c.role, c.role)) for c in columns]
    if unit is not None:
        found[unit] = found[unit]._replace(role="unit")
        found[unit:] = [c._replace(role="other") if c.role == "name" else c for c in found[unit:]]
    assigned = _assigns_figures(columns)
    figures = _figures(columns) if assigned else [i for i, c in enumerate(found) if c.role == "value"]
    if not figures and unit is not None:  # `Đơn vị tính | Năm 2022 | Năm 2023`
        figures = [i for i, c in enumerate(found) if i > unit and c.role == "other"]
    for i in figures:
        found[i] = found[i]._replace(role="other", known=False)
    if figures:
        latest = _latest(found, figures, assigned)
        found[latest] = found[latest]._replace(role="value", known=True)
    return found


def _latest(columns: Sequence[Column], figures: Sequence[int], assigned: bool) -> int:
    """The column of figures that counts."""

    def order(i: int) -> tuple[int, int, int]:
        reached, year = _period(columns[i].header)
        return (year, reached, -i) if assigned else (reached, year, -i)

    return max(figures, key=order)


def _mark_targets(columns: Sequence[Column], settled: Sequence[Column]) -> list[Column]:
    """The columns with those marked whose figures are targets, and that of their units."""
    found = [*settled]
    for i in _target_columns(columns):
        found[i] = found[i]._replace(figures="target")
    if any(c.figures for c in found):
        found = [c._replace(figures="unit") if was.role == "unit" else c for c, was in zip(found, columns, strict=True)]
    return found


def _target_columns(columns: Sequence[Column]) -> list[int]:
    """Those whose figures are to be reached: all that say so, else the latest period where somebody is to reach it;
    none that another column says has been. A second column of objectives (`Mục tiêu | Chỉ tiêu`) sets them too."""
    figures = _figures(columns)
    if not figures and not _states_figures(columns):
        return [i for i, c in enumerate(columns) if c.role == "objective"][1:]
    reached = [_period(columns[i].header)[1] for i in figures if columns[i].role in ("value", "deliverable")]
    open_ = [i for i in figures if columns[i].role not in ("value", "deliverable")]
    open_ = [i for i in open_ if all(year < _period(columns[i].header)[1] for year in reached)]
    planned = [i for i in open_ if _is_planned(columns[i])]
    assigned = {"deadline", *WHO} & {c.role for c in columns}
    return planned or ([_latest(columns, open_, assigned=True)] if open_ and assigned else [])


def _period(header: str) -> tuple[bool, int]:
    """How late a column of figures is: whether it is of this period, and its year."""
    words = header.lower()
    past = any(word in words for word in _lexicon("not_reached"))
    return not past, max((int(y) for y in _YEAR.findall(words)), default=0)
