"""The tree that the numbering of a text gives."""

from __future__ import annotations

import pytest

from cchc_extract.model.outline import Outline
from cchc_extract.segment.furniture import find_furniture
from cchc_extract.segment.lost_annexes import find_lost_annexes
from cchc_extract.segment.outline import build_outline
from tests.unit.segment_texts import PLAN, document, laid_out, outline_of, paths, signature


def codes(outline: Outline) -> list[tuple[str, str]]:
    return [(note.code, note.seen) for note in outline.notes]


@pytest.mark.parametrize("form_feed", [True, False])
@pytest.mark.parametrize("blank", [True, False])
@pytest.mark.parametrize("indent", [0, 6])
@pytest.mark.parametrize("width", [64, 80, 104])
def test_layout_changes_nothing(width: int, indent: int, blank: bool, form_feed: bool) -> None:
    expected = signature(outline_of("\n".join(PLAN)))
    for page in (26, 31, 38):
        page *= 1 + blank
        text = laid_out(PLAN, width=width, page=page, indent=indent, blank=blank, form_feed=form_feed)
        lines = document(text).lines
        furniture = find_furniture(lines, text)
        left = [line for line in lines if line.index not in furniture]
        assert signature(build_outline(left, [], text)) == expected


def test_a_line_to_a_paragraph_with_blank_lines_between() -> None:
    assert signature(outline_of("\n\n".join(PLAN))) == signature(outline_of("\n".join(PLAN)))


def test_a_sentence_cut_by_a_page_is_one() -> None:
    text = """1. Sở Nội vụ tổng hợp, báo cáo Chủ tịch UBND tỉnh (qua Văn

phòng) kết quả thực hiện.

2. Rà soát các văn bản theo Nghị quyết số

57-NQ/TW của Bộ Chính trị.

3. Số hóa hồ sơ đang được xử lý

trên môi trường mạng."""
    outline = outline_of(text)
    assert [node.words.plain.split()[-1] for node in outline.nodes] == ["hiện.", "trị.", "mạng."]
    assert codes(outline) == [("outline.sentence-joined", "")] * 3


@pytest.mark.parametrize(
    "heading",
    [
        "Xây dựng và phát triển Chính quyền điện tử, Chính quyền số",
        "Chuyển đổi số",
        "UBND các huyện, thị xã, thành phố",
        "Văn phòng UBND thành phố",
        "Các phòng, đơn vị trực thuộc Sở",
        "Thủ trưởng các đơn vị thuộc Bộ",
        "Văn phòng Sở",
    ],
)
def test_a_heading_is_whole_though_a_name_or_a_figure_might_follow(heading: str) -> None:
    text = f"3. {heading}\n\nXây dựng kế hoạch của đơn vị.\n\n4. Báo cáo kết quả."
    assert [node.words.plain for node in outline_of(text).nodes] == [heading, "Báo cáo kết quả."]


def test_a_name_or_a_figure_cut_off_by_a_page_belongs_to_its_sentence() -> None:
    text = """3. Rà soát theo đề nghị của Sở

Nội vụ tại Công văn gửi UBND thành phố

Hải Phòng và Quyết định số

12/QĐ-UBND của UBND tỉnh."""
    assert len(outline_of(text).nodes) == 1


def test_law_site_breaks_after_the_first_syllable() -> None:
    text = """Điều 1. Ban
hành kèm theo Quyết định này Kế hoạch kiểm tra công tác cải cách hành chính trên địa
bàn tỉnh năm 2026, được thực hiện từ quý II đến hết quý III tại các cơ quan, đơn vị
và địa phương theo danh sách.
Điều 2. Giao
Giám đốc Sở Nội vụ hướng dẫn, theo dõi, đôn đốc việc thực hiện Quyết định này ở các
cơ quan.
Điều 3.
Chánh Văn phòng chịu trách nhiệm thi hành."""
    assert paths(outline_of(text)) == [
        "Điều 1: Ban hành kèm",
        "Điều 2: Giao Giám đốc",
        "Điều 3: Chánh Văn phòng",
    ]


def test_what_looks_like_a_label_in_wrapped_text_is_text() -> None:
    text = """1. Giao các cơ quan, đơn vị thực hiện chế độ thông tin, báo cáo trong giai đoạn 2026
- 2030 theo đúng quy định của pháp luật, bảo đảm chính xác; phối hợp cùng Sở Lao động
- Thương binh và Xã hội kiểm tra việc thực hiện quy định tại điểm c khoản 2 và khoản
4. Điều này do cơ quan chủ trì chịu trách nhiệm tổng hợp, định kỳ gửi báo cáo về cho
cơ quan thường trực.
2. Các xã, phường căn cứ kế hoạch này xây dựng kế hoạch của mình; bố trí nhân lực và
phương tiện làm việc phù hợp với khối lượng hồ sơ tiếp nhận hằng ngày; chỉ đạo bộ
phận một cửa giải quyết đúng hạn."""
    assert paths(outline_of(text)) == ["1: Giao các cơ", "2: Các xã, phường"]


def test_articles_clauses_points() -> None:
    text = """Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Quy chế này quy định việc phối hợp.
Chương II
NỘI DUNG
Mục 1
TRAO ĐỔI THÔNG TIN
Điều 2. Nguyên tắc
1. Kịp thời.
2. Chính xác:
a) Đúng hạn;
đ) Đúng mẫu.
Mục 2
BÁO CÁO
Điều 3. Báo cáo định kỳ hằng quý."""
    outline = outline_of(text)
    assert paths(outline) == [
        "*Chương I: QUY ĐỊNH CHUNG",
        "*Chương I/Điều 1: Phạm vi điều",
        "Chương I/Điều 1/: Quy chế này",
        "*Chương II: NỘI DUNG",
        "*Chương II/Mục 1: TRAO ĐỔI THÔNG",
        "*Chương II/Mục 1/Điều 2: Nguyên tắc",
        "Chương II/Mục 1/Điều 2/1: Kịp thời.",
        "*Chương II/Mục 1/Điều 2/2: Chính xác:",
        "Chương II/Mục 1/Điều 2/2/a: Đúng hạn;",
        "Chương II/Mục 1/Điều 2/2/đ: Đúng mẫu.",
        "*Chương II/Mục 2: BÁO CÁO",
        "Chương II/Mục 2/Điều 3: Báo cáo định",
    ]
    kinds = {path[-1].label: path[-1].kind for path in outline.walk()}
    assert kinds["Chương I"] == "chapter"
    assert kinds["Mục 1"] == "section"
    assert kinds["Điều 2"] == "article"
    assert kinds["2"] == "clause"
    assert kinds["a"] == "point"
    assert kinds[None] == "paragraph"


def test_a_promulgated_plan_stands_beside_the_articles() -> None:
    text = """Điều 1. Phê duyệt Kế hoạch với những nội dung sau:
I. MỤC TIÊU
1. Mục tiêu chung
II. NHIỆM VỤ
Điều 2. Quyết định này có hiệu lực từ ngày ký./.
1. Mục đích
2. Yêu cầu"""
    assert paths(outline_of(text)) == [
        "Điều 1: Phê duyệt Kế",
        "*I: MỤC TIÊU",
        "I/1: Mục tiêu chung",
        "*II: NHIỆM VỤ",
        "Điều 2: Quyết định này",
        "1: Mục đích",
        "2: Yêu cầu",
    ]


def test_a_list_inside_an_item_goes_back_to_the_outer_list() -> None:
    text = """III. TỔ CHỨC THỰC HIỆN
1. Sở Nội vụ
a) Chủ trì các việc sau:
1. Rà soát quy trình.
2. Lập kế hoạch.
3. Báo cáo.
b) Phối hợp kiểm tra.
2. Sở Tài chính
a) Thẩm định dự toán:
(1) Cấp tỉnh;
(2) Cấp xã.
3. Các xã, phường:
i) Tuyên truyền;
ii) Kiểm tra:
- Định kỳ;
+ Hằng quý;
- Đột xuất."""
    assert paths(outline_of(text))[2:] == [
        "*III/1/a: Chủ trì các",
        "III/1/a/1: Rà soát quy",
        "III/1/a/2: Lập kế hoạch.",
        "III/1/a/3: Báo cáo.",
        "III/1/b: Phối hợp kiểm",
        "*III/2: Sở Tài chính",
        "*III/2/a: Thẩm định dự",
        "III/2/a/1: Cấp tỉnh;",
        "III/2/a/2: Cấp xã.",
        "*III/3: Các xã, phường:",
        "III/3/i: Tuyên truyền;",
        "*III/3/ii: Kiểm tra:",
        "*III/3/ii/-: Định kỳ;",
        "III/3/ii/-/-: Hằng quý;",
        "III/3/ii/-: Đột xuất.",
    ]


def test_a_bare_paragraph_after_an_item_is_its_sibling_and_under_a_heading_its_child() -> None:
    text = """II. NHIỆM VỤ
1. Cải cách thể chế
Rà soát văn bản trong quý I.
2. Sở Tư pháp kiểm tra văn bản của các xã.
Chủ trì xây dựng kế hoạch tuyên truyền."""
    assert paths(outline_of(text)) == [
        "*II: NHIỆM VỤ",
        "*II/1: Cải cách thể",
        "II/1/: Rà soát văn",
        "II/2: Sở Tư pháp",
        "II/: Chủ trì xây",
    ]


def test_headings_without_a_number() -> None:
    text = """NHIỆM VỤ CHUNG
1. Rà soát văn bản.
2. Báo cáo.
PHÂN CÔNG THỰC HIỆN
Văn phòng Ủy ban nhân dân xã
- Theo dõi, đôn đốc.
Phòng Kinh tế
1. Lập dự toán.
2. Giải ngân."""
    assert paths(outline_of(text)) == [
        "*: NHIỆM VỤ CHUNG",
        "/1: Rà soát văn",
        "/2: Báo cáo.",
        "*: PHÂN CÔNG THỰC",
        "*/: Văn phòng Ủy",
        "//-: Theo dõi, đôn",
        "*/: Phòng Kinh tế",
        "//1: Lập dự toán.",
        "//2: Giải ngân.",
    ]


def test_short_items_without_stops_stay_items() -> None:
    text = """II. NHIỆM VỤ
1. Rà soát văn bản
2. Số hóa hồ sơ
3. Kiểm tra công vụ
Trên đây là Kế hoạch của xã."""
    assert paths(outline_of(text))[1:] == [
        "II/1: Rà soát văn",
        "II/2: Số hóa hồ",
        "II/3: Kiểm tra công",
        "II/: Trên đây là",
    ]


def test_bold_is_evidence_of_a_heading() -> None:
    text = "**1. Cải cách thể chế;**\n\nSở Tư pháp rà soát.\n\n**Sở Nội vụ**\n\n- Kiểm tra."
    assert paths(outline_of(text)) == ["*1: Cải cách thể", "1/: Sở Tư pháp", "*1/: Sở Nội vụ", "1//-: Kiểm tra."]
    run_in = "**Điều 1.** Ban hành Kế hoạch.\n\n**Điều 2.** Quyết định có hiệu lực.\n\n**Điều 3.**"
    assert [path[0] for path in paths(outline_of(run_in))] == ["Đ", "Đ", "Đ"]


@pytest.mark.parametrize(
    ("text", "label", "title"),
    [
        ("Phụ lục số 01: Nhiệm vụ thể chế năm 2026.", "Phụ lục số 01", "Nhiệm vụ thể chế năm 2026."),
        (
            "PHỤ LỤC II\n\nDANH MỤC NHIỆM VỤ\nNĂM 2026\n(Kèm theo Kế hoạch số 1/KH-UBND)",
            "PHỤ LỤC II",
            "DANH MỤC NHIỆM VỤ NĂM 2026",
        ),
        (
            "Phụ lục\nDanh mục nhiệm vụ năm 2026\n(Kèm theo Kế hoạch số 1/KH-UBND)",
            "Phụ lục",
            "Danh mục nhiệm vụ năm 2026",
        ),
        ("Phụ lục 3 (Kèm theo Kế hoạch số 1/KH-UBND)\nCHỈ TIÊU", "Phụ lục 3", "CHỈ TIÊU"),
        ("Phụ lục 1\n(Kèm theo Quyết định số 2/QĐ-UBND)\nBIỂU TỔNG HỢP", "Phụ lục 1", "BIỂU TỔNG HỢP"),
        ("Biểu số 02. Tổng hợp kết quả", "Biểu số 02", "Tổng hợp kết quả"),
    ],
)
def test_annex_headings(text: str, label: str, title: str) -> None:
    node = outline_of("1. Báo cáo kết quả./.\n" + text + "\nI. PHẦN MỘT").nodes[1]
    assert (node.kind, node.label) == ("attachment", label)
    assert node.title is not None
    assert node.title.plain == title
    assert node.children[-1].label == "I"


def test_a_list_of_annexes_is_no_annex() -> None:
    text = """II. NHIỆM VỤ
1. Thực hiện theo các phụ lục:
Phụ lục 1: Nhiệm vụ
Phụ lục 2: Chỉ tiêu
2. Báo cáo kết quả./.
Phụ lục 1
NHIỆM VỤ
Phụ lục 2
CHỈ TIÊU"""
    outline = outline_of(text)
    assert [node.label for node in outline.nodes] == ["II", "Phụ lục 1", "Phụ lục 2"]
    assert [node.label for node in outline.nodes[0].children] == ["1", "2"]


def test_headings_lost_between_neighbours() -> None:
    text = """1. Mục tiêu
a) Nâng cao chất lượng.
2. Yêu cầu
a) Bảo đảm tiến độ.
II. NHIỆM VỤ
a) Rà soát văn bản.
b) Ban hành quy chế.
2. Bộ máy
a) Sắp xếp phòng.
b) Tinh giản biên chế.
a) Bồi dưỡng công chức.
b) Tuyển dụng.
4. Tài chính
4.1. Lập dự toán.
5.1. Số hóa hồ sơ.
5.2. Công khai.
6. Tuyên truyền
III. KINH PHÍ
1. Ngân sách tỉnh.
2. Nguồn khác.
1. Sở Nội vụ theo dõi.
2. Sở Tài chính bố trí."""
    outline = outline_of(text)
    assert paths(outline) == [
        "?I:",
        "*I/1: Mục tiêu",
        "I/1/a: Nâng cao chất",
        "*I/2: Yêu cầu",
        "I/2/a: Bảo đảm tiến",
        "*II: NHIỆM VỤ",
        "?II/1:",
        "II/1/a: Rà soát văn",
        "II/1/b: Ban hành quy",
        "*II/2: Bộ máy",
        "II/2/a: Sắp xếp phòng.",
        "II/2/b: Tinh giản biên",
        "?II/3:",
        "II/3/a: Bồi dưỡng công",
        "II/3/b: Tuyển dụng.",
        "*II/4: Tài chính",
        "II/4/4.1: Lập dự toán.",
        "?II/5:",
        "II/5/5.1: Số hóa hồ",
        "II/5/5.2: Công khai.",
        "II/6: Tuyên truyền",
        "*III: KINH PHÍ",
        "III/1: Ngân sách tỉnh.",
        "III/2: Nguồn khác.",
        "?IV:",
        "IV/1: Sở Nội vụ",
        "IV/2: Sở Tài chính",
    ]
    assert {seen for code, seen in codes(outline) if code == "outline.heading-lost"} == {"I", "1", "3", "5", "IV"}


@pytest.mark.parametrize(
    "text",
    [
        # a bare line introduces each list
        "IV. TỔ CHỨC THỰC HIỆN\nCác sở, ngành:\n1. Lập kế hoạch.\n2. Báo cáo.\nCấp xã:\n1. Tuyên truyền.\n2. Kiểm tra.",
        # bullets stand over the lists
        "IV. TỔ CHỨC THỰC HIỆN\n* Sở Nội vụ\n1. Lập kế hoạch.\n2. Báo cáo.\n* Sở Y tế\n1. Kiểm tra.\n2. Báo cáo.",
        # a bare line parts the lists of the last section
        "IV. TỔ CHỨC THỰC HIỆN\n1. Lập kế hoạch.\n2. Báo cáo.\nTập trung kiểm tra.\n1. Kiểm tra.\n2. Báo cáo.",
        # the next heading leaves no gap
        "II. NHIỆM VỤ\n1. Thể chế\na) Rà soát.\nb) Kiểm tra.\na) Ban hành.\nb) Công bố.\n2. Bộ máy\na) Sắp xếp.",
        # a converter has made every number a 1
        "II. NHIỆM VỤ\n1. Rà soát văn bản.\n1. Kiểm tra văn bản.\n1. Công bố.",
        # the annex numbers anew
        "II. NHIỆM VỤ\n1. Rà soát.\n2. Kiểm tra./.\nPhụ lục 1\nNHIỆM VỤ\nI. THỂ CHẾ\nPhụ lục 2\nCHỈ TIÊU\nI. THỂ CHẾ",
        # a decision without its first article's neighbours
        "Điều 1. Ban hành Kế hoạch.\nĐiều 2. Quyết định có hiệu lực./.\nI. MỤC TIÊU\n1. Chung.\nII. KINH PHÍ\n1. Xã.",
    ],
)
def test_a_restart_that_is_explained_infers_nothing(text: str) -> None:
    assert not any(path[-1].inferred for path in outline_of(text).walk())


def test_numbers_that_skip_or_repeat_are_noted() -> None:
    outline = outline_of("II. NHIỆM VỤ\n1. A.\n2. B.\n2. C.\n5. D.")
    assert codes(outline) == [("outline.number-repeats", "2"), ("outline.number-skips", "5")]


ANNEXES = """II. NHIỆM VỤ
1. Danh mục các phụ lục:
a) Phụ lục số 01: Thể chế.
b) Phụ lục số 02: Bộ máy.
c) Phụ lục số 03: Tài chính./.
Phụ lục số 01: Thể chế
BẢNG
{between}BẢNG
Phụ lục số 03: Tài chính
BẢNG"""


@pytest.mark.parametrize(("between", "found"), [("", "Phụ lục số 02"), ("I. LĨNH VỰC KHÁC\n", None), ("BẢNG\n", None)])
def test_an_annex_without_a_heading(between: str, found: str | None) -> None:
    text = ANNEXES.format(between=between)
    tables = tuple(at for at, line in enumerate(text.split("\n")) if line == "BẢNG")
    outline = find_lost_annexes(outline_of(text, tables), tables)
    inferred = [node for node in outline.nodes if node.inferred]
    assert [node.label for node in inferred] == ([found] if found else [])
    if inferred:
        assert inferred[0].given is not None
        assert inferred[0].given.plain == "Bộ máy"
        assert inferred[0].title is None
        assert outline.over(tables[1]) == (inferred[0],)
        assert ("outline.annex-lost", "Phụ lục số 02") in codes(outline)


def test_a_table_stands_under_the_nearest_heading() -> None:
    text = "Phụ lục 1\nNHIỆM VỤ\n(Kèm theo Kế hoạch số 1/KH-UBND)\nI. THỂ CHẾ\nBẢNG\nII. BỘ MÁY\nBẢNG"
    outline = outline_of(text, (4, 6))
    assert [node.label for node in outline.over(4)] == ["Phụ lục 1", "I"]
    assert [node.label for node in outline.over(6)] == ["Phụ lục 1", "II"]
    assert outline.over(-1) == ()
