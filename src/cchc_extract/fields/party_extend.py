"""How far a mention goes. What enters: a mention whose head has been read, and the token after it; what leaves: the
token where it ends, with the reason noted in the mention. It begins no mention.
"""

from __future__ import annotations

from cchc_extract.fields.party_bounds import begins_on_line, touches
from cchc_extract.fields.party_duty import duty_at
from cchc_extract.fields.party_heads import take
from cchc_extract.fields.party_levels import level_phrase, take_level
from cchc_extract.fields.party_marks import END, on_colon, on_link, on_mark
from cchc_extract.fields.party_mention import DUTY, LINKS, Current, Scope

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
    closed = current.complete or ((scope.prose or scope.duties) and current.grades > 0)  # a level closes a name
    free = closed and not current.group and not current.clause and not inner
    if free and not _joins(scope, t):
        if (qualified := _qualified(scope, t, current)) is not None:
            return qualified
        if not _told_duty(scope, t) and (_is_longer(scope, current) or _no_duty(scope, t, current)):
            current.complete = current.whole = False
            current.doubt_at = t
            return t + 1
        current.end = "duty"
        return END
    if current.grades and not (closed or current.group or current.clause or inner or _joins(scope, t)):
        current.doubt_at = current.doubt_at or t  # `Bệnh viện Đa khoa tỉnh khám lưu động`
    if _behind_kinds(scope, t, current) and not inner:
        if scope.duties:
            current.end = "duty"
            return END
        current.doubt_at = current.doubt_at or t
    if low == "quan" and words.low[t - 1] == "liên":
        current.whole, current.open = True, False
    return t + 1


def _behind_kinds(scope: Scope, t: int, current: Current) -> bool:
    """Words behind kinds of agency, of which none says which are meant: `Các sở, ngành lên phương án`."""
    words = scope.words
    if scope.prose or current.clause or current.grades or current.kind not in words.lex.agencies.no_owner:
        return False
    behind = " ".join(words.low[t - 1 - current.kind.count(" ") : t]) == current.kind
    if not behind or not _small_words(scope, t):
        return False
    run = range(t, _small_words(scope, t))
    return not any(_joins(scope, q) or words.level(q) or words.low[q] in words.lex.wording.inner for q in run)


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


def _is_longer(scope: Scope, current: Current) -> bool:
    """In a cell a small word that is no verb goes on with a unit's known name (`Trung tâm Y tế` + `dự phòng`)."""
    word = current.head.word if current.head else ""
    return bool(word in scope.words.lex.agencies.units and not (scope.prose or current.grades or current.place))


def _no_duty(scope: Scope, t: int, current: Current) -> bool:
    """Words in small letters without a verb, up to the end of what is said, are no duty (`Cảng vụ Hàng` + `hải`)."""
    words, head = scope.words, current.head
    if scope.prose or current.grades or current.place:
        return False
    if head is not None and (head.kind == "proper" or head.word in words.lex.agencies.bare_lists):
        return False  # `Sở Công Thương bình ổn giá`: nothing else is called so
    while (
        t < scope.stop
        and not words.broken[t]
        and words.is_word(t)
        and not words.is_upper(t)
        and words.low[t] not in LINKS
    ):
        if words.verb(t):
            return False
        t += 1
    return t >= scope.stop or words.broken[t] or not words.is_upper(t) or words.is_place(t)


def _told_duty(scope: Scope, t: int) -> bool:
    """Such words as a duty has, in a cell where others have duties of their own."""
    return scope.duties and _small_words(scope, t) > 0


def _small_words(scope: Scope, t: int) -> int:
    """The token after three words or more in small letters that end a line, or all that is said; 0 for none."""
    words, q = scope.words, t
    while q < scope.stop and words.is_word(q) and not words.is_upper(q) and (q == t or not words.broken[q]):
        q += 1
    return q if q - t >= DUTY and (q >= scope.stop or words.broken[q] or not words.is_word(q)) else 0


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
    if scope.prose or _told_duty(scope, t):
        return None
    current.doubt_at = current.doubt_at or t
    return t + 1


def _joins(scope: Scope, t: int) -> bool:
    """A small word that goes on with a complete name: `liên quan`, `các cấp`, but not `cấp tài khoản`."""
    low = scope.words.low
    if low[t] == "có":
        return low[t + 1] == "liên"
    if low[t] == "cấp":
        return low[t - 1] in ("các", "hai", "ba")
    phrases = scope.words.lex.wording.joins
    return any((found := scope.words.phrase(q, phrases)) and found[1] > t for q in range(t, t - 4, -1))


def _level_at(scope: Scope, t: int, current: Current) -> int | None:
    """Takes a level phrase at t; None if there is none."""
    words = scope.words
    if words.low[t] not in ("các", "cấp", "những") and words.level(t) is None:
        return None
    level = level_phrase(words, t)
    named = level is not None and words.is_upper(t) and words.is_upper(level.stop) and not words.raw[t].isupper()
    if level is None or (named and level.stop == t + 1):  # but `Thành phố Huế`
        return None
    if level.cap and current.cap and current.owner and not current.group:
        return END  # `UBND cấp huyện cấp xã`
    return take_level(words, t, level, current)
