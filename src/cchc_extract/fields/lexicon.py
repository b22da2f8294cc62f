"""Names looked up at a place of a text.

In: names, once. Out: where the name that stands at a place ends. It folds no case and strips no tone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


class Lexicon:
    """Names looked up at a place of a text, the longest first."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_start: dict[str, list[str]] = defaultdict(list)
        for name in sorted(names, key=len, reverse=True):
            self._by_start[name[:2]].append(name)

    def end(self, text: str, at: int) -> int | None:
        """Where the name that stands at `at` ends; None if there is none."""
        for name in self._by_start.get(text[at : at + 2], ()):
            end = at + len(name)
            if text.startswith(name, at) and not text[end : end + 1].isalnum():
                return end
        return None
