"""Every sample gives the records that lie beside it, all of them, and everything in it has a home."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cchc_extract import extract
from tests.golden.samples import EVERY, EXPECTED, SAMPLES, differences, document, missing, source_text

samples = pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)


@pytest.mark.parametrize("sample", EVERY, ids=lambda path: path.name)
def test_what_reads_a_sample_is_installed(sample: Path) -> None:
    if program := missing(sample):
        pytest.skip(f"{program} is not installed: the sample is not tested")
    assert sample in SAMPLES


@samples
def test_a_sample_gives_its_records(sample: Path) -> None:
    expected = json.loads((sample / EXPECTED).read_text("utf-8"))
    found = list(differences(expected, extract(document(sample)).to_dict()))
    assert not found, "\n".join([f"{len(found)} differences ('just golden' rewrites):", *found[:20]])


def test_the_samples_give_the_same_bytes_whatever_the_order_of_hashes() -> None:
    script = """
import hashlib, sys
from pathlib import Path
from cchc_extract import extract
for name in sys.argv[1:]:
    print(hashlib.sha256(extract(Path(name)).to_json(explain=True).encode()).hexdigest())
"""
    command = [sys.executable, "-c", script, *(str(document(sample)) for sample in SAMPLES)]
    told = {
        subprocess.run(
            command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True, timeout=300
        ).stdout
        for seed in ("1", "2", "77")
    }
    assert len(told) == 1 and told.pop().count(b"\n") == len(SAMPLES)


@samples
def test_a_sample_is_whole(sample: Path) -> None:
    assert {path.name for path in sample.iterdir()} == {document(sample).name, EXPECTED, "NOTE.md"}
    assert (sample / "NOTE.md").read_text("utf-8").strip()


@samples
def test_everything_in_a_sample_has_a_home(sample: Path) -> None:
    accounting = extract(document(sample)).accounting
    assert accounting.residue == ()
    assert accounting.covered == accounting.characters


@samples
def test_every_text_stands_where_its_span_says(sample: Path) -> None:
    result = extract(document(sample))
    source = source_text(sample)
    for where, value in placed(result.to_dict(), "$"):
        parts = value["pieces"] or [value["span"]]
        seen = letters(" ".join(source[start:end] for start, end in parts))
        assert letters(value["text"]) in seen, f"{where}: {value['text']!r} is not in {seen!r}"


def placed(value: Any, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        if value.get("text") and value.get("span"):
            yield where, value
        for key, item in value.items():
            yield from placed(item, f"{where}.{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from placed(item, f"{where}[{index}]")


def letters(text: str) -> str:
    """Letters and digits only: markup, blanks and a word's hyphen at the end of a line are no part of a text."""
    return "".join(re.findall(r"\w+", unicodedata.normalize("NFC", re.sub(r"</?[a-z][^>\n]*>", " ", text))))


def test_the_samples_cover_every_kind_of_document_and_every_dialect() -> None:
    results = [extract(document(sample)) for sample in SAMPLES]
    assert {result.document.kind for result in results} == {"plan", "framework", "report", "other"}
    assert {result.source.dialect for result in results} >= {"tabs", "cell_lines", "bars", "markdown", "layout", "docx"}
    assert len(SAMPLES) >= 8


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of eight words, markup aside."""
    words = re.findall(r"\w+", unicodedata.normalize("NFC", re.sub(r"</?ul[^>]*>", " ", text)).casefold())
    return set(zip(*(words[k:] for k in range(8)), strict=False))


# The head of every Vietnamese document is the same.
MOTTO = runs("ủy ban nhân dân cộng hòa xã hội chủ nghĩa việt nam độc lập tự do hạnh phúc số")
MOTTO |= runs("ủy ban nhân dân cộng hòa xã hội chủ nghĩa việt nam số")
DOCUMENTS = sorted((Path(os.environ.get("CCHC_SHARED", "no such folder")) / "documents").glob("0*.txt"))


@pytest.mark.skipif(not DOCUMENTS, reason="CCHC_SHARED names no folder with documents/*.txt")
@samples
def test_a_sample_is_our_own_writing(sample: Path) -> None:
    copied = set().union(*(runs(path.read_text("utf-8")) for path in DOCUMENTS))
    mine = runs(source_text(sample))
    assert not {" ".join(run) for run in mine & copied - MOTTO}
