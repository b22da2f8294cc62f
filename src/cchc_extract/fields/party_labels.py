"""Labels inside a party cell (`- Cơ quan phối hợp: Sở Tư pháp`). What enters: the words of a cell; what leaves: its
segments, each with its label and the role that the label gives. It reads no agency.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from cchc_extract.fields.party_words import Words
from cchc_extract.grammar import grammar

_LONGEST = 80  # characters of a label over two colons
_BREAKS = frozenset(";.:+*•-–●▪")
_LINES = 3  # lines over which a label may run in a narrow column


class Segment(NamedTuple):
    """Tokens start … stop, under a label (or none) with its roles (none where it names none), and its offsets."""

    start: int
    stop: int
    label: str | None = None
    roles: tuple[str, ...] = ()
    at: tuple[int, int] = (0, 0)


@lru_cache(maxsize=1024)
def roles_of(label: str) -> tuple[str, ...]:
    """The roles that the words of a label name, the one that counts first."""
    lowered = label.lower()
    found: list[tuple[int, str, bool]] = []
    for rule in grammar("parties").matching(lowered):
        if m := rule.regex.search(lowered):
            found.append((m.start(), rule.emits["role"], rule.emits.get("weak", False)))
    found.sort()
    if "chủ trì" in lowered:
        return ("lead",)
    if len(found) > 1 and found[0][2] and "," not in label[found[0][0] : found[1][0]]:
        found = found[1:]  # `thực hiện` before a word with a role of its own
    return tuple(dict.fromkeys(role for _, role, _ in found))


def segments(words: Words) -> list[Segment]:
    """The cell in segments; one without a label where it has no labels."""
    out: list[Segment] = []
    open_ = Segment(0, words.size)
    for colon in range(words.size):
        if words.low[colon] != ":":
            continue
        start = _label_start(words, open_.start, colon)
        if start is None:
            continue
        text = words.between(start, colon)
        if (
            open_.label is not None
            and len(open_.label) < _LONGEST
            and not _any_word(words, open_.start, start)
        ):
            text = f"{open_.label}: {text}"  # `Cơ quan tổng hợp: kiểm tra: …`
        else:
            out.append(Segment(open_.start, start, open_.label, open_.roles, open_.at))
        open_ = Segment(colon + 1, words.size, text, roles_of(text), (words.at[start], words.end[colon - 1]))
    out.append(open_)
    return [s for s in out if _any_word(words, s.start, s.stop)]


def _any_word(words: Words, start: int, stop: int) -> bool:
    return any(words.is_word(p) for p in range(start, stop))


def _label_start(words: Words, floor: int, colon: int) -> int | None:
    """Where the label before a colon begins; None if what stands there is an agency or a sentence."""
    start = colon
    for _ in range(_LINES):
        while start > floor and words.low[start - 1] not in _BREAKS:
            start -= 1
            if words.broken[start]:
                break
        while start < colon and not words.is_word(start):
            start += 1
        if start == colon:
            return None
        goes_on = words.broken[start] and not words.is_upper(start) and not _opens(words, start)
        if _is_label(words, start, colon) and not goes_on:
            return start
        if start == floor or not words.broken[start]:
            break
    for p in range(start + 1, colon):
        parted = words.low[p - 1] in (",", "và", ")") or words.is_upper(p)
        if parted and _opens(words, p) and _is_label(words, p, colon):
            return p
    return None


def _opens(words: Words, p: int) -> bool:
    return words.phrase(p, words.lex.wording.label_opens) is not None


def _is_label(words: Words, start: int, colon: int) -> bool:
    if colon - start > words.lex.wording.label_longest:
        return False
    found = words.start(start)
    opens = _opens(words, start)
    if found and found.kind in ("agency", "group") and not opens:
        return False
    if roles_of(words.between(start, colon)):
        return not any(_names_agency(words, p) for p in range(start + 1, colon))
    if found and not opens:
        return False
    acts = any(words.verb(p) for p in range(start + 1, colon))
    return (acts if opens else words.verb(start) is None) and _agency_follows(words, colon)


def _names_agency(words: Words, p: int) -> bool:
    start = words.start(p) if words.is_upper(p) else None
    return start is not None and start.kind == "agency"


def _agency_follows(words: Words, colon: int) -> bool:
    p = colon + 1
    while p < words.size and not words.is_word(p):
        p += 1
    return words.start(p) is not None
