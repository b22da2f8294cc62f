"""What a heading is about, and what an item is not.

In: the words of a heading or an item. Out: classes of the grammar's `heading.*`, `item.*`, `intro.*` rules. Looks at
no more than these words.
"""

from __future__ import annotations

from functools import lru_cache

from cchc_extract.grammar.load import Rule, grammar

_HEADING = 400  # characters; longer is no heading
_ITEM = 700  # characters; an item that only points to an annex or names a source of money is shorter


@lru_cache(maxsize=3)
def _rules(group: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in grammar("structure").rules if rule.id.startswith(group))


@lru_cache(maxsize=4096)
def classify_heading(title: str) -> frozenset[str]:
    """What a section of this title is about: task, duty, ahead, objective, purpose, means, result; several may hold.

    `result` (what was found or done) excludes the rest: the tasks it mentions are past ones.
    """
    text = " ".join(title.split())
    if not text or len(text) > _HEADING:
        return frozenset()
    low = text.lower()
    classes = set()
    for rule in _rules("heading."):
        if any(k in low for k in rule.keywords) and rule.regex.search(text):
            classes.add(rule.emits["class"])
            if "result" in classes:
                break
    return frozenset(classes)


def demands(text: str) -> bool:
    """Does this line ask for what the items below it say: `Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:`?"""
    plain = " ".join(text[-_ITEM:].split())
    return plain.endswith(":") and any(rule.regex.search(plain) for rule in _rules("intro."))


def classify_item(text: str) -> str | None:
    """Why an item of a section of tasks is none: annex, money, closing, force, note; else None."""
    plain = " ".join(text.split()).removesuffix("./.").rstrip()
    if len(plain) > _ITEM:
        return None
    low = plain.lower()
    for rule in _rules("item."):
        if any(k in low for k in rule.keywords) and rule.regex.match(plain):
            return str(rule.emits["class"])
    return None
