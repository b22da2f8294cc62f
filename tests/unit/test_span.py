"""Texts that know their places: reading, slicing, joining."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_extract.model.span import Text, join, read_words

READ = [
    ("  Sở Nội vụ  ", "Sở Nội vụ"),
    ("Sở  Nội\tvụ", "Sở Nội vụ"),
    ("Nghị quyết số 17/NQ-\nCP", "Nghị quyết số 17/NQ-CP"),
    ("giai đoạn 2021 -\n2025", "giai đoạn 2021 -\n2025"),
    ("- Kế hoạch;\n- Báo cáo", "- Kế hoạch;\n- Báo cáo"),
    ('<ul style="list-style-type: none"> - Sở Nội vụ; ', "- Sở Nội vụ;"),
    ("Chỉ tiêu <i>(theo quý)</i>", "Chỉ tiêu (theo quý)"),
    ("b) **Đổi mới**, nâng cao", "b) Đổi mới, nâng cao"),
    ("(*Chi tiết tại Phụ lục*)", "(Chi tiết tại Phụ lục)"),
    ("* một ý", "* một ý"),
    ("(*) ghi chú", "(*) ghi chú"),
    ("một<br>hai", "một\nhai"),
    ("<http://cong.gov.vn>", "<http://cong.gov.vn>"),
    ("", ""),
]


@pytest.mark.parametrize(("source", "words"), READ)
def test_what_a_reader_sees(source: str, words: str) -> None:
    assert read_words(source, 0, len(source)).text == words


PIECES = st.lists(
    st.sampled_from(["Sở", "Nội vụ", " ", "  ", "\t", "\n", "<i>", "</i>", "**", "17/NQ-", "CP", "*", ";", "<"])
)


@given(PIECES.map("".join))
def test_every_place_slices_back(source: str) -> None:
    text = read_words(source, 0, len(source))
    assert (
        "".join(source[a:b] for a, b in text.spans()).split()
        == "".join(text.text[at : at + size] for at, _, size in text.runs).split()
    )
    places = [p for a, b in text.spans() for p in range(a, b)]
    assert places == sorted(set(places))


@given(PIECES.map("".join), st.integers(0, 20), st.integers(0, 20))
def test_a_slice_knows_the_places_of_its_words(source: str, start: int, size: int) -> None:
    text = read_words(source, 0, len(source))
    part = text.slice(start, start + size)
    assert part.text == text.text[start : start + size]
    assert part.spans() == text.spans(start, start + size)


def test_joined_texts_keep_their_places_and_a_broken_number_is_whole_again() -> None:
    source = "Nghị quyết 17/NQ-|CP của Chính phủ"
    joined = join((read_words(source, 0, 17), Text(""), read_words(source, 18, len(source))))
    assert joined.text == "Nghị quyết 17/NQ-CP của Chính phủ"
    at = joined.text.index("NQ-CP")
    assert [source[a:b] for a, b in joined.spans(at, at + 5)] == ["NQ-", "CP"]


def test_joined_lines_stay_two_lines() -> None:
    source = "Kế hoạch\tBáo cáo"
    assert join((read_words(source, 0, 8), read_words(source, 9, 16))).text == "Kế hoạch\nBáo cáo"
