"""Does a new party begin here? What enters: a place after a separator, or where two names touch, and the mention
before it; what leaves: yes or no. It moves nothing.
"""

from __future__ import annotations

from cchc_extract.fields.party_levels import level_phrase, other_level
from cchc_extract.fields.party_lexicon import key_of, lower
from cchc_extract.fields.party_mention import DUTY, LINKS, Current, Scope
from cchc_extract.fields.party_words import Start


def begins_after(scope: Scope, k: int, current: Current, mark: str) -> bool:
    """After a comma, a full stop, `và` or `&`: does a new agency or group begin at k?"""
    if k >= scope.stop:
        return True
    if current.bare:
        return False
    if scope.member_at(k) is not None:
        return True
    start = scope.words.start(k)
    if start is None:
        return _begins_without_head(scope, k, current, mark)
    if start.kind == "group":
        return _group_begins(scope, k, start, current)
    if start.kind == "common":
        return _common_begins(scope, k, start, current, mark)
    if start.kind == "title":
        return scope.words.is_upper(k) or not current.open
    small = start.head is not None and start.head.common and not scope.words.is_upper(k)
    return not (current.open and (small or current.inner or _house(scope, k, start, current)))


def _house(scope: Scope, k: int, start: Start, current: Current) -> bool:
    """A house in small letters in a group of houses: `Các bệnh viện, trung tâm y tế`."""
    if start.head is None or scope.words.is_upper(k):
        return False
    houses = scope.words.lex.agencies.houses
    return current.kind in houses and lower(start.head.name).startswith(houses)


def _group_begins(scope: Scope, k: int, start: Start, current: Current) -> bool:
    if start.head is None:  # `các huyện, thị xã`
        level = level_phrase(scope.words, k)
        if level is None or (current.group and current.kind) or not current.grades:
            return True
        return other_level(scope.words, level, current)
    idiom = (current.kind, lower(start.head.name)) in scope.words.lex.agencies.idioms  # `các ngành, các cấp`
    return not (current.open and idiom)


def _common_begins(scope: Scope, k: int, start: Start, current: Current, mark: str) -> bool:
    words = scope.words
    verb = words.verb(k)
    if current.open or (verb and verb[1] > start.stop):
        return False
    kind = lower(start.head.name) if start.head else ""
    if kind not in words.lex.agencies.begins:
        return words.is_upper(k) and (current.complete or current.grades > 0)
    if mark == "và" and not (current.complete or current.group or current.grades):
        return kind in ("cơ quan", "đơn vị")  # `Trung tâm Hỗ trợ khởi nghiệp và doanh nghiệp`
    return True


def _begins_without_head(scope: Scope, k: int, current: Current, mark: str) -> bool:
    words = scope.words
    level = level_phrase(words, k)
    if level and current.owner and not current.group:
        return other_level(words, level, current)
    if level:
        return scope.listed and bool(scope.shared)
    word = current.head.word if current.head else ""
    closed = word in words.lex.agencies.bare_lists
    if closed and (found := words.head(k, key_of(word))):  # `Sở Nội vụ, Tư pháp`
        return scope.ends_at(found[1])
    if scope.listed and current.prefix:
        return mark != "và" or words.is_upper(k)
    if current.place and words.is_upper(k) and not current.group:  # `UBND huyện A, B`
        return True
    if mark == "," and not scope.prose and not current.group and _new_body(scope, k, current):
        return True
    if _level_ends(scope, k, current):
        return words.is_upper(k)
    letters = words.raw[k].isupper() and len(words.raw[k]) > 1
    return closed and current.complete and words.is_upper(k) and (mark == "," or letters)


def _new_body(scope: Scope, k: int, current: Current) -> bool:
    """After a comma, in a cell: others nobody lists (`các hộ`), or a body that the lexicon does not know.

    It follows a name that is whole, or has a name of its own (`Phòng Kinh tế, Nông trường Sông Hậu`).
    """
    words, head = scope.words, current.head
    if current.inner or head is None:
        return False
    if words.low[k] == "các":
        named = current.complete or current.grades or current.place or words.is_upper(k - 2)
        return bool(named) and not words.is_upper(k + 1)
    if not words.is_upper(k) or any(words.head(k, seed) for seed in words.lex.agencies.seeds):
        return False
    alone = head.kind == "complete" and not head.word and words.head(current.start) == (head, k - 1)
    return alone or (head.word in words.lex.agencies.units and _named_after(scope, k, current))


def _named_after(scope: Scope, k: int, current: Current) -> bool:
    """Words that end with a name in capitals and begin as no part of an agency's name (not `Thể thao Bắc Hà`)."""
    words, q = scope.words, k
    while q < scope.stop and words.is_word(q) and words.low[q] not in LINKS and (q == k or not words.broken[q]):
        q += 1
    if q - k < 2 or not (words.raw[q - 1].istitle() and words.raw[q - 2].istitle()):
        return False
    if all(map(words.is_upper, range(current.start, k - 1))):  # `Phòng Văn Hóa, Thông Tin`
        return False
    begins = f"{words.low[k]} {words.low[k + 1]}"
    return not any(begins in lower(head.name) for head in words.lex.agencies.heads.values())


def _level_ends(scope: Scope, k: int, current: Current) -> bool:
    """Does the name end with its level, one mark before k (`Công an tỉnh, Tòa Giám mục`)?"""
    return current.level_stop == k - 1 and not (current.group or current.plural_level or current.cap or scope.listed)


def touches(scope: Scope, t: int, current: Current) -> bool:
    """Does a second full name begin at t, with nothing between it and the mention?"""
    no_owner = current.open and current.kind in scope.words.lex.agencies.no_owner
    if not (current.whole or no_owner):
        return False
    start = scope.words.start(t)
    if start is None or start.kind == "common":
        return False
    return not owns(scope, current, start) and (current.whole or start.kind == "agency")


def owns(scope: Scope, current: Current, start: Start) -> bool:
    """Is the agency at `start` the one that a unit belongs to (`Phòng Tổ chức Sở Nội vụ`)?"""
    if current.head is None or current.grades or start.head is None or start.kind != "agency":
        return False
    agencies = scope.words.lex.agencies
    if (current.head.name, start.head.name) in agencies.owned:
        return True
    units = agencies.units
    return _word(current) in units and (start.head.word or start.head.name) not in units


def _word(current: Current) -> str:
    return (current.head.word or current.head.name) if current.head else ""


def _name_goes_on(scope: Scope, t: int, current: Current) -> bool:
    """`Phòng Kế hoạch` + line + `- Tài chính`: a unit's name cut by a page.

    No other dash of the cell opens a line, and no agency begins behind this one.
    """
    words, head = scope.words, current.head
    if head is None or (head.word or head.name) not in words.lex.agencies.parted_names or head.kind == "proper":
        return False
    settled = current.grades or current.place or current.group or current.prefix
    following = words.is_upper(t + 1) and words.start(t + 1) is None
    return bool(not settled and following and words.is_word(t - 1) and words.bullets == [t])


def begins_on_line(scope: Scope, t: int, current: Current) -> bool:
    """After a line break before t: does a new party begin, or does the line go on?"""
    words = scope.words
    if not words.is_word(t):
        if words.low[t] in "-–" and _name_goes_on(scope, t, current):
            current.rejoined = True
            return False
        return words.low[t] != "(" and words.low[t] not in ',.;:/)&”"'
    if words.numbers(t) > t and (words.low[t].isdigit() or words.low[t + 1] == ")"):
        return True
    start = None if current.bare or current.inner else words.start(t)
    if start is None or not (words.is_upper(t) or start.kind == "group") or words.low[t - 1] in LINKS:
        return False
    if start.kind == "common":
        return not current.open
    if start.head is None and not current.group:  # `UBND` + `các huyện`
        level = level_phrase(words, t)
        return bool(level and current.grades and other_level(words, level, current))
    if start.kind == "group" and not (current.whole or current.kind or current.complete):
        return False
    doubt = current.doubt_at > 0 and t - current.doubt_at >= DUTY  # the line above went on into a duty
    return doubt or not owns(scope, current, start)
