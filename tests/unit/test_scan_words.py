"""Words that were recognised: two readings to one, strokes counted, words put in lines. No program is asked."""

from __future__ import annotations

import numpy as np
import pytest

from cchc_extract.readers.page import Word
from cchc_extract.readers.scan_agree import DOUBT, agreed
from cchc_extract.readers.scan_page import ScannedPage, even
from cchc_extract.readers.scan_strokes import contradicts, roman
from cchc_extract.readers.scan_words import Seen, TesseractError, words_of


def seen(text: str, sure: float, left: float = 0, wide: float = 40, top: float = 0) -> Seen:
    return Seen(text, left, top, left + wide, top + 20, sure)


def one(first: str, sure: float, second: str, other: float) -> Seen:
    (word,) = agreed([seen(first, sure)], [seen(second, other)])
    return word


def test_a_usual_word_that_both_read_is_as_sure_as_the_sure_reading() -> None:
    assert one("thẩm", 0.6, "thẩm", 0.95).confidence == 0.95


@pytest.mark.parametrize("text", ["2026", "III/2026", "IV", "15/QĐ-UBND"])
def test_figures_are_as_sure_as_the_doubtful_reading(text: str) -> None:
    assert one(text, 0.6, text, 0.95).confidence == 0.6


@pytest.mark.parametrize(("first", "second"), [("Quý", "Quy"), ("II", "III"), ("2026", "2025"), ("Sở", "Sở.")])
def test_what_is_read_in_two_ways_is_doubted_however_sure_both_are(first: str, second: str) -> None:
    assert one(first, 0.99, second, 0.98).confidence <= DOUBT


def test_of_two_readings_the_far_more_usual_word_wins_else_the_surer_one() -> None:
    assert one("phãm", 0.97, "phẩm", 0.6).text == "phẩm"
    assert one("Tố", 0.97, "Tổ", 0.9).text == "Tổ"
    assert one("2025", 0.7, "2026", 0.9).text == "2026"


def test_signs_that_small_print_does_not_tell_apart_are_no_difference() -> None:
    assert one("2022-2025", 0.95, "2022–2025", 0.95).confidence == 0.95
    assert one("~", 0.9, "-", 0.9).text == "-"


def test_a_quotation_mark_that_is_never_closed_is_none() -> None:
    assert one("“Tháng", 0.9, "'Tháng", 0.95).text == "Tháng"
    quoted = [seen("“Một", 0.95), seen("cửa”", 0.95, 50)]
    assert [w.text for w in agreed(quoted, quoted)] == ["“Một", "cửa”"]


def test_a_rare_word_one_small_tone_from_a_usual_one_is_doubted_though_both_read_it() -> None:
    for rare, usual in (("Tố", "Tổ"), ("thấm", "thẩm"), ("thế", "thể")):
        assert one(rare, 0.97, rare, 0.97).confidence <= DOUBT < one(usual, 0.97, usual, 0.97).confidence
    assert one("đối", 0.97, "đối", 0.97).confidence > DOUBT  # as usual as `đổi`


def test_a_word_that_no_word_can_be_is_doubted() -> None:
    assert one("1ư", 0.97, "1ư", 0.97).confidence <= DOUBT


@pytest.mark.parametrize(("read", "meant"), [("l.", "I."), ("lI", "II"), ("|", "I"), ("(l)", "(I)"), ("II.", "II.")])
def test_strokes_alone_are_a_roman_number(read: str, meant: str) -> None:
    found = one(read, 0.97, read, 0.97)
    assert found.text == meant and (found.confidence > DOUBT) == (read == meant)


def test_of_two_roman_numbers_the_one_is_kept_that_the_strokes_show_not_the_usual_one() -> None:
    assert one("III", 0.9, "II", 0.8).text == "III"
    (word,) = agreed([seen("II.", 0.95)], [seen("III.", 0.7)], against=lambda word: word.text == "II.")
    assert (word.text, word.confidence) == ("III.", DOUBT)
    (word,) = agreed([seen("II.", 0.95)], [seen("II.", 0.96)], against=lambda word: True)
    assert (word.text, word.confidence) == ("II.", DOUBT)


def test_a_sign_that_one_reading_saw_stays_where_it_opens_a_line() -> None:
    rest = [seen("Sở", 0.96, 50)]
    assert [w.text for w in agreed([seen("-", 0.9), *rest], rest)] == ["-", "Sở"]
    assert [w.text for w in agreed([*rest, seen("—", 0.9, 120)], rest)] == ["Sở"]


def test_dirt_that_one_reading_saw_is_nothing_and_a_word_is_doubted() -> None:
    assert agreed([seen("ƒ", 0.2)], []) == []
    assert [(w.text, w.confidence) for w in agreed([], [seen("Sở", 0.96)])] == [("Sở", DOUBT)]


def test_words_that_one_reading_has_parted_are_compared_with_the_whole() -> None:
    whole = [seen("IV/2026", 0.9, 0, 100)]
    parts = [seen("IV/", 0.8, 0, 40), seen("2026", 0.95, 50, 50)]
    assert {w.confidence for w in agreed(whole, parts)} == {DOUBT}
    assert "".join(w.text for w in agreed(parts, whole)) == "IV/2026"


def test_words_beside_and_below_each_other_are_not_mixed() -> None:
    places = ((0, 0), (60, 0), (0, 30), (60, 30))
    words = [seen(text, 0.9, x, 40, y) for text, (x, y) in zip(("Sở", "Nội", "vụ", "tỉnh"), places, strict=True)]
    assert [w.text for w in agreed(words, words[::-1])] == ["Sở", "Nội", "vụ", "tỉnh"]


def numeral(strokes: int, rest: bool = True) -> np.ndarray:
    """Upright strokes with feet, then a slanting one and a ring: `III/0`."""
    grey = np.full((60, 300), 255, dtype=np.uint8)
    for k in range(strokes):
        grey[10:46, 20 + 16 * k : 25 + 16 * k] = 0
        grey[10, 16 + 16 * k : 29 + 16 * k] = grey[45, 16 + 16 * k : 29 + 16 * k] = 0
    if rest:
        for y in range(10, 46):
            x = 20 + 16 * strokes + (46 - y) // 3
            grey[y, x : x + 3] = 0
        ring = 20 + 16 * strokes + 30
        grey[12:44, ring : ring + 4] = grey[12:44, ring + 16 : ring + 20] = 0
        grey[10:13, ring : ring + 20] = grey[43:46, ring : ring + 20] = 0
    return grey


@pytest.mark.parametrize("strokes", [1, 2, 3])
@pytest.mark.parametrize("read", [1, 2, 3])
def test_a_picture_of_three_strokes_does_not_show_two(strokes: int, read: int) -> None:
    word = Seen("I" * read + "/0", 10, 8, 140, 48, 0.97)
    assert contradicts(numeral(strokes), word) == (strokes != read)


@pytest.mark.parametrize("text", ["Sở", "2026", "V/2026", "11/2026", "-", "Internet", "IT"])
def test_only_roman_numbers_are_counted(text: str) -> None:
    assert not contradicts(numeral(2), Seen(text, 10, 8, 140, 48, 0.97))


@pytest.mark.parametrize("strokes", [1, 2, 3])
@pytest.mark.parametrize("read", ["IH/0", "1I/0", "II1/0", "H/0", "l/0"])
def test_strokes_read_as_several_signs_are_the_number_that_the_picture_shows(strokes: int, read: str) -> None:
    assert roman(numeral(strokes), Seen(read, 10, 8, 140, 48, 0.6)) == "I" * strokes + "/0"


@pytest.mark.parametrize("read", ["11/0", "12/2026", "Hà", "I", "III/2026", "I.1", "Sở"])
def test_figures_and_words_are_no_strokes(read: str) -> None:
    assert roman(numeral(2), Seen(read, 10, 8, 140, 48, 0.6)) == read


def test_a_letter_with_a_bar_is_no_number() -> None:
    grey = numeral(2, rest=False)
    grey[26:30, 20:41] = 0
    assert roman(grey, Seen("H.", 10, 8, 60, 48, 0.9)) == "H."


def test_a_number_that_the_picture_shows_otherwise_is_put_right_and_doubted() -> None:
    (word,) = agreed([seen("IH/2026", 0.9)], [seen("III/2026", 0.9)], shown=lambda word: "III/2026")
    assert (word.text, word.confidence) == ("III/2026", DOUBT)


@pytest.mark.parametrize(("read", "meant"), [("1V/2026", "IV/2026"), ("(lX)", "(IX)"), ("II⁄2026", "II/2026")])
def test_signs_that_can_stand_for_one_thing_only_are_that(read: str, meant: str) -> None:
    assert one(read, 0.9, read, 0.9).text == meant


def test_what_is_no_word_and_one_small_tone_from_a_usual_one_is_that_and_doubted() -> None:
    assert (one("Phấm", 0.97, "Phấm", 0.97).text, one("phấm", 0.97, "phấm", 0.97).confidence) == ("Phẩm", DOUBT)
    assert one("tố", 0.97, "tố", 0.97).text == "tố"  # a word of its own


def test_an_empty_picture_contradicts_nothing() -> None:
    assert not contradicts(np.full((60, 300), 255, dtype=np.uint8), Seen("II", 10, 8, 140, 48, 0.9))


def test_tesseracts_table_is_read() -> None:
    head = "\t".join(("level", "page", "block", "par", "line", "word", "l", "t", "w", "h", "conf", "text"))
    rows = (
        "1\t1\t0\t0\t0\t0\t0\t0\t900\t900\t-1\t",
        "5\t1\t1\t1\t1\t1\t10\t20\t30\t40\t96.5\tSở",
        '5\t1\t1\t1\t1\t2\t50\t20\t5\t40\t12\t"',
        "5\t1\t1\t1\t1\t3\t60\t20\t5\t40\t95\t ",
    )
    assert words_of("\n".join((head, *rows))) == [
        Seen("Sở", 10, 20, 40, 60, 0.965),
        Seen('"', 50, 20, 55, 60, 0.12),
    ]
    assert words_of("") == []


def test_the_words_of_a_box_come_line_by_line() -> None:
    words = [
        Word("2026.", (60, 31, 90, 40), 0.9),
        Word("Năm", (10, 30, 50, 40), 0.8),
        Word("-", (10, 15, 14, 16), 0.7),
        Word("Trước", (20, 9, 50, 21), 0.9),
        Word("khác", (300, 9, 330, 21), 0.9),
    ]
    page = ScannedPage(1, 400, 400, (), words)
    found = page.lines((0, 0, 200, 200))
    assert [word.text for word in found] == ["-", "Trước", "Năm", "2026."]
    assert len(page.words()) == 5 and all(any(word is same for same in words) for word in found)


def test_the_words_of_a_line_are_as_high_as_the_line_and_this_as_most_are() -> None:
    line = [Word("-", (10, 15, 14, 16), 0.7), Word("Trước", (20, 9, 50, 21), 0.9)]
    assert [word.box for word in even(line, 12)] == [(10, 9, 14, 21), (20, 9, 50, 21)]
    assert [word.box for word in even([Word("1.", (10, 30, 18, 39), 0.9)], 12)] == [(10, 30, 18, 42)]


def test_a_box_drawn_over_two_words_ends_before_the_second() -> None:
    line = [Word("Sở", (10, 30, 90, 42), 0.9), Word("Y", (50, 30, 60, 42), 0.9), Word("2,", (60, 30, 66, 42), 0.9)]
    first, second, third = even(line, 12)
    assert first.box[2] < second.box[0] - 0.15 * 12 and (second.box[2], third.box[0]) == (60, 60)


@pytest.mark.parametrize("row", ["5\t1\tabc", "5\t1\t1\t1\t1\t1\ta\tb\tc\td\te\tSở", "\t".join("5" * 10 + "xy")])
def test_what_is_no_table_of_words_is_a_failure_of_tesseract(row: str) -> None:
    with pytest.raises(TesseractError):
        words_of(f"level\n{row}\n")
