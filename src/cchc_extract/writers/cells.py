"""What a cell of a spreadsheet can hold: words enter, words leave."""

from __future__ import annotations

import re

LONGEST = 32_767  # of Excel, which counts as UTF-16 does
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # XML can hold none, or Excel shows none
_LOST = "\N{REPLACEMENT CHARACTER}"


def printable(text: str) -> str:
    """The words with one kind of line break, and U+FFFD for what no cell can hold."""
    return _UNPRINTABLE.sub(_LOST, text.replace("\r\n", "\n").replace("\r", "\n"))


def bounded(text: str) -> str:
    """The words, or as many as a cell holds and how many more there are."""
    if len(text) * 2 <= LONGEST or _units(text) <= LONGEST:
        return text
    keep = LONGEST - len(_mark(len(text)))
    cut = text.encode("utf-16-le")[: keep * 2].decode("utf-16-le", errors="ignore")
    return cut + _mark(len(text) - len(cut))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def _mark(more: int) -> str:
    return f" … [còn {more} ký tự, xem tệp JSON]"
