"""Word files: the words of their paragraphs, as a reader sees them."""

from __future__ import annotations

import pytest

from cchc_extract import extract
from tests.unit.word_files import cell, document, item, lines, paragraph, row, run, table, word_file

NOTE = '<w:footnote w:id="{id}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
CALL = '<w:r><w:footnoteReference w:id="{id}"/></w:r>'


def field(code: str, result: str) -> str:
    kinds = ('<w:fldChar w:fldCharType="begin"/>', f"<w:instrText>{code}</w:instrText>")
    parts = (
        *kinds,
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{result}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join(f"<w:r>{part}</w:r>" for part in parts)


def test_a_paragraph_is_a_line_and_so_is_what_stands_after_a_soft_break() -> None:
    broken = "<w:r><w:t>KẾ HOẠCH</w:t><w:br/><w:t>Rà soát thủ tục</w:t><w:cr/><w:t>năm 2026</w:t></w:r>"
    assert lines(paragraph("Một"), "<w:p/>", paragraph(broken)) == [
        *("Một", "", "KẾ HOẠCH", "Rà soát thủ tục", "năm 2026"),
    ]


def test_what_begins_a_page_stands_apart() -> None:
    begins = '<w:r><w:lastRenderedPageBreak/><w:br w:type="page"/></w:r>'
    assert lines(paragraph("Hết."), paragraph(begins, "PHỤ LỤC")) == ["Hết.", "", "", "PHỤ LỤC"]


def test_signs_that_are_no_text() -> None:
    signs = (
        "<w:r><w:t>Số: 12/KH</w:t><w:noBreakHyphen/><w:t>UB</w:t><w:softHyphen/><w:t>ND</w:t><w:tab/>"
        '<w:sym w:font="Symbol" w:char="F0B3"/><w:t> 90%</w:t></w:r>'
    )
    assert lines(paragraph(signs)) == ["Số: 12/KH-UBND\t≥ 90%"]


def test_letters_typed_in_a_font_that_draws() -> None:
    symbol = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'
    body = paragraph(run("\uf0b7", symbol), " Đạt ", run("\uf0b3", symbol), "90% ", run("\uf0b3"))
    assert lines(body) == ["• Đạt ≥90% \uf0b3"]


def test_a_soft_hyphen_is_a_letter_where_tcvn3_was_taken_for_latin_1() -> None:
    typed = (
        run("KÕ ho¹ch c¶i c¸ch hµnh chÝnh cña tØnh n¨m 2026 tr", ""),
        "<w:r><w:softHyphen/></w:r>",
        run("íc th¸ng 6", ""),
    )
    assert lines(paragraph(*typed)) == ["Kế hoạch cải cách hành chính của tỉnh năm 2026 trước tháng 6"]
    assert lines(paragraph(run("Hai", ""), "<w:r><w:softHyphen/></w:r>", run("mươi", ""))) == ["Haimươi"]


@pytest.mark.parametrize(
    "thing",
    [
        "<w:altChunk/>",
        '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office"/></w:object></w:r></w:p>',
        '<w:p><w:r><w:drawing><d:relIds xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram"/></w:drawing>'
        "</w:r></w:p>",
    ],
)
def test_what_is_put_in_as_an_object_is_left_out_and_said(thing: str) -> None:
    found = document(paragraph("Một."), thing, paragraph("Hai."))
    assert [code for code, _ in found.repairs] == ["source.object-left-out"]
    assert found.text.split() == ["Một.", "Hai."]


def test_letters_are_composed_and_blanks_are_plain() -> None:
    assert lines(paragraph("Sở\u00a0Nô\u0323i vụ")) == ["Sở Nội vụ"]


def test_tracked_changes() -> None:
    body = (
        paragraph("Giao ", f'<w:del w:id="1">{run("Sở Y tế")}</w:del>', f'<w:ins w:id="2">{run("Sở Nội vụ")}</w:ins>'),
        paragraph(f'<w:moveFrom w:id="3">{run("Báo cáo quý.")}</w:moveFrom>', "Một."),
        paragraph("Hai.", f'<w:moveTo w:id="4">{run(" Báo cáo quý.")}</w:moveTo>'),
        paragraph("Ba", properties='<w:rPr><w:del w:id="5"/></w:rPr>'),
        paragraph(" bốn."),
    )
    assert lines(*body) == ["Giao Sở Nội vụ", "Một.", "Hai. Báo cáo quý.", "Ba bốn."]


def test_words_without_a_paragraph_of_their_own_stay_before_a_table() -> None:
    open_end = paragraph("Bảng", properties='<w:rPr><w:del w:id="5"/></w:rPr>')
    assert lines(open_end, table(row("a", "b", "c")), paragraph("Sau")) == ["Bảng", "a", "b", "c", "Sau"]


def test_hidden_text_is_out_by_the_run_and_by_its_style() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="Kin"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="An"><w:basedOn w:val="Goc"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Goc"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = (
        paragraph("Thấy", run(" ẩn", "<w:vanish/>"), run(" rõ", '<w:vanish w:val="0"/>'),
                  run(" x", '<w:rStyle w:val="Kin"/>')),
        paragraph("kín", run("hiện", '<w:vanish w:val="false"/>'), properties='<w:pStyle w:val="An"/>'),
    )  # fmt: skip
    assert lines(*body, styles=styles) == ["Thấy rõ", "hiện"]


def test_capitals_are_what_is_seen() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="Ten"><w:rPr><w:caps/></w:rPr></w:style>'
    body = paragraph("Kế hoạch", run(" năm", '<w:caps w:val="0"/>'), properties='<w:pStyle w:val="Ten"/>')
    assert lines(body, styles=styles) == ["KẾ HOẠCH năm"]


def test_fields_give_their_results_and_links_their_words() -> None:
    nested = field("IF " + "</w:instrText></w:r>" + field("PAGE", "7") + "<w:r><w:instrText>", "kết quả")
    link = f"<w:hyperlink>{run('Cổng dịch vụ công')}</w:hyperlink>"
    simple = f'<w:fldSimple w:instr="DATE">{run("01/02/2026")}</w:fldSimple>'
    assert lines(paragraph(nested), paragraph(link, " ", simple)) == ["kết quả", "Cổng dịch vụ công 01/02/2026"]


def test_a_field_that_never_ends_takes_its_paragraph_only() -> None:
    broken = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText></w:r>'
    assert lines(paragraph("Một ", broken), paragraph("Hai")) == ["Một", "Hai"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('HỎA TỐC')}</w:txbxContent>"
    drawn = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines(paragraph("UBND TỈNH", drawn), paragraph("Sau")) == ["UBND TỈNH", "HỎA TỐC", "Sau"]


def test_content_controls_and_formulas_are_read_through() -> None:
    control = f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{paragraph('Trong khung')}</w:sdtContent></w:sdt>"
    formula = paragraph("x ", "<m:oMath><m:r><m:t>≥ 5</m:t></m:r></m:oMath>")
    assert lines(control, formula) == ["Trong khung", "x ≥ 5"]


def test_headers_footers_and_comments_are_not_the_documents() -> None:
    parts = {name: paragraph("Trang 1") for name in ("header1", "footer1", "comments")}
    assert lines(paragraph("Thân"), **parts) == ["Thân"]


def test_notes_stand_at_the_end_under_the_number_that_calls_them() -> None:
    notes = '<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
    notes += NOTE.format(id=5, text=" Quyết định số 12/QĐ-UBND.") + NOTE.format(id=2, text=" Công văn số 3/SNV-CCHC.")
    ends = f'<w:endnote w:id="5">{paragraph("Cuối bài,")}{paragraph("hai đoạn.")}</w:endnote>'
    end_call = '<w:r><w:endnoteReference w:id="5"/></w:r>'
    deleted = f"<w:del>{CALL.format(id=7)}</w:del>"
    body = paragraph("Theo kế hoạch", CALL.format(id=2), deleted, " và quyết định", CALL.format(id=5), ".", end_call)
    assert lines(body, footnotes=notes, endnotes=ends) == [
        "Theo kế hoạch¹ và quyết định².³",
        "",
        "¹ Công văn số 3/SNV-CCHC.",
        "² Quyết định số 12/QĐ-UBND.",
        "³ Cuối bài, hai đoạn.",
    ]


def test_a_note_comes_out_as_one() -> None:
    notes = NOTE.format(id=2, text=" Quyết định số 12/QĐ-UBND ngày 05/01/2026 của UBND tỉnh.")
    body = paragraph("Thực hiện quyết định của tỉnh", CALL.format(id=2), " về cải cách hành chính.")
    result = extract(word_file(paragraph("KẾ HOẠCH"), body, footnotes=notes)).to_dict()
    (note,) = result["footnotes"]
    assert (note["label"], note["text"]) == ("1", "Quyết định số 12/QĐ-UBND ngày 05/01/2026 của UBND tỉnh.")
    assert len(note["called"]) == 1 and result["accounting"]["residue"] == []


def test_a_letterhead_is_read_side_by_side() -> None:
    head = table(
        row(cell("<w:p><w:r><w:t>ỦY BAN NHÂN DÂN</w:t><w:br/><w:t>TỈNH AN PHÚ</w:t></w:r></w:p>"),
            cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")),
        row("Số: 15/KH-UBND", "An Phú, ngày 10 tháng 01 năm 2026"),
        properties="",
    )  # fmt: skip
    sign = table(
        row(cell("Nơi nhận:", "- Sở Nội vụ;", "- Lưu: VT."),
            cell("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "<w:p/>", "Trần Văn Minh")),
        properties='<w:tblPr><w:tblBorders><w:top w:val="nil"/><w:left w:val="none"/></w:tblBorders></w:tblPr>',
    )  # fmt: skip
    body = (head, paragraph("KẾ HOẠCH"), paragraph("Cải cách hành chính năm 2026"), paragraph("I. MỤC ĐÍCH"), sign)
    assert lines(*body)[:3] == [
        "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TỈNH AN PHÚ\tĐộc lập - Tự do - Hạnh phúc",
        "Số: 15/KH-UBND\tAn Phú, ngày 10 tháng 01 năm 2026",
    ]
    facts = extract(word_file(*body)).to_dict()["document"]
    assert [facts[name] for name in ("number", "issuer", "issued", "place")] == [
        *("15/KH-UBND", "Ủy ban nhân dân tỉnh An Phú", "2026-01-10", "An Phú"),
    ]
    assert facts["signer"] == "Trần Văn Minh"
    assert [each["text"] for each in facts["recipients"]] == ["Sở Nội vụ", "Lưu: VT"]


def test_lists_go_on_through_cells() -> None:
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="3">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="3"/></w:num>'
    )
    rows = [row(f"<w:tc>{item('', 0)}</w:tc>", text, "Sở Nội vụ") for text in ("Rà soát", "Kiểm tra", "Báo cáo", "Thi")]
    assert lines(table(*rows), numbering=numbering)[:4] == ["1", "Rà soát", "Sở Nội vụ", "2"]
