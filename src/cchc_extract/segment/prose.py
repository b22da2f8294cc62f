"""Task records from prose: which items of the outline are tasks.

In: an outline. Out: `ProseTask`s: the lowest items of the sections whose headings name nhiệm vụ, giải pháp, tổ chức
thực hiện or trách nhiệm, with their paths. Reads no agency and no deadline: those are fields.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from cchc_extract.model.outline import Node, Outline, Path, ProseTask
from cchc_extract.model.span import Text
from cchc_extract.segment.classes import classify_heading, classify_item

_NO_TASK = frozenset(("objective", "purpose", "means"))
_SCRAP = 25  # characters: a bare line as short as this that ends in no stop says nothing to be done


def is_objective(path: Path) -> bool:
    """Does the last node of this path stand in a section of objectives (mục tiêu, chỉ tiêu)?

    A section that sets tasks as well counts; one that tells results does not.
    """
    for node in reversed(path):
        classes = classify_heading(node.title.plain) if node.title else frozenset()
        if classes:
            return "objective" in classes
    return False


def _sets_tasks(headings: Sequence[Node], report: bool, tabled: frozenset[Node]) -> bool:
    """Is what stands under these headings (outermost first) something to be done?

    The title of an annex with a table (`tabled`) is about the table.
    """
    decided: bool | None = None
    lost = False
    for depth, node in enumerate(headings):
        if node.inferred:
            # a lost first section is the purpose, which opens every plan
            lost = lost or depth > 0 or node.label not in ("I", "1", "A")
            continue
        if node in tabled or node.title is None:
            continue
        classes = classify_heading(node.title.plain)
        if classes & ({"task", "ahead"} if report else {"task", "duty"}):
            if decided is not False or not _tells(headings[:depth]):
                decided = True
        elif "result" in classes:
            decided = bool(decided)
        elif classes & _NO_TASK:
            decided = False
    return lost and not report if decided is None else decided


def _tells(headings: Sequence[Node]) -> bool:
    return any(node.title and "result" in classify_heading(node.title.plain) for node in headings)


def _without_end(text: Text) -> Text:
    """The text without its closing `./.`"""
    bare = text.text.removesuffix("./.").rstrip()
    return text if len(bare) == len(text.text) else text.slice(0, len(bare))


def _is_item(node: Node, path: Path, introducing: Container[Node]) -> bool:
    """Is this a lowest item or a bare paragraph that says something of its own?"""
    if node.children or node.text is None or node.kind in ("article", "attachment") or node in introducing:
        return False
    text = node.text.text
    if node.label is None:
        scrap = len(text) < _SCRAP and text[-1] not in ".;"
        if text[-1] == ":" or scrap or path[-2].kind == "attachment":
            return False  # introduces the items after it; a name, a date; stands about the table of an annex
    return classify_item(text) is None and any(c.isalpha() for c in text)


def _introduced(parent: Node) -> dict[Node, Node]:
    """The line with a colon that stands over children of this node: a bare one over items, an item over bare ones."""
    out: dict[Node, Node] = {}
    intro: Node | None = None
    for child in parent.children:
        asks = child.text is not None and child.text.text[-1] == ":" and not child.children
        if asks:
            intro = child
        elif intro is not None and (intro.label is None) != (child.label is None):
            out[child] = intro
        else:
            intro = None
    return out


def find_prose_tasks(outline: Outline, kind: str = "plan") -> list[ProseTask]:
    """The tasks of the text, in its order.

    `kind` is the document's (`plan`, `framework`, `report`, `other`): in a report only sections of nhiệm vụ, giải
    pháp and phương hướng look ahead.
    """
    return list(_tasks(outline, kind == "report"))


def _tasks(outline: Outline, report: bool) -> Iterator[ProseTask]:
    over_tables = (outline.over(table) for table in outline.tables)
    tabled = frozenset(path[0] for path in over_tables if path and path[0].kind == "attachment")
    over: Path | None = None
    sets = False
    intros: dict[Node, Node] = {}
    introducing: set[Node] = set()
    for path in outline.walk():
        node, above = path[-1], path[:-1]
        if not above or node.children:
            continue
        if over is None or above[-1] is not over[-1]:
            over, sets, intros = above, _sets_tasks(above, report, tabled), _introduced(above[-1])
            introducing = set(intros.values())
        if not sets or not _is_item(node, path, introducing) or node.text is None:
            continue
        section = tuple((each.label, each.words.plain or None) for each in above)
        yield ProseTask(node.label, _without_end(node.text), section, node, intros.get(node, above[-1]), above)
