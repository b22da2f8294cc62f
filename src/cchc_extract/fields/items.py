"""Lists inside a cell: activities, deliverables, and the cut into items that other fields start from.

A cell's text enters (white space folded, a line break where the source had one), items with their places
leave.
Never splits at a comma or `/`, never corrects a word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from cchc_extract.grammar.load import grammar
from cchc_extract.model.span import Span
from cchc_extract.model.values import Item

_STOPS = ".;:"


class Mark(NamedTuple):
    """A bullet, number or letter that begins an item: its place, and the code it gives."""

    start: int
    end: int
    kind: str
    code: str | None


class Piece(NamedTuple):
    """An item as it stands, without its mark. `joint` is what began it: start, mark, semicolon or break."""

    start: int
    end: int
    joint: str
    mark: Mark | None


def read_deliverables(text: str) -> tuple[Item, ...]:
    """The products a cell lists: parted by marks, line items and `;` (RECORDS.md section 3)."""
    return tuple(_item(text, piece, "item.deliverable") for piece in split_items(text))


def read_activities(text: str) -> tuple[Item, ...]:
    """The activities a cell lists, with their codes; one without a code where nothing is marked.

    Marks of another kind than the first are a list inside an activity, and `;` parts clauses, not activities.
    """
    marks = find_marks(text)
    if not marks:
        return tuple(_item(text, piece, "item.activity") for piece in split_items(text, semicolons=False))
    own = [mark for mark in marks if mark.kind == marks[0].kind]
    return tuple(_item(text, piece, "item.activity") for piece in _between(text, own))


def split_items(text: str, semicolons: bool = True, headings: bool = False) -> list[Piece]:
    """The items of a cell, in order, trimmed; a lone dash is none, nor is a heading over a list (`Gồm:`)."""
    pieces = _between(text, find_marks(text), headings)
    parts = (part for piece in pieces for part in _parts(text, piece, semicolons))
    return [part for part in parts if any(map(str.isalnum, text[part.start : part.end]))]


def trim(text: str, start: int, end: int) -> Span:
    """A stretch without the white space around it and its closing `.`, `;` or `./.`; an ellipsis stays."""
    while start < end and text[start].isspace():
        start += 1
    while start < end:
        last = text[end - 1]
        if last.isspace() or last == ";" or (last == "." and not text.endswith("..", start, end)):
            end -= 1
        elif last == "/" and text.endswith("./", start, end):
            end -= 2
        else:
            break
    return start, end


def find_marks(text: str) -> list[Mark]:
    """The marks of a cell that begin an item, from the place and the company of each."""
    candidates = list(_candidates(text))
    if not candidates:
        return []
    inside = Brackets(text, open_ended=False)
    listed = (
        candidates[0].start == 0
        or any(_after_stop(text, mark.start) for mark in candidates)
        or _opening_words().match(text) is not None
    )
    broken = any(text[mark.start - 1] == "\n" for mark in candidates if mark.start)
    company = _Company(loose=listed and not broken)
    for mark in candidates:
        ringed = text[mark.start] == "("
        if (ringed or mark.start not in inside) and _begins(text, mark, company):
            company.take(text, mark)
    return company.marks


@dataclass
class _Company:
    """The marks already taken. `loose`: the cell is a list whose line breaks are lost."""

    loose: bool
    marks: list[Mark] = field(default_factory=list)
    latest: dict[str, Mark] = field(default_factory=dict)
    ended: bool = False

    def take(self, text: str, mark: Mark) -> None:
        self.marks.append(mark)
        self.latest[mark.kind] = mark
        self.ended = self.ended or (mark.start > 0 and _after_stop(text, mark.start))


class Brackets:
    """Which places of a text lie in brackets; one never closed holds to the end (`open_ended`) or not."""

    def __init__(self, text: str, open_ended: bool) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        opened: list[int] = []
        for m in re.finditer(r"[()\[\]]", text) if "(" in text or "[" in text else ():
            if m.group() in "([":
                opened.append(m.start())
            elif opened:
                self._add(opened.pop(), m.end())
        if opened and open_ended:
            self._add(opened[0], len(text) + 1)

    def _add(self, start: int, end: int) -> None:
        while self._starts and self._starts[-1] > start:
            self._starts.pop()
            self._ends.pop()
        self._starts.append(start)
        self._ends.append(end)

    def __contains__(self, place: int) -> bool:
        at = bisect_right(self._starts, place) - 1
        return at >= 0 and place < self._ends[at]


def _item(text: str, piece: Piece, rule: str) -> Item:
    code = piece.mark.code if piece.mark and piece.joint == "mark" else None
    return Item((piece.start, piece.end), code, text[piece.start : piece.end].replace("\n", " "), rule)


def _candidates(text: str) -> Iterator[Mark]:
    for m in _mark_pattern().finditer(text):
        kind = next(kind for kind in ("bullet", "number", "letter") if m[kind] is not None)
        yield Mark(m.start(), m.end(), kind, m["code"] or m["plain"] or m["ringed"] or m["name"])


@lru_cache(maxsize=1)
def _mark_pattern() -> re.Pattern[str]:
    kinds = "|".join(f"(?P<{rule.emits['mark']}>{rule.pattern})" for rule in grammar("items").rules)
    return re.compile(rf"(?:(?<=\s)|(?<=[;:])|(?<!.)|(?<=[^\W\d_]\.)(?=[-–+•]))(?:{kinds})", re.IGNORECASE | re.DOTALL)


def _begins(text: str, mark: Mark, company: _Company) -> bool:
    fresh = mark.start == 0 or text[mark.start - 1] == "\n"
    stopped = _after_stop(text, mark.start)
    if mark.kind == "number":
        return _number_begins(text, mark, company.latest.get("number"), fresh, stopped)
    if mark.kind == "letter":
        bracketed = ")" in text[mark.start : mark.end]
        previous = company.latest.get("letter")
        if not bracketed and previous is None:  # `Q. III`, `T. 10` are abbreviations
            return fresh and (mark.code or "").lower() in grammar("items").data["order"]["first"]
        return fresh or (bracketed and (stopped or (previous is not None and _next_letter(previous, mark))))
    if text[mark.start] not in "-–—−+*":
        return True
    return not _is_compound(text, mark) and (fresh or stopped or (company.loose and _opens(text, mark, company)))


def _number_begins(text: str, mark: Mark, previous: Mark | None, fresh: bool, stopped: bool) -> bool:
    code = [int(number) for number in (mark.code or "0").split(".")]
    last = [int(number) for number in (previous.code or "0").split(".")] if previous else []
    in_sequence = len(code) == len(last) and code[:-1] == last[:-1] and 0 <= code[-1] - last[-1] <= 2
    if mark.start == 0:
        return True
    if len(code) > 1:
        return fresh or stopped or in_sequence
    if fresh or stopped:
        return in_sequence or code == [1] or (stopped and not fresh and previous is not None) or (fresh and stopped)
    before = text[max(0, mark.start - 16) : mark.start].rstrip().rpartition(" ")[2].lower()
    return in_sequence and code != last and before not in grammar("items").data["order"]["counted"]


def _next_letter(previous: Mark, mark: Mark) -> bool:
    letters = grammar("items").data["order"]["letters"]
    here, there = letters.find((mark.code or "?").lower()), letters.find((previous.code or "?").lower())
    return bool(0 <= there < here <= there + 2)


def _opens(text: str, mark: Mark, company: _Company) -> bool:
    """Whether what follows a dash that nothing ended before may be an item of the list."""
    following = text[mark.end : mark.end + 40]
    if not following.lstrip('(“"')[:1].isupper():
        return False
    return bool(company.marks and not company.ended) or _opening_words().match(following) is not None


@lru_cache(maxsize=1)
def _opening_words() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(grammar('items').data['opening']['words'])})(?!\w)")


def _is_compound(text: str, mark: Mark) -> bool:
    """A dash inside a name (`Lao động - Thương binh`) or between two numbers (`2026 - 2030`)."""
    left, right = text[max(0, mark.start - 24) : mark.start].rstrip(), text[mark.end : mark.end + 24].lstrip()
    if left[-1:].isdigit() and right[:1].isdigit():
        return True
    left, right = left.lower(), right.lower()
    return any(left.endswith(before) and right.startswith(after) for before, after in _compounds())


@lru_cache(maxsize=1)
def _compounds() -> Sequence[tuple[str, str]]:
    """What stands before and behind the dash in a name."""
    return [(before.lower(), after.lower()) for before, after in grammar("items").data["compound"]["pairs"]]


def _after_stop(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip()[-1:]
    return bool(before) and (before in _STOPS or (before == "," and text[start] in "-–+"))


def _between(text: str, marks: list[Mark], headings: bool = False) -> Iterator[Piece]:
    head = trim(text, 0, marks[0].start if marks else len(text))
    if head[0] < head[1] and (headings or not (marks and text[head[1] - 1] == ":")):
        yield Piece(*head, "start", None)
    ends = [mark.start for mark in marks[1:]] + [len(text)]
    for mark, end in zip(marks, ends, strict=False):
        start, end = trim(text, mark.end, end)
        if start < end:
            yield Piece(start, end, "mark", mark)


def _parts(text: str, piece: Piece, semicolons: bool) -> Iterator[Piece]:
    """A piece cut at `;` and at a line break after a `.` or `;`, but not inside brackets, closed or not."""
    body = text[piece.start : piece.end]
    inside = Brackets(body, open_ended=True)
    start, joint = 0, piece.joint
    for m in re.finditer(r";|(?<=\.)\n" if semicolons else r"(?<=[.;])\n", body):
        if m.start() in inside:
            continue
        a, b = trim(text, piece.start + start, piece.start + m.start())
        if a < b:
            yield Piece(a, b, joint, piece.mark)
        start, joint = m.end(), "semicolon" if m.group() == ";" else "break"
    a, b = trim(text, piece.start + start, piece.end)
    if a < b:
        yield Piece(a, b, joint, piece.mark)
