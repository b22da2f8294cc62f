"""The parts of the result that are no task: plain records in the shape of `model.record`.

Enters: what the stages found. Leaves: dicts, every text with its place. Never reads or decides anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cchc_extract.accounting import Account
from cchc_extract.findings import Record
from cchc_extract.model.grid import Grid
from cchc_extract.model.outline import Footnote, Node
from cchc_extract.model.source import SourceDocument
from cchc_extract.model.span import Text, join
from cchc_extract.placing import Placer
from cchc_extract.segment.front import Fact, Front
from cchc_extract.tables.indicators import IndicatorRow

FACTS = ("type", "number", "issuer", "place", "issued", "title", "year", "province", "signer", "signer_title")
_ANNEX_NUMBER = re.compile(r"(?<=[\s.])(?:\d+[a-zđ]?|[IVXLC]+|[A-ZĐ])(?:[./-]\d+)*\Z")


def source_record(document: SourceDocument, grids: Sequence[Grid]) -> Record:
    """Where the text came from, and how its tables are written."""
    return {
        "name": document.name,
        "format": document.format,
        "dialect": "+".join(dict.fromkeys(g.dialect for g in grids)) or None,
        "encoding": document.encoding,
        "sha256": document.sha256,
        "bytes": document.bytes,
        "pages": document.pages,
    }


def document_record(front: Front, placer: Placer) -> Record:
    """The document's facts, their places and rules by field."""
    facts: dict[str, Fact] = {key: fact for key in ("kind", *FACTS) if (fact := getattr(front, key)) is not None}
    return {
        **{key: facts[key].value if key in facts else None for key in ("kind", *FACTS)},
        "legal_basis": [_passage(f, placer) for f in front.legal_basis],
        "recipients": [_passage(f, placer) for f in front.recipients],
        "spans": {key: placer.spans(f.spans) for key, f in facts.items() if f.spans},
        "confidences": placer.confidences({key: f.spans for key, f in facts.items()}),
        "rules": {key: f.rule for key, f in facts.items()},
    }


def _passage(fact: Fact, placer: Placer) -> Record:
    return {"text": fact.value, "rule": fact.rule, **placer.at(fact.spans)}


def node_record(node: Node, placer: Placer) -> Record:
    """A node of the outline and all below it. A table stands where its rows stand."""
    children = [node_record(child, placer) for child in node.children]
    place = placer.of(join((node.mark, node.words), " "))
    if node.kind == "table" and children:
        place["span"] = (children[0]["span"][0], children[-1]["span"][1])
    return {
        "kind": node.kind,
        "label": node.label,
        "title": node.title.plain if node.title else None,
        "text": node.text.plain if node.text else None,
        "inferred": node.inferred,
        "children": children,
        "rule": _rule(node),
        **place,
    }


def _rule(node: Node) -> str:
    """How a node was told from the text around it."""
    if node.inferred:
        return "outline.inferred"
    if node.kind in ("table", "tr"):
        return "outline.table"
    return "outline.label" if node.mark else "outline.heading" if node.title else "outline.paragraph"


def heading_record(node: Node, placer: Placer) -> Record:
    """A heading as a step of a task's path."""
    title = node.title or node.text or node.given
    return {
        "label": node.label,
        "title": title.plain if title else None,
        "inferred": node.inferred,
        "rule": _rule(node),
        **placer.of(join((node.mark, node.words), " ")),
    }


def under_annex(path: Sequence[Node]) -> tuple[Node | None, Sequence[Node]]:
    """The annex that a path of headings leads through, and the headings below it; all of them where there is none."""
    at = next((i for i, node in enumerate(path) if node.kind == "attachment"), None)
    return (None, path) if at is None else (path[at], path[at + 1 :])


def annex_record(node: Node | None, placer: Placer) -> Record | None:
    """The annex a table or an item stands in: its number as printed, its title without the closing full stop."""
    if node is None:
        return None
    number = _ANNEX_NUMBER.search(node.label or "")
    title = node.title or node.given
    return {
        "label": node.label,
        "number": number.group() if number else None,
        "title": (title.plain.rstrip(" .") or None) if title else None,
        "inferred": node.inferred,
        "rule": _rule(node),
        **placer.of(join((node.mark, node.words), " ")),
    }


def footnote_record(note: Footnote, placer: Placer) -> Record:
    """A footnote, and where it is called."""
    called = placer.spans([note.called] if note.called else [])
    rule = "footnote.block"
    return {"label": note.label, "text": note.text.plain, "called": called, "rule": rule, **placer.of(note.text)}


def indicator_record(row: IndicatorRow, placer: Placer) -> Record:
    """A figure of a table of statistics."""
    cells: dict[str, Text] = {
        "code": row.code,
        "name": row.name,
        "unit": row.unit,
        "value_text": row.value_text,
        "note": row.note,
    }
    value = row.value
    return {
        **{key: text.plain or None for key, text in cells.items()},
        "code": row.code.plain.strip().rstrip(".") or None,
        "codebook": [{"value": v, "label": label} for v, label in row.codebook] if row.codebook else None,
        "value": {"numerator": value[0], "denominator": value[1]} if isinstance(value, tuple) else value,
        "path": [{"code": h.code, "name": h.name.plain or None, "note": h.note.plain or None} for h in row.path],
        "of_which": row.of_which,
        "rule": "indicator.breakdown" if row.of_which else "indicator.row",
        "spans": {key: placer.spans(text.spans()) for key, text in cells.items() if text},
        **placer.of(join(c for c in row.row.cells if c)),
    }


def accounting_record(account: Account, document: SourceDocument) -> Record:
    """The count of the source's characters, and the place of every leaf: as it is, since none may run over another."""
    place = document.place
    leaves = {home: [(place(start), place(end)) for start, end in spans] for home, spans in account.leaves.items()}
    if document.unseen:
        leaves["markup"] = sorted([*leaves.get("markup", []), *document.unseen])
    return {
        "characters": account.characters,
        "covered": account.covered,
        "leaves": leaves,
        "residue": [(place(start), place(end)) for start, end in account.residue],
    }


def place_records(document: SourceDocument) -> Iterator[Record]:
    """Where the stretches of the text stand in a file that is no text itself: one at a time, there are so many."""
    for o in document.origins:
        yield {"span": (o.start, o.end), **o.place._asdict(), "confidence": o.confidence}
