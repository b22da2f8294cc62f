"""Sentences that a page or a width has cut, and the pages of `pdftotext`, through the whole pipeline."""

from __future__ import annotations

import pytest

from cchc_extract.model.record import Extraction
from cchc_extract.pipeline import extract_document
from cchc_extract.readers.text import read_text
from cchc_extract.segment.stops import parts_number

HEADER = "STT   Nhiệm vụ                          Đơn vị chủ trì        Thời gian\n\n"


def extraction(text: str) -> Extraction:
    return extract_document(read_text(text, "invented"))


def texts(result: Extraction) -> list[str]:
    out, todo = [], list(result.outline)
    while todo:
        node = todo.pop(0)
        out.append(f"{node.label}: {node.title or node.text}")
        todo = [*node.children, *todo]
    return out


@pytest.mark.parametrize("place", ["{blank}                    {n}\n\f", "\f                    {n}\n\n"])
def test_page_numbers_beside_form_feeds_are_furniture(place: str) -> None:
    first, second = (place.format(n=n, blank="\n") for n in (2, 3))
    if not place.startswith("\f"):
        first, second = (place.format(n=n, blank="\n") for n in (1, 2))
    text = (
        "KẾ HOẠCH\nCải cách hành chính năm 2026\n\nI. MỤC ĐÍCH\n\n1. Nâng cao chất lượng phục vụ.\n"
        f"{first}"
        "Phụ lục\nNHIỆM VỤ NĂM 2026\n\n"
        + HEADER
        + "1     Ban hành kế hoạch kiểm tra           Văn phòng             Quý I/2026\n\n"
        f"{second}"
        "2     Niêm yết công khai thủ tục           Phòng Kinh tế         Thường xuyên\n"
    )
    result = extraction(text)
    assert [each for each in texts(result) if each.rpartition(": ")[2].isdecimal()] == []
    assert [(t.ordinal, t.cells["task"], t.cells["lead"]) for t in result.tasks] == [
        ("1", "Ban hành kế hoạch kiểm tra", "Văn phòng"),
        ("2", "Niêm yết công khai thủ tục", "Phòng Kinh tế"),
    ]
    assert result.accounting.residue == ()


def test_a_form_feed_within_a_line_breaks_it() -> None:
    assert read_text("Trang một\f\fTrang hai", "x").text == "Trang một\n\fTrang hai"
    assert [line.text for line in read_text("Một\n\fHai", "x").lines] == ["Một", "Hai"]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("đạt 92%, tăng 3% so với năm", "2022; số lần làm việc giảm.", True),
        ("hoàn thành trong quý", "IV/2026 và báo cáo.", True),
        ("hoàn thành trước tháng", "11/2026.", True),
        ("theo Kế hoạch số", "12/KH-UBND của tỉnh.", True),
        ("theo quy định tại Điều", "12 của Luật.", True),
        ("sơ kết định kỳ hằng năm", "100% hồ sơ được số hóa.", False),
        (
            "kết quả của từng tháng",
            "15 đơn vị được kiểm tra.",
            True,
        ),  # the form of a number is all that tells
        ("triển khai trong năm", "30% số xã.", False),
    ],
)
def test_a_number_belongs_to_the_word_before_it(before: str, after: str, joined: bool) -> None:
    assert parts_number(before, after) is (joined and not after.startswith("15"))


def test_a_year_after_a_blank_line_goes_on() -> None:
    found = texts(extraction("I. KẾT QUẢ\n\n- Tỷ lệ hài lòng tăng so với năm\n\n2025; số lần đi lại giảm.\n"))
    assert "-: Tỷ lệ hài lòng tăng so với năm 2025; số lần đi lại giảm." in found


def test_a_name_that_a_page_cuts_goes_on() -> None:
    text = (
        "I. NHIỆM VỤ\n\n"
        "1. Rà soát, cập nhật, công khai đầy đủ thủ tục hành chính trong phạm vi quản lý\nvà chuẩn hóa hồ sơ.\n\n"
        "2. Tổ chức tập huấn nghiệp vụ cho công chức làm việc tại bộ phận một cửa của\nxã trong tháng 3/2026.\n\n"
        "3. Công khai thủ tục hành chính và kết quả giải quyết hồ sơ của người dân trên Cổng\n\n"
        "                                      - 2 -\n\n"
        "Dịch vụ công quốc gia; niêm yết tại trụ sở.\n\n"
        "4. Báo cáo kết quả.\n"
    )
    assert any("trên Cổng Dịch vụ công quốc gia; niêm yết" in each for each in texts(extraction(text)))


def test_a_short_text_whose_paragraphs_stand_apart_shows_its_width() -> None:
    text = (
        "I. TỔ CHỨC THỰC HIỆN\n\n"
        "     1. Văn phòng theo dõi, đôn đốc các đơn vị, tổng hợp kết quả, báo cáo\n"
        "Chủ tịch UBND xã trước ngày 05/12/2026.\n\n"
        "     2. Phòng Kinh tế bố trí kinh phí.\n\n     3. Công an xã phối hợp.\n\n     4. Các thôn\nTuyên truyền.\n"
    )
    result = extraction(text)
    assert str(result.tasks[0].task).endswith("báo cáo Chủ tịch UBND xã trước ngày 05/12/2026.")
    assert len(result.tasks) == 4  # a short line does not run on


def test_an_annex_alone_counts_from_its_documents_issue() -> None:
    text = (
        "PHỤ LỤC\nPHÂN CÔNG NHIỆM VỤ\n(Kèm theo Nghị quyết số 30/NQ-CP ngày 10 tháng 3 năm 2025 của Chính phủ)\n\n"
        "TT\tNhiệm vụ\tCơ quan chủ trì\tThời hạn\n"
        "1\tBan hành kế hoạch\tBộ Nội vụ\t100 ngày kể từ ngày ban hành Nghị quyết\n"
        "2\tSửa đổi nghị định\tBộ Tư pháp\tQuý IV/2025\n"
    )
    deadline = extraction(text).tasks[0].deadlines[0]
    assert (deadline.value, str(deadline.start)) == ("P100D", "2025-03-10")


def test_a_letterhead_whose_sides_several_tabs_part_is_no_table() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\t\t\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nPHƯỜNG ĐÔNG HẢI\t\t\tĐộc lập - Tự do - Hạnh phúc\n\n"
        "Số: 07/KH-UBND\t\t\tĐông Hải, ngày 20 tháng 01 năm 2026\n\nKẾ HOẠCH\nCải cách hành chính năm 2026\n"
    )
    found = extraction(text).document
    assert (found.issuer, found.number, found.issued) == (
        "Ủy ban nhân dân phường Đông Hải",
        "07/KH-UBND",
        "2026-01-20",
    )


@pytest.mark.parametrize(
    ("letterhead", "issuer"),
    [
        ("BỘ DÂN TỘC VÀ TÔN GIÁO", "Bộ Dân tộc và Tôn giáo"),
        ("UỶ BAN NHÂN DÂN TỈNH KHÁNH HOÀ", "Uỷ ban nhân dân tỉnh Khánh Hoà"),
        ("BỆNH VIỆN ĐA KHOA ĐÔNG HẢI", "BỆNH VIỆN ĐA KHOA ĐÔNG HẢI"),
    ],
)
def test_an_issuer_keeps_its_capitals_where_a_word_is_unknown(letterhead: str, issuer: str) -> None:
    text = f"{letterhead}\nSố: 9/KH-VP\nKẾ HOẠCH\nCải cách hành chính năm 2026\n"
    assert extraction(text).document.issuer == issuer
