"""Every rule by its id: the entries of the grammars, and the few rules that Python states.

Enters: an id. Leaves: what the rule does, for a person. A result names rules with `--explain`; nothing here makes one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from cchc_extract.grammar.load import grammar

# What a rule does that is no pattern. A test fails when a result names a rule that is neither here nor in a grammar.
STATED: dict[str, str] = {
    "budget.other": "a money cell with neither an amount nor a known source of money is kept as it stands",
    "cell.inherited": "a merged cell's text stands in the first row it covers, and holds for the rows below",
    "cell.own": "the column's header names no known role; the columns beside it gave this one",
    "citation.law": "a law by name, with its date or the year of the law, where no number stands",
    "deadline.unknown": "a deadline cell that names no time that can be read is kept as it stands",
    "document.agency": "the issuer is the last agency of the letterhead, with the line that goes on with it",
    "document.first-paragraph": "the first paragraph, or a bracket under the title, names the body that issues",
    "document.province": "the province that the letterhead, the place of issue or the text names",
    "document.signer": "the name under the signature, or the law site's row",
    "document.type": "the line in capitals that names a type of document, over its title",
    "document.year": "the year that the title names, the first of a range",
    "footnote.block": "lines that open with a mark that the text calls, at the foot of a page or of the document",
    "indicator.breakdown": "a row without a code below “Trong đó”",
    "indicator.row": "a row with a unit or a value, in a table that states figures",
    "item.activity": "an item of a cell of activities, parted at its marks and line items",
    "item.deliverable": "an item of a cell of products, parted at its marks, line items and semicolons",
    "outline.heading": "a line without a label that heads what stands below it",
    "outline.inferred": "a heading lost from the text, whose label its neighbours or a list fix",
    "outline.label": "a paragraph that opens with a number, a letter or a bullet (label.* in structure.toml)",
    "outline.paragraph": "a paragraph without a label",
    "outline.table": "a table that holds neither tasks nor indicators, or a row of it",
    "prose.ordinal": "the label of a lowest item of a section of tasks",
    "prose.task": "the words of a lowest item of a section of tasks",
    "section.row": "a row of a table that heads the rows below it",
}


@cache
def rules() -> dict[str, tuple[str, dict[str, Any]]]:
    """Every grammar entry that has an id: the grammar's name, and what its table holds where that is no `rule`."""
    files = sorted(file.name for file in resources.files("cchc_extract.grammars").iterdir())
    names = [file.removesuffix(".toml") for file in files if file.endswith(".toml")]
    return {entry["id"]: (name, entry) for name in names for entry in _entries(name)}


def describe(rule: str) -> list[str]:
    """What a rule does, line by line; nothing for an id that no rule has."""
    if rule in STATED:
        return [f"{rule} (rule)", "", f"{'What':8s} {STATED[rule]}"]
    if rule not in rules():
        return []
    name, other = rules()[rule]
    lines = [f"{rule} (rule of grammars/{name}.toml)", ""]
    lines += [f"{'What':8s} {other['what']}"] if "what" in other else []
    for example in [*other.get("examples", ()), *([other["example"]] if "example" in other else [])]:
        lines.append(f"{'Reads':8s} {_line(example if isinstance(example, str) else example['text'])}")
    for entry in (r for r in grammar(name).rules if r.id == rule):
        lines += [f"{'Reads':8s} {_line(e['text'])}" for e in entry.examples]
        lines += [f"{'Leaves':8s} {_line(e['text'])} ({_line(e['why'])})" for e in entry.counterexamples]
    return lines


def _entries(name: str) -> Iterator[dict[str, Any]]:
    yield from ({"id": rule.id} for rule in grammar(name).rules)
    waiting: list[Any] = [grammar(name).data]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            if isinstance(part.get("id"), str):
                yield part
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part


def _line(text: str) -> str:
    return " ".join(text.split())
