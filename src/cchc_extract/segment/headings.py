"""Headings told from items, by what they are and what follows them.

In: the paragraphs of a text and where its tables began. Out: judgements on one paragraph at a time. Knows nothing of
the tree: what stands under what is for the outline.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from cchc_extract.segment.classes import classify_heading
from cchc_extract.segment.labels import Label, follows, rank
from cchc_extract.segment.paragraphs import Paragraph
from cchc_extract.segment.stops import opens_paragraph

HEADING = 160  # characters: the longest heading that is neither in capitals nor over a list
SHORT = 80  # characters: a bare line that may be a heading
_CAPITALS = 250  # characters: the longest heading in capitals
_TITLE = 300  # characters: the longest title of an annex
_AHEAD = 200  # paragraphs looked ahead for a list to go on
_TITLED = frozenset(("part", "chapter", "division", "subdivision", "attachment"))


class Headings:
    """The paragraphs of a text, read ahead."""

    def __init__(self, paragraphs: Sequence[Paragraph], tables_at: Sequence[int]) -> None:
        self.paragraphs = paragraphs
        self.tables = sorted(tables_at)
        self.listed = self._list_of_annexes()

    def after(self, at: int) -> Paragraph | None:
        """The paragraph after this one."""
        return self.paragraphs[at + 1] if at + 1 < len(self.paragraphs) else None

    def table_after(self, at: int) -> bool:
        """Does a table stand between this paragraph and the next?"""
        after = self.after(at)
        end = after.line if after else 1 << 60
        return bisect_right(self.tables, end) > bisect_right(self.tables, self.paragraphs[at].ends)

    def opens_list(self, at: int) -> bool:
        """Does a list begin right after this paragraph?"""
        after = self.after(at)
        return after is not None and after.label is not None and _begins(after.label)

    def is_heading(self, at: int, label: Label) -> bool:
        """Is this labelled paragraph a heading over what follows it, and not an item?"""
        paragraph = self.paragraphs[at]
        rest, closed = paragraph.rest, paragraph.closed
        if label.style in _TITLED or paragraph.capitals:
            return True
        if label.style.startswith("bullet") or not rest:
            return False
        if closed in (".", ";", "…"):
            return paragraph.bold and len(rest) <= HEADING
        return len(rest) <= HEADING and (paragraph.bold or self._is_over_text(at) or self.table_after(at))

    def _is_over_text(self, at: int) -> bool:
        """Does a bare paragraph follow that this one may stand over?"""
        after = self.after(at)
        if after is None or after.capitals or after.encloses:
            return False
        if after.label is not None and at + 1 not in self.listed:
            return False
        return after.words.text[0] != "(" and not opens_paragraph(after.words.text)

    def bare_heading(self, at: int) -> str:
        """The style of heading that an unlabelled paragraph is: `level` in capitals, `caption`; `""` for none."""
        paragraph = self.paragraphs[at]
        text, after = paragraph.words.text, self.after(at)
        if at in self.listed or paragraph.closed or paragraph.encloses or len(text) > _CAPITALS:
            return ""
        if paragraph.capitals:
            return "level"
        if after is None or len(text) > HEADING or not text[0].isupper() or after.encloses:
            return ""
        if paragraph.bold:
            return "caption"
        over_text = after.label is None and bool(after.closed) and bool(classify_heading(text))
        return "caption" if len(text) <= SHORT and (self.opens_list(at) or over_text) else ""

    def titles_enclosure(self, at: int) -> bool:
        """Is this the title of an enclosed text, with `(Ban hành kèm theo Quyết định …)` under it?"""
        return any(paragraph.encloses for paragraph in self.paragraphs[at + 1 : at + 3])

    def encloses_table(self, at: int) -> bool:
        """Do `(Kèm theo …)` and a table stand right under this paragraph?"""
        after = self.after(at)
        return after is not None and after.encloses and not self.table_after(at) and self.table_after(at + 1)

    def is_annex_title(self, at: int) -> bool:
        """Is this bare paragraph under an annex's label its title?"""
        paragraph, after = self.paragraphs[at], self.after(at)
        text = paragraph.words.text
        if paragraph.capitals:
            return True
        if len(text) > _TITLE or paragraph.closed in (":", ";") or text[0] == "(":
            return False
        ends = after is None or after.label is not None or after.encloses
        return ends or self.table_after(at) or not paragraph.closed

    def goes_on_later(self, at: int, inner: Label, label: Label, outer: Sequence[Label]) -> bool:
        """Does the list of `label` go on after the list that begins here with `inner`, before one of `outer` does?"""
        for paragraph in self.paragraphs[at + 1 : at + 1 + _AHEAD]:
            seen = paragraph.label
            if seen is None:
                continue
            if seen.style == label.style:
                return follows(label, seen)
            if follows(inner, seen):
                inner = seen
            elif rank(seen.style) < rank(label.style) and any(follows(each, seen) for each in outer):
                return False
        return False

    def _list_of_annexes(self) -> set[int]:
        """Lines that only list the annexes ("Phụ lục 1: …", "Phụ lục 2: …"), one of which has its heading later."""
        names = {
            k: p.label.text.casefold()
            for k, p in enumerate(self.paragraphs)
            if p.label is not None and p.label.style == "attachment"
        }
        last = {name: k for k, name in names.items()}
        out: set[int] = set()
        run: list[int] = []
        for k in names:
            if run and (k != run[-1] + 1 or self.table_after(run[-1])):
                run = []
            run.append(k)
            if len(run) > 1 and not self.table_after(k) and any(last[names[each]] > run[-1] for each in run):
                out.update(run)
        return out


def _begins(label: Label) -> bool:
    return label.value == 1 or label.style.startswith("bullet")
