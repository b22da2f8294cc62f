"""Label forms and the order they come in."""

from __future__ import annotations

import pytest

from cchc_extract.tables.labels import begins_row, counts_on, extends, is_label, readings


@pytest.mark.parametrize(
    ("text", "shape", "number"),
    [
        ("1.", "arabic1", (1,)),
        ("01", "arabic1", (1,)),
        ("3)", "arabic1", (3,)),
        ("4/", "arabic1", (4,)),
        ("1250", "arabic1", (1250,)),
        ("2.1.", "arabic2", (2, 1)),
        ("IV", "roman", (4,)),
        ("(ii)", "low-roman", (2,)),
        ("B", "upper", (2,)),
        ("đ)", "lower", (5,)),
        ("I.2", "code2", (1, 2)),
        ("N01.1.2", "code3", (1, 1, 2)),
        ("A.I.2", "mixed3", (1, 1, 2)),
        ("II.a", "mixed2", (2, 1)),
        ("1a", "inserted2", (1, 1)),
        ("4 5", "arabic1", (5,)),
        ("-", "dash", (1,)),
    ],
)
def test_a_label_is_read_with_its_series(text: str, shape: str, number: tuple[int, ...]) -> None:
    assert (shape, number) in readings(text)


@pytest.mark.parametrize("text", ["", "Sở Tư pháp", "2026", "Quý I", "I và II", "12/2025", "A B", "x" * 20])
def test_what_is_no_label(text: str) -> None:
    assert not begins_row(text)


def test_a_dash_begins_a_row_and_is_no_label() -> None:
    assert begins_row("-") and not is_label("-")


def test_a_letter_may_be_a_roman_number() -> None:
    assert [r.shape for r in readings("V")] == ["roman", "upper"]


@pytest.mark.parametrize(
    ("before", "after", "yes"),
    [
        ("1", "2", True),
        ("1", "3", False),
        ("2", "1", False),
        ("2.9", "2.10", True),
        ("2.1", "3.1", False),
        ("D", "E", True),  # lists go D, E as well as D, Đ, E
        ("E", "G", True),
        ("A", "C", False),
        ("III", "IV", True),
        ("1", "II", False),
    ],
)
def test_what_counts_on(before: str, after: str, yes: bool) -> None:
    assert any(counts_on(a, b) for a in readings(before) for b in readings(after)) is yes


@pytest.mark.parametrize(
    ("above", "below", "yes"),
    [("2", "2.1", True), ("N01.1", "N01.1.1", True), ("A.I", "A.I.1", True), ("1", "1a", False), ("1.1", "1", False)],
)
def test_what_stands_below(above: str, below: str, yes: bool) -> None:
    assert any(extends(a, b) for a in readings(above) for b in readings(below)) is yes
