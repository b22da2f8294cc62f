"""Vietnamese from before Unicode, as 8-bit files: told by its words alone, read to the same text, else refused."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_extract import decode, extract
from cchc_extract.errors import ReadError
from cchc_extract.grammar.load import grammar
from cchc_extract.readers import read
from cchc_extract.readers.legacy import ENCODINGS, decode_bytes
from cchc_extract.readers.syllables import is_syllable
from tests.conftest import ROOT
from tests.legacy_encodings import LETTERS, encoded, shown

EXAMPLES = grammar("encodings").data["example"]
COUNTEREXAMPLES = grammar("encodings").data["counterexample"]
SAMPLES = sorted((ROOT / "samples").glob("*/input.txt"))
PLAN = """Kế hoạch kiểm tra công tác cải cách hành chính năm 2021
Sở Nội vụ chủ trì, phối hợp với các sở, ngành rà soát thủ tục; hoàn thành trước ngày 30/6.
Giao Văn phòng tổng hợp “kết quả” – báo cáo Ủy ban nhân dân tỉnh hằng quý.
"""


def codes(data: bytes) -> list[str]:
    return [code for code, _ in read(data).repairs]


# The maps


def test_every_letter_has_a_place_in_every_map() -> None:
    assert len(set(LETTERS)) == 134
    for encoding in ENCODINGS:
        capitals = encoding != "tcvn3"  # but for seven, TCVN3 has no capitals
        for letter in LETTERS:
            read_back = unicodedata.normalize("NFC", decode_bytes(encoded(letter, encoding), encoding))
            assert read_back == letter or (not capitals and read_back == letter.lower()), (encoding, letter)


def test_no_two_letters_share_a_sign() -> None:
    for encoding in ENCODINGS:
        assert len({encoded(letter, encoding) for letter in LETTERS}) == (74 if encoding == "tcvn3" else 134)


def test_quotation_marks_and_dashes_are_those_of_windows() -> None:
    for encoding in ("windows-1258", "tcvn3", "vni"):
        assert decode_bytes("“…” – ‘x’".encode("cp1252"), encoding) == "“…” – ‘x’"


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_example(example: dict[str, Any], encoding: str) -> None:
    assert decode_bytes(example[encoding].encode("cp1252"), encoding) == example["text"]
    assert shown(example["text"], encoding) == example[encoding]


# The form of a syllable


SYLLABLES = """hoạch Kế THỦ giếng gì quyết quý nghiêng khuỷu ươm uỷ ủy hoà hòa ĐỊNH Đề xoong huyện mỹ thước y ở"""


@pytest.mark.parametrize("word", SYLLABLES.split())
def test_a_syllable(word: str) -> None:
    assert is_syllable(word)


NONE = """hoàc nghan ngă vÒ ìên ngừơi qy kàc été på straße hợpp ¸c 5ạ đc ń"""


@pytest.mark.parametrize("word", NONE.split())
def test_no_syllable(word: str) -> None:
    assert not is_syllable(unicodedata.normalize("NFC", word))


# Files


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", [PLAN, *PLAN.splitlines()], ids=["plan", "title", "task", "report"])
def test_a_short_text_is_read_in_its_encoding(text: str, encoding: str) -> None:
    text = text if encoding != "viscii" else text.translate(str.maketrans("“”–", '""-'))
    data = encoded(text, encoding)
    document = read(data)
    expected = text if encoding != "tcvn3" else text.replace("Ủy", "ủy")
    assert (document.text, document.encoding) == (expected, encoding)
    assert codes(data) == ["source.encoding-guessed"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_span_counts_in_the_decoded_text(encoding: str) -> None:
    data = encoded(PLAN.replace("\n", "\r\n").translate(str.maketrans("“”–", '""-')), encoding)
    document = read(data)
    text = decode(data, document.encoding)
    for words in ("Sở Nội vụ", "hằng quý", "30/6"):
        start = document.text.index(words)
        piece = text[document.place(start) : document.place(start + len(words))]
        assert unicodedata.normalize("NFC", piece) == words
    if encoding == "windows-1258":
        assert text == data.decode("cp1258")


def test_decode_is_pythons_own_for_unicode() -> None:
    for encoding in ("utf-8", "utf-16", "utf-16-le", "utf-32"):
        assert decode(PLAN.encode(encoding), encoding) == PLAN
    with pytest.raises(LookupError):
        decode(b"x", "no-such-encoding")


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("QUYÕT §ÞNH", "QUYẾT ĐỊNH"),
        ("QUYÕT §ÞNH VÒ Kû luËt", "QUYẾT ĐỊNH Về Kỷ luật"),  # a word in small letters: the others stay as typed
        ("quyÕt ®Þnh", "quyết định"),  # small letters in a font of capitals: nothing in the file tells
        ("ñY BAN NH¢N D¢N TØNH", "ỦY BAN NHÂN DÂN TỈNH"),
        ("UBND x·", "UBND xã"),
        ("Së Néi vô\tQUý II", "Sở Nội vụ\tQUÝ II"),
    ],
)
def test_capitals_of_tcvn3(typed: str, text: str) -> None:
    assert decode_bytes(typed.encode("cp1252"), "tcvn3") == text


# What is none of them


@pytest.mark.parametrize("text", [c["text"] for c in COUNTEREXAMPLES], ids=[c["why"] for c in COUNTEREXAMPLES])
def test_another_language_is_refused_in_one_line(text: str) -> None:
    data = text.encode("cp1252", "ignore")
    with pytest.raises(ReadError, match=r"neither UTF-8 nor UTF-16.*iconv") as error:
        read(data, "cu.txt")
    assert str(error.value).startswith("cu.txt: ") and "\n" not in str(error.value)


@pytest.mark.parametrize(
    "data",
    [
        b"The cost of a caf\xe9 au lait in Orl\xe9ans\n" * 20,
        b"\xa9 2020 All rights reserved, 20 \xb0C\n",
        bytes(range(1, 256)) * 3,
        b"\xff\xd0\x81" * 40,
    ],
)
def test_what_is_not_certain_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError):
        read(data)


@given(st.binary(min_size=60, max_size=400))
def test_chance_bytes_are_no_old_encoding(data: bytes) -> None:
    try:
        assert read(data).encoding not in ENCODINGS
    except ReadError as error:
        assert "\n" not in str(error)


# The records


def without_places(value: Any) -> Any:
    """A result without what an encoding changes: places, and that the encoding was guessed."""
    if isinstance(value, dict):
        places = {"span", "spans", "pieces", "called", "leaves"}
        return {key: without_places(each) for key, each in value.items() if key not in places}
    if isinstance(value, list):
        return [without_places(each) for each in value if "source.encoding-guessed" not in str(each)]
    return value


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.parent.name)
def test_an_encoding_changes_nothing_in_the_records_but_their_places(sample: Any, encoding: str) -> None:
    text = unicodedata.normalize("NFC", sample.read_text("utf-8"))
    codec = "ascii" if encoding == "viscii" else "cp1252"
    kept = "".join(c for c in text if c in LETTERS or c.encode(codec, "ignore"))
    if encoding == "tcvn3":  # capitals with tones are lost, but where capitals stand beside them
        kept = decode_bytes(encoded(kept, "tcvn3"), "tcvn3")
    data = encoded(kept, encoding)
    result, plain = extract(data).to_dict(), extract(kept.encode()).to_dict()
    assert result["source"]["encoding"] == encoding
    for part in result.keys() - {"source", "accounting"}:
        assert without_places(result[part]) == without_places(plain[part]), part
