"""The sections that are open at a row of a table, outermost first.

Enters: section rows and the labels of leaves, in the order of the page. Leaves: the path each leaf stands under. Never
decides which rows are sections.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from cchc_extract.model.span import Text
from cchc_extract.tables.labels import Label, counts_on, extends, readings


@dataclass(frozen=True)
class Section:
    """A section row as a path has it. `cells` are what else it holds; what governs the rows below they inherit."""

    label: str | None
    title: Text
    cells: dict[str, Text] = field(default_factory=dict)
    line: int = -1


class OpenSections:
    """The open sections, each by the reading of its label that put it at its level."""

    def __init__(self) -> None:
        self._stack: list[tuple[Label, Section]] = []
        self._leaf: Label | None = None

    @property
    def path(self) -> tuple[Section, ...]:
        """The open sections, outermost first."""
        return tuple(section for _, section in self._stack)

    def precedes(self, label: Label) -> bool:
        """Whether a label counts on from an open section."""
        return self._level(lambda open_: counts_on(open_, label)) is not None

    def has_series(self, label: Label) -> bool:
        """Whether a section of a label's series is open."""
        return any(open_.shape == label.shape for open_, _ in self._stack)

    def enter(self, section: Section) -> None:
        """Put a section at its level: that of the series it counts on, else below all, else its series'."""
        found = readings(section.label or "") or (Label("bare", ()),)
        reading = next((r for r in found if self.precedes(r)), None)
        begins = next((r for r in found if r.number[-1:] == (1,) and not self.has_series(r)), None)
        again = next((r for r in found if self.has_series(r)), None)
        if reading:
            self._leave(lambda open_: counts_on(open_, reading))
        elif again and not begins:
            self._leave(lambda open_: open_.shape == again.shape)
        elif len((begins or found[0]).number) > 1:
            self._climb(begins or found[0])
        self._stack.append((reading or begins or again or found[0], section))
        self._leaf = None

    def close_at(self, text: str) -> None:
        """A leaf that counts on from an open section, and not from the leaf before, closes it."""
        found = readings(text)
        last = self._leaf
        after_last = next((r for r in found if last and r.shape == last.shape and r.number > last.number), None)
        outer = next((r for r in found if self.precedes(r)), None)
        if outer and not after_last:
            depth = min(i for i, (open_, _) in enumerate(self._stack) if counts_on(open_, outer))
            del self._stack[depth:]
        self._leaf = after_last or outer or (found[0] if found else last)

    def _level(self, fits: Callable[[Label], bool]) -> int | None:
        """The innermost open section whose label fits."""
        return next((i for i in range(len(self._stack) - 1, -1, -1) if fits(self._stack[i][0])), None)

    def _leave(self, fits: Callable[[Label], bool]) -> None:
        """Close the innermost section whose label fits, and all below it."""
        level = self._level(fits)
        if level is not None:
            del self._stack[level:]

    def _climb(self, label: Label) -> None:
        """`2.1` after `1.1.1`: back to the section that it extends."""
        while (
            self._stack and self._stack[-1][0].shape[:4] == label.shape[:4] and not extends(self._stack[-1][0], label)
        ):
            self._stack.pop()
