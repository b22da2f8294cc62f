"""Section rows and the paths of the leaves below them."""

from __future__ import annotations

import pytest

from tests.unit.table_texts import leaves, paths, result, tabbed

HEAD = "TT | Nhiệm vụ | Sản phẩm | Chủ trì | Thời gian"
LEAF = "{} | Rà soát | Báo cáo | Sở Tư pháp | Quý I"
TITLE = "{} | Cải cách | | |"


def table(*labels: str) -> str:
    """Rows by their labels; one in brackets is a section row."""
    rows = [TITLE.format(label.strip("[]")) if label.startswith("[") else LEAF.format(label) for label in labels]
    return tabbed(HEAD, *rows)


@pytest.mark.parametrize(
    ("labels", "wanted"),
    [
        ("[A] [I] 1 2 [II] 3 [B] [I] 4", "A/I/1 A/I/2 A/II/3 B/I/4"),
        ("[I] [A] 1 [B] 1 [II] [A] 1", "I/A/1 I/B/1 II/A/1"),
        ("[I] a. b. c. d. [II] a. b.", "I/a. I/b. I/c. I/d. II/a. II/b."),
        ("[I] I.1 I.2 [II] II.1", "I/I.1 I/I.2 II/II.1"),
        ("[1] 1.1 1.2 [2] 2.1 3 4", "1/1.1 1/1.2 2/2.1 3 4"),
        ("[A] [A.I] A.I.1 [A.II] A.II.1 [B] [B.I] B.I.1", "A/A.I/A.I.1 A/A.II/A.II.1 B/B.I/B.I.1"),
        ("[I] [1] a) b) [2] a) [II] 1", "I/1/a) I/1/b) I/2/a) II/1"),
        ("[1] - - [2] - -", "1/- 1/- 2/- 2/-"),
        ("1 1a 1b 2", "1 1a 1b 2"),
        ("[I] 1 [I] 2 [II] 1", "I/1 I/2 II/1"),  # a page prints the section row again
        ("[C] 1 [D] 2 [E] 3", "C/1 D/2 E/3"),
        ("[h] 1 [i] 2 [k] 3 [l] 4", "h/1 i/2 k/3 l/4"),  # `i` is a letter here, no Roman one
        ("[1] d) đ) e) g) h) i) k) l)", "1/d) 1/đ) 1/e) 1/g) 1/h) 1/i) 1/k) 1/l)"),
        ("[G] 1 [H] 2 [I] 3", "G/1 H/2 I/3"),
    ],
)
def test_numberings(labels: str, wanted: str) -> None:
    assert ["/".join(path) for path in paths(table(*labels.split()))] == wanted.split()


def test_a_leaf_that_lost_its_merged_cells_is_no_section() -> None:
    text = tabbed(HEAD, LEAF.format(1), LEAF.format(2), "3 | Hợp nhất | | |", LEAF.format(4))
    assert [path[-1] for path in paths(text)] == ["1", "2", "3", "4"]


def test_a_label_alone_over_dashes_without_a_number_heads_them() -> None:
    text = tabbed(
        HEAD, "1 | Thể chế: | | |", "| - Rà soát | | Sở | Quý I", "2 | Thủ tục: | | |", "| - Công khai | | Sở | Quý I"
    )
    assert paths(text) == [("1", "- Rà soát"), ("2", "- Công khai")]


@pytest.mark.parametrize(
    "row",
    ["Cải cách thể chế | | | |", "| CẢI CÁCH THỂ CHẾ | | |", "| Cải cách thể chế | | |"],
    ids=["first", "capitals", "plain"],
)
def test_a_title_without_a_label(row: str) -> None:
    (first, second) = leaves(tabbed(HEAD, row, LEAF.format(1), LEAF.format(2)))
    assert (
        [s.title.plain.lower() for s in first.path]
        == ["cải cách thể chế"]
        == [s.title.plain.lower() for s in second.path]
    )


def test_a_title_that_every_cell_repeats_may_begin_with_its_label() -> None:
    text = tabbed(
        HEAD, " | ".join(["I. Thể chế"] * 5), LEAF.format(1), " | ".join(["II", *["Thủ tục"] * 4]), LEAF.format(1)
    )
    assert paths(text) == [("I", "1"), ("II", "1")]


def test_two_number_columns_under_one_header() -> None:
    text = tabbed(
        "STT | | Nhiệm vụ | Chủ trì",
        "| I | Thể chế |",
        "1 | 1 | Rà soát | Sở Tư pháp",
        "2 | 2 | Kiểm tra | Sở Tư pháp",
        "| II | Thủ tục |",
        "3 | 1 | Công bố | Văn phòng",
    )
    assert paths(text) == [("I", "1"), ("I", "2"), ("II", "3")]


def test_a_section_row_keeps_what_it_holds() -> None:
    text = tabbed(
        HEAD, "1 | Thể chế | | Sở Tư pháp | Cả năm", "1.1 | Rà soát | Báo cáo | |", "1.2 | Kiểm tra | | Sở Y tế | Quý I"
    )
    first, second = leaves(text)
    assert {role: cell.plain for role, cell in first.path[0].cells.items()} == {
        "lead": "Sở Tư pháp",
        "deadline": "Cả năm",
    }
    assert (first.inherited, second.inherited) == (("lead", "deadline"), ())


GROUP = "{} | Thể chế | | Sở Tư pháp | Cả năm"
ALONE = "{} | Rà soát | | |"


@pytest.mark.parametrize(
    ("labels", "wanted"),
    [
        ("[1] a) b) [2] a)", "1/a) 1/b) 2/a)"),
        ("[I] 1 2 [II] 3", "I/1 I/2 II/3"),
        ("[1] 1.1 [2] 2.1", "1/1.1 2/2.1"),
        ("[N01] N01.1 N01.2 [N02] N02.1", "N01/N01.1 N01/N01.2 N02/N02.1"),
    ],
)
def test_a_row_of_one_text_below_a_section_that_says_who_and_when_is_a_leaf(labels: str, wanted: str) -> None:
    rows = [GROUP.format(x.strip("[]")) if x.startswith("[") else ALONE.format(x) for x in labels.split()]
    text = tabbed(HEAD, *rows)
    assert ["/".join(path) for path in paths(text)] == wanted.split()
    assert {leaf.inherited for leaf in leaves(text)} == {("lead", "deadline")}


def test_a_section_below_one_that_says_who_needs_rows_of_its_own() -> None:
    rows = (GROUP.format("I"), TITLE.format("1"), LEAF.format("a)"), TITLE.format("2"), LEAF.format("a)"))
    assert paths(tabbed(HEAD, *rows)) == [("I", "1", "a)"), ("I", "2", "a)")]


def test_dots_to_write_on_head_nothing() -> None:
    assert result(tabbed(HEAD, "1 | | | |", "2 | | | |", "… | | | |")).codes == {"table.blank-form"}


def test_a_code_column_labels_what_the_number_does_not() -> None:
    text = tabbed(
        "TT | Mã nhiệm vụ | Nhiệm vụ | Chủ trì",
        "| N01 | Thể chế |",
        "1 | N01.1 | Rà soát | Sở",
        "2 | N01.2 | Kiểm tra | Sở",
    )
    assert paths(text) == [("N01", "1"), ("N01", "2")]


def test_a_code_begins_a_section_row_between_numbered_rows() -> None:
    head = "TT | Mã nhiệm vụ | Nhiệm vụ | Chủ trì"
    rows = ("| N01 | Thể chế |", "1 | N01.1 | Rà soát | Sở", "| N02 | Bộ máy |", "2 | N02.1 | Sắp xếp | Sở")
    assert paths(tabbed(head, *rows)) == [("N01", "1"), ("N02", "2")]


def test_a_sum_makes_no_record() -> None:
    found = result(
        tabbed(
            "TT | Nhiệm vụ | Chủ trì | Thời gian | Kinh phí (đồng)", "1 | Họp | Sở | Quý I | 5", "| Tổng cộng: | | | 5"
        )
    )
    assert [t["task"] for t in found.tasks] == ["Họp"]
    assert "row.total" in found.codes


def test_a_section_between_leaves_leaves_no_gap_in_their_numbers() -> None:
    assert "ordinal.skips" not in result(table("1", "2", "[3]", "3.1", "3.2", "4")).codes
    assert "ordinal.skips" in result(table("1", "2", "4")).codes


@pytest.mark.parametrize("labels", ["1 2", "a) b)", "1.1 1.2", "N1 N2"])
def test_a_text_alone_before_the_next_of_its_series_heads_nothing(labels: str) -> None:
    first, second = labels.split()
    assert paths(tabbed(HEAD, TITLE.format(first), LEAF.format(second))) == [(first,), (second,)]
    assert paths(tabbed(HEAD, TITLE.format("I"), TITLE.format("II"), LEAF.format("1"))) == [("II", "1")]
