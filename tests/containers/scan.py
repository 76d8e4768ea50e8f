"""Pages as a scanner gives them: rendered, turned a little, grainy; as a picture or a PDF without text."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
import pypdfium2
from PIL import Image

DPI = 200


def as_picture(pdf: bytes, kind: str, *, angle: float = 0.0, dpi: int = DPI, grain: float = 6.0, quality: int = 80) -> bytes:
    """The pages of a PDF as a picture file.

    `kind`: png (the first page), tif or pdf (all pages; no text). `angle`: degrees anticlockwise; `grain`: the spread
    of the noise in grey levels; `quality`: of the JPEG each page goes through.
    """
    pages = list(_scanned(pdf, angle, dpi, grain, quality))
    out = io.BytesIO()
    if kind == "png":
        pages[0].save(out, "PNG", dpi=(dpi, dpi))
    elif kind == "tif":
        pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], compression="jpeg", dpi=(dpi, dpi))
    else:
        pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=dpi)
    return out.getvalue()


def _scanned(pdf: bytes, angle: float, dpi: int, grain: float, quality: int) -> Iterator[Image.Image]:
    noise = np.random.default_rng(2024)
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            picture = page.render(scale=dpi / 72).to_pil().convert("L")
            picture = picture.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
            levels = np.asarray(picture, dtype=np.float32)
            levels = levels + noise.normal(0, grain, levels.shape).astype(np.float32)
            pressed = io.BytesIO()
            Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8)).save(pressed, "JPEG", quality=quality)
            yield Image.open(pressed)
    finally:
        document.close()
