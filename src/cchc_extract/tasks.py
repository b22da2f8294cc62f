"""Task records: from leaves and prose items to what the result holds.

Enters: leaves of tables, prose tasks of the outline, their annex and headings. Leaves: plain records (dicts) in the
shape of `model.record.Task`, and diagnostics. Never decides what a row or an item is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from cchc_extract.diagnostics import Diagnostic, diagnose
from cchc_extract.fields import FIELDS, Field, Reader
from cchc_extract.model.outline import Node, ProseTask
from cchc_extract.model.span import Span, Text
from cchc_extract.model.values import Context, Note
from cchc_extract.placing import Placer
from cchc_extract.result import Record, heading_record
from cchc_extract.tables.header import Header
from cchc_extract.tables.sections import Leaf, Section


@dataclass
class Records:
    """The records of a document while they are made."""

    placer: Placer
    context: Context
    tasks: list[Record] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    _ids: dict[str, int] = field(default_factory=dict)
    _read: dict[tuple[str, str, Context], Any] = field(default_factory=dict)
    _readers: dict[str, Reader] = field(default_factory=dict)

    # --- fields ---

    def read(self, found: Field, text: Text, context: Context) -> tuple[list[Record], tuple[Note, ...]]:
        """A field's values as records, with their places, and its notes (places in the text)."""
        key = (found.key, text.text, context)
        if key not in self._read:
            reader = self._readers.setdefault(found.key, found.load())
            self._read[key] = reader(text.text, context)
        values, notes = self._read[key]
        return [self.value(v, text) for v in values], notes

    def value(self, value: Any, text: Text) -> Record:
        """A value object as a record: its fields, and its place in the source instead of `at`."""
        record = {name: getattr(value, name) for name in value.__slots__ if name != "at"}
        return {**record, **self.placer.of(text, value.at)}

    def note(self, notes: Iterable[Note], text: Text) -> None:
        """Notes on a text as diagnostics."""
        for note in notes:
            spans = text.spans(*note.at) or text.spans()
            self.diagnose(note.code, spans[0] if spans else None, note.seen)

    def diagnose(self, code: str, span: Span | None, seen: str = "") -> None:
        """A diagnostic at a place of the working text."""
        self.diagnostics.append(diagnose(code, span, seen))

    # --- identity ---

    def new_id(self, parts: Iterable[str | None]) -> str:
        """A readable id, unique in the document: the labels of the path, `.2` and so on for the same again."""
        labels: list[str] = []
        for part in (re.sub(r"\s+", "-", p) for p in parts if p):
            while labels and part.startswith(f"{labels[-1]}."):
                labels.pop()
            labels.append(part)
        base = ".".join(labels) or "0"
        self._ids[base] = count = self._ids.get(base, 0) + 1
        if count == 1:
            return base
        numbered = f"{base}.{count}"
        return numbered if self._ids.setdefault(numbered, 0) == 0 else self.new_id([numbered])

    # --- records ---

    def add_leaf(self, leaf: Leaf, header: Header, annex: Record | None, headings: Sequence[Node]) -> None:
        """The record of a leaf row."""
        cells = {role: text for role, text in leaf.cells.items() if text}
        record = self._row(cells, leaf.inherited)
        record["annex"] = annex
        record["section"] = [heading_record(n, self.placer) for n in headings] + [self._section(s) for s in leaf.path]
        number = annex["number"] if annex else None
        labels = [s["label"] for s in record["section"]]
        record["id"] = self.new_id([f"pl{number}" if number else None, *labels, record["ordinal"]])
        record["source"] = "table"
        headers = {c.role: c.header for c in header.columns}
        for found in FIELDS:
            record[found.key] = self._field(found, leaf, cells, headers)
        record["budget"] = next(iter(record["budget"]), None)
        for deliverable in record["deliverables"]:  # an item like an activity, but for its code
            del deliverable["code"]
        self.tasks.append(record)
        self._check_deadlines(record, leaf)

    def _field(self, found: Field, leaf: Leaf, cells: dict[str, Text], headers: dict[str, str]) -> list[Record]:
        values: list[Record] = []
        for role in found.roles:
            if role in cells:
                context = replace(self.context, header=headers.get(role, ""), role=role)
                records, notes = self.read(found, cells[role], context)
                values += records
                if role not in leaf.inherited:
                    self.note(notes, cells[role])
        return values

    def _row(self, cells: dict[str, Text], inherited: Sequence[str] = ()) -> Record:
        ordinal = cells["ordinal"].plain.strip().rstrip(".)") if "ordinal" in cells else None
        return {
            "ordinal": ordinal or None,
            "cells": {role: text.plain for role, text in cells.items()},
            "inherited": list(inherited),
            "objective": cells["objective"].plain if "objective" in cells else None,
            "task": cells["task"].plain if "task" in cells else None,
            "note": cells["note"].plain if "note" in cells else None,
            "spans": {role: self.placer.spans(text.spans()) for role, text in cells.items()},
        }

    def _section(self, section: Section) -> Record:
        return {
            "label": section.label,
            "title": section.title.plain or None,
            "cells": {role: text.plain for role, text in section.cells.items()},
            **self.placer.of(section.title),
        }

    def add_prose(self, task: ProseTask, parties: list[Record], deadlines: list[Record]) -> None:
        """The record of a prose item."""
        cells = {"ordinal": task.node.mark, "task": task.text} if task.ordinal else {"task": task.text}
        record = self._row({role: text for role, text in cells.items() if text})
        record["ordinal"] = task.ordinal
        record["section"] = [heading_record(n, self.placer) for n in task.headings]
        record["id"] = self.new_id([*(n.label for n in task.headings), task.ordinal])
        record |= {"source": "prose", "annex": None, "parties": parties, "deadlines": deadlines}
        self.tasks.append(record)

    def _check_deadlines(self, record: Record, leaf: Leaf) -> None:
        if self.context.year is None or "deadline" in leaf.inherited:
            return
        for deadline in record["deadlines"]:
            last = deadline["end"] or deadline["start"]
            if last and int(last[:4]) < self.context.year:
                self.diagnose("deadline.before-plan-year", leaf.cells["deadline"].spans()[0], deadline["text"])
