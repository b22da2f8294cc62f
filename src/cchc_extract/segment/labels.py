"""Labels: the number, letter or bullet that a paragraph opens with.

In: the words of a paragraph. Out: a `Label`, or None. Knows nothing of the paragraphs around it: whether `V.` is the
fifth section or somebody's initial is for the outline to say.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from cchc_extract.grammar.load import Rule, grammar

_ROMAN = {"I": 1, "V": 5, "X": 10}
_PROPER_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})\Z")
_BRACKETED = re.compile(r"\([^()]*\)?")
_HASHES = re.compile(r"#{1,6}\s+(?=\S)")  # a Markdown heading
_OPENING = "\"'“‘«(["


class Label(NamedTuple):
    """A label read: `text` without closing point or bracket, its style and Akoma Ntoso kind.

    `value` counts within the list (0 for a bullet and for an annex without a number), `prefix` is the part of a
    dotted number before its last point, `end` where the words after the label begin.
    """

    text: str
    style: str
    kind: str
    value: int
    end: int
    prefix: str = ""


def roman_value(numeral: str) -> int | None:
    """`XIV` → 14; None for what is no Roman number up to 39."""
    if not numeral or not _PROPER_ROMAN.match(numeral):
        return None
    values = [_ROMAN[c] for c in numeral]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def is_capitals(text: str) -> bool:
    """Is this set in capitals, brackets aside? At least two words or six letters of them."""
    if text.isupper():
        bare = text
    elif text[:1].islower() or not any(c.isupper() for c in text[1:12]):
        return False
    else:
        bare = _BRACKETED.sub("", text) if "(" in text else text
    letters = sum(map(str.isalpha, bare))
    if letters < 4 or sum(map(str.isupper, bare)) < 0.85 * letters:
        return False
    return letters >= 6 or len(bare.split()) >= 2


@lru_cache(maxsize=1)
def _rules() -> tuple[Rule, ...]:
    return tuple(rule for rule in grammar("structure").rules if rule.id.startswith("label."))


@lru_cache(maxsize=1)
def _words() -> tuple[str, ...]:
    """The words that labels such as `Điều 1` begin with."""
    return tuple({k.split()[0] for rule in _rules() for k in rule.keywords})


def _may_open(text: str) -> bool:
    """Cheap and sound: False only for text that no label rule matches, as most lines of prose."""
    if len(text) < 3 or not (text[0].isalpha() and text[1].isalpha() and text[2].isalpha()):
        return True
    return text[0] in "IVXivx" or text[:8].lower().startswith(_words())


def _number(numeral: str, counts: str) -> int | None:
    if counts == "letter":
        lists = grammar("structure").data
        low = numeral.lower()
        return (lists["letters"].find(low) + 1) or (lists["latin"].find(low) + 1) or None
    if numeral.isdecimal():
        return int(numeral)
    if (value := roman_value(numeral.upper() if counts == "roman" else numeral)) is not None:
        return value
    if counts != "any":
        return None
    ordinal: int | None = grammar("structure").data["ordinals"].get(numeral.lower())
    if ordinal is None and len(numeral) == 1:
        return _number(numeral, "letter")
    return ordinal


def _may_follow(rest: str, opens: str) -> bool:
    """May these words follow a label that no point or bracket closes?"""
    line = rest.split("\n", 1)[0]
    if opens == "capitals":
        return line[0] == "(" or is_capitals(line)
    return opens == "capital" and (line[0].isupper() or line[0] in _OPENING)


def _read(rule: Rule, text: str, start: int) -> Label | None:
    match = rule.regex.match(text, start)
    if match is None:
        return None
    groups, emits = match.groupdict(), rule.emits
    label, rest = groups["label"] or groups.get("label2") or "", text[match.end() :]
    if rest and "stop" in groups and not groups["stop"] and not groups.get("label2"):
        on_its_own_line = "\n" in text[start : match.end()]
        if not on_its_own_line and not _may_follow(rest, emits.get("open", "")):
            return None
    style, numeral, prefix = emits["style"], groups.get("number") or label, ""
    if style == "bullet":
        return Label("-", _bullet(label), emits["kind"], 0, match.end())
    if emits["numeral"] == "dotted":
        prefix, _, numeral = numeral.rpartition(".")
        style = f"dotted.{prefix.count('.') + 2}"
    elif style == "attachment" and not groups["number"]:
        numeral = "0"
    elif style == "attachment":
        numeral = re.split(r"[.-]", numeral)[0].rstrip("abcdefghđ") or numeral
    value = _number(numeral, "arabic" if prefix else emits["numeral"])
    return None if value is None else Label(label, style, emits["kind"], value, match.end(), prefix)


def _bullet(mark: str) -> str:
    if mark in "-–—−‒":
        return "bullet.-"
    return f"bullet.{mark}" if mark in "+*" else "bullet.o"


def read_label(text: str) -> Label | None:
    """The label that these words open with; of several that fit, the grammar's first."""
    if not text or not _may_open(text):
        return None
    start = hashes.end() if text[0] == "#" and (hashes := _HASHES.match(text)) else 0
    low = text[start : start + 12].lower()
    for rule in _rules():
        if rule.keywords and not low.startswith(rule.keywords):
            continue
        if label := _read(rule, text, start):
            return label
    return None


@lru_cache(maxsize=1)
def _ranks() -> dict[str, int]:
    return {style: rank for rank, style in enumerate(grammar("structure").data["ranks"])}


def rank(style: str) -> int:
    """How high a style usually stands; 0 is the highest."""
    return _ranks().get(style, len(_ranks()))


def follows(before: Label, after: Label) -> bool:
    """Is `after` the next of the list that `before` is in?"""
    if before.style != after.style or before.prefix != after.prefix:
        return False
    if before.style.startswith("bullet") or after.value == before.value + 1:
        return True
    if before.style != "letter" or len(before.text) != 1 or len(after.text) != 1:
        return False
    latin: str = grammar("structure").data["latin"]
    return 0 <= latin.find(before.text) == latin.find(after.text) - 1
