"""The same plan as a web page or as comma-separated values gives the same records as its text."""

from __future__ import annotations

import pytest

from cchc_extract import extract

from . import expected, expected_document, expected_prose, plans, variants
from .test_metamorphic import differences
from .web import page, sheet

PLANS = {p.slug: p for p in plans()}


@pytest.mark.parametrize("nested", [False, True])
@pytest.mark.parametrize("site", [False, True])
@pytest.mark.parametrize("plan", PLANS)
def test_a_web_page_gives_the_same_records(plan: str, site: bool, nested: bool) -> None:
    wrong = []
    for variant in (v for v in variants(PLANS[plan]) if v.dialects is None or "tabs" in v.dialects):
        if variant.list_markup:
            continue  # a tag in a text
        result = extract(page(PLANS[plan], variant, site=site, nested=nested).encode()).to_dict()
        wrong += [f"{variant.name}: {each}" for each in differences(result, expected(PLANS[plan], variant))]
        known = expected_document(PLANS[plan], variant)
        document = {**result["document"], "recipients": [r["text"] for r in result["document"]["recipients"]]}
        wrong += [f"{variant.name}: {k}: {document[k]}" for k in known if document[k] != known[k]]
        prose = [(t["ordinal"], t["task"]) for t in result["tasks"] if t["source"] == "prose"]
        wrong += [variant.name] * (prose != [(t["ordinal"], t["task"]) for t in expected_prose(PLANS[plan], variant)])
        wrong += [f"{variant.name}: residue"] * bool(result["accounting"]["residue"])
    assert not wrong, "\n".join(wrong[:8])


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("plan", PLANS)
def test_delimited_values_give_the_same_records(plan: str, delimiter: str) -> None:
    first = PLANS[plan].annexes[0]
    count = sum(len(part.rows) for part in first.sections)
    source = sheet(PLANS[plan], delimiter=delimiter)
    result = extract(source.encode()).to_dict()
    assert not differences(result, expected(PLANS[plan])[:count])
    assert not result["accounting"]["residue"]
    for task in result["tasks"]:
        for start, end in task["spans"]["task"]:
            assert " ".join(source[start:end].split()) in task["cells"]["task"]
