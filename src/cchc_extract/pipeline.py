"""The stages, readable top to bottom: a source document in, a validated extraction out.

Data flows one way. Each stage takes the lines that the ones before it have left; the ledger sees to it that every
character ends in exactly one home. Nothing here raises on content.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import date
from functools import partial
from itertools import chain

from cchc_extract.collector import held
from cchc_extract.fields import unwrap
from cchc_extract.fields.citations import find_citations, merge_citations
from cchc_extract.fields.parties import find_leads, read_roles
from cchc_extract.fields.prose_deadlines import find_deadlines, read_period
from cchc_extract.fields.targets import find_targets
from cchc_extract.findings import Findings, Record
from cchc_extract.label_lines import read_label_line
from cchc_extract.model.grid import Grid
from cchc_extract.model.outline import Footnote, Outline, Path, ProseTask
from cchc_extract.model.record import Extraction
from cchc_extract.model.source import Line, SourceDocument
from cchc_extract.model.span import Text, join
from cchc_extract.model.values import Context
from cchc_extract.result import (
    accounting_record,
    document_record,
    footnote_record,
    node_record,
    place_records,
    source_record,
)
from cchc_extract.segment.duplicates import find_duplicates, note_duplicates
from cchc_extract.segment.footnotes import find_footnotes
from cchc_extract.segment.front import Front, read_front
from cchc_extract.segment.furniture import find_furniture
from cchc_extract.segment.lost_annexes import find_lost_annexes
from cchc_extract.segment.note_marks import calls, without
from cchc_extract.segment.outline import build_outline
from cchc_extract.segment.paragraphs import is_rule
from cchc_extract.segment.prose import find_prose_tasks, find_unheaded, is_objective
from cchc_extract.tables.assemble import Table
from cchc_extract.tables.columns import in_columns
from cchc_extract.tables.find import find_tables
from cchc_extract.tabular import read_table
from cchc_extract.tasks import TaskRecords

_LEADING = {"lead", "implementing"}


@held()
def extract_document(document: SourceDocument) -> Extraction:
    """The extraction of one document. Never raises on content: what is not understood is in the residue."""
    findings = Findings(document)
    lines, furniture = _without_repeats(document.lines, findings)
    tables, grids = _tables(lines, findings)
    prose = _outside(lines, grids)
    footnotes, prose, between = _footnotes(prose, tables, findings)
    front = _front(prose, furniture | between, footnotes, findings)
    prose = [x for x in prose if x.index not in front.homes]
    outline = _outline(prose, tables, findings)
    records = TaskRecords(findings, _context(front))
    objectives = [text for each in tables for text in read_table(each, outline, records)]
    set_by_prose = (path[-1].words for path in outline.walk() if _sets_objective(path))
    objectives += [_unmarked(words, footnotes, findings) for words in set_by_prose]
    for text in objectives:
        findings.targets += findings.values(text, *find_targets(unwrap(text.text)))
    for task in find_prose_tasks(outline, str(front.kind.value), partial(read_label_line, context=records.context)):
        task = task._replace(text=_unmarked(task.text, footnotes, findings))
        records.add_prose(task, _leads(task, records), _deadlines(task, records))
    if not records.tasks and front.kind.value != "report":
        item = find_unheaded(outline, lambda words: bool(find_leads(unwrap(words))[0]))
        if item is not None:
            findings.diagnose("prose.no-task-section", item.words, item.words.plain)
    for table in findings.tables:
        outline.put(table)
    citations = _citations(findings)
    account = findings.ledger.close(document)
    for span in account.residue:
        findings.diagnose("accounting.residue", [span], findings.source[slice(*span)][:80])
    placer = findings.placer
    return Extraction.model_validate(
        {
            "source": source_record(document, grids),
            "document": document_record(front, placer),
            "outline": [node_record(n, placer) for n in outline.nodes],
            "tasks": records.tasks,
            "indicators": findings.indicators,
            "targets": findings.targets,
            "citations": citations,
            "footnotes": [footnote_record(n, placer) for n in footnotes],
            "diagnostics": findings.diagnostics(),
            "accounting": accounting_record(account, document),
            "places": place_records(document),
        }
    )


# --- the text's parts ------------------------------------------------------------------------------------------------


def _without_repeats(lines: Sequence[Line], findings: Findings) -> tuple[list[Line], set[int]]:
    """The lines without page furniture and without blocks printed twice, and the indexes of the furniture. A table's
    header repeats from page to page too, and is none."""
    source = findings.source
    free = _outside(lines, findings.document.grids)  # what a format states to be a cell is one
    furniture = find_furniture(free, source)
    furniture -= {x.index for x in free if x.index in furniture and in_columns(source[x.start : x.end])}
    findings.claim((x for x in free if x.index in furniture), "furniture")
    free = [x for x in free if x.index not in furniture]
    twice = find_duplicates(free)
    findings.note(note_duplicates(free, twice))
    findings.claim((x for x in free if x.index in twice), "duplicate")
    return [x for x in lines if x.index not in twice and x.index not in furniture], furniture


def _tables(lines: Sequence[Line], findings: Findings) -> tuple[list[Table], list[Grid]]:
    """The tables; the marks of their dialects are markup."""
    tables, grids, doubts = find_tables(findings.source, lines, findings.document.grids)
    for grid in grids:
        findings.ledger.claim(grid.marks, "markup")
        findings.ledger.claim(grid.furniture, "furniture")
    for doubt in doubts:
        findings.diagnose(*doubt)
    return tables, grids


def _outside(lines: Sequence[Line], grids: Sequence[Grid]) -> list[Line]:
    """The lines that no table holds."""
    if not grids:
        return list(lines)
    inside = {i for g in grids for i in range(g.first, g.last)}
    return [x for x in lines if x.index not in inside]


def _front(lines: Sequence[Line], between: Container[int], footnotes: Sequence[Footnote], findings: Findings) -> Front:
    """The document's facts, without the figures that call notes; the lines that hold them. The line of its own number
    cites no other document. `between`: the lines left out that part no paragraph."""
    numbers = {int(note.label) for note in footnotes}
    raised = (
        (m for x in lines for c in calls(x.words, numbers) for m in x.words.spans(c.start, c.end)) if numbers else ()
    )
    marks = sorted({*raised, *(note.called for note in footnotes if note.called)})
    front = read_front(findings.source, lines, between, marks)
    own = [start for start, _ in front.number.spans] if front.number else []
    for home in ("document_header", "signature"):
        findings.claim((x for x in lines if front.homes.get(x.index) == home), home)
    header = [x for x in lines if front.homes.get(x.index) == "document_header"]
    findings.texts += _blocks(x for x in header if not any(x.start <= a < x.end for a in own))
    if any(x.text for x in lines):
        findings.note(front.notes)
    return front


def _blocks(lines: Iterable[Line]) -> list[Text]:
    """The words of lines that follow each other as one text: a date may stand on the next line."""
    blocks: list[list[Line]] = []
    for line in lines:
        if blocks and line.text and blocks[-1][-1].index == line.index - 1:
            blocks[-1].append(line)
        elif line.text:
            blocks.append([line])
    return [join(x.words for x in block) for block in blocks]


def _footnotes(
    lines: Sequence[Line], tables: Sequence[Table], findings: Findings
) -> tuple[list[Footnote], list[Line], set[int]]:
    """The footnotes, the lines without them, and the indexes of those they take. The cells lose the figures that call
    one. The lines of the document's header may call one too: they are not yet taken."""
    headers = (cell for table in tables for row in table.header_rows for cell in row.cells)
    cells = (cell for table in tables for row in table.rows for cell in row.cells)
    notes, taken = find_footnotes(lines, chain(headers, cells))
    findings.claim((x for x in lines if x.index in taken), "footnote")
    for note in notes:
        findings.texts.append(note.text)
        findings.note(note.notes)
    for table in tables if notes else ():
        table.rows = [row._replace(cells=tuple(_unmarked(c, notes, findings) for c in row.cells)) for row in table.rows]
    return notes, [x for x in lines if x.index not in taken], taken


def _unmarked(words: Text, notes: Iterable[Footnote], findings: Findings) -> Text:
    """Words of a record without the figures that call footnotes."""
    marks = calls(words, {int(note.label) for note in notes})
    for mark in marks:
        findings.ledger.claim(words.spans(mark.start, mark.end), "footnote")
    return without(words, marks)


def _outline(lines: Sequence[Line], tables: Sequence[Table], findings: Findings) -> Outline:
    """The tree of headings, items and paragraphs. A line of dashes, as under a title, says nothing."""
    findings.claim((x for x in lines if is_rule(x.text)), "markup")
    lines = [x for x in lines if not is_rule(x.text)]
    tables_at = [t.first for t in tables]
    outline = find_lost_annexes(build_outline(lines, tables_at, findings.source), tables_at)
    for path in outline.walk():
        findings.ledger.claim(path[-1].spans, "outline")
        if path[-1].words:
            findings.texts.append(path[-1].words)
    findings.note(outline.notes)
    return outline


def _context(front: Front) -> Context:
    """What the fields need to know of the document."""
    issued, year = front.issued and front.issued.value, front.year and front.year.value
    day = date.fromisoformat(issued) if isinstance(issued, str) and len(issued) == 10 else None
    kind = front.governed_by or front.type  # an annex speaks of its document's day of issue
    return Context(year=year if isinstance(year, int) else None, issued=day, type=str(kind.value) if kind else None)


# --- what the words of prose give ------------------------------------------------------------------------------------


def _sets_objective(path: Path) -> bool:
    """A paragraph of a section of objectives, or an item of it that leads a list; not the section's own heading."""
    return bool(path[-1].words) and is_objective(path if path[-1].text else path[:-1])


def _leads(task: ProseTask, records: TaskRecords) -> list[Record]:
    """The parties of an item: those of its label lines, the agencies with which it opens, those of the label lines
    beside it; where none of them leads, the agencies that its parent names, or the nearest heading above that names
    any. An item that is a label line itself (`Cơ quan phối hợp: …`) gives those roles."""
    findings = records.findings
    if (alone := read_roles(unwrap(task.text.text))) is not None:
        return findings.values(task.text, *alone)
    found = records.read_labelled("parties", task.labelled)
    if not _led(found):
        found = [*findings.values(task.text, *find_leads(unwrap(task.text.text))), *found]
    roles = {party["role"] for party in found} | (_LEADING if _led(found) else set())
    found += [party for party in records.read_labelled("parties", task.common) if party["role"] not in roles]
    if _led(found):
        return found
    above = [task.parent, *(node for node in reversed(task.headings) if node is not task.parent)]
    for words in (node.words for node in above if node is not None and node.words):
        if leads := findings.values(words, *find_leads(unwrap(words.text))):
            return [*leads, *found]
    return found


def _led(parties: Iterable[Record]) -> bool:
    return any(party["role"] in _LEADING for party in parties)


def _deadlines(task: ProseTask, records: TaskRecords) -> list[Record]:
    """When the item is due: by its label lines, its own words, the label lines beside it, else by the period that the
    nearest heading above names."""
    findings = records.findings
    found = (
        records.read_labelled("deadlines", task.labelled)
        or findings.values(task.text, *find_deadlines(unwrap(task.text.text), records.context))
        or records.read_labelled("deadlines", task.common)
    )
    if found:
        return found
    for heading in (node.title for node in reversed(task.headings) if node.title):
        period = read_period(unwrap(heading.text), records.context)
        if period:
            return [findings.value(period, heading)]
    return []


def _citations(findings: Findings) -> list[Record]:
    """Every document cited, once, where it is named most fully."""
    texts = sorted((t for t in findings.texts if t.runs), key=lambda t: t.runs[0][1])
    found = []
    for text in texts:
        values, notes = find_citations(text.text)
        findings.note(notes, text)
        found.append(values)
    merged, doubts = merge_citations(found)
    for index, note in doubts:
        findings.note([note], texts[index])
    return [findings.value(citation, texts[index]) for index, citation in merged]
