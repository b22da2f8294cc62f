"""The agencies of the grammars, ready to be looked up. What enters: `agencies.toml`, `abbreviations.toml`,
`parties.toml`; what leaves: one immutable `Lexicon`, built when first asked for. It reads no text of a document.

Lookup is by *key*: a name in small letters without spaces, separators and `và`, so that `Văn hóa - Thể thao và Du
lịch` and `Văn hóa, Thể thao và Du lịch` are one; a name of several parts has a key for each choice of initials
(`laođộngtbxh`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import product
from typing import Any, NamedTuple

from cchc_extract.grammar import grammar

_PART = r", | - | và "
_APART = r"[^\w]+|\bvà\b"
_TONE = r"o[àáảãạèéẻẽẹ](?!\w)|(?<!q)u[ỳýỷỹỵ](?!\w)"  # `hoà`, `uỷ`, but not `hoàn`, `quý`
_NEW_STYLE = ("oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ")
_OLD_STYLE = ("òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy")
_OLD_OF = dict(zip(_NEW_STYLE, _OLD_STYLE, strict=True))

Repair = tuple[str, tuple[str, ...], bool]  # a name, its words, whether it is of a closed list
Phrases = dict[str, tuple[tuple[str, ...], ...]]


class Head(NamedTuple):
    """What a name begins with, or all of it.

    `kind`: complete, named, capital, place, proper, title, common; `word` is the head of a closed list of names (`Sở`),
    `""` for none; `common` says that it is also a kind of agency (`sở, ban, ngành`); `loose` that separators may
    stand inside; `verbal` that the name is also a verb and its head alone the issuer (`Bộ Xây dựng`).
    """

    name: str
    kind: str
    word: str = ""
    common: bool = False
    loose: bool = False
    verbal: bool = False


class Agencies(NamedTuple):
    """`agencies.toml`. `heads` by key; `reach`: the longest key that begins with a syllable; level words by their
    first word, each with its grades as bits (`thành phố` has two)."""

    heads: dict[str, Head]
    reach: dict[str, int]
    lists: frozenset[str]
    bare_lists: frozenset[str]
    units: frozenset[str]
    owned: frozenset[tuple[str, str]]
    own_separators: frozenset[str]
    endings: dict[str, list[str]]
    seeds: tuple[str, ...]
    people: frozenset[str]
    awaiting: frozenset[str]
    vocabulary: frozenset[str]
    begins: frozenset[str]
    careful_begins: frozenset[str]
    careful_then: frozenset[str]
    parted_names: frozenset[str]
    offices: frozenset[str]
    houses: tuple[str, ...]
    pairs: frozenset[tuple[str, str]]
    idioms: frozenset[tuple[str, str]]
    no_owner: frozenset[str]
    repairs: dict[str, tuple[Repair, ...]]
    levels: dict[str, tuple[tuple[tuple[str, ...], int], ...]]
    level_short: dict[str, tuple[str, int]]


class Abbreviations(NamedTuple):
    """`abbreviations.toml`. `short`: letters → key, first syllable, expansion; `initials`: those of a ministry's or
    department's whole name."""

    short: dict[str, tuple[str, str, str]]
    late: dict[str, str]
    by_level: dict[str, dict[str, str]]
    initials: dict[str, str]
    proper: frozenset[str]


class Wording(NamedTuple):
    """`parties.toml`: where a name ends and what is no part of one."""

    verbs: Phrases
    careful_verbs: frozenset[str]
    settled_verbs: frozenset[str]
    compounds: frozenset[str]
    predicates: frozenset[str]
    clauses: frozenset[str]
    relative: frozenset[str]
    relative_prose: frozenset[str]
    relative_after: frozenset[str]
    managing: frozenset[str]
    entrusted: Phrases
    entrusted_with: Phrases
    which: Phrases
    which_clause: frozenset[str]
    had: Phrases
    joins: Phrases
    inner: frozenset[str]
    nobody: frozenset[str]
    openings: Phrases
    opening_roles: dict[str, str]
    assigns: frozenset[str]
    adverbial: Phrases
    loose_adverbial: frozenset[str]
    label_opens: Phrases
    label_longest: int


class Lexicon(NamedTuple):
    """All that is known of parties."""

    agencies: Agencies
    abbreviations: Abbreviations
    wording: Wording


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern, compiled when first needed."""
    return re.compile(pattern)


def lower(text: str) -> str:
    """Small letters of the same length, the tone of `oà`, `uý` where `òa`, `úy` have it, `ð` as `đ`."""
    low = text.lower()
    if len(low) != len(text):  # a capital whose small letter is two (`İ`)
        low = "".join(c if len(d := c.lower()) != 1 else d for c in text)
    return compiled(_TONE).sub(lambda m: _OLD_OF[m.group()], low).replace("ð", "đ")


def key_of(name: str) -> str:
    """The key of a name written out."""
    return compiled(_APART).sub("", lower(name))


def keys_of(name: str) -> Iterator[str]:
    """The keys of a name: each part written out or as its initials, all initials last."""
    parts = [(key_of(p), lower("".join(w[0] for w in p.split()))) for p in compiled(_PART).split(name)]
    return ("".join(choice) for choice in product(*parts))


def phrases(entries: Iterable[str]) -> Phrases:
    """Phrases by their first word, the longest first; a comma is a word."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted((tuple(lower(e).replace(",", " ,").split()) for e in entries), key=len, reverse=True):
        table.setdefault(words[0], []).append(words)
    return {first: tuple(found) for first, found in table.items()}


def _heads(data: dict[str, Any]) -> dict[str, Head]:
    """Every key with its head; of two for one key the first stands, so the fuller lists come first."""
    heads: dict[str, Head] = {}
    common = {key_of(name) for name in data["heads"]["common"]}
    for word, names in data["fields"].items():
        starts = [key_of(word), *(s.lower() for s in data["head_short"].get(word, ()))]
        for name in names:
            verbal = word in data["governs"]["issuers"] and lower(name) in data["governs"]["verbal"]
            head = Head(f"{word} {name}", "complete", word, loose=True, verbal=verbal)
            for key in keys_of(name):
                for start in starts:
                    heads.setdefault(start + key, head)
    for alias, name in data["alias"].items():
        target = heads.get(key_of(name))
        kind = "named" if name in data["heads"]["named"] else "complete"
        head = Head(name, kind, target.word if target else "", loose=bool(target or compiled(_PART).search(alias)))
        heads.setdefault(key_of(alias), head)
    for kind in ("complete", "named", "capital", "place", "proper", "title", "common"):
        for name in data["heads"][kind]:
            key = key_of(name)
            heads.setdefault(key, Head(name, kind, common=key in common, loose=bool(compiled(_PART).search(name))))
    return heads


def _reach(heads: dict[str, Head], short: dict[str, list[str]]) -> dict[str, int]:
    reach: dict[str, int] = {}
    seeds = {head.word: key_of(head.word) for head in heads.values() if " " in head.word}  # `các Chi cục: Thuế, …`
    for key, head in heads.items():
        first = lower(head.name).split(maxsplit=1)[0]
        start = first if key.startswith(first) else key  # initials grown together (`snv`)
        for begins in (start, seeds.get(head.word, start)):
            reach[begins] = max(reach.get(begins, 0), len(key))
    return reach | {letters.lower(): max(map(len, heads)) for letter_list in short.values() for letters in letter_list}


def _levels(data: dict[str, Any]) -> tuple[dict[str, Any], dict[str, tuple[str, int]]]:
    grades: dict[str, int] = {}
    for bit, level in enumerate(("province", "district", "commune", "hamlet")):
        for name in data[level]:
            grades[name] = grades.get(name, 0) | 1 << bit
    table: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for name in sorted(grades, key=len, reverse=True):
        words = tuple(lower(name).split())
        table.setdefault(words[0], []).append((words, grades[name]))
    by_first = {first: tuple(found) for first, found in table.items()}
    return by_first, {letters: (name, grades[name]) for letters, name in data["short"].items()}


def _repairs(data: dict[str, Any]) -> dict[str, tuple[Repair, ...]]:
    """Names long enough to be known when a word of theirs is misprinted, by their first word: those of ministries
    and departments from three words on, others from four."""
    table: dict[str, list[Repair]] = {}
    names = [(f"{word} {name}", word in ("Sở", "Bộ")) for word, found in data["fields"].items() for name in found]
    names += [(name, False) for name in data["heads"]["complete"]]
    names += [(name, True) for name in data["phrases"]["known"]]
    for name, closed in names:
        words = tuple(w for w in compiled(r"\w+").findall(lower(name)) if w != "và")
        if len(words) > 3 or (len(words) == 3 and closed):
            table.setdefault(words[0], []).append((name, words, closed))
    return {first: tuple(sorted(found, key=lambda f: -len(f[1]))) for first, found in table.items()}


def _agencies(data: dict[str, Any]) -> Agencies:
    heads, (levels, level_short) = _heads(data), _levels(data["levels"])
    return Agencies(
        heads=heads,
        reach=_reach(heads, data["head_short"]),
        lists=frozenset(map(lower, data["governs"]["list"])),
        bare_lists=frozenset(data["governs"]["bare"]),
        units=frozenset(data["owned"]["units"]),
        owned=frozenset(map(tuple, data["owned"]["pairs"])),
        own_separators=frozenset(data["own_separators"]["heads"]),
        endings=data["endings"],
        seeds=tuple(key_of(word) for word in data["fields"]),
        people=frozenset(data["people"]["words"]),
        awaiting=frozenset(data["people"]["awaiting"]),
        vocabulary=frozenset(w for head in heads.values() for w in lower(head.name).split()),
        begins=frozenset(data["begins"]["words"]),
        careful_begins=frozenset(data["begins"]["careful"]),
        careful_then=frozenset(data["begins"]["then"]),
        parted_names=frozenset(data["parted"]["heads"]),
        offices=frozenset(data["parted"]["offices"]),
        houses=tuple(data["houses"]["kinds"]),
        pairs=frozenset(map(tuple, data["compound"]["pairs"])),
        idioms=frozenset(map(tuple, data["compound"]["idioms"])),
        no_owner=frozenset(data["compound"]["no_owner"]),
        repairs=_repairs(data),
        levels=levels,
        level_short=level_short,
    )


def _abbreviations(data: dict[str, Any], fields: dict[str, list[str]]) -> Abbreviations:
    return Abbreviations(
        short={s: (key_of(long), lower(long).split()[0], long) for s, long in data["short"].items()},
        late=data["late"],
        by_level=data["by_level"],
        initials={key: name for name in (*fields["Bộ"], *fields["Sở"]) if len(key := [*keys_of(name)][-1]) > 2},
        proper=frozenset(data["names"]["proper"]),
    )


def _wording(data: dict[str, Any]) -> Wording:
    ends, openings, labels = data["ends"], data["openings"], data["labels"]
    roles = dict(openings["roles"])
    return Wording(
        verbs=phrases(ends["verbs"] + ends["settled"]),
        careful_verbs=frozenset(ends["careful"] + ends["settled"]),
        settled_verbs=frozenset(ends["settled"]),
        compounds=frozenset(ends["compounds"]),
        predicates=frozenset(ends["predicates"]),
        clauses=frozenset(ends["clauses"]),
        relative=frozenset(ends["relative"]),
        relative_prose=frozenset(ends["relative_prose"]),
        relative_after=frozenset(ends["relative_after"]),
        managing=frozenset(ends["managing"]),
        entrusted=phrases(ends["entrusted"]),
        entrusted_with=phrases(ends["entrusted_with"]),
        which=phrases(ends["which"]),
        which_clause=frozenset(ends["which_clause"]),
        had=phrases(ends["had"]),
        joins=phrases(ends["joins"]),
        inner=frozenset(ends["inner"]),
        nobody=frozenset(data["nobody"]["words"]),
        openings=phrases((*openings["words"], *roles)),
        opening_roles={lower(phrase).replace(",", " ,"): role for phrase, role in roles.items()},
        assigns=frozenset(openings["assigns"]),
        adverbial=phrases(openings["adverbial"]),
        loose_adverbial=frozenset(openings["loose"]),
        label_opens=phrases(labels["opens"]),
        label_longest=labels["longest"],
    )


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon of the shipped grammars."""
    agencies = grammar("agencies").data
    return Lexicon(
        _agencies(agencies),
        _abbreviations(grammar("abbreviations").data, agencies["fields"]),
        _wording(grammar("parties").data),
    )
