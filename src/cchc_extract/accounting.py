"""Accounting: every character of the source that is not white space has exactly one home (RECORDS.md section 7).

Enters: the text and the spans that stages claim. Leaves: the leaves by home, and the residue. Never gives a character a
home because nobody claimed it; only what is markup by its form is markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cchc_extract.model.source import SourceDocument
from cchc_extract.model.span import Span, markup_spans

HOMES = (
    "residue",
    "document_header",
    "outline",
    "table_header",
    "cell",
    "section_row",
    "footnote",
    "signature",
    "duplicate",
    "markup",
    "furniture",
)
_WORD = re.compile(r"\S+")


@dataclass(frozen=True)
class Account:
    """The count of a document: characters that are not white space, those with a home, all leaves by home."""

    characters: int
    covered: int
    leaves: dict[str, list[Span]]
    residue: list[Span]


class Ledger:
    """The homes of a text's characters while stages claim them."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._homes = bytearray(len(source))

    def claim(self, spans: Iterable[Span], home: str) -> list[Span]:
        """Give the characters at `spans` a home. Returns the spans that had one already (they keep it)."""
        code = HOMES.index(home)
        taken: list[Span] = []
        for start, end in spans:
            before = self._homes[start:end]
            if not any(before):
                self._homes[start:end] = bytes([code]) * (end - start)
            elif before.count(0):
                self._homes[start:end] = bytes(b or code for b in before)
                taken.append((start, end))
            else:
                taken.append((start, end))
        return taken

    def close(self, document: SourceDocument) -> Account:
        """Settle what is markup by its form, and count."""
        self.claim((s for s in markup_spans(self._source) if not any(self._homes[slice(*s)])), "markup")
        leaves: dict[str, list[Span]] = {}
        characters = sum(end - start for start, end in document.unseen)
        for match in _WORD.finditer(self._source):
            start, end = match.span()
            characters += document.place(end) - document.place(start)
            homes = self._homes[start:end]
            if homes.count(homes[0]) == end - start:
                _add(leaves, HOMES[homes[0]], start, end, self._source)
                continue
            first = start
            for at in range(start + 1, end + 1):
                if at == end or self._homes[at] != self._homes[first]:
                    _add(leaves, HOMES[self._homes[first]], first, at, self._source)
                    first = at
        residue = leaves.pop("residue", [])
        words = (m.span() for a, b in residue for m in _WORD.finditer(self._source, a, b))
        lost = sum(document.place(b) - document.place(a) for a, b in words)
        return Account(characters, characters - lost, leaves, residue)


def _add(leaves: dict[str, list[Span]], home: str, start: int, end: int, source: str) -> None:
    spans = leaves.setdefault(home, [])
    if spans and (spans[-1][1] == start or source[spans[-1][1] : start].isspace()):
        spans[-1] = (spans[-1][0], end)
    else:
        spans.append((start, end))
