"""Merged cells that the text has lost: what an empty cell takes from the row above (RECORDS.md section 2).

Enters: leaves in order. Leaves: the same leaves with inherited cells filled in and listed. Never looks past a section.
"""

from __future__ import annotations

from collections.abc import Sequence

from cchc_extract.model.span import EMPTY, Text
from cchc_extract.tables.columns import HIERARCHY
from cchc_extract.tables.header import Header
from cchc_extract.tables.rows import JoinedRow
from cchc_extract.tables.sections import GOVERNING, Leaf

NEVER = ("budget", "note")  # money must not count twice
ALONGSIDE = ("coordinating", "deadline")  # inherit only where the lead does


def inherit_stated(leaves: Sequence[Leaf], rows: Sequence[JoinedRow], header: Header) -> None:
    """Fill in the cells that the format states to be merged from above, and what a section row holds, in place."""
    above: list[Text] = [EMPTY] * header.width
    by_row = {id(leaf.row): leaf for leaf in leaves}
    for row in rows:
        above = [above[k] if k in row.covered else cell for k, cell in enumerate(row.cells)]
        if leaf := by_row.get(id(row)):
            held = {header.roles[k]: above[k] for k in row.covered if above[k] and header.roles[k] not in NEVER}
            taken = [role for role in held if role not in leaf.cells]
            leaf.cells |= {role: held[role] for role in taken}
            leaf.inherited = (*taken, *_from_sections(leaf))


def inherit(leaves: Sequence[Leaf], header: Header) -> None:
    """Fill in the inherited cells of each leaf, in place."""
    above: Leaf | None = None
    for leaf in leaves:
        same = above if above is not None and _sections(above) == _sections(leaf) else None
        inherited = _from_sections(leaf) + _from_above(leaf, same, header)  # what a section row holds is no guess
        leaf.inherited = tuple(r for r in ("ordinal", *header.roles) if r in inherited)
        leaf.inherited = tuple(dict.fromkeys(leaf.inherited))
        above = leaf


def _sections(leaf: Leaf) -> list[int]:
    return [s.line for s in leaf.path]


def _from_above(leaf: Leaf, above: Leaf | None, header: Header) -> list[str]:
    if above is None:
        return []
    taken: list[str] = []
    own = set(leaf.cells)

    def take(role: str) -> None:
        if role not in leaf.cells and role in above.cells:
            leaf.cells[role] = above.cells[role]
            taken.append(role)

    for level, role in enumerate(r for r in HIERARCHY if r in header.roles):
        upper = [r for r in HIERARCHY if r in header.roles][:level]
        if not own & set(upper):
            take(role)
    if "ordinal" not in own and "ordinal" in header.roles:
        take("ordinal")
    lead = "lead" if "lead" in header.roles else "implementing"
    take(lead)
    if lead in taken:
        for role in ALONGSIDE:
            take(role)
    return taken


def _from_sections(leaf: Leaf) -> list[str]:
    """What a section row holds for the rows below it."""
    taken = []
    for section in reversed(leaf.path):
        for role in GOVERNING:
            if role in section.cells and role not in leaf.cells:
                leaf.cells[role] = section.cells[role]
                taken.append(role)
    return taken
