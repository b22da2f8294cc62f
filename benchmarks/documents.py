"""Documents of any size, made here: an invented province's plan with prose, an annex table and cut pages.

A size in bytes enters, a text of about that size leaves, the same one every time. Imports nothing of the package.
"""

from __future__ import annotations

from collections.abc import Iterator

_HEAD = """ỦY BAN NHÂN DÂN
TỈNH AN PHÚ

Số: 21/KH-UBND

An Phú, ngày 12 tháng 01 năm 2024

KẾ HOẠCH
Cải cách hành chính năm 2024 trên địa bàn tỉnh An Phú

Căn cứ Luật Tổ chức chính quyền địa phương;

I. MỤC ĐÍCH, YÊU CẦU

1. Nâng cao chất lượng phục vụ người dân, doanh nghiệp; tối thiểu 95% hồ sơ được giải quyết đúng hạn.

II. NHIỆM VỤ, GIẢI PHÁP

"""
_FOOT = """
Nơi nhận:
- Bộ Nội vụ;
- Các sở, ban, ngành cấp tỉnh;
- Lưu: VT, NC.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Lê Văn An

"""
_COLUMNS = "TT\tNhiệm vụ\tSản phẩm\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian hoàn thành\tKinh phí (triệu đồng)\n"
_SECTIONS = ("Cải cách thể chế", "Cải cách thủ tục hành chính", "Cải cách tổ chức bộ máy", "Cải cách tài chính công")
_TASKS = (
    "Rà soát, sửa đổi, bổ sung các quy định về phân cấp quản lý đất đai, đầu tư công và tài sản công trên địa bàn tỉnh, bảo đảm "
    "đồng bộ với các luật mới được Quốc hội thông qua và phù hợp với tình hình thực tế",
    "Xây dựng đề án nâng cao chất lượng hoạt động của bộ phận tiếp nhận và trả kết quả các cấp, gắn với số hóa hồ sơ, giấy tờ và "
    "tái sử dụng dữ liệu đã được số hóa trong giải quyết thủ tục hành chính",
    "Tổ chức khảo sát mức độ hài lòng của người dân, tổ chức đối với sự phục vụ của các cơ quan hành chính nhà nước trong năm, "
    "công khai kết quả và đề ra giải pháp khắc phục hạn chế",
    "Bồi dưỡng kỹ năng số, kỹ năng giao tiếp và đạo đức công vụ cho cán bộ, công chức cấp xã làm việc tại bộ phận một cửa",
)
_PRODUCTS = (
    "Quyết định của UBND tỉnh",
    "- Đề án; - Tờ trình; - Báo cáo tổng hợp ý kiến",
    "Báo cáo kết quả khảo sát",
    "Các lớp bồi dưỡng",
)
_LEADS = ("Sở Tư pháp", "Văn phòng UBND tỉnh", "Sở Nội vụ", "Sở Thông tin và Truyền thông")
_OTHERS = (
    "Các sở, ban, ngành cấp tỉnh; UBND các huyện, thị xã, thành phố",
    "Sở Tài chính, Sở Kế hoạch và Đầu tư và các cơ quan liên quan",
    "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh; Cục Thống kê tỉnh",
    "Trường Chính trị tỉnh; UBND cấp huyện, cấp xã",
)
_DEADLINES = (
    "Quý II/2024",
    "Trước ngày 30/11/2024",
    "Tháng 9 năm 2024",
    "Thường xuyên",
    "Định kỳ hàng quý",
    "Quý III, IV/2024",
)
_MONEY = ("120", "1.250", "", "Theo dự toán được cấp")
_ROWS_A_PAGE = 9


def plan(size: int) -> str:
    """A plan of about `size` bytes in UTF-8, three quarters of it in the table."""
    parts = [_HEAD]
    length = len(_HEAD.encode())
    for number, part in enumerate(_prose(), 1):
        if length > size / 4:
            break
        parts.append(f"{number}. {part}\n\n")
        length += len(parts[-1].encode())
    parts.append(f"{_FOOT}Phụ lục\nNHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM 2024\n\n{_COLUMNS}")
    length += len(parts[-1].encode())
    for row in _rows():
        if length > size:
            break
        parts.append(row)
        length += len(row.encode())
    return "".join(parts)


def _prose() -> Iterator[str]:
    index = 0
    while True:
        task, lead = _TASKS[index % len(_TASKS)], _LEADS[index % len(_LEADS)]
        yield f"{lead} chủ trì, phối hợp với các cơ quan liên quan thực hiện nội dung sau: {task}; hoàn thành trước 15/12/2024."
        index += 1


def _rows() -> Iterator[str]:
    number = 0
    while True:
        if number % 20 == 0:
            section = number // 20
            yield f"{_roman(section + 1)}\t{_SECTIONS[section % len(_SECTIONS)]}\n"
        row = [column[number % len(column)] for column in (_TASKS, _PRODUCTS, _LEADS, _OTHERS, _DEADLINES, _MONEY)]
        yield "\t".join([str(number + 1), *row]) + "\n"
        number += 1
        if number % _ROWS_A_PAGE == 0:
            yield f"\n{number // _ROWS_A_PAGE + 1}\n\n{_COLUMNS}"


def _roman(number: int) -> str:
    signs = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    out = ""
    for value, sign in signs:
        out += sign * (number // value)
        number %= value
    return out
