"""Task records from prose: which items of the outline are tasks.

In: an outline. Out: `ProseTask`s: the lowest items of the sections whose headings name nhiệm vụ, giải pháp, tổ chức
thực hiện or trách nhiệm, with their paths. An item over label lines is the lowest. Reads no agency and no deadline:
those are fields.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence

from cchc_extract.model.outline import Labelled, Node, Outline, Path, ProseTask
from cchc_extract.model.span import Text
from cchc_extract.segment.classes import classify_heading, classify_item, demands
from cchc_extract.segment.labelled import Group, ReadLabel, group_labelled

_NO_TASK = frozenset(("objective", "purpose", "means"))
_PARTS = frozenset(("article", "attachment", "part", "chapter", "section"))  # no items, though numbered
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


def find_prose_tasks(outline: Outline, kind: str = "plan", read_label: ReadLabel | None = None) -> list[ProseTask]:
    """The tasks of the text, in its order.

    `kind` is the document's (`plan`, `framework`, `report`, `other`): in a report only sections of nhiệm vụ, giải
    pháp and phương hướng look ahead. `read_label` tells label lines from items.
    """
    return list(_tasks(outline, kind == "report", read_label or (lambda _: None)))


def find_unheaded(outline: Outline, opens_with_agency: Callable[[str], bool]) -> Node | None:
    """The first numbered item that gives somebody something to do and stands under no heading that says what its
    section is about: in a directive or a letter no section sets tasks."""
    demanded: Node | None = None
    for path in outline.walk():
        node, above = path[-1], path[:-1]
        if node.label is None:
            demanded = node if demands(node.words.text) else demanded
        elif node.label != "-" and node.kind not in _PARTS and node.words and not any(map(_says_what, path)):
            beside = demanded is not None and (above[-1].children if above else outline.nodes)
            if (beside and demanded in beside) or opens_with_agency(node.words.text):
                return node
    return None


def _says_what(node: Node) -> bool:
    words = node.words.plain
    return bool(node.title and classify_heading(words)) or classify_item(words) is not None


def _tasks(outline: Outline, report: bool, read_label: ReadLabel) -> Iterator[ProseTask]:
    over_tables = (outline.over(table) for table in outline.tables)
    tabled = frozenset(path[0] for path in over_tables if path and path[0].kind == "attachment")
    over: Path | None = None
    sets = False
    intros: dict[Node, Node] = {}
    introducing: set[Node] = set()
    lines = _LabelLines(read_label)
    for path in outline.walk():
        node, above = path[-1], path[:-1]
        if above and (over is None or above[-1] is not over[-1]):
            over, sets, intros = above, _sets_tasks(above, report, tabled), _introduced(above[-1])
            introducing = set(intros.values())
        inside = bool(above) and sets and node not in lines.taken
        if node.children and not lines.take(node, inside):
            continue
        if not inside or not (node.children or _is_item(node, path, introducing)):
            continue
        section = tuple((each.label, each.words.plain or None) for each in above)
        task = ProseTask(node.label, _without_end(node.words), section, node, intros.get(node, above[-1]), above)
        yield task._replace(labelled=tuple(lines.of.get(node, ())), common=lines.common.get(above[-1], ()))


class _LabelLines:
    """The label lines met so far: those taken as lines of an item, by item, and those in common, by their parent."""

    def __init__(self, read: ReadLabel) -> None:
        self.read = read
        self.taken: set[Node] = set()
        self.of: dict[Node, list[Labelled]] = {}
        self.common: dict[Node, tuple[Labelled, ...]] = {}

    def take(self, node: Node, inside: bool) -> bool:
        """Take the label lines under a node. True where there is nothing else, so that the node is an item itself;
        under a heading, or one `inside` no section of tasks, such lines are left as they are."""
        group = group_labelled(node, self.read)
        if group.own and not (inside and _is_labelled_item(node, group)):
            return False
        self.taken.update(group.lines, (child for line in group.lines for child in line.children))
        for item, found in group.of.items():
            self.of.setdefault(item, []).extend(found)
        self.of.setdefault(node, []).extend(group.own)
        self.common[node] = group.common
        return bool(group.own)


def _is_labelled_item(node: Node, group: Group) -> bool:
    """Is this a thing to be done, and not a heading over what concerns a whole section?"""
    named = classify_heading(node.words.plain) - {"task"}
    money = all(line.role == "budget" for line in group.own)
    return bool(node.words) and not named and not money and node.kind not in ("article", "attachment")
