"""What is found of a document's opening while it is read, row by row.

In: nothing. Out: the shape that the steps of the opening fill. Nothing here reads a row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from cchc_extract.model.span import Text
from cchc_extract.segment.rows import Row


@dataclass
class Opening:
    """What the opening holds; `end` is the position of the first row after it."""

    end: int = 0
    taken: set[int] = field(default_factory=set)
    agencies: list[list[Text]] = field(default_factory=list)
    number: Text | None = None
    issued: tuple[Text, re.Match[str]] | None = None
    place: Text | None = None
    letter: bool = False
    type: Text | None = None
    kind: str | None = None
    title: list[Text] = field(default_factory=list)
    authority: list[Text] = field(default_factory=list)
    basis: list[Text] = field(default_factory=list)
    enacted: Text | None = None
    site: dict[str, Text] = field(default_factory=dict)
    site_title: tuple[Text, re.Match[str]] | None = None
    enclosed: tuple[Text, re.Match[str]] | None = None

    @property
    def titled(self) -> bool:
        """Whether the type or the title has been read; a letter's subject is none."""
        return self.type is not None or (bool(self.title) and not self.letter)

    @property
    def headed(self) -> bool:
        """Whether the letterhead has told its number and its date: what follows is no letterhead."""
        return self.number is not None and self.issued is not None

    @property
    def begun(self) -> bool:
        """Whether anything of a letterhead has been read."""
        return bool(self.number or self.issued or self.agencies or self.site)


Step = Callable[[Sequence[Row], int, Opening], int]  # how many rows a step takes at a position
