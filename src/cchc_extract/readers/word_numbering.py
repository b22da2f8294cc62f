"""Automatic numbering: which label stands before a paragraph.

The `numbering` part enters, and the paragraphs in their order; labels leave as a reader sees them (`I.`, `2.1.`, `a)`,
`-`). A list counts by what has come before, so that each paragraph is to be asked about once.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element

from cchc_extract.readers.word_package import VAL, W, number, on
from cchc_extract.readers.word_styles import Styles

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_LONGEST_ROMAN = 4000
_LONGEST_TEXT = 120  # signs of a label before its figures are put in: `Phụ lục số %1`; more is made to take forever
_BULLET = "•"
_SUFFIX = {"tab": " ", "space": " ", "nothing": ""}
_SIGNS = {"\uf02d": "-", "\uf02b": "+", "\uf02a": "*"}  # of the Symbol font; its other bullets have no Unicode letter
_HIDING_FONTS = ("Courier New", "Wingdings", "Symbol", "Webdings")  # in which the letter `o` and the like draw a bullet


class Level(NamedTuple):
    """One level of a list. `restart`: the level (from 1) after which it begins anew, None for any above it."""

    start: int
    format: str
    text: str
    suffix: str
    restart: int | None
    legal: bool


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        found = {kind: [] if root is None else root.findall(W + kind) for kind in ("abstractNum", "num")}
        self._abstract = {number(e.get(W + "abstractNumId")): e for e in found["abstractNum"]}
        self._lists = {number(e.get(W + "numId")): e for e in found["num"]}
        self._levels: dict[int, dict[int, Level]] = {}
        self._level_of_style: dict[tuple[int, str], int] = {}
        self._counted: dict[int, list[int | None]] = {}
        self._begun: set[tuple[int, int]] = set()

    def label(self, properties: Element | None, style: str | None, empty: bool) -> str:
        """The label of the next paragraph with what parts it from the words; `""` for none, and for a bullet before
        nothing (`empty`): a number alone is a row's ordinal, a bullet alone is nothing."""
        if not self._lists:
            return ""
        place = self._place(properties, style)
        if place is None:
            return ""
        which, at = place
        levels = self._levels_of(which)
        level = levels.get(at)
        if level is None:
            return ""
        counted = self._count(which, at, levels)
        if level.format == "bullet":
            return "" if empty else _bullet(level.text) + level.suffix
        if level.format == "none":
            shown = _PLACEHOLDER.sub("", level.text)
        else:
            shown = _PLACEHOLDER.sub(lambda m: self._figure(int(m[1]) - 1, counted, levels, level.legal), level.text)
        return shown + level.suffix if shown else ""

    def _place(self, properties: Element | None, style: str | None) -> tuple[int, int] | None:
        """The list and level: as the paragraph says, else as its style does. List 0 takes a paragraph out."""
        own = None if properties is None else properties.find(W + "numPr")
        by_style = self._styles.numbering(style)
        at = which = None
        if own is not None:
            at, which = own.find(W + "ilvl"), own.find(W + "numId")
        if which is not None:
            list_id, level = number(which.get(VAL)), None
        elif by_style is not None:
            list_id, level = by_style
        else:
            return None
        if list_id not in self._lists:
            return None
        if at is not None:
            level = number(at.get(VAL))
        elif level is None:
            self._levels_of(list_id)
            level = self._level_of_style.get((list_id, style or ""), 0)
        return list_id, level

    # --- what a list looks like ---------------------------------------------------------------------------------------

    def _abstract_of(self, which: int) -> tuple[int, Element | None]:
        """The definition of a list; one that only names a style of numbering has that style's."""
        for _ in range(_LEVELS):
            entry = self._lists.get(which)
            named = None if entry is None else entry.find(W + "abstractNumId")
            key = number(named.get(VAL)) if named is not None else -1
            abstract = self._abstract.get(key)
            link = None if abstract is None else abstract.find(W + "numStyleLink")
            linked = None if link is None else self._styles.numbering(link.get(VAL))
            if linked is None or linked[0] == which:
                return key, abstract
            which = linked[0]
        return -1, None

    def _levels_of(self, which: int) -> dict[int, Level]:
        if which not in self._levels:
            _, abstract = self._abstract_of(which)
            levels: dict[int, Level] = {}
            stated = [] if abstract is None else abstract.findall(W + "lvl")
            for element in (*stated, *self._lists[which].findall(f"{W}lvlOverride/{W}lvl")):
                at = number(element.get(W + "ilvl"))
                levels[at] = _read_level(element)
                if (style := element.find(W + "pStyle")) is not None:
                    self._level_of_style[which, style.get(VAL, "")] = at
            self._levels[which] = levels
        return self._levels[which]

    # --- how far it has counted ---------------------------------------------------------------------------------------

    def _count(self, which: int, at: int, levels: dict[int, Level]) -> list[int | None]:
        """Counts one paragraph. Lists of one definition count on from each other, unless one says where it starts."""
        key, _ = self._abstract_of(which)
        counted = self._counted.setdefault(key, [None] * _LEVELS)
        at = min(max(at, 0), _LEVELS - 1)
        if (which, at) not in self._begun:
            self._begin(which, at, counted)
        before = counted[at]
        counted[at] = levels[at].start if before is None and at in levels else (before or 0) + 1
        for below in range(at + 1, _LEVELS):
            rule = levels[below].restart if below in levels else None
            if rule is None or at < rule:
                counted[below] = None
        for above in range(at):  # a level passed over counts as begun
            if counted[above] is None:
                counted[above] = levels[above].start if above in levels else 1
        return counted

    def _begin(self, which: int, at: int, counted: list[int | None]) -> None:
        self._begun.add((which, at))
        for override in self._lists[which].findall(W + "lvlOverride"):
            start = override.find(W + "startOverride")
            if start is not None and number(override.get(W + "ilvl")) == at:
                counted[at] = number(start.get(VAL), 1) - 1

    def _figure(self, at: int, counted: list[int | None], levels: dict[int, Level], legal: bool) -> str:
        value = counted[at]
        level = levels.get(at)
        if value is None:
            value = level.start if level else 1
        return figure(value, "decimal" if legal or level is None else level.format)


def _read_level(element: Element) -> Level:
    def said(tag: str, default: str) -> str:
        found = element.find(W + tag)
        return default if found is None else found.get(VAL, default)

    restart = said("lvlRestart", "")
    text, form = said("lvlText", "")[:_LONGEST_TEXT], said("numFmt", "decimal")
    fonts = element.find(f"{W}rPr/{W}rFonts")
    if form == "bullet" and fonts is not None and text.isalnum() and fonts.get(W + "ascii") in _HIDING_FONTS:
        text = _BULLET
    if on(element.find(W + "rPr"), W + "vanish"):
        text = ""
    return Level(
        start=number(said("start", "0")),
        format=form,
        text=text,
        suffix=_SUFFIX.get(said("suff", "tab"), " "),
        restart=number(restart) if restart else None,
        legal=on(element, W + "isLgl"),
    )


def _bullet(text: str) -> str:
    sign = _SIGNS.get(text, text)
    return _BULLET if not sign or "\ue000" <= sign[0] <= "\uf8ff" else sign


def figure(value: int, form: str) -> str:
    """A number as a list of this format prints it."""
    if form in ("lowerLetter", "upperLetter") and value > 0:
        letter = chr(ord("a") + (value - 1) % 26) * min((value - 1) // 26 + 1, 9)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < value < _LONGEST_ROMAN:
        parts = []
        for size, sign in _ROMAN:
            parts.append(sign * (value // size))
            value %= size
        numeral = "".join(parts)
        return numeral if form == "upperRoman" else numeral.lower()
    if form == "decimalZero":
        return f"{value:02}"
    return str(value)
