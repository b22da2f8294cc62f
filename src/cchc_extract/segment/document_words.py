"""`grammars/document.toml`, ready for use: rules by name, type words, agencies, provinces.

Nothing here reads a document; the functions answer what one line or one name is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cchc_extract.grammar.load import Rule, grammar
from cchc_extract.model.span import Span

_LED = re.compile(
    r"(?<!\w)(?:tỉnh|thành phố|TP\.?)\s?(?P<name>[^\W\d_]+(?:(?:\s?[-–]\s?|\s)[^\W\d_]+){0,4})", re.I
)
_LEVEL = re.compile(r"^(?:tỉnh|thành phố|tp\.?)\s*", re.I)
_SPACED_DASH = re.compile(r"\s*[-–]\s*")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The grammar's word lists. `types` are (type word, kind), the longest first."""

    rules: dict[str, Rule]
    types: tuple[tuple[str, str], ...]
    lists: dict[str, tuple[str, ...]]
    label: re.Pattern[str]
    name: re.Pattern[str]
    cased: dict[str, list[tuple[str, str]]]
    provinces: dict[str, str]
    cities: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """The words of a document's opening and closing."""
    source = grammar("document")
    words, agency, provinces = source.data["words"], source.data["agency"], source.data["provinces"]
    kinds = {"plan": "plan", "report": "report", "promulgating": "promulgating", "other": "other"}
    types = [(word, kind) for name, kind in kinds.items() for word in words[name]]
    names = dict.fromkeys(provinces["until_2025"] + provinces["since_2025"])
    fields = grammar("citations").data["names"]["fields"]
    cased: dict[str, list[tuple[str, str]]] = {}
    for name in sorted([*agency["cased"], *names, *fields, *agency["levels"]], key=len, reverse=True):
        cased.setdefault(name.split()[0].lower(), []).append((name.lower(), name))
    return Vocabulary(
        rules={rule.id.removeprefix("document."): rule for rule in source.rules},
        types=tuple(sorted(types, key=lambda x: len(x[0]), reverse=True)),
        lists={
            **{name: tuple(words[name]) for name in words},
            **{name: tuple(agency[name]) for name in agency},
            "posts": tuple(source.data["signer"]["posts"]),
        },
        label=re.compile(source.macros["label"]),
        name=re.compile(source.data["signer"]["degrees"] + r"(?P<name>[^\W\d_]+(?:[ ’'][^\W\d_]+){1,5})"),
        cased=cased,
        provinces={name.lower(): name for name in names}
        | {wrong.lower(): name for wrong, name in provinces["spellings"].items()},
        cities=frozenset(provinces["cities"]),
    )


def rule_match(name: str, text: str) -> re.Match[str] | None:
    """The match of a rule at the beginning of a line, or of all of it where the rule is for whole lines."""
    rule = vocabulary().rules[name]
    low = text.lower()
    if rule.keywords and not any(word in low for word in rule.keywords):
        return None
    return rule.regex.fullmatch(text) if rule.emits.get("whole") else rule.regex.match(text)


def opens_with(text: str, words: tuple[str, ...]) -> bool:
    """Whether a line begins with one of the words, as they are cased."""
    return any(text.startswith(w) and not text[len(w) : len(w) + 1].isalnum() for w in words)


def labelled(text: str) -> bool:
    """Whether a line begins with a heading's or an item's label."""
    return vocabulary().label.match(text) is not None


def type_of(text: str) -> tuple[str, str] | None:
    """The type word that a line in capitals opens with, and its kind: `KẾ HOẠCH` of `KẾ HOẠCH Tuyên truyền`."""
    for word, kind in vocabulary().types:
        if text.startswith(word) and not text[len(word) : len(word) + 1].isalnum():
            return word, kind
    return None


def proper_case(name: str) -> str:
    """An agency's name in its official case, where it is printed in capitals; else as it is.

    `SỞ NỘI VỤ TỈNH HÀ NAM` is `Sở Nội vụ tỉnh Hà Nam`. A word after tỉnh, huyện, xã … is a place's.
    """
    if not name.isupper():
        return name
    words, low, out, at, place = vocabulary(), name.lower(), [], 0, False
    while at < len(name):
        found = next((c for c in words.cased.get(_first(low, at), ()) if _stands(low, at, c[0])), None)
        if found is not None:
            out.append(found[1])
            at += len(found[0])
            place = found[1] in words.lists["levels"]
            continue
        end = at + (len(_first(low, at)) or 1)
        piece = low[at:end]
        known = _is_acronym(name[at:end])
        out.append(name[at:end] if known else piece.capitalize() if place else piece)
        at = end
    cased = "".join(out)
    return cased[:1].upper() + cased[1:]


def _first(low: str, at: int) -> str:
    end = at
    while end < len(low) and low[end].isalnum():
        end += 1
    return low[at:end]


def _stands(low: str, at: int, phrase: str) -> bool:
    end = at + len(phrase)
    return low.startswith(phrase, at) and not low[end : end + 1].isalnum()


def _is_acronym(word: str) -> bool:
    """A word in capitals without a vowel is an abbreviation: UBND, TNHH."""
    return len(word) > 1 and not re.search(r"[^BCDĐGHKLMNPQRSTVXWZFJ]", word)


def provinces_named(text: str) -> Iterator[tuple[str, Span]]:
    """The provinces that a text names after tỉnh or thành phố, each with its place in the text."""
    for match in _LED.finditer(text):
        if match["name"][0].isupper():
            words = _SPACED_DASH.sub(" - ", match["name"]).lower().split()
            for count in range(len(words), 0, -1):
                if (name := vocabulary().provinces.get(" ".join(words[:count]))) is not None:
                    yield name, match.span()
                    break


def province_at(place: str) -> str | None:
    """The province that a place is: `Hà Nam`, `TP. Hồ Chí Minh`; None for a district or a commune."""
    return vocabulary().provinces.get(_SPACED_DASH.sub(" - ", _LEVEL.sub("", place)).lower().strip())
