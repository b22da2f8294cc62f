"""The same plan as a Word file, and as what LibreOffice makes of that, gives the records that it gives as a text."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from cchc_extract import Extraction, extract, extract_all

from . import expected, expected_document, expected_prose, plans, variants
from .test_metamorphic import differences
from .variants import Variant
from .word import OFFICE, converted, word

# Of what LibreOffice writes, and how many variants: to read RTF and DOC it is started again for each.
FORMS = {"docx": None, "pdf": None, "odt": None, "rtf": 3, "doc": 3}
PLANS = {p.slug: p for p in plans()}


def written(plan: str) -> dict[str, Variant]:
    """The variants that a Word file can be written in."""
    return {v.name: v for v in variants(PLANS[plan]) if v.fits("cell_lines") and not v.list_markup}


def wrong(plan: str, variant: Variant, extracted: Extraction) -> list[str]:
    """What records have that the plan has not."""
    result = extracted.to_dict()
    found = differences(result, expected(PLANS[plan], variant))
    known = expected_document(PLANS[plan], variant)
    document = {**result["document"], "recipients": [r["text"] for r in result["document"]["recipients"]]}
    found += [f"{k}: {document[k]!r}" for k in known if document[k] != known[k]]
    prose = [(t["ordinal"], t["task"]) for t in result["tasks"] if t["source"] == "prose"]
    found += ["prose"] * (prose != [(t["ordinal"], t["task"]) for t in expected_prose(PLANS[plan], variant)])
    found += ["residue"] * bool(result["accounting"]["residue"])
    return [f"{variant.name}: {each}" for each in found]


@pytest.mark.parametrize("plan", PLANS)
def test_a_word_file_gives_the_same_records(plan: str) -> None:
    found = [each for v in written(plan).values() for each in wrong(plan, v, extract(word(PLANS[plan], v)))]
    assert not found, f"{len(found)}\n" + "\n".join(found[:12])


@pytest.mark.parametrize("plan", PLANS)
def test_an_archive_of_them_gives_the_same_records(plan: str) -> None:
    forms, data = written(plan), BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as archive:
        for name, v in forms.items():
            archive.writestr(f"kế hoạch/{name}.docx", word(PLANS[plan], v))
    results = [each for each in extract_all(data.getvalue()) if isinstance(each, Extraction)]
    assert [each.source.name for each in results] == [f"kế hoạch/{name}.docx" for name in forms]
    found = [line for v, each in zip(forms.values(), results, strict=True) for line in wrong(plan, v, each)]
    assert not found, f"{len(found)}\n" + "\n".join(found[:12])


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("plan", PLANS)
def test_what_an_office_makes_of_it_gives_the_same_records(plan: str, form: str) -> None:
    forms = dict(list(written(plan).items())[: FORMS[form]])
    files = converted({name: word(PLANS[plan], v) for name, v in forms.items()}, form, OFFICE or "")
    found = [each for name, v in forms.items() for each in wrong(plan, v, extract(files[name]))]
    assert not found, f"{len(found)}\n" + "\n".join(found[:12])
