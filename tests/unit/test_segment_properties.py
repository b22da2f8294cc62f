"""Nothing is lost and nothing raises, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_extract.model.outline import Outline
from cchc_extract.model.source import Line, SourceDocument
from cchc_extract.segment.duplicates import find_duplicates, note_duplicates
from cchc_extract.segment.footnotes import find_footnotes
from cchc_extract.segment.foreign import is_foreign
from cchc_extract.segment.furniture import find_furniture
from cchc_extract.segment.lost_annexes import find_lost_annexes
from cchc_extract.segment.outline import build_outline
from cchc_extract.segment.paragraphs import join_paragraphs
from cchc_extract.segment.prose import find_prose_tasks, is_objective

PLAN = [
    "I. MỤC ĐÍCH, YÊU CẦU",
    "1. Mục đích",
    "a) Nâng cao chất lượng phục vụ người dân tại bộ phận một cửa¹, bảo đảm công khai,",
    "minh bạch trong giải quyết thủ tục hành chính trên địa bàn",
    "- 2 -",
    "xã trong năm.",
    "¹ Quyết định số 12/QĐ-UBND ngày 05/01/2026.",
    "2. Yêu cầu",
    "II. NHIỆM VỤ, GIẢI PHÁP",
    "1. Cải cách thể chế:",
    "- Rà soát văn bản;",
    "+ Cấp xã",
    "(1) Công khai;",
    "i) Tuyên truyền",
    "2.1. Số hóa hồ sơ",
    "a) Giải quyết đúng hạn",
    "Điều 3. Chánh Văn phòng chịu trách nhiệm thi hành Quyết định này./.",
    "Chương II",
    "TỔ CHỨC THỰC HIỆN",
    "Phụ lục 2: Danh mục nhiệm vụ",
    "(Kèm theo Kế hoạch số 01/KH-UBND)",
    "**B. KINH PHÍ**",
    "# Tổ chức thực hiện",
    "________",
    "Trên đây là Kế hoạch của Ủy ban nhân dân xã./.",
    "2",
    "[1] Ghi chú",
    "1 Kế hoạch",
]

lines_of_plans = st.lists(
    st.one_of(
        st.sampled_from(PLAN),
        st.sampled_from(PLAN).flatmap(lambda line: st.integers(0, len(line)).map(lambda k: line[:k])),
        st.text(alphabet="aàbđIVX1234.,;:)( -+*#/¹²|\t\fĐiều\u00a0", max_size=30),
        st.text(max_size=20),
        st.just(""),
    ),
    max_size=60,
)


def document(text: str) -> SourceDocument:
    return SourceDocument("invented.txt", "text", "utf-8", "", len(text), text)


def places(lines: list[Line]) -> list[int]:
    """The places of the words of these lines, white space aside."""
    return [
        place
        for line in lines
        for at, source, length in line.words.runs
        for k, place in enumerate(range(source, source + length))
        if not line.words.text[at + k].isspace()
    ]


def outline_places(outline: Outline, text: str) -> list[int]:
    return [
        place
        for path in outline.walk()
        for start, end in path[-1].spans
        for place in range(start, end)
        if not text[place].isspace()
    ]


@settings(max_examples=300, deadline=None)
@given(lines_of_plans, st.sets(st.integers(0, 60), max_size=4))
def test_every_word_has_one_home(rows: list[str], tables: set[int]) -> None:
    text = "\n".join(rows)
    lines = document(text).lines
    tables_at = sorted(tables)
    furniture = find_furniture(lines, text)
    left = [line for line in lines if line.index not in furniture]
    duplicates = find_duplicates(left)
    left = [line for line in left if line.index not in duplicates]
    _, taken = find_footnotes(left)
    left = [line for line in left if line.index not in taken and line.index not in tables]
    outline = find_lost_annexes(build_outline(left, tables_at, text), tables_at)
    found = outline_places(outline, text)
    foreign = [p.words for p in join_paragraphs(left, tables_at, text) if not p.label and is_foreign(p.words.text)]
    lost = {place for words in foreign for start, end in words.spans() for place in range(start, end)}
    assert sorted(found) == [place for place in places(left) if place not in lost]
    assert len(found) == len(set(found))


@settings(max_examples=150, deadline=None)
@given(st.permutations(PLAN), st.integers(0, len(PLAN)))
def test_shuffled_plans_give_tasks_that_are_in_the_outline(rows: list[str], cut: int) -> None:
    text = "\n".join(rows[:cut])
    outline = build_outline(document(text).lines, [], text)
    nodes = {path[-1]: path for path in outline.walk()}
    for task in find_prose_tasks(outline):
        assert nodes[task.node][:-1] == task.headings
        assert not task.node.children
        assert task.text.text in task.node.words.text
        is_objective(nodes[task.node])
    for note in outline.notes:
        assert 0 <= note.at[0] <= note.at[1] <= len(text)


@settings(max_examples=150, deadline=None)
@given(lines_of_plans)
def test_texts_slice_back_to_their_places(rows: list[str]) -> None:
    text = "\n".join(rows)
    lines = document(text).lines
    outline = build_outline(lines, [], text)
    footnotes, _ = find_footnotes(lines)
    texts = [path[-1].words for path in outline.walk()] + [note.text for note in footnotes]
    for words in texts:
        sliced = "".join(text[start:end] for start, end in words.spans())
        assert "".join(sliced.split()) == "".join(words.text.split())


@pytest.mark.parametrize("line", ["a", "1.", "I", "- ", "1. x\na) y", "Phụ lục 1", "¹ a", "“(", "A B", "1 x1"])
def test_hostile_text_is_read(line: str) -> None:
    text = (line + "\n") * 2000 + line * 2000
    lines = document(text).lines
    find_footnotes(lines)
    note_duplicates(lines, find_duplicates(lines))
    find_furniture(lines, text)
    outline = build_outline(lines, [1, 5, 900], text)
    find_prose_tasks(find_lost_annexes(outline, [1, 5, 900]))
    known = [x for x in lines if len(x.text) < 20 or not is_foreign(x.text)]
    assert sorted(outline_places(outline, text)) == places(known)
