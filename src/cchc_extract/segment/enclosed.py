"""What a document is enclosed in: the plan that a decision promulgates, and the annex that stands alone.

In: rows. Out: the second title block of a promulgated plan (its lines are header), or an annex's number, date, issuer
and title (its lines are left to the outline).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from cchc_extract.model.span import Text, join
from cchc_extract.segment.document_words import labelled, rule_match, type_of
from cchc_extract.segment.rows import Row

_OPENS = re.compile(r"\(\s?(?:\w+ ){0,3}[kK]èm theo")
_ENDED = re.compile(r"[.;:/]\W*\Z")
_LABEL = re.compile(
    r"(?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu|BIỂU SỐ)(?:\s(?:số\s?|SỐ\s?)?:?\s?(?:\d+|[IVX]+|[A-Z]))?(?:\s?[.:–-]\s*|\Z)"
)
_BLOCK = 8  # rows of a title block
_BRACKET = 5  # rows of a bracket


@dataclass
class Enclosed:
    """A title block beside its `(Kèm theo …)`: positions of its rows, title, and what the bracket says."""

    rows: range
    title: list[Text] = field(default_factory=list)
    kind: str | None = None
    label: Text | None = None
    bracket: tuple[Text, re.Match[str]] | None = None


def bracket_at(rows: Sequence[Row], at: int) -> tuple[int, tuple[Text, re.Match[str]]] | None:
    """The `(Kèm theo …)` that begins at a row: the position after it, its words, what they say."""
    if not _OPENS.match(rows[at].text):
        return None
    words, end = [rows[at].words], at + 1
    while ")" not in words[-1].text and end < min(len(rows), at + _BRACKET):
        words.append(rows[end].words)
        end += 1
    text = join(words, " ")
    match = rule_match("enclosed", text.text)
    return None if match is None else (end, (text, match))


def promulgated(rows: Sequence[Row], taken: Collection[int], decided: bool) -> Enclosed | None:
    """The title block of the plan that a decision promulgates, the first there is.

    It names its type, or stands right behind the decision's signature; a block headed `Phụ lục` is an annex.
    `decided` says that the document is a decision: another has annexes only.
    """
    if not decided:
        return None
    for at, row in enumerate(rows):
        if row.index in taken or not row.columns:
            continue
        found = bracket_at(rows, at)
        if found is not None:
            block = _block_above(rows, at, taken)
            if block is not None:
                block.bracket = found[1]
                return Enclosed(range(block.rows.start, found[0]), block.title, block.kind, None, found[1])
        elif at and rows[at - 1].index in taken and (block := _block_below(rows, at)) is not None:
            return block
    return None


def _block_above(rows: Sequence[Row], at: int, taken: Collection[int]) -> Enclosed | None:
    first, behind_signature = at, False
    while first and at - first < _BLOCK:
        row = rows[first - 1]
        behind_signature = row.index in taken
        if not row.columns and not behind_signature:  # a law site's bar
            first -= 1
            continue
        if (
            behind_signature
            or rows[first].after_gap
            or not row.columns
            or labelled(row.text)
            or _ENDED.search(row.text)
        ):
            break
        if rule_match("annex", row.text):
            return None
        first -= 1
    while first < at and not rows[first].columns:
        first += 1
    words = [row.words for row in rows[first:at] if row.columns]
    typed = next((i for i in range(len(words)) if type_of(join(words[i:], " ").text)), None)
    if not words or (typed is None and not behind_signature):
        return None
    title = join(words[typed or 0 :], " ")
    kind = type_of(title.text) if typed is not None else None
    return Enclosed(range(first, at), [_without_type(title, kind[0])] if kind else words, kind and kind[1])


def _block_below(rows: Sequence[Row], at: int) -> Enclosed | None:
    """A type word right behind the signature, with the title under it and no bracket."""
    found = type_of(rows[at].text)
    if found is None or found[1] == "promulgating" or labelled(rows[at].text):
        return None
    end = at + 1
    while end < min(len(rows), at + _BLOCK) and _is_title(
        rows, end, rows[at].text == found[0] and end == at + 1
    ):
        end += 1
    title = _without_type(join([row.words for row in rows[at:end]], " "), found[0])
    bracket = bracket_at(rows, end) if end < len(rows) else None
    return Enclosed(range(at, bracket[0] if bracket else end), [title], found[1], None, bracket and bracket[1])


def _is_title(rows: Sequence[Row], at: int, first: bool) -> bool:
    row = rows[at]
    if (
        not row.columns
        or row.after_gap
        or labelled(row.text)
        or row.text.startswith("(")
        or _ENDED.search(row.text)
    ):
        return False
    return first or (not row.after_blank and (row.text.isupper() or row.text[0].islower()))


def _without_type(title: Text, word: str) -> Text:
    rest = title.slice(len(word), len(title.text))
    return rest.slice(len(rest.text) - len(rest.text.lstrip(" :")), len(rest.text))


def annex_alone(rows: Sequence[Row]) -> Enclosed | None:
    """The heading of a document that is an annex without its document; None if it is none."""
    rows = [row for row in rows[: _BLOCK * 2] if row.columns]
    if not rows:
        return None
    annex = rule_match("annex", rows[0].text) is not None
    found_label = _LABEL.match(rows[0].text)
    rest = rows[0].words.slice(found_label.end() if found_label else 0, len(rows[0].text))
    start = at = 0 if rest else 1
    while at < min(len(rows), start + _BLOCK) and _is_heading(rows, at, first=at == start):
        at += 1
    found = bracket_at(rows, at) if at < len(rows) and not rows[at].after_gap else None
    if not annex and (found is None or not at or not rows[0].text.isupper()):
        return None
    title = [rest, *(row.words for row in rows[1:at])] if rest else [row.words for row in rows[1:at]]
    label = rows[0].words.slice(0, len(rows[0].text) - len(rest.text)) if found_label else None
    return Enclosed(range(at), title, "framework", label and _bare(label), found[1] if found else None)


def _bare(label: Text) -> Text:
    return label.slice(0, len(label.text.rstrip(" .:–-")))


def _is_heading(rows: Sequence[Row], at: int, first: bool) -> bool:
    row = rows[at]
    if (
        (row.after_gap and at)
        or labelled(row.text)
        or row.text.startswith("(")
        or row.text.endswith((":", ";"))
    ):
        return False
    return first or not row.after_blank or row.text.isupper()
