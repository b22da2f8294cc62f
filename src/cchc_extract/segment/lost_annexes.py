"""Annexes whose heading the text has lost.

In: an outline, and where the tables began. Out: the outline with an inferred annex where a table without a heading of
its own stands in the gap between two annexes (03, 05), or where a list of annexes elsewhere in the text names one more
than there are headings. The number comes from the gap or the list, the title only from the list; where more than one
table could be meant, nothing is inferred.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from cchc_extract.model.outline import Node, Outline
from cchc_extract.model.span import Text
from cchc_extract.model.values import Note
from cchc_extract.segment.labels import Label, read_label
from cchc_extract.segment.lost_headings import name_like


class _Listed(NamedTuple):
    label: Label
    title: Text


def find_lost_annexes(outline: Outline, tables_at: Sequence[int]) -> Outline:
    """The outline with the annexes that it lost, each an inferred node at its table's line.

    `tables_at` are the first lines of the tables, one for each table and not for each page of it. An inferred annex has
    neither title nor text; `given` is its title where a list of annexes gives it.
    """
    annexes = [node for node in outline.nodes if node.kind == "attachment"]
    listed = _list_of_annexes(outline)
    labels = [_label(node) for node in annexes]
    if not annexes and not listed:
        return outline
    found: list[Node] = []
    notes = list(outline.notes)
    ordered = sorted(tables_at)
    headed = sorted(path[-1].line for path in outline.walk() if path[-1].label is not None or path[-1].title)
    for k in range(len(annexes) + 1):
        before, after = labels[k - 1] if k else None, labels[k] if k < len(annexes) else None
        numbers = _missing(before, after, listed)
        start = annexes[k - 1].line if k else -1
        end = annexes[k].line if k < len(annexes) else 1 << 60
        within = ordered[bisect_right(ordered, start) : bisect_left(ordered, end)]
        tables = _headless(headed, within, bool(k)) if numbers and within else []
        if not numbers or len(tables) != len(numbers):
            continue
        for number, table in zip(numbers, tables, strict=True):
            entry = listed.get(number)
            text = entry.label.text if entry else name_like(before or after, number)  # type: ignore[arg-type]
            found.append(Node("attachment", text, table, inferred=True, given=entry.title if entry else None))
            place = entry.title.spans()[0] if entry else (outline.nodes[0].spans or [(0, 0)])[0]
            notes.append(Note("outline.annex-lost", place, text))
    if not found:
        return outline
    nodes = sorted([*outline.nodes, *found], key=lambda node: node.line)
    for node in found:
        _take_over(node, nodes)
    return Outline(nodes, notes, outline.tables)


def _label(node: Node) -> Label:
    label = read_label(node.label or "")
    return label or Label(node.label or "", "attachment", "attachment", 0, 0)


def _list_of_annexes(outline: Outline) -> dict[int, _Listed]:
    """The annexes that items of the text name, by number: `d) Phụ lục số 04: Cải cách chế độ công vụ.`"""
    out: dict[int, _Listed] = {}
    for path in outline.walk():
        words = path[-1].words
        if path[0].kind == "attachment" or not words or words.text[0] not in "PpBbMm":
            continue
        label = read_label(words.text)
        if label and label.style == "attachment" and label.value and label.end < len(words.text):
            title = words.slice(label.end, len(words.text.rstrip(".;")))
            if title and title.text[0] != "(":
                out.setdefault(label.value, _Listed(label, title))
    return out


def _missing(before: Label | None, after: Label | None, listed: dict[int, _Listed]) -> list[int]:
    """The numbers that an annex between these two (None: the text's beginning or end) must have."""
    if before and after:
        numbers = range(before.value + 1, after.value) if before.value and after.value else range(0)
        return list(numbers) if len(numbers) <= 20 else []
    if before:
        return [n for n in sorted(listed) if n > before.value] if before.value else []
    return [n for n in sorted(listed) if after is None or n < after.value]


def _headless(headed: Sequence[int], tables: Sequence[int], owned: bool) -> list[int]:
    """Of an annex's tables those without a heading of their own; the first one is the annex's (`owned`).

    `headed` are the lines of all headings and items.
    """
    out = []
    for before, table in zip([-1, *tables], tables, strict=False):
        under_heading = bisect_right(headed, table) > bisect_right(headed, before)
        if before < 0 and owned:
            continue
        if not under_heading or before < 0:
            out.append(table)
    return out


def _take_over(annex: Node, nodes: list[Node]) -> None:
    """What stands after the annex's table in the node before it belongs to the annex."""
    at = nodes.index(annex)
    owner = nodes[at - 1] if at else None
    if owner is None or owner.kind != "attachment":
        return
    later = [child for child in owner.children if child.line > annex.line]
    annex.children += later
    owner.children = [child for child in owner.children if child.line <= annex.line]
