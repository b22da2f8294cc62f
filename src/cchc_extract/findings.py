"""What the stages leave behind while a document is read: homes, diagnostics, texts that may cite, records.

Enters: what each stage found. Leaves: nothing by itself; the pipeline reads it at the end. Never decides anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from cchc_extract.accounting import Ledger
from cchc_extract.diagnostics import Diagnostic, diagnose
from cchc_extract.model.outline import Node
from cchc_extract.model.source import Line, SourceDocument
from cchc_extract.model.span import Span, Text
from cchc_extract.model.values import Item, Note
from cchc_extract.placing import Placer

Record = dict[str, Any]
_CERTAIN = 0.9  # of a value recognised in an image: below it a person has to look


class Findings:
    """One document's findings. Places are in its working text until `placer` turns them."""

    def __init__(self, document: SourceDocument) -> None:
        self.document = document
        self.source = document.text
        self.placer = Placer(document)
        self.ledger = Ledger(document.text)
        self.texts: list[Text] = []  # every text that may cite a document, once
        self.targets: list[Record] = []
        self.indicators: list[Record] = []
        self.tables: list[Node] = []  # tables that give no records, for the outline
        self._diagnostics = {diagnose(code, span) for code, span in document.repairs}

    def claim(self, lines: Iterable[Line], home: str) -> None:
        """Give the words of whole lines a home."""
        for line in lines:
            self.ledger.claim(line.words.spans(), home)

    def claim_cells(self, cells: Iterable[Text], home: str) -> None:
        """Give the words of cells a home."""
        for cell in cells:
            self.ledger.claim(cell.spans(), home)

    def diagnose(self, code: str, place: Sequence[Span] | Text, seen: str = "") -> None:
        """A diagnostic at the first of some places."""
        spans = place.spans() if isinstance(place, Text) else place
        self._diagnostics.add(diagnose(code, spans[0] if spans else None, seen))

    def note(self, notes: Iterable[Note], text: Text | None = None) -> None:
        """Notes as diagnostics; their places are in `text`, or in the source where there is none."""
        for note in notes:
            self.diagnose(note.code, (text.spans(*note.at) or text.spans()) if text else [note.at], note.seen)

    def value(self, value: Any, text: Text) -> Record:
        """A value object as a record: its fields, and its place in the source instead of `at`."""
        record: Record = value._asdict()
        record |= self.placer.of(text, record.pop("at"))
        sure = record.get("confidence")
        if sure is not None and sure < _CERTAIN and not isinstance(value, Item):
            self.diagnose("ocr.uncertain", text.spans(*value.at), value.text)
        return record

    def values(self, text: Text, values: Iterable[Any], notes: Iterable[Note]) -> list[Record]:
        """Value objects read from a text as records; their notes as diagnostics."""
        self.note(notes, text)
        return [self.value(v, text) for v in values]

    def diagnostics(self) -> list[Record]:
        """All diagnostics in the order of the text, each once, their places in the decoded source."""

        def order(found: Diagnostic) -> tuple[Span, str, str]:
            return found.span or (-1, -1), found.code, found.message

        return [
            {"code": d.code, "severity": d.severity, "message": d.message, "span": self.placer.one(d.span)}
            for d in sorted(self._diagnostics, key=order)
        ]
