"""Deadlines: a cell's text in, dates, periods, recurrences and conditions out, with what was odd about them.

A cell is cut into items, an item into what it is said of (`applies_to`, before a colon) and wordings, and
each wording is read by the rules of `grammars/deadlines.toml`. Never reads a clock: a missing year is the
plan's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, zip_longest

from cchc_extract.fields.expressions import Expression, between, bound_before, pattern, scan
from cchc_extract.fields.items import Brackets, Piece, split_items
from cchc_extract.fields.prose_deadlines import find_deadlines, read_period
from cchc_extract.fields.runs import Wording
from cchc_extract.fields.wordings import read_wording
from cchc_extract.model.values import Context, Deadline, Note

__all__ = ["find_deadlines", "read_deadlines", "read_period"]

Reading = tuple[tuple[Deadline, ...], tuple[Note, ...]]


def read_deadlines(text: str, context: Context) -> Reading:
    """The deadlines of a cell, in order (RECORDS.md section 3).

    `kind` is `unknown`, with a note, only where nothing in the cell can be read; an empty cell has none.
    """
    return _read(text, context)


_NEXT_LABEL = re.compile(r"\)?,\s(?=[^\W\d][^,;:.()\n]{1,60}:\s?(?:[^\W\d]+\s?){0,3}\Z)")  # after a comma
_ENDS = ".;:,)-–+•*"  # what parts two deadlines of a cell


@lru_cache(maxsize=512)
def _read(text: str, context: Context) -> Reading:
    deadlines: list[Deadline] = []
    notes: list[Note] = []
    for offset, wording in _wordings(text, context):
        verdict = read_wording(wording, context)
        if offset:
            verdict.deadlines = [d._replace(at=_moved(d.at, offset)) for d in verdict.deadlines]
            verdict.notes = [note._replace(at=_moved(note.at, offset)) for note in verdict.notes]
        begins = wording.start + offset
        if deadlines and verdict.deadlines and text[begins - 1 : begins].isspace() and text[begins - 2] not in _ENDS:
            notes.append(Note("deadline.run-together", (deadlines[-1].at[0], wording.end + offset)))
        deadlines += verdict.deadlines
        notes += verdict.notes
        if not verdict.deadlines:
            at = (wording.start + offset, wording.end + offset)
            notes.append(Note("deadline.unread", at, text[at[0] : at[1]].replace("\n", " ")))
    if not deadlines and notes:
        return _unknown(text, notes)
    return tuple(deadlines), tuple(notes)


def _unknown(text: str, notes: list[Note]) -> Reading:
    at = (notes[0].at[0], notes[-1].at[1])
    words = text[at[0] : at[1]].replace("\n", " ")
    unknown = Deadline(at, words, None, "unknown", "in", None, None, None, None, "deadline.unknown")
    return (unknown,), (Note("deadline.unreadable", at, words),)


def _moved(at: tuple[int, int], by: int) -> tuple[int, int]:
    return at[0] + by, at[1] + by


@dataclass(slots=True)
class _Entry:
    """A part of an item: its place in the item, its expressions, its label and what the label ends at."""

    piece: Piece
    body: str
    start: int
    end: int
    found: tuple[Expression, ...]
    label: tuple[int, int] | None
    joint: str

    @property
    def says(self) -> bool:
        return any(expression.reading != "mask" for expression in self.found)

    @property
    def place(self) -> int:
        return self.piece.start + self.start


def _wordings(text: str, context: Context) -> Iterator[tuple[int, Wording]]:
    """The wordings of a cell, each with the offset of the item it counts in."""
    scopes = ("cell", "days") if pattern("headers", "days").search(context.header) else ("cell",)
    entries = [entry for piece in split_items(text, headings=True) for entry in _entries(text, piece, scopes)]
    product: int | None = None  # where a list of products began that a later colon closes
    standing: str | None = None  # a label on a line of its own, or before an item cut by `;`
    for entry, following in zip_longest(entries, entries[1:]):
        if entry.label is None and not entry.says:
            if entry.body[entry.start : entry.end].endswith(":"):
                standing = _folded(text, entry.place, entry.piece.start + entry.end - 1)
                continue
            if following and following.joint == "semicolon" and (following.label or not following.says):
                product = entry.place if product is None else product
                continue
        applies_to = _label(text, entry, product)
        if applies_to is None:
            applies_to = standing if _leans(entry, text) or entry.joint == "mark" else None
        standing, product = (applies_to, None) if applies_to != standing else (standing, None)
        start = entry.label[1] if entry.label and applies_to else entry.start
        yield (
            entry.piece.start,
            Wording(entry.body, *_trimmed(entry.body, start, entry.end), entry.found, applies_to),
        )


def _leans(entry: _Entry, text: str) -> bool:
    """An item that goes on in lower case after `;` or a line break is said of what the one before was."""
    return entry.joint in ("semicolon", "break") and text[entry.place].islower()


def _label(text: str, entry: _Entry, product: int | None) -> str | None:
    if entry.label is None:
        return None
    start, end = entry.piece.start + entry.label[0], entry.piece.start + entry.label[1]
    words = _folded(text, start if product is None else product, end).rstrip(" :")
    return None if not words or pattern("labels", "time").fullmatch(words) else words


def _folded(text: str, start: int, end: int) -> str:
    return text[start:end].replace("\n", " ").strip()


def _trimmed(body: str, start: int, end: int) -> tuple[int, int]:
    while start < end and body[start] in " \n:,":
        start += 1
    while start < end and body[end - 1] in " \n,;." and not body.endswith("..", start, end):
        end -= 1
    return start, end


def _entries(text: str, piece: Piece, scopes: tuple[str, ...]) -> Iterator[_Entry]:
    body = text[piece.start : piece.end]
    found = scan(body, *scopes)
    starts = [0, *_seams(body, found)]
    for index, (start, end) in enumerate(zip(starts, [*starts[1:], len(body)], strict=True)):
        label = _colon(body, start, end, between(found, start, end))
        mine = between(found, label[1] if label else start, end)
        yield _Entry(piece, body, start, end, mine, label, "run-on" if index else piece.joint)


def _seams(body: str, found: list[Expression]) -> list[int]:
    """Where one deadline ends and the next begins with nothing but a gap or a full stop between them."""
    said = [expression for expression in found if expression.reading != "mask"]
    out: list[int] = []
    last = 0
    for before, after in pairwise(said):
        seam = _seam(body, before, after)
        if seam is not None and seam > last:
            out.append(seam)
            last = seam
    return out


def _seam(body: str, before: Expression, after: Expression) -> int | None:
    own = bound_before(body, after.start, before.end)[1]
    gap = body[before.end : after.start]
    if label := _NEXT_LABEL.match(gap):  # `Khảo sát: tháng 4/2026, báo cáo: tháng 6/2026`
        return before.end + label.end() if ":" in body[: before.start] else None
    for m in re.finditer(r"\.\s" if before.reading == "conditional" else r"\A[).]*\s|\.\s", gap):
        at = before.end + m.end()
        if body[at : at + 1].isupper() and (
            after.reading != "conditional" or at == after.start or ":" in gap[m.end() :]
        ):
            return at
    # a condition has no end of its own, but a bound in capitals in mid-sentence is a new line
    bounded = before.reading == "conditional" and own < after.start and body[own].isupper()
    return own if bounded and body[own - 1].isspace() and body[own - 2] not in ",:(" else None


def _colon(body: str, start: int, end: int, found: tuple[Expression, ...]) -> tuple[int, int] | None:
    """The label of an entry, its colon included: all before the last colon that a reading follows."""
    said = [expression for expression in found if expression.reading != "mask"]
    if ":" not in body[start:end] or not said:
        return None
    part = body[start : said[-1].start]
    inside = Brackets(part, open_ended=False)
    colons = [start + m.start() for m in re.finditer(r":(?!\d)|(?<!\d):", part) if m.start() not in inside]
    if not colons:
        return None
    label = (start, colons[-1] + 1)
    return None if _is_time(body, label, [e for e in said if e.start < label[1]]) else label


def _is_time(body: str, label: tuple[int, int], said: list[Expression]) -> bool:
    """Whether what stands before a colon is itself a time: `Quý I/2026: ban hành theo quy định`."""
    if not said:
        return False
    opens = bound_before(body, said[0].start, label[0])[1]
    return not body[label[0] : opens].strip() and not body[said[-1].end : label[1]].strip(" :.)")
