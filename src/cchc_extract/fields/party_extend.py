"""How far a mention goes. What enters: a mention whose head has been read, and the token after it; what leaves: the
token where it ends, with the reason noted in the mention. It begins no mention.
"""

from __future__ import annotations

from cchc_extract.fields.party_bounds import begins_on_line, touches
from cchc_extract.fields.party_heads import take
from cchc_extract.fields.party_levels import level_phrase, take_level
from cchc_extract.fields.party_marks import END, on_colon, on_link, on_mark
from cchc_extract.fields.party_mention import LINKS, Current, Scope
from cchc_extract.fields.party_words import Words

_NO_VERB_AFTER = frozenset(("có", "-", "–", "diện", "việc"))  # `các đơn vị thuộc diện sắp xếp`
_JOINED = frozenset((",", "và"))
_CLOSERS = frozenset(
    ("liên", "thuộc", "trực", "của", "trên", "có", "được", "phụ", "theo", "đóng", "tại", "ngoài", "trong")
)


def extend(scope: Scope, q: int, current: Current, members: bool = False) -> int:
    """The token after the mention that goes on at q. A member of a list under a colon ends at any comma."""
    words = scope.words
    while q < scope.stop:
        if words.broken[q] and q > current.start and begins_on_line(scope, q, current):
            return q
        if words.is_word(q):
            step = _on_word(scope, q, current)
        elif members and words.low[q] == ",":
            return q
        else:
            step = on_mark(scope, q, current)
        if step == END:
            return q
        q = step
    return q


def _on_word(scope: Scope, t: int, current: Current) -> int:
    """The next token of the mention, or END."""
    words = scope.words
    low = words.low[t]
    if low in LINKS:
        return on_link(scope, t, current)
    item = words.numbers(t)
    if item > t and words.start(item) is not None:
        return END
    if current.bare and (start := words.start(t)):
        return take(scope, start, t, current)
    level = _level_at(scope, t, current)
    if level is not None:
        return level
    attached = current.inner and not (scope.prose and words.low[t - 2] == "trực")
    verb = "" if attached else duty_at(scope, t, current)
    if verb:
        current.end, current.duty = "duty", verb
        return END
    if low == "theo" and scope.prose and not attached and words.low[t + 1] != "dõi":
        current.end = "duty"
        return END
    if low == "gồm" and current.group:
        return on_colon(scope, t, current)
    return _on_name(scope, t, current, _note_word(scope, t, current))


def _note_word(scope: Scope, t: int, current: Current) -> bool:
    """What a word changes for those after it; whether the word before it was `thuộc`, `của` …"""
    wording = scope.words.lex.wording
    low, following = scope.words.low[t], scope.words.low[t + 1]
    before, current.inner = current.inner, low in wording.inner
    if before or current.inner:
        current.whole = False
    if low in _CLOSERS:
        current.open = False
    has = low == "có" and following != "liên" and not scope.prose  # `các sở có thủ tục hành chính`
    if current.group and (has or low in wording.clauses):
        current.clause_at, current.clause = current.clause_at or t, True
    return before


def _on_name(scope: Scope, t: int, current: Current, inner: bool) -> int:
    """A word that is no verb: part of the name, or not."""
    words = scope.words
    low = words.low[t]
    capital = words.is_upper(t) or low[0].isdigit()
    if capital and not inner and touches(scope, t, current):
        return END
    if capital and current.grades and words.is_upper(t):
        current.place = True
    found = words.head(t)
    if found:
        head, stop = found
        if head.common and current.group:
            current.kinds.append(head.name.lower())
            return stop
        if head.kind in ("complete", "proper", "named") and (capital or not current.complete):
            current.bare = False
            if head.kind == "complete" and not current.group and capital:
                current.complete, current.whole = True, bool(head.word)
                current.head = current.head or head
            return stop
    if capital:
        _name_grows(scope, t, current)
        return t + 1
    free = current.complete and not current.group and not current.clause and not inner
    if free and not _joins(scope, t):
        if (qualified := _qualified(scope, t, current)) is not None:
            return qualified
        current.end = "duty"
        return END
    if low == "quan" and words.low[t - 1] == "liên":
        current.whole, current.open = True, False
    return t + 1


def _name_grows(scope: Scope, t: int, current: Current) -> None:
    """`Văn phòng Điều phối …`, `Phòng Giáo dục Trung học …`: a unit's longer name, of which the known one is the start.

    A word in capitals right after the known name, and one in small letters that is no verb after that.
    """
    words, head = scope.words, current.head
    if head is None or not current.complete or current.grades or current.group or current.inner or current.place:
        return
    low = words.low[t + 1]
    small = words.is_word(t + 1) and not words.is_upper(t + 1) and not low[0].isdigit() and low not in LINKS
    noun = head.word or head.name
    unit = noun in words.lex.agencies.units and words.raw[t - 1] not in ("Sở", "Bộ")
    known = words.head(current.start)
    named = (known is not None and known[1] == t) or words.low[t - 1] in (",", "-", "–")
    ends = words.verb(t + 1) is not None or low in words.lex.wording.inner or _joins(scope, t + 1)
    if unit and named and small and not ends:
        current.complete = current.whole = False


def _qualified(scope: Scope, t: int, current: Current) -> int | None:
    """Past a word that says which agencies of a level are meant (`UBND các xã biên giới`), None for any other.

    In a sentence it must be known for one; in a cell any word that is no verb is.
    """
    words = scope.words
    if not (current.cap or current.plural_level) or current.place:
        return None
    if found := words.phrase(t, words.lex.wording.which):
        return found[1]
    if words.low[t] in words.lex.wording.which_clause and not (
        words.low[t] == "có" and words.phrase(t + 1, words.lex.wording.had)
    ):
        current.clause_at, current.clause = t, True
        return t + 1
    return None if scope.prose else t + 1


def _joins(scope: Scope, t: int) -> bool:
    """A small word that goes on with a complete name: `liên quan`, `các cấp`, but not `cấp tài khoản`."""
    low = scope.words.low
    if low[t] == "có":
        return low[t + 1] == "liên"
    if low[t] == "cấp":
        return low[t - 1] in ("các", "hai", "ba")
    return low[t] in scope.words.lex.wording.joins


def _level_at(scope: Scope, t: int, current: Current) -> int | None:
    """Takes a level phrase at t; None if there is none."""
    words = scope.words
    if words.low[t] not in ("các", "cấp", "những") and words.level(t) is None:
        return None
    level = level_phrase(words, t)
    if level is None or (words.is_upper(t) and words.is_upper(level.stop) and not words.raw[t].isupper()):
        return None
    if level.cap and current.cap and current.owner and not current.group:
        return END  # `UBND cấp huyện cấp xã`
    return take_level(words, t, level, current)


def duty_at(scope: Scope, t: int, current: Current) -> str:
    """The verb of duty that ends the mention before t, `""` for none."""
    words = scope.words
    wording = words.lex.wording
    found = words.verb(t)
    if found is None or words.low[t - 1] in _NO_VERB_AFTER:
        return ""
    verb, after = found
    if current.clause:
        return verb if verb in wording.predicates or (scope.prose and _clause_done(scope, t, verb, current)) else ""
    if current.group:
        return _duty_of_group(scope, t, verb, current)
    if _verb_named(scope, current) and _in_verb_name(words, t, current):
        current.complete = current.whole = False
        return ""
    settled = current.complete or current.grades > 0 or current.whole or current.place
    if settled:
        return verb
    if words.is_upper(t):
        return ""
    if verb not in wording.careful_verbs:
        return verb
    return verb if scope.prose and _has_object(scope, t, after, current) else ""


def _verb_named(scope: Scope, current: Current) -> bool:
    """Is the unit named after what it does, with a capital (`Phòng Thanh tra, kiểm tra`)?"""
    words, head = scope.words, current.head
    if head is None or current.grades or current.place or current.group or current.title:
        return False
    noun = head.word or head.name
    t = current.start + len(noun.split())
    return noun in words.lex.agencies.units and words.is_upper(t) and words.verb(t) is not None


def _in_verb_name(words: Words, t: int, current: Current) -> bool:
    """Is the verb at t the one of the name (`Văn phòng Điều phối`), or joined to it?"""
    if words.is_upper(t):
        noun = current.head.word or current.head.name if current.head else ""
        return t == current.start + len(noun.split()) and not words.broken[t]
    return words.low[t - 1] in _JOINED


def _has_object(scope: Scope, t: int, after: int, current: Current) -> bool:
    """In a sentence a verb with an object is a verb, even after a name that could hold it."""
    words = scope.words
    head = current.head
    if head is not None and not head.word and t == current.start + len(head.name.split()):
        return False  # `Trung tâm hỗ trợ doanh nghiệp`: a name cannot be its head alone
    name = (head.word or head.name) if head is not None else ""
    compound = words.verb(t - 2) if t > 1 and words.is_upper(t - 2) and name not in words.lex.agencies.offices else None
    if words.low[t - 1] in LINKS or (compound is not None and compound[1] == t):
        return False  # `Trung tâm Nghiên cứu ứng dụng công nghệ`; but `Phòng Tổ chức kiểm tra hồ sơ`
    if words.low[after] in (",", "và"):
        return words.verb(after + 1) is not None and words.start(after + 1) is None
    level = words.level(after) is not None  # `Trung tâm Dịch vụ tổng hợp xã`
    return words.is_word(after) and not words.is_upper(after) and not words.verb(after) and not level


def _clause_done(scope: Scope, t: int, verb: str, current: Current) -> bool:
    """Is the verb at t, in a sentence, no part of the clause before it (`các đơn vị được kiểm tra` + `chuẩn bị`)?

    After the clause's own verb or noun a plain verb is the duty; one of being entrusted takes a verb
    (`được giao quản lý`).
    """
    words = scope.words
    wording = words.lex.wording
    body = range(current.clause_at + 1, t)
    if words.low[current.clause_at] not in wording.which_clause:
        return False
    if words.low[t - 1] in (",", "và", "hoặc") or not body:
        return False
    for q in body:
        if trust := words.phrase(q, wording.entrusted):
            what = words.phrase(trust[1], wording.entrusted_with)
            return _verbs_end(words, what[1] if what else trust[1]) < t and verb not in wording.careful_verbs
    found = words.verb(t)
    followed = found is not None and words.verb(found[1]) is not None
    return verb not in wording.careful_verbs or (verb == "tổ chức" and followed)


def _verbs_end(words: Words, q: int) -> int:
    """The token after the verbs that follow each other from q on."""
    while (found := words.verb(q)) is not None:
        q = found[1]
    return q


def _duty_of_group(scope: Scope, t: int, verb: str, current: Current) -> str:
    """After `các cơ quan` a verb may open a relative clause; after `các sở, ban, ngành` it is a duty."""
    words = scope.words
    wording = words.lex.wording
    previous = " ".join(words.low[t - 1 - current.kind.count(" ") : t])
    found = words.verb(t)
    if found and f"{verb} {words.low[found[1]]}" in wording.managing:  # `các sở quản lý ngành`
        current.open, current.clause, current.clause_at = False, True, t
        return ""
    relative = wording.relative_prose if scope.prose else wording.relative
    if previous in wording.relative_after and verb in relative and not current.grades:
        current.open, current.clause, current.clause_at = False, True, t
        return ""
    if verb == "tổ chức" and (words.low[t - 1] in (",", "và") or (not scope.prose and not current.kind)):
        return ""
    plain = current.kind in words.lex.agencies.no_owner and previous.endswith(current.kind)
    if plain or not current.open or current.grades or scope.prose:
        return verb
    return "" if verb in wording.careful_verbs else verb
