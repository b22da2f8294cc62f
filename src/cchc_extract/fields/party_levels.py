"""Levels of government in a party's name: `cấp xã`, `các huyện, thị xã`, `huyện Ba Vì`. What enters: words and the
mention being read; what leaves: where a level phrase ends, and what a level or a place takes over from the party
before it (`UBND cấp huyện, cấp xã`). It ends no mention.
"""

from __future__ import annotations

from typing import NamedTuple

from cchc_extract.fields.party_mention import Current, Scope
from cchc_extract.fields.party_words import Words

_ARTICLES = frozenset(("các", "những"))


class Level(NamedTuple):
    """`[các] [cấp] huyện`: its grades as bits, the token after it, the token of the level word itself."""

    grades: int
    stop: int
    word: int
    cap: bool
    plural: bool


def level_phrase(words: Words, p: int) -> Level | None:
    """The level phrase at p."""
    plural = words.low[p] in _ARTICLES
    q = p + plural
    cap = words.low[q] == "cấp"
    found = words.level(q + cap)
    return Level(found[0], found[1], q + cap, cap, plural) if found else None


def take_level(words: Words, t: int, level: Level, current: Current) -> int:
    """Notes the level at t; the token after it."""
    if current.owner is None or not current.grades:
        current.cap, current.plural_level = level.cap, level.plural
        current.owner = current.prefix if current.rule == "party.level" else words.between(current.start, t)
        current.grades = level.grades
    else:
        current.grades = current.grades & level.grades or level.grades
    current.level_name = f"{current.owner} {words.between(level.word, level.stop)}".strip()
    current.level_stop = level.stop
    current.whole = not current.group or current.kind != ""
    current.open = current.open and not level.cap and not current.kind
    current.inner = False
    return level.stop


def shares_level(scope: Scope, p: int) -> Level | None:
    """A level at p that takes over the head of the party before it."""
    last = scope.last
    if last is None or not last.owner or last.group:
        return None
    level = level_phrase(scope.words, p)
    # across a semicolon or a line only `cấp xã` does: `các thôn` there is a group of its own
    return level if level and (level.cap or scope.near) else None


def shared_prefix(scope: Scope, level: Level) -> str:
    """What the level takes over: `UBND`, and the `cấp` or `các` that it shares."""
    last = scope.last
    assert last is not None and last.owner is not None
    if level.cap or level.plural:
        return last.owner
    named = scope.words.is_upper(level.stop)
    return f"{last.owner} {'cấp' if last.cap else 'các' if last.plural_level and not named else ''}".strip()


def other_level(words: Words, level: Level, current: Current) -> bool:
    """Is the level at a separator another party's than the mention's own (`UBND huyện, xã`)?"""
    if level.cap or current.place or words.is_upper(level.stop):
        return True
    return not level.grades & current.grades
