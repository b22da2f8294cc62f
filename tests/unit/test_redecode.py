"""TCVN3 and VNI that were taken for Latin-1, in a file in Unicode: put right where the words say so, nowhere else."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_extract import extract
from cchc_extract.grammar.load import grammar
from cchc_extract.model.source import SourceDocument
from cchc_extract.readers import read
from cchc_extract.readers.redecode import redecode
from tests.conftest import ROOT
from tests.legacy_encodings import LETTERS, shown

EXAMPLES = grammar("encodings").data["example"]
COUNTEREXAMPLES = grammar("encodings").data["counterexample"]
SAMPLES = sorted((ROOT / "samples").glob("*/input.txt"))
OLD = ("tcvn3", "vni")
TASK = "Giao Sở Nội vụ chủ trì rà soát các thủ tục"
AROUND = "1. Kế hoạch của Ủy ban nhân dân tỉnh\n{}\n2. Tổ chức thực hiện, báo cáo trước ngày 15/6"


def repairs(document: SourceDocument) -> list[tuple[str, str]]:
    return [(code, document.text[start:end]) for code, (start, end) in document.repairs]


@pytest.mark.parametrize("encoding", OLD)
@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_example(example: dict[str, Any], encoding: str) -> None:
    document = read(example[encoding])
    assert document.text == example["text"]
    assert repairs(document) == [(f"source.{encoding}-redecoded", example["text"])]


@pytest.mark.parametrize("text", [c["text"] for c in COUNTEREXAMPLES], ids=[c["why"] for c in COUNTEREXAMPLES])
def test_counterexample(text: str) -> None:
    assert redecode(text) == (text, None, ())
    mixed = AROUND.format(text)
    assert redecode(mixed).text == mixed


@pytest.mark.parametrize("encoding", OLD)
@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_one_line_of_another_font(encoding: str, codec: str) -> None:
    decoded = AROUND.format(shown(TASK, encoding))
    document = read(decoded.encode(codec))
    assert document.text == AROUND.format(TASK)
    assert document.encoding == codec
    assert repairs(document) == [(f"source.{encoding}-redecoded", TASK)]
    assert {"source.tcvn3-redecoded", "source.vni-redecoded"} >= {code for code, _ in document.repairs}


@pytest.mark.parametrize("encoding", OLD)
def test_one_cell_and_half_a_line(encoding: str) -> None:
    cell = shown("Sở Nội vụ", encoding)
    assert read(f"Rà soát văn bản\t{cell}\tQuý II").text == "Rà soát văn bản\tSở Nội vụ\tQuý II"
    half = shown("chủ trì, phối hợp với các sở", encoding)
    assert read(f"Ủy ban nhân dân tỉnh {half}").text == "Ủy ban nhân dân tỉnh chủ trì, phối hợp với các sở"


def test_two_fonts_in_one_document() -> None:
    document = read(AROUND.format(shown(TASK, "vni") + "\n" + shown(TASK, "tcvn3")))
    assert document.text == AROUND.format(f"{TASK}\n{TASK}")
    assert repairs(document) == [("source.vni-redecoded", TASK), ("source.tcvn3-redecoded", TASK)]


@pytest.mark.parametrize("encoding", OLD)
def test_neighbouring_lines_are_one_repair(encoding: str) -> None:
    lines = f"{TASK}\n\n{TASK}\nII\t{TASK}"
    assert repairs(read(shown(lines, encoding))) == [(f"source.{encoding}-redecoded", lines)]


def test_each_word_knows_its_place() -> None:
    decoded = "\ufeff" + AROUND.format(shown(TASK, "vni")).replace("\n", "\r\n") + "\u200b kết"
    document = read(decoded)
    for words in ("Kế hoạch", "Giao", "Nội vụ", "thủ tục", "báo cáo", "kết"):
        start = document.text.index(words)
        piece = decoded[document.place(start) : document.place(start + len(words))]
        assert piece == (words if words in AROUND + "kết" else shown(words, "vni"))
    assert document.place(len(document.text)) == len(decoded)


def test_a_word_alone_is_put_right_where_the_document_has_more() -> None:
    assert read("Tỉnh\tTØnh").text == "Tỉnh\tTØnh"
    assert read(f"{shown(TASK, 'tcvn3')}\tTØnh\tKøvn").text == f"{TASK}\tTỉnh\tKøvn"


def test_signs_alone_are_no_letters() -> None:
    text = f"· {TASK} © 2021¹ (5.000đ)"
    assert read(f"· {shown(TASK, 'tcvn3')} © 2021¹ (5.000®)").text == text


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.parent.name)
def test_a_text_in_unicode_is_left_alone(sample: Any) -> None:
    text = sample.read_text("utf-8")
    for whole in (text, unicodedata.normalize("NFD", text)):
        assert redecode(whole + " © ® ± ½ ë").text == whole + " © ® ± ½ ë"


@pytest.mark.parametrize("encoding", OLD)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.parent.name)
def test_a_whole_document_gives_the_same_tasks(sample: Any, encoding: str) -> None:
    text = "".join(c for c in unicodedata.normalize("NFC", sample.read_text("utf-8")) if c in LETTERS or c.isascii())
    if encoding == "tcvn3":  # capitals with tones are lost
        text = "".join(c if c in "ĂÂÊÔƠƯĐ" or c.isascii() else c.lower() for c in text)
    right, read_back = extract(text), extract(shown(text, encoding))
    assert [t.task.casefold() for t in read_back.tasks] == [t.task.casefold() for t in right.tasks]
    assert [t.id for t in read_back.tasks] == [t.id for t in right.tasks]


@given(st.text(st.sampled_from("aeouôöKhcng µ¸¹ïùøäñ\xad®\t|\n-.ếạđ·¹")))
def test_places_stay_in_order(decoded: str) -> None:
    right = redecode(decoded)
    places = list(right.places or range(len(decoded) + 1))
    assert len(places) == len(right.text) + 1 and places == sorted(places) and places[-1] == len(decoded)
    assert [decoded[at] for at, c in zip(places, right.text, strict=False) if c.isascii() and not c.isalpha()] == [
        c for c in right.text if c.isascii() and not c.isalpha()
    ]
    assert not right.repairs or re.search(r"\S", right.text)
