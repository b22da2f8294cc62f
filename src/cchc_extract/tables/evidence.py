"""Whether a piece of a cell is the rest of the cell above it or a cell of its own: the evidence of its words.

Enters: the words of both and the column's role. Leaves: a number, positive where the piece goes on. Never decides.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cchc_extract.grammar import grammar

LIST_ROLES = frozenset({"lead", "coordinating", "implementing", "deliverable", "deadline", "activity"})
_BULLET = re.compile(r"[-–+•*]\s?\w|[a-zđ]\)\s")
_CODED = re.compile(r"\d+(?:\.\d+)+\.?\s|\d+[.)]\s")
_WORD = re.compile(r"[^\W\d_]+")
_NUMERAL = re.compile(r"\d|[IVX]+\b(?!\.)")


@lru_cache(maxsize=1)
def lexicon() -> dict[str, frozenset[str]]:
    """The word lists of `grammars/tables.toml`."""
    return {name: frozenset(words) for name, words in grammar("tables").data["lexicon"].items()}


@lru_cache(maxsize=4096)
def reads(kind: str, text: str) -> bool:
    """Whether a rule of `grammars/tables.toml` of a kind (`table.end`, `row.total`) reads a whole text."""
    return any(r.regex.fullmatch(text) for r in grammar("tables").rules if r.id.startswith(kind))


def _opens(text: str, openers: str) -> bool:
    """Whether a cell begins with one of the words (one or two) that a lexicon lists."""
    words = _WORD.findall(text.lower())[:3]
    return any(" ".join(words[:n]) in lexicon()[openers] for n in (1, 2, 3))


def left_open(text: str) -> bool:
    """Whether a cell stops before its end: at a comma, a hyphen, inside brackets, or at a word that wants another."""
    text = text.rstrip()
    if not text or text[-1] in ",-–/(+&":
        return bool(text)
    if text.count("(") > text.count(")") or text.count("“") > text.count("”"):
        return True
    return text[-1].isalpha() and text.split()[-1].lower() in lexicon()["open_words"]


def opens(text: str, role: str) -> bool:
    """Whether a text begins as a cell of a role does: an agency, a deadline."""
    return role in OPENERS and _opens(text, OPENERS[role])


def wants_number(text: str) -> bool:
    """Whether a cell stops before a number (`ngày`, `năm`)."""
    words = text.split()
    return bool(words) and words[-1].lower() in lexicon()["open_units"]


OPENERS = {
    "lead": "party_openers",
    "coordinating": "party_openers",
    "implementing": "party_openers",
    "deadline": "deadline_openers",
}


def evidence(text: str, above: str, role: str) -> float:
    """How much a cell looks like the rest of the one above it (positive) or like a cell of its own (negative)."""
    openers = OPENERS.get(role)
    opening = opens(text, role)
    if role == "deadline" and _NUMERAL.match(text):
        return 3.0 if wants_number(above) else -1.0
    if openers and f"{above.split()[-1]} {text.split()[0]}".lower() in lexicon()[openers]:
        return 3.0  # `Văn` + `phòng UBND tỉnh`
    unfinished = 3.0 if role in LIST_ROLES and above[-1] == ";" else 2.0 if left_open(above) else 0.0
    if text[0] in ").,;:/”" or (text[0].islower() and not _CODED.match(text)):
        return (1.0 if opening else 3.0) + unfinished
    if _BULLET.match(text):
        return unfinished or (0.0 if role in LIST_ROLES else -1.0)
    score = unfinished or (-1.0 if above[-1] in ".;" else 0.0)
    if openers:
        return score + (-2.0 if opening else 2.0 if role != "deadline" else 1.0)
    if text[0].isdigit() and unfinished:
        return 3.0
    return score + (-2.0 if role in ("value", "budget") else -1.0)
