"""ZIP files of documents: what is in them, and what is refused of it."""

from __future__ import annotations

import os
import stat
import warnings
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo
from zlib import crc32

import pytest

from cchc_extract import Extraction, extract, extract_all
from cchc_extract.errors import ReadError
from cchc_extract.readers import members as opener
from cchc_extract.readers import read_all
from cchc_extract.readers.formats import is_archive
from tests.conftest import PLAN
from tests.unit.word_files import archive, paragraph, word_file

WORD = word_file(paragraph("Một"))


def found(data: bytes) -> list[tuple[str, str]]:
    """Each member's path, and what is wrong with it."""
    return [
        (each.name, each.content.what if isinstance(each.content, ReadError) else "")
        for each in opener.members(data, "a.zip")
    ]


def zipped(*files: tuple[str | ZipInfo, bytes], kind: int = ZIP_DEFLATED) -> bytes:
    data = BytesIO()
    with ZipFile(data, "w", kind) as out, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # two of one name
        for name, content in files:
            out.writestr(name, content)
    return data.getvalue()


def test_each_member_is_a_document_in_the_order_of_the_archive() -> None:
    data = zipped(("b/ke-hoach.docx", WORD), ("b/", b""), ("a.txt", PLAN.encode()))
    assert is_archive(data)
    results = list(extract_all(data))
    assert [r.source.name for r in results if isinstance(r, Extraction)] == ["b/ke-hoach.docx", "a.txt"]
    assert isinstance(results[1], Extraction) and len(results[1].tasks) == 2


def test_one_document_is_one_result() -> None:
    (only,) = extract_all(WORD, name="a.docx")
    assert isinstance(only, Extraction) and only.source.name == "a.docx"
    with pytest.raises(TypeError, match="not str"):
        extract_all("a.docx")  # type: ignore[arg-type]
    with pytest.raises(ReadError, match="not one document; take the documents in it"):
        extract(archive({"a.txt": "Một"}))


def test_what_is_no_document_is_named_and_passed_over() -> None:
    data = zipped(("anh.png", b"\x89PNG\r\n"), ("rong.txt", b""), ("a.txt", b"Ke hoach"))
    picture, empty, text = read_all(data, "a.zip").documents
    assert isinstance(picture, ReadError) and str(picture).startswith("a.zip/anh.png: it is a picture")
    assert isinstance(empty, ReadError) and "it is empty" in str(empty)
    assert not isinstance(text, ReadError) and text.text == "Ke hoach"


def test_what_programs_leave_beside_documents_is_nothing() -> None:
    litter = ("__MACOSX/._a.txt", "__MACOSX/b.txt", "b/.DS_Store", "Thumbs.db", "b/~$ke hoach.docx", "b/._a.txt")
    assert found(zipped(*((name, b"x") for name in litter), ("a.txt", b"x"))) == [("a.txt", "")]


@pytest.mark.parametrize("name", ["../a.txt", "b/../../a.txt", "/etc/a.txt", "..\\a.txt", "C:\\a.txt"])
def test_a_name_that_leads_out_is_refused(name: str) -> None:
    ((_, what), good) = found(zipped((name, b"x"), ("a.txt", b"x")))
    assert what == "its name leads out of the archive" and good == ("a.txt", "")


def test_a_name_with_the_strokes_of_windows_or_in_unmarked_utf_8() -> None:
    data = zipped(("thang 1/ke hoach.txt", b"x")).replace(b"thang 1/ke", b"thang 1\\ke")
    assert found(data) == [("thang 1/ke hoach.txt", "")]
    marked = zipped(("kế.txt", b"x"))
    unmarked = bytearray(marked)
    for mark, offset in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        unmarked[marked.find(mark) + offset] = 0
    assert found(marked) == found(bytes(unmarked)) == [("kế.txt", "")]


def renamed(name: bytes, extra: bytes = b"") -> bytes:
    """An archive of one file whose name is these bytes, of no stated encoding."""
    info = ZipInfo("x" * len(name))
    info.extra = extra
    return zipped((info, b"x")).replace(b"x" * len(name), name)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (b"K\xea\xec hoa\xf2ch quy\xec I.doc", "Kế hoạch quý I.doc"),  # Windows' own Vietnamese
        ("Phô lôc nhiÖm vô.doc".encode("latin-1"), "Phụ lục nhiệm vụ.doc"),  # TCVN3
        ("Übersicht.doc".encode("cp437"), "Übersicht.doc"),
        (b"tu\x1b[31m\nhai.txt", "tu\ufffd[31m\ufffdhai.txt"),
        ("a\u202etxt.exe".encode(), "a\ufffdtxt.exe"),
        (b"a/./b//c.txt", "a/b/c.txt"),
    ],
)
def test_a_name_is_read_as_it_was_written_and_without_what_is_not_seen(name: bytes, told: str) -> None:
    assert found(renamed(name)) == [(told, "")]


def test_a_name_in_a_field_of_its_own_counts_where_it_belongs_to_the_name() -> None:
    name = "K? ho?ch \x81.txt".encode("cp437", "replace") + b"\x81"
    field = b"\x01" + crc32(name).to_bytes(4, "little") + "Kế hoạch.txt".encode()
    extra = b"UT\x01\0\0" + b"\x75\x70" + len(field).to_bytes(2, "little")
    assert found(renamed(name, extra + field)) == [("Kế hoạch.txt", "")]
    wrong = b"\x01\0\0\0\0" + field[5:]
    assert found(renamed(name, extra + wrong)) != [("Kế hoạch.txt", "")]


def test_two_spellings_of_one_path_are_one() -> None:
    assert [what[:12] for _, what in found(zipped(("a/b.txt", b"x"), ("a/./b.txt", b"y")))] == ["", "another file"]


def test_a_folder_as_windows_writes_it_is_no_document() -> None:
    data = zipped(("thang 1/", b""), ("thang 1/a.txt", b"x")).replace(b"thang 1/", b"thang 1\\")
    assert found(data) == [("thang 1/a.txt", "")]


def test_two_of_one_name_and_links_are_refused() -> None:
    link = ZipInfo("b.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    told = found(zipped(("a.txt", b"1"), ("a.txt", b"2"), (link, b"/etc/passwd")))
    assert [what for _, what in told] == [
        "",
        "another file in the archive has the same name",
        "it is a link to another file",
    ]


def test_an_encrypted_or_damaged_member_costs_itself_alone() -> None:
    data = bytearray(zipped(("a.txt", b"first words"), ("b.txt", b"second words"), kind=ZIP_STORED))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + offset] |= 1
    data[data.find(b"second")] ^= 1
    assert found(bytes(data)) == [("a.txt", "it is encrypted"), ("b.txt", "it is damaged or cut off")]


def test_archives_within_archives_are_opened_to_a_depth() -> None:
    data = zipped(("a.txt", b"x"))
    for _ in range(3):
        data = zipped(("trong.zip", data), ("b.docx", WORD))
    paths = [name for name, what in found(data) if not what]
    assert paths[0] == "trong.zip/trong.zip/trong.zip/a.txt" and paths[1:] == [
        *("trong.zip/trong.zip/b.docx", "trong.zip/b.docx", "b.docx"),
    ]
    assert found(zipped(("trong.zip", data)))[0][1] == "it is an archive too deep within archives"


def test_an_archive_cut_off_within_an_archive_costs_itself_alone() -> None:
    inner = zipped(("a.txt", b"x"))
    told = found(zipped(("trong.zip", inner[:-10]), ("b.txt", b"x")))
    assert told == [("trong.zip", "it is damaged or cut off"), ("b.txt", "")]


def test_bombs_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = found(zipped(("a.txt", b"a" * (20 << 20)), ("b.txt", b"x")))
    assert [what for _, what in bomb] == ["it unpacks to far more than a document holds", ""]
    monkeypatch.setattr(opener, "_MOST", 3000)
    noise = os.urandom(1000)
    told = found(zipped(*((f"{k}.txt", noise) for k in range(5)), ("in.zip", zipped(("a.txt", noise)))))
    assert [bool(what) for _, what in told] == [False, False, False, True, True, True]
    monkeypatch.setattr(opener, "_MOST_MEMBERS", 3)
    with pytest.raises(ReadError, match="holds more than 3 files"):  # and none of them is read before
        next(opener.members(zipped(*((f"{k}.txt", b"x") for k in range(5))), "a.zip"))


@pytest.mark.parametrize("data", [zipped(), zipped(("b/", b"")), zipped((".DS_Store", b"x"))])
def test_an_archive_without_files_is_one_line(data: bytes) -> None:
    with pytest.raises(ReadError, match="the archive is empty"):
        list(extract_all(data))


def test_a_document_that_is_an_archive_is_none() -> None:
    assert not is_archive(WORD)
    assert is_archive(archive({"password/a.txt": "x", "word.txt": "y", "xl/workbook.txt": "z"}))
    assert is_archive(zipped(("a.docx", WORD), kind=ZIP_STORED))
