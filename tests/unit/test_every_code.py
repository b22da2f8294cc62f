"""Every diagnostic is met by some test or sample: here those that no other names, each by a text that has it."""

from __future__ import annotations

import pytest

from cchc_extract import extract
from cchc_extract.diagnostics import CODES
from tests.conftest import ROOT
from tests.unit.table_texts import tabbed

LETTERHEAD = """ỦY BAN NHÂN DÂN
TỈNH AN PHÚ
Số: 15/KH-UBND
An Phú, ngày 10 tháng 01 năm 2023

"""
TITLE = "KẾ HOẠCH\nCải cách hành chính năm 2023\n\n"
HEAD = LETTERHEAD + TITLE + "Phụ lục\nNHIỆM VỤ NĂM 2023\n\n"
NAMES = "TT | Nhiệm vụ | Sản phẩm | Chủ trì | Thời gian"
LEVELS = "TT | Nhiệm vụ | Hoạt động | Sản phẩm | Chủ trì | Thời gian"
ONE = "1 | Rà soát văn bản của tỉnh | Báo cáo | Sở Tư pháp | Quý I"


def table(*rows: str) -> str:
    return HEAD + tabbed(*rows)


def merged(below: str) -> str:
    """A table whose merged cells are lost, its second page beginning with a row."""
    pages = (
        "1 | Đổi mới việc chấm điểm các cơ quan | Lập bảng điểm | Bảng điểm | Sở Nội vụ | Quý I",
        "| | Chấm điểm các sở | Kết quả | Sở Nội vụ | Quý II",
        "| | Công bố kết quả chấm điểm | Thông báo | Sở Nội vụ | Quý III",
    )
    return table(LEVELS, *pages, "", LEVELS, below)


CASES = {
    "outline.number-restarts": TITLE
    + "I. NHIỆM VỤ\n1. Thể chế\na) Rà soát văn bản.\nb) Sửa đổi văn bản.\n"
    + "2. Thủ tục\na) Công bố thủ tục.\nb) Niêm yết thủ tục.\na) Kiểm tra các xã.\nb) Xử lý kiến nghị.\n"
    + "3. Bộ máy\na) Sắp xếp các phòng.\nb) Giao biên chế.\n",
    "table.blank-form": table(NAMES, "1 | | | |", "2 | | | |"),
    "table.dialect-conflict": TITLE
    + "TT |\nNhiệm vụ |\nChủ trì |\nThời gian |\n1 |\nRà soát |\n"
    + "TT\tNhiệm vụ\tChủ trì\tThời gian\n1\tRà soát\tSở Tư pháp\tQuý I\n"
    + "Sở Tư pháp |\nQuý I |\n2 |\nKiểm tra |\nSở Nội vụ |\nQuý II |\n",
    "column.unknown-role": table(NAMES + " | Màu nền", ONE + " | cao"),
    "column.long-header": table(
        NAMES.replace("Nhiệm vụ", "Nhiệm vụ " + "ban hành kèm theo một văn bản khác " * 2), ONE
    ),
    "section.without-rows": table(NAMES, "I | Thể chế | | |", ONE, "II | Tài chính công | | |"),
    "row.fragment-repeats": table(NAMES, ONE, "", NAMES, "| của tỉnh | | |"),
    "row.cut-ambiguous": merged("| | Báo cáo Bộ Nội vụ | | |"),
    "ordinal.repeats": table(NAMES, ONE, ONE.replace("Rà soát", "Hợp nhất")),
    "code.skips": table(LEVELS, "1 | Thể chế | 1.1. Rà soát\n1.3. Hợp nhất | Báo cáo | Sở Tư pháp | Quý I"),
    "citation.tail-shared": TITLE
    + "Căn cứ Nghị định số 45/2020/NĐ-CP và Nghị định số 42/2022/NĐ-CP ngày 24/6/2022 của Chính phủ;\n",
    "deadline.school-year": table(NAMES, ONE.replace("Quý I", "Năm học 2023 - 2024")),
    "deadline.no-period": table(NAMES, ONE.replace("Quý I", "Báo cáo định kỳ")),
    "document.date-impossible": LETTERHEAD.replace("ngày 10 tháng 01", "ngày 31 tháng 11") + TITLE,
    "document.issuer-completed": LETTERHEAD.replace("TỈNH AN PHÚ\n", "")
    + TITLE
    + "Ủy ban nhân dân tỉnh An Phú ban hành Kế hoạch như sau:\n",
    "document.no-letterhead": TITLE,
    "document.no-type": "Một đoạn văn không nói nó là gì.\n",
    "document.province-spelling": LETTERHEAD.replace("AN PHÚ", "THÁI NGUYỄN") + TITLE,
    "document.province-from-text": "BÁO CÁO\nKết quả cải cách hành chính\n\n"
    + "Các xã của tỉnh Hà Nam đã công bố thủ tục.\n" * 3,
    "document.year-of-issue": LETTERHEAD + "KẾ HOẠCH\nCải cách hành chính\n\n",
}


def codes(text: str) -> set[str]:
    return {found.code for found in extract(text).diagnostics}


@pytest.mark.parametrize("code", CASES)
def test_a_text_has_its_diagnostic(code: str) -> None:
    assert code in codes(CASES[code])


def test_every_code_is_met_somewhere() -> None:
    places = [*(ROOT / "tests").rglob("*.py"), *(ROOT / "tests").rglob("*.toml"), *(ROOT / "samples").glob("*/*.json")]
    seen = "".join(path.read_text("utf-8") for path in [*places, *(ROOT / "grammars").glob("*.toml")])
    assert {code for code in CODES if f'"{code}"' not in seen} == set()


@pytest.mark.parametrize(
    ("below", "records"),
    [
        ("| | Báo cáo Bộ Nội vụ | | |", 3),  # a leaf of merged cells, or the rest of the activity
        ("| giai đoạn hai | Báo cáo Bộ Nội vụ | | |", 3),
        ("| Chỉ số của tỉnh | Khảo sát người dân | Phiếu | Sở Nội vụ | Quý IV", 4),  # a new task, or the task's rest
    ],
)
def test_a_cut_that_can_be_read_in_two_ways_is_told(below: str, records: int) -> None:
    result = extract(merged(below))
    assert len([t for t in result.tasks if t.source == "table"]) == records
    assert "row.cut-ambiguous" in {found.code for found in result.diagnostics}


@pytest.mark.parametrize(
    "below",
    [
        "| | và báo cáo Bộ Nội vụ | | |",
        "| | Khảo sát người dân | Phiếu | Sở Nội vụ | Quý IV",
        "| giai đoạn hai | Khảo sát người dân | Phiếu | Sở Nội vụ | Quý IV",
        "2 | Chỉ số của tỉnh | Khảo sát người dân | Phiếu | Sở Nội vụ | Quý IV",
    ],
)
def test_a_cut_that_can_be_read_in_one_way_is_not(below: str) -> None:
    assert "row.cut-ambiguous" not in codes(merged(below))
