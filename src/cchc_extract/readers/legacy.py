"""Vietnamese encodings from before Unicode: bytes, or their signs as Windows-1252 shows them, become text.

In: bytes, or signs. Out: the text, or the encoding that they are in, told by how many words become syllables.
Never guesses by a name, and names no encoding without a clear margin.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import cache
from typing import NamedTuple

from cchc_extract.grammar.load import grammar
from cchc_extract.readers.syllables import common_words, is_syllable

# Which encoding of two that read the same words alike: the first.
ENCODINGS = ("windows-1258", "tcvn3", "vni", "viscii")
_CAPITAL_TONES = "tcvn3"  # has no capital letters with tones
_SAMPLE = 1 << 16
# Of the words that are not ASCII, this share are syllables in the right encoding (the others are names and signs), and
# hardly one in three in a wrong one. Of all words, names and abbreviations too, half are.
_SHARE = 0.8
_MARGIN = 0.25
_SHARE_OF_ALL = 0.5
_FEWEST = 2

# A word may hold signs that are letters in some encoding; a cell, or a line of prose, is written in one font.
WORD = re.compile(r"[^\s!-@\[-`{-~\u2010-\u2027\u2030-\u205e]+")
_UNTOLD = re.compile(r"[A-ZĐ]+|đ|[¹²³]+")  # `QĐ`, `HĐND`, `5.000 đ`, a footnote's mark: no word
CELL = re.compile(r"[^\n\r\f\t|]+")
_LETTERS = re.compile(r"[^\W\d_]+")


class Signs(NamedTuple):
    """An encoding's letters by their signs, as Windows-1252 shows them; the longer sign is found first."""

    letters: dict[str, str]
    pattern: re.Pattern[str]


@cache
def signs(encoding: str) -> Signs:
    """The letters of TCVN3 or VNI by their signs."""
    if encoding in grammar("encodings").data["bytes"]:
        letters = {chr(byte): letter for byte, letter in _rows(encoding)}
    else:
        small = [
            (sign, letter)
            for row, shown in grammar("encodings").data["signs"][encoding].items()
            for letter, sign in zip(row, shown.split(), strict=True)
        ]
        letters = {form: letter for sign, letter in small for form in (sign, sign.lower())}
        # The first sign says the case: `TỈNH` is also typed with a small mark behind the capital.
        letters |= {
            form: letter.upper() for sign, letter in small for form in (sign.upper(), sign[0].upper() + sign[1:])
        }
    longest = sorted(letters, key=len, reverse=True)
    return Signs(letters, re.compile("|".join(map(re.escape, longest))))


def _rows(encoding: str) -> list[tuple[int, str]]:
    rows = grammar("encodings").data["bytes"][encoding].items()
    return [(int(c, 16), letter) for row, shown in rows for letter, c in zip(row, shown.split(), strict=True)]


@cache
def _table(encoding: str) -> str:
    """The character of each byte."""
    table = [bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in range(256)]
    for byte, letter in _rows(encoding) if encoding in grammar("encodings").data["bytes"] else ():
        table[byte] = letter
    return "".join(table)


def decode_bytes(data: bytes, encoding: str) -> str:
    """The text of bytes in one of `ENCODINGS`. Never raises."""
    text = letters_of(data, encoding)
    return capitals_restored(text) if encoding == _CAPITAL_TONES else text


def letters_of(data: bytes, encoding: str) -> str:
    """The same without the capitals that a line's other letters tell: where tags stand on the line, they would too."""
    if encoding == "windows-1258":
        return data.decode("cp1258", "replace")
    text = codecs.charmap_decode(data, "strict", _table(encoding))[0]
    if encoding == "vni":
        text = signs("vni").pattern.sub(lambda m: signs("vni").letters[m.group()], text)
    return text


def encoding_of(data: bytes) -> str | None:
    """The encoding in which bytes are Vietnamese, None where none is, or none by a clear margin."""
    texts = {name: unicodedata.normalize("NFC", decode_bytes(data[:_SAMPLE], name)) for name in ENCODINGS}
    shares = {name: _shares(text) for name, text in texts.items()}
    best = max(ENCODINGS, key=lambda name: sum(shares[name]))  # of equals the first
    right, common = shares[best]
    rivals = [shares[name] for name in ENCODINGS if texts[name] != texts[best]]  # `Báo cáo` is the same in two of them
    told = all(right - r >= _MARGIN or (right >= r and common - c >= _MARGIN) for r, c in rivals)
    return best if right >= _SHARE and told else None


def _shares(text: str) -> tuple[float, float]:
    """Of the words with letters beyond ASCII: the share of syllables, the share of common ones; (0, 0) where the words
    are of another language or hardly any."""
    words = [word for word in WORD.findall(text) if not _UNTOLD.fullmatch(word)]
    told = [word for word in words if not word.isascii()]
    good = sum(map(is_syllable, told))
    plain = sum(map(is_syllable, words)) - good
    if good < _FEWEST or good + plain < _SHARE_OF_ALL * len(words):
        return 0.0, 0.0
    return good / len(told), sum(word.lower() in common_words() for word in told) / len(told)


def capitals_restored(text: str) -> str:
    """Capitals where the capitals beside them say so: `QUYếT ĐịNH Về` is `QUYẾT ĐỊNH VỀ`. Keeps each place.

    Text typed in small letters in a font of capitals stays small: nothing in the file tells it.
    """
    return CELL.sub(_capitals_of_cell, text)


def _capitals_of_cell(cell: re.Match[str]) -> str:
    words = _LETTERS.findall(cell.group())
    raised = any(_is_raised(word) for word in words)
    if not raised:
        return cell.group()
    all_of_it = not any(re.search("[a-z]", word) for word in words)
    return _LETTERS.sub(lambda m: m.group().upper() if all_of_it or _is_raised(m.group()) else m.group(), cell.group())


def _is_raised(word: str) -> bool:
    """`HOạCH`, `ủY`: small letters only where the encoding has no capital, and before or beside two capitals."""
    if word.isupper() or re.search("[a-z]", word):
        return False
    capitals = sum(map(str.isupper, word))
    return capitals > 1 or (capitals == 1 and not word[0].isupper())
