"""Where sentences end, and which words ask for more.

In: the words of a line. Out: the stop it ends with; whether it can be the end of a sentence or a heading.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cchc_extract.grammar.load import grammar

_CLOSED = ".;:!?…"
_TAIL = re.compile(r"[\s”\"'’»⁰¹²³⁴⁵⁶⁷⁸⁹]*\Z")  # what may follow a stop: quotes, marks of footnotes


def last_stop(text: str) -> str:
    """The stop that these words end with, before quotes and brackets that close; `""` for none."""
    tail = text[-12:].rstrip()
    if not tail or tail[-1].isalnum():
        return ""
    match = _TAIL.search(tail)
    bare = tail[: match.start()] if match else tail
    last = bare.rstrip(")]")[-1:] if bare[-1:] in ")]" else bare[-1:]
    return last if last and last in _CLOSED else ""


@lru_cache(maxsize=1)
def _dangling() -> re.Pattern[str]:
    words = grammar("structure").data["dangling"]["words"]
    return re.compile(r"(?:\A|[\s(])(?:" + "|".join(map(re.escape, words)) + r")\Z")


def dangles(text: str) -> bool:
    """Do these words end with one that ends no sentence and no heading (`theo tinh thần của`)?"""
    tail = text[-24:]
    return bool(_dangling().search(tail) or (tail.isupper() and _dangling().search(tail.lower())))


@lru_cache(maxsize=1)
def _asking() -> re.Pattern[str]:
    """The words that a figure or a name follows, at the end of a text, and what stands before them."""
    named, figures = grammar("structure").data["named"], grammar("structure").data["figures"]
    kinds = {"figure": figures["words"], "office": named["offices"], "place": named["places"]}
    either = (f"(?P<{kind}>{'|'.join(map(re.escape, words))})" for kind, words in kinds.items())
    return re.compile(rf"(?:\A|(?P<before>\S+(?: \S+)?)?(?:[\s(]|(?<=/)))(?:{'|'.join(either)})\Z")


def completed_by(text: str, following: str) -> bool:
    """Do these words end with one that the next line's figure or name completes (`giao Sở` | `Nội vụ`)?

    Not where they are whole (`Chuyển đổi số`, `các đơn vị trực thuộc Sở`, `UBND các huyện, thành phố`).
    """
    match = _asking().search(text[-40:])
    if match is None:
        return False
    if match["figure"]:
        return following[0].isdecimal() or following[0] in "/…."
    whole = tuple(grammar("structure").data["named"]["whole"])
    if (match["before"] or "").lower().endswith(whole):
        return False
    return match["office"] is not None or opens_with_name(following)


def in_bracket(text: str) -> bool:
    """Is a bracket or a quotation open at the end of these words?"""
    last = max(text.rfind("("), text.rfind("“"), text.rfind("["))
    return last >= 0 and not any(c in text[last:] for c in ")”]")


def asks_for_more(text: str) -> bool:
    """Do these words ask for more: an open bracket, a comma, a hyphen, a word that ends no sentence?"""
    return text[-1] in ",-–/(&+" or in_bracket(text[-400:]) or dangles(text)


@lru_cache(maxsize=1)
def _openers() -> tuple[str, ...]:
    return tuple(grammar("structure").data["openers"]["words"])


def opens_paragraph(text: str) -> bool:
    """Do these words open a paragraph wherever they stand (`Trên đây là …`)?"""
    return text.startswith(_openers())


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    return frozenset(grammar("structure").data["heads"]["words"])


def opens_with_name(text: str) -> bool:
    """Do these words open within a proper name (`Quảng | Ninh`), as the rest of a broken sentence may?

    A sentence has one capital at its start; agencies, which open sentences too, are not counted.
    """
    first, _, rest = text.partition(" ")
    return (
        first[:1].isupper() and not first.isupper() and first not in _heads() and rest[:1].isupper()
        and not rest.split(" ", 1)[0].isupper()
    )  # fmt: skip


@lru_cache(maxsize=1)
def _numbered() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = grammar("structure").data["numbered"]["words"]
    return tuple((word, re.compile(number)) for word, number in table.items())


def parts_number(before: str, after: str) -> bool:
    """Does a sentence break between a word and its number (`so với năm` | `2022; …`, `quý` | `IV/2025`)?"""
    tail = before[-12:].lower()
    for word, number in _numbered():
        if tail.endswith(word) and not tail[: -len(word)][-1:].isalnum() and number.match(after):
            return True
    return False
