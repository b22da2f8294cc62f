"""Pages that are pictures: which they are, how large they may be, what is said where they cannot be read."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from shutil import which
from threading import Event
from typing import Any

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from cchc_extract import ReadError, extract
from cchc_extract.readers import page_order, programs, read, scan, scan_page, scan_words
from cchc_extract.readers.scan_words import Seen

TESSERACT = which("tesseract") is not None


def picture_file(kind: str = "PDF", pages: int = 1, **more: Any) -> bytes:
    """A file of pictures with something drawn on them."""
    drawn = []
    for _ in range(pages):
        picture = Image.new("RGB", (600, 800), "white")
        ImageDraw.Draw(picture).rectangle((100, 100, 500, 160), fill="black")
        drawn.append(picture)
    out = BytesIO()
    many = {"save_all": True, "append_images": drawn[1:]} if pages > 1 else {}
    drawn[0].save(out, kind, **many, **more)
    return out.getvalue()


def text_page(words: str = "KE HOACH nam 2026", lines: int = 30, drawn: int = 0) -> bytes:
    """A PDF of one page with text of its own; 3: drawn with no ink."""
    content = f"BT {drawn} Tr /F 14 Tf 60 780 Td 18 TL " + " ".join(f"({words}) Tj T*" for _ in range(lines)) + " ET"
    return _pdf(content, "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>")


def _pdf(content: str, resources: str = "") -> bytes:
    parts = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << {resources} >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
    )
    body = "%PDF-1.4\n" + "".join(f"{k} 0 obj\n{part}\nendobj\n" for k, part in enumerate(parts, 1))
    return f"{body}trailer << /Root 1 0 R >>\n%%EOF".encode()


def joined(*files: bytes) -> bytes:
    whole, out = pypdfium2.PdfDocument.new(), BytesIO()
    for file in files:
        whole.import_pages(pypdfium2.PdfDocument(file))
    whole.save(out)
    return out.getvalue()


def laid_over(below: bytes, above: bytes) -> bytes:
    """One page with another upon it."""
    document = pypdfium2.PdfDocument(joined(below, above))
    out = BytesIO()
    form = pypdfium2.raw.FPDF_NewXObjectFromPage(document.raw, document.raw, 1)
    page = document[0]
    pypdfium2.raw.FPDFPage_InsertObject(page.raw, pypdfium2.raw.FPDF_NewFormObjectFromXObject(form))
    page.gen_content()
    document.del_page(1)
    document.save(out)
    return out.getvalue()


def stamped() -> bytes:
    """A picture of a page with the lines of a signature upon it, which are text."""
    return laid_over(picture_file(), text_page("Nguoi ky: So Noi vu", lines=2))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the pages that are given to be read as pictures; none of them can be."""
    numbers: list[int] = []
    monkeypatch.setattr(scan, "need", lambda shown: None)

    def page_of(page: Any, number: int) -> Any:
        numbers.append(number)
        return lambda: None

    monkeypatch.setattr(scan, "page_of", page_of)
    return numbers


def test_only_pages_without_a_text_are_read_as_pictures(asked: list[int]) -> None:
    read(joined(text_page(), picture_file(), text_page()))
    assert asked == [2]


def test_the_lines_of_a_signature_are_no_text_of_a_page(asked: list[int]) -> None:
    with pytest.raises(ReadError):
        read(picture_file())
    result = read(stamped())
    assert asked == [1, 1] and "Nguoi ky" in result.text


HIDDEN = {
    "without ink": laid_over(picture_file(), text_page("van ban", drawn=3)),
    "behind the picture": laid_over(text_page("van ban"), picture_file()),
}


@pytest.mark.parametrize("how", HIDDEN)
def test_words_that_nobody_sees_are_no_text_of_a_page(asked: list[int], how: str) -> None:
    read(HIDDEN[how])
    assert asked == [1]
    read(laid_over(picture_file(), text_page("van ban")))  # upon the picture
    assert asked == [1]


def test_words_that_nobody_sees_are_read_where_the_picture_cannot_be_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "_missing", lambda: ("it is not installed", ""))
    result = extract(HIDDEN["without ink"])
    assert [d.severity for d in result.diagnostics if d.code == "ocr.hidden-text"] == ["warning"]
    assert "van ban" in read(HIDDEN["without ink"]).text
    with pytest.raises(ReadError):
        read(stamped())


class FoundPage:
    """A page with nothing but its number."""

    width = height = 1.0
    rules = notes = ()

    def __init__(self, number: int) -> None:
        self.number = number

    def lines(self, box: Any) -> list[Any]:
        return []

    words = lines


def test_pages_come_in_their_order_and_no_more_are_held_than_are_read_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(programs, "at_once", lambda: 3)
    begun: list[int] = []
    last_is_read = Event()

    def job(number: int) -> Any:
        def page() -> FoundPage:
            if number == 1:
                assert last_is_read.wait(20)  # the first is done after the third
            if number == 3:
                last_is_read.set()
            return FoundPage(number)

        return page

    def found() -> Any:
        for number in range(1, 12):
            begun.append(number)
            yield FoundPage(number) if number % 5 == 0 else job(number)

    given = []
    for page in page_order.in_order(found()):
        given.append(page.number)
        assert len(begun) - len(given) <= 3
    assert given == list(range(1, 12))


def test_a_page_that_fails_ends_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def job() -> Any:
        raise ReadError("a.pdf", "it fails", "")

    with pytest.raises(ReadError):
        list(page_order.in_order([FoundPage(1), job, FoundPage(3)]))


@pytest.mark.parametrize(("limit", "most"), [("1", 1), ("0", 1), ("", 99), ("many", 99)])
def test_no_more_programs_run_side_by_side_than_are_allowed(
    monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    monkeypatch.setenv("OMP_THREAD_LIMIT", limit)
    assert 1 <= programs.at_once() <= most


def test_a_seal_that_was_left_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_page, "read_twice", lambda grey, cells: [[Seen("Sở", 100, 100, 140, 130, 0.96)]])
    monkeypatch.setattr(scan, "need", lambda shown: None)
    picture = Image.new("RGB", (600, 800), "white")
    ImageDraw.Draw(picture).rectangle((100, 100, 500, 160), fill="black")
    out = BytesIO()
    picture.save(out, "PNG")
    codes = [d.code for d in extract(out.getvalue()).diagnostics]
    ImageDraw.Draw(picture).ellipse((300, 300, 400, 400), outline=(210, 30, 40), width=5)
    out = BytesIO()
    picture.save(out, "PNG")
    sealed = [d.code for d in extract(out.getvalue()).diagnostics]
    assert "ocr.drawing-left-out" not in codes and sealed.count("ocr.drawing-left-out") == 1


def test_the_dot_of_a_letter_is_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [Seen("I", 10, 10, 18, 18, 0.1), Seen("-", 30, 14, 40, 18, 0.9), Seen("I", 50, 0, 56, 30, 0.9)]
    monkeypatch.setattr(scan_page, "_reading", lambda grey, cells, dpi: [[] if dpi < 300 else found])
    (words,) = scan_page.read_twice(np.full((60, 80), 255, dtype=np.uint8), [])
    assert [word.left for word in words] == [30, 50]


def test_a_page_that_cannot_be_read_is_told_where_it_would_stand(asked: list[int]) -> None:
    data = joined(text_page(), picture_file(), text_page())
    result = extract(data)
    lost = [d for d in result.diagnostics if d.code == "ocr.page-unread"]
    assert [d.severity for d in lost] == ["error"]
    text = read(data).text
    assert lost[0].span and text[: lost[0].span[0]].count("\f") == 0 and text[lost[0].span[0]] == "\f"


def test_a_file_none_of_whose_pages_can_be_read_is_refused_in_one_line(asked: list[int]) -> None:
    with pytest.raises(ReadError, match="pictures that cannot be read"):
        read(picture_file(pages=3))
    with pytest.raises(ReadError, match="pictures that cannot be read") as error:
        read(picture_file())
    assert "\n" not in str(error.value)


class FakePage:
    """What `page_of` asks a page of pypdfium2 for."""

    def __init__(self, width: float, height: float, dots: int = 100) -> None:
        self.size, self.dots, self.asked = (width, height), dots, 0.0

    def get_size(self) -> tuple[float, float]:
        return self.size

    def get_objects(self, **how: Any) -> Any:
        return [self]

    def get_px_size(self) -> tuple[int, int]:
        return self.dots, self.dots

    def render(self, scale: float, **how: Any) -> FakePage:
        self.asked = scale * max(self.size)
        return self

    def to_pil(self) -> Image.Image:
        return Image.new("RGB", (60, 80), "white")


@pytest.mark.parametrize(
    ("width", "height"), [(14400, 14400), (200, 200_000), (2480, 3508), (595, 842), (100, 140), (0, 0)]
)
def test_a_pages_picture_is_bounded_whatever_size_the_page_says_it_has(width: float, height: float) -> None:
    page = FakePage(width, height)
    scan.page_of(page, 1)()
    assert page.asked <= 4961


def test_a_picture_too_large_to_be_unpacked_is_not_unpacked() -> None:
    page = FakePage(595, 842, dots=20_000)
    assert scan.page_of(page, 1)() is None and page.asked == 0


def test_an_empty_page_has_no_words_and_asks_no_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan_words, "run", None)
    found = scan.page_of(FakePage(595, 842), 3)()
    assert found is not None and (found.number, found.words(), list(found.rules)) == (3, [], [])


def test_tesseract_that_takes_too_long_leaves_the_page_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    def late(*_: Any, **__: Any) -> None:
        raise ReadError("page", "tesseract did not end within 120 seconds", "")

    monkeypatch.setattr(scan_words, "run", late)
    page = pypdfium2.PdfDocument(picture_file())[0]
    assert scan.page_of(page, 1)() is None


@pytest.mark.parametrize(
    ("there", "said"),
    [(False, "apt install tesseract-ocr tesseract-ocr-vie"), (True, "has not learnt Vietnamese")],
)
def test_a_missing_program_is_one_line(monkeypatch: pytest.MonkeyPatch, there: bool, said: str) -> None:
    monkeypatch.setattr(scan_words, "installed", lambda names: names[0] if there else None)
    monkeypatch.setattr(scan_words, "lacks", lambda name: "vie")
    scan._missing.cache_clear()
    with pytest.raises(ReadError, match=said) as error:
        scan.need("plan.pdf")
    scan._missing.cache_clear()
    assert str(error.value).startswith("plan.pdf: ") and "\n" not in str(error.value)


@pytest.mark.parametrize("kind", ["PDF", "PNG"])
def test_a_missing_package_is_one_line(kind: str) -> None:
    script = (
        "import sys; sys.modules['numpy'] = None\nfrom cchc_extract import extract, ReadError\n"
        "try: extract(sys.stdin.buffer.read())\nexcept ReadError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", script], input=picture_file(kind), capture_output=True, timeout=60)
    assert b"cchc-extract[ocr]" in done.stdout and b"numpy" in done.stdout, done.stderr.decode()


def test_a_text_page_loads_nothing_that_reads_pictures() -> None:
    script = "import sys\nfrom cchc_extract.readers import read\nread(sys.stdin.buffer.read())\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], input=text_page(), capture_output=True, timeout=60)
    loaded = set(done.stdout.decode().split())
    assert "pypdfium2" in loaded and not loaded & {"numpy", "PIL", "cchc_extract.readers.scan"}


@pytest.mark.skipif(not TESSERACT, reason="tesseract is not installed")
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_picture_that_is_cut_off_is_refused(kind: str) -> None:
    data = picture_file(kind)
    with pytest.raises(ReadError, match="cut off"):
        read(data[: len(data) // 2])
