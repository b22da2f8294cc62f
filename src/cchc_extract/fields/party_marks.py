"""What a mark inside a party cell does: it ends the mention, or belongs to it. What enters: the place of a mark and
the mention before it; what leaves: the token with which reading goes on, or END.
"""

from __future__ import annotations

from cchc_extract.fields.party_bounds import begins_after, owns
from cchc_extract.fields.party_levels import level_phrase
from cchc_extract.fields.party_lexicon import key_of
from cchc_extract.fields.party_mention import LINKS, Current, Scope

END = -1
STRONG = frozenset(";+*•●▪■◦‣·→➢✓|")
_DASHES = frozenset("-–—")
_WEAK = frozenset(",.&")


def on_mark(scope: Scope, t: int, current: Current) -> int:
    """The next token of the mention, or END."""
    low = scope.words.low[t]
    if low in STRONG:
        return END
    if low in _WEAK:
        return _on_weak(scope, t, current)
    if low in _DASHES:
        return _on_dash(scope, t, current)
    if low == "/":
        return _on_slash(scope, t, current)
    if low == ":":
        return on_colon(scope, t, current)
    if low == "(":
        return past_bracket(scope, t)
    return t + 1


def past_bracket(scope: Scope, t: int) -> int:
    """The token after the bracket that opens at t; the end where it is never closed."""
    depth = 0
    for q in range(t, scope.stop):
        depth += (scope.words.low[q] == "(") - (scope.words.low[q] == ")")
        if depth == 0:
            return q + 1
    return scope.stop


def on_link(scope: Scope, t: int, current: Current) -> int:
    """`và`, `hoặc`, `cùng`, `với` at t."""
    words = scope.words
    accompanies = words.low[t] in ("cùng", "với")
    if accompanies and current.inner:
        return t + 1
    k = t + 1
    while k < scope.stop and words.low[k] in LINKS:
        k += 1
    if begins_after(scope, k, current, "và"):
        return END
    if accompanies and current.complete:
        current.end = "duty"
        return END
    _name_widens(scope, k, current)
    return t + 1


def _name_widens(scope: Scope, k: int, current: Current) -> None:
    """`Chi cục Thủy lợi và Biến đổi khí hậu`: a longer name than the known one; what follows small is part of it."""
    listed = current.head is not None and current.head.word and not current.grades and not current.group
    if listed and scope.words.is_upper(k) and scope.words.is_word(k):
        current.complete = current.whole = False


def _on_weak(scope: Scope, t: int, current: Current) -> int:
    words = scope.words
    k = t + 1
    while k < scope.stop and not words.is_word(k) and words.low[k] != "(":
        if words.low[k] in STRONG or (words.low[k] in _DASHES and not words.glued(k)):
            return END
        k += 1
    if k >= scope.stop or (words.low[k] in LINKS and on_link(scope, k, current) == END):
        return END
    if begins_after(scope, k, current, words.low[t]):
        return END
    sentence = words.low[t] == "." and not words.glued(k) and words.is_upper(k) and len(words.raw[t - 1]) > 2
    if sentence and words.raw[t - 1] not in words.lex.abbreviations.late:
        current.end = "duty"
        return END
    return k


def _on_dash(scope: Scope, t: int, current: Current) -> int:
    """A dash between spaces: a bullet, an apposition, or a part of the name."""
    words = scope.words
    spaced = t + 1 < scope.stop and not words.glued(t + 1) and not words.glued(t)
    if not spaced or current.bare:
        return t + 1
    if not words.is_word(t - 1) and words.raw[t - 1] not in ")”":
        return END
    start = words.start(t + 1)
    if start is None or (start.kind == "common" and current.open):
        current.complete = current.whole = False
        return t + 1  # `Tài chính - Kế hoạch`, `sở - ban - ngành`
    if start.kind == "common" and not words.is_upper(t + 1):  # `Sở Nội vụ - cơ quan thường trực …`
        current.end = "duty"
        return END
    if owns(scope, current, start) and words.low[0] not in _DASHES:
        return t + 1  # `Ban Thi đua - Khen thưởng - Sở Nội vụ`, where no dash is a bullet
    listed = current.whole and words.is_upper(t + 1) and start.kind in ("agency", "group")
    return END if listed else t + 1


def _on_slash(scope: Scope, t: int, current: Current) -> int:
    """A slash parts, except in dates and numbers, in `đ/c`, and between kinds or levels of one rank."""
    words = scope.words
    before, after = words.low[t - 1], words.low[t + 1]
    number = before[-1:].isdigit() or after[:1].isdigit() or (words.glued(t + 1) and not words.glued(t))
    if number or (len(before) == 1 and len(after) == 1):
        return t + 1
    start = words.start(t + 1)
    if start is not None:
        return t + 1 if start.kind == "common" and current.open else END
    level = level_phrase(words, t + 1)
    one_rank = level and not level.cap and level.grades & current.grades
    joins = level is None and words.phrase(t + 1, words.lex.wording.joins)  # `chất độc da cam/dioxin`
    return t + 1 if one_rank or joins else END


def on_colon(scope: Scope, t: int, current: Current) -> int:
    """A colon (or `gồm`) after a group opens a list under its head; after an agency, its duty."""
    words = scope.words
    k = t + 1
    while k < scope.stop and not words.is_word(k):
        k += 1
    if (current.group or current.plural_level) and k < scope.stop:
        _govern(scope, current)
        verb = words.verb(k)
        named = words.is_upper(k) and (verb is None or words.low[verb[1]] == ",")  # `các Phòng: Tổ chức, Pháp chế`
        if named or words.start(k) or (scope.governor and words.head(k, key_of(scope.governor))):
            current.end = "list"
            return END
        scope.no_list()
    current.end = "colon"
    current.duty = verb[0] if k < scope.stop and (verb := words.verb(k)) else ""
    return END


def _govern(scope: Scope, current: Current) -> None:
    """What the head of a list gives to its members: `Sở`, or `UBND huyện`."""
    words, shared = scope.words, scope.shared
    scope.governor, scope.listed, scope.shared = "", True, ""
    for kind in current.kinds:
        if kind in words.lex.agencies.lists:
            scope.governor = kind[0].upper() + kind[1:]
            return
    if current.owner is not None:
        single = words.low[current.level_stop] == ":"
        owner = current.owner or shared  # `UBND các phường: …; các xã: …`
        level = current.level_name if current.owner else f"{owner} {current.level_name}".strip()
        scope.governor = level if single else owner
        scope.shared = owner
