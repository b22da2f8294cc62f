"""Labels inside a party cell (`- Cơ quan phối hợp: Sở Tư pháp`). What enters: the words of a cell; what leaves: its
segments, each with its label and the role that the label gives. It reads no agency.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from cchc_extract.fields.party_words import Words
from cchc_extract.grammar import grammar

_BREAKS = frozenset(";\n.:+*•-–●▪")


@dataclass(frozen=True, slots=True)
class Segment:
    """Tokens start … stop, under a label (or none) with its role (None where the label names none)."""

    start: int
    stop: int
    label: str | None = None
    role: str | None = None
    two_roles: bool = False
    place: tuple[int, int] = (0, 0)


@lru_cache(maxsize=1024)
def roles_of(label: str) -> tuple[str, ...]:
    """The roles that the words of a label name, the one that counts first."""
    found: list[tuple[int, str, bool]] = []
    lowered = label.lower()
    for rule in grammar("parties").matching(lowered):
        if m := rule.regex.search(lowered):
            found.append((m.start(), rule.emits["role"], rule.emits.get("weak", False)))
    found.sort()
    if any(role == "lead" and "chủ trì" in lowered for _, role, _ in found):
        found.sort(key=lambda f: f[1] != "lead")
    elif len(found) > 1 and found[0][2] and "," not in label[found[0][0] : found[1][0]]:
        found = found[1:]  # `thực hiện` before a word with a role of its own
    return tuple(dict.fromkeys(role for _, role, _ in found))


def segments(words: Words) -> list[Segment]:
    """The cell in segments; one without a label where it has no labels."""
    out: list[Segment] = []
    begin, label, role, two, place = 0, None, None, False, (0, 0)
    for colon, mark in enumerate(words.low):
        if mark != ":":
            continue
        start = _label_start(words, begin, colon)
        if start is None:
            continue
        text = " ".join(words.text[words.at[start] : words.end[colon - 1]].split())
        if label is not None and not _any_word(words, begin, start):
            text = f"{label}: {text}"  # `Cơ quan tổng hợp: kiểm tra: …`
        else:
            out.append(Segment(begin, start, label, role, two, place))
        named = roles_of(text)
        begin, label, role, two = colon + 1, text, named[0] if named else None, len(named) > 1
        place = (words.at[start], words.end[colon - 1])
    out.append(Segment(begin, words.size, label, role, two, place))
    return [s for s in out if _any_word(words, s.start, s.stop)]


def _any_word(words: Words, start: int, stop: int) -> bool:
    return any(words.is_word(p) for p in range(start, stop))


def _label_start(words: Words, floor: int, colon: int) -> int | None:
    """Where the label before a colon begins; None if what stands there is an agency or a sentence."""
    start = colon
    while start > floor and words.low[start - 1] not in _BREAKS:
        start -= 1
    while start < colon and not words.is_word(start):
        start += 1
    if start == colon:
        return None
    if _is_label(words, start, colon):
        return start
    for p in range(start + 1, colon):
        after_mark = words.low[p - 1] in (",", "và", ")")
        if (after_mark or words.is_upper(p)) and words.phrase(p, words.lex.label_opens) and _is_label(words, p, colon):
            return p
    return None


def _is_label(words: Words, start: int, colon: int) -> bool:
    if colon - start > words.lex.label_longest:
        return False
    found = words.start(start)
    text = words.text[words.at[start] : words.end[colon - 1]]
    if found and found.kind in ("agency", "group") and not words.phrase(start, words.lex.label_opens):
        return False
    if found and found.kind == "title" and not roles_of(text):
        return False
    if roles_of(text):
        return not any(
            words.start(p) and words.start(p).kind == "agency" and words.is_upper(p) for p in range(start + 1, colon)
        )  # type: ignore[union-attr]
    if found or words.verb(start):
        return False
    after = colon + 1
    while after < words.size and not words.is_word(after):
        after += 1
    return bool(words.start(after)) and not words.head(start)
