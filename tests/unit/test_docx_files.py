"""Word files as files: told by content, damaged, encrypted, hostile."""

from __future__ import annotations

import struct
from collections.abc import Callable

import pytest

from cchc_extract.errors import Exit, ReadError
from cchc_extract.readers import read
from tests.conftest import Run
from tests.unit.word_files import NAMES, archive, document, paragraph, table, word_file

PLAN = word_file(paragraph("KẾ HOẠCH"), paragraph("Cải cách hành chính năm 2026"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)


def part(text: str | bytes) -> bytes:
    return archive({"word/document.xml": text})


def body(inside: str) -> str:
    return f"<w:document {NAMES}><w:body>{inside}</w:body></w:document>"


def encrypted() -> bytes:
    """The flag that says so, in the archive's list and before the part itself."""
    data = bytearray(PLAN)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            struct.pack_into("<H", data, at + offset, 1)
            at = data.find(mark, at + 4)
    return bytes(data)


def bomb() -> bytes:
    return part(body(paragraph("a" * (20 << 20))))


LAUGHS = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
REFUSED: list[tuple[Callable[[], bytes], str]] = [
    (lambda: PLAN[: len(PLAN) // 2], "cut off or damaged"),
    (lambda: PLAN.replace(b"PK\x01\x02", b"PK\x00\x00"), "cut off or damaged"),
    (lambda: part("<w:document"), "cut off or damaged"),
    (lambda: part("<a/>"), "no Word text"),
    (lambda: archive({"word/styles.xml": "<a/>"}), "without a Word document"),
    (encrypted, "encrypted"),
    (lambda: OLE + "EncryptedPackage".encode("utf-16-le") + bytes(100), "password"),
    (lambda: OLE, "old kind"),
    (bomb, "would unpack to 20 MiB"),
    (lambda: part(LAUGHS + body(paragraph("x"))), "entities"),
    (lambda: part(f"<!--{'x' * 9000}-->{LAUGHS[21:]}{body('')}"), "entities"),
    (lambda: part((LAUGHS + body("")).encode("utf-16")), "entities"),
    (lambda: part(body("<w:sdt><w:sdtContent>" * 9000 + "</w:sdtContent></w:sdt>" * 9000)), "too deep"),
    (lambda: word_file("<w:p/>", table("<w:tr/>")), "no text"),
    (lambda: part(f'<?xml version="1.0" encoding="STF-8"?>{body(paragraph("x"))}'), "damaged"),
]


@pytest.mark.parametrize(("make", "said"), REFUSED, ids=[f"{at}-{said}" for at, (_, said) in enumerate(REFUSED)])
def test_what_cannot_be_read_is_one_line(make: Callable[[], bytes], said: str) -> None:
    with pytest.raises(ReadError, match=said) as caught:
        read(make(), "a.docx")
    assert str(caught.value).startswith("a.docx: ") and "\n" not in str(caught.value)
    assert caught.value.exit_code == Exit.UNREADABLE == 3


def test_a_damaged_byte_never_escapes_as_another_error() -> None:
    for at in range(0, len(PLAN), 7):
        data = bytearray(PLAN)
        data[at] ^= 0x55
        try:
            read(bytes(data), "a.docx")
        except ReadError as error:
            assert "\n" not in str(error)


def test_a_word_file_is_told_by_its_content(run: Run, tmp_path: object) -> None:
    assert read(PLAN, "ke-hoach.txt").format == "docx"
    assert read("Số: 1".encode(), "ke-hoach.docx").format == "text"


def test_the_command_line_reads_and_refuses(run: Run, tmp_path: object) -> None:
    done = run("-", input=PLAN)
    assert done.returncode == 0 and '"format": "docx"' in done.stdout.decode()
    refused = run("-", input=PLAN[:300])
    assert refused.returncode == 3 and refused.stderr.decode().count("\n") == 1


def test_the_main_part_may_have_another_name() -> None:
    data = word_file(paragraph("Một"), main="word/document2.xml", numbering="")
    assert read(data).text == "Một"


def test_the_strict_form_of_the_format_is_read() -> None:
    strict = body(paragraph("Một")).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert read(part(strict)).text == "Một"


def test_a_part_in_utf_16_is_read() -> None:
    text = f'<?xml version="1.0" encoding="UTF-16"?>{body(paragraph("Một"))}'
    assert read(part(text.encode("utf-16"))).text == "Một"


def test_repairs_have_their_places() -> None:
    found = document(paragraph("Số"), paragraph("Ðơn vị"))
    assert found.repairs == (("source.letter-repaired", (3, 4)),)
    assert found.places is None
