"""What hangs together in a picture: seals and signatures, print on a dark ground, the dark beside a page.

Enters: masks and grey values. Leaves: shapes with their boxes, and the picture put right. Knows no words and no tables.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

Mask = np.ndarray[Any, np.dtype[np.bool_]]
Grey = np.ndarray[Any, np.dtype[np.uint8]]
_Numbers = np.ndarray[Any, np.dtype[np.intp]]

WHITE = 255
_BLOCK = 8  # pixels, at 300 dots an inch
_DARKER, _DARK = 0.75, 0.45  # of the paper's light: a ground that may have light print on it; the dark beside a page
_HIGH, _WIDE = 30, 90  # pixels: less is no ground of words
_FULL = 0.4  # of its box a ground fills: the words on it take the rest
_LIGHT = 0.5  # of the way from the ground to the paper: print on it is lighter
_PRINTED = 0.02  # of a ground is print
_FRAME = 3  # pixels


class Shape(NamedTuple):
    """What hangs together in a mask: its box, and how many places of the mask it takes."""

    left: int
    top: int
    right: int
    bottom: int
    size: int

    def scaled(self, side: int) -> Shape:
        """The same where each place of the mask was a square of so many pixels."""
        left, top, right, bottom, size = self
        return Shape(left * side, top * side, right * side, bottom * side, size * side**2)


def blocks(mask: Mask, side: int) -> Mask:
    """A mask in squares of so many pixels: whether there is anything in each."""
    high, wide = (-(-length // side) for length in mask.shape)
    padded = np.pad(mask, ((0, high * side - mask.shape[0]), (0, wide * side - mask.shape[1])))
    rows: Mask = np.logical_or.reduce(padded.reshape(high, side, -1), axis=1)  # both at once take five times as long
    found: Mask = np.logical_or.reduce(rows.reshape(high, wide, side), axis=2)
    return found


def around(mask: Mask) -> Mask:
    """A mask and the places that touch it."""
    framed = np.pad(mask, 1)
    high, wide = mask.shape
    near = np.zeros_like(mask)
    for down in range(3):
        for right in range(3):
            near |= framed[down : down + high, right : right + wide]
    return near


def shapes(mask: Mask, least: int = 1) -> tuple[list[Shape], _Numbers]:
    """The shapes of a mask that are so high and wide at least, corners touching too, in their order from the top; and
    for each place the number of its shape, from 1."""
    framed = np.zeros((mask.shape[0], mask.shape[1] + 2), dtype=np.int8)
    framed[:, 1:-1] = mask
    edges = np.diff(framed, axis=1)
    rows, first = np.nonzero(edges == 1)
    last = np.nonzero(edges == -1)[1]
    numbers = np.zeros(mask.shape, dtype=np.intp)
    if not len(rows):
        return [], numbers
    numbers[mask] = np.repeat(np.arange(1, len(rows) + 1), last - first)
    below, above = numbers[1:], numbers[:-1]
    pairs = [(above, below), (above[:, 1:], below[:, :-1]), (above[:, :-1], below[:, 1:])]
    count = len(rows) + 1
    links = np.unique(np.concatenate([(a * count + b)[(a > 0) & (b > 0)] for a, b in pairs]))
    of = np.unique(_least(count, np.stack(np.divmod(links, count)))[1:], return_inverse=True)[1]
    boxes = np.full((5, of.max() + 1), mask.size)
    boxes[2:] = 0
    np.minimum.at(boxes[0], of, first)
    np.minimum.at(boxes[1], of, rows)
    np.maximum.at(boxes[2], of, last)
    np.maximum.at(boxes[3], of, rows + 1)
    np.add.at(boxes[4], of, last - first)
    large = np.flatnonzero((boxes[2] - boxes[0] >= least) & (boxes[3] - boxes[1] >= least))
    place = np.zeros(boxes.shape[1], dtype=np.intp)
    place[large] = np.arange(1, len(large) + 1)
    numbers[mask] = np.repeat(place[of], last - first)
    return [Shape(*map(int, boxes[:, k])) for k in large], numbers


def _least(count: int, links: _Numbers) -> _Numbers:
    """For each number the least one that it is linked with, over any number of links."""
    least = np.arange(count)
    while True:
        near = np.minimum(least[links[0]], least[links[1]])
        before = least.copy()
        np.minimum.at(least, least[links[0]], near)
        np.minimum.at(least, least[links[1]], near)
        least = least[least]
        if (least == before).all():
            return least


def solid(grey: Grey) -> Mask:
    """Where a picture is dark all over, and the edges of it: beside the page, on grounds."""
    return _pixels(around(around(_inner(_lightest(grey), _paper(grey)))), grey)


def on_white(grey: Grey) -> tuple[Grey, list[Shape]]:
    """The picture with what is dark beside the page left out, and light print on dark grounds turned into dark print in
    a frame, with these grounds: a header in white on blue would else be lost, and its whole table with it."""
    paper, light = _paper(grey), _lightest(grey)
    found, numbers = shapes(around(_inner(light, paper)), least=3)
    grounds = []
    clean = grey.copy()
    for number, shape in enumerate(found, 1):
        own = numbers == number
        if _is_outside(shape, own) and float(np.median(light[own])) < _DARK * paper:
            clean[_pixels(around(own), grey)] = WHITE
        elif shape.size >= _FULL * (shape.right - shape.left) * (shape.bottom - shape.top):
            grounds += _turn_light(clean, shape.scaled(_BLOCK), paper)
    return clean, grounds


def _paper(grey: Grey) -> float:
    return float(np.percentile(grey[::7, ::7], 80))


def _lightest(grey: Grey) -> Grey:
    """The lightest pixel of each square."""
    high, wide = (-(-side // _BLOCK) for side in grey.shape)
    padded = np.pad(grey, ((0, high * _BLOCK - grey.shape[0]), (0, wide * _BLOCK - grey.shape[1])), "edge")
    light: Grey = padded.reshape(high, _BLOCK, -1).max(axis=1).reshape(high, wide, _BLOCK).max(axis=2)
    return light


def _inner(light: Grey, paper: float) -> Mask:
    """The squares with dark ones all around: no stroke of a letter is so wide."""
    inner: Mask = ~around(np.greater_equal(light, _DARKER * paper))
    return inner


def _pixels(squares: Mask, grey: Grey) -> Mask:
    mask: Mask = np.repeat(np.repeat(squares, _BLOCK, axis=0), _BLOCK, axis=1)[: grey.shape[0], : grey.shape[1]]
    return mask


def _is_outside(shape: Shape, mask: Mask) -> bool:
    """Whether a shape reaches an edge of the picture."""
    return shape.left == 0 or shape.top == 0 or shape.right == mask.shape[1] or shape.bottom == mask.shape[0]


def _turn_light(grey: Grey, box: Shape, paper: float) -> list[Shape]:
    """Turns light print on a dark ground into dark print on white, in its frame. Leaves the ground, if it is one."""
    left, top, right, bottom, size = box
    if bottom - top < _HIGH or right - left < _WIDE:
        return []
    values = grey[top:bottom, left:right].astype(int)
    ground = int(np.median(values))
    lighter = values > ground + _LIGHT * (paper - ground)
    darker = values < ground * (1 - _LIGHT)
    if float(lighter.mean()) <= max(float(darker.mean()), _PRINTED):
        return []
    left, top, right, bottom = _grown(grey, box, ground + (paper - ground) / 2)
    area = grey[top:bottom, left:right]
    print_on_it = (area.astype(int) - ground) * WHITE / max(1.0, paper - ground)
    area[:] = (WHITE - print_on_it.clip(0, WHITE)).astype(np.uint8)
    area[:_FRAME] = area[-_FRAME:] = 0
    area[:, :_FRAME] = area[:, -_FRAME:] = 0
    return [Shape(left, top, right, bottom, size)]


def _grown(grey: Grey, box: Shape, edge: float) -> tuple[int, int, int, int]:
    """The box of a ground up to its edges, which lie within two squares."""
    left, top, right, bottom, _ = box
    most = 2 * _BLOCK

    def dark(line: Grey) -> bool:
        return bool(np.count_nonzero(line < edge) * 2 > line.size)

    while top > max(0, box.top - most) and dark(grey[top - 1, left:right]):
        top -= 1
    while bottom < min(grey.shape[0], box.bottom + most) and dark(grey[bottom, left:right]):
        bottom += 1
    while left > max(0, box.left - most) and dark(grey[top:bottom, left - 1]):
        left -= 1
    while right < min(grey.shape[1], box.right + most) and dark(grey[top:bottom, right]):
        right += 1
    return left, top, right, bottom
