"""Footnotes printed among the lines of the text.

In: lines. Out: the footnotes, with the place of the mark that calls each, and the lines they take. A raised figure at
the start of a line labels one; a plain figure (`1 Quyết định …`) or one in brackets does only where the labels rise and
each is called in the text above it, glued to a word; a single one must read like a note. Never takes a line because it
stands at the foot of a page.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from cchc_extract.grammar.load import Rule, grammar
from cchc_extract.model.outline import Footnote
from cchc_extract.model.source import Line
from cchc_extract.model.span import Span, Text, join
from cchc_extract.model.values import Note
from cchc_extract.segment.labels import read_label
from cchc_extract.segment.note_marks import is_unit, marks_in_cells, raised_figures

_AFTER_LABEL = re.compile(r"[).:]?\s*(?=[^\s.,;:)…])")
_PLAIN_LABEL = re.compile(r"(?:\[(\d{1,3})\]|(\d{1,3}))[ \n]\s*(?=[^\W\d_]|\()")
_GLUED_MARK = re.compile(r"(?<=[^\W\d_])(\d{1,3})(?![\w%/]|[.,]\w)|(?<=[^\W\d_][.,;:)”\"])(\d{1,3})(?=[\s.,;:)]|\Z)")
_BRACKET_MARK = re.compile(r"\[(\d{1,3})\]")
# notes labelled `(1) …`, each called by the same glued to a word: `văn bản(1)`
_ROUND_LABEL = re.compile(r"\((\d{1,3})\)()[ \n]\s*(?=[^\W\d_]|\()")
_ROUND_MARK = re.compile(r"(?<=[\w”\"])\((\d{1,3})\)")
_RULE = re.compile(r"[_\-–—=]{5,}\Z")


class _Mark(NamedTuple):
    """A figure that labels or calls a note: the line's position, its place in the line's words."""

    at: int
    number: int
    start: int
    end: int


class _Calls:
    """The marks in the text, by number, in their order."""

    def __init__(self, marks: Sequence[_Mark]) -> None:
        self.by_number: dict[int, list[_Mark]] = {}
        for mark in marks:
            self.by_number.setdefault(mark.number, []).append(mark)

    def between(self, number: int, after: int, before: int) -> _Mark | None:
        """The first mark of this number from line position `after` on that stands before position `before`."""
        marks = self.by_number.get(number, [])
        k = bisect_left(marks, after, key=lambda mark: mark.at)
        return marks[k] if k < len(marks) and marks[k].at < before else None


def find_footnotes(lines: Sequence[Line], cells: Iterable[Text] = ()) -> tuple[list[Footnote], set[int]]:
    """The footnotes in their order, and the indexes of the lines that they take. `cells` are those of the tables, which
    may call a note too."""
    in_cells = marks_in_cells(cells)
    labels, raised = _raised(lines, in_cells)
    marks = raised
    if not labels:
        labels, marks = _plain(
            lines, _PLAIN_LABEL, in_cells, chain(raised, _plain_marks(lines, (_GLUED_MARK, _BRACKET_MARK)))
        )
    if not labels:
        labels, marks = _plain(lines, _ROUND_LABEL, in_cells, chain(raised, _plain_marks(lines, (_ROUND_MARK,))))
    calls, positions = _Calls(marks), [label.at for label in labels]
    out: list[Footnote] = []
    taken: set[int] = set()
    searched = 0
    for label in labels:
        stop = bisect_right(positions, label.at)
        block = _block(lines, label.at, positions[stop] if stop < len(positions) else len(lines))
        call = calls.between(label.number, searched, label.at) or calls.between(label.number, 0, len(lines))
        searched = call.at if call else searched
        note = _footnote(lines, label, call, block, in_cells.get(label.number))
        out.append(note)
        taken.update(note.lines)
    return out, taken


def _footnote(
    lines: Sequence[Line], label: _Mark, call: _Mark | None, block: Sequence[Line], in_cell: Span | None
) -> Footnote:
    first = lines[label.at]
    text = join([first.words.slice(label.end, len(first.text)), *(line.words for line in block)])
    rule = _ruled_above(lines, label.at)
    indexes = (*((rule.index,) if rule else ()), first.index, *(line.index for line in block))
    name = str(label.number)
    if call is None and in_cell is not None:
        return Footnote(name, text, in_cell, indexes)
    if call is None:
        return Footnote(name, text, None, indexes, (Note("outline.footnote-uncalled", (first.start, first.end), name),))
    return Footnote(name, text, _place(lines[call.at], call.start, call.end), indexes)


def _ruled_above(lines: Sequence[Line], at: int) -> Line | None:
    """The drawn line that parts the notes of a page from its text, if the next line above is one."""
    above = next((line for line in reversed(lines[max(at - 3, 0) : at]) if line.text), None)
    return above if above and _RULE.match(above.text) else None


def _place(line: Line, start: int, end: int) -> Span:
    spans = line.words.spans(start, end)
    return spans[0][0], spans[-1][1]


def _raised(lines: Sequence[Line], in_cells: Container[int]) -> tuple[list[_Mark], list[_Mark]]:
    """The labels at the start of lines, and the marks in the text, that are raised figures. `in_cells`: the numbers
    that cells call."""
    labels: list[_Mark] = []
    marks: list[_Mark] = []
    for at, line in enumerate(lines):
        for number, start, end in raised_figures(line.words, (line.start, line.end)):
            after = _AFTER_LABEL.match(line.text, end) if not start else None
            if after and after.end() < len(line.text):
                labels.append(_Mark(at, number, 0, after.end()))
            elif not is_unit(line.text, start):
                marks.append(_Mark(at, number, start, end))
    called = {mark.number for mark in marks}
    # a wrapped line may open with the mark that calls a note: "… Thanh Hóa" | "¹⁹ trên địa bàn"
    free = [x for x in labels if x.number not in called and x.number not in in_cells]
    calling = {x for x in free if lines[x.at].text[x.end].islower()}
    figures = {x for x in free if lines[x.at].text[0].isdecimal()}
    typed = [x for x in labels if x not in calling and x not in figures]
    return typed, sorted([*marks, *calling], key=lambda mark: mark.at)


def _plain(
    lines: Sequence[Line], pattern: re.Pattern[str], in_cells: Container[int], marks: Iterable[_Mark]
) -> tuple[list[_Mark], list[_Mark]]:
    """The same for plain figures: labels that rise one by one, each called in the text since the last, or in a cell."""
    found = {
        at: _Mark(at, int(match[1] or match[2]), 0, match.end())
        for at, line in enumerate(lines)
        if line.text and line.text[0] in "[(0123456789" and (match := pattern.match(line.text))
        if not _in_columns(line)
    }
    if not any(label.number == 1 for label in found.values()):
        return [], []
    calls = _Calls(sorted(marks, key=lambda mark: mark.at))
    labels: list[_Mark] = []
    used: list[_Mark] = []
    after, expected = 0, 1
    for at, label in found.items():
        restarts = label.number == 1 and _ruled_above(lines, at) is not None  # numbered anew on each page
        if label.number != expected and not restarts:
            continue
        if call := calls.between(label.number, after, at):
            labels.append(label)
            used.append(call)
            after, expected = call.at, label.number + 1
        elif label.number in in_cells:
            labels.append(label)
            expected = label.number + 1
    ruled = len(labels) == 1 and _ruled_above(lines, labels[0].at) is not None
    if len(labels) == 1 and not ruled and not _is_sure(lines, labels[0], calls, found.values()):
        return [], []
    return labels, used


def _is_sure(lines: Sequence[Line], label: _Mark, calls: _Calls, found: Iterable[_Mark]) -> bool:
    """Does a single label open a note? `[1]` called by `[1]` does: nothing else looks like it. Another is called once,
    opens no list (there is no 2), and its words read like a note; `(1)` is enough where nothing else opens so."""
    text = lines[label.at].text
    if text[0] == "[":
        return True
    others = [each for each in found if each is not label]
    if len(calls.by_number.get(label.number, ())) > 1 or any(each.number <= label.number + 1 for each in others):
        return False
    return (text[0] == "(" and not others) or reads_as_note(text[label.end :])


@lru_cache(maxsize=1)
def _note_rule() -> Rule:
    return next(rule for rule in grammar("structure").rules if rule.id == "note.text")


def reads_as_note(text: str) -> bool:
    """Do these words cite a document by its number, or say where something is to be found, as notes do?"""
    return _note_rule().regex.match(text) is not None


def _in_columns(line: Line) -> bool:
    """Is the line parted by a tab or by wide gaps, as a table's row is? (After its label one gap is no column.)"""
    runs = line.words.runs
    if len(runs) < 2:
        return False
    return len(runs) > 2 or runs[1][0] > 4 or runs[1][1] - runs[0][1] == runs[1][0] - runs[0][0]


def _plain_marks(lines: Sequence[Line], patterns: Iterable[re.Pattern[str]]) -> Iterator[_Mark]:
    for at, line in enumerate(lines):
        for pattern in patterns:
            for match in pattern.finditer(line.text):
                if match.start():
                    number = next(group for group in match.groups() if group)
                    yield _Mark(at, int(number), match.start(), match.end())


def _block(lines: Sequence[Line], at: int, limit: int) -> list[Line]:
    """The further lines of the footnote at this position: next to it, on its page, unlabelled, while no sentence has
    ended."""
    out: list[Line] = []
    last = lines[at]
    for line in lines[at + 1 : limit]:
        new_page = line.start > last.end + 1  # a form feed stands between
        if not line.text or new_page or line.index != last.index + 1 or read_label(line.text) or _RULE.match(line.text):
            break
        wrapped = bool(out) and len(last.text) > 0.92 * len(lines[at].text)  # as full as the first line
        if (last.text[-1] in ".;:" and not wrapped) or len(line.text) > 2 * max(len(lines[at].text), 40):
            break
        out.append(line)
        last = line
    return out
