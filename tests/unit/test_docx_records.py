"""Word files, all stages: the same plan gives the same records as its text, but for places."""

from __future__ import annotations

from typing import Any

from cchc_extract import extract
from tests.unit.word_files import cell, item, paragraph, row, table, word_file

PLACES = {"span", "spans", "pieces", "called", "places", "source", "accounting", "diagnostics"}
HEADER = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành")
TEXT = """ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH AN PHÚ\tĐộc lập - Tự do - Hạnh phúc
Số: 15/KH-UBND\tAn Phú, ngày 10 tháng 01 năm 2026

KẾ HOẠCH
Cải cách hành chính năm 2026

I. MỤC ĐÍCH
Nâng cao chất lượng phục vụ người dân.

II. TỔ CHỨC THỰC HIỆN
1. Sở Nội vụ chủ trì theo dõi, đôn đốc việc thực hiện Kế hoạch.
2. Sở Tài chính bố trí kinh phí trong quý I/2026.

Phụ lục
NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM 2026

TT\tNhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian hoàn thành
I\tCẢI CÁCH THỂ CHẾ\t\t\t
1\tCông bố danh mục thủ tục hành chính\tSở Tư pháp\tCác sở, ban, ngành\tQuý II/2026
2\tKiểm tra công vụ tại cơ quan\tSở Nội vụ\tThanh tra tỉnh\tTrước ngày 30/11/2026
"""
LEVELS = (("upperRoman", "%1."), ("decimal", "%2."))
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(LEVELS)
    )
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def without_places(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: without_places(value) for key, value in part.items() if key not in PLACES}
    return [without_places(each) for each in part] if isinstance(part, list) else part


def plan(*rows: str) -> dict[str, Any]:
    """The plan above, its labels counted by the program, its annex with these rows."""
    body = (
        table(
            row(cell("ỦY BAN NHÂN DÂN", "TỈNH AN PHÚ"),
                cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")),
            row("Số: 15/KH-UBND", "An Phú, ngày 10 tháng 01 năm 2026"),
            properties="",
        ),
        *("<w:p/>", paragraph("KẾ HOẠCH"), paragraph("Cải cách hành chính năm 2026"), "<w:p/>"),
        *(item("MỤC ĐÍCH", 0), paragraph("Nâng cao chất lượng phục vụ người dân."), "<w:p/>"),
        item("TỔ CHỨC THỰC HIỆN", 0),
        item("Sở Nội vụ chủ trì theo dõi, đôn đốc việc thực hiện Kế hoạch.", 1),
        item("Sở Tài chính bố trí kinh phí trong quý I/2026.", 1),
        *("<w:p/>", paragraph("Phụ lục"), paragraph("NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH NĂM 2026")),
        table(row(*HEADER), row("I", cell("CẢI CÁCH THỂ CHẾ", properties='<w:gridSpan w:val="4"/>')), *rows),
    )  # fmt: skip
    return extract(word_file(*body, numbering=NUMBERING)).to_dict()


def test_the_same_plan_gives_the_same_records() -> None:
    found = plan(
        row("1", "Công bố danh mục thủ tục hành chính", "Sở Tư pháp", "Các sở, ban, ngành", "Quý II/2026"),
        row("2", "Kiểm tra công vụ tại cơ quan", "Sở Nội vụ", "Thanh tra tỉnh", "Trước ngày 30/11/2026"),
    )
    assert without_places(found) == without_places(extract(TEXT).to_dict())
    assert (found["source"]["format"], found["source"]["dialect"]) == ("docx", "docx")
    assert found["accounting"]["residue"] == [] and len(found["tasks"]) == 4


def test_a_merged_cell_covers_its_rows_and_an_empty_one_is_empty() -> None:
    begin, down = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    found = plan(
        row("1", "Công bố danh mục thủ tục", cell("Sở Tư pháp", properties=begin), "Các sở", "Quý II/2026"),
        row("2", "Rà soát văn bản", cell(properties=down), "", "Quý III/2026"),
    )
    second = next(task for task in found["tasks"] if task["task"] == "Rà soát văn bản")
    assert second["cells"]["lead"] == "Sở Tư pháp" and second["inherited"] == ["lead"]
    assert "coordinating" not in second["cells"]


def test_a_note_called_in_a_cell_is_called_and_not_in_the_cell() -> None:
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="1"/></w:r>'
    called = table(row(*HEADER), row("1", "Rà soát", cell(paragraph("Sở Tư pháp", mark)), "", "Quý II/2026"))
    note = f'<w:footnote w:id="1">{paragraph("Sau khi hợp nhất.")}</w:footnote>'
    found = extract(word_file(paragraph("KẾ HOẠCH"), paragraph("Năm 2026"), called, footnotes=note))
    assert found.tasks[0].cells["lead"] == "Sở Tư pháp"
    assert [(note.text, len(note.called)) for note in found.footnotes] == [("Sau khi hợp nhất.", 1)]
