"""The same plan as a workbook gives the records that it gives as a text."""

from __future__ import annotations

import pytest

from cchc_extract import extract

from . import expected, expected_document, expected_prose, plans, variants
from .test_metamorphic import differences
from .workbooks import WRITERS, workbook

PLANS = {p.slug: p for p in plans()}


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("plan", PLANS)
def test_a_workbook_gives_the_same_records(plan: str, form: str) -> None:
    wrong: list[str] = []
    for variant in variants(PLANS[plan]):
        if variant.fits("tabs"):
            result = extract(workbook(PLANS[plan], form, variant)).to_dict()
            found = differences(result, expected(PLANS[plan], variant))
            facts = expected_document(PLANS[plan], variant)
            found += [k for k in ("type", "number", "issued") if result["document"][k] != facts[k]]
            prose = [t["task"] for t in result["tasks"] if t["source"] == "prose"]
            if len(prose) != len(expected_prose(PLANS[plan], variant)):
                found.append(f"{len(prose)} tasks of prose")
            if result["accounting"]["residue"]:
                found.append("residue")
            wrong += [f"{variant.name}: {each}" for each in found]
    assert not wrong, f"{len(wrong)}\n" + "\n".join(wrong[:12])
