"""Columns kept apart by spaces, as `pdftotext -layout` prints them."""

from __future__ import annotations

from tests.unit.table_texts import cells, leaves, result

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


FEW_TALL = """
 TT   Nhiệm vụ                            Chủ trì          Phối hợp         Thời hạn
 1    Lập sổ theo dõi hồ sơ               Phòng Nội vụ     Các phòng        Quý I/2026
      Lấy ý kiến của hộ kinh doanh về     Phòng Kinh tế    Bưu điện         Quý II/2026
 2    cách trả kết quả tại nhà và qua
      bưu điện
 3    Niêm yết lịch tiếp dân              Văn phòng        Các phòng        Quý II/2026
 4    Mở lớp học ban đêm                  Phòng Nội vụ     Các xã           Quý III/2026
"""

CUT = """
 TT    Nhiệm vụ                          Đơn vị         Thời gian
                                         chủ trì        hoàn thành
 1     Lập sổ theo dõi hồ sơ             Văn phòng      Quý I/2026
 2     Lấy ý kiến của hộ kinh            Phòng Kinh     Quý II và

 TT    Nhiệm vụ                          Đơn vị         Thời gian
                                         chủ trì        hoàn thành
       doanh, hợp tác xã                 tế             quý IV/2026
 3     Mở lớp học ban đêm                Phòng Nội      Quý III/2026
                                         vụ
"""

PAGE_END = """
 TT   Nhiệm vụ                            Chủ trì          Thời hạn
 1    Lập sổ theo dõi hồ sơ               Phòng Nội vụ     Quý I/2026
 2    Lấy ý kiến của dân về sáp nhập      Phòng Kinh tế    Quý II/2026
      trường tiểu học ở xã Trung

      Thành và các thôn
 3    Niêm yết lịch tiếp dân              Văn phòng        Quý II/2026
      và giờ làm việc
 4    Mở lớp học ban đêm                  Phòng Nội vụ     Quý III/2026
"""

SECTION_LINES = """
 TT   Nhiệm vụ                     Chủ trì          Phối hợp         Thời hạn
 I. CÔNG TÁC CHỈ ĐẠO
      Lập sổ theo dõi hồ sơ        Phòng Nội        Các phòng        Quý I/2026
 1    của các phòng                vụ
 II. CÔNG NGHỆ THÔNG TIN, CHUYỂN ĐỔI SỐ
 2    Mở lớp học ban đêm           Phòng Nội vụ     Các xã           Quý III/2026
"""

TITLE_OF_TWO_LINES = """
 TT   Nhiệm vụ                            Chủ trì          Thời hạn
 I    XÂY DỰNG CHÍNH QUYỀN SỐ,
      ĐÔ THỊ THÔNG MINH
      Lấy ý kiến của hộ kinh doanh về
 1    cách trả kết quả tại nhà và qua     Phòng Kinh tế    Quý II/2026
      bưu điện
 2    Mở lớp học ban đêm                  Phòng Nội vụ     Quý III/2026
"""

PARTS = """
                                               Cơ quan thực hiện         Thời gian        Kinh phí
 TT       Nội dung nhiệm vụ                                              thực hiện      (triệu đồng)
                                           Chủ trì        Phối hợp
 (1)            (2)                          (3)             (4)            (5)             (6)
  1    Lấy ý kiến của hộ kinh           Phòng Kinh tế     Bưu điện       Quý II/2026        45
       doanh
  2    Mở lớp học ban đêm               Phòng Nội vụ      Các xã         Quý III/2026       30
             Tổng cộng                                                                      75
"""

FIGURES = """
 STT   Chỉ tiêu                      Đơn vị tính    Số liệu     Ghi chú
 1     Số hồ sơ đã nhận              Hồ sơ          340
 2     Tỷ lệ trả đúng hẹn            %              98,2
       Trong đó:
       - Tại xã                      %              99,1
       - Qua bưu điện                %              97,0
"""

CLOSINGS = (
    "Nơi nhận:                                       KT. CHỦ TỊCH\n- Như trên;"
    "                                     PHÓ CHỦ TỊCH\n- Lưu: VT.\n\n" + 48 * " " + "Trần Văn Bình\n",
    48 * " " + "CHỦ TỊCH\n\n\n" + 46 * " " + "Trần Văn Bình\n",
)


def test_one_tall_row_among_low_ones() -> None:
    first, second, *_ = plain(FEW_TALL)
    assert first == ["1", "Lập sổ theo dõi hồ sơ", "Phòng Nội vụ", "Các phòng", "Quý I/2026"]
    assert second[:2] == ["2", "Lấy ý kiến của hộ kinh doanh về cách trả kết quả tại nhà và qua bưu điện"]


def test_the_rest_of_a_row_right_below_a_repeated_header() -> None:
    assert plain(CUT) == [
        ["1", "Lập sổ theo dõi hồ sơ", "Văn phòng", "Quý I/2026"],
        ["2", "Lấy ý kiến của hộ kinh doanh, hợp tác xã", "Phòng Kinh tế", "Quý II và quý IV/2026"],
        ["3", "Mở lớp học ban đêm", "Phòng Nội vụ", "Quý III/2026"],
    ]


def test_a_blank_line_at_the_end_of_a_page_parts_no_rows() -> None:
    assert plain(PAGE_END)[1][1] == "Lấy ý kiến của dân về sáp nhập trường tiểu học ở xã Trung Thành và các thôn"
    assert plain(PAGE_END)[2][1] == "Niêm yết lịch tiếp dân và giờ làm việc"


def test_a_section_that_fills_the_line() -> None:
    assert [row[:2] for row in plain(SECTION_LINES)] == [
        ["I.", "CÔNG TÁC CHỈ ĐẠO"],
        ["1", "Lập sổ theo dõi hồ sơ của các phòng"],
        ["II.", "CÔNG NGHỆ THÔNG TIN, CHUYỂN ĐỔI SỐ"],
        ["2", "Mở lớp học ban đêm"],
    ]


def test_a_heading_below_a_table_is_no_section() -> None:
    below = "\nII. TỔ CHỨC THỰC HIỆN\n\n1. Văn phòng theo dõi việc thực hiện Kế hoạch này.\n"
    assert [row[0] for row in plain(FEW_TALL + below)] == ["1", "2", "3", "4"]


def test_a_title_in_capitals_takes_all_its_lines() -> None:
    assert [row[:2] for row in plain(TITLE_OF_TWO_LINES)] == [
        ["I", "XÂY DỰNG CHÍNH QUYỀN SỐ, ĐÔ THỊ THÔNG MINH"],
        ["1", "Lấy ý kiến của hộ kinh doanh về cách trả kết quả tại nhà và qua bưu điện"],
        ["2", "Mở lớp học ban đêm"],
    ]


def test_a_cell_over_two_columns() -> None:
    first, second = result("KẾ HOẠCH\nNăm 2026\n" + PARTS).tasks
    assert (first["lead"], first["coordinating"], first["budget"]) == ("Phòng Kinh tế", "Bưu điện", "45")
    assert first["task"] == "Lấy ý kiến của hộ kinh doanh"
    assert second["budget"] == "30"


def test_figures_without_a_code() -> None:
    assert result(FIGURES).indicators == [
        ("1", "Số hồ sơ đã nhận", 340),
        ("2", "Tỷ lệ trả đúng hẹn", 98.2),
        (None, "- Tại xã", 99.1),
        (None, "- Qua bưu điện", 97),
    ]


def test_a_closing_is_no_row() -> None:
    for closing in CLOSINGS:
        assert plain(FEW_TALL + "\n" + closing) == plain(FEW_TALL)


def test_two_full_cells_with_one_space_between() -> None:
    full = " 5    Soạn quy chế làm việc của tổ thư ký Văn phòng        Các phòng        Quý IV/2026\n"
    assert plain(FEW_TALL + full)[-1] == [
        "5",
        "Soạn quy chế làm việc của tổ thư ký",
        "Văn phòng",
        "Các phòng",
        "Quý IV/2026",
    ]


def test_markup_alone_below_a_header_is_no_rest_of_it() -> None:
    head = "TT      Nhiệm vụ                Chủ trì        Thời hạn"
    row = "1       Rà soát thủ tục         Sở Nội vụ      Quý I/2026"
    two = "2       Công bố thủ tục         Sở Y tế        Quý II/2026"
    tasks = result(f"{head}\n<b></b>\n{row}\n{two}\n").tasks
    assert [task["task"] for task in tasks] == ["Rà soát thủ tục", "Công bố thủ tục"]
