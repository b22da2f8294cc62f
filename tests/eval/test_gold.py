"""The accuracy floors on the hand-checked answers, where they are there: `CCHC_SHARED` names the folder.

The scorer is the one that lies with the answers; it is loaded by its path and never copied here.
"""

from __future__ import annotations

import importlib.util
import json
import os
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from cchc_extract import extract

SHARED = Path(os.environ.get("CCHC_SHARED", "no such folder"))
GOLD = sorted((SHARED / "gold").glob("*.json"))

# Floors, not aims: what has been reached may not be lost. `total` is the scorer's weighted mean.
FLOORS: dict[str, float] = {
    "total": 0.995,
    "rows": 1.0,
    "cells": 1.0,
    "section": 1.0,
    "ordinal": 1.0,
    "indicators": 1.0,
    "spans": 1.0,
}

pytestmark = pytest.mark.skipif(not GOLD, reason="CCHC_SHARED names no folder with gold/*.json")


@cache
def scorer() -> ModuleType:
    """`score.py`, as a module."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def figures(stem: str) -> tuple[dict[str, float], Any]:
    """The scorer's figures for one document, and its tally."""
    document = SHARED / "documents" / f"{stem}.txt"
    gold = json.loads((SHARED / "gold" / f"{stem}.json").read_text("utf-8"))
    result = json.loads(extract(document).to_json())
    tally = scorer().Tally()
    scorer().compare(gold, result, tally)
    scorer().check_spans(result["tasks"], document.read_text("utf-8"), tally)
    return {"total": tally.total(), **tally.figures()}, tally


@pytest.mark.parametrize("figure", FLOORS)
@pytest.mark.parametrize("stem", [path.stem for path in GOLD])
def test_no_figure_falls_under_its_floor(stem: str, figure: str) -> None:
    got, tally = figures(stem)
    if figure not in got:
        pytest.skip(f"{stem} has nothing of {figure}")
    assert got[figure] >= FLOORS[figure] - 1e-9, "\n".join(tally.misses.get(figure, [])[:5])


@pytest.mark.parametrize("path", sorted((SHARED / "documents").glob("*.txt")), ids=lambda path: path.stem)
def test_everything_in_a_real_document_has_a_home(path: Path) -> None:
    accounting = extract(path).accounting
    source = path.read_text("utf-8")
    assert [source[start:end] for start, end in accounting.residue] == []
    assert accounting.covered == accounting.characters == sum(not character.isspace() for character in source)
