"""A result as a person wants to see it on a terminal: an `Extraction` enters, text leaves. Only here is rich loaded."""

from __future__ import annotations

from collections import Counter
from io import StringIO
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from cchc_extract.model.record import Extraction, Task

_HEAD = ("number", "issuer", "place", "issued", "year", "province", "signer")
_COUNTED = ("tasks", "indicators", "targets", "citations", "footnotes")
# Name, share of the width, least width: what stands last is given up first where the terminal is narrow.
_COLUMNS = (("task", 8, 8), ("lead", 3, 9), ("deadline", 2, 10), ("budget", 1, 8))
_GAP = 3  # blanks between two columns
_COLOURS = {"error": "bold red", "warning": "yellow", "info": "dim"}


def render(result: Extraction, width: int, colour: bool) -> str:
    """The head, the counts, the tasks and the diagnostics, in lines of `width` columns."""
    page = StringIO()
    console = Console(
        file=page,
        width=width,
        force_terminal=colour,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
    )
    document = result.document
    kind = " ".join(word for word in (document.type, f"({document.kind})") if word)
    console.print(Text(kind, "bold").append(f" {document.title}" if document.title else "", "not bold"))
    for name in _HEAD:
        if (fact := getattr(document, name)) is not None:
            console.print(f"  {name:9s} {fact}")
    console.print()
    console.print(", ".join(f"{len(getattr(result, name))} {name}" for name in _COUNTED))
    accounting = result.accounting
    console.print(f"{accounting.covered} of {accounting.characters} characters have a home")
    if result.tasks:
        console.print(_tasks(result.tasks, width))
    _diagnostics(result, console)
    return page.getvalue()


def _tasks(tasks: tuple[Task, ...], width: int) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    ids = min(max(len(task.id) for task in tasks), max(width // 3, 4))
    table.add_column("id", width=ids, overflow="fold")
    columns = _columns(width - ids)
    for name, wide in columns:
        table.add_column(name, width=wide, overflow="fold")
    for task in tasks:
        leads = "; ".join(party.name for party in task.parties if party.role in ("lead", "implementing"))
        deadlines = "; ".join(deadline.text for deadline in task.deadlines)
        what = task.task or "; ".join(activity.text for activity in task.activities)
        cells = (task.id, what, leads, deadlines, task.budget.text if task.budget else "")
        table.add_row(*(Text(cell) for cell in cells[: len(columns) + 1]))
    return table


def _columns(room: int) -> list[tuple[str, int]]:
    """The columns that have room, and how wide each is; what is done is always shown."""
    count = len(_COLUMNS)
    while count > 1 and _least(count) > room:
        count -= 1
    spare, shares = max(room - _least(count), 0), sum(share for _, share, _ in _COLUMNS[:count])
    return [(name, least + spare * share // shares) for name, share, least in _COLUMNS[:count]]


def _least(count: int) -> int:
    return sum(least + _GAP for _, _, least in _COLUMNS[:count])


def _diagnostics(result: Extraction, console: Console) -> None:
    if not result.diagnostics:
        console.print("no diagnostics")
        return
    found: Counter[str] = Counter(finding.severity for finding in result.diagnostics)
    console.print("diagnostics: " + ", ".join(f"{found[name]} {name}" for name in _COLOURS if found[name]))
    for finding in sorted(result.diagnostics, key=lambda finding: list(_COLOURS).index(finding.severity)):
        place = "" if finding.span is None else f" at {finding.span[0]}"
        line = Text(f"  {finding.severity:8s}", _COLOURS[finding.severity])
        console.print(line.append(f"{finding.code}{place}: {finding.message}", "default"))
