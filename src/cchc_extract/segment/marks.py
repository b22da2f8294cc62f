"""The marks of a letterhead: motto, slogan, number, place and date, in one column or run together.

In: a column. Out: the marks in it, and what is left: an agency's name, the subject of a letter, or nothing.
"""

from __future__ import annotations

import re

from cchc_extract.model.span import Text
from cchc_extract.segment.document_words import vocabulary

Mark = tuple[str, Text, "re.Match[str]"]  # a rule's name, the text it fits, how
Cut = tuple[list[Mark], Text]  # a column's marks, and what is left of it

_MARKS = ("motto", "slogan", "number", "place-date", "motto")  # a motto may stand before a slogan


def cut_marks(column: Text) -> Cut:
    """The marks of a letterhead in a column, and what is left of it (an agency's name, or nothing)."""
    marks: list[Mark] = []
    rest = _without_rules(column)
    for name in _MARKS:
        rule = vocabulary().rules[name]
        if not any(word in rest.text.lower() for word in rule.keywords):
            continue
        match = rule.regex.search(rest.text)
        if match is None:
            continue
        start = place_start(match) if name == "place-date" and match["place"] else match.start()
        left = _without_rules(rest.slice(0, start))
        right = _without_rules(rest.slice(match.end(), len(rest.text)))
        if not left or not right:
            marks.append((name, rest, match))
            rest = left or right
    return marks, rest


def goes_on(column: Text, below: Text) -> bool:
    """Whether a narrow column has cut a mark in two: `CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT` / `NAM`."""
    cut, words = len(column.text), f"{column.text} {below.text}"
    for name in set(_MARKS):
        rule = vocabulary().rules[name]
        if any(word in words.lower() for word in rule.keywords):
            match = rule.regex.search(words)
            if match and match.start() < cut and match.end() == len(words):
                return True
    return False


def _without_rules(text: Text) -> Text:
    """A column without the dashes under a name or between two."""
    start = len(text.text) - len(text.text.lstrip(" .,*-–—_=|"))
    return text.slice(start, max(start, len(text.text.rstrip(" *|-–—_="))))


def place_start(match: re.Match[str]) -> int:
    """Where a place begins: its words have capitals; what stands before it in the other column does not belong to it.

    `SỞ NỘI VỤ Hà Nam, ngày …`: the place is not in capitals, so that those are another name's.
    """
    start, end = match.span("place")
    words = [(start + m.start(), m[0]) for m in re.finditer(r"\S+", match["place"])]
    first = end
    for at, word in reversed(words):
        small = word.lower() in ("thành", "phố", "tỉnh", "huyện", "thị", "xã", "quận", "phường", "-", "–")
        capitals = word.isupper() and len(word) > 1 and not word.startswith(("TP", "TX")) and not words[-1][1].isupper()
        numbered = word.isdecimal() and at == words[-1][0]  # `Quận 8`
        if capitals or not (word[0].isupper() or small or numbered):
            break
        first = at
    return first if first < end else start
