"""What belongs to the page and not to the text: numbers, running heads, footnotes, a printing begun anew."""

from __future__ import annotations

import pytest

from cchc_extract import extract
from cchc_extract.segment.duplicates import find_duplicates, note_duplicates
from cchc_extract.segment.footnotes import find_footnotes
from cchc_extract.segment.furniture import find_furniture
from tests.unit.segment_texts import PLAN, document

WORDS = ("công khai", "minh bạch", "số hóa", "hồ sơ", "giải quyết", "đúng hạn", "phục vụ", "người dân", "cơ quan")
TEXT = [f"Các đơn vị {', '.join(WORDS[(n * 5 + k * (n % 7 + 1)) % 9] for k in range(9))}." for n in range(99)]


def furniture(text: str) -> list[str]:
    lines = document(text).lines
    return [lines[index].text for index in sorted(find_furniture(lines, text))]


def test_page_numbers_and_running_heads_on_form_fed_pages() -> None:
    pages = ["\n".join(TEXT[k : k + 20]) for k in range(0, 80, 20)]
    text = pages[0] + "".join(
        f"\n\f   {n}\nKế hoạch cải cách hành chính năm 2026\n\n{page}" for n, page in enumerate(pages[1:], 2)
    )
    head = "Kế hoạch cải cách hành chính năm 2026"
    assert furniture(text) == ["2", head, "3", head, "4", head]


def test_annexes_that_each_begin_a_page_are_no_running_head() -> None:
    pages = ["\n".join(TEXT[k : k + 20]) for k in range(0, 80, 20)]
    assert furniture("\n\f".join(f"Phụ lục 0{n}\n{page}" for n, page in enumerate(pages, 1))) == []


@pytest.mark.parametrize("form", ["- {} -", "Trang {}/9", "Trang {}"])
def test_numbers_that_say_that_they_are(form: str) -> None:
    text = "\n".join(TEXT[:3]) + f"\n{form.format(2)}\n" + "\n".join(TEXT[3:5])
    assert furniture(text) == [form.format(2)]


def test_a_number_in_a_broken_sentence() -> None:
    assert furniture("1. Giao các phòng, ban\n\n2\n\nthực hiện đúng thời hạn.\n2. Báo cáo.") == ["2"]


def test_numbers_that_count_pages_without_form_feeds() -> None:
    text = "\n".join([*TEXT[:20], "", "2", "", *TEXT[20:40], "", "3", "", *TEXT[40:60], "", "4", "", *TEXT[60:70]])
    assert furniture(text) == ["2", "3", "4"]


@pytest.mark.parametrize("form", ["\n{}\n", "\n{}\n\n", "\n\n{}\n", "\n{:>45}\n"])
@pytest.mark.parametrize(("first", "at"), [(2, (20, 40, 60)), (1, (20, 40, 60, 80)), (2, (30,))])
def test_numbers_that_count_pages_whatever_blank_lines_stand_around_them(
    form: str, first: int, at: tuple[int, ...]
) -> None:
    starts, ends = (0, *at), (*at, 99)
    pages = ["\n".join(TEXT[start:end]) for start, end in zip(starts, ends, strict=True)]
    text = pages[0] + "".join(form.format(n) + page for n, page in enumerate(pages[1:], first))
    assert furniture(text) == [str(n) for n in range(first, first + len(at))]


@pytest.mark.parametrize(
    "text",
    [
        "TT\nNhiệm vụ\nChủ trì\n" + "\n".join(f"{n}\n{'Rà soát văn bản. ' * 60}\nSở Tư pháp" for n in range(1, 9)),
        "\n".join(f"{n}\n{'Rà soát văn bản. ' * (40 + 30 * (n % 3))}\nSở Tư pháp" for n in range(1, 9)),
        "\n".join([*TEXT[:20], "2", *TEXT[20:30], "7", *TEXT[30:40], "3", *TEXT[40:45]]),
        "\n".join([*TEXT[:20], "Số hồ sơ quá hạn", "2", "Hồ sơ đúng hạn"]),
        "\n\n".join(
            f"{n}\n\nRà soát văn bản {n}\n\nSở Tư pháp\n\nQuý I" for n in range(1, 9)
        ),  # a table, a cell a line
        "\n".join(f"\t{n}\n\tRà soát văn bản {'rất dài ' * 150}\n\tSở Tư pháp\n" for n in range(1, 9)),
        "Tổng số:\n12\nĐạt:\n11",
        "2026\n\nKế hoạch",
        "\n\f".join("TT  Nhiệm vụ   Cơ quan\n1  Rà soát  Sở Tư pháp\n2  Số hóa  Văn phòng" for _ in range(5)),
    ],
)
def test_cells_and_headers_are_no_furniture(text: str) -> None:
    assert furniture(text) == []


def notes(text: str) -> tuple[list[tuple[str, str, str]], list[str]]:
    lines = document(text).lines
    found, taken = find_footnotes(lines)
    called = [text[slice(*note.called)] if note.called else "" for note in found]
    rows = [(note.label, note.text.plain, place) for note, place in zip(found, called, strict=True)]
    return rows, [line.text for line in lines if line.text and line.index not in taken]


def test_raised_figures() -> None:
    text = """Tỉnh đã ban hành kế hoạch¹ và cấp 500 m² trụ sở; giao các sở²

¹ Kế hoạch số 5/KH-UBND;
²Tư pháp; Nội vụ.

chủ trì thực hiện đề án³.

³ (trong đó, cấp xã 12 đề án)."""
    rows, left = notes(text)
    assert rows == [
        ("1", "Kế hoạch số 5/KH-UBND;", "¹"),
        ("2", "Tư pháp; Nội vụ.", "²"),
        ("3", "(trong đó, cấp xã 12 đề án).", "³"),
    ]
    assert left == ["Tỉnh đã ban hành kế hoạch¹ và cấp 500 m² trụ sở; giao các sở²", "chủ trì thực hiện đề án³."]


@pytest.mark.parametrize(
    ("call", "label"), [("<sup>1</sup>", "<sup>1</sup> "), ("$^{1}$", "$^{1}$ "), ("[^1]", "[^1]: ")]
)
def test_raised_figures_of_converters(call: str, label: str) -> None:
    rows, left = notes(f"Ban hành kiến trúc 2.0{call}; nâng cấp cổng.\n\n{label}Quyết định số 5/QĐ-UBND.")
    assert [(name, text) for name, text, _ in rows] == [("1", "Quyết định số 5/QĐ-UBND.")]
    assert len(left) == 1


def test_plain_figures_that_rise_and_are_called() -> None:
    text = """Tỉnh đã ban hành Kế hoạch1; tập huấn cho cán bộ2 tại các sở, ban,
ngành
______________
1 Kế hoạch số 05/KH-UBND ngày 10/01/2026.
2 Tại Công văn số 77/SNV-CCHC ngày 02/02/2026 của Sở Nội vụ về việc
tập huấn nghiệp vụ.

cấp tỉnh."""
    rows, left = notes(text)
    assert [row[:2] for row in rows] == [
        ("1", "Kế hoạch số 05/KH-UBND ngày 10/01/2026."),
        ("2", "Tại Công văn số 77/SNV-CCHC ngày 02/02/2026 của Sở Nội vụ về việc tập huấn nghiệp vụ."),
    ]
    assert left[-1] == "cấp tỉnh."
    assert len(left) == 3


def test_notes_in_brackets_called_by_brackets_or_raised_figures() -> None:
    text = "Ban hành kế hoạch(1) và tập huấn<sup>2</sup> cho cán bộ.\n(1) Kế hoạch số 5/KH-UBND.\n(2) Tại xã."
    rows, left = notes(text)
    assert rows == [("1", "Kế hoạch số 5/KH-UBND.", "(1)"), ("2", "Tại xã.", "2")]
    assert len(left) == 1


@pytest.mark.parametrize(
    ("call", "label", "words"),
    [
        ("(1)", "(1) ", "Kế hoạch số 5/KH-UBND ngày 10/01/2026."),
        ("(1)", "(1) ", "Các thôn vùng cao."),
        ("1", "1 ", "Quyết định số 5/QĐ-UBND."),
        ("1", "1 ", "Theo báo cáo của các xã."),
        ("¹", "1 ", "Quyết định số 5/QĐ-UBND."),
    ],
)
def test_a_single_note(call: str, label: str, words: str) -> None:
    rows, left = notes(f"1. Ban hành văn bản{call}.\n2. Rà soát.\n\n{label}{words}")
    assert rows == [("1", words, call)]
    assert left == ["1. Ban hành văn bản" + call + ".", "2. Rà soát."]


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện như mục 3(1).\n(1) Rà soát văn bản.\n(2) Kiểm tra.",
        "Theo mẫu(1), biểu(1).\n(1) Rà soát văn bản.",
        "Nâng cấp lên mức1.\n1 Kế hoạch kiểm tra công tác cải cách hành chính",
        "Nâng cấp lên mức1.\n1 Kế hoạch số 5/KH-UBND\n2 Báo cáo số 7/BC-UBND",
        "Các việc: (1) rà soát; (2) kiểm tra(a).\n(1) Rà soát văn bản.\n(2) Kiểm tra.",
        "1 Rà soát văn bản\n2 Kiểm tra văn bản",  # nothing calls them
        "1\tRà soát1\tSở Tư pháp\n2\tKiểm tra2\tVăn phòng",  # a table
        "Thực hiện: (1) rà soát; (2) kiểm tra.\n(1) Rà soát văn bản.\n(2) Kiểm tra.",
        "Diện tích 30 m² và 20 km².\n1. Rà soát.",
    ],
)
def test_lists_tables_and_units_are_no_footnotes(text: str) -> None:
    assert notes(text)[0] == []


@pytest.mark.parametrize(
    ("task", "lead", "when"),
    [
        ("Rà soát¹ thủ tục", "Sở Nội vụ³", "Quý II/2026²"),
        ("Rà soát<sup>1</sup> thủ tục", "Sở Nội vụ<sup>3</sup>", "Quý II/2026<sup>2</sup>"),
        ("Rà soát[^1] thủ tục", "Sở Nội vụ ³", "Quý II/2026^{2}"),
    ],
)
def test_a_cell_calls_a_note_and_loses_its_figure(task: str, lead: str, when: str) -> None:
    text = "KẾ HOẠCH\nNăm 2026\n\nTT\tNhiệm vụ\tChủ trì\tThời hạn\n"
    text += f"1\t{task}\t{lead}\t{when}\n2\tXây 500 m² nhà, trồng 10³ cây\tSở Y tế\tNăm 2026\n"
    text += "\n¹ Không kể ngành dọc.\n² dự kiến của tỉnh.\n³ Sau khi hợp nhất.\n"
    result = extract(text)
    assert dict(result.tasks[0].cells) == {
        **{"ordinal": "1", "task": "Rà soát thủ tục", "lead": "Sở Nội vụ", "deadline": "Quý II/2026"},
    }
    assert (result.tasks[0].deadlines[0].value, result.tasks[0].parties[0].text) == ("2026-Q2", "Sở Nội vụ")
    assert result.tasks[1].task == "Xây 500 m² nhà, trồng 10³ cây"
    assert [len(note.called) for note in result.footnotes] == [1, 1, 1]
    assert not result.accounting.residue
    codes = {found.code for found in result.diagnostics}
    assert not codes & {"outline.footnote-uncalled", "party.name-repaired"}


def test_a_deadline_of_prose_is_read_before_the_figure_of_a_note() -> None:
    text = "KẾ HOẠCH\nNăm 2026\n\nI. NHIỆM VỤ\n1. Sở A¹ báo cáo trước ngày 30/6/2026².\n\n¹ Nay là Sở B.\n² Dự kiến.\n"
    (task,) = extract(text).tasks
    assert (task.parties[0].text, task.deadlines[0].value) == ("Sở A", "2026-06-30")


def test_a_footnote_without_its_mark_is_noted() -> None:
    found, _ = find_footnotes(document("Ban hành kế hoạch.\n\n⁷ Kế hoạch số 27/KH-UBND.").lines)
    assert found[0].called is None
    assert [note.code for note in found[0].notes] == ["outline.footnote-uncalled"]


def test_a_block_printed_twice_in_a_row_keeps_the_second() -> None:
    text = "\n".join(["Trang thông tin", *PLAN[:11], *PLAN])
    lines = document(text).lines
    found = find_duplicates(lines)
    assert found == {k: k + 11 for k in range(1, 12)}
    assert [(note.code, note.at[0]) for note in note_duplicates(lines, found)] == [
        ("outline.block-repeated", lines[1].start)
    ]


def test_an_excerpt_before_other_lines_is_dropped_where_the_text_goes_on_after_the_second() -> None:
    text = "\n".join([*PLAN[:10], "Đăng nhập để xem toàn văn", *PLAN])
    assert find_duplicates(document(text).lines) == {k: k + 11 for k in range(10)}


@pytest.mark.parametrize(
    "rows",
    [
        ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời gian", "1", "Rà soát"] * 20,
        ["Cơ quan thực hiện: các sở, ban, ngành cấp tỉnh và Ủy ban nhân dân các xã, phường"] * 40,
        [*PLAN[:3], "Một câu khác chen vào giữa.", *PLAN[:3]],
        PLAN,
    ],
)
def test_headers_common_lines_and_short_runs_are_no_duplicates(rows: list[str]) -> None:
    assert find_duplicates(document("\n".join(rows)).lines) == {}


def test_a_number_above_a_repeated_header_is_a_page() -> None:
    head = "TT\tNội dung\tĐơn vị chủ trì\tThời gian\n"
    table = head + "1\tRà soát\tSở Tư pháp\tQuý I/2026\n\n2\n\n" + head + "2\tBáo cáo\tSở Nội vụ\tQuý II/2026\n"
    result = extract("KẾ HOẠCH\nNăm 2026\n\n" + table)
    assert [task.ordinal for task in result.tasks] == ["1", "2"]
    assert len(result.accounting.leaves["furniture"]) == 1


def test_the_one_number_at_the_foot_of_an_extract() -> None:
    result = extract("I. NHIỆM VỤ\n\n1. Sở Nội vụ rà soát.\n\n7\n\f2. Sở Y tế báo cáo.\n")
    assert [task.ordinal for task in result.tasks] == ["1", "2"]
    assert len(result.accounting.leaves["furniture"]) == 1
