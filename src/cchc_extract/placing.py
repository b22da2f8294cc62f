"""Places of the result: from spans of the working text to those of the decoded source.

Enters: texts and spans. Leaves: `span`, `pieces` and `spans` as the result has them. Never changes a text.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cchc_extract.model.source import SourceDocument
from cchc_extract.model.span import Span, Text


class Placer:
    """Turns places in a document's text into places in its decoded source."""

    def __init__(self, document: SourceDocument) -> None:
        self._document = document

    def spans(self, spans: Iterable[Span]) -> list[Span]:
        """The spans in the decoded source, those that only white space parts as one."""
        text, merged = self._document.text, list[Span]()
        for start, end in spans:
            if merged and start >= merged[-1][1] and not text[merged[-1][1] : start].strip():
                merged[-1] = (merged[-1][0], end)
            else:
                merged.append((start, end))
        if self._document.places is None:
            return merged
        place = self._document.place
        return [(place(start), place(end)) for start, end in merged]

    def of(self, text: Text, at: Span | None = None) -> dict[str, Any]:
        """`span` (the hull) and `pieces` (None unless a page cut has parted the text) of text[at]."""
        return self.at(text.spans(*at) if at else text.spans())

    def at(self, places: Iterable[Span]) -> dict[str, Any]:
        """`span` and `pieces` of some places of the working text."""
        spans = self.spans(places)
        if not spans:
            return {"span": None, "pieces": None}
        hull = (min(s for s, _ in spans), max(e for _, e in spans))
        return {"span": hull, "pieces": spans if len(spans) > 1 else None}

    def one(self, span: Span | None) -> Span | None:
        """One span in the decoded source."""
        return None if span is None else self.spans([span])[0]
