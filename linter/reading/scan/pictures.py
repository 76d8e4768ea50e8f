"""The bytes of a picture file → its pages, one at a time; damaged files and decompression bombs are refused."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import Any

from PIL import Image, ImageOps

from linter.errors import ReadError
from linter.reading.limits import too_many_pages
from linter.reading.scan.page import PageImage

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF")
_MOST_PIXELS = 90_000_000  # A3 at 600 dpi has 70 million
_EASY_PIXELS = 30_000_000  # more than that is halved
_LEAST_SIDE = 32
_PAGE_INCHES = (4.0, 24.0)  # the longer side of a sheet; a picture that claims another size is taken for A4
_A4_INCHES = 11.7
_ANEW = "请重新扫描或导出后再试；有 Word、Excel 原件的，读原件最准。"


def pages(data: bytes, most: int) -> Iterator[PageImage]:
    """The pages of a picture file (several in a TIFF), sizes in points by the dots per inch it claims.

    Raises ReadError for what cannot be decoded, for more than `most` pages, and for pictures larger than any sheet of
    paper.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of Pillow about odd metadata; sizes are checked here
        opened = _tried(lambda: Image.open(io.BytesIO(data), formats=_FORMATS))
        with opened:
            count = _tried(lambda: getattr(opened, "n_frames", 1)) if opened.format == "TIFF" else 1
            if count > most:
                raise too_many_pages(most, count, "ocr_pages")
            for number in range(1, count + 1):
                yield _page(opened, number)


def _page(opened: Any, number: int) -> PageImage:
    if number > 1:
        _tried(lambda: opened.seek(number - 1), number)
    width, height = opened.size
    if width * height > _MOST_PIXELS:
        raise ReadError(f"图片太大：{width}×{height} 像素，可能是有意做成的“解压炸弹”", place=f"第{number}页", remedy="请按 200 到 300 dpi 重新扫描。")
    if min(width, height) < _LEAST_SIDE:
        raise ReadError(f"图片太小：只有 {width}×{height} 像素，看不出文字", place=f"第{number}页", remedy=_ANEW)
    points = _points(opened)
    picture = _tried(lambda: _decoded(opened), number)
    if (picture.width > picture.height) != (width > height):  # the camera lay on its side
        points = points[1], points[0]
    return PageImage(number, picture, *points)


def _decoded(opened: Any) -> Any:
    large = opened.width * opened.height > _EASY_PIXELS
    if large and opened.format == "JPEG":
        opened.draft(None, (opened.width // 2, opened.height // 2))
    opened.load()
    picture = opened.reduce(2) if opened.width * opened.height > _EASY_PIXELS else opened.copy()
    return ImageOps.exif_transpose(picture)


def _points(opened: Any) -> tuple[float, float]:
    """Width and height of the sheet."""
    longer = max(opened.size)
    try:
        dpi = float(opened.info["dpi"][0])
    except (KeyError, TypeError, ValueError, IndexError, ZeroDivisionError):
        dpi = 0.0
    least, most = _PAGE_INCHES
    if not (dpi > 0 and least <= longer / dpi <= most):
        dpi = longer / _A4_INCHES
    return opened.width / dpi * 72, opened.height / dpi * 72


def _tried(work: Any, number: int = 0) -> Any:
    try:
        return work()
    except Exception as error:  # Pillow's decoders fail in many ways on damaged bytes
        raise ReadError("图片打不开，可能损坏或没有传完", place=f"第{number}页" if number > 1 else "", remedy=_ANEW) from error
