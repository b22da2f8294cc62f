"""Load a grammar by name.

A grammar file holds `[macro]` (name = pattern, used in patterns as `$name`), `[[rule]]` (id, keywords, pattern,
emits, example, counterexample) and any other tables, which a field reads as its own data (`Grammar.data`).
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from typing import Any, NamedTuple

_WORD = re.compile(r"[^\W\d_]+")
_MACRO = re.compile(r"\$([a-z_]+)")
_EXAMPLE = re.compile(r"^[ \t]*\[\[rule\.(?:counter)?example\]\].*?(?=^[ \t]*\[|\Z)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Rule:
    """One grammar entry. `keywords` are lower-case literals, one of which any match contains ([] = no filter)."""

    id: str
    keywords: tuple[str, ...]
    pattern: str
    emits: dict[str, Any] = field(default_factory=dict)
    grammar: str = ""

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern, compiled once, when first needed."""
        return re.compile(self.pattern, re.IGNORECASE)

    @property
    def examples(self) -> tuple[dict[str, Any], ...]:
        """What the entry must read, as its file says it."""
        return _examples(self.grammar)[self.id][0]

    @property
    def counterexamples(self) -> tuple[dict[str, Any], ...]:
        """What the entry must leave alone, and why."""
        return _examples(self.grammar)[self.id][1]


class Grammar(NamedTuple):
    """The rules of one file in their order, and the file's other tables."""

    name: str
    rules: tuple[Rule, ...]
    macros: dict[str, str]
    data: dict[str, Any]

    def expand(self, pattern: str) -> str:
        """A pattern with its `$macros` put in."""
        while (wider := _MACRO.sub(lambda m: self.macros[m[1]], pattern)) != pattern:
            pattern = wider
        return pattern

    def matching(self, lowered: str) -> Iterator[Rule]:
        """The rules whose keyword stands in a text already in lower case."""
        return (r for r in self.rules if not r.keywords or any(k in lowered for k in r.keywords))


def _text(name: str) -> str:
    return (resources.files("cchc_extract.grammars") / f"{name}.toml").read_text("utf-8")


@cache
def grammar(name: str) -> Grammar:
    """The grammar `grammars/<name>.toml`. Raises FileNotFoundError if there is none.

    Its examples, most of the file, are left for `Rule.examples` to read.
    """
    data = tomllib.loads(_EXAMPLE.sub("", _text(name)))
    bare = Grammar(name, (), data.pop("macro", {}), {})
    rules = tuple(
        Rule(
            id=entry["id"],
            keywords=tuple(entry.get("keywords", ())),
            pattern=bare.expand(entry["pattern"]),
            emits=entry.get("emits", {}),
            grammar=name,
        )
        for entry in data.pop("rule", [])
    )
    return Grammar(name, rules, bare.macros, data)


@cache
def _examples(name: str) -> dict[str, tuple[tuple[dict[str, Any], ...], tuple[dict[str, Any], ...]]]:
    entries = tomllib.loads(_text(name)).get("rule", [])
    return {e["id"]: (tuple(e.get("example", ())), tuple(e.get("counterexample", ()))) for e in entries}


@cache
def vocabulary() -> Mapping[str, int]:
    """The words of all grammar files in small letters, their examples too, and how often each stands there: how usual a
    word is where administration writes."""
    files = (each for each in resources.files("cchc_extract.grammars").iterdir() if each.name.endswith(".toml"))
    return Counter(word.lower() for each in files for word in _WORD.findall(each.read_text("utf-8")))
