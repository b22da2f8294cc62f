"""The outline: paragraphs set into a tree by their numbering.

In: the lines left of the body and the annexes, where tables began. Out: an `Outline`. Which number stands under
which is read from the text: a list is a style of label, a list that goes on closes the ones inside it, a list that
begins goes under the deepest heading whose style stands above its own; dotted numbers name their parent. Never drops
a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cchc_extract.model.outline import Node, Outline
from cchc_extract.model.source import Line
from cchc_extract.model.span import Text, join
from cchc_extract.model.values import Note
from cchc_extract.segment.foreign import is_foreign
from cchc_extract.segment.headings import HEADING, SHORT, Headings
from cchc_extract.segment.labels import Label, follows, rank, roman_value
from cchc_extract.segment.lost_headings import mend_numbering
from cchc_extract.segment.paragraphs import Paragraph, join_paragraphs

_DEPTH = 24  # more open lists than any text has; bounds the work on hostile input
_PART = 3  # lines taken away (a signature block) after which a numbering may begin anew
_BARE = {style: Label("", style, "level", 0, 0) for style in ("level", "caption")}


@dataclass(slots=True)
class _Frame:
    """An open list: its last node, the nodes beside it, its label and the stop its words end with."""

    node: Node
    siblings: list[Node]
    label: Label
    heading: bool
    closed: str


class _Builder:
    def __init__(self, paragraphs: Sequence[Paragraph], tables_at: Sequence[int]) -> None:
        self.paragraphs = paragraphs
        self.ahead = Headings(paragraphs, tables_at)
        self.roots: list[Node] = []
        self.stack: list[_Frame] = []
        self.labels: dict[Node, Label] = {}
        self.breaks: set[Node] = set()  # nodes before which a new list may begin
        self.closed = False  # the last paragraph ended with "./."

    def build(self) -> None:
        at = 0
        while at < len(self.paragraphs):
            paragraph = self.paragraphs[at]
            if paragraph.label is None or at in self.ahead.listed:
                self._bare(at)
            elif paragraph.label.style == "attachment":
                at = self._attachment(at, paragraph.label)
            else:
                self._labelled(at, paragraph.label)
            if self.paragraphs[at].ends_part:
                self.closed = True
            at += 1

    def _top(self) -> list[Node]:
        """Where a child of the deepest open node goes."""
        return self.stack[-1].node.children if self.stack else self.roots

    def _beside(self) -> list[Node]:
        """Where a bare paragraph goes: under a heading, beside an item."""
        return self.stack[-1].siblings if self.stack and not self.stack[-1].heading else self._top()

    def _close(self, depth: int) -> list[Node]:
        """Close the frame at this depth and all inside it; where its sibling goes."""
        siblings = self.stack[depth].siblings
        del self.stack[depth:]
        return siblings

    def _push(self, node: Node, siblings: list[Node], label: Label, heading: bool, closed: str = "") -> None:
        siblings.append(node)
        self.labels[node] = label
        self.stack.append(_Frame(node, siblings, label, heading, closed))

    # — numbered and bulleted paragraphs —

    def _labelled(self, at: int, label: Label) -> None:
        paragraph, label = self.paragraphs[at], self._as_roman(label)
        alike = self._is_like_last(label)
        bullet = label.style.startswith("bullet")
        siblings = self._settle_bullet(at, label) if bullet else self._settle(at, label)
        self.closed = False
        heading = self.ahead.is_heading(at, label) and not (alike and not paragraph.capitals and not paragraph.bold)
        node = _node(paragraph, label, heading)
        if paragraph.after_table or paragraph.apart >= _PART:
            self.breaks.add(node)
        self._push(node, siblings, label, heading, paragraph.closed)

    def _is_like_last(self, label: Label) -> bool:
        """Is the item before in this list a short one without a stop and nothing under it? Then so is this."""
        last = next((frame for frame in reversed(self.stack) if follows(frame.label, label)), None)
        if last is None or last.heading or last.closed or last.node.children or last.node.text is None:
            return False
        return len(last.node.text.text) <= HEADING

    def _as_roman(self, label: Label) -> Label:
        """`i)` goes on from `h)`, else it is a small Roman one."""
        if label.style != "letter" or label.text not in ("i", "v", "x"):
            return label
        roman = label._replace(style="roman-lower", value=roman_value(label.text.upper()) or 0)
        if any(follows(frame.label, label) for frame in self.stack):
            return label
        goes_on = any(follows(frame.label, roman) for frame in self.stack)
        return roman if goes_on or label.text == "i" else label

    def _settle(self, at: int, label: Label) -> list[Node]:
        """Close what this label closes; where its node goes."""
        same = [k for k, frame in enumerate(self.stack) if frame.label.style == label.style]
        going_on = [k for k in same if follows(self.stack[k].label, label)]
        if going_on:
            inner = going_on[-1]
            if len(going_on) > 1 and self.ahead.opens_list(at) and not self.stack[inner].heading:
                inner = going_on[-2]
            return self._close(inner)
        if self._begins_part(at, label, bool(same)):
            self.stack.clear()
        elif label.prefix and self._find_parent(label.prefix):
            pass
        elif label.value == 1 and self._nests(at, label, bool(same)):
            return self._beside() if self._is_introduced(at) else self._top()
        elif label.value > 1 and same and not label.prefix:
            lower = [k for k in same if self.stack[k].label.value < label.value]
            return self._close((lower or same)[-1])
        else:
            self._pop_to_rank(label.style)
            if label.prefix and label.value == 1 and self.stack and _is_next(self.stack[-1].label, label.prefix):
                return self._close(len(self.stack) - 1)  # "4.1" after heading 3: the heading 4 is lost
            if label.value == 1 and self._is_introduced(at):
                return self._beside()
        return self._top()

    def _is_introduced(self, at: int) -> bool:
        """Does a bare line that ends with a colon stand right before this?"""
        before = self.paragraphs[at - 1] if at else None
        return before is not None and before.label is None and before.closed == ":"

    def _begins_part(self, at: int, label: Label, is_open: bool) -> bool:
        """Does a new text begin here: a plan after the decision that promulgates it, an enclosure?"""
        if self.closed:
            return label.value == 1 or not is_open
        return is_open and label.value == 1 and self.paragraphs[at].apart >= _PART

    def _find_parent(self, prefix: str) -> bool:
        """Close down to the heading of this number, `2.1` or `II`; False where none is open."""
        wanted = [part.lstrip("0") for part in prefix.split(".")]
        for depth in range(len(self.stack) - 1, -1, -1):
            label = self.stack[depth].label
            if label.style not in ("roman", "upper", "arabic", "division") and not label.prefix:
                continue
            number = [*label.prefix.split("."), label.text.rpartition(".")[2]] if label.prefix else [label.text]
            number = [part.lstrip("0") for part in number]
            if wanted in (number, [str(label.value)]) or (label.prefix and _in_figures(number) == _in_figures(wanted)):
                del self.stack[depth + 1 :]
                return True
        return False

    def _nests(self, at: int, label: Label, is_open: bool) -> bool:
        """Does a list that begins here stand inside the deepest item, though its style usually stands above it?"""
        if not self.stack or len(self.stack) >= _DEPTH:
            return False
        top = self.stack[-1]
        if rank(top.label.style) <= rank(label.style):
            return False
        at_once = top.node.ends == self.paragraphs[at - 1].ends
        if top.label.style == "caption":
            return at_once
        asked = top.closed == ":" and at_once
        if top.label.style.startswith("bullet"):
            short = at_once and not top.closed and len(top.node.words.text) <= SHORT  # "* Sở Nội vụ" over 1, 2, 3
            return short or (asked and not is_open)
        outer = [frame.label for frame in self.stack[:-1]]
        return asked or self.ahead.goes_on_later(at, label, top.label, outer)

    def _pop_to_rank(self, style: str) -> None:
        """Close what cannot stand over this style."""
        limit = rank(style)
        while self.stack:
            top = self.stack[-1].label.style
            # the headings of a plan stand beside the articles of the decision that promulgates it
            beside = top == "article" and style in ("upper", "roman", "level")
            if rank(top) < limit and not beside:
                return
            self.stack.pop()

    def _settle_bullet(self, at: int, label: Label) -> list[Node]:
        after_bare = bool(at) and self.paragraphs[at - 1].label is None
        if self.closed and after_bare:
            self.stack.clear()
        styles = [frame.label.style for frame in self.stack]
        if label.style in styles:
            return self._close(styles.index(label.style))
        if label.style in ("bullet.-", "bullet.+") or len(self.stack) >= _DEPTH:
            self._pop_to_rank(label.style)
        return self._beside() if after_bare else self._top()

    # — paragraphs without a label —

    def _bare(self, at: int) -> None:
        paragraph = self.paragraphs[at]
        style = self.ahead.bare_heading(at)
        if style:
            self._bare_heading(at, style)
            return
        node = _paragraph(paragraph)
        if paragraph.words.text.startswith("Nơi nhận"):
            self.closed = True
        (self.roots if self.closed else self._beside()).append(node)
        if paragraph.closed == ":":
            self.breaks.add(node)

    def _bare_heading(self, at: int, style: str) -> None:
        paragraph = self.paragraphs[at]
        ended = self.closed or paragraph.apart >= _PART  # behind the text's last words or its signature
        annexed = self.ahead.encloses_table(at) or (ended and style == "level" and self.ahead.table_after(at))
        kind = "attachment" if annexed else "level"
        node = Node(kind, None, paragraph.line, title=paragraph.words, ends=paragraph.ends)
        self.breaks.add(node)
        if annexed or self.ahead.titles_enclosure(at):
            self.stack.clear()
            self.roots.append(node)
            return
        if style == "level":
            self._pop_to_rank(style)
            siblings = self._top()
        else:
            captions = [k for k, frame in enumerate(self.stack) if frame.label.style == style]
            siblings = self._close(captions[0]) if captions else self._beside()
        if len(self.stack) < _DEPTH:
            self._push(node, siblings, _BARE[style], True)
        else:
            siblings.append(node)

    def _attachment(self, at: int, label: Label) -> int:
        """An annex: its label, the title on its line or under it, `(Kèm theo …)`. The last paragraph it takes."""
        self.stack.clear()
        self.closed = False
        node = _node(self.paragraphs[at], label, True)
        title, ahead = node.title, self.ahead
        if title and title.text[0] == "(":
            node.children.append(Node("paragraph", None, node.line, text=title, ends=node.ends))
            title = None
        while (
            not title and (after := ahead.after(at)) is not None and after.label is None and not ahead.table_after(at)
        ):
            if after.encloses:
                node.children.append(_paragraph(after))
            elif ahead.is_annex_title(at + 1):
                title, node.ends = after.words, after.ends
            else:
                break
            at += 1
        while title and (after := ahead.after(at)) is not None and after.label is None and not ahead.table_after(at):
            if not (after.capitals and self.paragraphs[at].capitals):
                break
            title, node.ends = join((title, after.words)), after.ends
            at += 1
        node.title = title or None
        self._push(node, self.roots, label, True)
        return at


def _in_figures(number: Sequence[str]) -> list[str]:
    return [str(roman_value(part) or part) for part in number]


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


def _title_parents(outline: Outline) -> None:
    """A paragraph over others is a heading where it is short or runs to no stop."""
    for path in outline.walk():
        node = path[-1]
        if node.children and node.text and node.label is not None:
            text = node.text.text
            if len(text) <= SHORT or (len(text) <= HEADING and text[-1] not in ".;"):
                node.title, node.text = node.text, None


def build_outline(lines: Sequence[Line], tables_at: Sequence[int], source: str = "") -> Outline:
    """The outline of these lines.

    `tables_at` are the first lines of the tables that were taken away; `source` is the document's text (what is set
    bold shows there). Notes have places in the source. What is no Vietnamese is in no node. Linear in the text, for any
    text.
    """
    paragraphs = [p for p in join_paragraphs(lines, tables_at, source) if p.label or not is_foreign(p.words.text)]
    builder = _Builder(paragraphs, tables_at)
    builder.build()
    notes = [Note("outline.sentence-joined", (cut, cut + 1)) for p in paragraphs for cut in p.cuts]
    outline = Outline(builder.roots, notes, tuple(sorted(tables_at)))
    mend_numbering(outline, builder.labels, builder.breaks)
    _title_parents(outline)
    return outline
