"""The duty that ends a mention (`Sở Tài chính bố trí kinh phí`). What enters: a mention and a word behind it; what
leaves: the verb of duty that begins there, or nothing. It moves nothing.
"""

from __future__ import annotations

from cchc_extract.fields.party_lexicon import Head
from cchc_extract.fields.party_mention import LINKS, Current, Scope
from cchc_extract.fields.party_words import Words

_NO_VERB_AFTER = frozenset(("có", "-", "–", "diện", "việc"))  # `các đơn vị thuộc diện sắp xếp`
_JOINED = frozenset((",", "và"))


def duty_at(scope: Scope, t: int, current: Current) -> str:
    """The verb of duty that ends the mention before t, `""` for none."""
    words = scope.words
    wording = words.lex.wording
    found = words.verb(t)
    if found is None or words.low[t - 1] in _NO_VERB_AFTER or _is_proper(words, t, found[1]):
        return ""
    verb, after = found
    if current.clause:
        return verb if verb in wording.predicates or (scope.prose and _clause_done(scope, t, verb, current)) else ""
    if current.group:
        return _duty_of_group(scope, t, verb, current)
    if _verb_named(scope, current) and _in_verb_name(words, t, current):
        current.complete = current.whole = False
        return ""
    if words.is_upper(t) and words.low[t - 1] in (",", "-", "–") and _is_unit(words, current):
        current.complete = current.whole = False  # `Phòng Kinh tế, Quy hoạch và Xây dựng`
        return ""
    settled = current.complete or current.grades > 0 or current.whole or current.place
    if settled:
        return "" if _which(words, t, after, current) else verb
    if words.is_upper(t):
        return ""
    if verb not in wording.careful_verbs:
        return verb
    if not _has_object(scope, t, after, current) or not (scope.prose or words.is_upper(after)):
        return ""
    open_ = scope.prose and verb not in wording.settled_verbs
    return verb if open_ or named_elsewhere(words, current.head, current.start) == t else ""


def _is_proper(words: Words, t: int, stop: int) -> bool:
    """A syllable of a place that is also a verb (`Cần Thơ`, `Tân Lập`): a capital beside another, not all capitals."""
    if not words.raw[t].istitle() or words.broken[t]:
        return False
    alone = stop == t + 1 or words.verb(t + 1) is not None  # `Lâm Đồng chủ trì`
    return words.raw[t + 1].istitle() or (alone and words.raw[t - 1].istitle())


def named_elsewhere(words: Words, head: Head | None, p: int) -> int:
    """The token after a name behind the head at p that units of another kind are known by (`Trung tâm` + the name of
    `Cục Công nghệ thông tin`), 0 for none."""
    if head is None or head.word or head.name not in words.lex.agencies.units:
        return 0
    p += len(head.name.split())
    return max((found[1] for seed in words.lex.agencies.seeds if (found := words.head(p, seed))), default=0)


def _which(words: Words, t: int, after: int, current: Current) -> bool:
    """A verb that says which agencies of a level are meant: nothing to act on follows (`UBND các xã thí điểm`)."""
    if not current.plural_level or words.phrase(t, words.lex.wording.which) is None:
        return False
    return not words.is_word(after) or words.verb(after) is not None


def _is_unit(words: Words, current: Current) -> bool:
    """A unit whose names are no closed list, and which is not at its level or place yet."""
    word = current.head.word if current.head else ""
    return word in words.lex.agencies.parted_names and not (current.grades or current.place)


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
    holds = scope.prose and words.low[t : t + 2] == ["tổ", "chức"] and words.low[t - 1] not in LINKS
    if holds and not words.is_upper(t) and words.verb(after):
        return True  # `tổ chức tuyên truyền`: a name with `tổ chức` goes on with a noun
    if head is not None and not head.word and t == current.start + len(head.name.split()):
        return False  # `Trung tâm hỗ trợ doanh nghiệp`: a name cannot be its head alone
    name = (head.word or head.name) if head is not None else ""
    compound = words.verb(t - 2) if t > 1 and words.is_upper(t - 2) and name not in words.lex.agencies.offices else None
    if words.low[t - 1] in LINKS or (compound is not None and compound[1] == t):
        return False  # `Trung tâm Nghiên cứu ứng dụng công nghệ`; but `Phòng Tổ chức kiểm tra hồ sơ`
    if words.low[after] in (",", "và"):
        return words.verb(after + 1) is not None and words.start(after + 1) is None
    level = words.level(after) is not None  # `Trung tâm Dịch vụ tổng hợp xã`
    return words.is_word(after) and not words.is_place(after) and not words.verb(after) and not level


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
    plain = current.kind in words.lex.agencies.no_owner and previous.endswith(current.kind)
    found = words.verb(t)
    if found and f"{verb} {words.low[found[1]]}" in wording.managing:  # `các sở quản lý ngành`
        current.open, current.clause, current.clause_at = False, True, t
        return ""
    relative = wording.relative_prose if scope.prose else wording.relative
    if previous in wording.relative_after and verb in relative and not current.grades:
        current.open, current.clause, current.clause_at = False, True, t
        return ""
    joined = plain or (len(current.kinds) > 1 and _has_object(scope, t, found[1] if found else t, current))
    if verb in wording.settled_verbs and not (current.grades or joined):
        return ""  # `các cơ quan thông tin báo chí`
    if verb == "tổ chức" and (words.low[t - 1] in (",", "và") or (not scope.prose and not current.kind)):
        return ""
    if plain or not current.open or current.grades or scope.prose:
        return verb
    return "" if verb in wording.careful_verbs else verb
