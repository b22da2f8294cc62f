"""A picture of a page made fit to be read: coloured ink left out, light evened, the page set straight.

Enters: a picture in colours. Leaves: grey values, ink dark on white. Knows nothing of lines, tables and words.
"""

from __future__ import annotations

from math import radians, tan
from typing import Any

import numpy as np
from PIL import Image

from cchc_extract.readers.scan_shapes import WHITE, Grey, Mask, Shape, around, blocks, shapes, solid

Colours = np.ndarray[Any, np.dtype[np.uint8]]

_PAPER = 235  # what is lighter is paper in any light
_BLOCK = 32  # pixels: what the light is measured in; larger than a letter's strokes, smaller than a shadow
_STEEPEST = 5.0  # degrees: more is no page that a scanner has drawn in
_STRAIGHT = 0.05  # degrees: 3 pixels over a page's width at 300 dpi
_SKEW_PIXELS = 1200  # the longer side of the picture that the angle is measured in
_COLOURED = 60  # grey levels between the strongest and the weakest colour: a seal's ink, not a scanner's fringe
_INKY = 190  # grey levels: coloured ink is darker, where it is no ground of black print
_PRINT = 120  # black print below a seal is darker
_FRINGE = 4  # pixels: where a picture was pressed, the edges of coloured ink have lost their colour
_FINE = 2  # pixels: coloured ink that is nearer hangs together
_DRAWN, _LARGEST = 150, 780  # pixels of a seal or a signature, across and down: 1.3 to 6.6 cm at 300 dots an inch
_OPEN = 0.55  # of its box a drawing takes: a coloured cell takes more


def grey_of(picture: Image.Image) -> tuple[Grey, bool]:
    """The picture in black and white, and whether something drawn in colour was left out of it. Coloured ink that hangs
    together over more than any letter, and takes little of the place that it spans, is a seal or a signature: where one
    is, its own colour is the light that is taken, in which it is nearly white and the print below it as dark as ever.
    All other coloured ink is print, lines, or the ground of cells, and stays."""
    if picture.mode in ("1", "L"):
        return np.asarray(picture.convert("L")), False
    grey = np.asarray(picture.convert("L")).copy()
    colours = np.asarray(picture if picture.mode == "RGB" else picture.convert("RGB"))
    drawn = _drawings(colours, grey)
    for left, top, right, bottom, _ in drawn:
        area = (
            slice(max(0, top - _DRAWN), bottom + _DRAWN),
            slice(max(0, left - _DRAWN), right + _DRAWN),
        )  # print breaks a ring
        grey[area] = _without_colour(colours[area], _own(colours[top:bottom, left:right]))
    return grey, bool(drawn)


def _drawings(colours: Colours, grey: Grey) -> list[Shape]:
    """The boxes of seals and signatures."""
    coloured = (_colour(colours) > _COLOURED) & (grey < _INKY)
    if not coloured.any():
        return []
    coloured &= ~solid(grey)  # a seal may touch a coloured header
    found = shapes(blocks(coloured, _FINE), least=_DRAWN // _FINE)[0]
    return [shape for shape in (each.scaled(_FINE) for each in found) if _is_drawing(shape)]


def _is_drawing(shape: Shape) -> bool:
    wide, high = shape.right - shape.left, shape.bottom - shape.top
    return min(wide, high) >= _DRAWN and max(wide, high) <= _LARGEST and shape.size < _OPEN * wide * high


def _colour(colours: Colours) -> Grey:
    """How far the colours of each place are apart."""
    red, green, blue = colours[..., 0], colours[..., 1], colours[..., 2]
    strongest = np.maximum(np.maximum(red, green), blue)  # a fifth of the time of `max(axis=2)`
    apart: Grey = strongest - np.minimum(np.minimum(red, green), blue)
    return apart


def _own(colours: Colours) -> int:
    """Which of the three colours a drawing has."""
    return int(colours[_colour(colours) > _COLOURED].sum(axis=0).argmax())


def _without_colour(colours: Colours, own: int) -> Grey:
    """A place in which the ink of a drawing is white: in the light of its own colour, in which other print is dark."""
    coloured = _colour(colours) > _COLOURED
    light: Grey = colours[..., own]
    near = around(blocks(coloured & (light >= colours.max(axis=2)), _FRINGE))
    near = np.repeat(np.repeat(near, _FRINGE, axis=0), _FRINGE, axis=1)[: light.shape[0], : light.shape[1]]
    return np.where(near & (light > _PRINT), WHITE, light).astype(np.uint8)


def even_light(grey: Grey) -> Grey:
    """The same with the paper white everywhere: each place is measured against the paper around it."""
    high, wide = (max(1, -(-side // _BLOCK)) for side in grey.shape)
    padded = np.pad(grey, ((0, high * _BLOCK - grey.shape[0]), (0, wide * _BLOCK - grey.shape[1])), "edge")
    blocks = padded.reshape(high, _BLOCK, wide, _BLOCK).swapaxes(1, 2).reshape(high, wide, -1)
    paper = Image.fromarray(np.percentile(blocks[:, :, ::7], 80, axis=2).astype(np.uint8))
    smooth = np.asarray(paper.resize((wide * _BLOCK, high * _BLOCK), Image.Resampling.BILINEAR))
    against = np.maximum(smooth[: grey.shape[0], : grey.shape[1]], 64).astype(np.uint16)
    even: Grey = np.minimum(grey.astype(np.uint16) * WHITE // against, WHITE).astype(np.uint8)
    return even


def ink_of(grey: Grey) -> Mask:
    """Where ink is."""
    return grey <= threshold(grey)


def threshold(grey: Grey) -> int:
    """The value that parts paper from print best (Otsu); in the middle, where a picture of two values leaves many."""
    counts = np.array(Image.fromarray(grey).histogram(), dtype=float)  # `bincount` takes eight bytes a pixel
    below = counts.cumsum()
    weight = (counts * np.arange(256)).cumsum()
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        parted = below * above * (weight / below - (weight[-1] - weight) / above) ** 2
    best = np.nan_to_num(parted)
    return int(np.flatnonzero(best >= best.max() * 0.9999).mean())


def contrasted(grey: Grey, sharp: int = 90, soft: int = 45) -> Grey:
    """Paper white and print black, with the greys of edges between them: noise on empty paper is read as words."""
    at = threshold(grey)
    low, high = max(0, at - sharp), min(at + soft, _PAPER)
    values = (np.arange(256) - low) * (WHITE / max(1, high - low))
    shown: Grey = values.clip(0, WHITE).astype(np.uint8)[grey]
    return shown


def scaled(grey: Grey, factor: float) -> Grey:
    """The picture smaller or larger."""
    high, wide = (max(1, round(side * factor)) for side in grey.shape)
    return np.asarray(Image.fromarray(grey).resize((wide, high), Image.Resampling.LANCZOS))


def skew_of(ink: Mask) -> float:
    """By how many degrees the page is turned (clockwise positive): at the right angle, lines of print and drawn lines
    fall into the fewest rows."""
    step = max(1, max(ink.shape) // _SKEW_PIXELS)
    high, wide = (side // step for side in ink.shape)
    small = ink[: high * step, : wide * step].reshape(high, step, wide, step).any(axis=(1, 3))
    ys, xs = np.nonzero(small)
    if len(ys) < 100:
        return 0.0
    if len(ys) > 60_000:
        ys, xs = ys[:: len(ys) // 60_000 + 1], xs[:: len(xs) // 60_000 + 1]

    def sharpness(degrees: float) -> float:
        rows = np.rint(ys - xs * tan(radians(degrees))).astype(int)
        counts = np.bincount(rows - rows.min()).astype(float)
        return float((np.diff(counts) ** 2).sum())

    best, width = 0.0, _STEEPEST
    for fineness in (0.5, 0.1, 0.02):
        steps = round(width / fineness)
        best = max((best + k * fineness for k in range(-steps, steps + 1)), key=sharpness)
        width = fineness
    return best if _STRAIGHT < abs(best) < _STEEPEST else 0.0


def straight(grey: Grey, degrees: float) -> Grey:
    """The page turned back by so many degrees, about its middle."""
    if not degrees:
        return grey
    turned = Image.fromarray(grey).rotate(degrees, Image.Resampling.BICUBIC, fillcolor=WHITE)
    return np.asarray(turned)
