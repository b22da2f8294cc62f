"""The outline of a document: headings, articles, items and paragraphs, as a tree.

Kinds are Akoma Ntoso's hierarchical elements. Every word of the text that was segmented is in exactly one node,
in its `mark` (the label as printed), its `title` or its `text`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from cchc_extract.model.span import EMPTY, Span, Text
from cchc_extract.model.values import Note


@dataclass(slots=True, eq=False)
class Node:
    """One heading, item or paragraph.

    `label` is the printed one without its closing point or bracket, `"-"` for any bullet, None for a bare
    paragraph. A heading has a `title`, a paragraph or an item a `text`, an inferred node neither. `line` is the
    index of its first line (of what it stands over, where it is inferred), `ends` of the last line of its own words.
    `given` is the title that another place of the text gives an inferred annex ("d) Phụ lục số 04: …").
    """

    kind: str
    label: str | None
    line: int
    mark: Text = EMPTY
    title: Text | None = None
    text: Text | None = None
    children: list[Node] = field(default_factory=list)
    inferred: bool = False
    given: Text | None = None
    ends: int = -1

    @property
    def words(self) -> Text:
        """The title or the text, whichever it has; empty for an inferred node."""
        return self.title or self.text or EMPTY

    @property
    def spans(self) -> list[Span]:
        """Where the node's own words stand, the label included, the children not."""
        return [*self.mark.spans(), *self.words.spans()]


Path = tuple[Node, ...]


@dataclass(frozen=True)
class Outline:
    """The tree's roots in the order of the text, and what was noted while it was built (places in the source).

    `tables` are the first lines of the tables that stand in the text.
    """

    nodes: list[Node]
    notes: list[Note] = field(default_factory=list)
    tables: tuple[int, ...] = ()

    def walk(self) -> Iterator[Path]:
        """Every node with its ancestors, outermost first, itself last; in the order of the text."""
        stack: list[Path] = [(node,) for node in reversed(self.nodes)]
        while stack:
            path = stack.pop()
            yield path
            stack += [(*path, child) for child in reversed(path[-1].children)]

    @cached_property
    def _paths(self) -> list[Path]:
        return sorted(self.walk(), key=lambda path: (path[-1].line, len(path)))

    def over(self, line: int) -> Path:
        """The headings that a line (a table's first, say) stands under, outermost first; () for none."""
        last = bisect_right(self._paths, line, key=lambda path: path[-1].line)
        if not last:
            return ()
        path, before = self._paths[last - 1], self._paths[last - 2] if last > 1 else ()
        if len(path) == 1 and path[0].kind == "paragraph" and before and before[-1].kind == "attachment":
            path = before  # `(Kèm theo …)` between an annex without a label and its table
        heads = path[-1].title is not None or path[-1].inferred or path[-1].kind == "attachment"
        return path if heads else path[:-1]

    def put(self, node: Node) -> None:
        """Put a node where its line stands: below the headings over it, after what comes before it."""
        path = self.over(node.line)
        siblings = path[-1].children if path else self.nodes
        siblings.insert(sum(1 for each in siblings if each.line < node.line), node)


class Footnote(NamedTuple):
    """A footnote: its label without bracket or point, its words, the place of its mark in the text.

    `lines` are the indexes of the lines it takes, the rule above it included; `notes` have places in the source.
    """

    label: str
    text: Text
    called: Span | None
    lines: tuple[int, ...]
    notes: tuple[Note, ...] = ()


class Labelled(NamedTuple):
    """A label line of prose: the role its label names, the whole line, what stands behind the colon."""

    role: str
    text: Text
    value: Text


class ProseTask(NamedTuple):
    """A lowest item of a section of tasks.

    `section` is the path above it, (label, title) outermost first; `headings` the same nodes. `parent` is the
    node that may name the agency in charge: the node above, or a bare line with a colon that introduces the item.
    `labelled` are the label lines under the item, `common` those beside it, which hold for all the items there.
    """

    ordinal: str | None
    text: Text
    section: tuple[tuple[str | None, str | None], ...]
    node: Node
    parent: Node | None
    headings: Path
    labelled: tuple[Labelled, ...] = ()
    common: tuple[Labelled, ...] = ()
