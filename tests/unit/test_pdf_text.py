"""The words of PDFs outside tables, and files that cannot be read."""

from __future__ import annotations

import pytest

from cchc_extract import ReadError, extract
from cchc_extract.readers import read
from cchc_extract.readers.page import Uprights
from cchc_extract.readers.pdfium import pages
from cchc_extract.readers.pdfium_letters import Letter, pieces
from cchc_extract.readers.pdfium_spaced import SINGLE, spaced
from tests.pdf_files import LEADING, Sheet, head, needs_font, pdf

BODY = (
    "1. Sở Nội vụ chủ trì, phối hợp với các sở, ban, ngành theo dõi, đôn đốc việc thực hiện",
    "kế hoạch này; báo cáo Ủy ban nhân dân tỉnh trước ngày 15/12/2026.",
    "2. Sở Tài chính bố trí kinh phí thực hiện.",
)


def text(*draw: object, **options: int) -> list[str]:
    return read(pdf(*draw, **options), "a.pdf").text.split("\n")  # type: ignore[arg-type]


def lines(sheet: Sheet, top: float, words: tuple[str, ...], x: float = 85) -> float:
    for each in words:
        sheet.text(x, top, each)
        top += LEADING
    return top


@needs_font
def test_the_two_sides_of_a_letterhead_stand_beside_each_other() -> None:
    def draw(sheet: Sheet) -> None:
        lines(sheet, head(sheet), BODY)

    found = text(draw)
    assert found[0] == "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert found[2] == "Số: 15/KH-UBND\tAn Phú, ngày 12 tháng 01 năm 2026"
    assert "KẾ HOẠCH" in found
    result = extract(pdf(draw))
    assert (result.document.number, str(result.document.issued)) == ("15/KH-UBND", "2026-01-12")


@needs_font
def test_lines_that_reach_the_margin_are_wrapped_and_others_end() -> None:
    found = text(lambda sheet: (lines(sheet, head(sheet), BODY), None)[1])
    assert " ".join(BODY[:2]) in found
    assert BODY[2] in found


@needs_font
def test_an_indent_and_a_wide_space_begin_paragraphs() -> None:
    full = "Các sở, ban, ngành và địa phương tổ chức thực hiện nghiêm túc nội dung kế hoạch này đúng"

    def draw(sheet: Sheet) -> None:
        top = lines(sheet, 60, (full, full, full))
        sheet.text(113, top, full[:70])
        sheet.text(85, top + 60, "Nơi khác")

    found = text(draw)
    assert found[0] == f"{full} {full} {full}"
    assert found[1:4] == [full[:70], "", "Nơi khác"]


@needs_font
def test_an_article_and_what_follows_a_semicolon_begin_paragraphs_below_full_lines() -> None:
    full = (
        "Căn cứ Luật Tổ chức chính quyền địa phương và các văn bản hướng dẫn thi hành luật này;",
        "Căn cứ Nghị quyết của Hội đồng nhân dân tỉnh về nhiệm vụ phát triển kinh tế năm tới xx.",
        "Điều 2. Các sở, ban, ngành có trách nhiệm thi hành quyết định này từ ngày ký ban hành.",
    )
    assert text(lambda sheet: (lines(sheet, 60, full), None)[1])[:3] == list(full)


@needs_font
def test_recipients_and_who_signs_are_two_sides() -> None:
    def draw(sheet: Sheet) -> None:
        top = lines(sheet, head(sheet), BODY) + 20
        lines(sheet, top, ("Nơi nhận:", "- Như trên;", "- Lưu: VT."))
        sheet.centred(430, top, "CHỦ TỊCH")
        sheet.centred(430, top + 60, "Lê Văn An")

    document = extract(pdf(draw)).document
    assert document.signer == "Lê Văn An"
    assert [r.text for r in document.recipients] == ["Như trên", "Lưu: VT"]


@needs_font
def test_the_stamp_of_a_signature_stands_apart_from_the_lines_it_is_set_over() -> None:
    stamp = ("Ký bởi: Văn phòng Ủy ban nhân dân", "tỉnh An Phú", "Email: vanphong@anphu.gov.vn", "Ngày ký: 12/01/2026")

    def draw(sheet: Sheet) -> None:
        for k, words in enumerate(stamp):
            sheet.text(440, 24 + 9 * k, words, 7)
        lines(sheet, head(sheet), BODY)

    found = text(draw)
    assert found[:4] == [f"{stamp[0]} {stamp[1]}", stamp[2], stamp[3], ""]
    assert found[4] == "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    result = extract(pdf(draw))
    assert (result.document.issuer, result.document.number) == ("Ủy ban nhân dân tỉnh An Phú", "15/KH-UBND")
    assert not result.accounting.residue


@needs_font
def test_page_numbers_and_running_heads_are_no_text_of_the_document() -> None:
    def drawing(number: int) -> object:
        def draw(sheet: Sheet) -> None:
            sheet.centred(300, 20, str(number))
            top = head(sheet) if number == 1 else 60
            for k in range(6):
                top = lines(sheet, top, (f"{number * 10 + k}. Sở Nội vụ báo cáo quý {k} năm 2026.",))

        return draw

    result = extract(pdf(*(drawing(n) for n in (1, 2, 3, 4))))  # type: ignore[arg-type]
    assert result.source.pages == 4
    assert len(result.accounting.leaves["furniture"]) >= 3
    assert not result.accounting.residue


@needs_font
def test_a_raised_figure_calls_a_note() -> None:
    def draw(sheet: Sheet) -> None:
        top = lines(sheet, head(sheet), ("Thực hiện kế hoạch của tỉnh",))
        end = 85 + sheet.canvas.stringWidth("Thực hiện kế hoạch của tỉnh", "serif", 10)
        sheet.text(end, top - LEADING - 1, "1", 6)
        sheet.text(end + 4, top - LEADING, ", các sở báo cáo.")
        sheet.text(85, 760, "1", 6)
        sheet.text(90, 761, "Quyết định số 88/QĐ-UBND ngày 15/12/2025 của Ủy ban nhân dân tỉnh.", 9)

    data = pdf(draw)
    assert "tỉnh¹, các sở báo cáo." in read(data, "a.pdf").text
    notes = extract(data).footnotes
    assert [(n.label, n.text[:10], bool(n.called)) for n in notes] == [("1", "Quyết định", True)]


@needs_font
def test_a_cell_a_little_above_the_one_beside_it_holds_no_raised_figures() -> None:
    """As browsers print them: a cell of figures alone has lower lines than one with letters of another font."""

    def draw(sheet: Sheet) -> None:
        sheet.text(85, 100, "Giao ban", 13)
        sheet.text(160, 96, "420", 13)

    assert read(pdf(draw), "a.pdf").text.split() == ["Giao", "ban", "420"]


@pytest.mark.parametrize(("size", "rise", "text"), [(6.0, 4.0, ["AB¹²."]), (10.0, 4.0, ["12", "AB ."])])
def test_raised_figures_stand_where_letters_are_put_together(size: float, rise: float, text: list[str]) -> None:
    figures = [
        Letter(sign, x, 60.0 - rise, size, (x, 50.0, x + 3.8, 54.0), (x, x + 3.8), x + 3.8)
        for sign, x in (("1", 97.0), ("2", 100.8))
    ]
    stop = Letter(".", 104.6, 60.0, 10.0, (104.6, 59.0, 105.6, 60.0), (104.6, 107.0), 107.0)
    words = pieces([*_letters("AB", 0.0), stop, *figures], lambda left, right: False)
    assert [word.text for word in words] == text


@pytest.mark.parametrize(("gap", "after_blank", "text"), [(1.9, True, "A B"), (1.9, False, "AB"), (0.6, True, "AB")])
def test_a_blank_that_the_engine_reads_too_may_be_narrow(gap: float, after_blank: bool, text: str) -> None:
    first, second = _letters("AB", gap)
    words = pieces([first, second._replace(after_blank=after_blank)], lambda left, right: False)
    assert [word.text for word in words] == [text]


@needs_font
def test_letters_drawn_after_those_to_their_right_stand_in_their_words() -> None:
    """As where a font lacks letters, and another's are drawn when its own are done."""

    def draw(sheet: Sheet) -> None:
        width = sheet.canvas.stringWidth
        for top, words in ((60, "Kế hoạch cải cách hành chính"), (90, "Sở Nội vụ và các huyện")):
            lacking = [k for k, sign in enumerate(words) if sign > "\u1e00"]
            for kept in (False, True):
                for k, sign in enumerate(words):
                    if (k in lacking) is kept and sign != " ":
                        sheet.text(85 + width(words[:k], "serif", 10), top, sign)

    found = text(draw)
    assert "Kế hoạch cải cách hành chính" in found
    assert "Sở Nội vụ và các huyện" in found


@needs_font
def test_letters_and_marks_that_stand_apart_are_one() -> None:
    words = "Kê\u0301 hoa\u0323ch ca\u0309i ca\u0301ch"
    assert "Kế hoạch cải cách" in text(lambda sheet: sheet.text(85, 60, words))


@needs_font
def test_a_password_is_asked_for_and_an_empty_one_is_none() -> None:
    def draw(sheet: Sheet) -> None:
        lines(sheet, head(sheet), BODY)

    with pytest.raises(ReadError, match="it is encrypted"):
        read(pdf(draw, password="bí mật"), "a.pdf")
    assert "KẾ HOẠCH" in read(pdf(draw, password=""), "a.pdf").text


@needs_font
@pytest.mark.parametrize("engine", ["pypdfium2", "pdfplumber"])
def test_a_file_cut_off_anywhere_is_one_line_or_is_read(engine: str) -> None:
    data = pdf(lambda sheet: (lines(sheet, head(sheet), BODY), None)[1])
    for share in (0.02, 0.3, 0.6, 0.9, 0.99):
        try:
            extract(data[: int(len(data) * share)], pdf_engine=engine)  # type: ignore[arg-type]
        except ReadError as error:
            assert "\n" not in str(error)


@needs_font
def test_pages_without_a_word_are_refused() -> None:
    with pytest.raises(ReadError, match="it holds no text"):
        read(pdf(lambda sheet: sheet.line(10, 10, 400, 10)), "a.pdf")


@needs_font
def test_lines_that_enclose_no_word_are_no_table() -> None:
    def draw(sheet: Sheet) -> None:
        top = lines(sheet, head(sheet), BODY)
        sheet.table((85, 200, 300), top, [("", ""), ("", "")])

    assert read(pdf(draw), "a.pdf").grids == ()
    assert not extract(pdf(draw)).accounting.residue


@pytest.mark.parametrize(
    "kids",
    [b"<</Type/Pages/Kids[]/Count 0>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>", b"<</Type/Pages/Count 99999999>>"],
)
def test_a_tree_of_pages_without_a_page_is_one_line(kids: bytes) -> None:
    body = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n" + kids + b"\nendobj\n"
    for engine in ("pypdfium2", "pdfplumber"):
        with pytest.raises(ReadError) as refused:
            extract(body + b"trailer\n<</Size 3/Root 1 0 R>>\n%%EOF\n", pdf_engine=engine)  # type: ignore[arg-type]
        assert "\n" not in str(refused.value)


def test_a_page_of_lines_without_end_takes_no_time_without_end() -> None:
    from cchc_extract.readers.page_tables import find_ruled

    across = [(0.0, float(k), 2000.0, float(k) + 0.5) for k in range(0, 20_000, 4)]
    upright = [(float(k), 0.0, float(k) + 0.5, 20_000.0) for k in range(0, 20_000, 4)]
    assert find_ruled([*across, *upright]) == []


def test_an_engine_that_there_is_not() -> None:
    with pytest.raises(ValueError, match="no PDF engine"):
        extract(b"%PDF-1.7\n", pdf_engine="word")  # type: ignore[arg-type]


@needs_font
def test_letters_that_the_engine_takes_for_lines_of_their_own_are_one_line() -> None:
    """It takes a page of few lines, drawn letter by letter, for one whose lines run downwards."""

    def draw(sheet: Sheet) -> None:
        width = sheet.canvas.stringWidth
        for top in (60, 80):
            for x, words in ((85, "Ít nhất một nửa"), (250, "Hướng dẫn người dân"), (450, "Sổ theo dõi")):
                for k, sign in enumerate(words):
                    if sign != " ":
                        sheet.text(x + width(words[:k], "serif", 10), top, sign)

    words = [word.text for page in pages(pdf(draw), "a.pdf") for word in page.words()]
    assert words == ["Ít nhất một nửa", "Hướng dẫn người dân", "Sổ theo dõi"] * 2


@needs_font
@pytest.mark.parametrize("engine", ["pypdfium2", "pdfplumber"])
def test_a_watermark_is_left_out_and_told(engine: str) -> None:
    def draw(sheet: Sheet) -> None:
        canvas = sheet.canvas
        canvas.saveState()
        canvas.translate(150, 300)
        canvas.rotate(40)
        canvas.setFont("serif", 60)
        canvas.drawString(0, 0, "BẢN MẪU")
        canvas.restoreState()
        lines(sheet, head(sheet), BODY)

    result = extract(pdf(draw), pdf_engine=engine)
    assert "source.slanted-left-out" in {d.code for d in result.diagnostics}
    document = read(pdf(draw), "a.pdf")
    assert "MẪU" not in document.text
    plain = read(pdf(lambda sheet: (lines(sheet, head(sheet), BODY), None)[1]), "a.pdf")
    assert (document.text, plain.repairs) == (plain.text, ())


@needs_font
def test_a_small_high_figure_drawn_on_its_own_calls_a_note() -> None:
    def draw(sheet: Sheet) -> None:
        words = "Thực hiện kế hoạch của tỉnh"
        end = 85 + sheet.canvas.stringWidth(words, "serif", 10)
        sheet.text(end + 1, 58, "1", 8)
        sheet.text(85, 60, words)
        sheet.text(85, 90, "Chỉ tiêu năm 2026 là")
        sheet.text(85 + sheet.canvas.stringWidth("Chỉ tiêu năm 2026 là", "serif", 10) + 3, 90, "5")

    found = text(draw)
    assert "Thực hiện kế hoạch của tỉnh¹" in found
    assert "Chỉ tiêu năm 2026 là 5" in found


@needs_font
def test_glyphs_of_which_no_letter_is_known_are_told() -> None:
    data = pdf(lambda sheet: (lines(sheet, head(sheet), BODY), None)[1]).replace(b"/ToUnicode", b"/NoUnicode")
    assert "source.character-lost" in {d.code for d in extract(data).diagnostics}


@needs_font
def test_what_stands_before_the_content_of_a_file_is_passed_over() -> None:
    data = pdf(lambda sheet: (lines(sheet, head(sheet), BODY), None)[1])
    assert read(b"HTTP/1.1 200 OK\r\n\r\n" + data, "a.pdf").text == read(data, "a.pdf").text
    assert read("Tệp bắt đầu bằng %PDF-1.7\nlà tệp PDF.".encode(), "a.txt").format == "text"


@needs_font
def test_a_year_below_its_date_beside_a_letterhead_belongs_to_the_date() -> None:
    def draw(sheet: Sheet) -> None:
        for top, left, right in (
            (40, "TỈNH AN PHÚ", "Độc lập - Tự do - Hạnh phúc"),
            (54, "Số: 15/KH-UBND", "An Phú, ngày 12 tháng 01 năm"),
            (68, "", "2026"),
        ):
            sheet.centred(150, top, left)
            sheet.centred(410, top, right)
        sheet.centred(300, 110, "KẾ HOẠCH")
        lines(sheet, 140, BODY)

    assert "Số: 15/KH-UBND\tAn Phú, ngày 12 tháng 01 năm 2026" in text(draw)


@needs_font
def test_a_page_that_pdfplumber_would_not_read_in_a_minute_is_refused() -> None:
    def draw(sheet: Sheet) -> None:
        sheet.text(85, 60, "Kế hoạch năm 2026")
        sheet.canvas._code.append("%" * 2_000_000)

    with pytest.raises(ReadError, match=r"^a\.pdf: page 1 is too large for pdfplumber"):
        read(pdf(draw), "a.pdf", pdf_engine="pdfplumber")
    assert read(pdf(draw), "a.pdf").text.startswith("Kế hoạch")


def _letters(words: str, apart: float, blank: float = 2.5) -> list[Letter]:
    out, x = list[Letter](), 85.0
    for sign in words:
        width = blank if sign == " " else 6.0
        if sign != " ":
            out.append(Letter(sign, x, 60.0, 10.0, (x, 52.0, x + width, 60.0), (x, x + width), x + width))
        x += width + apart
    return out


@pytest.mark.parametrize(
    ("words", "apart", "read_as"),
    [
        ("KẾ HOẠCH", 4.0, ["KẾ HOẠCH"]),
        ("II. NHIỆM VỤ", 1.0, ["II. NHIỆM VỤ"]),
        ("TỔNG        BÁO CÁO", 2.0, ["TỔNG", "BÁO CÁO"]),
        ("ABC", 4.0, []),  # as far apart as words: nothing tells
        ("x x x", 12.0, []),  # columns
        ("AB CD", 0.0, []),  # not set apart
    ],
)
def test_letters_set_apart_are_words(words: str, apart: float, read_as: list[str]) -> None:
    assert [word.text for word in spaced(_letters(words, apart), Uprights([]))] == read_as
    assert SINGLE.search("K Ế HOẠCH")
    assert not SINGLE.search("1. Ý kiến của tổ A nêu ở báo cáo")
