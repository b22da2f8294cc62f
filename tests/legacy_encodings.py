"""Vietnamese text written in the encodings from before Unicode: the inverse of what the reader knows."""

from __future__ import annotations

import unicodedata

from cchc_extract.grammar.load import grammar

TONES = "\u0300\u0301\u0303\u0309\u0323"
DATA = grammar("encodings").data
LETTERS = [
    letter
    for base in "aăâeêioôơuưy"
    for tone in ("", *TONES)
    if not (letter := unicodedata.normalize("NFC", base + tone)).isascii()
] + ["đ"]
LETTERS += [letter.upper() for letter in LETTERS]


def _of_bytes(encoding: str) -> dict[str, bytes]:
    rows = DATA["bytes"][encoding].items()
    codes = {letter: bytes.fromhex(c) for row, shown in rows for letter, c in zip(row, shown.split(), strict=True)}
    # A capital that TCVN3 has not is typed as the small letter, in a font of capitals.
    return {letter.upper(): code for letter, code in codes.items()} | codes


def _of_signs() -> dict[str, bytes]:
    rows = DATA["signs"]["vni"].items()
    signs = {letter: sign for row, shown in rows for letter, sign in zip(row, shown.split(), strict=True)}
    signs |= {letter.upper(): sign.upper() for letter, sign in signs.items()}
    return {letter: sign.encode("cp1252") for letter, sign in signs.items()}


def _windows_1258(letter: str) -> bytes:
    """Windows-1258 has few letters with tones: most are a letter and its tone."""
    parts = unicodedata.normalize("NFD", letter)
    tone = "".join(sign for sign in parts if sign in TONES)
    return (unicodedata.normalize("NFC", "".join(sign for sign in parts if sign not in TONES)) + tone).encode("cp1258")


CODES = {
    "windows-1258": {letter: _windows_1258(letter) for letter in LETTERS},
    "tcvn3": _of_bytes("tcvn3"),
    "vni": _of_signs(),
    "viscii": _of_bytes("viscii"),
}


def encoded(text: str, encoding: str) -> bytes:
    """A text's bytes; what the encoding has not, Windows-1252 has at that place."""
    return b"".join(CODES[encoding].get(letter) or letter.encode("cp1252") for letter in text)


def shown(text: str, encoding: str) -> str:
    """A text as a program shows it that takes its bytes for Latin-1."""
    return encoded(text, encoding).decode("cp1252")
