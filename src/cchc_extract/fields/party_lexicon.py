"""The agencies of the grammars, ready to be looked up. What enters: `agencies.toml`, `abbreviations.toml`,
`parties.toml`; what leaves: one immutable `Lexicon`, built when first asked for. It reads no text of a document.

Lookup is by *key*: a name in small letters without spaces, separators and `và`, so that `Văn hóa - Thể thao và Du
lịch` and `Văn hóa, Thể thao và Du lịch` are one; a name of several parts has a key for each choice of initials
(`laođộngtbxh`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Any

from cchc_extract.grammar import grammar

_PART = re.compile(r", | - | và ")
_APART = re.compile(r"[^\w]+|\bvà\b")
_TONE = re.compile("o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ]")
_OLD_TONE = {new: old for new, old in zip(
    "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split(), "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split(), strict=True
)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """What a name begins with, or all of it.

    `kind`: complete, named, capital, proper, title or common; `word` is the head that governs a closed list
    (`Sở`), `""` for none; `common` says that it is also a kind of agency (`sở, ban, ngành`); `loose` that
    separators may stand inside.
    """

    name: str
    kind: str
    word: str = ""
    common: bool = False
    loose: bool = False


def lower(text: str) -> str:
    """Small letters of the same length, the tone of `oà`, `uý` where `òa`, `úy` have it, `ð` as `đ`."""
    low = text.lower()
    if len(low) != len(text):  # a capital whose small letter is two (`İ`)
        low = "".join(c if len(d := c.lower()) != 1 else d for c in text)
    return _TONE.sub(lambda m: _OLD_TONE[m.group()], low).replace("ð", "đ")


def key_of(name: str) -> str:
    """The key of a name written out."""
    return _APART.sub("", lower(name))


def keys_of(name: str) -> Iterator[str]:
    """The keys of a name: each part written out or as its initials."""
    parts = [(key_of(p), lower("".join(w[0] for w in p.split()))) for p in _PART.split(name)]
    return ("".join(choice) for choice in product(*parts))


Phrases = dict[str, tuple[tuple[str, ...], ...]]


def phrases(entries: Iterable[str]) -> Phrases:
    """Phrases by their first word, the longest first."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted((tuple(lower(e).replace(",", " ,").split()) for e in entries), key=len, reverse=True):
        table.setdefault(words[0], []).append(words)
    return {first: tuple(found) for first, found in table.items()}


@dataclass(frozen=True)
class Lexicon:
    """The lookups. `reach` bounds a lookup: the length of the longest key that begins with a syllable."""

    heads: dict[str, Head]
    reach: dict[str, int]
    short: dict[str, tuple[str, str, str]]  # letters → key, first syllable, expansion
    late: dict[str, str]
    by_level: dict[str, dict[str, str]]
    initials: dict[str, str]
    fields: dict[str, dict[str, str]]
    lists: frozenset[str]
    bare_lists: frozenset[str]
    units: frozenset[str]
    own_separators: frozenset[str]
    people: frozenset[str]
    begins: frozenset[str]
    careful_begins: frozenset[str]
    careful_then: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    idioms: frozenset[tuple[str, str]]
    repairs: dict[str, tuple[tuple[str, tuple[str, ...]], ...]]
    proper_short: frozenset[str]
    levels: dict[str, tuple[tuple[tuple[str, ...], int], ...]]
    level_short: dict[str, tuple[str, int]]
    verbs: Phrases
    careful_verbs: frozenset[str]
    compounds: frozenset[str]
    predicates: frozenset[str]
    clauses: frozenset[str]
    relative: frozenset[str]
    relative_prose: frozenset[str]
    relative_after: frozenset[str]
    joins: frozenset[str]
    inner: frozenset[str]
    nobody: frozenset[str]
    openings: Phrases
    opening_roles: dict[str, str]
    adverbial: Phrases
    label_opens: Phrases
    label_longest: int


def _heads(data: dict[str, Any]) -> dict[str, Head]:
    """Every key with its head; of two for one key the first stands, so that the fuller lists come first."""
    heads: dict[str, Head] = {}
    common = {key_of(name) for name in data["heads"]["common"]}

    def add(key: str, head: Head) -> None:
        heads.setdefault(key, head)

    for word, names in data["fields"].items():
        start, short = key_of(word), data["head_short"].get(word, "").lower()
        for name in names:
            head = Head(f"{word} {name}", "complete", word, loose=bool(_PART.search(name)))
            for key in keys_of(name):
                add(start + key, head)
                if short:
                    add(short + key, head)
    for alias, name in data["alias"].items():
        target = heads.get(key_of(name))
        word = target.word if target else ""
        kind = "named" if name.startswith("Ban Quản lý") else "complete"
        add(key_of(alias), Head(name, kind, word, loose=bool(_PART.search(alias))))
    for kind in ("complete", "named", "capital", "proper", "title"):
        for name in data["heads"][kind]:
            key = key_of(name)
            add(key, Head(name, kind, common=key in common, loose=bool(_PART.search(name))))
    for name in data["heads"]["common"]:
        add(key_of(name), Head(name, "common", common=True))
    return heads


def _levels(data: dict[str, Any]) -> tuple[dict[str, Any], dict[str, tuple[str, int]]]:
    """Level words by their first word, each with its grades as bits (`thành phố` has two)."""
    short = data.pop("short")
    grades: dict[str, int] = {}
    for bit, names in enumerate(data.values()):
        for name in names:
            grades[name] = grades.get(name, 0) | 1 << bit
    table: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for name in sorted(grades, key=len, reverse=True):
        words = tuple(name.split())
        table.setdefault(words[0], []).append((words, grades[name]))
    return {w: tuple(found) for w, found in table.items()}, {s: (name, grades[name]) for s, name in short.items()}


def _repairs(data: dict[str, Any]) -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Names long enough to be known when a word of theirs is misprinted, by their first word.

    The names of a closed list of ministries and departments are known from three words on, others from four.
    """
    table: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    names = [f"{word} {name}" for word, found in data["fields"].items() for name in found]
    for name in (*names, *data["heads"]["complete"], *data["phrases"]["known"]):
        words = tuple(w for w in re.findall(r"\w+", lower(name)) if w != "và")
        if len(words) > 3 or (len(words) == 3 and words[0] in ("sở", "bộ")):
            table.setdefault(words[0], []).append((name, words))
    return {first: tuple(sorted(found, key=lambda f: -len(f[1]))) for first, found in table.items()}


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon of the shipped grammars."""
    agencies, forms, rules = (grammar(n).data for n in ("agencies", "abbreviations", "parties"))
    heads = _heads(agencies)
    short = {s: (key_of(long), lower(long).split()[0], long) for s, long in forms["short"].items()}
    reach: dict[str, int] = {}
    firsts = {key_of(h.name): lower(h.name).split()[0] for h in heads.values()}
    for key, head in heads.items():
        first = lower(head.name).split()[0]
        for start in {first, key} if not key.startswith(first) else {first}:
            reach[start] = max(reach.get(start, 0), len(key))
    for letters in agencies["head_short"].values():
        reach[letters.lower()] = max(map(len, firsts))
    initials = {
        k: name for name in (*agencies["fields"]["Bộ"], *agencies["fields"]["Sở"]) if len(k := [*keys_of(name)][-1]) > 2
    }
    levels, level_short = _levels(dict(agencies["levels"]))
    ends, openings = rules["ends"], rules["openings"]
    roles = dict(openings["roles"])
    return Lexicon(
        heads=heads,
        reach=reach,
        short=short,
        late=forms["late"],
        by_level=forms["by_level"],
        initials=initials,
        fields={word: {key_of(n): n for n in names} for word, names in agencies["fields"].items()},
        lists=frozenset(map(str.lower, agencies["governs"]["list"])),
        bare_lists=frozenset(agencies["governs"]["bare"]),
        units=frozenset(agencies["owned"]["units"]),
        own_separators=frozenset(agencies["own_separators"]["heads"]),
        people=frozenset(agencies["people"]["words"]),
        begins=frozenset(agencies["begins"]["words"]),
        careful_begins=frozenset(agencies["begins"]["careful"]["words"]),
        careful_then=frozenset(agencies["begins"]["careful"]["then"]),
        pairs=frozenset(map(tuple, agencies["compound"]["pairs"])),
        idioms=frozenset(map(tuple, agencies["compound"]["idioms"])),
        repairs=_repairs(agencies),
        proper_short=frozenset(forms["names"]["proper"]),
        levels=levels,
        level_short=level_short,
        verbs=phrases(ends["verbs"]),
        careful_verbs=frozenset(ends["careful"]),
        compounds=frozenset(ends["compounds"]),
        predicates=frozenset(ends["predicates"]),
        clauses=frozenset(ends["clauses"]),
        relative=frozenset(ends["relative"]),
        relative_prose=frozenset(ends["relative_prose"]),
        relative_after=frozenset(ends["relative_after"]),
        joins=frozenset(ends["joins"]),
        inner=frozenset(ends["inner"]),
        nobody=frozenset(rules["nobody"]["words"]),
        openings=phrases((*openings["words"], *roles)),
        opening_roles=roles,
        adverbial=phrases(openings["adverbial"]),
        label_opens=phrases(rules["labels"]["opens"]),
        label_longest=rules["labels"]["longest"],
    )
