"""The labels that a browser draws before the items of a list.

Enters: the attributes of `<ol>`, `<ul>`, `<li>`. Leaves: the label of each item, "" where none is seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;]+)")
_LARGEST = 4000  # Roman numbers end here; browsers go on with figures
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def _roman(number: int) -> str:
    if not 0 < number < _LARGEST:
        return str(number)
    out = ""
    for value, letters in _ROMAN:
        out += letters * (number // value)
        number %= value
    return out


def _letters(number: int) -> str:
    if number < 1:
        return str(number)
    out = ""
    while number:
        number, digit = divmod(number - 1, 26)
        out = chr(ord("a") + digit) + out
    return out


_NUMBERS: dict[str, Callable[[int], str]] = {
    "1": str,
    "decimal": str,
    "decimal-leading-zero": lambda n: f"{n:02d}",
    "a": _letters,
    "lower-alpha": _letters,
    "lower-latin": _letters,
    "A": lambda n: _letters(n).upper(),
    "upper-alpha": lambda n: _letters(n).upper(),
    "upper-latin": lambda n: _letters(n).upper(),
    "i": _roman,
    "lower-roman": _roman,
    "I": lambda n: _roman(n).upper(),
    "upper-roman": lambda n: _roman(n).upper(),
}
_BULLETS = ("disc", "circle", "square", "-", "–")


class ItemLabels:
    """The labels of one list's items, in their order."""

    def __init__(self, ordered: bool, attributes: Mapping[str, str], items: int) -> None:
        reverse = ordered and "reversed" in attributes
        self._style = _style(attributes) or ("1" if ordered else "disc")
        self._step = -1 if reverse else 1
        self._next = _number(attributes.get("start"), items if reverse else 1)

    def next(self, attributes: Mapping[str, str]) -> str:
        """The label of the next item, with the blank behind it."""
        number = _number(attributes.get("value"), self._next)
        self._next = number + self._step
        style = _style(attributes) or self._style
        if style in _NUMBERS:
            return f"{_NUMBERS[style](number)}. "
        return "- " if style in _BULLETS else ""


def _style(attributes: Mapping[str, str]) -> str | None:
    """The style that is asked for, if it is one we know; `none` hides the label."""
    found = _STYLE.search(attributes.get("style", "").lower())
    words = found[1].replace("'", " ").replace('"', " ").split() if found else [attributes.get("type", "").strip()]
    return next((w for w in words if w in _NUMBERS or w in _BULLETS or w == "none"), None)


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"\s*-?[0-9]{1,6}\s*", text) else otherwise
