"""Tables whose cells the format states: a merged cell covers every row it spans, an empty one is empty."""

from __future__ import annotations

import pytest

from cchc_extract.model.grid import Grid, Row
from cchc_extract.model.record import Task
from cchc_extract.model.source import SourceDocument
from cchc_extract.model.span import EMPTY, Text, read_words
from cchc_extract.pipeline import extract_document

HEAD = "KẾ HOẠCH\nCải cách hành chính năm 2026\n\n"
NAMES = ("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Kinh phí")
COVERED = "^"


def tasks(*rows: tuple[str, ...], above: tuple[tuple[str, ...], ...] = ()) -> tuple[Task, ...]:
    """The tasks of a document with one stated table: `^` is a cell merged from above, `""` one of its own; `above`:
    rows over its header."""
    text, grid_rows = HEAD, []
    first = text.count("\n")
    for row in (*above, NAMES, *rows):
        cells: list[Text] = []
        line = text.count("\n")
        for words in row:
            start = len(text)
            text += f"{words}\n" if words not in ("", COVERED) else ""
            cells.append(read_words(text, start, len(text)) if len(text) > start else EMPTY)
        if text.count("\n") == line:
            text += "\n"
        grid_rows.append(Row(tuple(cells), line, covered=tuple(k for k, c in enumerate(row) if c == COVERED)))
    grid = Grid("docx", first, text.count("\n"), tuple(grid_rows), stated=True)
    text += "\nNơi nhận:\n- Lưu: VT.\n"
    document = SourceDocument("a.docx", "docx", "utf-8", "0" * 64, 1, text, grids=(grid,))
    result = extract_document(document)
    assert not result.accounting.residue
    assert result.accounting.covered == result.accounting.characters
    return result.tasks


ONE = ("1", "Rà soát", "Sở Tư pháp", "Các sở", "Quý I/2026", "100")


@pytest.mark.parametrize("role", ["lead", "coordinating", "deadline", "budget", "task"])
def test_an_empty_cell_of_its_own_is_empty(role: str) -> None:
    column = ("ordinal", "task", "lead", "coordinating", "deadline", "budget").index(role)
    two = tuple(
        "" if k == column else c for k, c in enumerate(("2", "Báo cáo", "Sở Y tế", "Sở Nội vụ", "Quý II/2026", "5"))
    )
    found = tasks(ONE, two)[1]
    assert role not in found.cells
    assert found.inherited == ()


def test_a_merged_cell_covers_every_row_but_for_money() -> None:
    found = tasks(ONE, ("2", "Báo cáo", COVERED, "", COVERED, COVERED), ("3", "Công bố", "Sở Y tế", "", COVERED, "7"))
    assert [t.cells.get("lead") for t in found] == ["Sở Tư pháp", "Sở Tư pháp", "Sở Y tế"]
    assert [t.cells.get("deadline") for t in found] == ["Quý I/2026"] * 3
    assert [t.cells.get("budget") for t in found] == ["100", None, "7"]
    assert [t.inherited for t in found] == [(), ("lead", "deadline"), ("deadline",)]
    assert found[1].spans["lead"] == found[0].spans["lead"]


def test_a_row_is_a_row_whatever_its_words() -> None:
    found = tasks(ONE, ("", "và báo cáo kết quả", "Sở Y tế", "", "Quý II/2026", ""))
    assert [t.task for t in found] == ["Rà soát", "và báo cáo kết quả"]


def test_a_merged_cell_that_begins_in_a_section_row_begins_in_the_first_leaf() -> None:
    rows = (("I", "Thể chế", "Sở Tư pháp", "", "", ""), ("1", "Rà soát", COVERED, "", "Quý I/2026", ""))
    found = tasks(
        *rows,
        ("2", "Báo cáo", COVERED, "", "Quý II/2026", ""),
        ("II", "Bộ máy", "", "", "", ""),
        ("1", "Sắp xếp", "Sở Nội vụ", "", "", ""),
    )
    assert [(t.section[0].label, t.cells["lead"], t.inherited) for t in found] == [
        ("I", "Sở Tư pháp", ()),
        ("I", "Sở Tư pháp", ("lead",)),
        ("II", "Sở Nội vụ", ()),
    ]


def test_rows_above_the_header_are_the_annexes_heading() -> None:
    nothing = ("",) * 5
    titles = (("PHỤ LỤC 02", *nothing), ("NHIỆM VỤ NĂM 2026", *nothing))
    (found,) = tasks(ONE, above=titles)
    assert found.annex is not None
    assert (found.annex.number, found.annex.title) == ("02", "NHIỆM VỤ NĂM 2026")
    letterhead = ("UBND TỈNH A", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "", "")
    assert [task.task for task in tasks(ONE, above=(letterhead, *titles))] == ["Rà soát"]


@pytest.mark.parametrize("count", [1, 60])
def test_empty_rows_above_a_header_are_nothing(count: int) -> None:
    assert [task.task for task in tasks(ONE, above=((("",) * 6),) * count)] == ["Rà soát"]


def test_a_section_row_above_a_repeated_header_stays_one() -> None:
    found = tasks(
        ONE, ("2", "Báo cáo", "Sở Y tế", "", "Năm 2026", ""), above=(("I", "CẢI CÁCH THỂ CHẾ", "", "", "", ""),)
    )
    assert [task.task for task in found] == ["Rà soát", "Báo cáo"]
