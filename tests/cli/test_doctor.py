"""`doctor`: what is installed, what is missing, what that costs."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from cchc_extract import doctor
from cchc_extract.readers.formats import FORMATS
from cchc_extract.readers.programs import PROGRAMS
from cchc_extract.writers.archive import ARCHIVE_OUTPUTS
from tests.conftest import Run


def test_it_lists_every_format_package_and_program(run: Run) -> None:
    done = run("doctor")
    page = done.stdout.decode()
    assert done.returncode == 0 and not done.stderr
    packages = [each for row in (*FORMATS, *ARCHIVE_OUTPUTS.values()) for each in row.packages]
    for name in (*(row.name for row in FORMATS), *packages, *PROGRAMS, "pdfplumber", "fsspec", "distributed"):
        assert f"\n  {name} " in page


def test_what_is_missing_is_named_with_what_brings_it(run: Run) -> None:
    done = run("doctor", "--json", env={"PATH": ""})
    told = json.loads(done.stdout)
    assert done.returncode == 0
    for part in told["programs"]:
        assert part["version"] is None and part["install"].startswith("apt install ") and part["loss"]
    page = run("doctor", env={"PATH": ""}).stdout.decode()
    assert "missing" in page and "apt install tesseract-ocr tesseract-ocr-vie" in page


def test_a_format_without_its_package_or_programs_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    row = FORMATS[0]._replace(name="new", packages=("no-such-package",), extra="new")
    other = FORMATS[0]._replace(name="old", programs=("LibreOffice", "catdoc"))
    monkeypatch.setattr(doctor, "FORMATS", (row, other))
    monkeypatch.setattr(doctor, "program_version", {"catdoc": "0.95"}.get)
    monkeypatch.setattr(doctor, "lacks", lambda name: None)
    health = doctor.examine()
    assert [(each.read, each.missing) for each in health.formats] == [
        (False, ("no-such-package",)),
        (True, ("LibreOffice",)),
    ]
    page = "\n".join(doctor.lines(health))
    assert "pip install 'cchc-extract[new]'" in page and "NEW: not read" in page
    assert "old        read, not all" in page


def test_pdf_without_what_reads_scanned_pages_is_read_not_all(run: Run) -> None:
    told = json.loads(run("doctor", "--json", env={"PATH": ""}).stdout)
    pdf = next(each for each in told["formats"] if each["format"] == "pdf")
    assert "tesseract" in pdf["missing"]


def test_the_doctor_loads_no_package_of_a_format() -> None:
    script = (
        "import sys\nfrom cchc_extract.cli import run\nassert run(['doctor']) == 0\n"
        "assert not {'lxml', 'xlrd', 'python_calamine', 'rich', 'cchc_extract.pipeline'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
