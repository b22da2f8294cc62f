"""Budgets: a money cell in, one value out: an amount in đồng, a rate, or where the money is to come from.

The column's header names the unit of bare numbers; the point groups thousands, the comma is decimal. Never
adds up several amounts and never guesses a unit.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from cchc_extract.fields.items import trim
from cchc_extract.grammar.load import Rule, grammar
from cchc_extract.model.values import Budget, Context, Note, Number

_CERTAINLY_DONG = 1_000_000  # nobody budgets a million thousands, let alone a million millions
Hit = tuple[Rule, re.Match[str]]


def read_budget(text: str, context: Context) -> tuple[Budget | None, tuple[Note, ...]]:
    """The budget of a cell (RECORDS.md section 3); None for a cell that holds nothing but dashes.

    `amount` is in đồng (in units of `currency` where that is not VND); `other`, with a note, for several
    amounts and for a number whose unit nothing tells.
    """
    start, end = trim(text, 0, len(text))
    words = text[start:end].replace("\n", " ")
    if not any(map(str.isalnum, words)):
        return None, ()
    return _Cell(words, (start, end), context.header).read()


class _Cell:
    """A money cell that is being read."""

    def __init__(self, words: str, at: tuple[int, int], header: str) -> None:
        self.words, self.at, self.header = words, at, header

    def read(self) -> tuple[Budget, tuple[Note, ...]]:
        hits: dict[str, list[Hit]] = {}
        for rule in grammar("budgets").matching(self.words.lower()):
            hits.setdefault(rule.emits["reading"], []).extend((rule, m) for m in rule.regex.finditer(self.words))
        sums = hits.get("amount", []) + hits.get("figure", [])
        sums = hits.get("several", []) or (sums if len(sums) > 1 else [])
        if sums:
            return self._other("budget.several-amounts", sums[0][0])
        for reading in ("rate", "amount", "figure"):
            for rule, m in hits.get(reading, []):
                return self._amount(rule, m, reading)
        for rule, _ in hits.get("none", []):
            return self._budget("amount", rule.id, 0, "VND"), ()
        sources = [hits[kind][0] for kind in ("allocated", "referenced") if hits.get(kind)]
        if sources:  # of an allocation and a reference the one named first
            rule, _ = min(sources, key=lambda hit: hit[1].start())
            return self._budget(rule.emits["reading"], rule.id), ()
        unread = (Note("budget.unread", self.at, self.words),) if any(map(str.isdigit, self.words)) else ()
        return self._budget("other", "budget.other"), unread

    def _amount(self, rule: Rule, m: re.Match[str], reading: str) -> tuple[Budget, tuple[Note, ...]]:
        groups = m.groupdict()
        if groups.get("low"):
            return self._other("budget.several-amounts", rule)
        unit = groups.get("unit") or header_unit(self.header)
        notes = [Note("budget.odd-number", self.at, m["figure"])] if _is_odd(m["figure"]) else []
        if not unit and (value := read_number(m["figure"])) > 0:
            if value < _CERTAINLY_DONG:
                return self._other("budget.no-unit", rule)
            notes.append(Note("budget.unit-assumed", self.at, m["figure"]))
        amount = _product(m["figure"], unit or "đồng")
        if groups.get("figure_rest"):
            amount += _product(m["figure_rest"], m["unit_rest"])
        per = groups.get("per")
        kind = "rate" if reading == "rate" else "amount"
        budget = self._budget(kind, rule.id, _plain(amount), _currency(unit or ""), per.strip() if per else None)
        return budget, tuple(notes)

    def _other(self, code: str, rule: Rule) -> tuple[Budget, tuple[Note, ...]]:
        return self._budget("other", rule.id), (Note(code, self.at, self.words),)

    def _budget(
        self,
        kind: str,
        rule: str,
        amount: Number | None = None,
        currency: str | None = None,
        per: str | None = None,
    ) -> Budget:
        return Budget(self.at, self.words, kind, amount, currency, per, rule)


@lru_cache(maxsize=64)
def header_unit(header: str) -> str | None:
    """The unit of money that a header names; None if it names none."""
    known = grammar("budgets")
    hits = re.findall(known.expand(known.data["header"]["unit"]), header, re.IGNORECASE)
    return hits[-1] if hits else None


def read_number(figure: str) -> Decimal:
    """A number as Vietnam prints it: `2.300` is 2300, `1,5` is one and a half."""
    figure = figure.replace(" ", "")
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", figure):
        figure = figure.replace(".", "")
    if figure.count(",") > 1:
        figure = figure.replace(",", "")
    return Decimal(figure.replace(",", "."))


def _is_odd(figure: str) -> bool:
    """A point that groups no thousands (`2.5`): read as a decimal point, since nothing else is left."""
    return re.search(r"\.(?!\d{3}(?!\d))", figure) is not None


def _product(figure: str, unit: str) -> Decimal:
    factor: int = next(
        (row["factor"] for row in grammar("budgets").data["scale"] if any(w in unit.lower() for w in row["words"])),
        1,
    )
    return read_number(figure) * factor


def _currency(unit: str) -> str:
    named = grammar("budgets").data["currencies"]
    return next((code for word, code in named.items() if word in unit.lower()), "VND")


def _plain(amount: Decimal) -> Number:
    return int(amount) if amount == amount.to_integral_value() else float(amount)
