"""A page's picture made fit to be read: its colours, light, angle and lines. Drawn here; no program is asked."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from cchc_extract.readers.scan_image import Grey, contrasted, even_light, grey_of, ink_of, skew_of, straight, threshold
from cchc_extract.readers.scan_rules import find_rules, without

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
    grey = grey_of(picture)
    assert not dark(grey, (305, 230)) and not dark(grey, (690, 400))
    assert dark(grey, (450, 310))


def test_a_page_printed_in_colour_keeps_its_print() -> None:
    picture, draw = page()
    draw.rectangle((200, 200, 900, 260), fill=(20, 30, 160))
    assert dark(grey_of(picture), (500, 230))


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
