"""Accounting: every character of the source that is not white space has exactly one home (RECORDS.md section 7).

Enters: the text and the spans that stages claim. Leaves: the leaves by home, and the residue. Never gives a character a
home because nobody claimed it; only what is markup by its form is markup.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

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
_RUN = re.compile(rb"(.)\1*", re.DOTALL)


class Account(NamedTuple):
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
        gaps = _gaps(document)
        for match in _RUN.finditer(self._homes):
            span = match.span()
            if self._source[slice(*span)].isspace():  # half of the runs, between words that have a home
                continue
            for start, end in _parted(span, gaps) if gaps else (span,):
                run = self._source[start:end]
                words = run.strip()
                if words:
                    begin = start if words is run else start + run.index(words)
                    _add(leaves, HOMES[self._homes[start]], begin, begin + len(words), self._source, gaps)
        residue = leaves.pop("residue", [])
        unseen = sum(end - start for start, end in document.unseen)
        characters = unseen + sum(_count(document, spans) for spans in (*leaves.values(), residue))
        return Account(characters, characters - _count(document, residue), leaves, residue)


def _count(document: SourceDocument, spans: Sequence[Span]) -> int:
    """The characters of the decoded source at `spans` that are not white space."""
    if document.places is None:
        return sum(len("".join(document.text[start:end].split())) for start, end in spans)
    words = (m.span() for start, end in spans for m in _WORD.finditer(document.text, start, end))
    return sum(document.place(end) - document.place(start) for start, end in words)


def _gaps(document: SourceDocument) -> list[int]:
    """Where in the text the `unseen` characters are left out: a leaf that runs over one would hold what is markup."""
    if not document.unseen or document.places is None:
        return []
    return sorted({bisect_left(document.places, end) for _, end in document.unseen})


def _parted(span: Span, gaps: Sequence[int]) -> Iterator[Span]:
    """The span, cut at the gaps in it."""
    start, end = span
    inner = gaps[bisect_left(gaps, start + 1) : bisect_left(gaps, end)]
    return pairwise((start, *inner, end))


def _add(leaves: dict[str, list[Span]], home: str, start: int, end: int, source: str, gaps: Sequence[int]) -> None:
    spans = leaves.setdefault(home, [])
    last = spans[-1][1] if spans else start
    blank = last == start or source[last:start].isspace()
    if spans and blank and bisect_left(gaps, last) == bisect_left(gaps, start + 1):
        spans[-1] = (spans[-1][0], end)
    else:
        spans.append((start, end))
