"""The type word and the title under it.

In: rows, a position, what has been read. Out: how many rows are type and title; they are put into the opening. A
paragraph of the body, a heading, the enacting authority are no title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cchc_extract.model.span import Text, join
from cchc_extract.segment.document_words import labelled, opens_with, rule_match, type_of, vocabulary
from cchc_extract.segment.found import Opening
from cchc_extract.segment.marks import cut_marks
from cchc_extract.segment.rows import Row

ANNOUNCES = re.compile(r"(?:như sau|sau đây)\W*\Z")

_PERIOD = re.compile(r"(?:Giai đoạn|Năm)\s\d{4}(?:\s?[-–]\s?\d{4})?\W*\Z")  # a title's last line by itself
_YEARS = re.compile(r"\d{4}(?:\s?[-–]\s?\d{4})?\Z")  # the last line of a title whose words break before it
_BEFORE_YEARS = re.compile(r"\b(?:năm|giai đoạn|\d{4}\s?[-–])\Z", re.IGNORECASE)
_LONGEST_TITLE = 400  # characters
_LONGEST_NAME = 110  # characters of the enacting authority's line
_LONGEST_SENTENCE = 160  # characters of a title that ends like a sentence
_PARAGRAPH = 12  # rows that one paragraph may be printed on


def read_type(rows: Sequence[Row], at: int, found: Opening) -> int:
    """The type word, with the title on its line or under it; or a title whose type word is lost."""
    row = rows[at]
    if found.titled or labelled(row.text):
        return 0
    words, count = row.words, 1
    if type_of(row.text) is None and row.text.isupper() and at + 1 < len(rows) and " " not in row.text:
        both = join([row.words, rows[at + 1].words], " ")  # `QUYẾT` over `ĐỊNH`, in a law site's narrow column
        if (cut := type_of(both.text)) is not None and cut[0].startswith(f"{row.text} "):
            words, count = both, 2
    told = type_of(words.text) or (type_of(words.text.upper()) if found.begun else None)
    if told is not None and (words.text.startswith(told[0]) or len(words.text) == len(told[0])):
        if rule_match("enacting", words.text) and words.text.endswith(":"):
            return 0
        found.type, found.kind = words.slice(0, len(told[0])), told[1]
        rest = _without_colon(words.slice(len(told[0]), len(words.text)))
        found.title += [rest] if rest else []
        return count + more_title(rows, at + count, found)
    if found.begun and row.text.isupper() and opens_with(row.text, vocabulary().lists["title_verbs"]):
        found.title.append(row.words)
        return 1 + more_title(rows, at + 1, found)
    return 0


def _without_colon(text: Text) -> Text:
    start = len(text.text) - len(text.text.lstrip(" :"))
    return text.slice(start, max(start, len(text.text.rstrip(" :"))))


def more_title(rows: Sequence[Row], at: int, found: Opening) -> int:
    """The rows from `at` on that go on with the title; they are added to it."""
    start = at
    while at < len(rows) and not rows[at].after_gap and _is_title(rows, at, found):
        found.title.append(rows[at].words)
        at += 1
    return at - start


def _is_title(rows: Sequence[Row], at: int, found: Opening) -> bool:
    row, text = rows[at], rows[at].text
    so_far = " ".join(title.text for title in found.title)
    if _YEARS.match(text) and _BEFORE_YEARS.search(so_far):
        return True
    if not row.columns or labelled(text) or text.startswith("(") or not any(c.isalpha() for c in text):
        return False
    if len(so_far) + len(text) > _LONGEST_TITLE or text in vocabulary().lists["headings"]:
        return False
    if any(rule_match(name, text) for name in ("address", "basis", "annex", "stamp", "enacting")):
        return False
    if is_authority(text) or _is_letterhead(row) or (not text.isupper() and _is_body(rows, at, found)):
        return False
    if not so_far:
        return True
    if row.after_blank:
        alike = text.isupper() and so_far.isupper() and not text.endswith(":")
        return alike or text[0].islower() or _PERIOD.match(text) is not None
    return not so_far.endswith(".") and (text.isupper() or not so_far.isupper() or text[0].islower())


def _is_letterhead(row: Row) -> bool:
    cuts = [cut_marks(column) for column in row.columns]
    return all(marks and not rest for marks, rest in cuts)


def is_authority(text: str) -> bool:
    """Whether a line in capitals names who enacts: `BỘ TRƯỞNG BỘ XÂY DỰNG`."""
    lists = vocabulary().lists
    if not text.isupper() or len(text) > _LONGEST_NAME or type_of(text) is not None:
        return False
    return opens_with(text, lists["heads"]) and not opens_with(text, lists["title_verbs"])


def _is_body(rows: Sequence[Row], at: int, found: Opening) -> bool:
    """Whether a paragraph of the body begins here: it ends as a sentence does, or announces what follows."""
    text = rows[at].text
    for row in rows[at + 1 : at + _PARAGRAPH] if found.title else ():
        if row.after_blank or row.after_gap or labelled(row.text) or text.endswith((":", ";", ".")):
            break
        if row.text.isupper() or opens_with(row.text, vocabulary().lists["openers"]):
            break
        text += " " + row.text
    if text.endswith(":") or ANNOUNCES.search(text):
        return True
    opener = opens_with(text, vocabulary().lists["openers"])
    return (opener or len(text) > _LONGEST_SENTENCE) and text.endswith((".", ";", "./"))
