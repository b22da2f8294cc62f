"""Label forms: what stands in a number column, and which label follows which.

Enters: the text of a cell. Leaves: its shapes and number. Never looks at other cells.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_ROMAN = re.compile(r"(?=[IVXL])(XL|L?X{0,3})(IX|IV|V?I{0,3})\Z")
_LETTERS = "ABCDĐEGHIKLMNOPQRSTUVXY"  # the Vietnamese list order skips F, J, W, Z
_CODE = re.compile(r"([A-ZĐ]{1,6}[.\-]?)?\d{1,3}(?:\.\d{1,3})*\Z")
_SEVERAL = re.compile(r"\d{1,3}\.?(?:\s*[,;\-–]\s*|\s+)\d{1,3}\.?\Z")
_WRAP = "()[]. \n:-–"


class Label(NamedTuple):
    """One reading of a label: `shape` names the series it belongs to, `number` its place there."""

    shape: str
    number: tuple[int, ...]


def bare(text: str) -> str:
    """A label as records give it: white space folded, closing `.` `)` and brackets gone."""
    return " ".join(text.split()).strip(_WRAP)


def _roman(text: str) -> int:
    values = {"I": 1, "V": 5, "X": 10, "L": 50}
    total = 0
    for this, after in zip(text, [*text[1:], ""], strict=True):
        total += -values[this] if values.get(after, 0) > values[this] else values[this]
    return total


@lru_cache(maxsize=4096)
def readings(text: str) -> tuple[Label, ...]:
    """Every series a label may belong to, likeliest first; none if it is no label (`"V"`: Roman 5, letter 20)."""
    label = bare(text)
    if not label or len(label) > 16:
        return ()
    found: list[Label] = []
    if _ROMAN.match(label):
        found.append(Label("roman", (_roman(label),)))
    if len(label) == 1 and label in _LETTERS:
        found.append(Label("upper", (_LETTERS.index(label) + 1,)))
    if len(label) == 1 and label.upper() in _LETTERS and label.islower():
        found.append(Label("lower", (_LETTERS.index(label.upper()) + 1,)))
    if (match := _CODE.match(label)) and (match[1] or not label.startswith("0") or len(label) < 3):
        digits = tuple(int(n) for n in re.findall(r"\d+", label))
        prefix = match[1] or ""
        if prefix and _ROMAN.match(prefix.rstrip(".-")):  # `I.1`, `II.2.3`: the Roman part is a number too
            digits = (_roman(prefix.rstrip(".-")), *digits)
        found.append(Label(f"{'code' if prefix else 'arabic'}{len(digits)}", digits))
    if _SEVERAL.match(label):
        found.append(Label("arabic1", (int(re.findall(r"\d+", label)[-1]),)))
    return tuple(found)


def is_label(text: str) -> bool:
    """Whether a cell holds a label (`1.`, `II`, `a)`, `N01.1.2`, `4 5`) and nothing else."""
    return bool(readings(text))
