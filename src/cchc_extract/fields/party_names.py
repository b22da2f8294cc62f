"""The official name of a party. What enters: a mention on one line; what leaves: the name, with abbreviations
written out, official letters and separators, and whether a misprint was repaired. It adds no province and no agency.
"""

from __future__ import annotations

from functools import lru_cache

from cchc_extract.fields.party_lexicon import Head, compiled, lower
from cchc_extract.fields.party_repair import repaired_at
from cchc_extract.fields.party_words import Words

_TONED = r"[^\x00-\x7fĐ]"  # no mere row of abbreviations
_SEPARATORS = frozenset(",-–&.")
_NUMBER_REACH = 8  # tokens grown together that a document's number may have


@lru_cache(maxsize=4096)
def name_of(mention: str) -> tuple[str, bool]:
    """The official name, and whether more than case and abbreviations was changed."""
    words = Words(mention)
    if not words.size:
        return mention, False
    shouted = words.size > 2 and mention.isupper() and compiled(_TONED).search(mention) is not None
    if shouted and _is_unknown(words):
        return mention, False
    group = _is_group(words)
    out: list[str] = []
    done, p, repaired = 0, 0, False
    while p < words.size:
        new, q, mended = _piece(words, p, group, shouted)
        if new is not None:
            out += (mention[done : words.at[p]], new)
            done = words.end[q - 1]
            repaired = repaired or mended
        p = q
    name = "".join((*out, mention[done:]))
    return name[0].upper() + name[1:], repaired


def expand_name(mention: str) -> str:
    """The official name of a mention: `Sở TT&TT` → `Sở Thông tin và Truyền thông`."""
    return name_of(" ".join(mention.split()))[0]


def _is_unknown(words: Words) -> bool:
    """A ministry or department that nobody knows: which of its letters are capitals is not known either."""
    found = words.head(0)
    return bool(found and not found[0].word and found[0].name in words.lex.agencies.bare_lists)


def _is_group(words: Words) -> bool:
    """Kinds of agency, which are written small (`Các Sở, Ngành`)."""
    at, start = 0, words.start(0)
    while start and start.kind == "title":
        at = start.stop
        start = words.start(at) if words.is_word(at) else None
    if start is None or (at and start.kind == "common" and words.is_upper(at)):
        return False  # `Giám đốc Sở`: the issuer, no kind of agency
    return start.kind in ("group", "common")


def _piece(words: Words, p: int, group: bool, shouted: bool) -> tuple[str | None, int, bool]:
    """What stands for the words at p (None: they stay), the token after them, whether they were repaired."""
    if not words.is_word(p) or _in_number(words, p):
        return None, p + 1, False
    found = words.head(p)
    by_level = words.lex.abbreviations.by_level.get(found[0].name) if found and words.is_short(p) else None
    if found and by_level:
        return by_level["province" if words.low[found[1]] == "tỉnh" else "other"], found[1], False
    known = found is not None and found[0].kind == "complete" and not _shortened(words, p, *found)
    if not known and (mended := repaired_at(words, p)):
        name, q = mended
        return (name if p == 0 or words.is_upper(p) else name[0].lower() + name[1:]), q, True
    if found and (new := _head_name(words, p, found[0], found[1], group)):
        name, repaired = new
        comma = _lost_comma(words, found[0], found[1]) if group and found[0].common else ""
        return name + comma, found[1], repaired or bool(comma)
    level = words.level(p) if p and words.is_upper(p) else None
    if level and (shouted or not words.is_upper(level[1])):
        return _level_name(words, p, level[1]), level[1], False
    raw = words.raw[p]
    if (raw.isupper() and len(raw) > 1) or raw in words.lex.abbreviations.late:
        if short := _written_out(words, p):
            return short[0], short[1], False
        if shouted:
            return raw.capitalize(), p + 1, False
    return None, p + 1, False


def _shortened(words: Words, p: int, head: Head, stop: int) -> bool:
    """A name in use that leaves off the official one's end (`Sở Lao động`)."""
    text = lower(words.between(p, stop))
    return len(text) < len(head.name) and lower(head.name).startswith(text)


def _in_number(words: Words, p: int) -> bool:
    """Part of a document's number (`25/QĐ-UBND`), which is no abbreviation to be written out."""
    for q in range(p, max(p - _NUMBER_REACH, 0), -1):
        if not words.glued(q):
            return False
        if words.low[q - 1] == "/":
            return True
    return False


def _level_name(words: Words, p: int, stop: int) -> str:
    short = words.lex.agencies.level_short.get(words.raw[p])
    return short[0] if short else words.between(p, stop).lower()


def _head_name(words: Words, p: int, head: Head, stop: int, group: bool) -> tuple[str, bool] | None:
    """The head's official name and whether it differs, None where the source's own letters stay."""
    if head.kind in ("complete", "proper"):
        small = group and p and not any(map(words.is_upper, range(p, stop)))
        if small and lower(head.name).startswith(words.lex.agencies.houses):
            return None  # `các bệnh viện, trung tâm y tế`
        if p and not (head.word or words.is_upper(p) or words.is_short(p)):
            return None  # `phi chính phủ`
        differs = _differs(words, p, stop, head.name)
        if differs and head.word and words.low[stop] in ("và", "&") and words.is_upper(stop + 1):
            return None  # a longer name that is not known (`Bộ Khoa học, Công nghệ và Chuyển đổi số`)
        if differs and head.word and _goes_on(words, stop):
            return None  # the name of another unit (`Phòng Giáo dục Trung học`)
        return None if differs and head.word in words.lex.agencies.own_separators else (head.name, differs)
    if group and head.common and not words.is_upper(stop):
        if p == 0:
            return head.name[0].upper() + head.name[1:], False
        if words.low[p - 1] in words.lex.wording.inner:
            return None  # `các đơn vị thuộc Sở`
        if " " in head.name and words.is_upper(p) and head.kind != "common":
            return head.name, False
        return head.name[0].lower() + head.name[1:], False
    if head.kind == "common":
        return None
    letters = any(words.raw[i].isupper() and len(words.raw[i]) > 1 for i in range(p, stop))
    if letters or p == 0 or words.is_upper(p):
        return head.name, _differs(words, p, stop, head.name)
    return None


def _goes_on(words: Words, stop: int) -> bool:
    """A word in capitals and one in small letters at stop: no place, which has capitals throughout."""
    small = words.is_word(stop + 1) and words.raw[stop + 1].islower() and words.low[stop + 1] != "và"
    return words.is_upper(stop) and words.level(stop) is None and words.start(stop) is None and small


def _differs(words: Words, p: int, stop: int, name: str) -> bool:
    """Written out, but with other words or separators than the official name."""
    for i in range(p, stop):
        if words.is_short(i) or (words.raw[i].isupper() and len(words.raw[i]) > 1):
            return False
    return lower(words.between(p, stop)).replace("–", "-") != lower(name)


def _lost_comma(words: Words, head: Head, stop: int) -> str:
    """`,` between two kinds of agency that have lost it (`sở, ban ngành`, but `cơ quan ngành dọc`)."""
    following = words.head(stop) if words.is_word(stop) else None
    if following is None or not following[0].common or words.low[following[1]] == "dọc":
        return ""
    return "," if (lower(head.name), lower(following[0].name)) in words.lex.agencies.pairs else ""


def _written_out(words: Words, p: int) -> tuple[str, int] | None:
    """An abbreviation at p written out, and the token after it."""
    forms, raw = words.lex.abbreviations, words.raw[p]
    if initials := _initials(words, p):
        return initials
    if raw in forms.proper:
        return raw, p + 1
    if known := forms.short.get(raw):
        return known[2], p + 1
    pair = words.low[p + 1] in ("-", "–", "&") and words.glued(p + 1) and words.glued(p + 2)  # `CT-XH`
    if pair and (long := forms.late.get(raw + words.raw[p + 2])):
        return long, p + 3
    if long := forms.late.get(raw):
        return long, p + (2 if raw == "TP" and words.low[p + 1] == "." else 1)
    return None


def _initials(words: Words, p: int) -> tuple[str, int] | None:
    """The initials of a ministry's or department's name, in one word or parted by marks (`GD&ĐT`)."""
    key, q, best = "", p, None
    while q < words.size and q < p + 7:
        if words.raw[q].isupper():
            key += words.low[q]
            if name := words.lex.abbreviations.initials.get(key):
                best = (name, q + 1)
        elif words.low[q] not in _SEPARATORS or not words.glued(q):
            break
        q += 1
    return best
