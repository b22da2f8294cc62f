"""A printed plan, scanned: its records are found again, and what is read wrong is marked as uncertain.

`scan_report` measures the same on any PDF. Here: two pages, by LibreOffice and tesseract where both are installed.
"""

from __future__ import annotations

import shutil
import subprocess

import pytest

from cchc_extract import extract
from cchc_extract.model.record import Extraction
from tests.conftest import ROOT
from tests.eval.scan_report import compare
from tests.metamorphic.word import OFFICE as LIBREOFFICE
from tests.metamorphic.word import converted
from tests.scans import OFFICE, scanned

PLAN = ROOT / "samples" / "department-plan-docx" / "input.docx"


def learnt() -> bool:
    if not shutil.which("tesseract"):
        return False
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, timeout=30, check=False)
    return "vie" in listed.stdout.split()


pytestmark = pytest.mark.skipif(
    LIBREOFFICE is None or not learnt(), reason="LibreOffice or tesseract with Vietnamese is not installed"
)


@pytest.fixture(scope="module")
def both() -> tuple[Extraction, Extraction]:
    """The records of the printed plan, and of a scan of it."""
    printed = converted({"plan": PLAN.read_bytes()}, "pdf", LIBREOFFICE or "")["plan"]
    return extract(printed), extract(scanned(printed, OFFICE))


def test_the_rows_and_values_of_a_scan_are_those_of_the_print(both: tuple[Extraction, Extraction]) -> None:
    counts = compare(*both)
    assert counts["rows"] >= 6 and counts["rows found"] >= 0.95 * counts["rows"]
    assert counts["rows given"] <= counts["rows"] + 1  # a note whose raised figure is misread is a paragraph
    assert counts["cells exact"] >= 0.8 * counts["cells"]
    for kind in ("deadlines", "parties"):
        assert counts[f"{kind} wrong unmarked"] == counts[f"{kind} missing unmarked"] == 0
        right = counts[f"{kind} right marked"] + counts[f"{kind} right unmarked"]
        assert right >= 0.9 * counts[kind] and counts[f"{kind} right marked"] <= 0.3 * counts[kind]


def test_every_value_of_a_scan_has_its_confidence_and_a_place_on_its_page(both: tuple[Extraction, Extraction]) -> None:
    printed, result = both[0].to_dict(), both[1].to_dict()
    values = [v for task in result["tasks"] for v in (*task["deadlines"], *task["parties"])]
    assert values and all(0 <= v["confidence"] <= 1 for v in values)
    assert {p["page"] for p in result["places"]} == {1, 2}
    assert all(p["bbox"][0] < p["bbox"][2] and p["bbox"][1] < p["bbox"][3] for p in result["places"])
    doubted = [v for v in values if v["confidence"] < 0.9]
    told = [d["span"] for d in result["diagnostics"] if d["code"] == "ocr.uncertain"]
    assert all(v["span"] in told for v in doubted)
    assert not any("confidence" in v for task in printed["tasks"] for v in (*task["deadlines"], *task["parties"]))


def test_a_scan_has_the_head_of_the_print(both: tuple[Extraction, Extraction]) -> None:
    printed, found = (each.document for each in both)
    for name in ("kind", "type", "number", "issuer", "issued", "year", "signer"):
        assert getattr(found, name) == getattr(printed, name), name
