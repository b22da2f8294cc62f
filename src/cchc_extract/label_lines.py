"""What a label line of prose is about: `Cơ quan chủ trì: Sở Nội vụ`, `Thời gian: Quý I/2026`, `Sản phẩm: Báo cáo`.

In: a paragraph, and what the fields know of the document. Out: the role and where its value begins. A label is what a
table's header could be, and what follows must be what a cell of that column holds: `Thời gian: các đơn vị chủ động …`
is none.
"""

from __future__ import annotations

from functools import cache

from cchc_extract.fields import unwrap
from cchc_extract.fields.deadlines import read_deadlines
from cchc_extract.fields.parties import read_roles
from cchc_extract.grammar import grammar
from cchc_extract.model.values import Context
from cchc_extract.tables.columns import WHO, role_of

_LABEL = 60  # characters of a label
_VALUE = 400  # characters; a longer value is a paragraph that opens with words like a label's
_TO_READ = ("deadline", "deliverable", "budget")


@cache
def _deeds() -> tuple[str, ...]:
    return tuple(grammar("columns").data["prose"]["deeds"])


def _names_deed(label: str) -> bool:
    words = label.lower()
    return any(deed in words for deed in _deeds())


def read_label_line(text: str, context: Context) -> tuple[str, int] | None:
    """The role of a label line, and the offset of its value; None for what is none."""
    colon = text.find(":", 0, _LABEL)
    if colon < 0 or not text[colon + 1 : colon + _VALUE].strip() or len(text) > colon + _VALUE:
        return None
    role = role_of(text[:colon])
    if (parties := read_roles(unwrap(text))) is not None:
        first = parties[0][0].role
        return (role if role in WHO else first if first in WHO else "implementing"), colon + 1
    if role not in _TO_READ or _names_deed(text[:colon]):
        return None
    if role == "deadline":
        found, _ = read_deadlines(unwrap(text[colon + 1 :]), context)
        if not any(deadline.kind != "unknown" for deadline in found):
            return None
    return role, colon + 1
