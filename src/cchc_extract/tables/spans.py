"""Headers whose spanning cells have lost their width: `TT | Nội dung | Cơ quan thực hiện | Thời gian` over
`Chủ trì | Phối hợp` alone, where the rows below have five cells.

Enters: the cells of the two header rows, and how many cells a row below has. Leaves: the same cells at their columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from cchc_extract.model.span import EMPTY, Text
from cchc_extract.tables.columns import WHO, rule_of
from cchc_extract.tables.labels import is_label

LONGEST_PART = 40  # characters; of a part that has no role's name (`Ngân sách tỉnh`)
_CLASSES = {**dict.fromkeys(WHO, "who"), "column.start": "deadline"}  # by role, or by the entry that reads the cell
_UNNAMED = "budget"  # what parts without a role of their own belong to (`Tổng số | Trung ương`)


def unfold(top: Sequence[Text], parts: Sequence[Text], width: int) -> list[list[Text]] | None:
    """The two rows with every part below the cell that spans it; None where that is not sure."""
    spans = len(top) + len(parts) - width
    if spans < 1 or len(parts) < 2 * spans or not all(_names_part(c) for c in parts):
        return None
    groups = [(kind, [*cells]) for kind, cells in groupby(parts, key=_class_of)]
    owners = _owners(top, [kind for kind, _ in groups])
    if len(groups) != spans or owners is None or any(len(cells) < 2 for _, cells in groups):
        return None
    of = dict(zip(owners, (cells for _, cells in groups), strict=True))
    above, below = list[Text](), list[Text]()
    for i, cell in enumerate(top):
        under = of.get(i, [EMPTY])
        above += [cell, *[EMPTY] * (len(under) - 1)]
        below += under
    return [above, below]


def _owners(top: Sequence[Text], kinds: Sequence[str]) -> list[int] | None:
    """For each group of parts the one cell that can span it; the groups stand in the order of the cells."""
    found: list[int] = []
    for kind in kinds:
        fit = [i for i, cell in enumerate(top) if i and rule_of(cell.plain) and _class_of(cell) == kind]
        if len(fit) != 1 or (found and fit[0] <= found[-1]):
            return None
        found += fit
    return found


def _class_of(cell: Text) -> str:
    rule = rule_of(cell.plain)
    if rule is None:
        return _UNNAMED
    role: str = rule.emits["role"]
    return _CLASSES.get(rule.id) or _CLASSES.get(role, role)


def _names_part(cell: Text) -> bool:
    text = cell.plain
    return bool(text) and not is_label(text) and (rule_of(text) is not None or len(text) <= LONGEST_PART)
