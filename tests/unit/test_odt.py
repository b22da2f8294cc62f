"""OpenDocument texts: what a reader sees of them, their tables, and what cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from cchc_extract import extract
from cchc_extract.errors import ReadError
from cchc_extract.model.place import PartPlace
from cchc_extract.readers import read
from cchc_extract.readers.formats import is_archive
from tests.unit.odt_files import COVERED, cell, document, lines, odt, p, row, table
from tests.unit.test_docx_records import TEXT, without_places
from tests.unit.word_files import archive, cells


def style(name: str, family: str, inside: str = "", about: str = "") -> str:
    return f'<style:style style:name="{name}" style:family="{family}" {about}>{inside}</style:style>'


def text_style(name: str, said: str, family: str = "text") -> str:
    return style(name, family, f"<style:text-properties {said}/>")


def level(at: int, form: str, suffix: str = ".", shown: int = 1, more: str = "") -> str:
    return (
        f'<text:list-level-style-number text:level="{at}" style:num-format="{form}" style:num-suffix="{suffix}" '
        f'text:display-levels="{shown}" {more}/>'
    )


PREFIX = 'style:num-prefix="Điều "'
LISTS = (
    f'<text:list-style style:name="L">{level(1, "I")}{level(2, "1")}{level(3, "a", ")")}'
    '<text:list-level-style-bullet text:level="4" text:bullet-char="-"/></text:list-style>'
    f'<text:list-style style:name="D">{level(1, "1", "", 1, PREFIX)}{level(2, "1", ".", 2)}'
    "</text:list-style>"
)


def items(*inside: str, about: str = "") -> str:
    return f"<text:list {about}>{''.join(f'<text:list-item>{each}</text:list-item>' for each in inside)}</text:list>"


# --- words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inside", "seen"),
    [
        ("Sở\n   Nội <text:span>vụ</text:span>", "Sở Nội vụ"),
        ('a<text:s text:c="2"/>b<text:tab/>c', "a  b\tc"),
        ("một<text:line-break/>hai", "một\nhai"),
        ('một<text:span text:style-name="H">ẩn</text:span> hai', "một hai"),
        ('<text:span text:style-name="K">Kế hoạch</text:span> năm', "KẾ HOẠCH năm"),
        ('<text:span text:style-name="KH">a</text:span>b', "b"),
        ("a<office:annotation><text:p>ghi chú</text:p></office:annotation>b", "ab"),
        ('a<text:change text:change-id="1"/>b', "ab"),
        ("<text:ruby><text:ruby-base>a</text:ruby-base><text:ruby-text>b</text:ruby-text></text:ruby>", "a"),
        ('ngày <text:date text:date-value="2026-01-10">10/01/2026</text:date>', "ngày 10/01/2026"),
        ('a<text:hidden-text text:is-hidden="true">b</text:hidden-text>', "a"),
        ("<text:a>trang</text:a> <text:bookmark-start/>x<text:bookmark-end/>", "trang x"),
    ],
)
def test_words_are_what_is_seen(inside: str, seen: str) -> None:
    styles = (
        text_style("H", 'text:display="none"')
        + text_style("K", 'fo:text-transform="uppercase"')
        + style("KH", "text", "", 'style:parent-style-name="H"')
    )
    assert lines(p(inside), styles=styles) == seen.split("\n")


def test_a_style_of_the_paragraph_counts_too() -> None:
    common = text_style("An", 'text:display="none"', "paragraph") + text_style(
        "Hoa", 'fo:text-transform="uppercase"', "paragraph"
    )
    styles = style("P1", "paragraph", "", 'style:parent-style-name="Hoa"')
    page = style("P2", "paragraph", '<style:paragraph-properties fo:break-before="page"/>')
    found = lines(
        p("ẩn", style="An"), p("kế hoạch", style="P1"), p("sau", style="P2"), styles=styles + page, common=common
    )
    assert found == ["", "KẾ HOẠCH", "", "sau"]


def test_what_is_beside_the_text_is_out() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>xóa</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:sequence-decls/>",
        p("một"),
        '<text:section text:display="none"><text:p>ẩn</text:p></text:section>',
        "<text:section><text:p>hai</text:p></text:section>",
    )
    assert lines(*body) == ["một", "hai"]


def test_notes_stand_at_the_end_and_are_called() -> None:
    def note(kind: str, words: str) -> str:
        body = f"<text:note-body>{p(words)}</text:note-body>"
        return f'<text:note text:note-class="{kind}"><text:note-citation>i</text:note-citation>{body}</text:note>'

    found = document(p("một", note("endnote", "cuối"), " hai", note("footnote", "chân")))
    assert found.text.split("\n") == ["một¹ hai²", "", "¹ cuối", "² chân"]
    assert [origin.place for origin in found.origins] == [
        PartPlace("content", 1), PartPlace("endnotes", 1), PartPlace("footnotes", 2),
    ]  # fmt: skip


def test_text_boxes_follow_their_paragraph() -> None:
    box = f"<draw:frame><draw:text-box>{p('trong')}</draw:text-box></draw:frame>"
    shape = f"<draw:custom-shape>{p('hình')}</draw:custom-shape>"
    assert lines(p("một", box), p("hai", shape), box) == ["một", "trong", "hai", "hình", "trong"]


# --- lists ------------------------------------------------------------------------------------------------------------


def test_lists_have_the_labels_that_are_seen() -> None:
    inner = items(p("ba") + p("không số"), p("bốn") + items(p("năm") + items(p("gạch"))))
    body = (
        items(p("một"), p("hai") + inner, about='text:style-name="L"'),
        p("giữa"),
        items(p("sáu"), about='text:style-name="L" text:continue-numbering="true"'),
        items(p("lại"), about='text:style-name="L"'),
    )
    assert lines(*body, styles=LISTS) == [
        *("I. một", "II. hai", "1. ba", "không số", "2. bốn", "a) năm", "- gạch", "giữa", "III. sáu", "I. lại"),
    ]


def test_lists_go_on_by_name_start_where_they_say_and_show_the_levels_above() -> None:
    body = (
        items(p("một"), about='xml:id="x" text:style-name="D"'),
        items(p("khác"), about='text:style-name="L"'),
        items(items(p("trong")), about='text:style-name="D" text:continue-list="x"'),
        '<text:list text:style-name="D"><text:list-header><text:p>đầu</text:p></text:list-header>'
        '<text:list-item text:start-value="7"><text:p>bảy</text:p></text:list-item></text:list>',
    )
    assert lines(*body, styles=LISTS) == ["Điều 1 một", "I. khác", "1.1. trong", "đầu", "Điều 7 bảy"]


def test_headings_are_counted_by_the_outline() -> None:
    outline = f"<text:outline-style>{level(1, 'I')}{level(2, '1')}</text:outline-style>"
    heads = [p(words, tag="h", about=f'text:outline-level="{at}"') for words, at in (("một", 1), ("hai", 2), ("ba", 1))]
    assert lines(*heads, common=outline) == ["I. một", "1. hai", "II. ba"]
    assert lines(*heads) == ["một", "hai", "ba"]


def test_a_number_alone_is_an_ordinal_and_a_bullet_alone_is_nothing() -> None:
    lists = LISTS + '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1"/></text:list-style>'
    body = (items(p(""), about='text:style-name="L"'), items(p(""), about='text:style-name="B"'))
    assert lines(*body, p("x"), styles=lists) == ["I.", "", "x"]


# --- tables -----------------------------------------------------------------------------------------------------------


def test_spans_covered_cells_and_repeated_ones() -> None:
    found = document(
        table(
            f"<table:table-header-rows>{row('TT', 'Việc', 'Cơ quan', cell('Hạn'))}</table:table-header-rows>",
            row("I", cell("Chung", right=3), COVERED, COVERED),
            row("1", cell("Rà soát", p("văn bản")), cell("Sở Tư pháp", down=2), "Quý I"),
            row("2", "Họp", COVERED, ""),
            row(cell(repeated=4), about='table:number-rows-repeated="2"'),
            row("ẩn", "", "", "", about='table:visibility="collapse"'),
        )
    )
    assert cells(found) == [
        ["TT", "Việc", "Cơ quan", "Hạn"],
        ["I", "Chung", "", ""],
        ["1", "Rà soát\nvăn bản", "Sở Tư pháp", "Quý I"],
        ["2", "Họp", "", ""],
        ["", "", "", ""],
        ["", "", "", ""],
    ]
    assert [each.covered for each in found.grids[0].rows] == [(), (), (), (2,), (), ()]
    assert found.grids[0].stated and found.grids[0].dialect == "odt"


def test_a_cell_over_rows_and_columns_covers_both_below() -> None:
    found = document(
        table(
            row("a", "b", "c"),
            row("1", cell("x", right=2, down=2), COVERED),
            row("2", COVERED, COVERED),
            row("3", "", ""),
        )
    )
    assert cells(found)[1:] == [["1", "x", ""], ["2", "", ""], ["3", "", ""]]
    assert [each.covered for each in found.grids[0].rows] == [(), (), (1, 2), ()]


def test_columns_that_do_not_quite_meet_are_one() -> None:
    widths = "".join(
        style(name, "table-column", f'<style:table-column-properties style:column-width="{wide}"/>')
        for name, wide in (("w", "4cm"), ("n", "0.1cm"))
    )
    columns = "".join(f'<table:table-column table:style-name="{name}"/>' for name in "wwnw")
    rows = (row("a", "b", cell("c", right=2), COVERED), row("d", cell("e", right=2), COVERED, "f"))
    found = document(table(*rows, row("g", "h", cell("i", right=2), COVERED), columns=columns), styles=widths)
    assert cells(found) == [["a", "b", "c"], ["d", "e", "f"], ["g", "h", "i"]]


def test_a_letterhead_is_lines_with_a_tab() -> None:
    bare = [cell(*words, style="") for words in (("ỦY BAN", "TỈNH"), ("CỘNG HÒA", "Độc lập"))]
    assert lines(table(row(*bare)), p("sau")) == ["ỦY BAN\tCỘNG HÒA", "TỈNH\tĐộc lập", "sau"]


def test_the_same_plan_gives_the_same_records() -> None:
    blocks: list[str] = []
    for part in TEXT.strip().split("\n\n"):
        rows = [line.split("\t") for line in part.split("\n")]
        if len(rows[0]) > 2:
            blocks.append(table(*(row(*each) for each in rows)))
        elif len(rows[0]) == 2:
            blocks.append(table(*(row(*(cell(words, style="") for words in each)) for each in rows)))
        else:
            blocks += [p(each[0]) for each in rows] + [p()]
    found = extract(odt(*blocks)).to_dict()
    assert without_places(found) == without_places(extract(TEXT).to_dict())
    assert found["source"]["format"] == "odt" and found["accounting"]["residue"] == []


# --- files ------------------------------------------------------------------------------------------------------------

DOCTYPE = '<!DOCTYPE x [<!ENTITY a "b">]><x/>'
DEEP = "<text:section>" * 20000 + "</text:section>" * 20000
REFUSED: list[tuple[Callable[[], bytes], str]] = [
    (lambda: odt(p("x"), manifest="<encryption-data/>"), "it is encrypted"),
    (lambda: odt(p("x"))[:-60], "damaged or cut off"),
    (lambda: odt(main="<office"), "damaged or cut off"),
    (lambda: odt(main='<?xml version="1.0" encoding="nonsense"?><x/>'), "damaged or cut off"),
    (lambda: odt(main="<x/>"), "its main part is no text"),
    (lambda: odt(main=DOCTYPE), "declares entities"),
    (lambda: odt(main=f'<?xml version="1.0" encoding="utf-16"?>{DOCTYPE}'.encode("utf-16")), "declares entities"),
    (lambda: odt(p("")), "it holds no text"),
    (lambda: odt(DEEP), "nested too deep"),
    (lambda: odt(p("x" * (30 << 20))), "unpacks to far more"),
]


@pytest.mark.parametrize(("make", "said"), REFUSED, ids=[f"{at}-{said}" for at, (_, said) in enumerate(REFUSED)])
def test_what_cannot_be_read_is_one_line(make: Callable[[], bytes], said: str) -> None:
    with pytest.raises(ReadError, match=said) as caught:
        read(make(), "a.odt")
    assert "\n" not in str(caught.value)


def test_repeats_without_end_are_bounded() -> None:
    wide = row(cell("x", repeated=9999999), about='table:number-rows-repeated="9999999"')
    found: Any = document(table(wide))
    assert len(found.grids[0].rows) == 1000 and len(found.grids[0].rows[0].cells) == 100


def test_a_damaged_byte_never_escapes_as_another_error() -> None:
    whole = odt(items(p("một"), about='text:style-name="L"'), table(row("a", "b", "c")), styles=LISTS)
    for at in range(0, len(whole), 7):
        data = bytearray(whole)
        data[at] ^= 0x55
        try:
            read(bytes(data), "a.odt")
        except ReadError as error:
            assert "\n" not in str(error)


def packed_anew(data: bytes, kind: int) -> bytes:
    """A file with its parts in another order, and what it is packed as they are."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", kind) as new:
        for name in sorted(old.namelist()):
            new.writestr(name, old.read(name))
    return out.getvalue()


@pytest.mark.parametrize("kind", [ZIP_STORED, ZIP_DEFLATED])
def test_a_file_that_another_program_has_packed_anew_is_the_same_document(kind: int) -> None:
    data = packed_anew(odt(p("Một")), kind)
    assert not is_archive(data)
    assert (read(data).format, read(data).text) == ("odt", "Một")
    other = packed_anew(archive({"mimetype": "application/epub+zip", "content.xml": "x"}), kind)
    assert is_archive(other)


def test_numbers_with_a_zero_and_of_other_scripts_are_figures() -> None:
    forms = ("01, 02, 03, ...", "一, 二, 三, ...")
    styles = "".join(f'<text:list-style style:name="{form}">{level(1, form)}</text:list-style>' for form in forms)
    one = f"<text:list-item>{p('Một')}</text:list-item>"
    body = (f'<text:list text:style-name="{form}">{one}</text:list>' for form in forms)
    assert lines(*body, styles=styles) == ["01. Một", "1. Một"]


def test_a_heading_that_states_its_number_too_has_it_once() -> None:
    outline = '<text:outline-style><text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/>'
    heading = p("<text:number>I.</text:number>Một", tag="h")
    assert lines(heading, common=f"{outline}</text:outline-style>") == ["I. Một"]


def test_a_section_hidden_by_a_condition_is_out() -> None:
    about = 'text:display="condition" text:condition="ooow:1==1"'
    hidden = (f'text:is-hidden="{each}">{p(each)}' for each in ("true", "false"))
    assert lines(*(f"<text:section {about} {each}</text:section>" for each in hidden)) == ["false"]


@pytest.mark.parametrize("tag", ["object", "object-ole"])
def test_what_is_put_in_as_an_object_is_left_out_and_said(tag: str) -> None:
    found = document(p("Một.", f"<draw:frame><draw:{tag}/><draw:image/></draw:frame>"))
    assert (found.text, [code for code, _ in found.repairs]) == ("Một.", ["source.object-left-out"])


def test_what_is_repeated_is_bounded_in_all() -> None:
    """A hundred rows of this kind, or one in another, were nine million cells."""
    many = row(cell("nhiệm vụ", repeated=99), about='table:number-rows-repeated="999999"')
    assert len(document(*[table(many)] * 20).text) < 2_000_000
    nested = table(row(cell(table(many), repeated=99), about='table:number-rows-repeated="999999"'))
    assert len(document(nested).text) < 2_000_000
