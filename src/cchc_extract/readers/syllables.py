"""The form of a Vietnamese word: what tells Vietnamese text from the same bytes in another encoding.

In: a word in NFC. Out: whether it could be a Vietnamese syllable. Looks only at letters, tones and case; knows no word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from cchc_extract.grammar.load import grammar

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_STOPPED = re.compile("(?:c|ch|p|t)$")
_TONES_OF_STOPPED = "\u0301\u0323"  # sắc and nặng
_SHAPED = "ăâêôơư"
_VOWELS = f"[aeiouy{_SHAPED}]"
_NUCLEUS = re.compile(f"(?:qu|gi(?={_VOWELS})|[^aeiouy{_SHAPED}]*)({_VOWELS}+)")
_TWO_STYLES = ("oa", "oe", "uy")
_KNOWN = 1 << 15  # more words than any document has


@lru_cache(_KNOWN)
def is_syllable(word: str) -> bool:
    """`hoạch`, `Kế`, `THỦ`: not `hoàc` (no such tone), `nghan`, `vÒ` (its case), `ngừơi` (the tone's place)."""
    if not (word.islower() or word.isupper() or word[1:].islower()):
        return False
    low = word.lower()
    tones = [(at, mark) for at, letter in enumerate(low) for mark in _TONES.findall(_parted(letter))]
    bare = unicodedata.normalize("NFC", _TONES.sub("", _parted(low)))
    if len(tones) > 1 or len(bare) != len(low) or not _form().fullmatch(bare):
        return False
    stopped = _STOPPED.search(bare) is not None
    if not tones:
        return word.isascii() or not stopped
    ((at, mark),) = tones
    return at in _places_of_tone(bare) and (not stopped or mark in _TONES_OF_STOPPED)


def _places_of_tone(bare: str) -> range:
    """The letters that may carry the tone: `biện`, `thước`, `hoàn`, `của`, `ngoài`; `hoà` and `hòa` are two styles."""
    nucleus = _NUCLEUS.match(bare)
    if nucleus is None:
        return range(0)
    start, end = nucleus.span(1)
    for at in range(end - 1, start - 1, -1):
        if bare[at] in _SHAPED:
            return range(at, at + 1)
    if nucleus[1] in _TWO_STYLES and end == len(bare):
        return range(start, end)
    at = end - 1 if end < len(bare) else start + (end - start) // 3
    return range(at, at + 1)


def _parted(letters: str) -> str:
    return unicodedata.normalize("NFD", letters)


@cache
def common_words() -> frozenset[str]:
    """Syllables that most Vietnamese texts have, in small letters."""
    return frozenset(grammar("encodings").data["common"]["words"].split())


@cache
def _form() -> re.Pattern[str]:
    parts = {name: "|".join(words.split()) for name, words in grammar("encodings").data["syllable"].items()}
    after_g = "i|ia|im|in|ip|iêc|iêng|iêt"  # `gì`, `giếng`: one letter i for onset and rhyme
    return re.compile(
        f"(?:(?:{parts['any']})?(?:{parts['front']}|{parts['back']})|(?:{parts['before_front']})(?:{parts['front']})"
        f"|(?:{parts['before_back']})(?:{parts['back']})|g(?:{after_g}))"
    )
