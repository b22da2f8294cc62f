"""Words whose letters are set apart, as in a heading: `K Ế  H O Ạ C H`, `I I . NHIỆM VỤ`.

Enters: a line of the engine's text in which single letters follow each other, letter by letter. Leaves: its pieces with
blanks only where the gap is wider than the line's usual one; none where its letters are not set apart evenly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from cchc_extract.readers.page import Uprights, Word
from cchc_extract.readers.page_lines import hull
from cchc_extract.readers.pdfium_letters import APART, RISE, Letter

LONE = re.compile(r" [^\W\d_](?=[ .)\r\n]|$)")  # what a page with such a line has: soon told
SINGLE = re.compile(r"(?:^| )[^\W\d_] [^\W\d_](?=[ .)\r\n]|$)", re.M)  # `K Ế`, `I I.`
_LEAST = 0.05  # of the letters' size: between letters that are set apart
_MORE = 0.15  # of it: what a blank adds
_BLANK = 0.2  # of it: so far apart a blank stands between all, and nothing tells words


def spaced(found: Sequence[Letter], uprights: Uprights) -> list[Word]:
    """The pieces of a line."""
    seen = [letter for letter in found if not letter.sign.isspace()]
    gaps = [b.reach[0] - a.reach[1] for a, b in pairwise(seen)]
    if not gaps:
        return []
    size = max(letter.size for letter in seen)
    usual = sorted(gaps)[len(gaps) // 4]
    told = usual < _BLANK * size or max(gaps) > usual + _MORE * size
    if not (told and _LEAST * size < usual < APART * size):
        return []
    held, words = [seen[0]], seen[0].sign
    out: list[Word] = []
    for letter, gap in zip(seen[1:], gaps, strict=True):
        level = letter.base + (0.5 - RISE) * letter.size
        if gap > 2 * usual + APART * size or uprights.between(held[-1].box[2], letter.box[0], level):
            out.append(_word(words, held))
            held, words = [], ""
        words += " " if held and gap > usual + _MORE * size else ""
        words += letter.sign
        held.append(letter)
    return [*out, _word(words, held)]


def _word(words: str, held: Sequence[Letter]) -> Word:
    x0, _, x1, _ = hull([letter.box for letter in held])
    size, base = max(letter.size for letter in held), held[0].base
    return Word(words, (x0, base - RISE * size, x1, base + (1 - RISE) * size))
