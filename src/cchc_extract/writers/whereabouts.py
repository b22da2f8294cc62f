"""Where a task of a result stands and what was found there, for a person: a result's dict enters, words leave."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

_TOLD = ("warning", "error")


class Whereabouts:
    """One result's places and diagnostics, by where they begin."""

    def __init__(self, result: dict[str, Any]) -> None:
        self._places = sorted(result["places"], key=_start)
        self._findings = [each for each in result["diagnostics"] if each["span"] and each["severity"] in _TOLD]
        self._cells = sorted(
            {
                (start, end, task["id"])
                for task in result["tasks"]
                for pieces in task["spans"].values()
                for start, end in pieces
            }
            if self._findings
            else ()
        )

    def place(self, offset: int) -> dict[str, Any] | None:
        """The place in the file (page, cell of a sheet, part) of an offset; None in a format that is text itself."""
        at = bisect_right(self._places, offset, key=_start) - 1
        found: dict[str, Any] | None = self._places[at] if at >= 0 else None
        return found if found and offset < found["span"][1] else None

    def codes(self) -> dict[str, list[str]]:
        """The codes of warnings and errors that begin in a cell of a task, by the task's id."""
        told: dict[str, list[str]] = {}
        for finding in self._findings:
            for task in self._at(finding["span"][0]):
                codes = told.setdefault(task, [])
                if finding["code"] not in codes:
                    codes.append(finding["code"])
        return told

    def _at(self, offset: int) -> Iterator[str]:
        """The tasks of the cell at an offset; a merged cell is that of several."""
        at = bisect_right(self._cells, offset, key=lambda cell: cell[0]) - 1
        while at >= 0 and self._cells[at][0] <= offset < self._cells[at][1]:
            yield self._cells[at][2]
            at -= 1


def hull(task: dict[str, Any]) -> tuple[int, int]:
    """From where a task's own cells begin to where they end; what it inherits counts only where it has no more."""
    own = [name for name in task["spans"] if name not in task["inherited"]] or list(task["spans"])
    pieces = [piece for name in own for piece in task["spans"][name]]
    return min(start for start, _ in pieces), max(end for _, end in pieces)


def shown(place: dict[str, Any] | None, span: tuple[int, int]) -> str:
    """A place as an officer finds it; the characters of the text where the format has no places."""
    if place is None:
        return f"ký tự {span[0] + 1}–{span[1]}"
    if "page" in place:
        return f"trang {place['page']}"
    if "sheet" in place:
        return f"{place['sheet']}!{place['cell']}"
    if place["table"] is not None:
        return f"bảng {place['table']}, hàng {place['row']}"
    return f"đoạn {place['paragraph']}" if place["paragraph"] is not None else str(place["part"])


def _start(place: dict[str, Any]) -> int:
    start: int = place["span"][0]
    return start
