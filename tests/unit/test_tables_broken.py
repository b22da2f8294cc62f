"""Tables that the conversion has broken further: cells with line breaks, merged rows in one cell, no marks at all."""

from __future__ import annotations

import pytest

from cchc_extract import extract

HEAD = "KẾ HOẠCH\nCải cách hành chính năm 2023\n\nPhụ lục\nNHIỆM VỤ NĂM 2023\n\n"
ONE = ("1", "Rà soát văn bản", "Sở Tư pháp", "Quý I/2023")
TWO = ("2", "Báo cáo kết quả", "Sở Nội vụ", "Tháng 12/2023")
NAMES = ("TT", "Nội dung", "Đơn vị chủ trì", "Thời gian thực hiện")


def records(table: str) -> list[tuple[str, ...]]:
    result = extract(HEAD + table + "\n")
    assert not result.accounting.residue
    tasks = [t for t in result.tasks if t.source == "table"]
    return [tuple(t.cells.get(r, "") for r in ("ordinal", "task", "lead", "deadline")) for t in tasks]


@pytest.mark.parametrize(
    "table",
    [
        "\n".join(" | ".join(row) + " |" for row in (NAMES, ONE, TWO)),
        "\n".join(f"{row[0]} | {row[1]} |\n{row[2]} |\n{row[3]} |" for row in (NAMES, ONE, TWO)),
        "\n\n".join(cell for row in (NAMES, ONE, TWO) for cell in row) + "\n\nTrên đây là Kế hoạch năm 2023.",
        "\n".join(cell for row in (NAMES, ONE, TWO) for cell in row) + "\n\nTrên đây là Kế hoạch năm 2023.",
        "TT\tNội dung\tĐơn vị\nchủ trì\tThời gian\nthực hiện\n" + "\n".join("\t".join(r) for r in (ONE, TWO)),
        "\t".join(NAMES) + "\n1\tRà soát\nvăn bản\tSở Tư pháp\tQuý I/2023\n" + "\t".join(TWO),
    ],
    ids=["bars in a line", "bars mixed", "paragraphs", "lines", "header over lines", "cell over lines"],
)
def test_the_rows_are_found(table: str) -> None:
    assert records(table) == [ONE, TWO]


def test_the_last_cell_of_a_row_goes_on_below() -> None:
    table = "\t".join(NAMES) + "\n1\tRà soát\tSở Tư pháp\tTrước ngày\n30/6/2023\n" + "\t".join(TWO)
    assert [r[3] for r in records(table)] == ["Trước ngày 30/6/2023", "Tháng 12/2023"]


def test_a_list_in_the_last_cell_of_the_last_row() -> None:
    table = "\t".join(NAMES) + "\n1\tRà soát\tSở Tư pháp\t- Kế hoạch: Quý I/2023;\n- Báo cáo: Tháng 12/2023"
    (task,) = extract(HEAD + table).tasks
    assert [(d.applies_to, d.value) for d in task.deadlines] == [("Kế hoạch", "2023-Q1"), ("Báo cáo", "2023-12")]


def test_a_sentence_under_a_table_is_no_cell() -> None:
    table = "\n".join("\t".join(r) for r in (NAMES, ONE, TWO)) + "\nTrên đây là Kế hoạch năm 2023."
    assert records(table) == [ONE, TWO]


def test_a_section_row_that_is_one_cell() -> None:
    table = "\t".join(NAMES) + "\nI. CẢI CÁCH THỂ CHẾ\n" + "\t".join(ONE) + "\nII. TÀI CHÍNH CÔNG\n" + "\t".join(TWO)
    tasks = extract(HEAD + table).tasks
    assert [[(s.label, s.title) for s in t.section] for t in tasks] == [
        [("I", "CẢI CÁCH THỂ CHẾ")],
        [("II", "TÀI CHÍNH CÔNG")],
    ]


def test_a_column_of_figures_in_a_task_table_is_other() -> None:
    table = "STT\tNhiệm vụ\tChủ trì\tThời gian\tSố lượng\n1\tMở lớp tập huấn\tSở Nội vụ\tQuý I/2023\t12"
    (task,) = extract(HEAD + table).tasks
    assert task.cells["other"] == "12"


@pytest.mark.parametrize(
    "prose", ["Nội dung\nĐơn vị\nThời gian", "TT\nSở Nội vụ\nQuý I/2023", "TT\nNội dung\nSở Tư pháp"]
)
def test_a_few_words_a_line_are_no_table(prose: str) -> None:
    assert records(prose) == []


def test_the_sum_of_the_money_is_no_task() -> None:
    table = (
        "STT\tNhiệm vụ\tChủ trì\tThời gian\tKinh phí\n"
        "1\tMở lớp tập huấn\tSở Nội vụ\tQuý I/2023\t1.250\n2\tIn tờ rơi\tSở Tư pháp\tQuý II/2023\t50\n"
        "\tTổng cộng\t\t\t1.300"
    )
    result = extract(HEAD + "Đơn vị tính: triệu đồng\n" + table)
    assert [t.budget.amount for t in result.tasks if t.budget] == [1_250_000_000, 50_000_000]
    assert len(result.tasks) == 2
    assert any(d.code == "row.total" and "1.300" in d.message for d in result.diagnostics)


def test_the_ordinal_need_not_be_the_first_column() -> None:
    table = (
        "Lĩnh vực\tSTT\tNhiệm vụ\tCơ quan chủ trì\tThời gian\n"
        "Thể chế\t1\tRà soát\tSở Tư pháp\tQuý I/2023\n\t2\tBáo cáo\tSở Nội vụ\tQuý II/2023"
    )
    tasks = extract(HEAD + table).tasks
    assert [(t.ordinal, t.task, t.cells.get("other")) for t in tasks] == [
        ("1", "Rà soát", "Thể chế"),
        ("2", "Báo cáo", None),
    ]


@pytest.mark.parametrize(
    "closing",
    [
        "Nơi nhận:\tGIÁM ĐỐC\n- Như trên;\t\n- Lưu: VT.\tLê Văn An",
        "\t\t\tKT. GIÁM ĐỐC\n\t\t\tPHÓ GIÁM ĐỐC\n\n\t\t\tLê Văn An",
        "\tNGƯỜI LẬP BIỂU\tGIÁM ĐỐC\t\n\t(Ký tên)\t(Ký, đóng dấu)\t\n\tTrần Thị Bình\tLê Văn An\t",
    ],
    ids=["recipients", "signer alone", "two signers"],
)
def test_a_signature_in_columns_below_a_table_is_no_row(closing: str) -> None:
    assert records("\n".join("\t".join(r) for r in (NAMES, ONE, TWO)) + "\n\n" + closing) == [ONE, TWO]


def test_an_unruled_markdown_table_goes_on_below_a_page_number() -> None:
    def barred(*rows: tuple[str, ...]) -> str:
        return "\n".join("| " + " | ".join(row) + " |" for row in rows)

    table = barred(NAMES) + "\n|---|---|---|---|\n" + barred(ONE) + "\n\n2\n\n" + barred(TWO)
    assert records(table) == [ONE, TWO]


def test_a_row_over_lines_ends_with_its_last_cell() -> None:
    table = "\t".join(NAMES) + "\n1\tRà soát\tVăn phòng;\nSở Tư pháp\tThường\nxuyên\n" + "\t".join(TWO)
    assert records(table) == [("1", "Rà soát", "Văn phòng; Sở Tư pháp", "Thường xuyên"), TWO]


MONEY = ("TT", "Nội dung", "Đơn vị chủ trì", "Kinh phí")


def test_a_section_row_with_a_subtotal_is_no_task() -> None:
    rows = [
        ("I", "Tuyên truyền", "", "150"),
        ("1", "In tờ rơi", "Sở Nội vụ", "100"),
        ("2", "Đưa tin", "Báo tỉnh", "50"),
    ]
    rows += [("II", "Tập huấn", "", "80"), ("1", "Mở lớp", "Sở Nội vụ", "80"), ("", "Cộng mục II", "", "80")]
    tasks = extract(HEAD + "Đơn vị tính: tr.đồng\n" + "\n".join("\t".join(r) for r in (MONEY, *rows))).tasks
    amounts = [(t.section[-1].title, t.ordinal, t.budget and t.budget.amount) for t in tasks]
    assert amounts == [
        ("Tuyên truyền", "1", 100_000_000),
        ("Tuyên truyền", "2", 50_000_000),
        ("Tập huấn", "1", 80_000_000),
    ]


@pytest.mark.parametrize(
    ("times", "found"),
    [
        (("Đợt 1: Quý I/2023", "Đợt 2: Quý II/2023"), 2),
        (("04 giờ làm việc", "Trước 17h00 ngày 25 hàng tháng"), 2),
        (("8h00 - 8h15", "8 giờ 15"), 0),
    ],
    ids=["rounds", "hours of work", "an agenda"],
)
def test_hours_of_a_day_make_an_agenda(times: tuple[str, str], found: int) -> None:
    rows = [NAMES, *((str(i), f"Việc thứ {i}", "Sở Nội vụ", time) for i, time in enumerate(times, 1))]
    assert len(records("\n".join("\t".join(r) for r in rows))) == found


def test_an_annex_that_has_only_its_number() -> None:
    text = HEAD.split("Phụ lục")[0] + "".join(
        f"Phụ lục {n}\n\n" + "\n".join("\t".join(r) for r in (NAMES, ONE)) + "\n\n" for n in (1, 2)
    )
    assert [(t.id, t.annex and t.annex.number) for t in extract(text).tasks] == [("pl1.1", "1"), ("pl2.1", "2")]


@pytest.mark.parametrize(
    ("lines", "paths"),
    [
        (("A. PHẦN CHUNG", "I. Thể chế", ONE, "II. Bộ máy", TWO), [["A", "I"], ["A", "II"]]),
        (("CẢI CÁCH THỂ CHẾ", ONE, "CẢI CÁCH BỘ MÁY", TWO), [["CẢI CÁCH THỂ CHẾ"], ["CẢI CÁCH BỘ MÁY"]]),
    ],
    ids=["two below each other", "without labels"],
)
def test_section_lines_between_rows(lines: tuple[str | tuple[str, ...], ...], paths: list[list[str]]) -> None:
    table = "\n".join(line if isinstance(line, str) else "\t".join(line) for line in (NAMES, *lines))
    assert [[s.label or s.title for s in t.section] for t in extract(HEAD + table).tasks] == paths


def test_section_lines_in_a_table_without_numbers() -> None:
    rows = (NAMES[1:], ("I. CẢI CÁCH THỂ CHẾ",), ONE[1:], ("II. BỘ MÁY",), TWO[1:])
    tasks = extract(HEAD + "\n".join("\t".join(r) for r in rows)).tasks
    assert [(t.section[0].label, t.task) for t in tasks] == [("I", ONE[1]), ("II", TWO[1])]


def test_section_lines_below_a_header_whose_spanning_cell_is_one() -> None:
    head = "TT\tNội dung\tCơ quan thực hiện\tThời gian\nChủ trì\tPhối hợp\nI. Thể chế\n"
    tasks = extract(
        HEAD + head + "1\tRà soát\tSở Tư pháp\tCác sở\tQuý I/2023\nII. Bộ máy\n2\tBáo cáo\tSở Y tế\tCác sở\tQuý II/2023"
    ).tasks
    assert [(t.section[0].label, t.cells["lead"]) for t in tasks] == [("I", "Sở Tư pháp"), ("II", "Sở Y tế")]
