"""Columns kept apart by spaces, as `pdftotext -layout` prints them."""

from __future__ import annotations

from tests.unit.table_texts import cells, leaves

# A province's annex as a PDF prints it: cells in the middle of their rows, a three-line header.
CENTRED = """
                                                                     Cơ quan,
                                                  Cơ quan, đơn                      Thời gian
 STT           Nội dung nhiệm vụ                                   đơn vị phối                     Sản phẩm
                                                   vị chủ trì                      hoàn thành
                                                                        hợp
   I    Công tác chỉ đạo, điều hành
        Ban hành Kế hoạch cải cách hành                              Các sở, ban,
   1    chính của tỉnh năm nay                     Sở Nội vụ         ngành; UBND    Tháng 01       Kế hoạch
                                                                     cấp xã
        Tổ chức Hội nghị triển khai nhiệm
                                                                     Văn phòng                     Hội nghị,
   2    vụ cải cách hành chính, công bố            Sở Nội vụ         UBND tỉnh      Quý II         thông báo
        chỉ số của năm trước
   3    Kiểm tra việc niêm yết                     Sở Nội vụ         UBND cấp xã    Quý III        Báo cáo
  II    Cải cách thể chế
        Rà soát văn bản quy phạm pháp                                Các sở, ban,
   4                                              Sở Tư pháp                        Quý IV         Danh mục
        luật                                                         ngành
"""

MERGED = """
  TT    Nhiệm vụ                     Hoạt động                        Chủ trì             Thời hạn

                                     Rà soát danh mục thủ tục         Văn phòng UBND      Quý I/2024
                                     nội bộ
   1    Đơn giản hóa thủ tục
                                     Xây dựng phương án đơn giản      Sở Nội vụ           Quý II/2024
                                     hóa

   2    Kiểm soát thủ tục            Kiểm tra việc niêm yết           Phòng Nội vụ        Quý III/2024
"""

WITHOUT_NUMBERS = """
 Nội dung công việc                  Sản phẩm            Đơn vị chủ trì        Thời gian
 Xây dựng kế hoạch năm của           Kế hoạch            Phòng Nội vụ          Tháng 01
 huyện
 Tổ chức tập huấn cho cán bộ         Lớp tập huấn        Phòng Nội vụ          Quý II
"""

NARROW = """TT  Việc cần làm      Chủ trì    Hạn
1   Nội dung họp      Văn        Hằng
    giao ban          phòng      tuần
2   Báo cáo quý       Tổ thư     Quý I
                      ký
"""


def plain(text: str) -> list[list[str]]:
    return [[cell.replace("\n", " ") for cell in row] for row in cells(text)]


def test_labels_in_the_middle_of_their_rows() -> None:
    assert plain(CENTRED) == [
        ["I", "Công tác chỉ đạo, điều hành", "", "", "", ""],
        [
            "1",
            "Ban hành Kế hoạch cải cách hành chính của tỉnh năm nay",
            "Sở Nội vụ",
            "Các sở, ban, ngành; UBND cấp xã",
            "Tháng 01",
            "Kế hoạch",
        ],
        [
            "2",
            "Tổ chức Hội nghị triển khai nhiệm vụ cải cách hành chính, công bố chỉ số của năm trước",
            "Sở Nội vụ",
            "Văn phòng UBND tỉnh",
            "Quý II",
            "Hội nghị, thông báo",
        ],
        ["3", "Kiểm tra việc niêm yết", "Sở Nội vụ", "UBND cấp xã", "Quý III", "Báo cáo"],
        ["II", "Cải cách thể chế", "", "", "", ""],
        ["4", "Rà soát văn bản quy phạm pháp luật", "Sở Tư pháp", "Các sở, ban, ngành", "Quý IV", "Danh mục"],
    ]


def test_a_merged_cell_in_the_middle_of_its_leaves_begins_in_the_first() -> None:
    first, second, third = leaves(MERGED)
    assert [first.cells["activity"].plain, second.cells["activity"].plain] == [
        "Rà soát danh mục thủ tục nội bộ",
        "Xây dựng phương án đơn giản hóa",
    ]
    assert second.inherited == ("ordinal", "task")
    assert second.cells["lead"].plain == "Sở Nội vụ"
    assert third.cells["task"].plain == "Kiểm soát thủ tục"


def test_rows_without_labels() -> None:
    assert plain(WITHOUT_NUMBERS) == [
        ["Xây dựng kế hoạch năm của huyện", "Kế hoạch", "Phòng Nội vụ", "Tháng 01"],
        ["Tổ chức tập huấn cho cán bộ", "Lớp tập huấn", "Phòng Nội vụ", "Quý II"],
    ]


def test_narrow_columns() -> None:
    assert plain(NARROW) == [
        ["1", "Nội dung họp giao ban", "Văn phòng", "Hằng tuần"],
        ["2", "Báo cáo quý", "Tổ thư ký", "Quý I"],
    ]
