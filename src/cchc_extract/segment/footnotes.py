"""Footnotes printed among the lines of the text.

In: lines. Out: the footnotes, with the place of the mark that calls each, and the lines they take. A raised figure at
the start of a line labels one; a plain figure (`1 Quyết định …`) or one in brackets does only where the labels rise
and each is called in the text above it, glued to a word. Never takes a line because it stands at the foot of a page.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cchc_extract.model.outline import Footnote
from cchc_extract.model.source import Line
from cchc_extract.model.span import Span, Text, join
from cchc_extract.model.values import Note
from cchc_extract.segment.labels import read_label

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_PLAIN = str.maketrans(_RAISED, "0123456789")
_RAISED_LABEL = re.compile(rf"([{_RAISED}]{{1,3}})[).]?\s*(?=[^\s.,;:)…{_RAISED}])")
_PLAIN_LABEL = re.compile(r"(?:\[(\d{1,3})\]|(\d{1,3}))[ \n]\s*(?=[^\W\d_(]|\()")
_RAISED_MARK = re.compile(rf"[{_RAISED}]{{1,3}}")
_GLUED_MARK = re.compile(r"(?<=[^\W\d_])(\d{1,3})(?![\w%/]|[.,]\w)|(?<=[^\W\d_][.,;:)”\"])(\d{1,3})(?=[\s.,;:)]|\Z)")
_BRACKET_MARK = re.compile(r"\[(\d{1,3})\]")
_UNIT = re.compile(r"(?:^|[\s\d/])(?:[kcdm]?m|ha)\Z")
_RULE = re.compile(r"[_\-–—=]{5,}\Z")


@dataclass(frozen=True, slots=True)
class _Call:
    at: int  # position of the line
    number: int
    span: Span


class _Calls:
    """The marks in the text, by number, in order; each is found once, after the one before."""

    def __init__(self, calls: Sequence[_Call]) -> None:
        self.by_number: dict[int, list[_Call]] = {}
        for call in calls:
            self.by_number.setdefault(call.number, []).append(call)

    def between(self, number: int, after: int, before: int) -> _Call | None:
        """The first mark of this number from line position `after` on that stands before position `before`."""
        calls = self.by_number.get(number, [])
        k = bisect_left(calls, after, key=lambda call: call.at)
        return calls[k] if k < len(calls) and calls[k].at < before else None


def find_footnotes(lines: Sequence[Line]) -> tuple[list[Footnote], set[int]]:
    """The footnotes in their order, and the indexes of the lines that they take."""
    starts = _raised_starts(lines)
    marks = _raised_marks(lines, {at for at, _, _ in starts})
    called = {call.number for call in marks}
    # a wrapped line may open with the mark that calls a note: "… Thanh Hóa" | "¹⁹ trên địa bàn"
    starts = [s for s in starts if s[1] in called or not lines[s[0]].text[s[2]].islower()]
    if not starts:
        starts, marks = _plain_starts(lines)
    if not starts:
        return [], set()
    positions = [at for at, _, _ in starts]
    calls = _Calls(
        marks if marks and lines[positions[0]].text[0] not in _RAISED else _raised_marks(lines, set(positions))
    )
    out: list[Footnote] = []
    taken: set[int] = set()
    searched = 0
    for at, number, end in starts:
        stop = bisect_right(positions, at)
        block = _block(lines, at, positions[stop] if stop < len(positions) else len(lines))
        call = calls.between(number, searched, at) or calls.between(number, 0, len(lines))
        searched = call.at if call else searched
        text = join([lines[at].words.slice(end, len(lines[at].text)), *(line.words for line in block)])
        above = next((line for line in reversed(lines[max(at - 3, 0) : at]) if line.text), None)
        rule = (above.index,) if above and _RULE.match(above.text) else ()
        indexes = (*rule, lines[at].index, *(line.index for line in block))
        notes = () if call else (Note("outline.footnote-uncalled", (lines[at].start, lines[at].end), str(number)),)
        out.append(Footnote(str(number), text, call.span if call else None, indexes, notes))
        taken.update(indexes)
    return out, taken


def _raised_starts(lines: Sequence[Line]) -> list[tuple[int, int, int]]:
    """(position, number, end of the label) of the lines that open with a raised figure."""
    return [
        (at, int(match[1].translate(_PLAIN)), match.end())
        for at, line in enumerate(lines)
        if line.text[:1] in _RAISED and line.text and (match := _RAISED_LABEL.match(line.text))
    ]


def _raised_marks(lines: Sequence[Line], starts: set[int]) -> list[_Call]:
    out = []
    for at, line in enumerate(lines):
        text = line.text
        if text.isascii():
            continue
        for match in _RAISED_MARK.finditer(text):
            if (at in starts and not match.start()) or _UNIT.search(text[max(match.start() - 4, 0) : match.start()]):
                continue
            out.append(_Call(at, int(match[0].translate(_PLAIN)), _place(line.words, match.start(), match.end())))
    return out


def _place(words: Text, start: int, end: int) -> Span:
    spans = words.spans(start, end)
    return spans[0][0], spans[-1][1]


def _plain_starts(lines: Sequence[Line]) -> tuple[list[tuple[int, int, int]], list[_Call]]:
    """The same for plain figures: those that rise one by one, each called in the text since the last."""
    labels = {
        at: match
        for at, line in enumerate(lines)
        if line.text and line.text[0] in "[0123456789" and (match := _PLAIN_LABEL.match(line.text))
        if not _in_columns(line)
    }
    if not any(int(match[1] or match[2]) == 1 for match in labels.values()):
        return [], []
    rules = [at for at, line in enumerate(lines) if _RULE.match(line.text)]
    calls = _Calls(list(_plain_marks(lines)))
    starts: list[tuple[int, int, int]] = []
    used: list[_Call] = []
    after, expected = 0, 1
    for at, match in labels.items():
        number = int(match[1] or match[2])
        ruled = bool(rules) and rules[0] < at
        restarts = number == 1 and ruled  # numbered anew on each page
        if number != expected and not restarts:
            continue
        call = calls.between(number, after, at)
        if call and call.number == number:
            starts.append((at, number, match.end()))
            used.append(call)
            after, expected = call.at, number + 1
    ruled = bool(starts) and any(rule < starts[0][0] for rule in rules)
    return (starts, used) if len(starts) > 1 or ruled else ([], [])


def _in_columns(line: Line) -> bool:
    """Is the line parted by a tab or by wide gaps, as a table's row is? (After its label one gap is no column.)"""
    runs = line.words.runs
    return (
        len(runs) > 2
        or (len(runs) == 2 and runs[1][0] > 4)
        or (len(runs) == 2 and runs[1][1] - runs[0][1] == runs[1][0] - runs[0][0])
    )


def _plain_marks(lines: Sequence[Line]) -> Iterator[_Call]:
    for at, line in enumerate(lines):
        text = line.text
        if text.isalpha():
            continue
        for pattern in (_GLUED_MARK, _BRACKET_MARK):
            for match in pattern.finditer(text):
                if match.start() or pattern is _GLUED_MARK:
                    number = next(group for group in match.groups() if group)
                    yield _Call(at, int(number), _place(line.words, match.start(), match.end()))


def _block(lines: Sequence[Line], at: int, limit: int) -> list[Line]:
    """The further lines of the footnote at this position: next to it, unlabelled, while no sentence has ended."""
    out: list[Line] = []
    last = lines[at]
    for line in lines[at + 1 : limit]:
        ended = last.text[-1] in ".;" and not line.text[:1].islower()
        if not line.text or line.index != last.index + 1 or ended or read_label(line.text):
            break
        if last.text[-1] in ".;:" or len(line.text) > 2 * max(len(lines[at].text), 40):
            break
        out.append(line)
        last = line
    return out
