"""Footnotes printed among the lines of the text.

In: lines. Out: the footnotes, with the place of the mark that calls each, and the lines they take. A raised figure at
the start of a line labels one; a plain figure (`1 Quyết định …`) or one in brackets does only where the labels rise and
each is called in the text above it, glued to a word; a single one must read like a note. Never takes a line because it
stands at the foot of a page.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple

from cchc_extract.grammar.load import Rule, grammar
from cchc_extract.model.outline import Footnote
from cchc_extract.model.source import Line
from cchc_extract.model.span import Span, Text, join
from cchc_extract.model.values import Note
from cchc_extract.segment.labels import read_label

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN = str.maketrans(_RAISED, "0123456789")
# a raised figure, as Unicode, Markdown (`[^1]`) or TeX (`$^{1}$`) writes it
_RAISED_MARK = re.compile(rf"([{_RAISED}]{{1,3}})|\[\^(\d{{1,3}})\]|\$?\^\{{?(\d{{1,3}})\}}?\$?")
_AFTER_LABEL = re.compile(r"[).:]?\s*(?=[^\s.,;:)…])")
_PLAIN_LABEL = re.compile(r"(?:\[(\d{1,3})\]|(\d{1,3}))[ \n]\s*(?=[^\W\d_]|\()")
_GLUED_MARK = re.compile(r"(?<=[^\W\d_])(\d{1,3})(?![\w%/]|[.,]\w)|(?<=[^\W\d_][.,;:)”\"])(\d{1,3})(?=[\s.,;:)]|\Z)")
_BRACKET_MARK = re.compile(r"\[(\d{1,3})\]")
# notes labelled `(1) …`, each called by the same glued to a word: `văn bản(1)`
_ROUND_LABEL = re.compile(r"\((\d{1,3})\)()[ \n]\s*(?=[^\W\d_]|\()")
_ROUND_MARK = re.compile(r"(?<=[\w”\"])\((\d{1,3})\)")
_UNIT = re.compile(r"(?:^|[\s\d/])(?:[kcdm]?m|ha)\Z")  # `500 m²`
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
    """The footnotes in their order, and the indexes of the lines that they take. A raised figure in a table's cell
    calls one that no line calls (`Thời gian triển khai¹⁰`)."""
    labels, raised = _raised(lines)
    marks = raised
    if not labels:
        labels, marks = _plain(lines, _PLAIN_LABEL, chain(raised, _plain_marks(lines, (_GLUED_MARK, _BRACKET_MARK))))
    if not labels:
        labels, marks = _plain(lines, _ROUND_LABEL, chain(raised, _plain_marks(lines, (_ROUND_MARK,))))
    calls, positions = _Calls(marks), [label.at for label in labels]
    out: list[Footnote] = []
    taken: set[int] = set()
    searched = 0
    for label in labels:
        stop = bisect_right(positions, label.at)
        block = _block(lines, label.at, positions[stop] if stop < len(positions) else len(lines))
        call = calls.between(label.number, searched, label.at) or calls.between(label.number, 0, len(lines))
        searched = call.at if call else searched
        note = _footnote(lines, label, call, block)
        out.append(note)
        taken.update(note.lines)
    if any(note.called is None for note in out):
        called = _called_in(cells)
        out = [_called_by(note, called.get(note.label)) if note.called is None else note for note in out]
    return out, taken


def _called_in(cells: Iterable[Text]) -> dict[str, Span]:
    """Where cells call notes: the first place of each raised figure."""
    found: dict[str, Span] = {}
    for cell in cells:
        for match in _RAISED_MARK.finditer(cell.text) if not cell.text.isascii() or "^" in cell.text else ():
            figure = next(group for group in match.groups() if group).translate(_PLAIN)
            if match.start() and not _UNIT.search(cell.text[max(match.start() - 4, 0) : match.start()]):
                spans = cell.spans(match.start(), match.end())
                found.setdefault(figure, (spans[0][0], spans[-1][1]))
    return found


def _called_by(note: Footnote, place: Span | None) -> Footnote:
    return note._replace(called=place, notes=()) if place else note


def _footnote(lines: Sequence[Line], label: _Mark, call: _Mark | None, block: Sequence[Line]) -> Footnote:
    first = lines[label.at]
    text = join([first.words.slice(label.end, len(first.text)), *(line.words for line in block)])
    above = next((line for line in reversed(lines[max(label.at - 3, 0) : label.at]) if line.text), None)
    rule = (above.index,) if above and _RULE.match(above.text) else ()
    indexes = (*rule, first.index, *(line.index for line in block))
    name = str(label.number)
    if call is None:
        return Footnote(name, text, None, indexes, (Note("outline.footnote-uncalled", (first.start, first.end), name),))
    return Footnote(name, text, _place(lines[call.at], call.start, call.end), indexes)


def _place(line: Line, start: int, end: int) -> Span:
    spans = line.words.spans(start, end)
    return spans[0][0], spans[-1][1]


def _raised(lines: Sequence[Line]) -> tuple[list[_Mark], list[_Mark]]:
    """The labels at the start of lines, and the marks in the text, that are raised figures."""
    labels: list[_Mark] = []
    marks: list[_Mark] = []
    for at, line in enumerate(lines):
        for mark in _raised_in(at, line):
            after = _AFTER_LABEL.match(line.text, mark.end) if not mark.start else None
            if after and after.end() < len(line.text):
                labels.append(_Mark(at, mark.number, 0, after.end()))
            elif not _UNIT.search(line.text[max(mark.start - 4, 0) : mark.start]):
                marks.append(mark)
    called = {mark.number for mark in marks}
    # a wrapped line may open with the mark that calls a note: "… Thanh Hóa" | "¹⁹ trên địa bàn"
    calling = {x for x in labels if x.number not in called and lines[x.at].text[x.end].islower()}
    figures = {x for x in labels if x.number not in called and lines[x.at].text[0].isdecimal()}
    typed = [x for x in labels if x not in calling and x not in figures]
    return typed, sorted([*marks, *calling], key=lambda mark: mark.at)


def _raised_in(at: int, line: Line) -> Iterator[_Mark]:
    text = line.text
    if not text:
        return
    if not text.isascii() or "^" in text:
        for match in _RAISED_MARK.finditer(text):
            figure = next(group for group in match.groups() if group)
            yield _Mark(at, int(figure.translate(_PLAIN)), match.start(), match.end())
    runs = line.words.runs
    if len(runs) > 1 or runs[0][1] > line.start:  # `<sup>1</sup>`: a run of its own, no space before it
        before = (0, line.start, 0)
        for run, following in pairwise([*runs, (len(text), line.end, 0)]):
            figure = text[run[0] : run[0] + run[2]]
            glued = before[0] + before[2] == run[0] and run[1] - before[1] - before[2] > 4
            if len(figure) <= 3 and figure.isdecimal() and glued and following[1] > run[1] + run[2]:
                yield _Mark(at, int(figure), run[0], run[0] + run[2])
            before = run


def _plain(lines: Sequence[Line], pattern: re.Pattern[str], marks: Iterable[_Mark]) -> tuple[list[_Mark], list[_Mark]]:
    """The same for plain figures: labels that rise one by one, each called in the text since the last."""
    found = {
        at: _Mark(at, int(match[1] or match[2]), 0, match.end())
        for at, line in enumerate(lines)
        if line.text and line.text[0] in "[(0123456789" and (match := pattern.match(line.text))
        if not _in_columns(line)
    }
    if not any(label.number == 1 for label in found.values()):
        return [], []
    first_rule = next((at for at, line in enumerate(lines) if _RULE.match(line.text)), len(lines))
    calls = _Calls(sorted(marks, key=lambda mark: mark.at))
    labels: list[_Mark] = []
    used: list[_Mark] = []
    after, expected = 0, 1
    for at, label in found.items():
        restarts = label.number == 1 and first_rule < at  # numbered anew on each page
        if label.number != expected and not restarts:
            continue
        if call := calls.between(label.number, after, at):
            labels.append(label)
            used.append(call)
            after, expected = call.at, label.number + 1
    if len(labels) == 1 and not first_rule < labels[0].at and not _is_sure(lines, labels[0], calls, found.values()):
        return [], []
    return labels, used


def _is_sure(lines: Sequence[Line], label: _Mark, calls: _Calls, found: Iterable[_Mark]) -> bool:
    """Does a single label open a note? `[1]` called by `[1]` does: nothing else looks like it. Another is called once,
    opens no list (there is no 2), and its words read like a note; `(1)` is enough where nothing else opens so."""
    text = lines[label.at].text
    if text[0] == "[":
        return True
    others = [each for each in found if each is not label]
    if len(calls.by_number[label.number]) > 1 or any(each.number <= label.number + 1 for each in others):
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
    """The further lines of the footnote at this position: next to it, unlabelled, while no sentence has ended."""
    out: list[Line] = []
    last = lines[at]
    for line in lines[at + 1 : limit]:
        if not line.text or line.index != last.index + 1 or read_label(line.text) or _RULE.match(line.text):
            break
        wrapped = bool(out) and len(last.text) > 0.92 * len(lines[at].text)  # as full as the first line
        if (last.text[-1] in ".;:" and not wrapped) or len(line.text) > 2 * max(len(lines[at].text), 40):
            break
        out.append(line)
        last = line
    return out
