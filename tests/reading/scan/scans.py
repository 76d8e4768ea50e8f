"""Scans made for tests: a form drawn by PIL or printed from a layout, then turned, grained, stamped and pressed."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFont

from tests.containers.pdf import Look, as_pages
from tests.layouts import LAYOUTS, Layout, as_html, parts_of
from tests.sheets import Case, Line, Sheet, sheet_of

DPI = 200
FONT = "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"
SIX = (
    Line("quantity", "修补路面面积", "≥1200平方米", "20"),
    Line("quantity", "更换路灯数量", "=86盏", "10"),
    Line("quality", "工程验收合格率", "100%", "20"),
    Line("timeliness", "完工时间", "2024年10月底前", "10"),
    Line("cost", "路面修补单价", "≤95.5元/平方米", "10"),
    Line("social", "受益居民户数", "≥3500户", "10"),
    Line("satisfaction", "沿街居民满意度", "≥90%", "10"),
)


def form() -> Sheet:
    sheet = sheet_of({"name": "背街小巷路面与照明修补", "annual": "48.6万元"})
    return Sheet(**{name: getattr(sheet, name) for name in sheet.__slots__} | {"lines": SIX})


def layout(name: str) -> Layout:
    return next(one for one in LAYOUTS if one.name == name)


def case() -> Case:
    return Case(code="scan", number=1, bad=False, say="", sheets=(form(),))


def web_page(name: str) -> bytes:
    """The form in a layout as HTML: what a scan of it must read as."""
    return as_html(parts_of(case(), layout(name))).encode()


def printed(name: str, look: Look | None = None) -> list[Image.Image]:
    """The pages of the form in a layout, clean, at 200 dpi."""
    file = pypdfium2.PdfDocument(as_pages(parts_of(case(), layout(name)), look or Look()))
    try:
        return [page.render(scale=DPI / 72).to_pil().convert("RGB") for page in file]
    finally:
        file.close()


def scanned(page: Image.Image, *, angle: float = 0.0, grain: float = 6.0, quality: int = 60) -> Image.Image:
    """A page turned anticlockwise by `angle` degrees, grained, and pressed by JPEG."""
    page = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor="white")
    levels = np.asarray(page, np.float32)
    noise = np.random.default_rng(2024).normal(0, grain, levels.shape[:2]).astype(np.float32)
    levels = levels + (noise if levels.ndim == 2 else noise[:, :, None])
    out = io.BytesIO()
    Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8)).save(out, "JPEG", quality=quality)
    return Image.open(io.BytesIO(out.getvalue()))


def stamped(page: Image.Image) -> Image.Image:
    """A page with a round red seal over its lower middle, where the table is."""
    ink = Image.new("RGB", page.size, "white")
    pen = ImageDraw.Draw(ink)
    x, y, radius = page.width // 2, page.height // 2, 165
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=(215, 40, 50), width=9)
    pen.text((x, y), "★", fill=(215, 40, 50), anchor="mm", font=ImageFont.truetype(FONT, 120))
    pen.text((x, y + 90), "绩效管理专用章", fill=(215, 40, 50), anchor="mm", font=ImageFont.truetype(FONT, 30))
    return ImageChops.multiply(page, ink)  # seal ink lets black print show through


def saved(pages: list[Image.Image], kind: str) -> bytes:
    """The bytes of a picture file (PNG, JPEG, TIFF …) of the pages."""
    out = io.BytesIO()
    more = {"save_all": True, "append_images": pages[1:]} if kind == "TIFF" else {}
    pages[0].save(out, kind, dpi=(DPI, DPI), **more)
    return out.getvalue()


def grid(columns: list[int], rows: list[int], *, width: int = 2, shade: int = 0) -> Image.Image:
    """Only the rules of a table: vertical ones at `columns`, horizontal ones at `rows`."""
    page = Image.new("L", (columns[-1] + 100, rows[-1] + 100), 255)
    pen = ImageDraw.Draw(page)
    for x in columns:
        pen.line((x, rows[0], x, rows[-1]), fill=shade, width=width)
    for y in rows:
        pen.line((columns[0], y, columns[-1], y), fill=shade, width=width)
    return page
