"""Tables to records: which table holds tasks, which indicators, which neither.

Enters: assembled tables and the outline. Leaves: records and diagnostics in the findings; every cell has its home.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter

from cchc_extract.fields import unwrap
from cchc_extract.fields.budget import header_unit
from cchc_extract.fields.targets import find_figure_targets
from cchc_extract.findings import Findings
from cchc_extract.model.outline import Node, Outline
from cchc_extract.model.span import EMPTY, Span, Text, join
from cchc_extract.result import annex_record, indicator_record, under_annex
from cchc_extract.tables.assemble import Table
from cchc_extract.tables.captions import lines_above, names_no_tasks
from cchc_extract.tables.columns import HIERARCHY, wording
from cchc_extract.tables.evidence import reads
from cchc_extract.tables.header import Header
from cchc_extract.tables.indicators import read_indicators
from cchc_extract.tables.inherit import inherit, inherit_stated
from cchc_extract.tables.labels import is_label
from cchc_extract.tables.rows import JoinedRow, is_total, join_rows
from cchc_extract.tables.sections import Leaf, read_sections
from cchc_extract.tables.sequence import check_sequence, codes_in
from cchc_extract.tables.stated_rows import join_stated
from cchc_extract.tasks import TaskRecords

_line = itemgetter(0)
LONGEST_WORDING = 12  # words
_UNIT = re.compile(r"(?:đơn vị(?: tính)?|đvt)\s*:\s*([^():;]{1,20})", re.IGNORECASE)
_TABLE_ROWS, _TABLE_COLUMNS = 3, 4  # of what is a table though nothing tells its header
_CAPTION_LINES = 3
WHO_OR_WHEN = {"lead", "implementing", "coordinating", "deadline"}


def read_table(table: Table, outline: Outline, records: TaskRecords) -> list[Text]:
    """One table's records. Returns the texts that set objectives (RECORDS.md section 6)."""
    findings = records.findings
    for header_row in table.header_rows:
        findings.claim_cells(header_row.cells, "table_header")
    for line in table.interrupted:
        words = findings.document.lines[line].words
        findings.diagnose("table.interrupted", words, words.plain)
    roles = set(table.header.roles) if table.header else set()
    statistics = bool({"unit", "value"} & roles and "name" in roles)
    if statistics and roles & WHO_OR_WHEN:
        findings.diagnose("table.indicators-assigned", _first_words(table))
    tasks = bool(roles & set(HIERARCHY) and roles & WHO_OR_WHEN)
    if table.header is None or not (statistics or tasks):
        _keep(table, findings)
        return []
    rows = join_stated(table) if table.stated else join_rows(table)
    if tasks and names_no_tasks(table.header, rows, lines_above(findings.document, table.first)):
        _keep(table, findings)
        return []
    _check_header(table, table.header, findings)
    objectives: list[Text] = []
    if statistics:
        heads = _read_statistics(rows, table.header, findings)
    else:
        heads, objectives = _read_tasks(rows, table, table.header, outline.over(table.first), records)
    _read_targets(rows, table.header, findings)
    for row in rows:
        findings.claim_cells(row.cells, "section_row" if id(row) in heads else "cell")
        findings.texts += [c for c in row.cells if c]
        _note_joints(row, findings)
    return objectives


def _keep(table: Table, findings: Findings) -> None:
    """A table of something else: no record is made of it; the outline keeps its rows."""
    for row in table.rows:
        findings.claim_cells(row.cells, "cell")
        findings.texts += [c for c in row.cells if c]
    if _outline_table(table, findings):
        findings.diagnose("table.unread" if _is_unread(table) else "table.not-tasks", _first_words(table))


def _outline_table(table: Table, findings: Findings) -> bool:
    """The rows of a table of which no record is made, for the outline; none if all are empty."""
    rows = [*((r.line, r.cells) for r in table.header_rows), *((r.line, r.cells) for r in table.rows)]
    kept = [Node("tr", None, line, text=join((c for c in cells if c), " ")) for line, cells in sorted(rows, key=_line)]
    kept = [node for node in kept if node.words]
    if kept:  # rows that hold nothing may stand above a header
        findings.tables.append(Node("table", None, table.first, children=kept))
    return bool(kept)


def _is_unread(table: Table) -> bool:
    """Whether columns that only gaps part have no header that is understood: they may hold tasks."""
    if table.dialect != "pdf" or table.stated or table.header is not None:
        return False
    return len(table.rows) >= _TABLE_ROWS and len(table.rows[0].cells) >= _TABLE_COLUMNS


def _check_header(table: Table, header: Header, findings: Findings) -> None:
    if table.assumed:
        findings.diagnose("table.header-assumed", _first_words(table))
    for column in header.columns:
        if not column.known and column.header:
            findings.diagnose("column.unknown-role", _first_words(table), column.header)
    for cell in (c for row in header.rows for c in row.cells):
        if len(wording(cell.plain).split()) > LONGEST_WORDING:
            findings.diagnose("column.long-header", cell, cell.plain)


def _first_words(table: Table) -> Text:
    cells = [*(r.cells for r in table.header_rows), *(r.cells for r in table.rows)]
    return next((c for row in cells for c in row if c), EMPTY)


def _read_statistics(rows: Sequence[JoinedRow], header: Header, findings: Findings) -> set[int]:
    """The figures as records; the identities of the rows that are headings."""
    figures, heads, notes = read_indicators(rows, header)
    findings.indicators += [indicator_record(f, findings.placer) for f in figures]
    for code, place, seen in notes:
        findings.diagnose(code, [place], seen)
    return {id(h) for h in heads}


def _read_targets(rows: Sequence[JoinedRow], header: Header, findings: Findings) -> None:
    """The figures that indicators are to reach, where they stand in a column of their own."""
    columns = [i for i, c in enumerate(header.columns) if c.figures == "target"]
    units = next((i for i, c in enumerate(header.columns) if c.figures == "unit"), None)
    for figure, row in ((row.cells[i], row) for row in rows for i in columns if row.cells[i]):
        unit = "" if units is None else row.cells[units].plain
        findings.targets += findings.values(figure, *find_figure_targets(unwrap(figure.text), unit))


def _read_tasks(
    rows: Sequence[JoinedRow], table: Table, header: Header, path: Sequence[Node], records: TaskRecords
) -> tuple[set[int], list[Text]]:
    """The leaves as records; the identities of the section rows, and the objectives set."""
    header = _with_unit(header, table.first, records.findings)
    leaves, heads = read_sections(rows, header)
    if table.stated and not table.unmerged:
        inherit_stated(leaves, rows, header)
    else:
        inherit(leaves, header)
    enclosing, headings = under_annex(path)
    annex = annex_record(enclosing, records.findings.placer)
    leaves = [leaf for leaf in leaves if _says_something(leaf)]
    own = [x.cells["objective"] for x in leaves if "objective" in x.cells and "objective" not in x.inherited]
    if _is_form(leaves):
        _outline_table(table, records.findings)
        records.findings.diagnose("table.blank-form", _first_words(table))
        leaves = []
    for leaf in leaves:
        records.add_leaf(leaf, header, annex, headings)
    _check_numbers(leaves, records.findings)
    _note_odd_rows(rows, leaves, heads, header, records.findings)
    return {id(h) for h in heads}, own


def _says_something(leaf: Leaf) -> bool:
    """A row of a blank form holds its ordinal, dots to write on or what is to be written there, and nothing else."""
    own = [text for role, text in leaf.cells.items() if role not in ("ordinal", "other", *leaf.inherited)]
    own += [text for role, text in leaf.cells.items() if role == "ordinal" and not is_label(text.plain)]
    return any(any(map(str.isalnum, text.text)) and not reads("cell.prompt", text.plain) for text in own)


def _is_form(leaves: Sequence[Leaf]) -> bool:
    """Whether rows name what is to be done, and none of them anything else: a form to be filled in."""
    return not any(leaf.cells.keys() - {"ordinal", *HIERARCHY, "note", "other"} for leaf in leaves)


def _note_odd_rows(
    rows: Sequence[JoinedRow], leaves: Sequence[Leaf], heads: Sequence[JoinedRow], header: Header, findings: Findings
) -> None:
    """Rows that add up others, and section rows that no record has in its path."""
    used = {section.line for leaf in leaves for section in leaf.path}
    odd = [("row.total", r) for r in rows if is_total(r.cells, header)]
    odd += [("section.without-rows", h) for h in heads if h.line not in used]
    for code, row in odd:
        words = join((c for c in row.cells if c), " ")
        findings.diagnose(code, words, words.plain)


def _with_unit(header: Header, first: int, findings: Findings) -> Header:
    """The header with the unit of money that a caption right above the table gives (`Đơn vị tính: triệu đồng`)."""
    above = [x.text for x in findings.document.lines[max(first - _CAPTION_LINES, 0) : first]]
    unit = next((m[1] for text in reversed(above) if (m := _UNIT.search(text)) and header_unit(m[1])), None)
    if unit is None or any(header_unit(c.header) for c in header.columns if c.role == "budget"):
        return header
    columns = (c._replace(header=f"{c.header} ({unit})") if c.role == "budget" else c for c in header.columns)
    return replace(header, columns=tuple(columns))


def _check_numbers(leaves: Sequence[Leaf], findings: Findings) -> None:
    """Ordinals, and codes in cells, that repeat or skip within a section."""
    series: dict[tuple[str, tuple[int, ...]], list[tuple[str, Span]]] = {}
    seen_sections: set[int] = set()
    for leaf in leaves:
        here = tuple(s.line for s in leaf.path)
        for depth, section in enumerate(leaf.path):  # `3` may be a section between the leaves 2 and 4
            if section.label and section.line not in seen_sections:
                label = (section.label, section.title.spans()[0])
                series.setdefault(("ordinal", here[:depth]), []).append(label)
            seen_sections.add(section.line)
        for role in (r for r in ("ordinal", *HIERARCHY) if r in leaf.cells and r not in leaf.inherited):
            series.setdefault((role, here), []).extend(codes_in(leaf.cells[role], role))
    for (role, _), labels in series.items():
        for code, place, seen in check_sequence(labels, "ordinal" if role == "ordinal" else "code"):
            findings.diagnose(code, [place], seen)


def _note_joints(row: JoinedRow, findings: Findings) -> None:
    for text in row.repeats:
        findings.ledger.claim(text.spans(), "duplicate")
        findings.diagnose("row.fragment-repeats", text, text.plain)
    for code, place in row.guesses:
        findings.diagnose(code, [place], findings.source[slice(*place)])
