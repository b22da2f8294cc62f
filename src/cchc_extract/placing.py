"""Places of the result: from spans of the working text to those of the decoded source.

Enters: texts and spans. Leaves: `span`, `pieces` and `spans` as the result has them. Never changes a text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cchc_extract.model.source import SourceDocument
from cchc_extract.model.span import Span, Text


class Placer:
    """Turns places in a document's text into places in its decoded source."""

    def __init__(self, document: SourceDocument) -> None:
        self._document = document
        self._recognised = [o for o in document.origins if o.confidence is not None]
        self._begins = [o.start for o in self._recognised]

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
        """`span` and `pieces` of some places of the working text; their confidence, in a document with images."""
        spans = self.spans(places)
        if not spans:
            return {"span": None, "pieces": None}
        hull = (min(s for s, _ in spans), max(e for _, e in spans))
        record = {"span": hull, "pieces": spans if len(spans) > 1 else None}
        return record | {"confidence": self.confidence(spans)} if self._recognised else record

    def confidence(self, spans: Iterable[Span]) -> float | None:
        """The least confidence of the words in some spans of a recognised text; None where no image gave any."""
        sure: list[float] = []
        for start, end in spans:
            for origin in self._recognised[max(bisect_right(self._begins, start) - 1, 0) :]:
                if origin.start >= end:
                    break
                if origin.end > start:
                    sure.append(origin.confidence or 0.0)
        return min(sure, default=None)

    def confidences(self, fields: Mapping[str, Sequence[Span]]) -> dict[str, float]:
        """By field, where any is recognised."""
        found = {name: self.confidence(self.spans(spans)) for name, spans in fields.items()} if self._recognised else {}
        return {name: sure for name, sure in found.items() if sure is not None}

    def one(self, span: Span | None) -> Span | None:
        """One span in the decoded source."""
        return None if span is None else self.spans([span])[0]
