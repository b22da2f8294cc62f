"""Label forms: what stands in a number column, and which label follows which.

Enters: the text of a cell. Leaves: its shapes and number. Never looks at other cells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

_ROMAN = re.compile(r"(?=[IVXL])(XL|L?X{0,3})(IX|IV|V?I{0,3})\Z")
_LETTERS = "ABCDĐEFGHIJKLMNOPQRSTUVWXYZ"
_SKIPPED = {_LETTERS.index(letter) + 1 for letter in "ĐFJWZ"}  # many lists go D, E or E, G or V, X
_CODE = re.compile(r"([A-ZĐ]{1,6}[.\-]?)?(?:\d{1,3}|(?!19|20)[1-9]\d{3,4})(?:\.\d{1,3})*\Z")  # `2026` is a year
SEVERAL = re.compile(r"(\d{1,3})\.?(?:\s*[,;\-–]\s*|\s+)(\d{1,3})\.?")  # `4 5`, the whole label
_SHORT = 8  # characters of a name in capitals
_MIXED = re.compile(r"(?:[IVXL]+|[A-ZĐ]|\d{1,3})(?:[.\-](?:[IVXL]{1,5}|[A-ZĐa-zđ]|\d{1,3}))+\Z")  # `A.I.2`, `II.3.a`
_INSERTED = re.compile(r"(\d{1,3})([a-zđ])\Z")  # `1a` between 1 and 2
_LOWER_ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_LETTERED = ("upper", "lower")
_HEADING = re.compile(r"(?:[IVXL]+|[A-HĐ])[.)]\s+(?=[^\W\d])")  # `II. Cải cách thể chế`
SHORTEST_CAPITALS = 9  # characters; `UBND` may be the end of a name
_DASHES = ("-", "–", "+", "•", "*")
_WRAP = "()[]. \n:-–/"


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
    """Every series a label may belong to, likeliest first; none if it is no label (`"V"`: Roman 5, letter 24). A dash
    begins a series each time."""
    if text.strip() in _DASHES:
        return (Label("dash", (1,)),)
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
    if label in _LOWER_ROMANS:
        found.append(Label("low-roman", (_LOWER_ROMANS.index(label) + 1,)))
    if (match := _CODE.match(label)) and (match[1] or not label.startswith("0") or len(label) < 3):
        digits = tuple(int(n) for n in re.findall(r"\d+", label))
        prefix = match[1] or ""
        if prefix and _ROMAN.match(prefix.rstrip(".-")):  # `I.1`, `II.2.3`: the Roman part is a number too
            digits = (_roman(prefix.rstrip(".-")), *digits)
        found.append(Label(f"{'code' if prefix else 'arabic'}{len(digits)}", digits))
    elif _MIXED.match(label):
        found.append(_mixed(re.split(r"[.\-]", label)))
    if match := _INSERTED.match(label):
        found.append(Label("inserted2", (int(match[1]), _LETTERS.index(match[2].upper()) + 1)))
    if match := SEVERAL.fullmatch(label):
        found.append(Label("arabic1", (int(match[2]),)))
    return tuple(found)


def _mixed(parts: Sequence[str]) -> Label:
    """`A.I.2`: each part counts in its own way."""
    return Label(f"mixed{len(parts)}", tuple(n for part in parts for label in readings(part)[:1] for n in label.number))


def counts_on(before: Label, after: Label) -> bool:
    """Whether a label is the next of another's series (`2.3` after `2.2`, `E` after `D`)."""
    if before.shape != after.shape or before.number[:-1] != after.number[:-1] or not before.number:
        return False
    between = set(range(before.number[-1] + 1, after.number[-1]))
    return after.number[-1] > before.number[-1] and between <= (_SKIPPED if before.shape in _LETTERED else set())


def extends(above: Label, below: Label) -> bool:
    """Whether a label is below another by its number (`N01.1.1` below `N01.1`, `2.1` below `2`)."""
    deeper = len(below.number) > len(above.number) and above.shape[:4] == below.shape[:4]
    return deeper and below.number[: len(above.number)] == above.number


def is_label(text: str) -> bool:
    """Whether a cell holds a label (`1.`, `II`, `a)`, `N01.1.2`, `4 5`) and nothing else."""
    return bool(readings(text)) and text.strip() not in _DASHES


def is_capital_title(text: str) -> bool:
    """Whether a text in capitals is long enough for a title: `UBND` may be the end of a name."""
    return text.isupper() and len(text) > _SHORT


def begins_row(text: str) -> bool:
    """Whether what a number column holds begins a row: a label, or the dash of a list."""
    return bool(readings(text))


def opens_with_label(text: str) -> bool:
    """Whether a section's label begins a text: `II. Cải cách thể chế`."""
    return bool(_HEADING.match(text))


def heads_rows(text: str) -> bool:
    """Whether a text by its form heads rows: a section's label begins it, or it is all in capitals."""
    return opens_with_label(text) or (len(text) >= SHORTEST_CAPITALS and text.isupper())
