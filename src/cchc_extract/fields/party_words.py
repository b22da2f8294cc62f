"""The words of a party cell and what the lexicon says of them. What enters: a text; what leaves: tokens, and answers
to "does an agency, a level, a verb begin here?". It decides nothing about where one party ends (`party_split`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cchc_extract.fields.party_lexicon import Head, Lexicon, Phrases, lexicon, lower

_TOKEN = re.compile(r"[^\W_]+|\n|[^\w\s]|_")
_INSIDE = frozenset(",-–&.\n")  # may stand inside a name of several parts
_JOINER = frozenset(("và", "&"))
_PLURAL = frozenset(("các", "những", "mọi", "từng", "mỗi", "nhiều", "hai"))
_PLURAL_PAIRS = frozenset(("toàn thể", "toàn bộ", "tất cả", "một số"))


class Start(NamedTuple):
    """An agency or a group that begins at a word: what it is, the word after its head, the head."""

    kind: str  # agency, title, group (after `các`) or common (`sở, ban, ngành`)
    stop: int
    head: Head | None


class Words:
    """The tokens of a text, with lookups at a token. All positions are token positions unless called offsets."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lex: Lexicon = lexicon()
        low = lower(text)
        spans = [m.span() for m in _TOKEN.finditer(text)]
        self.at = [a for a, _ in spans]
        self.end = [b for _, b in spans]
        self.raw = [text[a:b] for a, b in spans]
        self.low = [low[a:b] for a, b in spans]
        self.size = len(spans)
        self.low += ("", "", "", "")  # sentinels: looking three words ahead is always safe
        self.raw += ("", "", "", "")
        self._key: list[tuple[str | None, str]] = []
        short = self.lex.short
        for raw, word in zip(self.raw, self.low, strict=True):
            if not word or not word[0].isalnum():
                self._key.append(("" if word in _INSIDE and word else None, ""))
            elif word == "và":
                self._key.append(("", ""))
            elif (known := short.get(raw)) or (len(raw) > 3 and (known := short.get(raw.upper()))):
                self._key.append((known[0], known[1]))
            else:
                self._key.append((word, word))

    def is_word(self, p: int) -> bool:
        """A word or a number, not a mark."""
        return self.low[p][:1].isalnum()

    def is_short(self, p: int) -> bool:
        """An abbreviation that is always read in one way."""
        key = self._key[p][0]
        return bool(key) and key != self.low[p]

    def is_upper(self, p: int) -> bool:
        """A word that begins with a capital letter."""
        return self.raw[p][:1].isupper()

    def glued(self, p: int) -> bool:
        """No space between this token and the one before it."""
        return p > 0 and p < self.size and self.end[p - 1] == self.at[p]

    def head(self, p: int, seed: str = "") -> tuple[Head, int] | None:
        """The longest head at p and the token after it; `seed` is put before the key (`sở` + `Y tế`)."""
        key, first = self._key[p]
        if not key:
            return None
        if seed:
            key, first = seed + key, seed
        limit = self.lex.reach.get(first)
        if limit is None:
            return None
        heads, keys = self.lex.heads, self._key
        best: tuple[Head, int] | None = None
        q, parted = p + 1, False
        while True:
            found = heads.get(key)
            if found and (not parted or found.loose):
                best = (found, q)
            part = keys[q][0]
            while part == "":
                parted = parted or not (self.low[q] == "\n" or (self.low[q] == "." and len(self.low[q - 1]) == 1))
                q += 1
                part = keys[q][0]
            if part is None or len(key) + len(part) > limit:
                return best
            key += part
            q += 1

    def level(self, p: int) -> tuple[int, int] | None:
        """The grades of a level word at p (`xã`, `thị xã`, `TP`) and the token after it."""
        if self.low[p + 1] in ("ủy", "hội", "đoàn") or (
            self.low[p] == "bản" and self.low[p - 1] in ("văn", "cơ", "căn")
        ):
            return None  # `Tỉnh ủy`, `xã hội`, `văn bản`
        for words, grades in self.lex.levels.get(self.low[p], ()):
            if len(words) == 1 or self.low[p + 1 : p + len(words)] == list(words[1:]):
                return grades, p + len(words)
        short = self.lex.level_short.get(self.raw[p])
        if short:
            return short[1], p + 2 if self.low[p + 1] == "." else p + 1
        return None

    def phrase(self, p: int, table: Phrases) -> tuple[str, int] | None:
        """The longest phrase of a table at p, and the token after it."""
        for words in table.get(self.low[p], ()):
            if len(words) == 1 or self.low[p + 1 : p + len(words)] == list(words[1:]):
                return " ".join(words), p + len(words)
        return None

    def verb(self, p: int) -> tuple[str, int] | None:
        """A verb or adverb of duty at p."""
        return self.phrase(p, self.lex.verbs)

    def start(self, p: int) -> Start | None:
        """What begins at p, read by itself."""
        low = self.low[p]
        if low in _PLURAL or (low[:1].isdigit() and self.is_word(p + 1)) or f"{low} {self.low[p + 1]}" in _PLURAL_PAIRS:
            if found := self._plural(p):
                return found
        found_head = self.head(p)
        if found_head is None:
            return None
        head, stop = found_head
        if head.kind == "complete" or head.kind == "proper":
            return Start("agency", stop, head)
        if head.kind == "title":
            return Start("title", stop, head)
        named = self.is_word(stop) and self.low[stop] not in _JOINER and self.low[stop] not in self.lex.inner
        named = named and self.low[stop] not in ("có", "liên", "trực", "chuyên", "trên")
        if head.kind == "named" and (named or not head.common):
            return Start("agency", stop, head)
        if head.kind == "capital" and named and self._named_by(stop, head):
            return Start("agency", stop, head)
        return self._common(p, head, stop)

    def _named_by(self, p: int, head: Head) -> bool:
        """Is the word at p the name of a head that is also a common word?"""
        return self.is_upper(p) or self.low[p].isdigit() or (not head.common and self.level(p) is not None)

    def _common(self, p: int, head: Head, stop: int) -> Start | None:
        if not head.common and head.kind != "named":
            return None
        word = head.name.lower()
        if word in self.lex.careful_begins:
            following = self.head(stop + 1) if self.low[stop] == "," else None
            if self.low[stop] == "," and not (following and following[0].common):
                return None  # `phòng, chống`
            if self.is_word(stop) and self.low[stop] not in self.lex.careful_then:
                return None
        return Start("common", stop, head)

    def _plural(self, p: int) -> Start | None:
        q = p + 1 if self.low[p] in _PLURAL or self.low[p].isdigit() else p + 2
        if self.low[q] in _PLURAL:
            q += 1
        found = self.head(q)
        if found:
            return Start("group", found[1], found[0])
        level = self.level(q)
        if level and not self.low[p].isdigit():
            return Start("group", level[1], None)
        return None
