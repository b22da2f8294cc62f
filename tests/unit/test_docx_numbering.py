"""Word files: automatic numbering turned into the labels that a reader sees."""

from __future__ import annotations

import pytest

from cchc_extract.readers.word_numbering import figure
from tests.unit.word_files import item, lines, paragraph


def level(at: int, form: str, text: str, more: str = "", start: int = 1) -> str:
    counts = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
    return f'<w:lvl w:ilvl="{at}">{counts}{more}<w:lvlText w:val="{text}"/></w:lvl>'


def numbering(*levels: str, numbers: str = "", other: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{other}'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{numbers}'
    )


OUTLINE = (level(0, "upperRoman", "%1."), level(1, "decimal", "%2."), level(2, "lowerLetter", "%3)"))


def test_levels_begin_anew_under_each_heading() -> None:
    body = [
        item(text, at) for text, at in (("A", 0), ("B", 1), ("C", 2), ("D", 2), ("E", 1), ("F", 2), ("G", 0), ("H", 1))
    ]
    assert lines(*body, numbering=numbering(*OUTLINE)) == [
        *("I. A", "1. B", "a) C", "b) D", "2. E", "a) F", "II. G", "1. H"),
    ]


def test_a_level_can_count_through_or_wait_for_a_higher_one() -> None:
    through = (level(0, "upperRoman", "%1."), level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>'))
    body = [item(text, at) for text, at in (("A", 0), ("B", 1), ("C", 0), ("D", 1))]
    assert lines(*body, numbering=numbering(*through)) == ["I. A", "1. B", "II. C", "2. D"]
    waits = (*OUTLINE[:2], level(2, "lowerLetter", "%3)", '<w:lvlRestart w:val="1"/>'))
    body = [item(text, at) for text, at in (("A", 0), ("B", 1), ("C", 2), ("D", 1), ("E", 2), ("F", 0), ("G", 2))]
    assert lines(*body, numbering=numbering(*waits))[-3:] == ["b) E", "II. F", "a) G"]


def test_dotted_labels_and_levels_passed_over() -> None:
    dotted = (
        level(0, "upperRoman", "%1"),
        level(1, "decimal", "%1.%2."),
        level(2, "decimal", "%1.%2.%3.", "<w:isLgl/>"),
    )
    body = [item(text, at) for text, at in (("A", 0), ("B", 1), ("C", 2), ("D", 2), ("E", 0), ("F", 2))]
    assert lines(*body, numbering=numbering(*dotted)) == ["I A", "I.1. B", "1.1.1. C", "1.1.2. D", "II E", "2.1.1. F"]


def test_what_follows_a_label() -> None:
    levels = (
        level(0, "decimal", "Điều %1.", '<w:suff w:val="space"/>'),
        level(1, "bullet", "-", '<w:suff w:val="nothing"/>'),
    )
    assert lines(item("Phạm vi", 0), item(" gồm", 1), numbering=numbering(*levels)) == ["Điều 1. Phạm vi", "- gồm"]


@pytest.mark.parametrize(("sign", "shown"), [("-", "-"), ("+", "+"), ("\uf0b7", "•"), ("\uf02d", "-"), ("", "•")])
def test_bullets(sign: str, shown: str) -> None:
    assert lines(item("Việc", 0), item("", 0), paragraph("x"), numbering=numbering(level(0, "bullet", sign))) == [
        *(f"{shown} Việc", "", "x"),
    ]


def test_lists_of_one_definition_count_on_unless_told_to_start() -> None:
    more = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        + level(0, "lowerLetter", "%1)") + "</w:lvlOverride></w:num>"
    )  # fmt: skip
    body = [item(text, 0, which) for text, which in (("A", 1), ("B", 2), ("C", 3), ("D", 3), ("E", 1), ("F", 4))]
    assert lines(*body, numbering=numbering(level(0, "decimal", "%1."), numbers=more)) == [
        *("1. A", "2. B", "1. C", "2. D", "3. E", "d) F"),
    ]


def test_a_style_numbers_its_paragraphs() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Muc1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Muc2"><w:basedOn w:val="Muc1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Thoi"><w:basedOn w:val="Muc1"/>'
        '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    )
    levels = (
        level(0, "upperRoman", "%1.", '<w:pStyle w:val="Muc1"/>'),
        level(1, "decimal", "%2.", '<w:pStyle w:val="Muc2"/>'),
    )
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = (
        *(paragraph(text, properties=f'<w:pStyle w:val="{style}"/>') for text, style in (("A", "Muc1"), ("B", "Muc2"))),
        paragraph("C", properties='<w:pStyle w:val="Thoi"/>'),
        paragraph("D", properties=f'<w:pStyle w:val="Muc2"/>{none}'),
        paragraph("E", properties='<w:pStyle w:val="Muc2"/>'),
    )
    assert lines(*body, numbering=numbering(*levels), styles=styles) == ["I. A", "1. B", "C", "D", "2. E"]


def test_a_definition_that_names_a_style_of_numbering() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="Kieu"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    other = '<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="Kieu"/></w:abstractNum>'
    number = '<w:num w:numId="7"><w:abstractNumId w:val="9"/></w:num>'
    told = numbering(level(0, "decimalZero", "%1."), numbers=number, other=other)
    assert lines(item("A", 0, 7), item("B", 0, 7), numbering=told, styles=styles) == ["01. A", "02. B"]


def test_a_deleted_paragraph_takes_no_number() -> None:
    gone = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="1"/></w:rPr>'
    body = (
        item("A", 0),
        paragraph("<w:del><w:r><w:delText>x</w:delText></w:r></w:del>", properties=gone),
        item("B", 0),
    )
    assert lines(*body, numbering=numbering(level(0, "decimal", "%1."))) == ["1. A", "2. B"]


def test_nonsense_in_the_lists_is_no_label() -> None:
    told = numbering(level(0, "decimal", "%1."), numbers='<w:num w:numId="x"/><w:num w:numId="5"/>')
    assert lines(item("A", 0, 5), item("B", 8), item("C", 99), item("D", 0, 77), numbering=told) == ["A", "B", "C", "D"]
    huge = numbering(level(0, "decimal", "%1.").replace('"1"', f'"{"9" * 4300}"', 1))
    assert lines(item("A", 0), numbering=huge) == ["0. A"]
    (long,) = lines(item("A", 0), numbering=numbering(level(0, "decimal", "%1" * 40_000)))
    assert long == f"{'1' * 60} A"


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (27, "lowerLetter", "aa"),
        (2, "upperLetter", "B"),
        (49, "lowerRoman", "xlix"),
        (0, "upperRoman", "0"),
        (3, "ordinal", "3"),
    ],
)
def test_figures(value: int, form: str, shown: str) -> None:
    assert figure(value, form) == shown
