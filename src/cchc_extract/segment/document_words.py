"""`grammars/document.toml`, ready for use: rules by name, type words, agencies, provinces.

Nothing here reads a document; the functions answer what one line or one name is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from cchc_extract.grammar.load import Rule, grammar
from cchc_extract.model.span import Span

_LED = re.compile(r"(?<!\w)(?:tỉnh|thành phố|TP\.?)\s?(?P<name>[^\W\d_]+(?:(?:\s?[-–]\s?|\s)[^\W\d_]+){0,4})", re.I)
_LEVEL = re.compile(r"^(?:tỉnh|thành phố|tp\.?)\s*", re.I)
_PRINTED = re.compile(r"(?<!\w)tỉnh\s(?:[uủ][yỷ]\s)?(?P<name>[^\W\d_]+(?:\s[^\W\d_]+){0,3})", re.I)
_SURE = 7  # letters of a name in which one may be wrong
_SPACED_DASH = re.compile(r"\s*[-–]\s*")
_APOSTROPHES = ("'", "’", "ʼ", "‘")


class Vocabulary(NamedTuple):
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
    cased: dict[str, list[tuple[str, str]]] = {}
    for name in sorted({*_agencies(), *agency["cased"], *names, *agency["levels"]}, key=lambda x: (-len(x), x)):
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
        name=re.compile(source.data["signer"]["degrees"] + r"(?P<name>[^\W\d_]+(?:(?: |[’'ʼ‘] ?)[^\W\d_]+){1,5})"),
        cased=cased,
        provinces={name.lower(): name for name in names}
        | {wrong.lower(): name for wrong, name in provinces["spellings"].items()},
        cities=frozenset(provinces["cities"]),
    )


def _agencies() -> Iterator[str]:
    """The names of agencies in their official case: whole ones, and each head with each of its fields."""
    known = grammar("agencies").data
    yield from grammar("citations").data["names"]["fields"]
    for group in ("complete", "named", "title"):
        yield from known["heads"][group]
    for head, fields in known["fields"].items():
        yield from (f"{head} {field}" for field in fields)


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
    """An agency's name in its official case, where it is printed in capitals and every word of it is known; else as
    it is: small letters would lose the capitals of a name within (`BỆNH VIỆN ĐA KHOA ĐÔNG HẢI`).

    `SỞ NỘI VỤ TỈNH HÀ NAM` is `Sở Nội vụ tỉnh Hà Nam`. A word after tỉnh, huyện, xã … is a place's.
    """
    if not name.isupper():
        return name
    words, low, out, at, place = vocabulary(), plain_tones(name.lower()), [], 0, False
    while at < len(name):
        found = next((c for c in words.cased.get(_first(low, at), ()) if _stands(low, at, c[0])), None)
        if found is not None:
            printed = name[at : at + len(found[0])]
            out.append("".join(c if o.isupper() else c.lower() for c, o in zip(printed, found[1], strict=True)))
            at += len(found[0])
            place = found[1] in words.lists["levels"]
            continue
        word = _first(low, at)
        end = at + (len(word) or 1)
        piece = name[at:end]
        if word and not (place or _is_acronym(piece) or word in words.lists["small"] or word.isdecimal()):
            return name
        begins = place and name[at - 1 : at] not in _APOSTROPHES  # `Cư M’gar`
        out.append(piece if _is_acronym(piece) else piece.capitalize() if begins else piece.lower())
        at = end
    cased = "".join(out)
    return cased[:1].upper() + cased[1:]


@cache
def _tones() -> re.Pattern[str]:
    return re.compile("u[ỳýỷỹỵ]|o[àáảãạèéẻẽẹ]")


def plain_tones(low: str) -> str:
    """Small letters with the tone on the first vowel of oa, oe, uy, of the same length: `uỷ`, `hoà` are `ủy`, `hòa`.

    Both are right; after `q` there is one way only.
    """
    return _tones().sub(_on_first, low)


def _on_first(match: re.Match[str]) -> str:
    if match.start() and match.string[match.start() - 1] == "q":
        return match[0]
    apart = unicodedata.normalize("NFD", match[0][1])
    return unicodedata.normalize("NFC", match[0][0] + apart[1:]) + apart[0]


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
            words = plain_tones(_SPACED_DASH.sub(" - ", match["name"]).lower()).split()
            for count in range(len(words), 0, -1):
                if (name := vocabulary().provinces.get(" ".join(words[:count]))) is not None:
                    yield name, match.span()
                    break


def province_at(place: str) -> str | None:
    """The province that a place is: `Hà Nam`, `TP. Hồ Chí Minh`; None for a district or a commune."""
    return vocabulary().provinces.get(plain_tones(_SPACED_DASH.sub(" - ", _LEVEL.sub("", place)).lower().strip()))


def province_printed(text: str) -> tuple[str, bool] | None:
    """The province that a line prints after `tỉnh` and that no list has, and whether it is the misprint of one.

    `TỈNH THÁI NGUYỄN` is (`Thái Nguyên`, True), `TỈNH SÔNG VÀNG` (`Sông Vàng`, False).
    """
    words = vocabulary()
    match = _PRINTED.search(text)
    if match is None:
        return None
    stops, found = words.lists["after_province"] + words.lists["heads"], []
    for word in match["name"].split():
        if not word[0].isupper() or word.upper() in stops:
            break
        found.append(word)
    for count in range(len(found), 0, -1):
        if (name := _misprinted(" ".join(found[:count]))) is not None:
            return name, True
    if len(found) < 2:
        return None
    return " ".join(word.capitalize() if word.isupper() else word for word in found), False


def _base(name: str) -> str:
    """What of a name is left where tones, marks and the letters c and k, i and y are often mistaken for each other."""
    letters = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return "".join(c for c in letters if "a" <= c <= "z").replace("c", "k").replace("y", "i")


@cache
def _bases() -> dict[str, str]:
    return {_base(name): name for name in vocabulary().provinces.values()}


def _misprinted(name: str) -> str | None:
    base = _base(name)
    if (found := _bases().get(base)) is not None or len(base) < _SURE:
        return found
    near = {official for known, official in _bases().items() if _is_near(base, known)}
    return near.pop() if len(near) == 1 else None


def _is_near(a: str, b: str) -> bool:
    """Whether two words differ in one letter at most: another one, one too many, one too few, two turned round."""
    a, b = sorted((a, b), key=len)
    start = next((i for i, c in enumerate(a) if c != b[i]), len(a))
    rest, other = a[start:], b[start:]
    if len(a) == len(b):
        return rest[1:] == other[1:] or (rest[1::-1] == other[:2] and rest[2:] == other[2:])
    return len(b) == len(a) + 1 and rest == other[1:]
