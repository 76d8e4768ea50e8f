"""Pages of a PDF that are pictures: rendered and handed to OCR where that is installed."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

from linter.errors import ReadError
from linter.limits import Limits
from linter.reading.blocks import Box
from linter.reading.limits import Clock
from linter.reading.pdf.glyphs import turned
from linter.reading.pdf.page import Page
from linter.reading.scan import PageImage, read_pages
from linter.reading.scan.extra import installed
from linter.reading.scan.told import FROM_PICTURES, Doubts, too_many
from linter.submission import Note

_DPI = 200
_MAX_SIDE = 4200  # pixels


class Scans:
    """Reads pages as pictures; counts them over the whole file."""

    def __init__(self, limits: Limits, clock: Clock) -> None:
        self._limits, self._clock = limits, clock
        self._doubts = Doubts()
        self.count = 0

    @property
    def possible(self) -> bool:
        """Whether OCR is installed."""
        return installed()

    def read(self, page: object, number: int) -> Page | None:
        """An open page as OCR reads it; None where it cannot be rendered. Raises ReadError beyond `limits.ocr_pages`."""
        self.count += 1
        if self.count > self._limits.ocr_pages:
            raise too_many(self._limits.ocr_pages)
        width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        picture = _rendered(page, width, height)
        if picture is None:
            return None
        scanned = next(iter(read_pages([PageImage(number, picture, width, height)], self._limits, self._clock)))
        self._doubts.add(scanned)
        found: Page = scanned.as_page()
        rotation = int(pdfium.FPDFPage_GetRotation(page)) % 4
        if rotation:
            straight = found.back

            def back(box: Box) -> Box:
                return turned(straight(box) if straight else box, (4 - rotation) % 4, (width, height))

            found.back = back
        return found

    def notes(self) -> list[Note]:
        return [FROM_PICTURES, *self._doubts.notes()] if self.count and self.possible else []


def _rendered(page: object, width: float, height: float) -> Any:
    """A picture of the page as a numpy array (down, across, RGB), None for a page without size. Seals are told by their colour."""
    import numpy

    if not (width > 1 and height > 1):
        return None
    scale = min(_DPI / 72, _MAX_SIDE / max(width, height))
    across, down = max(int(width * scale), 1), max(int(height * scale), 1)
    stride = across * 3
    room = bytearray(stride * down)
    bitmap = pdfium.FPDFBitmap_CreateEx(
        across, down, pdfium.FPDFBitmap_BGR, (ctypes.c_ubyte * len(room)).from_buffer(room), stride,
    )
    if not bitmap:
        raise ReadError("内存不够，页面转不成图片", remedy="请关闭别的程序再试，或把文件拆小。")
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, across, down, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, across, down, 0, pdfium.FPDF_ANNOT)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return numpy.frombuffer(room, dtype=numpy.uint8).reshape(down, across, 3)[:, :, ::-1]
