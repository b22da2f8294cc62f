"""The outline: paragraphs set into a tree by their numbering.

In: the lines left of the body and the annexes, where tables began. Out: an `Outline`. Which number stands under
which is read from the text: a list is a style of label, a list that goes on pops the ones inside it, a list that
begins goes under the deepest heading whose style stands above its own; dotted numbers name their parent. Headings
are told from items by what they are (capitals, bold, length, no stop) and what follows. Never drops a word.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from cchc_extract.grammar.load import grammar
from cchc_extract.model.outline import Node, Outline
from cchc_extract.model.source import Line
from cchc_extract.model.span import Text, join
from cchc_extract.model.values import Note
from cchc_extract.segment.labels import Label, roman_value
from cchc_extract.segment.lost_headings import mend_numbering
from cchc_extract.segment.paragraphs import ENCLOSED_WITH, Paragraph, join_paragraphs

_DEPTH = 24  # more open lists than any text has; bounds the work on hostile input
_AHEAD = 200  # paragraphs looked ahead for a list to go on
_HEADING = 160  # characters: the longest heading that is neither in capitals nor over a list
_SHORT = 80
_TITLED = frozenset(("part", "chapter", "division", "subdivision", "attachment"))
_UNNUMBERED = Label("", "level", "level", 0, 0)


@dataclass(slots=True)
class _Frame:
    node: Node
    label: Label
    heading: bool
    asks: bool  # its words end with a colon


@lru_cache(maxsize=1)
def _ranks() -> dict[str, int]:
    return {style: rank for rank, style in enumerate(grammar("structure").data["ranks"])}


def _rank(style: str) -> int:
    return _ranks().get(style, len(_ranks()))


def follows(before: Label, after: Label) -> bool:
    """Is `after` the next of the list that `before` is in?"""
    if before.style != after.style or before.prefix != after.prefix:
        return False
    if before.style.startswith("bullet") or after.value == before.value + 1:
        return True
    if before.style != "letter" or len(before.text) != 1 or len(after.text) != 1:
        return False
    latin: str = grammar("structure").data["latin"]
    return 0 <= latin.find(before.text) == latin.find(after.text) - 1


class _Builder:
    def __init__(self, paragraphs: Sequence[Paragraph], tables_at: Sequence[int]) -> None:
        self.paragraphs = paragraphs
        self.tables = sorted(tables_at)
        self.roots: list[Node] = []
        self.stack: list[_Frame] = []
        self.labels: dict[Node, Label] = {}
        self.breaks: set[Node] = set()  # nodes before which a new list may begin
        self.closed = False
        self.listed = _listed_annexes(paragraphs, self._table_after)

    def build(self) -> None:
        at = 0
        while at < len(self.paragraphs):
            paragraph = self.paragraphs[at]
            if paragraph.label is None or at in self.listed:
                at = self._bare(at)
            elif paragraph.label.style == "attachment":
                at = self._attachment(at)
            else:
                self._labelled(at, paragraph, paragraph.label)
                at += 1
            if paragraph.ends_part:
                self.closed = True

    # — reading ahead —

    def _next(self, at: int) -> Paragraph | None:
        return self.paragraphs[at + 1] if at + 1 < len(self.paragraphs) else None

    def _table_after(self, at: int) -> bool:
        """Does a table stand between this paragraph and the next?"""
        after = self._next(at)
        end = after.line if after else 1 << 60
        return bisect_right(self.tables, end) > bisect_right(self.tables, self.paragraphs[at].ends)

    def _is_heading(self, at: int, label: Label) -> bool:
        """Is this labelled paragraph a heading, over what follows it?"""
        paragraph, after, rest = self.paragraphs[at], self._next(at), self.paragraphs[at].rest
        if label.style in _TITLED or paragraph.capitals:
            return True
        if label.style.startswith("bullet") or not rest or paragraph.closed in (".", ";", "…"):
            return paragraph.bold and len(rest) <= _HEADING and not label.style.startswith("bullet")
        if len(rest) > _HEADING:
            return False
        plain_after = after is not None and (after.label is None or at + 1 in self.listed) and not after.capitals
        return paragraph.bold or plain_after or self._table_after(at)

    def _goes_on_later(self, at: int, inner: Label, frame: _Frame) -> bool:
        """Does the list of this frame go on after the list that begins here with the label `inner`?"""
        for paragraph in self.paragraphs[at + 1 : at + 1 + _AHEAD]:
            label = paragraph.label
            if label is None:
                continue
            if label.style == frame.label.style:
                return follows(frame.label, label)
            if follows(inner, label):
                inner = label
            elif _rank(label.style) < _rank(frame.label.style) and any(
                follows(outer.label, label) for outer in self.stack[:-1]
            ):
                return False
        return False

    # — placing —

    def _append(self, node: Node) -> None:
        (self.stack[-1].node.children if self.stack else self.roots).append(node)

    def _pop_to_rank(self, style: str) -> None:
        """Close what cannot stand over this style."""
        rank = _rank(style)
        while self.stack:
            top = self.stack[-1].label.style
            beside = top == "article" and style in ("upper", "roman", "level")
            if _rank(top) < rank and not beside:
                return
            self.stack.pop()

    def _parent_of_dotted(self, label: Label) -> bool:
        """Close down to the heading whose number the dotted label begins with; False where none is open."""
        wanted = [part.lstrip("0") for part in label.prefix.split(".")]
        for depth in range(len(self.stack) - 1, -1, -1):
            frame = self.stack[depth].label
            number = [*frame.prefix.split("."), frame.text.rpartition(".")[2]] if frame.prefix else [frame.text]
            number = [part.lstrip("0") for part in number]
            roman = str(roman_value(number[0]) or "") if frame.style == "roman" else number[0]
            if wanted in (number, [roman, *number[1:]]) and frame.style != "letter":
                del self.stack[depth + 1 :]
                return True
        return False

    def _settle(self, at: int, label: Label) -> None:
        """Close what this label closes; its parent is then on top of the stack."""
        same = [k for k, frame in enumerate(self.stack) if frame.label.style == label.style]
        going_on = [k for k in same if follows(self.stack[k].label, label)]
        if going_on:
            inner = going_on[-1]
            if len(going_on) > 1 and self._opens_list(at) and not self.stack[inner].heading:
                inner = going_on[-2]
            del self.stack[inner:]
            return
        if self.closed or (same and label.value == 1 and self.paragraphs[at].apart >= 3):
            if label.value == 1 or not same:
                self.stack.clear()
                return
        if label.prefix and self._parent_of_dotted(label):
            return
        if label.value == 1 and self._nests(at, label, bool(same)):
            return
        if label.value > 1 and same and not label.prefix:
            lower = [k for k in same if self.stack[k].label.value < label.value]
            del self.stack[(lower or same)[-1] :]
            return
        self._pop_to_rank(label.style)
        if label.prefix and label.value == 1 and self.stack and _is_next(self.stack[-1].label, label.prefix):
            self.stack.pop()  # "4.1" after heading 3: the heading 4 is lost

    def _opens_list(self, at: int) -> bool:
        after = self._next(at)
        return after is not None and after.label is not None and after.label.value == 1

    def _nests(self, at: int, label: Label, is_open: bool) -> bool:
        """Does a list that begins here stand inside the deepest item, though its style usually stands above it?"""
        if not self.stack or len(self.stack) >= _DEPTH:
            return False
        top = self.stack[-1]
        if _rank(top.label.style) <= _rank(label.style):
            return False
        asked = top.asks and top.node.ends == self.paragraphs[at - 1].ends
        if top.label.style.startswith("bullet"):
            return asked and not is_open
        return asked or self._goes_on_later(at, label, top)

    def _bullet(self, label: Label) -> None:
        styles = [frame.label.style for frame in self.stack]
        if label.style in styles:
            del self.stack[styles.index(label.style) :]
        elif self.stack and label.style in ("bullet.-", "bullet.+"):
            self._pop_to_rank(label.style)

    def _labelled(self, at: int, paragraph: Paragraph, label: Label) -> None:
        label = self._as_roman(label)
        if label.style.startswith("bullet"):
            if self.closed and at and self.paragraphs[at - 1].label is None:
                self.stack.clear()
            if len(self.stack) >= _DEPTH:
                self._pop_to_rank(label.style)
            self._bullet(label)
        else:
            self._settle(at, label)
        self.closed = False
        heading = self._is_heading(at, label)
        node = _node(paragraph, label, heading)
        self._append(node)
        self.labels[node] = label
        if paragraph.after_table or paragraph.apart >= 3:
            self.breaks.add(node)
        self.stack.append(_Frame(node, label, heading, paragraph.closed == ":"))

    def _as_roman(self, label: Label) -> Label:
        """`i)` goes on from `h)`, else it is a small Roman one."""
        if label.style != "letter" or label.text not in ("i", "v", "x"):
            return label
        roman = replace(label, style="roman-lower", value=roman_value(label.text.upper()) or 0)
        if any(follows(frame.label, label) for frame in self.stack):
            return label
        goes_on = any(follows(frame.label, roman) for frame in self.stack)
        return roman if goes_on or label.text == "i" else label

    def _bare(self, at: int) -> int:
        paragraph = self.paragraphs[at]
        if self._is_bare_heading(at):
            self._pop_to_rank("level")
            if self._names_enclosure(at):
                self.stack.clear()
            node = Node("level", None, paragraph.line, title=paragraph.words, ends=paragraph.ends)
            self._append(node)
            self.breaks.add(node)
            if not self._names_enclosure(at):
                self.labels[node] = _UNNUMBERED
                self.stack.append(_Frame(node, _UNNUMBERED, True, False))
            return at + 1
        node = _paragraph(paragraph)
        if paragraph.words.text.startswith("Nơi nhận"):
            self.closed = True
        if self.closed:
            self.roots.append(node)
        elif self.stack and not self.stack[-1].heading:
            (self.stack[-2].node.children if len(self.stack) > 1 else self.roots).append(node)
        else:
            self._append(node)
        if paragraph.closed == ":":
            self.breaks.add(node)
        return at + 1

    def _is_bare_heading(self, at: int) -> bool:
        paragraph = self.paragraphs[at]
        if at in self.listed or paragraph.closed in (".", ";", ":", "…") or len(paragraph.words.text) > 250:
            return False
        bold = paragraph.bold and len(paragraph.words.text) <= _HEADING and self._next(at) is not None
        return paragraph.capitals or bold

    def _names_enclosure(self, at: int) -> bool:
        """Is this the title of an enclosed text, `(Ban hành kèm theo Quyết định …)` under it?"""
        near = self.paragraphs[at + 1 : at + 3]
        return any(p.label is None and ENCLOSED_WITH.match(p.words.text) for p in near)

    def _attachment(self, at: int) -> int:
        """An annex: its label, the title on its line or under it, `(Kèm theo …)`."""
        paragraph = self.paragraphs[at]
        assert paragraph.label is not None
        self.stack.clear()
        self.closed = False
        node = _node(paragraph, paragraph.label, True)
        title = node.title
        if title and title.text[0] == "(":
            node.children.append(Node("paragraph", None, paragraph.line, text=title, ends=paragraph.ends))
            title = None
        while not title and (after := self._next(at)) is not None and after.label is None:
            if self._table_after(at):
                break
            if ENCLOSED_WITH.match(after.words.text):
                node.children.append(_paragraph(after))
            elif not self._is_title(at + 1):
                break
            else:
                title, node.ends = after.words, after.ends
            at += 1
        while title and (after := self._next(at)) is not None and after.capitals and self.paragraphs[at].capitals:
            if after.label is not None or self._table_after(at):
                break
            title, node.ends = join((title, after.words)), after.ends
            at += 1
        node.title = title or None
        self.roots.append(node)
        self.labels[node] = paragraph.label
        self.stack.append(_Frame(node, paragraph.label, True, False))
        return at + 1

    def _is_title(self, at: int) -> bool:
        paragraph, after = self.paragraphs[at], self._next(at)
        if paragraph.capitals:
            return True
        if len(paragraph.words.text) > 300 or paragraph.closed in (":", ";") or paragraph.words.text[0] == "(":
            return False
        ends = after is None or after.label is not None or bool(ENCLOSED_WITH.match(after.words.text))
        return ends or self._table_after(at) or not paragraph.closed


def _is_next(label: Label, prefix: str) -> bool:
    """Would a heading of this number, `prefix`, come right after that label?"""
    before, _, last = prefix.rpartition(".")
    return label.prefix == before and last.isdecimal() and int(last) == label.value + 1


def _paragraph(paragraph: Paragraph) -> Node:
    return Node("paragraph", None, paragraph.line, text=paragraph.words, ends=paragraph.ends)


def _node(paragraph: Paragraph, label: Label, heading: bool) -> Node:
    words = paragraph.words
    mark = words.slice(0, len(words.text[: label.end].rstrip()))
    rest: Text | None = words.slice(label.end, len(words.text)) or None
    node = Node(label.kind, label.text, paragraph.line, mark, ends=paragraph.ends)
    node.title, node.text = (rest, None) if heading else (None, rest)
    return node


def _listed_annexes(paragraphs: Sequence[Paragraph], table_after: Callable[[int], bool]) -> set[int]:
    """Lines that only list the annexes ("Phụ lục 1: …", "Phụ lục 2: …"), one of which has its heading later."""
    names = {k: p.label.text.casefold() for k, p in enumerate(paragraphs) if p.label and p.label.style == "attachment"}
    last = {name: k for k, name in names.items()}
    out: set[int] = set()
    run: list[int] = []
    for k in names:
        if run and (k != run[-1] + 1 or table_after(run[-1])):
            run = []
        run.append(k)
        if len(run) > 1 and not table_after(k) and any(last[names[each]] > run[-1] for each in run):
            out.update(run)
    return out


def _title_parents(outline: Outline) -> None:
    """A paragraph over others is a heading where it is short or runs to no stop."""
    for path in outline.walk():
        node = path[-1]
        if node.children and node.text and node.label is not None:
            text = node.text.text
            if len(text) <= _SHORT or (len(text) <= _HEADING and text[-1] not in ".;"):
                node.title, node.text = node.text, None


def build_outline(lines: Sequence[Line], tables_at: Sequence[int], source: str = "") -> Outline:
    """The outline of these lines.

    `tables_at` are the first lines of the tables that were taken away; `source` is the document's text (what is set
    bold shows there). Notes have places in the source. Linear in the text, for any text.
    """
    paragraphs = join_paragraphs(lines, tables_at, source)
    builder = _Builder(paragraphs, tables_at)
    builder.build()
    notes = [Note("outline.sentence-joined", (cut, cut + 1)) for p in paragraphs for cut in p.cuts]
    outline = Outline(builder.roots, notes)
    mend_numbering(outline, builder.labels, builder.breaks)
    _title_parents(outline)
    return outline
