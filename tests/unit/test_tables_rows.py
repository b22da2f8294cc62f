"""Rows that pages have cut, put together again."""

from __future__ import annotations

import pytest

from cchc_extract.tables.evidence import evidence, left_open
from tests.unit.table_texts import cells, joined, tabbed

HEAD = "TT | Nhiệm vụ | Sản phẩm | Chủ trì | Thời gian"
MERGED = "TT | Mục tiêu | Nhiệm vụ | Sản phẩm | Chủ trì | Thời gian"


def test_fragments_go_to_the_nearest_cell_of_their_column() -> None:
    text = tabbed(
        MERGED,
        "1 | Nâng cao chất lượng văn bản quy phạm | Rà soát văn bản | Báo cáo | Sở Tư pháp | Quý I",
        "| | Kiểm tra văn bản của các sở, | Báo cáo | Sở Tư pháp | Quý II",
        "",
        MERGED,
        "| pháp luật | ngành | | |",
        "| | Hợp nhất văn bản | Văn bản | Sở Tư | Quý III",
        "",
        MERGED,
        "| | | | pháp |",
        "2 | Công khai | Niêm yết | Bảng | Văn phòng | Quý I",
    )
    found = cells(text)
    assert [row[1] for row in found] == ["Nâng cao chất lượng văn bản quy phạm pháp luật", "", "", "Công khai"]
    assert [row[2] for row in found] == [
        "Rà soát văn bản",
        "Kiểm tra văn bản của các sở, ngành",
        "Hợp nhất văn bản",
        "Niêm yết",
    ]
    assert [row[4] for row in found] == ["Sở Tư pháp", "Sở Tư pháp", "Sở Tư pháp", "Văn phòng"]


def test_a_row_without_a_number_goes_on_where_nothing_is_merged() -> None:
    text = tabbed(
        HEAD, "1 | Rà soát | Báo cáo | Sở Tư pháp | Quý I", "| văn bản | | |", "2 | Kiểm tra | Báo cáo | Sở | Quý II"
    )
    assert cells(text)[0] == ["1", "Rà soát văn bản", "Báo cáo", "Sở Tư pháp", "Quý I"]


def test_a_remark_alone_belongs_to_the_row_above_where_cells_are_merged() -> None:
    text = tabbed(
        MERGED + " | Ghi chú",
        "1 | Thể chế | Rà soát văn bản | Báo cáo | Sở Tư pháp | Quý I | Đang",
        "| | | | | | tổng hợp",
        "| | Kiểm tra văn bản | Kết luận | Sở Nội vụ | Quý II |",
    )
    assert [row[6] for row in cells(text)] == ["Đang tổng hợp", ""]


def test_a_fragment_that_repeats_the_end_of_its_cell_adds_nothing() -> None:
    text = tabbed(HEAD, "1 | Rà soát văn bản của tỉnh | Báo cáo | Sở | Quý I", "", HEAD, "| của tỉnh | | |")
    (row,) = joined(text)
    assert row.cells[1].plain == "Rà soát văn bản của tỉnh"
    assert [r.plain for r in row.repeats] == ["của tỉnh"]


def test_a_number_in_either_of_two_number_columns_begins_a_row() -> None:
    text = tabbed(
        "STT | | Nhiệm vụ | Chủ trì",
        "| I | Cải cách thể chế |",
        "1 | 1 | Rà soát | Sở Tư pháp",
        "| II | Cải cách thủ tục |",
        "2 | 1 | Công bố | Văn phòng",
    )
    assert [row[:2] for row in cells(text)] == [["", "I"], ["1", "1"], ["", "II"], ["2", "1"]]


def test_texts_alone_are_titles_where_the_table_begins_with_one() -> None:
    text = tabbed(
        HEAD,
        "| Công tác chỉ đạo | | |",
        "1 | Kiểm tra | Báo cáo | Sở Nội vụ | Tháng 9",
        "| Cải cách thể chế | | |",
        "2 | Rà soát văn bản quy phạm của | Báo cáo | Sở Tư pháp | Quý IV",
        "| Chính phủ | | |",
    )
    assert [row[1] for row in cells(text)] == [
        "Công tác chỉ đạo",
        "Kiểm tra",
        "Cải cách thể chế",
        "Rà soát văn bản quy phạm của Chính phủ",
    ]


def test_a_sum_is_a_row_of_its_own() -> None:
    text = tabbed("TT | Nhiệm vụ | Chủ trì | Kinh phí", "1 | Tập huấn | Sở Nội vụ | 120", "| Tổng cộng | | 120")
    assert cells(text) == [["1", "Tập huấn", "Sở Nội vụ", "120"], ["", "Tổng cộng", "", "120"]]


def test_a_cell_of_many_pieces_is_whole() -> None:
    text = tabbed(HEAD, "1 | Rà soát | Báo cáo | Sở | Quý I", *[f"| mục số {i} | | |" for i in range(40)])
    (row,) = cells(text)
    assert row[1] == "Rà soát " + " ".join(f"mục số {i}" for i in range(40))


@pytest.mark.parametrize("text", ["Các sở,", "Sở Tài nguyên và", "Trước ngày (", "phối hợp với", "Kế hoạch -"])
def test_a_text_that_wants_more(text: str) -> None:
    assert left_open(text)


@pytest.mark.parametrize("text", ["Sở Tư pháp", "Báo cáo.", "(quý I)", ""])
def test_a_text_at_its_end(text: str) -> None:
    assert not left_open(text)


@pytest.mark.parametrize(
    ("text", "above", "role", "goes_on"),
    [
        ("quy phạm pháp luật", "Rà soát văn bản", "task", True),
        ("Truyền thông", "Sở Thông tin và", "lead", True),
        ("phòng UBND tỉnh", "Văn", "lead", True),
        ("Sở Nội vụ", "Sở Tư pháp", "lead", False),
        ("30/11/2025", "Trước ngày", "deadline", True),
        ("Quý II", "Quý I", "deadline", False),
        ("- Báo cáo", "- Kế hoạch;", "deliverable", True),
        ("Kiểm tra văn bản", "Rà soát văn bản.", "task", False),
        ("120", "80", "budget", False),
    ],
)
def test_the_words_tell_whether_a_piece_goes_on(text: str, above: str, role: str, goes_on: bool) -> None:
    assert (evidence(text, above, role) > 0) is goes_on
