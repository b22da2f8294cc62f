"""Lines joined into paragraphs.

In: the lines that are left when front matter, tables, footnotes and furniture are taken away; where tables began.
Out: `Paragraph`s, each with its label read. A paragraph that a page, a blank line or footnotes cut in two is one;
text hard-wrapped at a width (`pdftotext`, a law site's HTML) is unwrapped. Never drops a word, never splits a line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from cchc_extract.grammar.load import grammar
from cchc_extract.model.source import Line
from cchc_extract.model.span import Text, join
from cchc_extract.segment.labels import Label, is_capitals, read_label

_TAIL = re.compile(r"[\s”\"'’»⁰¹²³⁴⁵⁶⁷⁸⁹]*\Z")
_CLOSED = ".;:!?…"
_RULE = re.compile(r"[_\-–—=*~]{3,}\Z")
_LONG = 150  # characters; longer than a heading: without a stop at its end it was cut
_BOLD = ("**", "<b>", "<strong>")
ENCLOSED_WITH = re.compile(r"\((?:ban hành\s+)?(?:đính\s+)?kèm\s+theo\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its words (a line break kept as `\\n`) and label, the lines it came from.

    `cut` says that something stood between two of its lines, `bold` that all its words are set bold, `apart` that
    lines were taken away before it (a signature block, a page number), `after_table` that a table was.
    """

    words: Text
    label: Label | None
    line: int
    ends: int
    capitals: bool
    bold: bool = False
    after_table: bool = False
    apart: int = 0
    blank_before: bool = False
    cuts: tuple[int, ...] = ()

    @property
    def rest(self) -> str:
        """The words after the label."""
        return self.words.text[self.label.end :] if self.label else self.words.text

    @property
    def closed(self) -> str:
        """The stop that the paragraph ends with, `""` for none."""
        return _last(self.words.text)

    @property
    def ends_part(self) -> bool:
        """Does it end with `./.`, which closes a document or an annex?"""
        return self.words.text.endswith("./.")


def _last(text: str) -> str:
    tail = text[-12:].rstrip()
    bare = tail[: _TAIL.search(tail).start()] if (tail and not tail[-1].isalnum()) else tail  # type: ignore[union-attr]
    stop = bare.rstrip(")]")[-1:] if bare[-1:] in ")]" else bare[-1:]
    return stop if stop in _CLOSED else ""


@dataclass(frozen=True, slots=True)
class _Wrap:
    """Evidence of hard-wrapped text: the width its lines fill (0: none), the indent of continued lines."""

    width: float = 0
    margin: int = 0

    def full(self, line: Line, following: Line) -> bool:
        """Would the next line's first word not have fitted on this one?"""
        return bool(self.width) and _need(line, following) > self.width

    def indented(self, line: Line) -> bool:
        """Does the line start to the right of continued lines, as a paragraph's first line does?"""
        return bool(self.width) and _indent(line) >= self.margin + 3


def _indent(line: Line) -> int:
    return line.words.runs[0][1] - line.start


def _edge(line: Line) -> int:
    _, at, length = line.words.runs[-1]
    return at + length - line.start


def _need(line: Line, following: Line) -> int:
    """The width that this line would have with the next line's first word on it."""
    return _edge(line) + 1 + len(following.text.split(" ", 1)[0])


def _measure(lines: Sequence[Line]) -> _Wrap:
    """A line that ends in no stop and goes on in small letters on the next was wrapped; many of them show a width.

    A typewriter's width is exact, one that a proportional font has left is not.
    """
    wrapped, indents, pairs, needs = [], [], 0, []
    for line, after in zip(lines, lines[1:], strict=False):
        if after.index == line.index + 1 and line.text and after.text:
            pairs += 1
            if after.text[0].islower() and not _last(line.text) and not read_label(after.text):
                wrapped.append(_edge(line))
                needs.append(_need(line, after))
                indents.append(_indent(after))
    if len(wrapped) < 3 or len(wrapped) * 8 < pairs:
        return _Wrap()
    wrapped.sort()
    width = wrapped[len(wrapped) * 9 // 10]
    if not 40 <= width <= 220:
        return _Wrap()
    exact = min(needs) > wrapped[-1]
    return _Wrap(wrapped[-1] if exact else 0.94 * width, sorted(indents)[len(indents) // 4])


@lru_cache(maxsize=1)
def _dangling() -> re.Pattern[str]:
    words = grammar("structure").data["dangling"]["words"]
    return re.compile(r"(?:\A|[\s(])(?:" + "|".join(map(re.escape, words)) + r")\Z")


@lru_cache(maxsize=1)
def _openers() -> tuple[str, ...]:
    return tuple(grammar("structure").data["openers"]["words"])


def _open_bracket(text: str) -> bool:
    last = max(text.rfind("("), text.rfind("“"), text.rfind("["))
    return last >= 0 and not any(c in text[last:] for c in ")”]")


def asks_for_more(text: str) -> bool:
    """Do these words ask for more: an open bracket, a comma, a hyphen, a word that ends no sentence?"""
    return text[-1] in ",-–/(&+" or _open_bracket(text[-400:]) or bool(_dangling().search(text[-24:]))


@dataclass(slots=True)
class _Draft:
    lines: list[Line]
    label: Label | None
    bare: bool  # nothing but a label yet
    capitals: bool
    after_table: bool
    apart: int
    blank_before: bool
    cuts: list[int]
    length: int = 0


class _Joiner:
    """Decides, line by line, whether a line goes on with the paragraph before it."""

    def __init__(self, lines: Sequence[Line], tables_at: Sequence[int]) -> None:
        self.lines = [line for line in lines if line.text]
        self.wrap = _measure(lines)
        self.tables = sorted(tables_at)

    def _table_between(self, before: int, after: int) -> bool:
        return bisect_right(self.tables, after) > bisect_right(self.tables, before)

    def _label_is_text(self, draft: _Draft, line: Line, label: Label) -> bool:
        """A wrapped line may open with what only looks like a label: `số` | `12. …`, `Lao động` | `- Thương binh`."""
        before = draft.lines[-1].text
        if draft.bare or _last(before) or draft.capitals or not self.wrap.full(draft.lines[-1], line):
            return False
        if self.wrap.indented(line):
            return False
        if label.style.startswith("bullet"):
            listed = draft.label is not None and draft.label.style == label.style
            return line.text[label.end : label.end + 1].islower() or before[-1].isdigit() or not listed
        return bool(_dangling().search(before[-24:])) or _open_bracket(before[-200:])

    def goes_on(self, draft: _Draft, line: Line, label: Label | None) -> bool:
        """Is this line the rest of that paragraph?"""
        last = draft.lines[-1]
        if self._table_between(last.index, line.index) or ENCLOSED_WITH.match(line.text):
            return False
        if label is None and line.text.startswith(_openers()):
            return False
        if _RULE.match(line.text) or _RULE.match(last.text):
            return False
        if label is not None:
            return self._label_is_text(draft, line, label)
        if draft.bare:
            return True
        near = line.index == last.index + 1
        full = self.wrap.full(last, line)
        stop, first = _last(last.text), line.text[0]
        if stop:
            if last.text.endswith("./.") or not near or self.wrap.indented(line):
                return stop == ";" and first.islower() and not last.text.endswith("./.")
            if first.islower() and not first.isdigit():
                return stop == ";" or full
            return full and stop != ":"
        return self._unstopped(draft, line, near, full)

    def _unstopped(self, draft: _Draft, line: Line, near: bool, full: bool) -> bool:
        before, first = draft.lines[-1].text, line.text[0]
        if first.islower() or first in ",.;:)”%/⁰¹²³⁴⁵⁶⁷⁸⁹":
            return True
        if draft.capitals or is_capitals(line.text):
            alike = draft.capitals and not any(c.islower() for c in line.text)
            return alike and (near or full or before[-1] == "," or bool(_dangling().search(before[-24:].lower())))
        if asks_for_more(before):
            return True
        if near:
            return full and not self.wrap.indented(line)
        if self.wrap.width:
            return full and draft.length > _LONG and not self.wrap.indented(line)
        return draft.length > _LONG


def _is_bold(source: str, start: int, end: int) -> bool:
    """Are the words between these places set bold? (`1. **Mục tiêu**`: judged without the label.)"""
    raw = source[max(start - 8, 0) : end + 8]
    return any(mark in raw[:9].lower() for mark in _BOLD) and ("**" in raw[-8:] or "</" in raw[-9:])


def _finish(draft: _Draft, source: str) -> Paragraph:
    words = draft.lines[0].words if len(draft.lines) == 1 else join(line.words for line in draft.lines)
    label = draft.label if len(draft.lines) == 1 else read_label(words.text) if draft.label else None
    rest = words.text[label.end :] if label else words.text
    bold = False
    if source and rest:
        spans = words.spans(label.end if label else 0)
        bold = _is_bold(source, spans[0][0], spans[-1][1])
    return Paragraph(
        words, label, draft.lines[0].index, draft.lines[-1].index, is_capitals(rest) if rest else False, bold,
        draft.after_table, draft.apart, draft.blank_before, tuple(draft.cuts),
    )  # fmt: skip


def join_paragraphs(lines: Sequence[Line], tables_at: Sequence[int], source: str = "") -> list[Paragraph]:
    """The paragraphs of these lines, in their order.

    `tables_at` are the first lines of the tables taken away; `source` is the text that the lines' places count in,
    where there is one: it shows what is set bold.
    """
    joiner = _Joiner(lines, tables_at)
    given = [line.index for line in lines]
    out: list[Paragraph] = []
    draft: _Draft | None = None
    seen = -1  # position in `given` of the last line with words
    position = -1
    for line in lines:
        position += 1
        if not line.text:
            continue
        label = read_label(line.text)
        taken = line.index - (given[seen] if seen >= 0 else line.index) - (position - seen) if seen >= 0 else 0
        if draft is not None and joiner.goes_on(draft, line, label):
            if line.index != draft.lines[-1].index + 1:
                draft.cuts.append(line.start)
            draft.lines.append(line)
            draft.length += len(line.text)
            if draft.bare:
                draft.bare, draft.capitals = False, is_capitals(line.text)
        else:
            table = draft is not None and joiner._table_between(draft.lines[-1].index, line.index)
            if draft is not None:
                out.append(_finish(draft, source))
            rest = line.text[label.end :] if label else line.text
            blank = draft is None or line.index != draft.lines[-1].index + 1
            draft = _Draft(
                [line], label, label is not None and not rest and label.style != "attachment",
                is_capitals(rest) if rest else False, table, taken, blank, [], len(line.text),
            )  # fmt: skip
        seen = position
    if draft is not None:
        out.append(_finish(draft, source))
    return out
