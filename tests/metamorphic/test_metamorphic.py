"""One plan, however it is written and wherever pages cut it, gives the same records.

The generator beside this file imports nothing of the tool. Every rendering and every cut goes through the whole
pipeline and is compared field by field with what the plan says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from cchc_extract import extract

from . import DIALECTS, Cut, count_columns, cuts, double_cuts, expected, paginated, plans, render, variants

PLANS = {p.slug: p for p in plans()}
CUTTERS: dict[str, Callable[..., Iterator[Cut]]] = {
    "one cut": cuts,
    "a row over three pages": double_cuts,
    "every n lines": paginated,
}


def fold(text: Any) -> str:
    return re.sub(r"\s+", " ", str(text or "")).strip()


def bare(text: Any) -> str:
    return fold(text).strip(" .;,:")


def placeless(task: dict[str, Any], keys: set[str]) -> dict[str, Any]:
    """A record without its places, in a form in which answers and results are the same."""
    full: dict[str, Any] = {
        "cells": {role: fold(cell) for role, cell in task["cells"].items() if fold(cell)},
        "inherited": sorted(task["inherited"]),
        "section": [bare(s["label"] if isinstance(s, dict) else s) for s in task["section"]],
        "ordinal": bare(task["ordinal"]),
        "annex": bare((task.get("annex") or {}).get("number")),
        "activities": [(a["code"], bare(a["text"])) for a in task.get("activities", ())],
        "deliverables": [bare(d["text"]) for d in task.get("deliverables", ())],
        "parties": [(p["role"], bare(p["text"]), bare(p["name"])) for p in task.get("parties", ())],
        "deadlines": [tuple(d[k] for k in KEYS) for d in task.get("deadlines", ())],
        "budget": tuple((task.get("budget") or {}).get(k) for k in ("kind", "amount", "per")),
    }
    return {key: full[key] for key in ALWAYS | keys}


KEYS = ("kind", "bound", "value", "start", "end", "rrule")
SAY_SO = {"row.cut-ambiguous", "row.fragment-repeats"}
ALWAYS = {"cells", "inherited", "section", "ordinal", "annex"}
STATED = {"activities", "deliverables", "parties", "deadlines", "budget"}


def check(text: str, right: list[dict[str, Any]]) -> list[str]:
    """What is wrong in the records of a text; nothing, if all is right."""
    return differences(extract(text).to_dict(), right)


def differences(result: dict[str, Any], right: list[dict[str, Any]]) -> list[str]:
    """What is wrong in a result's records."""
    got = [t for t in result["tasks"] if t["source"] == "table"]
    if len(got) != len(right):
        return [f"{len(got)} records, {len(right)} wanted"]
    wrong = []
    for task, want in zip(got, right, strict=True):
        keys = STATED & want.keys()
        a, b = placeless(task, keys), placeless(want, keys)
        wrong += [f"{want['ordinal']} {key}: got {a[key]!r}, wanted {b[key]!r}" for key in a if a[key] != b[key]]
    return wrong


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("plan", PLANS)
def test_every_rendering_gives_the_same_records(plan: str, dialect: str) -> None:
    wrong, done = [], 0
    for variant in variants(PLANS[plan]):
        if variant.fits(dialect):
            found = check(render(PLANS[plan], dialect, variant), expected(PLANS[plan], variant))
            wrong += [f"{variant.name}: {each}" for each in found]
            done += 1
    assert done
    assert not wrong, "\n".join(wrong[:8])


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("cutter", CUTTERS)
@pytest.mark.parametrize("plan", PLANS)
def test_no_cut_changes_a_record(plan: str, cutter: str, dialect: str, capsys: pytest.CaptureFixture[str]) -> None:
    right = expected(PLANS[plan])
    wrong: list[str] = []
    done: list[Cut] = []
    doubts: Counter[str] = Counter()
    needless = 0
    for cut in CUTTERS[cutter](PLANS[plan], dialect):
        result = extract(cut.text).to_dict()
        found = differences(result, right)
        codes = {d["code"] for d in result["diagnostics"]}
        done.append(cut)
        if cut.ambiguous:
            doubts["read as the plan says" if not found else "read otherwise"] += 1
            if not codes & SAY_SO:
                wrong.append(f"{cut.description}: two honest readings, and no diagnostic says so")
            continue
        needless += "row.cut-ambiguous" in codes
        if found:
            wrong.append(f"{cut.description}: {found[0]}")
    with capsys.disabled():
        print(
            f"\n{plan}, {dialect}, {cutter}: {len(done)} cuts, by column {dict(count_columns(done))}, in doubt {dict(doubts)}"
        )
    assert not wrong, f"{len(wrong)} of {len(done)}\n" + "\n".join(wrong[:8])
    if cutter == "one cut":  # where there are many in a text, one of them may well be in doubt
        assert needless <= len(done) / 10, f"{needless} of {len(done)} clear cuts are called ambiguous"
