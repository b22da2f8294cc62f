"""Task records: from leaves of tables and items of prose to what the result holds.

Enters: leaves and prose tasks, their annex and headings. Leaves: plain records in the shape of `model.record.Task`.
Never decides what a row or an item is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cchc_extract.fields import FIELDS, Field, Reader, unwrap
from cchc_extract.findings import Findings, Record
from cchc_extract.model.outline import Labelled, Node, ProseTask
from cchc_extract.model.record import Task
from cchc_extract.model.span import EMPTY, Text, join
from cchc_extract.model.values import Context, Note
from cchc_extract.result import annex_record, heading_record, under_annex
from cchc_extract.tables.header import Header
from cchc_extract.tables.open_sections import Section
from cchc_extract.tables.sections import Leaf

_BRACKET = re.compile(r"\(|(?P<mark>(?:^|(?<=\s))\w{1,2})?\)")


def _bracket_left(text: str) -> bool:
    """Is a bracket left open, or closed that none has opened? Those of `a)` and `1)` are none."""
    depth = 0
    for found in _BRACKET.finditer(text) if "(" in text or ")" in text else ():
        if found.group() == "(":
            depth += 1
        elif depth:
            depth -= 1
        elif not found["mark"]:
            return True
    return depth > 0


class TaskRecords:
    """The task records of a document while they are made. Equal cells are read once."""

    def __init__(self, findings: Findings, context: Context) -> None:
        self.findings = findings
        self.context = context
        self.tasks: list[Task] = []
        self._ids: dict[str, int] = {}
        self._read: dict[tuple[str, str, str, str], tuple[tuple[Any, ...], tuple[Note, ...]]] = {}
        self._readers: dict[str, Reader] = {}

    def add_leaf(self, leaf: Leaf, header: Header, annex: Record | None, headings: Sequence[Node]) -> None:
        """The record of a leaf row."""
        cells = {role: text for role, text in leaf.cells.items() if text}
        record = self._row(cells, leaf.inherited)
        placer = self.findings.placer
        section = [*(heading_record(n, placer) for n in headings), *(self._section(s) for s in leaf.path)]
        record |= self._place(annex, [s["label"] for s in section], record["ordinal"])
        record |= {"source": "table", "section": section}
        headers = {c.role: c.header for c in header.columns}
        read = {c.role: c.rule for c in header.columns if c.rule}
        record["rules"] = {r: "cell.inherited" if r in leaf.inherited else read.get(r, "cell.own") for r in cells}
        for found in FIELDS:
            record[found.key] = self._field(found, leaf, cells, headers)
        record["budget"] = next(iter(record["budget"]), None)
        for deliverable in record["deliverables"]:  # an item like an activity, but for its code
            del deliverable["code"]
        self.tasks.append(Task.model_validate(record))
        for role, text in cells.items():
            if role not in leaf.inherited and _bracket_left(text.text):
                self.findings.diagnose("cell.bracket-unbalanced", text, text.plain)

    def add_prose(self, task: ProseTask, parties: list[Record], deadlines: list[Record]) -> None:
        """The record of a prose item. What its label lines name are cells, as a row has them."""
        cells = {"ordinal": task.node.mark, "task": task.text} if task.ordinal else {"task": task.text}
        for line in task.labelled:
            cells[line.role] = join([cells.get(line.role, EMPTY), line.value])
        record = self._row({role: text for role, text in cells.items() if text})
        enclosing, headings = under_annex(task.headings)
        annex = annex_record(enclosing, self.findings.placer)
        record |= self._place(annex, [n.label for n in headings], task.ordinal)
        record |= {
            "source": "prose",
            "section": [heading_record(n, self.findings.placer) for n in headings],
            "ordinal": task.ordinal,
            "parties": parties,
            "deadlines": deadlines,
            "deliverables": self.read_labelled("deliverables", task.labelled),
            "budget": next(iter(self.read_labelled("budget", task.labelled)), None),
        }
        for deliverable in record["deliverables"]:
            del deliverable["code"]
        self.tasks.append(Task.model_validate(record))

    def read_labelled(self, key: str, lines: Iterable[Labelled]) -> list[Record]:
        """A field's values from label lines of prose, read as cells are. The label of a party is its own."""
        found = next(each for each in FIELDS if each.key == key)
        records: list[Record] = []
        for line in (each for each in lines if each.role in found.roles):
            text = line.text if key == "parties" else line.value
            shown = text.text if found.line_breaks else unwrap(text.text)
            records += self.findings.values(text, *self._values(found, shown, "", line.role))
        return records

    def _place(self, annex: Record | None, labels: Sequence[str | None], ordinal: str | None) -> Record:
        """The annex, and the id that the annex's number, the path and the ordinal make."""
        number = annex["number"] if annex else None
        return {"id": self._new_id([f"pl{number}" if number else None, *labels, ordinal]), "annex": annex}

    def _row(self, cells: Mapping[str, Text], inherited: Sequence[str] = ()) -> Record:
        words = {role: text.plain for role, text in cells.items()}
        return {
            "ordinal": words.get("ordinal", "").strip().rstrip(".)") or None,
            "cells": words,
            "inherited": list(inherited),
            "rules": {role: f"prose.{role}" for role in words},  # a row's columns have their own
            **{role: words.get(role) for role in ("objective", "task", "note")},
            "spans": {role: self.findings.placer.spans(text.spans()) for role, text in cells.items()},
            "confidences": self.findings.placer.confidences({role: text.spans() for role, text in cells.items()}),
        }

    def _section(self, section: Section) -> Record:
        return {
            "label": section.label,
            "title": section.title.plain or None,
            "cells": {role: text.plain for role, text in section.cells.items()},
            "rule": "section.row",
            **self.findings.placer.of(section.title),
        }

    def _field(self, found: Field, leaf: Leaf, cells: dict[str, Text], headers: dict[str, str]) -> list[Record]:
        """A field's values from the cells it reads. An inherited cell's notes were made where it stands."""
        records: list[Record] = []
        for role in (r for r in found.roles if r in cells):
            text = cells[role].text if found.line_breaks else unwrap(cells[role].text)
            values, notes = self._values(found, text, headers.get(role, ""), role)
            records += self.findings.values(cells[role], values, () if role in leaf.inherited else notes)
        return records

    def _values(self, found: Field, text: str, header: str, role: str) -> tuple[tuple[Any, ...], tuple[Note, ...]]:
        key = (found.key, text, header, role)
        if key not in self._read:
            if found.key not in self._readers:
                self._readers[found.key] = found.load()
            self._read[key] = self._readers[found.key](text, self.context._replace(header=header, role=role))
        return self._read[key]

    def _new_id(self, parts: Iterable[str | None]) -> str:
        """A readable id, unique in the document: the labels of the path, `.2` and so on for the same again."""
        labels: list[str] = []
        for part in (re.sub(r"\s+", "-", p) for p in parts if p):
            while labels and part.startswith(f"{labels[-1]}."):
                labels.pop()
            labels.append(part)
        base = ".".join(labels) or "0"
        name, count = base, 1
        while name in self._ids:
            self._ids[base] = count = self._ids[base] + 1
            name = f"{base}.{count}"
        self._ids[name] = 1
        return name
