"""A page's picture made fit to be read: its colours, light, angle and lines. Drawn here; no program is asked."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from cchc_extract.readers.scan_image import contrasted, even_light, grey_of, ink_of, skew_of, straight, threshold
from cchc_extract.readers.scan_rules import find_rules, without
from cchc_extract.readers.scan_shapes import Grey, on_white, shapes, solid

DPI = 300


def page(wide: int = 1200, high: int = 900, colour: str = "white") -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", (wide, high), colour)
    return picture, ImageDraw.Draw(picture)


def lines_of_print(draw: ImageDraw.ImageDraw, left: int = 100, right: int = 1100) -> None:
    """Rows of short strokes, as print looks from afar."""
    for y in range(100, 800, 50):
        for x in range(left, right, 14):
            draw.rectangle((x, y, x + 4, y + 24 - x % 5), fill="black")


def dark(grey: Grey, at: tuple[int, int]) -> bool:
    return bool(grey[at[1], at[0]] < 100)


def test_a_red_seal_is_left_out_and_the_print_below_it_stays() -> None:
    picture, draw = page()
    lines_of_print(draw)
    draw.rectangle((300, 200, 700, 420), outline=(210, 30, 40), width=20)
    draw.rectangle((400, 300, 500, 320), fill=(20, 10, 15))  # print below the seal's ink
    grey, drawn = grey_of(picture)
    assert drawn and not dark(grey, (305, 230)) and not dark(grey, (690, 400))
    assert dark(grey, (450, 310))


def test_a_page_printed_in_colour_keeps_its_print() -> None:
    picture, draw = page()
    draw.rectangle((200, 200, 900, 260), fill=(20, 30, 160))
    assert dark(grey_of(picture)[0], (500, 230))


def test_coloured_print_and_lines_beside_black_ones_stay() -> None:
    picture, draw = page()
    lines_of_print(draw)
    for x in range(120, 700, 14):
        draw.rectangle((x, 820, x + 4, 844), fill=(190, 0, 0))
    draw.line((100, 860, 1100, 860), fill=(46, 116, 181), width=6)
    grey, drawn = grey_of(picture)
    assert not drawn and dark(grey, (122, 830)) and ink_of(even_light(grey))[860, 600]


def test_blue_print_below_a_red_seal_stays() -> None:
    picture, draw = page()
    draw.ellipse((300, 200, 700, 600), outline=(210, 30, 40), width=20)
    draw.rectangle((400, 300, 404, 330), fill=(30, 60, 180))
    draw.rectangle((303, 398, 315, 402), fill=(10, 12, 60))  # across the ring
    grey, drawn = grey_of(picture)
    assert drawn and not dark(grey, (310, 420)) and dark(grey, (402, 310)) and dark(grey, (308, 400))


def test_a_seal_that_touches_a_coloured_header_is_left_out() -> None:
    picture, draw = page()
    draw.rectangle((100, 100, 1100, 260), fill=(30, 60, 110))
    draw.ellipse((400, 200, 760, 560), outline=(210, 30, 40), width=16)
    grey, drawn = grey_of(picture)
    assert drawn and not dark(grey, (580, 552)) and dark(grey, (200, 200))


@pytest.mark.parametrize("ground", [(31, 56, 100), (68, 114, 196), (0, 0, 0)])
def test_light_print_on_a_dark_ground_is_turned_into_dark_print_in_a_frame(ground: tuple[int, int, int]) -> None:
    picture, draw = page()
    draw.rectangle((100, 200, 1099, 299), fill=ground)
    for x in range(150, 1050, 60):
        draw.rectangle((x, 220, x + 5, 270), fill="white")
    grey, grounds = on_white(grey_of(picture)[0])
    assert [shape[:4] for shape in grounds] == [(100, 200, 1100, 300)]
    assert dark(grey, (152, 240)) and not dark(grey, (170, 240))
    assert dark(grey, (600, 200)) and dark(grey, (600, 299)) and dark(grey, (100, 250)) and dark(grey, (1099, 250))


def test_dark_print_on_a_light_ground_and_large_letters_are_left_as_they_are() -> None:
    picture, draw = page()
    draw.rectangle((100, 200, 1100, 300), fill=(170, 170, 170))
    for x in range(150, 1050, 60):
        draw.rectangle((x, 220, x + 5, 270), fill="black")
    draw.text((100, 500), "HLT", fill="black", font=ImageFont.load_default(90))
    before = grey_of(picture)[0]
    after, grounds = on_white(before)
    assert not grounds and (after == before).all()


def test_what_is_dark_beside_the_page_is_left_out() -> None:
    picture, draw = page()
    lines_of_print(draw)
    draw.rectangle((0, 0, 1200, 60), fill=(30, 30, 30))
    draw.rectangle((1150, 0, 1200, 900), fill=(20, 20, 20))
    before = grey_of(picture)[0]
    grey = on_white(before)[0]
    assert grey[:60].min() == grey[:, 1150:].min() == 255 and dark(grey, (102, 110))
    assert solid(before)[30, 600] and not solid(before)[100:800, 100:1100].any()


def test_shapes_are_what_hangs_together_corners_too() -> None:
    mask = np.zeros((9, 12), dtype=bool)
    mask[1, 1:4] = mask[2, 4] = mask[3, 1:5] = True  # a bow
    mask[6:8, 8:11] = True
    found, numbers = shapes(mask)
    assert [tuple(shape) for shape in found] == [(1, 1, 5, 4, 8), (8, 6, 11, 8, 6)]
    assert numbers[1, 1] == numbers[3, 1] == 1 and numbers[7, 9] == 2 and numbers[0, 0] == 0
    assert [shape.left for shape in shapes(mask, least=3)[0]] == [1]
    assert shapes(mask & False) == ([], pytest.approx(np.zeros((9, 12))))


def test_a_shadow_is_no_ink() -> None:
    picture, draw = page()
    lines_of_print(draw)
    shade = np.linspace(1.0, 0.45, picture.width)[None, :]
    grey = even_light((np.asarray(picture.convert("L")) * shade).astype(np.uint8))
    assert grey[20:80].min() > 200  # paper, on the dark side too
    assert ink_of(grey)[300:320, 1000:1100].any()


def test_the_grey_edges_of_a_picture_of_two_values_stay() -> None:
    grey = np.full((400, 400), 255, dtype=np.uint8)
    grey[100:200, 100:300] = 0
    assert 100 < threshold(grey) < 156
    grey[99, 100:300] = 120  # what scaling leaves of an edge
    assert 40 < contrasted(grey)[99, 200] < 215


def test_noise_on_paper_is_white_after_all() -> None:
    picture, draw = page()
    lines_of_print(draw)
    noise = np.random.default_rng(1).normal(0, 12, (900, 1200))
    noisy = (np.asarray(picture.convert("L")) * 0.8 + 40 + noise).clip(0, 255).astype(np.uint8)
    assert (contrasted(even_light(noisy))[20:80] > 200).mean() > 0.999


@pytest.mark.parametrize("degrees", [-2.0, -0.7, 0.4, 1.6])
def test_a_page_is_set_straight(degrees: float) -> None:
    picture, draw = page()
    lines_of_print(draw)
    grey = np.asarray(picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white").convert("L"))
    found = skew_of(ink_of(grey))
    assert found == pytest.approx(-degrees, abs=0.1)
    assert skew_of(ink_of(straight(grey, found))) == pytest.approx(0.0, abs=0.1)


def test_a_straight_page_and_an_empty_one_are_left_as_they_are() -> None:
    picture, draw = page()
    assert skew_of(ink_of(np.asarray(picture.convert("L"))) & False) == 0.0
    lines_of_print(draw)
    assert skew_of(ink_of(np.asarray(picture.convert("L")))) == 0.0


def table(draw: ImageDraw.ImageDraw) -> None:
    for y in (200, 300, 400):
        draw.line((200, y, 800, y), fill="black", width=3)
    for x in (200, 500, 800):
        draw.line((x, 200, x, 400), fill="black", width=3)


def test_the_lines_of_a_table_are_found_and_taken_out() -> None:
    picture, draw = page()
    table(draw)
    draw.line((300, 100, 700, 100), fill="black", width=3)  # below a heading: it meets nothing
    for x in range(300, 420, 12):
        draw.rectangle((x, 240, x + 5, 270), fill="black")  # a word
    draw.rectangle((640, 299, 650, 303), fill="white")  # a hole in a line
    grey = np.asarray(picture.convert("L"))
    rules = find_rules(ink_of(grey), DPI)
    assert [round(rule.middle / 10) * 10 for rule in rules.across] == [200, 300, 400]
    assert [round(rule.middle / 10) * 10 for rule in rules.down] == [200, 500, 800]
    clean = without(grey, rules)
    assert not (clean[198:205, 190:810] < 128).any() and not (clean[190:410, 498:504] < 128).any()
    assert (clean[240:270, 300:420] < 128).any() and (clean[100] < 128).any()


def test_a_line_a_little_oblique_is_one_line() -> None:
    picture, draw = page()
    table(draw)
    tilted = np.asarray(picture.rotate(0.25, fillcolor="white").convert("L"))
    rules = find_rules(ink_of(tilted), DPI)
    assert (len(rules.across), len(rules.down)) == (3, 3)
    assert not (without(tilted, rules)[150:450, 150:850] < 128).any()


def test_a_bar_and_print_from_wall_to_wall_are_no_lines() -> None:
    picture, draw = page()
    table(draw)
    draw.rectangle((200, 330, 800, 350), fill="black")
    for x in range(204, 497, 11):  # the feet of letters, with holes as small as a line's
        draw.rectangle((x, 250, x + 5, 280), fill="black")
    rules = find_rules(ink_of(np.asarray(picture.convert("L"))), DPI)
    assert len(rules.across) == 3


def rules_of(picture: Image.Image, grounds: list[tuple[int, int, int, int]] | None = None) -> tuple[list[int], int]:
    """The places of the lines across, and how many upright ones."""
    found = find_rules(ink_of(np.asarray(picture.convert("L"))), DPI)
    return [round(rule.middle / 10) * 10 for rule in found.across], len(found.down)


def dashes(draw: ImageDraw.ImageDraw, ends: tuple[int, int, int, int], dash: int, gap: int) -> None:
    x0, y0, x1, y1 = ends
    for at in range(0, max(x1 - x0, y1 - y0), dash + gap):
        across = y0 == y1
        draw.line((x0 + at * across, y0 + at * (not across), min(x1, x0 + (at + dash - 1) * across or x0),
                   min(y1, y0 + (at + dash - 1) * (not across) or y0)), fill="black", width=3)  # fmt: skip


@pytest.mark.parametrize(("dash", "gap"), [(14, 9), (4, 4), (24, 12)])
def test_a_table_of_dashed_or_dotted_lines_has_its_lines(dash: int, gap: int) -> None:
    picture, draw = page()
    for y in (200, 300, 400):
        dashes(draw, (200, y, 800, y), dash, gap)
    for x in (200, 500, 800):
        dashes(draw, (x, 200, x, 400), dash, gap)
    lines_of_print_in(draw, (220, 203))
    assert rules_of(picture) == ([200, 300, 400], 3)


def lines_of_print_in(draw: ImageDraw.ImageDraw, at: tuple[int, int]) -> None:
    for x in range(at[0], at[0] + 200, 13):
        draw.rectangle((x, at[1], x + 4, at[1] + 26), fill="black")


def test_rows_of_dots_and_evenly_spaced_letters_in_a_table_are_no_lines() -> None:
    picture, draw = page()
    table(draw)
    dashes(draw, (230, 350, 470, 350), 3, 6)  # in a form
    lines_of_print_in(draw, (560, 230))
    assert rules_of(picture) == ([200, 300, 400], 3)


def test_a_row_no_higher_than_a_line_of_print_has_its_upright_lines() -> None:
    picture, draw = page()
    for y in (200, 260, 312, 372):
        draw.line((200, y, 1000, y), fill="black", width=3)
    for x in (200, 1000):
        draw.line((x, 200, x, 372), fill="black", width=3)
    for x in (400, 700):  # between two rows of one cell
        draw.line((x, 260, x, 312), fill="black", width=3)
    for x in range(220, 380, 13):
        draw.rectangle((x, 268, x + 4, 306), fill="black")
    assert rules_of(picture) == ([200, 260, 310, 370], 4)


def test_a_line_of_four_points_is_a_line() -> None:
    picture, draw = page()
    for y in (200, 400):
        draw.rectangle((200, y, 800, y + 15), fill="black")
    for x in (200, 500, 800):
        draw.rectangle((x, 200, x + 15, 415), fill="black")
    assert len(rules_of(picture)[0]) == 2 and rules_of(picture)[1] == 3


def test_upright_lines_go_through_a_dark_ground_where_no_word_stands() -> None:
    picture, draw = page()
    draw.rectangle((200, 100, 800, 199), fill=(30, 30, 90))
    for x in range(330, 480, 30):
        draw.rectangle((x, 120, x + 5, 170), fill="white")
    for y in (200, 300, 400):
        draw.line((200, y, 800, y), fill="black", width=3)
    for x in (200, 300, 400, 600, 800):
        draw.line((x, 200, x, 400), fill="black", width=3)
    grey, grounds = on_white(grey_of(picture)[0])
    ground = grounds[0]
    rules = find_rules(ink_of(grey), DPI, grounds)
    through = [round(rule.middle, -1) for rule in rules.down if rule.first < 150]
    assert sorted(set(through)) == [200, 300, 600, 800] and ground.bottom in range(199, 205)
