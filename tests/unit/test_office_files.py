"""RTF and DOC: what is read of them by which program, and what cannot be read.

`files/department-plan.doc` is the sample `department-plan-docx`, saved by LibreOffice as DOC.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import pytest

from cchc_extract import extract
from cchc_extract.errors import ReadError
from cchc_extract.model.source import SourceDocument
from cchc_extract.readers import antiword, doc, office, read
from cchc_extract.readers.docx import read_word
from cchc_extract.readers.programs import PROGRAMS, installed
from tests.conftest import ROOT
from tests.unit.test_docx_records import without_places
from tests.unit.word_files import cells, paragraph, word_file

DOC = Path(__file__).with_name("files") / "department-plan.doc"
SAMPLE = ROOT / "samples" / "department-plan-docx" / "input.docx"


def needs(name: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not installed([name]), reason=f"{name} is not installed")


@pytest.fixture
def only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Leave only this program installed, or none."""

    def leave(*names: str) -> None:
        folder = tmp_path / "bin"
        folder.mkdir()
        for name in names:
            found = shutil.which(PROGRAMS[name].commands[0])
            assert found
            (folder / PROGRAMS[name].commands[0]).symlink_to(found)
        monkeypatch.setenv("PATH", str(folder))

    return leave


def rtf(*parts: str) -> bytes:
    """An RTF file; letters beyond ASCII as their code points."""
    body = "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in "".join(parts))
    return f"{{\\rtf1\\ansi\\ansicpg1252\\deff0{{\\fonttbl{{\\f0 Times New Roman;}}}}{body}}}".encode()


def rtf_row(*cells: str, ends: Iterable[int] = (), marks: Iterable[str] = ()) -> str:
    """A row with lines; `marks` are what merges each cell."""
    stops = list(ends) or [2000 * (at + 1) for at in range(len(cells))]
    lines = "".join(f"\\clbrdr{side}\\brdrs" for side in "tlbr")
    states = list(marks) or [""] * len(cells)
    cut = "".join(f"{state}{lines}\\cellx{stop}" for state, stop in zip(states, stops, strict=True))
    return f"\\trowd{cut}\\pard\\intbl " + "".join(f"{cell}\\cell " for cell in cells) + "\\row\n"


def told(found: SourceDocument) -> list[str]:
    return [code for code, _ in found.repairs]


# --- by LibreOffice ---------------------------------------------------------------------------------------------------


@needs("LibreOffice")
def test_an_rtf_file_keeps_its_cells() -> None:
    names = ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn")
    data = rtf(
        "KẾ HOẠCH\\par ",
        rtf_row(*names),
        rtf_row("I", "CẢI CÁCH THỂ CHẾ", ends=(2000, 8000)),
        rtf_row("1", "Rà soát\\line văn bản", "Sở Tư pháp", "Quý I/2026", marks=("", "", "\\clvmgf", "")),
        rtf_row("2", "Công bố thủ tục{\\v ẩn}", "", "Quý II/2026", marks=("", "", "\\clvmrg", "")),
        "\\pard Nơi nhận\\par ",
    )
    found = read(data, "a.doc")
    assert (found.format, found.bytes, found.sha256) == ("rtf", len(data), sha256(data).hexdigest())
    assert cells(found)[1:] == [
        ["I", "CẢI CÁCH THỂ CHẾ", "", ""],
        ["1", "Rà soát\nvăn bản", "Sở Tư pháp", "Quý I/2026"],
        ["2", "Công bố thủ tục", "", "Quý II/2026"],
    ]
    assert found.grids[0].rows[3].covered == (2,) and found.grids[0].dialect == "rtf"
    assert read(data, "a.doc") == found


@needs("LibreOffice")
def test_a_field_for_today_keeps_what_it_showed() -> None:
    field = '{\\field{\\*\\fldinst {\\f0 DATE \\\\@ "dd/MM/yyyy"}}{\\fldrslt 10/01/2022}}'
    found = read(rtf(f"An Phú, ngày {field}\\par Một\\par "), "a.rtf")
    assert found.text.split("\n")[:2] == ["An Phú, ngày 10/01/2022", "Một"]
    assert told(found) == []


@needs("LibreOffice")
def test_a_link_to_another_file_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("KHOÁ", "utf-8")
    field = f'{{\\field{{\\*\\fldinst INCLUDETEXT "{secret}"}}{{\\fldrslt Một}}}}'
    assert read(rtf(field, "\\par "), "a.rtf").text == "Một"


@needs("LibreOffice")
def test_a_word_file_of_the_old_kind_gives_the_records_of_the_new() -> None:
    found = extract(DOC).to_dict()
    assert without_places(found) == without_places(extract(SAMPLE).to_dict())
    assert (found["source"]["format"], found["source"]["dialect"]) == ("doc", "doc")
    assert found["source"]["sha256"] == sha256(DOC.read_bytes()).hexdigest()
    assert found["accounting"]["residue"] == []


@needs("LibreOffice")
@pytest.mark.parametrize("data", [rtf("Một\\par ")[:30], b"{\\rtf nonsense"])
def test_a_file_that_is_cut_off_is_one_line(data: bytes) -> None:
    with pytest.raises(ReadError, match="LibreOffice could not read it") as caught:
        read(data, "a.rtf")
    assert "\n" not in str(caught.value)


def field(code: str, shown: str) -> str:
    inside = (
        ("begin", f"<w:r><w:instrText> {code} </w:instrText></w:r>"),
        ("separate", f"<w:r><w:t>{shown}</w:t></w:r>"),
    )
    return "".join(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>{each}' for kind, each in (*inside, ("end", "")))


@pytest.mark.parametrize(
    ("code", "shown"),
    [('DATE \\@ "dd/MM"', "01/02"), ("FILENAME \\p", "/a/document"), ("REF x", "Error: Reference source not found")],
)
def test_a_field_that_a_converted_file_fills_in_anew_is_left_out(code: str, shown: str) -> None:
    data = word_file(paragraph("ngày ", field(code, shown), " tháng"), paragraph("Hai"))
    kept, left = (read_word(data, "a", ("doc", data, "a"), saved=saved) for saved in (True, False))
    assert (kept.text, told(kept)) == (f"ngày {shown} tháng\nHai", [])
    assert (left.text, told(left)) == ("ngày  tháng\nHai", ["source.field-left-out"])


@needs("LibreOffice")
@pytest.mark.parametrize("code", ["FILENAME \\\\p", "REF x \\\\h", "SAVEDATE", "date", "EDITTIME", "TITLE"])
def test_a_field_of_an_rtf_file_keeps_what_it_showed(code: str) -> None:
    assert (
        read(rtf("Theo {\\field{\\*\\fldinst {\\f0 ", code, "}}{\\fldrslt mục 3}} này\\par "), "a.rtf").text
        == "Theo mục 3 này"
    )


@needs("LibreOffice")
def test_a_field_that_holds_a_shape_keeps_it() -> None:
    box = "{\\shp{\\*\\shpinst{\\sp{\\sn shapeType}{\\sv 202}}{\\shptxt Trong khung\\par}}}"
    data = rtf("{\\field{\\*\\fldinst SHAPE }{\\fldrslt", box, "}}Có khung.\\par ")
    assert read(data, "a.rtf").text.split("\n") == ["Có khung.", "Trong khung"]


@needs("LibreOffice")
def test_a_number_of_the_old_kind_is_the_one_that_is_seen() -> None:
    counted = "{\\*\\pn\\pnlvlbody\\pnucrm\\pnstart1{\\pntxta .}}"
    bullet = "{\\pntext\\f0\\'B7\\tab}{\\*\\pn\\pnlvlblt\\pnf0{\\pntxtb\\'B7}}"
    data = rtf("{\\pntext\\f0 II.\\tab}", counted, "Nhiệm vụ\\par ", bullet, "Một\\par \\pard Hai\\par ")
    assert read(data, "a.rtf").text == "II. Nhiệm vụ\n· Một\nHai"


@needs("LibreOffice")
def test_what_stands_before_an_rtf_file_is_passed_over() -> None:
    assert read(b"\xef\xbb\xbf\r\n " + rtf("Một\\par "), "a.rtf").text == "Một"


def test_the_fields_of_a_hostile_rtf_file_are_found_in_time(only: object) -> None:
    only()  # type: ignore[operator]
    assert not office._FIELD.search(b"\\fldinst" * 300_000)


# --- by the others ----------------------------------------------------------------------------------------------------


@needs("antiword")
def test_antiword_gives_cells_and_says_what_is_lost(only: object) -> None:
    only("antiword")  # type: ignore[operator]
    found = read(DOC)
    assert found.format == "doc" and told(found)[0] == "source.structure-lost"
    assert [row[:3] for row in cells(found)] == [
        ["TT", "Nhiệm vụ", "Phân công"],
        ["", "", "Phòng chủ trì"],
        ["I", "CẢI CÁCH THỂ CHẾ", ""],
        ["", "Lập danh mục văn bản cần sửa đổi về tổ chức bộ máy", "Phòng Tổ chức, biên chế"],
        ["", "Góp ý dự thảo quyết định phân cấp quản lý viên chức", ""],
        ["II", "THỦ TỤC HÀNH CHÍNH", ""],
        ["", "Chuyển giấy tờ sang bản số:\nHồ sơ cán bộ;\nHồ sơ thi đua.", "Văn phòng Sở"],
    ]
    lines = found.text.split("\n")
    assert lines[:2] == ["ỦY BAN NHÂN DÂN TỈNH AN PHÚ\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                         "SỞ NỘI VỤ\tĐộc lập - Tự do - Hạnh phúc"]  # fmt: skip
    assert "Thực hiện kế hoạch của tỉnh¹, Sở Nội vụ" in found.text
    assert lines[-1].startswith("¹ Quyết định số 88/QĐ-UBND")
    assert "xóa trước khi ký" not in found.text and "rà soátrà soát" not in found.text


@needs("antiword")
def test_what_antiword_has_lost_of_a_merge_is_guessed(only: object) -> None:
    only("antiword")  # type: ignore[operator]
    result = extract(DOC).to_dict()
    second = next(task for task in result["tasks"] if task["task"].startswith("Góp ý"))
    assert second["inherited"] == ["lead", "coordinating"]
    assert [task["source"] for task in result["tasks"]].count("table") == 3


@needs("catdoc")
def test_catdoc_gives_the_text(only: object) -> None:
    only("catdoc")  # type: ignore[operator]
    found = read(DOC)
    assert found.format == "doc" and told(found)[0] == "source.structure-lost"
    assert "Văn phòng Sở theo dõi, đôn đốc; báo cáo Giám đốc Sở" in found.text


def test_without_any_program_one_line_says_what_to_install(only: object) -> None:
    only()  # type: ignore[operator]
    with pytest.raises(ReadError) as caught:
        read(DOC)
    assert str(caught.value) == (
        f"{DOC}: reading DOC needs LibreOffice or antiword or catdoc, none of which is installed; "
        "'apt install libreoffice-writer' installs it"
    )
    with pytest.raises(ReadError, match="reading RTF needs LibreOffice, which is not installed"):
        read(rtf("Một"))


def test_the_best_program_that_reads_it_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(data: bytes, name: str, shown: str) -> SourceDocument:
        raise ReadError(shown, "LibreOffice could not read it", "save it anew")

    def reads(data: bytes, name: str, shown: str) -> SourceDocument:
        return read("Một".encode(), name)

    monkeypatch.setattr(doc, "installed", lambda names: names[0] if names != ["antiword"] else None)
    monkeypatch.setattr(doc, "_READERS", {"LibreOffice": fails, "antiword": fails, "catdoc": reads})
    assert read(DOC).text == "Một"
    monkeypatch.setattr(doc, "_READERS", {"LibreOffice": fails, "catdoc": fails})
    with pytest.raises(ReadError, match="LibreOffice could not read it"):
        read(DOC)
    longer = {"LibreOffice": reads, "catdoc": lambda *_: read(f"{'đã xóa ' * 9} Một".encode())}
    monkeypatch.setattr(doc, "_READERS", longer)
    assert read(DOC).text == "Một"


def test_an_encrypted_file_is_refused() -> None:
    data = bytearray(DOC.read_bytes())
    data[doc._text_stream(bytes(data)) + 11] |= 1
    with pytest.raises(ReadError, match="it is encrypted"):
        read(bytes(data), "a.doc")


def test_a_damaged_file_is_one_line() -> None:
    data = DOC.read_bytes()
    for each in (data[:3000], data[:-5000], data[:512] + bytes(len(data) - 512)):
        with pytest.raises(ReadError) as caught:
            read(each, "a.doc")
        assert "\n" not in str(caught.value)


def test_what_is_named_doc_is_told_by_its_content() -> None:
    word = word_file(paragraph("Một"))
    page = "<!doctype html><html><body><p>Một</p></body></html>".encode()
    assert [read(data, "KE-HOACH.DOC").format for data in (word, page, "Một".encode())] == ["docx", "html", "text"]


@pytest.mark.parametrize(
    "root",
    ['<?mso-application progid="Word.Document"?><w:wordDocument/>', "<office:document/>", "\n<pkg:package xmlns='x'/>"],
)
def test_one_xml_file_of_an_office_program_is_no_text(root: str) -> None:
    for coding in ("utf-8", "utf-8-sig", "utf-16"):
        with pytest.raises(ReadError, match="an office program's XML file, which is not read yet"):
            read(f'<?xml version="1.0"?>{root}'.encode(coding), "ke-hoach.doc")
    assert read("Số: 1, xem <office:document/>".encode()).format == "text"


@needs("antiword")
@needs("catdoc")
def test_antiword_gives_way_where_it_stops_within_the_file(only: object, monkeypatch: pytest.MonkeyPatch) -> None:
    only("antiword", "catdoc")  # type: ignore[operator]
    whole = read(DOC)
    assert whole.grids
    write = antiword.write
    monkeypatch.setattr(antiword, "write", lambda *_: write(b"<book><para>K</para></book>", "", ""))
    cut_off = read(DOC)
    assert not cut_off.grids and len(cut_off.text) > 0.8 * len(whole.text)
    assert told(cut_off)[0] == "source.structure-lost"


def test_what_only_catdoc_counts_does_not_tell_that_antiword_stops() -> None:
    """Deleted words, and what fields are made of: `FILENAME \\p`."""
    lines = [f"Nhiệm vụ {number} của kế hoạch\tSở Nội vụ {number}" for number in range(50)]
    seen = [f"{line}  HYPERLINK \\l _Toc{number} " if number % 3 else line for number, line in enumerate(lines)]
    deleted = ["đoạn này đã bị xóa khỏi dự thảo"] * 40
    assert doc._reaches_end("\n".join(lines), "\n".join([*deleted, *seen]))
    assert doc._reaches_end("\n".join(lines), "\n".join([*seen, "Trang  PAGE 2", "chữ trong khung và đầu trang" * 5]))
    assert not doc._reaches_end("\n".join(lines[:35]), "\n".join(seen))
    assert not doc._reaches_end("", "\n".join(seen)) and doc._reaches_end("", "")


# --- what antiword writes ---------------------------------------------------------------------------------------------

BOOK = """<?xml version="1.0"?>
<!DOCTYPE book PUBLIC "x" "y">
<book><bookinfo><author><surname>Lan</surname></author></bookinfo><chapter><title/>
<para>ỦY BAN NHÂN DÂNTỈNH AN PHÚ</para>
<sect1><title>Mục</title><para>Một<footnote><para/></footnote> hai</para></sect1>
<itemizedlist mark='bullet'><listitem><para>ba</para></listitem></itemizedlist>
<orderedlist><listitem><para>bốn</para></listitem></orderedlist>
<para><informaltable>
<tgroup cols='3'><colspec colwidth='30pt'/><colspec colwidth='200pt'/><colspec colwidth='80.0pt'/>
<tbody><row><entry>TT</entry><entry>Việc</entry><entry>Hạn</entry></row></tbody></tgroup>
<tgroup cols='2'><colspec colwidth='30pt'/><colspec colwidth='283pt'/>
<tbody><row><entry>I</entry><entry>Chung</entry></row></tbody></tgroup>
<tgroup cols='3'><colspec colwidth='29pt'/><colspec colwidth='205pt'/><colspec colwidth='79pt'/>
<tbody><row><entry>1</entry><entry>Rà soátvăn bản
Báo cáo &amp; trình</entry><entry></entry></row>
<row><entry>2</entry><entry>Họp</entry><entry>Quý I</entry></row></tbody></tgroup>
</informaltable></para><para>cuối</para></chapter></book>"""
TEXT = """ỦY BAN NHÂN DÂN
TỈNH AN PHÚ
Mục
Một[1] hai
|TT |Việc            |Hạn  |
|1  |Rà soát         |     |
|   |văn bản         |     |
cuối
-----------------------

[1] ghi chú
thứ nhất
"""


def test_docbook_and_text_together_give_lines_and_cells() -> None:
    found = antiword.write(BOOK.encode(), TEXT, "a.doc").document("doc", b"", "a.doc")
    assert cells(found) == [
        ["TT", "Việc", "Hạn"],
        ["I", "Chung", ""],
        ["1", "Rà soát\nvăn bản\nBáo cáo & trình", ""],
        ["2", "Họp", "Quý I"],
    ]
    outside = [line.text for line in found.lines if not found.grids[0].first <= line.index < found.grids[0].last]
    assert [line for line in outside if line] == [
        *("ỦY BAN NHÂN DÂN", "TỈNH AN PHÚ", "Mục", "Một¹ hai", "- ba", "bốn", "cuối", "¹ ghi chú thứ nhất"),
    ]


def test_text_boxes_behind_the_notes_are_no_notes() -> None:
    rule = "-" * 23
    book = BOOK.replace("<para>cuối</para>", f"<para>cuối</para><para>\n{rule}trong khung\n</para>")
    found = antiword.write(book.encode(), f"{TEXT}\n{rule}\ntrong khung\n", "a.doc").document("doc", b"", "a.doc")
    assert [line for line in found.text.split("\n") if line][-3:] == ["cuối", "trong khung", "¹ ghi chú thứ nhất"]


def test_docbook_that_is_cut_off_is_refused() -> None:
    with pytest.raises(ReadError, match="cut off"):
        antiword.write(BOOK.encode()[:600], TEXT, "a.doc")
