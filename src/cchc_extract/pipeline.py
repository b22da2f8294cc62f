"""The stages, readable top to bottom: a source document in, a validated extraction out.

Data flows one way. Each stage takes the lines that the ones before it have left; the ledger sees to it that every
character ends in exactly one home. Nothing here raises on content.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from cchc_extract.accounting import Ledger
from cchc_extract.diagnostics import Diagnostic, diagnose
from cchc_extract.fields.citations import find_citations, merge_citations
from cchc_extract.fields.parties import find_leads
from cchc_extract.fields.prose_deadlines import find_deadlines, read_period
from cchc_extract.fields.targets import find_targets
from cchc_extract.model.grid import Grid
from cchc_extract.model.outline import Footnote, Node, Outline, ProseTask
from cchc_extract.model.record import Extraction
from cchc_extract.model.source import Line, SourceDocument
from cchc_extract.model.span import Span, Text, join
from cchc_extract.model.values import Context, Note
from cchc_extract.placing import Placer
from cchc_extract.result import (
    Record,
    accounting_record,
    annex_record,
    document_record,
    footnote_record,
    indicator_record,
    node_record,
    source_record,
)
from cchc_extract.segment.duplicates import find_duplicates, note_duplicates
from cchc_extract.segment.footnotes import find_footnotes
from cchc_extract.segment.front import Front, read_front
from cchc_extract.segment.furniture import find_furniture
from cchc_extract.segment.lost_annexes import find_lost_annexes
from cchc_extract.segment.outline import build_outline
from cchc_extract.segment.prose import find_prose_tasks, is_objective
from cchc_extract.tables.assemble import Table
from cchc_extract.tables.find import find_tables
from cchc_extract.tables.header import HIERARCHY
from cchc_extract.tables.indicators import read_indicators
from cchc_extract.tables.inherit import inherit
from cchc_extract.tables.rows import JoinedRow, join_rows
from cchc_extract.tables.sections import Leaf, read_sections
from cchc_extract.tables.sequence import check_sequence, codes_in
from cchc_extract.tasks import Records


def extract_document(document: SourceDocument) -> Extraction:
    """The extraction of one document. Never raises on content: what is not understood is in the residue."""
    return Extraction.model_validate(_Reading(document).result())


class _Reading:
    """One document while it is read: what the stages have found, and what is left."""

    def __init__(self, document: SourceDocument) -> None:
        self.document = document
        self.source = document.text
        self.placer = Placer(document)
        self.ledger = Ledger(self.source)
        self.diagnostics: list[Diagnostic] = [diagnose(code, span) for code, span in document.repairs]
        self.texts: list[Text] = []  # every text that may cite a document, once
        self.targets: list[Record] = []
        self.indicators: list[Record] = []

    def result(self) -> dict[str, Any]:
        """The stages in their order, and what they make."""
        lines = self.without_repeats(self.document.lines)
        tables, grids = self.tables(lines)
        prose = _outside(lines, grids)
        front = self.front(prose)
        notes = self.footnotes([x for x in prose if x.index not in front.homes])
        taken = front.homes.keys() | {i for n in notes for i in n.lines}
        outline = self.outline([x for x in prose if x.index not in taken], tables)
        self.records = Records(self.placer, _context(front))
        for table in tables:
            self.read_table(table, outline)
        self.prose_tasks(outline, front.kind.value)
        self.prose_targets(outline)
        citations = self.citations()
        account = self.ledger.close(self.document)
        for span in account.residue:
            self.diagnose("accounting.residue", [span], self.source[slice(*span)][:80])
        return {
            "source": source_record(self.document, grids),
            "document": document_record(front, self.placer),
            "outline": [node_record(n, self.placer) for n in outline.nodes],
            "tasks": self.records.tasks,
            "indicators": self.indicators,
            "targets": self.targets,
            "citations": citations,
            "footnotes": [footnote_record(n, self.placer) for n in notes],
            "diagnostics": self.findings(),
            "accounting": accounting_record(account, self.document, self.placer),
        }

    # --- the text's parts ---

    def without_repeats(self, lines: Sequence[Line]) -> list[Line]:
        """The lines without page furniture and without blocks printed twice."""
        furniture = find_furniture(lines, self.source)
        lines = [x for x in lines if x.index not in furniture] if furniture else list(lines)
        self.claim((x for x in self.document.lines if x.index in furniture), "furniture")
        twice = find_duplicates(lines)
        self.note_places(note_duplicates(lines, twice))
        self.claim((x for x in lines if x.index in twice), "duplicate")
        return [x for x in lines if x.index not in twice]

    def tables(self, lines: Sequence[Line]) -> tuple[list[Table], list[Grid]]:
        """The tables; the marks of their dialects are markup."""
        tables, grids, conflicts = find_tables(self.source, lines)
        for grid in grids:
            self.ledger.claim(grid.marks, "markup")
        for grid in conflicts:
            self.diagnose("table.dialect-conflict", grid.rows[0].cells[0].spans() or [(0, 0)], grid.dialect)
        return tables, grids

    def front(self, lines: Sequence[Line]) -> Front:
        """The document's facts; the lines that hold them. The line of its own number cites no other document."""
        front = read_front(self.source, lines)
        own = {start for start, _ in front.number.spans} if front.number else set()
        for home in ("document_header", "signature"):
            held = [x for x in lines if front.homes.get(x.index) == home]
            self.claim(held, home)
            if home == "document_header":
                self.texts += _blocks(x for x in held if not any(x.start <= a < x.end for a in own))
        self.note_places(front.notes)
        return front

    def footnotes(self, lines: Sequence[Line]) -> list[Footnote]:
        """Footnotes, whole lines each."""
        notes, taken = find_footnotes(lines)
        self.claim((x for x in lines if x.index in taken), "footnote")
        for note in notes:
            self.texts.append(note.text)
            self.note_places(note.notes)
        return notes

    def outline(self, lines: Sequence[Line], tables: Sequence[Table]) -> Outline:
        """The tree of headings, items and paragraphs."""
        tables_at = [t.first for t in tables]
        outline = find_lost_annexes(build_outline(lines, tables_at, self.source), tables_at)
        for path in outline.walk():
            self.ledger.claim(path[-1].spans, "outline")
            if path[-1].words:
                self.texts.append(path[-1].words)
        self.note_places(outline.notes)
        return outline

    # --- tables ---

    def read_table(self, table: Table, outline: Outline) -> None:
        """One table's records: tasks, or indicators, or none."""
        for header in table.header_rows:
            self.claim_cells(header.cells, "table_header")
        for line in table.interrupted:
            self.diagnose("table.interrupted", self.document.lines[line].words.spans(), self.document.lines[line].text)
        if table.header is None:
            self.foreign_table(table)
            return
        if table.assumed:
            self.diagnose("table.header-assumed", _first_place(table), "")
        for column in table.header.columns:
            if not column.known and column.header:
                self.diagnose("column.unknown-role", _first_place(table), column.header)
        rows = join_rows(table)
        roles = set(table.header.roles)
        path = outline.over(table.first)
        if {"unit", "value"} & roles and "name" in roles:
            self.read_indicators(table, rows)
        elif roles & {"objective", "task", "activity"} and roles & {"lead", "implementing", "coordinating", "deadline"}:
            self.read_tasks(table, rows, path)
        else:
            self.foreign_table(table)
            return
        for row in rows:
            self.joined(row)

    def foreign_table(self, table: Table) -> None:
        """A table of something else: kept whole, no records."""
        for row in table.rows:
            self.claim_cells(row.cells, "cell")
            self.texts += [c for c in row.cells if c]
        self.diagnose("table.not-tasks", _first_place(table), "")

    def read_tasks(self, table: Table, rows: Sequence[JoinedRow], path: Sequence[Node]) -> None:
        """The leaves of a task table as records."""
        assert table.header
        leaves, heads = read_sections(rows, table.header)
        inherit(leaves, table.header)
        place = next((i for i, n in enumerate(path) if n.kind == "attachment"), None)
        annex = annex_record(path[place] if place is not None else None, self.placer)
        headings = path if place is None else path[place + 1 :]
        kept = [leaf for leaf in leaves if _says_something(leaf)]
        if leaves and not kept:
            self.diagnose("table.blank-form", _first_place(table), "")
        for leaf in kept:
            self.records.add_leaf(leaf, table.header, annex, headings)
        section_rows = {id(h) for h in heads}
        for row in rows:
            self.claim_cells(row.cells, "section_row" if id(row) in section_rows else "cell")
            self.texts += [c for c in row.cells if c]
        for leaf in kept:
            if "objective" in leaf.cells and "objective" not in leaf.inherited:
                self.find_targets(leaf.cells["objective"])
        self.check_numbers(leaves)

    def check_numbers(self, leaves: Sequence[Leaf]) -> None:
        """Ordinals and codes in cells that repeat or skip within a section."""
        series: dict[tuple[object, ...], list[tuple[str, Span]]] = {}
        for leaf in leaves:
            here = tuple(s.line for s in leaf.path)
            for role in (r for r in ("ordinal", *HIERARCHY) if r in leaf.cells and r not in leaf.inherited):
                series.setdefault((role, *here), []).extend(codes_in(leaf.cells[role], role))
        for (role, *_), labels in series.items():
            self.note_found(check_sequence(labels, "ordinal" if role == "ordinal" else "code"))

    def read_indicators(self, table: Table, rows: Sequence[JoinedRow]) -> None:
        """The figures of a table of statistics as records."""
        assert table.header
        found, heads, notes = read_indicators(rows, table.header)
        self.indicators += [indicator_record(f, self.placer) for f in found]
        section_rows = {id(h) for h in heads}
        for row in rows:
            self.claim_cells(row.cells, "section_row" if id(row) in section_rows else "cell")
            self.texts += [c for c in row.cells if c]
        self.note_found(notes)

    def joined(self, row: JoinedRow) -> None:
        """What was guessed when a row was joined."""
        for text in row.repeats:
            self.ledger.claim(text.spans(), "duplicate")
            self.diagnose("row.fragment-repeats", text.spans(), text.plain)
        for code, place in row.guesses:
            self.diagnose(code, [place], self.source[slice(*place)])

    # --- prose ---

    def prose_tasks(self, outline: Outline, kind: str) -> None:
        """The tasks that the outline holds, with the lead and the deadlines their words give."""
        context = self.records.context
        for task in find_prose_tasks(outline, kind):
            parties = self.leads(task)
            deadlines = self.values(task.text, *find_deadlines(task.text.text, context))
            period = next((h.title for h in reversed(task.headings) if h.title), None) if not deadlines else None
            found = read_period(period.text, context) if period else None
            if period and found:
                deadlines = [self.records.value(found, period)]
            self.records.add_prose(task, parties, deadlines)

    def leads(self, task: ProseTask) -> list[Record]:
        """The agencies with which the item opens, else those that its parent names."""
        found = self.values(task.text, *find_leads(task.text.text))
        words = task.parent.words if task.parent and not found else None
        return self.values(words, *find_leads(words.text)) if words else found

    def values(self, text: Text, values: Iterable[Any], notes: Iterable[Note]) -> list[Record]:
        """Value objects read from a text as records; their notes as diagnostics."""
        self.records.note(notes, text)
        return [self.records.value(v, text) for v in values]

    def prose_targets(self, outline: Outline) -> None:
        """The quantities that sections of objectives set."""
        for path in outline.walk():
            if path[-1].text and is_objective(path):
                self.find_targets(path[-1].text)

    def find_targets(self, text: Text) -> None:
        """The quantities of one objective."""
        self.targets += self.values(text, *find_targets(text.text))

    # --- the result ---

    def citations(self) -> list[Record]:
        """Every document cited, once, where it is named most fully."""
        texts = sorted((t for t in self.texts if t.runs), key=lambda t: t.runs[0][1])
        found = []
        for text in texts:
            values, notes = find_citations(text.text)
            self.records.note(notes, text)
            found.append(values)
        merged, doubts = merge_citations(found)
        for index, note in doubts:
            self.records.note([note], texts[index])
        return [self.records.value(citation, texts[index]) for index, citation in merged]

    def findings(self) -> list[Record]:
        """All diagnostics in the order of the text, each once."""
        found = sorted(
            {*self.diagnostics, *self.records.diagnostics}, key=lambda d: (d.span or (-1, -1), d.code, d.message)
        )
        return [
            {"code": d.code, "severity": d.severity, "message": d.message, "span": self.placer.one(d.span)}
            for d in found
        ]

    # --- small things ---

    def claim(self, lines: Iterable[Line], home: str) -> None:
        """Give the words of whole lines a home."""
        for line in lines:
            self.ledger.claim(line.words.spans(), home)

    def claim_cells(self, cells: Iterable[Text], home: str) -> None:
        """Give the words of cells a home."""
        for cell in cells:
            self.ledger.claim(cell.spans(), home)

    def diagnose(self, code: str, spans: Sequence[Span], seen: str) -> None:
        """A diagnostic at the first of some places."""
        self.diagnostics.append(diagnose(code, spans[0] if spans else None, seen))

    def note_places(self, notes: Iterable[Note]) -> None:
        """Notes whose places are in the source already."""
        self.diagnostics += [diagnose(n.code, n.at, n.seen) for n in notes]

    def note_found(self, found: Iterable[tuple[str, tuple[int, int], str]]) -> None:
        """Findings of the table stages."""
        self.diagnostics += [diagnose(code, place, seen) for code, place, seen in found]


def _outside(lines: Sequence[Line], grids: Sequence[Grid]) -> list[Line]:
    """The lines that no table holds."""
    inside = {i for g in grids for i in range(g.first, g.last)}
    return [x for x in lines if x.index not in inside]


def _blocks(lines: Iterable[Line]) -> list[Text]:
    """The words of lines that follow each other as one text: a date may stand on the next line."""
    blocks: list[list[Line]] = []
    for line in lines:
        if blocks and line.text and blocks[-1][-1].index == line.index - 1:
            blocks[-1].append(line)
        elif line.text:
            blocks.append([line])
    return [join(x.words for x in block) for block in blocks]


def _context(front: Front) -> Context:
    """What the fields need to know of the document."""
    issued = front.issued.value if front.issued else ""
    day = date.fromisoformat(issued) if isinstance(issued, str) and len(issued) == 10 else None
    year = front.year.value if front.year else None
    kind = front.type.value if front.type else None
    return Context(year=year if isinstance(year, int) else None, issued=day, type=str(kind) if kind else None)


def _says_something(leaf: Leaf) -> bool:
    """A row of a blank form holds its ordinal and nothing else."""
    return any(role not in ("ordinal", "other") for role in leaf.cells if role not in leaf.inherited)


def _first_place(table: Table) -> list[Span]:
    rows = [*table.header_rows, *table.rows]
    return next((c.spans() for row in rows for c in row.cells if c), [])
