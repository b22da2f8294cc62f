"""Headings that the text has lost.

In: an outline as it was read, with the labels of its nodes. Out: the same outline, with an inferred node where the
neighbours fix the label of a lost heading, and a note for what skips, repeats or starts again. A gap is closed only
where there is something to put under it; a list that starts again is explained by a bare line that introduces it, by
a table, or by a new part, and then nothing is inferred.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cchc_extract.grammar.load import grammar
from cchc_extract.model.outline import Node, Outline
from cchc_extract.model.values import Note
from cchc_extract.segment.labels import Label, rank

_BARE = ("level", "caption")  # headings without a number
_HEADINGS = ("part", "chapter", "division", "article", "upper", "roman", "arabic")


def _roman(value: int) -> str:
    return "X" * (value // 10) + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][value % 10]


def name_like(model: Label, value: int) -> str:
    """The label of this value in the manner of that one: `02` → `03`, `Điều 4` → `Điều 5`, `II` → `III`."""
    if model.style in ("roman", "roman-lower"):
        return _roman(value).lower() if model.text.islower() else _roman(value)
    if model.style in ("letter", "upper"):
        letters: str = grammar("structure").data["letters"]
        letter = letters[value - 1] if value <= len(letters) else "?"
        return letter.upper() if model.style == "upper" else letter
    numeral = re.search(r"\d+(?=[a-zđ]?\Z)|[IVX]+\Z", model.text)
    if numeral is None:
        return str(value)
    width = len(numeral[0]) if numeral[0].startswith("0") else 0
    new = str(value).zfill(width) if numeral[0].isdecimal() else _roman(value)
    return model.text[: numeral.start()] + new


class _Mender:
    def __init__(self, labels: dict[Node, Label], breaks: set[Node], notes: list[Note]) -> None:
        self.labels, self.breaks, self.notes = labels, breaks, notes

    def _style(self, node: Node) -> str:
        label = self.labels.get(node)
        return label.style if label else ""

    def _infer(self, model: Label, value: int, children: list[Node], kind: str, text: str = "") -> Node:
        node = Node(kind, text or name_like(model, value), children[0].line, inferred=True, children=children)
        self.labels[node] = Label(node.label or "", model.style, kind, value, 0, model.prefix)
        places = children[0].spans or [(0, 0)]
        self.notes.append(Note("outline.heading-lost", places[0], node.label or ""))
        return node

    def _groups(self, nodes: Sequence[Node]) -> list[list[Node]]:
        """The nodes, parted where their numbering starts again and nothing explains it."""
        groups: list[list[Node]] = [[]]
        seen: dict[str, int] = {}
        explained = False
        for node in nodes:
            label = self.labels.get(node)
            if node in self.breaks:
                explained = True
            if label is not None and not label.style.startswith("bullet") and label.style not in _BARE:
                top = not seen or rank(label.style) <= min(map(rank, seen))
                if label.value == 1 and label.style in seen and top:
                    if not explained:
                        groups.append([])
                    seen = {}
                seen[label.style] = label.value
                explained = False
            groups[-1].append(node)
        return groups

    def mend(self, siblings: list[Node]) -> list[Node]:
        """These siblings with the headings between them that were lost."""
        styles = {self._style(node) for node in siblings}
        for style in sorted(styles - {"", "attachment", *_BARE}, key=rank):
            if style in _HEADINGS or style.startswith("dotted"):
                siblings = self._dotted_orphans(siblings, style)
                siblings = self._leading_orphans(siblings, style)
                siblings = self._started_again(siblings, style)
        self._note_numbers(siblings)
        return siblings

    def _leading_orphans(self, siblings: list[Node], style: str) -> list[Node]:
        """Items before the first heading of a list that begins at 2: the first heading is lost."""
        first = next((k for k, node in enumerate(siblings) if self._style(node) == style), None)
        if first is None:
            return siblings
        label = self.labels[siblings[first]]
        start = first
        while start and self._deeper(siblings[start - 1], style):
            start -= 1
        while start < first and not self._style(siblings[start]):
            start += 1  # bare lines before the first item introduce the whole
        orphans = siblings[start:first]
        groups = self._groups(orphans) if orphans else []
        if not orphans or label.value != len(groups) + 1:
            return siblings
        inferred = [self._infer(label, value, group, label.kind) for value, group in enumerate(groups, 1)]
        return [*siblings[:start], *inferred, *siblings[first:]]

    def _deeper(self, node: Node, style: str) -> bool:
        own = self._style(node)
        return not own or (own not in _BARE and rank(own) > rank(style))

    def _started_again(self, siblings: list[Node], style: str) -> list[Node]:
        """A heading whose items start again from 1, before a gap or at the end: the next heading is lost."""
        out: list[Node] = []
        numbered = [node for node in siblings if self._style(node) == style]
        after = dict(zip(numbered, [*numbered[1:], None], strict=False))
        for node in siblings:
            out.append(node)
            if self._style(node) != style or not node.children:
                continue
            groups = self._groups(node.children)
            following, label = after[node], self.labels[node]
            lost = len(groups) - 1
            if not lost:
                continue
            gap = self.labels[following].value - label.value - 1 if following else None
            at_once = all(self._style(group[-1]) for group in groups[:-1])  # no bare line between the lists
            if gap == lost or (
                gap is None and at_once and all(self._is_list(group) for group in groups[:-1])
            ):
                node.children = groups[0]
                out += (
                    self._infer(label, label.value + k, g, node.kind) for k, g in enumerate(groups[1:], 1)
                )
            else:
                for group in groups[1:]:
                    self.notes.append(
                        Note("outline.number-restarts", group[0].spans[0], group[0].label or "")
                    )
        return out

    def _is_list(self, group: Sequence[Node]) -> bool:
        """Do these number at least to 2? (A converter may have made every number a 1.)"""
        return any(self.labels[node].value >= 2 for node in group if node in self.labels)

    def _dotted_orphans(self, siblings: list[Node], style: str) -> list[Node]:
        """`4.1`, `4.2` beside 3 and 5: they stand under a lost 4."""
        out: list[Node] = []
        last: Label | None = None
        group: list[Node] = []
        for node in [*siblings, None]:
            label = self.labels.get(node) if node else None
            if group and node and label is None:
                group.append(node)
                continue
            prefix = self.labels[group[0]].prefix if group else ""
            if group and not (label and label.prefix == prefix):
                assert last is not None
                value = int(prefix.rpartition(".")[2])
                kind = self.labels[group[0]].kind if last.prefix else last.kind
                out.append(self._infer(last, value, group, kind, prefix))
                group = []
            if node is None:
                break
            if group or (label and last and label.style != style and _orphan(last, label)):
                group.append(node)
                continue
            out.append(node)
            last = label if label and label.style == style else last
        return out

    def _note_numbers(self, siblings: Sequence[Node]) -> None:
        last: dict[tuple[str, str], int] = {}
        for node in siblings:
            label = self.labels.get(node)
            if label is None or label.style.startswith("bullet") or label.style in (*_BARE, "attachment"):
                continue
            key = (label.style, label.prefix)
            before = last.get(key)
            last[key] = label.value
            if before is None or node.inferred or label.value == before + 1 or label.value == 1:
                continue
            if label.style == "letter" and label.value == before + 2 and label.text == "e":
                continue  # "d)" then "e)": a typist without "đ"
            code = "outline.number-repeats" if label.value <= before else "outline.number-skips"
            self.notes.append(Note(code, node.spans[0], node.label or ""))


def _orphan(last: Label, label: Label) -> bool:
    """Does this dotted label belong under the heading that would come next after `last`?"""
    before, _, number = label.prefix.rpartition(".")
    return (
        bool(label.prefix) and before == last.prefix and number.isdecimal() and int(number) == last.value + 1
    )


def mend_numbering(outline: Outline, labels: dict[Node, Label], breaks: set[Node]) -> None:
    """Put lost headings into the outline, in place; note what its numbers do that they should not.

    `labels` are the labels of the nodes that have one; `breaks` are nodes before which a list may begin anew.
    """
    mender = _Mender(labels, breaks, outline.notes)
    outline.nodes[:] = mender.mend(outline.nodes)
    todo = list(outline.nodes)
    while todo:
        node = todo.pop()
        if node.children:
            node.children = mender.mend(node.children)
            todo += node.children
