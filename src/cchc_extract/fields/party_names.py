"""The official name of a party. What enters: a mention as it stands; what leaves: the name, with abbreviations
written out, official letters and separators, and whether a misprint was repaired. It adds no province and no agency.
"""

from __future__ import annotations

from functools import lru_cache

from cchc_extract.fields.party_lexicon import Head, key_of, lower
from cchc_extract.fields.party_words import Words

_SEPARATORS = frozenset(",-–&.\n")


@lru_cache(maxsize=4096)
def name_of(mention: str) -> tuple[str, bool]:
    """The official name, and whether more than case and abbreviations was changed."""
    words = Words(mention)
    if not words.size:
        return mention, False
    shouted = mention.isupper() and words.size > 2
    out: list[str] = []
    done, p, repaired, group = 0, 0, False, _is_group(words)
    while p < words.size:
        new, q, mended = _piece(words, p, group, shouted)
        if new is not None:
            out.append(mention[done : words.at[p]])
            out.append(new)
            done = words.end[q - 1]
            repaired = repaired or mended
        p = q
    out.append(mention[done:])
    name = "".join(out).replace("\n", " ")
    return name[0].upper() + name[1:], repaired


def expand_name(mention: str) -> str:
    """The official name of a mention: `Sở TT&TT` → `Sở Thông tin và Truyền thông`."""
    return name_of(mention)[0]


def _is_group(words: Words) -> bool:
    at, start = 0, words.start(0)
    while start and start.kind == "title":
        at = start.stop
        start = words.start(at) if words.is_word(at) else None
    if start is None or (at and start.kind == "common" and words.is_upper(at)):
        return False  # `Giám đốc Sở`: the issuer, no kind of agency
    return start.kind in ("group", "common")


def _piece(words: Words, p: int, group: bool, shouted: bool) -> tuple[str | None, int, bool]:
    """What stands for the words at p (None: they stay), the token after them, whether they were repaired."""
    if not words.is_word(p):
        return None, p + 1, False
    found = None if _in_number(words, p) else words.head(p)
    if (found is None or found[0].kind != "complete") and (mended := _mended(words, p)):
        return mended[0] if p == 0 or words.is_upper(p) else mended[0][0].lower() + mended[0][1:], mended[1], True
    if found and (new := _head_name(words, p, found[0], found[1], group)):
        name, repaired = new
        if not group or not found[0].common:
            return name, found[1], repaired
        comma = _lost_comma(words, p, found[0], found[1])
        return name + comma, found[1], bool(comma)
    raw = words.raw[p]
    if _in_number(words, p):
        return None, p + 1, False
    if (raw.isupper() and len(raw) > 1 or words.lex.late.get(raw)) and not (shouted and words.level(p)):
        if short := _short(words, p):
            return short[0], short[1], False
        if shouted:
            return raw.capitalize(), p + 1, False
    if words.is_upper(p) and (level := words.level(p)) and p and (shouted or not words.is_upper(level[1])):
        return _level_name(words, p, level[1]), level[1], False
    return None, p + 1, False


def _in_number(words: Words, p: int) -> bool:
    """Part of a document's number (`25/QĐ-UBND`), which is no abbreviation to be written out."""
    while words.glued(p):
        p -= 1
        if words.low[p] == "/":
            return True
    return False


def _level_name(words: Words, p: int, stop: int) -> str:
    short = words.lex.level_short.get(words.raw[p])
    return short[0] if short else words.text[words.at[p] : words.end[stop - 1]].lower()


def _head_name(words: Words, p: int, head: Head, stop: int, group: bool) -> tuple[str, bool] | None:
    """The head's official name, None where the source's own letters stay."""
    if head.kind in ("complete", "proper"):
        name = head.name
        if p and words.low[p - 1] in ("các", "những") and head.name == "Văn phòng":
            return None
        differs = _differs(words, p, stop, name)
        return None if differs and head.word in words.lex.own_separators else (name, differs)
    if head.kind == "common" or (group and head.common and not _named(words, stop)):
        if group and p and words.low[p - 1] in words.lex.inner:
            return None
        if group and p and " " in head.name and words.is_upper(p) and head.kind != "common":
            return head.name, False
        if group and p:
            return head.name[0].lower() + head.name[1:], False
        return (head.name, False) if group else None
    if any(words.raw[i].isupper() and len(words.raw[i]) > 1 for i in range(p, stop)) or p == 0 or words.is_upper(p):
        return head.name, _differs(words, p, stop, head.name)
    return None


def _named(words: Words, stop: int) -> bool:
    return words.is_word(stop) and words.is_upper(stop)


def _differs(words: Words, p: int, stop: int, name: str) -> bool:
    """Written out, but with other words or separators than the official name."""
    text = " ".join(words.text[words.at[p] : words.end[stop - 1]].split())
    if any(w.isupper() and len(w) > 1 or words.is_short(i) for i, w in enumerate(words.raw[p:stop], p)):
        return False
    return lower(text).replace("–", "-") != lower(name)


def _lost_comma(words: Words, p: int, head: Head, stop: int) -> str:
    """`,` between two kinds of agency that have lost it (`sở, ban ngành`)."""
    if not words.is_word(stop):
        return ""
    following = words.head(stop)
    if following is None or not following[0].common or words.low[following[1]] == "dọc":
        return ""
    return "," if (head.name.lower(), following[0].name.lower()) in words.lex.pairs else ""


def _short(words: Words, p: int) -> tuple[str, int] | None:
    """An abbreviation at p written out: one token, or initials parted by marks (`GD&ĐT`)."""
    lex, raw = words.lex, words.raw[p]
    by_level = lex.by_level.get(raw)
    if by_level:
        return by_level["province" if words.low[p + 1] == "tỉnh" else "other"], p + 1
    key, q, best = "", p, None
    while q < words.size and q < p + 7:
        if words.raw[q].isupper():
            key += words.low[q]
            if name := lex.initials.get(key):
                best = (name, q + 1)
        elif words.low[q] not in _SEPARATORS or not words.glued(q):
            break
        q += 1
    if best:
        return best
    if raw in lex.proper_short:
        return raw, p + 1
    if known := lex.short.get(raw):
        return known[2], p + 1
    if long := lex.late.get(raw):
        return long, p + (2 if raw == "TP" and words.low[p + 1] == "." else 1)
    return None


# --- misprints -----------------------------------------------------------------------------------------------------


def _mended(words: Words, p: int) -> tuple[str, int] | None:
    """A known name that is misprinted at p: its official form and the token after the misprint."""
    lex = words.lex
    candidates = lex.repairs.get(words.low[p], ())
    if not candidates:
        return None
    seen, at = [], []
    for q in range(p, min(p + 24, words.size)):
        if words.is_word(q):
            if words.low[q] != "và":
                seen.append(words.low[q])
                at.append(q)
        elif words.low[q] not in _SEPARATORS:
            break
    if len(seen) < 3 or any(tuple(seen[: len(target)]) == target for _, target in candidates):
        return None
    for official, target in candidates:
        if not {seen[1], seen[2]} & {target[1], target[2]}:
            continue
        for size in (len(target), len(target) + 1, len(target) - 1):
            if size <= len(seen) and _near(seen[:size], target):
                return official, at[size - 1] + 1
    return None


def _near(seen: list[str], target: tuple[str, ...]) -> bool:
    """One word off: misspelt by a letter or two, missing, or doubled by its own beginning (`ng nghiệp`)."""
    if len(seen) == len(target):
        off = [(a, b) for a, b in zip(seen, target, strict=True) if a != b]
        return len(off) == 1 and _letters_apart(*off[0], len(target))
    longer, shorter = (seen, target) if len(seen) > len(target) else (target, seen)
    for i in range(1, len(longer)):
        if [*longer[:i], *longer[i + 1 :]] == list(shorter):
            if longer is seen:
                return i + 1 < len(longer) and longer[i + 1].startswith(longer[i])
            return len(target) > 4
    return False


def _letters_apart(a: str, b: str, words: int) -> bool:
    """Few letters apart, for a name of so many words; or the same beginning, in a long name."""
    limit = 1 if words < 4 else 2
    if abs(len(a) - len(b)) <= limit and _distance(a, b) <= limit:
        return min(len(a), len(b)) > 1
    return words >= 4 and len(a) > 3 and a[:2] == b[:2]


def _distance(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (x != y))
    return row[-1]


__all__ = ["expand_name", "key_of", "name_of"]
