"""What is known while a party cell is read. What enters and leaves: the mention being read (`Current`), the mentions
already read (`Mention`), and what the cell has said so far of its lists (`Scope`). Nothing is decided here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from cchc_extract.fields.party_lexicon import Head, key_of
from cchc_extract.fields.party_words import Words

LINKS = frozenset(("và", "hoặc", "cùng", "với", "&"))
DUTY = 3  # words in small letters behind a name that are hardly a part of it


class Mention(NamedTuple):
    """A party as it stands: tokens start … stop. `prefix` completes its name, `role` is what the words before it
    say of its part, `duty` the verb after it. `end` tells why it ended: mark, duty or colon."""

    start: int
    stop: int
    rule: str
    prefix: str
    role: str | None
    end: str
    duty: str
    rejoined: bool
    mixed: bool  # an agency with a head of its own behind the members of a list


@dataclass(slots=True)
class Current:
    """The mention being read.

    `owner` is what a level that follows takes over (`UBND` of `UBND cấp huyện, cấp xã`), `level_name` the level
    with its owner, for a place that follows (`UBND huyện` of `UBND huyện A, B`).
    """

    start: int
    rule: str = "party.other"
    prefix: str = ""
    head: Head | None = None
    bare: bool = False  # a title whose agency has not come yet
    title: bool = False
    group: bool = False
    open: bool = False  # a group that may still take a kind (`sở, ban` + `ngành`)
    kinds: list[str] = field(default_factory=list)
    complete: bool = False  # a complete name: what follows in small letters is no part of it
    whole: bool = False  # a full name so far: another may follow without a separator
    clause: bool = False  # inside a relative clause (`các đơn vị được kiểm tra`): only a predicate ends it
    clause_at: int = 0  # the token that opened it
    inner: bool = False  # the word before was `thuộc`, `của` …
    grades: int = 0
    owner: str | None = None
    level_name: str = ""
    level_stop: int = 0  # the token after the level word, where a place would stand
    cap: bool = False  # the level stands with `cấp`
    plural_level: bool = False
    place: bool = False  # a level with a name of its own (`huyện Ba Vì`)
    rejoined: bool = False  # a name whose second part stands behind a dash on a line of its own
    end: str = "mark"
    duty: str = ""
    doubt_at: int = 0  # the token from which words in small letters were kept that may be a duty

    @property
    def kind(self) -> str:
        """The last kind of agency named in a group."""
        return self.kinds[-1] if self.kinds else ""


@dataclass(slots=True)
class Scope:
    """The words being read up to `stop`, and what the cell has said so far.

    `governor` is the head that completes the members of a list (`Sở`); `listed` says that it stood before a colon,
    so that any word may be a member; `shared` is what stood before the level of such a list (`UBND các huyện: …`).
    """

    words: Words
    prose: bool = False
    stop: int = 0
    governor: str = ""
    listed: bool = False
    shared: str = ""
    last: Current | None = None
    near: bool = False  # no more than a comma, a slash or `và` since the last mention
    duties: bool = False  # others in the cell have duties of their own, so that more words behind a name are one

    def no_list(self) -> None:
        """Forgets the list."""
        self.governor, self.listed, self.shared = "", False, ""

    def member_at(self, p: int) -> int | None:
        """The token after a name of the governor's own list at p, with nothing more of a name behind it."""
        if not self.governor:
            return None
        found = self.words.head(p, key_of(self.governor))
        return found[1] if found and self.ends_at(found[1]) else None

    def ends_at(self, p: int) -> bool:
        """No word of a name at p: a mark, a link, a verb, or a line of its own."""
        words = self.words
        return not words.is_word(p) or words.low[p] in LINKS or words.broken[p] or words.verb(p) is not None
