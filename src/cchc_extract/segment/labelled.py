"""Label lines of prose: `- Cơ quan chủ trì: Sở Nội vụ` under an item says who does it, and is no item of its own.

In: a node with its children, and a function that reads a label. Out: which of the children are label lines, and whose.
Knows no label: the fields do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from cchc_extract.model.outline import Labelled, Node
from cchc_extract.model.span import Text, join

ReadLabel = Callable[[str], tuple[str, int] | None]  # a line's role, and where its value begins


class Group(NamedTuple):
    """The label lines among a node's children: those of the node itself, of a child, of the children in common.

    `lines` are the nodes that they stand in. `own` are the node's where all its children are label lines.
    """

    own: tuple[Labelled, ...]
    of: dict[Node, tuple[Labelled, ...]]
    common: tuple[Labelled, ...]
    lines: frozenset[Node]


_NONE = Group((), {}, (), frozenset())


def group_labelled(parent: Node, read: ReadLabel) -> Group:
    """The label lines under a node. One without a number or a dash belongs to the item right above it."""
    found = {child: line for child in parent.children if (line := _read_line(child, read)) is not None}
    if not found:
        return _NONE
    if len(found) == len(parent.children):
        return Group(tuple(found.values()), {}, (), frozenset(found))
    of: dict[Node, tuple[Labelled, ...]] = {}
    common: list[Labelled] = []
    item: Node | None = None
    for child in parent.children:
        if child not in found:
            item = child
        elif child.label is None and item is not None and not item.children:
            of[item] = (*of.get(item, ()), found[child])
        else:
            common.append(found[child])
    return Group((), of, tuple(common), frozenset(found))


def _read_line(node: Node, read: ReadLabel) -> Labelled | None:
    """A child as a label line; its value may stand in items below it (`- Sản phẩm:` over `+ Kế hoạch;`)."""
    if node.kind in ("article", "attachment") or ":" not in node.words.text or any(c.children for c in node.children):
        return None
    text = join([node.words, *_items(node.children)])
    found = read(text.text)
    if found is None:
        return None
    role, start = found
    start += len(text.text[start:]) - len(text.text[start:].lstrip())
    return Labelled(role, text, text.slice(start, len(text.text)))


def _items(children: Iterable[Node]) -> Iterable[Text]:
    return (join((child.mark, child.words), " ") for child in children)
