"""A picture of a page made fit to be read: coloured ink left out, light evened, the page set straight.

Enters: a picture in colours. Leaves: grey values, ink dark on white. Knows nothing of lines, tables and words.
"""

from __future__ import annotations

from math import radians, tan
from typing import Any

import numpy as np
from PIL import Image

Grey = np.ndarray[Any, np.dtype[np.uint8]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]

WHITE = 255
_PAPER = 235  # what is lighter is paper in any light
_BLOCK = 32  # pixels: what the light is measured in; larger than a letter's strokes, smaller than a shadow
_STEEPEST = 5.0  # degrees: more is no page that a scanner has drawn in
_STRAIGHT = 0.05  # degrees: 3 pixels over a page's width at 300 dpi
_SKEW_PIXELS = 1200  # the longer side of the picture that the angle is measured in
_COLOURED = 60  # grey levels between the strongest and the weakest colour: a seal's ink, not a scanner's fringe
_DARK = 140
_PRINT = 120  # black print below a seal is darker
_FRINGE = 4  # pixels


def grey_of(picture: Image.Image) -> Grey:
    """The picture in black and white. The strongest colour of each place is taken: in it a red seal and blue ink are
    nearly white and the black print below is as dark as ever. Where most of the print is coloured, all is kept."""
    if picture.mode in ("1", "L"):
        return np.asarray(picture.convert("L"))
    colours = np.asarray(picture.convert("RGB"))
    red, green, blue = colours[..., 0], colours[..., 1], colours[..., 2]
    strongest: Grey = np.maximum(np.maximum(red, green), blue)  # a fifth of the time of `max(axis=2)`
    weakest = np.minimum(np.minimum(red, green), blue)
    coloured = strongest - weakest > _COLOURED
    dark = weakest < _DARK
    if np.count_nonzero(dark & coloured) * 2 > np.count_nonzero(dark):
        return np.asarray(picture.convert("L"))
    return np.where(_around(coloured) & (strongest > _PRINT), WHITE, strongest).astype(np.uint8)


def _around(mask: Mask) -> Mask:
    """Places in a mask and beside it: where a picture was pressed, the edges of coloured ink have lost their colour."""
    step = _FRINGE
    high, wide = (-(-side // step) for side in mask.shape)
    padded = np.pad(mask, ((0, high * step - mask.shape[0]), (0, wide * step - mask.shape[1])))
    blocks = np.pad(padded.reshape(high, step, wide, step).any(axis=(1, 3)), 1)
    near = np.zeros((high, wide), dtype=bool)
    for down in range(3):
        for right in range(3):
            near |= blocks[down : down + high, right : right + wide]
    return np.repeat(np.repeat(near, step, axis=0), step, axis=1)[: mask.shape[0], : mask.shape[1]]


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
    counts = np.bincount(grey.ravel(), minlength=256).astype(float)
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
