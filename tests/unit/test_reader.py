"""The reader: what is a document, what is none, and that every offset is that of the decoded source."""

from __future__ import annotations

import codecs
import os
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_extract.diagnostics import CODES
from cchc_extract.errors import ReadError
from cchc_extract.model.source import SourceDocument
from cchc_extract.readers import FORMATS, read
from cchc_extract.readers import normalise as normalise_module

SENTENCE = "Sở Nội vụ chủ trì, phối hợp với Sở Tư pháp kiểm tra cải cách hành chính."


def slices_back(document: SourceDocument, decoded: str) -> None:
    """Every visible character of the text stands, but for its normal form, at its place in the decoded source."""
    for at, character in enumerate(document.text):
        source = decoded[document.place(at) : document.place(at + 1)]
        seen = "".join(c for c in source if unicodedata.category(c) not in ("Cf", "Cc"))
        if not character.isspace():
            assert unicodedata.normalize("NFC", seen) == character, (at, character, source)


# Encodings


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SENTENCE.encode(), "utf-8"),
        (codecs.BOM_UTF8 + SENTENCE.encode(), "utf-8"),
        (SENTENCE.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"), "utf-16"),
        (SENTENCE.encode("utf-16-le"), "utf-16-le"),
        (SENTENCE.encode("utf-16-be"), "utf-16-be"),
        (SENTENCE.encode("utf-32"), "utf-32"),
    ],
)
def test_every_unicode_encoding_gives_the_same_text(data: bytes, encoding: str) -> None:
    document = read(data, "plan.txt")
    assert document.text == SENTENCE
    assert document.encoding == encoding
    decoded = data.decode(encoding)
    start = document.text.index("Sở Tư pháp")
    assert decoded[document.place(start) : document.place(start + 10)] == "Sở Tư pháp"


def test_a_mark_of_utf16_before_a_nul_is_no_mark_of_utf32() -> None:
    document = read(codecs.BOM_UTF16_LE + ("\x00\n" + SENTENCE * 20).encode("utf-16-le"))
    assert document.encoding == "utf-16"
    assert document.text == "\n" + SENTENCE * 20


def test_utf32_cut_inside_a_letter_is_still_utf32() -> None:
    assert read(SENTENCE.encode("utf-32")[:-2]).encoding == "utf-32"


def test_utf16_without_a_mark_is_reported_as_a_guess() -> None:
    codes = [code for code, _ in read(SENTENCE.encode("utf-16-le")).repairs]
    assert codes == ["source.encoding-guessed"]


def test_a_file_cut_inside_its_last_letter_is_read_and_the_loss_reported() -> None:
    document = read((SENTENCE + "ế").encode()[:-1])
    assert document.text == SENTENCE + "\ufffd"
    (code, (start, end)) = document.repairs[0]
    assert (code, document.text[start:end]) == ("source.character-lost", "\ufffd")


def test_one_broken_byte_in_a_long_text_does_not_refuse_it() -> None:
    data = bytearray((SENTENCE * 20).encode())
    data[data.index("ở".encode())] = 0xFF
    document = read(bytes(data))
    assert [code for code, _ in document.repairs] == ["source.character-lost"] * document.text.count("\ufffd")
    assert document.text.count("Sở Tư pháp") == 20


# What is no text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \r\n\t \n", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (codecs.BOM_UTF8 + b"\n\n", "empty"),
        ("\u200b\u00a0\n".encode(), "empty"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "no PDF that can be opened.*whole file"),
        (b"PK\x03\x04\x14\x00\x06\x00", "ZIP archive of files"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "PPT"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\x1f\x8b\x08\x00", "compressed"),
        (bytes(range(256)) * 4, "not a text"),
        (b"\x7fELF\x02\x01\x01" + bytes(64), "not a text"),
        (b"\x00" * 50, "not a text"),
        (b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?><w:wordDocument/>', "XML file"),
        ("\ufeff<?xml version='1.0'?><office:document/>".encode(), "XML file"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line_that_says_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(ReadError, match=said) as error:
        read(data, "la.bin")
    message = str(error.value)
    assert message.startswith("la.bin: ")
    assert "\n" not in message
    assert error.value.advice


def test_files_that_are_none_are_refused(tmp_path: Path) -> None:
    for path, said in (
        (tmp_path, "directory"),
        (tmp_path / "absent.txt", "no such file"),
        (tmp_path / ("x" * 300), "cannot be read"),
        (Path("a\x00b"), "cannot be read"),
    ):
        with pytest.raises(ReadError, match=said) as error:
            read(path)
        assert str(error.value).startswith(str(path))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read anything")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    (path := tmp_path / "closed.txt").write_text("x")
    path.chmod(0)
    with pytest.raises(ReadError, match="may not be read"):
        read(path)


def test_a_permission_error_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ReadError, match="may not be read; check its permissions"):
        read(tmp_path / "closed.txt")


def test_a_stray_control_character_is_taken_out_and_reported() -> None:
    document = read((SENTENCE * 3).replace("Tư", "T\x03ư", 1).encode())
    assert document.text == SENTENCE * 3
    assert [code for code, _ in document.repairs] == ["source.control-removed"]


# The text of a `str`


def test_a_text_is_never_refused() -> None:
    assert [code for code, _ in read("").repairs] == ["source.empty"]
    assert [code for code, _ in read("\ufeff \n").repairs] == ["source.empty", "source.invisible-removed"]
    assert [code for code, _ in read("ke-hoach.txt").repairs] == ["source.file-name"]
    assert read("Kế \ud800 hoạch").text == "Kế \ufffd hoạch"
    assert read("\x00\x01").text == ""


def test_a_text_has_the_size_and_the_sum_of_its_utf8_form() -> None:
    text, data = read(SENTENCE), read(SENTENCE.encode())
    assert (text.sha256, text.bytes, text.encoding) == (data.sha256, data.bytes, data.encoding)


# Normalising, with its offset map


def test_the_short_cut_for_plain_texts_changes_nothing() -> None:
    """Whatever character is taken for plain is left alone by the long way too."""
    plain = [c for c in map(chr, range(0x110000)) if not normalise_module._pattern("odd").search(c)]
    document = read(" ".join(plain) + "\ufeff")  # a mark: the long way
    assert document.text == " ".join(plain)
    assert unicodedata.is_normalized("NFC", document.text)
    assert {"ế", "Đ", "–", "₫", "\uf0b7", "²"} < set(plain)


def test_a_plain_text_needs_no_map() -> None:
    assert read(SENTENCE).places is None


@pytest.mark.parametrize(
    "decoded",
    [
        unicodedata.normalize("NFD", SENTENCE),
        "Kê\u0301 hoạch",  # as Windows-1258 parts it: the hat on the letter, the tone after it
        "một\r\nhai\rba\r\r\nbốn",
        "Sở\u00a0Nội\u2003vụ",
        "\ufeffSố: 5",
        "hành\u00adchính \u200b và \u200e\u2060 vụ\u200b\n\u200b\n\u200bSở",
        "trang một\n\ftrang hai\x0bvà\u2028hết\x85.",
        "\u1112\u1161\u11ab 한",  # letters of another script that NFC joins without a mark
        "a\u200b\u0301",  # an invisible sign between a letter and its tone
        "x" + "\u0301" * 40,
        "\u0301 mở đầu bằng dấu",
    ],
)
def test_each_character_knows_its_place(decoded: str) -> None:
    document = read(decoded)
    slices_back(document, decoded)
    assert not any(c in document.text for c in "\r\u00a0\u200b\u200e\ufeff\u00ad\x0b\u2028")
    assert not re.search(r"[^\n\f]\f", document.text)  # a form feed parts pages, at a line's beginning only


@pytest.mark.parametrize(
    ("decoded", "text"),
    [
        (unicodedata.normalize("NFD", SENTENCE), SENTENCE),
        ("một\r\nhai\rba\r\r\nbốn", "một\nhai\nba\nbốn"),
        ("Sở\u00a0Nội\u2003vụ\tx", "Sở Nội vụ\tx"),
        ("trang một\n\ftrang hai\ftrang ba", "trang một\n\ftrang hai\ntrang ba"),
        ("hành\u00adchính \u200b", "hànhchính "),
        ("\ufeffSố", "Số"),
        ("Ðề án, ðiện tử, Ɖà Nẵng", "Đề án, điện tử, Đà Nẵng"),
    ],
)
def test_normal_form(decoded: str, text: str) -> None:
    assert read(decoded).text == text


def test_a_foreign_letter_is_repaired_where_it_stands() -> None:
    document = read("\ufeffTỉnh Ðồng Ðức\r\nsố ð, lƣu trữ, tƣ\u0300")
    places = [(code, document.text[a:b]) for code, (a, b) in document.repairs if code != "source.invisible-removed"]
    assert places == [("source.letter-repaired", letter) for letter in "ĐĐđưừ"]


def test_invisible_signs_belong_to_a_visible_neighbour_or_are_unseen() -> None:
    decoded = "\u200bmột\u200b \u200b hai \u200bba\n\u200b\n"
    document = read(decoded)
    visible = {
        place
        for at, character in enumerate(document.text)
        if not character.isspace()
        for place in range(document.place(at), document.place(at + 1))
    }
    unseen = {place for start, end in document.unseen for place in range(start, end)}
    assert not visible & unseen
    assert visible | unseen == {at for at, character in enumerate(decoded) if not character.isspace()}


def test_pages_are_counted_by_form_feeds() -> None:
    assert read("một\n\fhai\n\fba\n\f").pages == 3
    assert read("một").pages is None


letters = st.text(
    st.sampled_from(
        "aế ộ\u0301\u0323\u0302\u200b\ufeff\u00ad\r\n\t\f\x0b\u00a0\u2028ÐĐđð\x00\x03\u1112\u1161\u11ab\ufffd"
    )
)


@given(st.one_of(letters, st.text()))
def test_any_text_is_read_with_its_places(decoded: str) -> None:
    document = read(decoded)
    places = [document.place(at) for at in range(len(document.text) + 1)]
    assert places == sorted(places)
    assert places[-1] == len(decoded)
    assert all(0 <= start <= end <= len(document.text) for _, (start, end) in document.repairs)
    assert {code for code, _ in document.repairs} <= set(CODES)


@given(letters)
def test_every_visible_character_is_covered_once(decoded: str) -> None:
    document = read(decoded)
    covered: list[int] = []
    for at, character in enumerate(document.text):
        if not character.isspace():
            covered += range(document.place(at), document.place(at + 1))
    covered += (place for start, end in document.unseen for place in range(start, end))
    assert len(covered) == len(set(covered))
    assert set(covered) >= {at for at, character in enumerate(decoded) if not character.isspace()}


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        document = read(data)
    except ReadError as error:
        assert "\n" not in str(error)
    else:
        assert document.bytes == len(data)


# The table of formats


def test_every_format_is_a_whole_row() -> None:
    for row in FORMATS:
        assert row.name and row.extensions and row.media_types and row.module.startswith("cchc_extract.readers.")
    assert sum(not row.signatures and not row.looks for row in FORMATS) == 1, "one format needs no signature: text"
    assert len({row.name for row in FORMATS}) == len(FORMATS)
