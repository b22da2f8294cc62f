"""A PDF as a scanner would give it back: turned a little, noisy, sealed in red, pressed as JPEG. A renderer of its own.

Enters: a printed PDF's bytes. Leaves: a PDF with one picture a page and no text. Imports nothing of the package.
"""

from __future__ import annotations

from io import BytesIO
from math import cos, pi, sin
from typing import NamedTuple

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter, ImageFont

RED = (208, 32, 40)


class Scanner(NamedTuple):
    """How bad a scan is. `angle` in degrees (every other page turns the other way), `noise` in grey levels, `blur`
    in pixels, `quality` of the JPEG, `seal` where one is pressed (parts of the page), `turn` a page laid on
    its side, `shade` how much darker one edge is, `two` a scan in black and white alone."""

    dpi: int = 200
    angle: float = 0.0
    noise: float = 0.0
    blur: float = 0.0
    quality: int = 85
    seal: tuple[float, float] | None = None
    turn: int = 0
    shade: float = 0.0
    two: bool = False


CLEAN = Scanner()
OFFICE = Scanner(angle=1.2, noise=10, blur=0.6, quality=70, seal=(0.45, 0.5), shade=0.15)
FAX = Scanner(angle=0.8, noise=10, blur=0.5, two=True)
POOR = Scanner(angle=-1.9, noise=22, blur=0.9, quality=40, seal=(0.6, 0.45), shade=0.3)


def scanned(pdf: bytes, scanner: Scanner = OFFICE, pages: slice = slice(None)) -> bytes:
    """The pages of a PDF, scanned."""
    found = pictures(pdf, scanner, pages)
    out = BytesIO()
    pressed = {} if scanner.two else {"quality": scanner.quality}
    found[0].save(out, "PDF", resolution=scanner.dpi, save_all=True, append_images=found[1:], **pressed)
    return out.getvalue()


def pictures(pdf: bytes, scanner: Scanner = OFFICE, pages: slice = slice(None)) -> list[Image.Image]:
    """The same as pictures."""
    document = pypdfium2.PdfDocument(pdf)
    numbers = range(len(document))[pages]
    return [_picture(document[k].render(scale=scanner.dpi / 72).to_pil(), scanner, k) for k in numbers]


def _picture(page: Image.Image, scanner: Scanner, number: int) -> Image.Image:
    chance = np.random.default_rng(number)
    page = page.convert("RGB")
    if scanner.seal:
        page = _sealed(page, scanner)
    angle = scanner.angle * (1 if number % 2 == 0 else -0.7)
    page = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    if scanner.turn:
        page = page.rotate(scanner.turn, expand=True)
    if scanner.blur:
        page = page.filter(ImageFilter.GaussianBlur(scanner.blur))
    values = np.asarray(page, dtype=np.float32)
    values = values * (1 - scanner.shade * np.linspace(0, 1, values.shape[1], dtype=np.float32)[None, :, None])
    values = values + chance.normal(0, scanner.noise, values.shape[:2])[..., None] if scanner.noise else values
    found = Image.fromarray(values.clip(0, 255).astype(np.uint8))
    return found.convert("L").point(lambda value: 255 * (value > 150)).convert("1") if scanner.two else found


def _sealed(page: Image.Image, scanner: Scanner) -> Image.Image:
    """Two rings, a star and words, in the ink of a seal: it takes light away from what lies under it."""
    assert scanner.seal
    size = round(1.4 * scanner.dpi)  # 3.6 cm across
    seal = Image.new("RGB", (size, size), (255, 255, 255))
    draw = ImageDraw.Draw(seal)
    wide = max(2, size // 50)
    draw.ellipse((wide, wide, size - wide, size - wide), outline=RED, width=wide)
    draw.ellipse((size // 5, size // 5, size * 4 // 5, size * 4 // 5), outline=RED, width=wide // 2)
    ring = [(sin(k * pi * 0.8), -cos(k * pi * 0.8)) for k in range(5)]
    draw.polygon([(size / 2 + x * size / 8, size / 2 + y * size / 8) for x, y in ring], fill=RED)
    draw.text((size * 0.3, size * 0.22), "AN PHÚ", fill=RED, font=ImageFont.load_default(size / 9))
    page = page.copy()
    left, top = round(page.width * scanner.seal[0]), round(page.height * scanner.seal[1])
    under = np.asarray(page.crop((left, top, left + size, top + size)), dtype=np.uint16)
    over = np.asarray(seal, dtype=np.uint16)[: under.shape[0], : under.shape[1]]
    page.paste(Image.fromarray((under * over // 255).astype(np.uint8)), (left, top))
    return page
