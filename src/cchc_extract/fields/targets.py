"""The quantities that an objective sets.

In: the text of one objective (NFC, white space folded, one `\\n` for a line break of the source); that it is one is the
caller's knowledge. Out: its targets in their order, each with the clause that sets it, and the notes on them. Levels,
ranks, years, dates, numbers of documents and standards are no targets.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from cchc_extract.fields.clauses import Clause, read_clauses
from cchc_extract.fields.lexicon import Lexicon
from cchc_extract.grammar.load import Rule, grammar
from cchc_extract.model.values import Note, Number, Target

_JOINED = re.compile(r"\s?(?:,|/|và)\s?")
_CHANGES = re.compile(
    r"\Atừ\s[^;.]{0,60}?\s(?:lên|xuống|còn)(?:\s[^\s\d;.,]+){0,2}\s\Z"
)  # từ 15 ngày xuống còn 10 ngày
_LONGEST_REST = 300  # characters from a counted noun to the `trở lên` that closes its clause
_DIGITS = re.compile(r"\d[\d.,]*")
_BETWEEN = 60  # characters between a comparing word and its number


@dataclass(slots=True)
class _Quantity:
    """A quantity while it is read: its place, and how it is compared (None: nothing says so)."""

    start: int
    end: int
    value: Number
    value_max: Number | None
    unit: str
    rule: str
    comparator: str | None


class _Words(NamedTuple):
    """`grammars/targets.toml`, ready for use."""

    counted: Lexicon
    timed: Lexicon
    spelled: dict[str, str]
    near: dict[str, re.Pattern[str]]
    after: dict[str, re.Pattern[str]]
    not_after: re.Pattern[str]
    timed_by: re.Pattern[str]
    ranked: re.Pattern[str]
    fraction: re.Pattern[str]
    described: re.Pattern[str]
    description: re.Pattern[str]


def _any(words: list[str], before: str = r"(?<!\w)", after: str = r"(?!\w)") -> str:
    return before + "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")" + after


@lru_cache(maxsize=1)
def _words() -> _Words:
    data: dict[str, Any] = grammar("targets").data
    units, compare, clauses = data["units"], data["comparators"], data["clauses"]
    few = r"(?:\s[^\s\d;:.,%()]+){0,4}\s?\(?\Z"
    close = r"\s?(?:khoảng\s)?\(?\Z"
    return _Words(
        counted=Lexicon(word.lower() for word in units["counted"]),
        timed=Lexicon(units["timed"]),
        spelled={word.lower(): word for word in units["counted"]},
        near={
            ">=": re.compile(f"{_any(compare['at_least'])}{few}|{_any(compare['from'], after='')}{close}"),
            "<=": re.compile(f"{_any(compare['at_most'])}{few}|{_any(compare['under'], after='')}{close}"),
        },
        after={
            ">=": re.compile(rf"\s?(?:\([^()]*\)\s?)?{_any(compare['and_more'])}"),
            "<=": re.compile(rf"\s?(?:\([^()]*\)\s?)?{_any(compare['and_less'])}"),
        },
        not_after=re.compile(
            r"(?<!mỗi )(?<!hàng )(?<!hằng )(?<!tổng )" + _any(units["not_after"]) + r"\s?:?\s?(?:\d+\s?[,-]\s?)*\Z"
        ),
        timed_by=re.compile(_any(units["timed_by"]) + r"(?:\s[^\s\d;:.,]+){0,5}\s?\Z"),
        ranked=re.compile(_any(compare["ranked"]) + r"(?:\s[^\s;:.,]+){0,3}\s?\Z"),
        fraction=re.compile(units["fraction"]),
        described=re.compile(_any(clauses["described"]) + r"\s?\Z"),
        description=re.compile(r"\s" + _any(clauses["description"], "")),
    )


def find_targets(text: str) -> tuple[tuple[Target, ...], tuple[Note, ...]]:
    """The targets in one objective's text, in the order of the text (RECORDS.md, section 6).

    `value` and `value_max` are numbers (the point groups thousands, the comma is decimal); `unit` is `%` or the noun
    that is counted; `text` is the clause, without its label and closing mark, the same for all its quantities.
    """
    low = text.lower().replace("\n", " ")
    if len(low) != len(text):  # a letter whose small form is longer: no Vietnamese
        low = text.replace("\n", " ")
    quantities = _quantities(low)
    clauses = read_clauses(text, [(q.start, q.end) for q in quantities], [q.unit for q in quantities])
    _compare_lists(low, quantities)
    counted = any(q.unit != "%" for q in quantities)
    texts: dict[Clause, str] = {}
    targets: list[Target] = []
    notes: list[Note] = []
    for quantity, clause in zip(quantities, clauses, strict=True):
        if clause.baseline or (counted and _is_description(low, quantity)):
            continue
        comparator = quantity.comparator or _closing_comparator(low, quantity, clause) or "="
        words = texts.setdefault(clause, "") or text[clause.start : clause.end].replace("\n", " ")
        texts[clause] = words  # one string for all quantities of a clause
        at, unit = (clause.start, clause.end), quantity.unit
        targets.append(Target(at, words, comparator, quantity.value, quantity.value_max, unit, quantity.rule))
        if unit == "%" and quantity.value > 100:
            notes.append(Note("target.percent-over-100", (quantity.start, quantity.end), f"{quantity.value}%"))
    if "/" in low:
        notes += (Note("target.fraction", m.span(), m.group()) for m in _words().fraction.finditer(low))
    return tuple(targets), tuple(notes)


def find_figure_targets(text: str, unit: str) -> tuple[tuple[Target, ...], tuple[Note, ...]]:
    """The targets of a cell whose unit may stand in a column of its own (`98 trở lên` beside `%`)."""
    found, notes = find_targets(text)
    digits = [m.start() + len(m.group().rstrip(".,")) for m in _DIGITS.finditer(text)]
    if found or not digits or not unit or unit.lower() in grammar("targets").data["units"]["ranks"]:
        return found, notes
    end = digits[-1]
    counted, _ = find_targets(f"{text[:end]}%{text[end:]}")  # any unit reads alike; `%` is known wherever it stands
    return tuple(_with_unit(target, text, unit) for target in counted), ()


def _with_unit(target: Target, text: str, unit: str) -> Target:
    """A target that was read with a sign that does not stand in its text."""
    at = (target.at[0], min(target.at[1], len(text)))
    return target._replace(at=at, text=text[at[0] : at[1]], unit=unit)


def _quantities(low: str) -> list[_Quantity]:
    """What the rules find; of two that overlap the rule that stands first in the grammar."""
    found: list[_Quantity] = []
    taken = bytearray(len(low))
    digits = [m.start() for m in _DIGITS.finditer(low)]
    for rule in grammar("targets").matching(low):
        at_digits = (rule.regex.match(low, at) for at in digits)
        for match in rule.regex.finditer(low) if rule.emits.get("opens") == "word" else at_digits:
            if match is None or any(taken[match.start() : match.end()]):
                continue
            quantity = _quantity(low, rule, match)
            if quantity is not None:
                taken[match.start() : quantity.end] = b"\x01" * (quantity.end - match.start())
                found.append(quantity)
    found.sort(key=lambda q: q.start)
    changed = itertools.pairwise(found)
    before = {a.start for a, b in changed if a.unit == b.unit and _CHANGES.search(low[max(0, a.start - 3) : b.start])}
    return [q for q in found if q.start not in before]


def _quantity(low: str, rule: Rule, match: re.Match[str]) -> _Quantity | None:
    groups, words, end = match.groupdict(), _words(), match.end()
    unit = rule.emits.get("unit")
    before = low[max(0, match.start() - _BETWEEN) : match.start()]
    comparator = rule.emits.get("comparator") or _comparator(low, before, end)
    if unit is None:
        if words.not_after.search(before) or _is_year(groups) or (rule.emits.get("compared") and not comparator):
            return None
        unit_end = words.counted.end(low, end)
        if unit_end is None and (comparator or words.timed_by.search(before)):
            unit_end = words.timed.end(low, end)
        if unit_end is None:
            return None
        unit, end = low[end:unit_end], unit_end
        comparator = comparator or _behind(low, end)
    value = _number(groups.get("value") or groups.get("few") or groups["word"])
    value_max = _number(groups["max"]) if groups.get("max") else None
    return _Quantity(match.start(), end, value, value_max, words.spelled.get(unit, unit), rule.id, comparator)


def _is_year(groups: dict[str, str | None]) -> bool:
    """A year may stand before a noun by chance: `năm 2022 đơn vị`, `2021 - 2025 cơ quan`."""
    return any(text is not None and re.fullmatch(r"(?:19|20)\d\d", text) for text in groups.values())


def _number(text: str) -> Number:
    words: dict[str, int] = grammar("targets").data["units"]["words"]
    if text in words:
        return words[text]
    if "," in text or re.fullmatch(r"\d+\.\d{1,2}", text):
        value = float(text.replace(".", "").replace(",", ".") if "," in text else text)
        return int(value) if value.is_integer() else value
    return int(text.replace(".", ""))


def _comparator(low: str, before: str, end: int) -> str | None:
    words = _words()
    return next((sign for sign, near in words.near.items() if near.search(before)), None) or _behind(low, end)


def _behind(low: str, end: int) -> str | None:
    return next((sign for sign, after in _words().after.items() if after.match(low, end)), None)


def _compare_lists(low: str, quantities: list[_Quantity]) -> None:
    """Numbers that follow each other with nothing between (`50%, 40% và 35%`) are compared alike.

    Not one of 100%: there is no more than that.
    """
    alike = [q for q in quantities if (q.value, q.unit) != (100, "%")]
    pairs = [(a, b) for a, b in itertools.pairwise(alike) if _JOINED.fullmatch(low, a.end, b.start)]
    for first, second in pairs:
        if second.comparator is None and first.comparator in (">=", "<="):
            second.comparator = first.comparator
    for first, second in reversed(pairs):
        if first.comparator is None and second.comparator in (">=", "<="):
            first.comparator = second.comparator


def _closing_comparator(low: str, quantity: _Quantity, clause: Clause) -> str | None:
    """`trở lên` at the end of a counting clause: `thêm 02 đơn vị tự chủ tài chính trở lên`; not that of a rank."""
    if quantity.unit == "%" or clause.end - quantity.end > _LONGEST_REST:
        return None
    rest = low[quantity.end : clause.end]
    if any(letter.isdigit() for letter in rest):
        return None
    for sign, after in _words().after.items():
        match = after.search(rest)
        if match is not None and match.end() == len(rest) and not _words().ranked.search(rest[: match.start()]):
            return sign
    return None


def _is_description(low: str, quantity: _Quantity) -> bool:
    """`01 đơn vị tự chủ 100% chi thường xuyên`: the share says what is counted, it is not to be reached."""
    words = _words()
    if quantity.unit != "%" or not words.description.match(low, quantity.end):
        return False
    return words.described.search(low[max(0, quantity.start - 30) : quantity.start]) is not None
