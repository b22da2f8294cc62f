"""The records a right extraction gives for an invented plan.

Enters: a `Plan` and the `Variant` it is printed with. Leaves: plain dicts with the keys of RECORDS.md
(the flat shape of `gold/`: paths as labels), one a leaf row, in source order.
Never: reads a rendered text. A page cut changes nothing here.

A key is present only where the author of the plan states it: `parties`, `deadlines` and so on are left out of
a record that has an unstated fact of that kind.
"""

from __future__ import annotations

from typing import Any, Final

from .plan import ROLES, Above, Annex, Cell, LeafRow, Plan, Role, Section
from .variants import PLAIN, Variant, applied

Record = dict[str, Any]
EMPTY: Final = Cell("", items=(), parties=(), due=())
PARTY_ROLES: Final[tuple[Role, ...]] = ("lead", "coordinating", "implementing")


def expected(plan: Plan, variant: Variant = PLAIN) -> list[Record]:
    """The table records of the plan, whatever dialect it is rendered in and wherever its pages are cut."""
    return [
        record
        for annex in applied(plan, variant).annexes
        for part in annex.sections
        for record in _section(annex, part, variant)
    ]


def expected_prose(plan: Plan, variant: Variant = PLAIN) -> list[Record]:
    """The prose records: one for each item of a chapter that holds tasks; the rest of the prose has none."""
    return [
        {"source": "prose", "section": [chapter.label], "ordinal": label, "task": text}
        for chapter in applied(plan, variant).chapters
        if chapter.tasks
        for label, text in chapter.items
    ]


def expected_document(plan: Plan, variant: Variant = PLAIN) -> Record:
    """The header facts of the plan, where the prose part is rendered."""
    printed = applied(plan, variant)
    return {
        "kind": "plan",
        "type": "KẾ HOẠCH",
        "number": printed.number,
        "issued": printed.issued.isoformat(),
        "place": printed.province,
        "title": printed.title,
        "year": printed.year,
        "province": printed.province,
        "signer": printed.signer,
        "signer_title": " ".join(printed.signer_title),
        "recipients": list(printed.recipients),
    }


def _section(annex: Annex, part: Section, variant: Variant) -> list[Record]:
    """The records of a section; `seen` holds the last printed cell of each column."""
    seen: dict[Role, Cell] = {}
    records = []
    for row in part.rows:
        cells, inherited = _whole(row, seen, variant)
        seen.update(cells)
        records.append(_record(annex, part, cells, inherited))
    return records


def _whole(row: LeafRow, seen: dict[Role, Cell], variant: Variant) -> tuple[dict[Role, Cell], list[str]]:
    """The row's cells with the merged ones filled in, and which those are, in the order of the roles."""
    number = row.ordinal if isinstance(row.ordinal, Above) else Cell(row.ordinal + "." * variant.ordinal_dot)
    printed: dict[Role, Cell | Above] = {"ordinal": number, **row.cells}
    cells: dict[Role, Cell] = {}
    inherited: list[str] = []
    for role in ROLES:
        cell = printed.get(role)
        if isinstance(cell, Above):
            cells[role] = seen[role]
            inherited.append(role)
        elif cell is not None:
            cells[role] = cell
    return cells, inherited


def _record(annex: Annex, part: Section, cells: dict[Role, Cell], inherited: list[str]) -> Record:
    record: Record = {
        "source": "table",
        "annex": {"number": annex.number, "title": annex.title, "inferred": False},
        "section": [] if part.label is None else [part.label.rstrip(".")],
        "ordinal": cells["ordinal"].folded.rstrip("."),
        "cells": {role: cell.folded for role, cell in cells.items()},
        "inherited": inherited,
    }
    record.update(_facts(cells))
    return record


def _facts(cells: dict[Role, Cell]) -> Record:
    """The fields of RECORDS.md section 3 that the author stated; an empty cell states that there is nothing."""
    facts: Record = {"budget": _budget(cells.get("budget"))}
    activities = cells.get("activity", EMPTY).items
    deliverables = cells.get("deliverable", EMPTY).items
    dues = cells.get("deadline", EMPTY).due
    parties = [cells[role].parties for role in PARTY_ROLES if role in cells]
    if activities is not None:
        facts["activities"] = [{"code": item.code, "text": item.text} for item in activities]
    if deliverables is not None:
        facts["deliverables"] = [{"text": item.text} for item in deliverables]
    if dues is not None:
        facts["deadlines"] = [dict(vars(due)) for due in dues]
    if None not in parties:
        facts["parties"] = [dict(vars(party)) for stated in parties for party in stated or ()]
    return facts


def _budget(cell: Cell | None) -> Record | None:
    return dict(vars(cell.money)) if cell and cell.money else None
