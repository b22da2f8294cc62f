"""Lines joined into paragraphs.

In: the lines that are left when front matter, tables, footnotes and furniture are taken away; where tables began.
Out: `Paragraph`s, each with its label read. A paragraph that a page, a blank line or footnotes cut in two is one; text
hard-wrapped at a width is unwrapped. Never drops a word, never splits a line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from cchc_extract.grammar.load import Rule, grammar
from cchc_extract.model.source import Line
from cchc_extract.model.span import Text, join
from cchc_extract.segment.labels import Label, is_capitals, read_label
from cchc_extract.segment.stops import (
    asks_for_more,
    completed_by,
    dangles,
    in_bracket,
    last_stop,
    opens_paragraph,
    opens_with_name,
    parts_number,
)
from cchc_extract.segment.wrapping import Wrap, measure_wrap

_PART = 4  # lines taken away that are more than a page's foot and head
_LONG = 150  # characters; longer than a heading: without a stop at its end it was cut
_RULE = re.compile(r"[_\-–—=*~]{3,}\Z")
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"


class Paragraph(NamedTuple):
    """A paragraph: its words (a line break kept as `\\n`) and label, the first and the last of its lines.

    `bold` says that all its words are set bold, `after_table` that a table was taken away before it, `apart` how many
    lines with or without words were (a signature block, a page number); `cuts` are the places where something stood
    between two of its lines.
    """

    words: Text
    label: Label | None
    line: int
    ends: int
    capitals: bool
    bold: bool = False
    after_table: bool = False
    apart: int = 0
    cuts: tuple[int, ...] = ()

    @property
    def rest(self) -> str:
        """The words after the label."""
        return self.words.text[self.label.end :] if self.label else self.words.text

    @property
    def closed(self) -> str:
        """The stop that the paragraph ends with, `""` for none."""
        return last_stop(self.words.text)

    @property
    def ends_part(self) -> bool:
        """Does it end with `./.`, which closes a document or an annex?"""
        return self.words.text.endswith("./.")

    @property
    def encloses(self) -> bool:
        """Is it the line under the title of an enclosed text, `(Kèm theo Quyết định số …)`?"""
        return self.label is None and names_enclosure(self.words.text)


def is_rule(text: str) -> bool:
    """Is this line drawn, not written: `-----`, `______`?"""
    return _RULE.match(text) is not None


@lru_cache(maxsize=1)
def _enclosure() -> Rule:
    return next(rule for rule in grammar("structure").rules if rule.id == "line.enclosure")


def names_enclosure(text: str) -> bool:
    """Does this line say to which text its own is enclosed: `(Ban hành kèm theo Quyết định số …)`?"""
    return text[:1] in "(BKbk" and _enclosure().regex.match(text) is not None


@dataclass(slots=True)
class _Draft:
    lines: list[Line]
    label: Label | None
    bare: bool  # nothing but a label yet
    capitals: bool
    after_table: bool
    apart: int
    cuts: list[int]
    length: int = 0


class _Joiner:
    """Decides, line by line, whether a line goes on with the paragraph before it."""

    def __init__(self, lines: Sequence[Line], tables_at: Sequence[int]) -> None:
        self.wrap: Wrap = measure_wrap(lines)
        self.tables = sorted(tables_at)

    def table_between(self, before: int, after: int) -> bool:
        """Was a table taken away between these two lines?"""
        return bisect_right(self.tables, after) > bisect_right(self.tables, before)

    def goes_on(self, draft: _Draft, line: Line, label: Label | None, page_cut: bool = False) -> bool:
        """Is this line the rest of that paragraph? `page_cut` says that a page ended between the two."""
        last = draft.lines[-1]
        if self.table_between(last.index, line.index) or _RULE.match(line.text) or _RULE.match(last.text):
            return False
        if label is not None:
            return self._label_is_text(draft, line, label)
        if names_enclosure(line.text) or opens_paragraph(line.text):
            return False
        if draft.bare or (self.wrap.width and self._breaks_off(draft)):
            return True
        if last.text.endswith("./."):
            return False
        if self.wrap.hangs and not draft.capitals and not is_capitals(line.text):
            return not self.wrap.indented(line)
        near = line.index <= last.index + self.wrap.step and not page_cut
        full = self.wrap.full(last, line)
        stop = last_stop(last.text)
        if not stop:
            return self._unstopped(draft, line, near, full, page_cut)
        if not near or self.wrap.indented(line):
            return stop == ";" and line.text[0].islower()
        if line.text[0].islower():
            return stop == ";" or full
        return full and stop != ":"

    def _breaks_off(self, draft: _Draft) -> bool:
        """Is there one syllable after the label? Law sites break there (`Điều 2. Giao` | `Giám đốc …`)."""
        text = draft.lines[-1].text
        rest = text[draft.label.end :] if draft.label and len(draft.lines) == 1 else ""
        return bool(rest) and " " not in rest and not last_stop(rest) and not draft.capitals and not rest.isupper()

    def _label_is_text(self, draft: _Draft, line: Line, label: Label) -> bool:
        """A wrapped line may open with what only looks like a label: `số` | `12. …`, `Lao động` | `- Thương binh`."""
        before = draft.lines[-1].text
        if line.text[: label.end].rstrip().endswith("/") and parts_number(before, line.text):
            return True  # `Chỉ thị số` | `07/CT-TTg`, `quý` | `IV/2014`, whatever the width
        if draft.bare or draft.capitals or last_stop(before) or not self.wrap.full(draft.lines[-1], line):
            return False
        if self.wrap.indented(line):
            return False
        if label.style.startswith("bullet"):
            listed = draft.label is not None and draft.label.style == label.style
            return line.text[label.end : label.end + 1].islower() or before[-1].isdigit() or not listed
        return dangles(before) or completed_by(before, line.text) or in_bracket(before[-200:])

    def _unstopped(self, draft: _Draft, line: Line, near: bool, full: bool, page_cut: bool) -> bool:
        before, first = draft.lines[-1].text, line.text[0]
        if first.islower() or first in ",.;:)”%" or first in _RAISED or parts_number(before, line.text):
            return True
        if draft.capitals or is_capitals(line.text):
            alike = draft.capitals and not any(c.islower() for c in line.text)
            return alike and (near or full or before[-1] == "," or dangles(before))
        if asks_for_more(before) or completed_by(before, line.text):
            return True
        if near:
            return (full or self.wrap.fills(draft.lines[-1], line)) and not self.wrap.indented(line)
        long = draft.length > _LONG
        if self.wrap.width:
            return full and (long or page_cut) and not self.wrap.indented(line)
        if page_cut:
            return long or self.wrap.fills(draft.lines[-1], line)
        return long and opens_with_name(line.text)


def _is_bold(source: str, begin: int, start: int, end: int) -> bool:
    """Are the words between `start` and `end`, of the line that begins at `begin`, set bold from first to last?"""
    before, after = source[begin:start].lower(), source[end : end + 9].lstrip().lower()
    if before.count("**") % 2:
        return after.startswith("**")
    opened = before.count("<b>") + before.count("<strong>") - before.count("</b>") - before.count("</strong>")
    return opened > 0 and after.startswith(("</b>", "</strong>"))


def _finish(draft: _Draft, source: str) -> Paragraph:
    alone = len(draft.lines) == 1
    words = draft.lines[0].words if alone else join(line.words for line in draft.lines)
    label = draft.label if alone or draft.label is None else read_label(words.text)
    rest = words.text[label.end :] if label else words.text
    bold = False
    if source and rest:
        spans = words.spans(label.end if label else 0)
        bold = _is_bold(source, draft.lines[0].start, spans[0][0], spans[-1][1])
    return Paragraph(
        words=words,
        label=label,
        line=draft.lines[0].index,
        ends=draft.lines[-1].index,
        capitals=bool(rest) and is_capitals(rest),
        bold=bold,
        after_table=draft.after_table,
        apart=draft.apart,
        cuts=tuple(draft.cuts),
    )


def _page_ends(last: Line, line: Line, apart: int, source: str) -> bool:
    """Does a page end between these lines, `apart` places from each other in the text that is left?

    A form feed says so, and a line or two that were taken away: a page's number, its running head, a footnote.
    """
    removed = line.index - last.index - apart
    return 0 < removed < _PART or "\f" in source[last.end : line.start]


def join_paragraphs(lines: Sequence[Line], tables_at: Sequence[int], source: str = "") -> list[Paragraph]:
    """The paragraphs of these lines, in their order.

    `tables_at` are the first lines of the tables taken away; `source` is the text that the lines' places count in,
    where there is one: it shows what is set bold.
    """
    worded = [(at, line) for at, line in enumerate(lines) if line.text]
    joiner = _Joiner([line for _, line in worded], tables_at)
    out: list[Paragraph] = []
    draft: _Draft | None = None
    before = -1
    for at, line in worded:
        label = read_label(line.text)
        if draft is not None and joiner.goes_on(
            draft, line, label, _page_ends(draft.lines[-1], line, at - before, source)
        ):
            if line.index > draft.lines[-1].index + joiner.wrap.step:
                draft.cuts.append(line.start)
            draft.lines.append(line)
            draft.length += len(line.text)
            if draft.bare:
                draft.bare, draft.capitals = False, is_capitals(line.text)
        else:
            table, apart = False, 0
            if draft is not None:
                last = draft.lines[-1].index
                table, apart = joiner.table_between(last, line.index), line.index - last - (at - before)
                out.append(_finish(draft, source))
            rest = line.text[label.end :] if label else line.text
            bare = label is not None and not rest and label.style != "attachment"
            draft = _Draft([line], label, bare, bool(rest) and is_capitals(rest), table, apart, [], len(line.text))
        before = at
    if draft is not None:
        out.append(_finish(draft, source))
    return out
