"""The printed lines of a page between its tables, as passages.
"""

from __future__ import annotations

from collections.abc import Sequence

from cchc_extract.readers.page import Word
from cchc_extract.readers.page_lines import Passage, passage, printed_lines, wrapped


def read_text(words: Sequence[Word], width: float) -> list[Passage]:
    """The paragraphs."""
    lines = printed_lines(words)
    left, right = min(x.x0 for x in lines), max(x.x1 for x in lines)
    return [passage(group) for group in wrapped(lines, left, right)]
