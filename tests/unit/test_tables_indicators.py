"""Tables of figures."""

from __future__ import annotations

import pytest

from cchc_extract.tables.indicators import IndicatorRow, read_codebook, read_indicators, read_value
from cchc_extract.tables.rows import join_rows
from tests.unit.table_texts import result, tabbed, tables

HEAD = "STT | Nội dung | ĐVT | Số liệu | Ghi chú"


def figures(*rows: str) -> list[IndicatorRow]:
    (table,) = tables(tabbed(HEAD, *rows))
    assert table.header
    return read_indicators(join_rows(table), table.header)[0]


def paths(*rows: str) -> list[tuple[str, ...]]:
    return [(*(h.code or h.name.plain for h in f.path), f.code.plain or f.name.plain) for f in figures(*rows)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2.079", 2079),
        ("92,41", 92.41),
        ("09", 9),
        ("1.000,5", 1000.5),
        ("98%", 98),
        ("48/48", (48, 48)),
        ("1.204/1.300", (1204, 1300)),
        ("-", None),
        ("", None),
        ("Đạt", None),
    ],
)
def test_values(text: str, value: object) -> None:
    assert read_value(text) == value


def test_a_codebook_in_the_unit_cell() -> None:
    assert read_codebook("Chưa = 0 Đang làm = 1 Hoàn thành = 2") == ((0, "Chưa"), (1, "Đang làm"), (2, "Hoàn thành"))
    assert read_codebook("Thủ tục") is None


def test_headings_of_several_levels() -> None:
    assert paths(
        "A | CẤP TỈNH | | |",
        "I | Thể chế | | |",
        "1 | Số văn bản | Văn bản | 5 |",
        "1.1 | Nghị quyết | Văn bản | 2 |",
        "2 | Số văn bản rà soát | Văn bản | 7 |",
        "II | Thủ tục | | |",
        "1 | Số thủ tục | Thủ tục | 100 |",
        "B | CẤP XÃ | | |",
        "I | Thể chế | | |",
        "1 | Số văn bản | Văn bản | 9 |",
    ) == [("A", "I", "1"), ("A", "I", "1", "1.1"), ("A", "I", "2"), ("A", "II", "1"), ("B", "I", "1")]


def test_a_heading_without_a_code_stays_until_the_next() -> None:
    assert paths(
        "| CÔNG TÁC CHỈ ĐẠO | | |",
        "1 | Số văn bản | Văn bản | 5 |",
        "2 | Số cuộc họp | Cuộc | 7 |",
        "| THỦ TỤC | | |",
        "3 | Số thủ tục | Thủ tục | 9 |",
    ) == [("CÔNG TÁC CHỈ ĐẠO", "1"), ("CÔNG TÁC CHỈ ĐẠO", "2"), ("THỦ TỤC", "3")]


@pytest.mark.parametrize(
    "rows",
    [
        ("| Trong đó | | |", "| Nghị quyết | Văn bản | 4 |", "| Quyết định | Văn bản | 8 |"),
        ("Trong đó | Nghị quyết | Văn bản | 4 |", "| Quyết định | Văn bản | 8 |"),
        ("| Trong đó: Nghị quyết | Văn bản | 4 |", "| Quyết định | Văn bản | 8 |"),
    ],
    ids=["row", "ordinal cell", "before the name"],
)
def test_a_breakdown(rows: tuple[str, ...]) -> None:
    found = figures("1 | Số văn bản | Văn bản | 12 |", *rows, "2 | Số cuộc họp | Cuộc | 3 |")
    assert [(f.of_which, [h.code for h in f.path]) for f in found] == [
        (False, []),
        (True, ["1"]),
        (True, ["1"]),
        (False, []),
    ]


def test_a_note_on_a_heading_stays_there() -> None:
    (figure,) = figures("1 | Khảo sát | | | đã có kế hoạch", "1.1 | Số phiếu | Phiếu | - |")
    assert (figure.path[0].note.plain, figure.note.plain, figure.value) == ("đã có kế hoạch", "", None)


@pytest.mark.parametrize(
    ("header", "rows", "wanted"),
    [
        ("STT | Chỉ tiêu | ĐVT | Năm 2022 | Năm 2023", ("1 | Số thủ tục | Thủ tục | 5 | 6",), [("1", "Số thủ tục", 6)]),
        (
            "STT | Chỉ tiêu | ĐVT | Kế hoạch | Thực hiện",
            ("1 | Số thủ tục | Thủ tục | 5 | 6",),
            [("1", "Số thủ tục", 6)],
        ),
        (
            "STT | Chỉ tiêu | Kết quả",
            ("1 | Số thủ tục | 6", "2 | Số xã | 7"),
            [("1", "Số thủ tục", 6), ("2", "Số xã", 7)],
        ),
        ("STT | Chỉ tiêu | Đơn vị | Kết quả", ("1 | Số thủ tục | Thủ tục | 6",), [("1", "Số thủ tục", 6)]),
        (
            "Chỉ tiêu | ĐVT | Kết quả",
            ("Số thủ tục | Thủ tục | 6", "Số xã | Xã | 7"),
            [(None, "Số thủ tục", 6), (None, "Số xã", 7)],
        ),
    ],
)
def test_tables_of_figures(header: str, rows: tuple[str, ...], wanted: list[tuple[str | None, str, float]]) -> None:
    found = result("BÁO CÁO\nKết quả cải cách hành chính\n\n" + tabbed(header, *rows))
    assert (list(found.indicators), found.tasks) == (wanted, [])


def test_targets_with_a_lead_and_a_time_are_tasks() -> None:
    found = result(
        tabbed(
            "TT | Chỉ tiêu | ĐVT | Mục tiêu | Cơ quan chủ trì | Thời hạn",
            "1 | Hồ sơ đúng hạn | % | 98 | Văn phòng | Quý IV",
        )
    )
    assert found.indicators == []
    assert [(t["objective"], t["other"], t["lead"]) for t in found.tasks] == [("Hồ sơ đúng hạn", "% 98", "Văn phòng")]
    assert found.targets == [("98", "=", 98, "%")]


@pytest.mark.parametrize(
    ("header", "row", "value", "target"),
    [
        ("ĐVT | Chỉ tiêu năm 2026 | Chủ trì", "% | 98 | Văn phòng", 98, ("98", "=", 98, "%")),
        ("ĐVT | Năm 2025 | Năm 2026 | Chủ trì", "% | 95 | 98 | Văn phòng", 98, ("98", "=", 98, "%")),
        ("Năm 2026 | Chủ trì | Phối hợp", "Trên 98% | Văn phòng | Các sở", None, ("Trên 98%", ">=", 98, "%")),
        ("Kết quả năm 2025 | Mục tiêu năm 2026 | Chủ trì", "95% | 98% | Văn phòng", 98, ("98%", "=", 98, "%")),
        ("ĐVT | Kế hoạch 2026 | Đơn vị thực hiện", "Lớp | 12 trở lên | Sở", None, ("12 trở lên", ">=", 12, "Lớp")),
        ("Chỉ tiêu giao | Chủ trì", "Tối thiểu 98% | Văn phòng", None, ("Tối thiểu 98%", ">=", 98, "%")),
        ("ĐVT | Kế hoạch | Cơ quan thực hiện", "Người | 1.200 | Sở", 1200, ("1.200", "=", 1200, "Người")),
    ],
)
def test_indicators_that_somebody_is_to_reach(
    header: str, row: str, value: float | None, target: tuple[str, str, float, str]
) -> None:
    found = result(tabbed(f"TT | Chỉ tiêu | {header}", f"1 | Hồ sơ đúng hạn | {row}"))
    assert (found.tasks, list(found.indicators)) == ([], [("1", "Hồ sơ đúng hạn", value)])
    assert found.targets == [target]
    assert "table.indicators-assigned" in found.codes


def test_a_rank_and_what_was_reached_are_no_targets() -> None:
    ranks = tabbed("TT | Chỉ tiêu | ĐVT | Năm 2026 | Chủ trì", "1 | Chỉ số PAR INDEX | Hạng | 15 | Sở Nội vụ")
    reached = tabbed(
        "TT | Chỉ tiêu | ĐVT | Kế hoạch | Thực hiện | Đơn vị thực hiện", "1 | Lớp | Lớp | 5 | 4 | Sở Nội vụ"
    )
    for text, value in ((ranks, 15), (reached, 4)):
        found = result(text)
        assert ([v for _, _, v in found.indicators], found.targets) == ([value], [])


def test_every_column_that_says_so_sets_targets() -> None:
    rows = (
        "TT | Chỉ tiêu | ĐVT | Mục tiêu năm 2026 | Mục tiêu năm 2030 | Chủ trì",
        "1 | Đúng hạn | % | 98 | 100 | Văn phòng",
    )
    found = result(tabbed(*rows))
    assert list(found.indicators) == [("1", "Đúng hạn", 100)]
    assert [value for _, _, value, _ in found.targets] == [98, 100]


def test_a_second_column_of_objectives_sets_targets_too() -> None:
    found = result(tabbed("TT | Mục tiêu | Chỉ tiêu | Chủ trì", "1 | Phục vụ tốt hơn | 98% hồ sơ đúng hạn | Sở Nội vụ"))
    assert [(t["objective"], t["other"]) for t in found.tasks] == [("Phục vụ tốt hơn", "98% hồ sơ đúng hạn")]
    assert found.targets == [("98% hồ sơ đúng hạn", "=", 98, "%")]
