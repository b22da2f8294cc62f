"""Which items of a text are tasks, and where they stand."""

from __future__ import annotations

import pytest

from cchc_extract.segment.prose import find_prose_tasks, is_objective
from tests.unit.segment_texts import PLAN, outline_of


def tasks(text: str, kind: str = "plan") -> list[str]:
    """Each task as `II/1 a: its first words`."""
    out = []
    for task in find_prose_tasks(outline_of(text), kind):
        path = "/".join(label or "" for label, _ in task.section)
        out.append(f"{path} {task.ordinal or '·'}: {' '.join(task.text.plain.split()[:3])}")
    return out


def test_the_lowest_items_of_sections_of_tasks() -> None:
    assert tasks("\n".join(PLAN)) == [
        "II/1 -: Rà soát, hệ",
        "II/1 -: Tổ chức phổ",
        "II/2 -: Công khai đầy",
        "III/1 a: Chủ trì, phối",
        "III/1 b: Tham mưu tổ",
        "III 2: Phòng Văn hóa",
    ]


def test_section_parent_and_end() -> None:
    text = """III. TỔ CHỨC THỰC HIỆN
4. Sở Nội vụ
4.1. Theo dõi, đôn đốc.
Các xã, phường có trách nhiệm:
- Tuyên truyền./."""
    first, second = find_prose_tasks(outline_of(text))
    assert first.section == (("III", "TỔ CHỨC THỰC HIỆN"), ("4", "Sở Nội vụ"))
    assert first.parent is not None
    assert first.parent.words.plain == "Sở Nội vụ"
    assert [node.label for node in first.headings] == ["III", "4"]
    assert second.text.plain == "Tuyên truyền"
    assert second.parent is not None
    assert second.parent.words.plain == "Các xã, phường có trách nhiệm:"


@pytest.mark.parametrize(
    ("heading", "sets"),
    [
        ("NỘI DUNG, NHIỆM VỤ VÀ GIẢI PHÁP", True),
        ("NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM 2026", True),
        ("CÁC GIẢI PHÁP CHỦ YẾU", True),
        ("TRÁCH NHIỆM TỔ CHỨC THỰC HIỆN", True),
        ("PHÂN CÔNG NHIỆM VỤ", True),
        ("TỔ CHỨC TRIỂN KHAI THỰC HIỆN", True),
        ("MỤC TIÊU, NHIỆM VỤ", True),
        ("MỤC ĐÍCH, YÊU CẦU", False),
        ("QUAN ĐIỂM, MỤC TIÊU", False),
        ("KẾT QUẢ THỰC HIỆN NHIỆM VỤ", False),
        ("KINH PHÍ THỰC HIỆN", False),
        ("CHỨC NĂNG, NHIỆM VỤ VÀ QUYỀN HẠN", False),
        ("CĂN CỨ XÂY DỰNG KẾ HOẠCH", False),
    ],
)
def test_what_a_heading_names(heading: str, sets: bool) -> None:
    assert tasks(f"I. {heading}\n1. Rà soát văn bản.") == (["I 1: Rà soát văn"] if sets else [])


@pytest.mark.parametrize(
    "item",
    [
        "(Chi tiết tại Phụ lục kèm theo).",
        "Cụ thể các nhiệm vụ tại Phụ lục số 01 kèm theo Kế hoạch này.",
        "Phụ lục số 01: Cải cách thể chế.",
        "Kinh phí thực hiện Kế hoạch được bố trí trong dự toán hằng năm.",
        "Trên đây là Kế hoạch cải cách hành chính năm 2026./.",
        "Nghị quyết này có hiệu lực từ ngày ký.",
        "Các sở, ban, ngành có trách nhiệm thực hiện các nội dung sau:",
        "Ghi chú: TTHC là thủ tục hành chính.",
        "__________",
        "Đơn vị tính: triệu đồng",
        "Nguyễn Văn An",
    ],
)
def test_what_is_no_task(item: str) -> None:
    assert tasks(f"II. NHIỆM VỤ\n1. Rà soát văn bản.\n{item}") == ["II 1: Rà soát văn"]


def test_an_item_that_only_introduces_bare_lines_is_none() -> None:
    long = "1. Các sở, ban, ngành cấp tỉnh, Ủy ban nhân dân các xã, phường theo chức năng, nhiệm vụ được giao " * 2
    text = f"II. NHIỆM VỤ\n{long}thực hiện:\nRà soát quy trình nội bộ.\nSố hóa kết quả giải quyết.\n2. Báo cáo."
    assert tasks(text) == ["II ·: Rà soát quy", "II ·: Số hóa kết", "II 2: Báo cáo."]
    parent = find_prose_tasks(outline_of(text))[0].parent
    assert parent is not None
    assert parent.label == "1"


def test_a_nearer_heading_decides() -> None:
    text = """II. NHIỆM VỤ, GIẢI PHÁP
1. Một số chỉ tiêu
a) 100% hồ sơ đúng hạn.
2. Nhiệm vụ
a) Số hóa hồ sơ.
3. Kinh phí
Do ngân sách xã bảo đảm theo phân cấp.
4. Đánh giá kết quả cải cách hành chính
a) Chấm điểm các phòng."""
    assert tasks(text) == ["II/2 a: Số hóa hồ", "II/4 a: Chấm điểm các"]


REPORT = """I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI THỰC HIỆN
1. Tổ chức thực hiện
Đã ban hành 05 văn bản.
II. KẾT QUẢ THỰC HIỆN
1. Nhiệm vụ được giao
Hoàn thành 15 nhiệm vụ.
III. NHIỆM VỤ TRỌNG TÂM QUÝ IV
1. Tiếp tục rà soát văn bản.
IV. KIẾN NGHỊ
Đề nghị Bộ Nội vụ hướng dẫn."""


def test_a_report_sets_tasks_only_ahead() -> None:
    assert tasks(REPORT, "report") == ["III 1: Tiếp tục rà"]


def test_a_report_looks_ahead_without_the_word_nhiem_vu() -> None:
    text = """I. CÔNG VIỆC CHỦ YẾU ĐÃ LÀM VÀ KẾT QUẢ
1. Rà soát được 12 văn bản.
II. CHƯƠNG TRÌNH CÔNG TÁC THÁNG 9
1. Tiếp tục rà soát văn bản."""
    assert tasks(text, "report") == ["II 1: Tiếp tục rà"]
    assert tasks(text) == []


def test_a_resolution() -> None:
    text = """Điều 1. Mục tiêu
1. Nâng cao chất lượng.
Điều 2. Nhiệm vụ, giải pháp
1. Cải cách thể chế:
a) Rà soát văn bản.
Điều 3. Tổ chức thực hiện
1. Sở Nội vụ hướng dẫn, đôn đốc.
Điều 4. Các sở, ngành chịu trách nhiệm thi hành Nghị quyết này./."""
    assert tasks(text) == ["Điều 2/1 a: Rà soát văn", "Điều 3 1: Sở Nội vụ"]


def test_a_section_that_lost_its_heading_sets_tasks() -> None:
    text = """I. MỤC TIÊU
1. Nâng cao chất lượng.
II. KINH PHÍ
1. Ngân sách xã.
2. Nguồn khác.
1. Văn phòng theo dõi.
2. Phòng Kinh tế báo cáo."""
    assert tasks(text) == ["III 1: Văn phòng theo", "III 2: Phòng Kinh tế"]


def test_an_annex_in_prose_sets_tasks_and_one_with_a_table_does_not() -> None:
    text = "Phụ lục 1\nPHÂN CÔNG NHIỆM VỤ\n1. Sở Nội vụ\na) Theo dõi.\nPhụ lục 2\nDANH MỤC NHIỆM VỤ\nBẢNG\n1. Xem thêm."
    found = find_prose_tasks(outline_of(text, (6,)))
    assert [task.text.plain for task in found] == ["Theo dõi."]


def test_sections_of_objectives() -> None:
    text = """I. QUAN ĐIỂM, MỤC TIÊU
1. Quan điểm
a) Lấy người dân làm trung tâm.
2. Mục tiêu cụ thể
a) 100% hồ sơ đúng hạn.
II. NHIỆM VỤ
a) Thực hiện mục tiêu 95% hài lòng.
III. KẾT QUẢ THỰC HIỆN MỤC TIÊU
a) Đạt 90%."""
    found = [path[-1].words.plain for path in outline_of(text).walk() if path[-1].text and is_objective(path)]
    assert found == ["100% hồ sơ đúng hạn."]


def test_a_text_without_headings_has_no_tasks() -> None:
    assert tasks("Sở đề nghị các phòng rà soát nhiệm vụ.\nGửi báo cáo trước ngày 15 tháng 6.") == []
