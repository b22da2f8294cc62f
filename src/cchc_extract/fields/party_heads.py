"""Takes the head of a mention. What enters: what begins at a word; what leaves: the token after the head, and in the
mention what the head says of the words to come (a complete name, a group that is open to more kinds, a list).
"""

from __future__ import annotations

from cchc_extract.fields.party_levels import level_phrase, take_level
from cchc_extract.fields.party_lexicon import Head, key_of, lower
from cchc_extract.fields.party_mention import LINKS, Current, Scope
from cchc_extract.fields.party_words import Start


def take(scope: Scope, start: Start, p: int, current: Current) -> int:
    """The token after the head at p: titles first, then the agency or the group."""
    words = scope.words
    while start.kind == "title" or (start.kind == "group" and start.head and start.head.kind == "title"):
        current.title, current.rule = True, "party.title"
        waits = start.head is not None and start.head.name in words.lex.agencies.awaiting
        p = start.stop
        following = words.start(p) if words.is_word(p) else None
        if following is None:
            current.bare = waits and (not words.is_word(p) or words.low[p] in LINKS)
            current.complete = scope.prose and not current.bare
            return p
        start = following
    current.bare = False
    if start.kind == "group":
        return _take_group(scope, start, p, current)
    if start.kind == "common":
        _take_kind(start.head, current)
    else:
        _take_agency(scope, start.head, current)
    return start.stop


def _take_kind(head: Head | None, current: Current) -> None:
    current.group = current.open = True
    if head:
        current.kinds.append(lower(head.name))
    if not current.title:
        current.rule = "party.group"


def _take_agency(scope: Scope, head: Head | None, current: Current) -> None:
    assert head is not None
    current.head = head
    current.complete = head.kind in ("complete", "proper")
    current.whole = head.word != "" or head.kind == "proper"
    if not current.title:
        current.rule = "party.agency"
    if not scope.listed:
        scope.governor = head.word if head.word in scope.words.lex.agencies.bare_lists else ""


def _take_group(scope: Scope, start: Start, p: int, current: Current) -> int:
    """After `các`: a kind, a level, or the names of a list (`Các Sở Y tế, Tư pháp`)."""
    head, words = start.head, scope.words
    if head and head.word and not current.title and _list_goes_on(scope, start.stop, head.word):
        _take_agency(scope, head, current)
        scope.governor, scope.listed = head.word, False
        current.start = p + 1 + len(head.word.split())
        current.rule, current.prefix = "party.member", head.word
        return start.stop
    _take_kind(head, current)
    if head is None and (level := level_phrase(words, p)):
        return take_level(words, p, level, current)
    if head and head.kind == "complete":
        current.complete, current.open, current.head = True, False, head
    return start.stop


def _list_goes_on(scope: Scope, q: int, word: str) -> bool:
    low = scope.words.low
    if low[q] not in (",", "và", "&"):
        return False
    while low[q] in (",", "và", "&"):
        q += 1
    return scope.words.head(q, key_of(word)) is not None
