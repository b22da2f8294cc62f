"""The words of a party cell and what the lexicon says of them. What enters: a text; what leaves: tokens, and answers
to "does an agency, a level, a verb begin here?". It decides nothing about where one party ends (`party_split`).
"""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from cchc_extract.fields.party_lexicon import Agencies, Head, Lexicon, Phrases, compiled, lexicon, lower

_TOKEN = r"[^\W_]+|[^\w\s]|_"
_INSIDE = frozenset(",-–&.")  # may stand inside a name of several parts
_JOINERS = frozenset(("và", "&"))
_BULLETS = frozenset("-–+•*")
_PLURAL = frozenset(("các", "những", "mọi", "từng", "mỗi", "nhiều", "hai"))
_PLURAL_PAIRS = frozenset(("toàn thể", "toàn bộ", "tất cả", "một số"))
_OF_A_KIND = frozenset(("có", "liên", "trực", "chuyên", "trên"))  # after a kind of agency, never after its head
_NOT_A_LEVEL_BEFORE = frozenset(("ủy", "hội", "đoàn"))  # `Tỉnh ủy`, `xã hội`, `Huyện đoàn`
_NOT_A_LEVEL_AFTER = frozenset(("văn", "cơ", "căn"))  # `văn bản`, `cơ bản`


class Start(NamedTuple):
    """An agency or a group that begins at a word: what it is, the word after its head, the head."""

    kind: str  # agency, title, group (after `các`) or common (`sở, ban, ngành`)
    stop: int
    head: Head | None


class Words:
    """The tokens of a text, with lookups at a token.

    All positions are token positions; `at` and `end` give the offsets of a token. A line break is no token:
    `broken` says that one stands before a token. Four empty tokens follow the last, so that looking three words
    ahead is always safe.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.lex: Lexicon = lexicon()
        low = lower(text)
        spans = [m.span() for m in compiled(_TOKEN).finditer(text)]
        self.size = len(spans)
        self.at = [a for a, _ in spans]
        self.end = [b for _, b in spans]
        self.raw = [text[a:b] for a, b in spans] + [""] * 4
        self.low = [low[a:b] for a, b in spans] + [""] * 4
        self.broken = [False] * (self.size + 4)
        if "\n" in text:
            for p in range(1, self.size):
                self.broken[p] = "\n" in text[self.end[p - 1] : self.at[p]]
        self._key = [self._key_at(raw, word) for raw, word in zip(self.raw, self.low, strict=True)]

    def _key_at(self, raw: str, word: str) -> tuple[str | None, str]:
        """A token's part of a key and its first syllable; None for a mark that no name contains."""
        if not word[:1].isalnum():
            return ("" if word in _INSIDE else None, "")
        if word == "và":
            return ("", "")
        short = self.lex.abbreviations.short
        known = short.get(raw) or (short.get(raw.upper()) if len(raw) > 3 else None)
        return (known[0], known[1]) if known else (word, word)

    # --- tokens ---------------------------------------------------------------------------------------------------

    def is_word(self, p: int) -> bool:
        """A word or a number, not a mark."""
        return self.low[p][:1].isalnum()

    def is_upper(self, p: int) -> bool:
        """A word that begins with a capital letter."""
        return self.raw[p][:1].isupper()

    def is_place(self, p: int) -> bool:
        """A name in capitals throughout, or an abbreviation: no object like `Đề án …`, whose second word is small."""
        return self.is_upper(p) and not (self.is_word(p + 1) and self.raw[p + 1].islower())

    def is_short(self, p: int) -> bool:
        """An abbreviation that is always read in one way."""
        key = self._key[p][0]
        return bool(key) and key != self.low[p]

    def glued(self, p: int) -> bool:
        """No space between this token and the one before it."""
        return 0 < p < self.size and self.end[p - 1] == self.at[p]

    def numbers(self, p: int) -> int:
        """The token after a number or letter that counts items (`1.`, `a)`); p where there is none."""
        low, mark = self.low[p], self.low[p + 1]
        counts = len(low) <= 2 and (low.isdigit() or len(low) == 1) and self.glued(p + 1)
        return p + 2 if counts and (mark == ")" or (mark == "." and self.raw[p] != "P")) else p

    def between(self, start: int, stop: int) -> str:
        """The text of tokens start … stop, on one line."""
        return " ".join(self.text[self.at[start] : self.end[stop - 1]].split()) if start < stop else ""

    @cached_property
    def bullets(self) -> list[int]:
        """The tokens that may be bullets: dashes and the like at the start of a line."""
        return [q for q in range(self.size) if self.low[q] in _BULLETS and (q == 0 or self.broken[q])]

    # --- lookups --------------------------------------------------------------------------------------------------

    def head(self, p: int, seed: str = "") -> tuple[Head, int] | None:
        """The longest head at p and the token after it; `seed` is put before the key (`sở` + `Y tế`)."""
        key, first = self._key[p]
        if not key or (p and self.low[p - 1] in self.lex.agencies.endings.get(self.raw[p], ())):
            return None
        if seed:
            key, first = seed + key, seed
        agencies: Agencies = self.lex.agencies
        limit = agencies.reach.get(first)
        if limit is None:
            return None
        keys = self._key
        best: tuple[Head, int] | None = None
        q, parted = p + 1, False
        while True:
            found = agencies.heads.get(key)
            if found and (not parted or found.loose) and not (found.verbal and not seed and self._acts(p, q, found)):
                best = (found, q)
            part = keys[q][0]
            while part == "":
                if q == p + 1 and not seed and self.low[q] != "và" and not self._after_letter(q):
                    return best  # a name does not begin with a separator (`Văn phòng, Sở …`)
                parted = parted or not (self.low[q] == "." and self.glued(q) and self.glued(q + 1))  # `UB.MTTQ`
                q += 1
                part = keys[q][0]
            if part is None or len(key) + len(part) > limit:
                return best
            key += part
            q += 1

    def _acts(self, p: int, stop: int, head: Head) -> bool:
        """Is what looks like the issuer's name in small letters its duty (`các đơn vị thuộc Bộ xây dựng Kế hoạch`)?"""
        name = p + len(head.word.split())
        verb = None if self.is_upper(name) else self.verb(name)
        if verb is None or verb[1] != stop or self.broken[stop]:
            return False
        if self.low[stop] in (",", "và"):
            return self.verb(stop + 1) is not None
        if not self.is_word(stop) or self.verb(stop) or self.level(stop) or self.phrase(stop, self.lex.wording.joins):
            return False
        return not self.is_place(stop) and (
            self.is_upper(stop) or (p > 0 and self.low[stop] not in self.lex.wording.inner)
        )

    def _after_letter(self, q: int) -> bool:
        """The full stop of `P. Nội vụ`, the mark of `TT-TT`."""
        return len(self.low[q - 1]) == 1 or self.raw[q - 1].isupper()

    def level(self, p: int) -> tuple[int, int] | None:
        """The grades of a level word at p (`xã`, `thị xã`, `TP`) and the token after it."""
        low = self.low
        if low[p + 1] in _NOT_A_LEVEL_BEFORE or (low[p] == "bản" and low[p - 1] in _NOT_A_LEVEL_AFTER):
            return None
        for words, grades in self.lex.agencies.levels.get(low[p], ()):
            if len(words) == 1 or low[p + 1 : p + len(words)] == list(words[1:]):
                return grades, p + len(words)
        short = self.lex.agencies.level_short.get(self.raw[p])
        return (short[1], p + 2 if low[p + 1] == "." else p + 1) if short else None

    def phrase(self, p: int, table: Phrases) -> tuple[str, int] | None:
        """The longest phrase of a table at p, and the token after it."""
        for words in table.get(self.low[p], ()):
            if len(words) == 1 or self.low[p + 1 : p + len(words)] == list(words[1:]):
                return " ".join(words), p + len(words)
        return None

    def verb(self, p: int) -> tuple[str, int] | None:
        """A verb or adverb of duty at p, unless the word is part of a longer one (`công lập`, `giao thông`)."""
        found = self.phrase(p, self.lex.wording.verbs)
        if found is None:
            return None
        verb, stop = found
        compounds = self.lex.wording.compounds
        longer = f"{verb} {self.low[stop]}" in compounds or (p > 0 and f"{self.low[p - 1]} {verb}" in compounds)
        return None if longer else found

    def start(self, p: int) -> Start | None:
        """What begins at p, read by itself."""
        low = self.low[p]
        plural = low in _PLURAL or low.isdigit() or f"{low} {self.low[p + 1]}" in _PLURAL_PAIRS
        if plural and (group := self._plural(p)):
            return group
        found = self.head(p)
        if found is None or (low == "cấp" and self.level(p + 1)):
            return None
        head, stop = found
        if head.kind in ("complete", "proper"):
            return Start("agency", stop, head)
        if head.kind == "place":
            return Start("agency", stop, head) if self.is_upper(p) and self._is_named(head, stop) else None
        if head.kind == "title":
            return Start("title", stop, head)
        if self._is_named(head, stop):
            return Start("agency", stop, head)
        return self._common(head, stop)

    def _is_named(self, head: Head, p: int) -> bool:
        """Does a name follow a head that needs one?"""
        low = self.low[p]
        follows = (
            self.is_word(p) and low not in _JOINERS and low not in self.lex.wording.inner and low not in _OF_A_KIND
        )
        if head.kind == "named":
            return follows or not head.common
        level = not head.common and self.level(p) is not None
        return head.kind in ("capital", "place") and follows and (self.is_upper(p) or low.isdigit() or level)

    def _common(self, head: Head, stop: int) -> Start | None:
        """A kind of agency, unless the word is a verb or an adjective here (`phòng, chống`, `tổ chức thực hiện`)."""
        if not head.common and head.kind != "named":
            return None
        agencies = self.lex.agencies
        if lower(head.name) in agencies.careful_begins:
            following = self.head(stop + 1) if self.low[stop] == "," else None
            if self.low[stop] == "," and not (following and following[0].common):
                return None
            if self.is_word(stop) and self.low[stop] not in agencies.careful_then and not self._kind_at(stop):
                return None
        return Start("common", stop, head)

    def _kind_at(self, p: int) -> bool:
        found = self.head(p)
        return found is not None and found[0].common

    def _plural(self, p: int) -> Start | None:
        low = self.low[p]
        q = p + 1 if low in _PLURAL or low.isdigit() else p + 2
        q += self.low[q] in _PLURAL
        if (found := self.head(q)) and found[0].kind != "place":
            return Start("group", found[1], found[0])
        level = None if low.isdigit() else self.level(q)
        return Start("group", level[1], None) if level else None
