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
