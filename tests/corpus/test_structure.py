"""Every example and counter-example of grammars/structure.toml, through the functions that read it."""

from __future__ import annotations

from typing import Any

import pytest

from cchc_extract.grammar.load import Rule, grammar
from cchc_extract.segment.classes import classify_heading, classify_item, demands
from cchc_extract.segment.footnotes import reads_as_note
from cchc_extract.segment.furniture import read_page_number
from cchc_extract.segment.labels import read_label
from cchc_extract.segment.paragraphs import names_enclosure

RULES = grammar("structure").rules


def read(rule: Rule, text: str) -> Any:
    """What the function for this rule makes of the text; None where nothing is read."""
    group = rule.id.split(".")[0]
    if group == "label":
        label = read_label(text)
        return label and {"label": label.text, "value": label.value, "rest": text[label.end :]}
    if group == "heading":
        return rule.emits["class"] if rule.emits["class"] in classify_heading(text) else None
    if group == "item":
        return classify_item(text)
    if group == "line":
        return "enclosure" if names_enclosure(text) else None
    if group == "intro":
        return "demand" if demands(text) else None
    if group == "note":
        return "note" if reads_as_note(text) else None
    number = read_page_number(text)
    return number and number[0]


def expected(rule: Rule, example: dict[str, Any]) -> Any:
    group, expect = rule.id.split(".")[0], example["expect"]
    return expect if group == "label" else next(iter(expect.values()))


CASES = [(rule, example) for rule in RULES for example in rule.examples]
COUNTERS = [(rule, counter) for rule in RULES for counter in rule.counterexamples]


@pytest.mark.parametrize(("rule", "example"), CASES, ids=lambda x: x.id if isinstance(x, Rule) else x["text"])
def test_example_is_read(rule: Rule, example: dict[str, Any]) -> None:
    assert read(rule, example["text"]) == expected(rule, example)


@pytest.mark.parametrize(("rule", "counter"), COUNTERS, ids=lambda x: x.id if isinstance(x, Rule) else x["text"])
def test_counterexample_is_not_read(rule: Rule, counter: dict[str, Any]) -> None:
    assert read(rule, counter["text"]) is None


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_has_both_and_its_keywords_are_sound(rule: Rule) -> None:
    assert rule.examples
    assert rule.counterexamples
    assert all(not rule.keywords or any(k in e["text"].lower() for k in rule.keywords) for e in rule.examples)


def test_each_label_example_is_made_by_its_own_rule() -> None:
    for rule, example in CASES:
        if rule.id.startswith("label."):
            label = read_label(example["text"])
            assert label is not None
            assert label.style.startswith(rule.emits["style"]), example["text"]
            assert label.kind == rule.emits["kind"], example["text"]


ITEMS = [rule for rule in RULES if rule.id.startswith("item.")]


@pytest.mark.parametrize("rule", ITEMS, ids=lambda rule: rule.id)
def test_each_item_rule_has_an_example_that_no_other_reads(rule: Rule) -> None:
    """A class alone would not tell which rule read an example, and a rule that nothing needs would never be missed."""
    texts = [" ".join(e["text"].split()).removesuffix("./.").rstrip() for e in rule.examples]
    assert all(rule.regex.match(text) for text in texts)
    others = [r for r in ITEMS if r.id != rule.id]
    read = [
        {r.id for r in others if any(k in text.lower() for k in r.keywords) and r.regex.match(text)} for text in texts
    ]
    assert set() in read, read
