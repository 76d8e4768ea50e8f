"""Picture files: damaged, too large, of many pages, without the OCR extra. Nothing is recognised here."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Iterator

import pytest
from PIL import Image

from linter.errors import ReadError
from linter.reading import read_bytes
from linter.reading.scan import extra
from linter.reading.scan.page import PageImage
from linter.reading.scan.pictures import pages
from linter.reading.sniff import sniff
from tests.reading.scan.scans import saved

pytestmark = pytest.mark.ocr
PAGE = Image.new("L", (827, 1170), 230)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "WEBP"])
def test_kinds_of_pictures(kind: str) -> None:
    data = saved([PAGE.convert("RGB")], kind)
    assert sniff(data[:4096], "表.txt") == "image"
    assert [page.picture.size for page in pages(data, 5)] == [PAGE.size]


def test_points_follow_the_dots_per_inch() -> None:
    page = next(pages(saved([PAGE], "PNG"), 5))  # 827 × 1170 at 200 dpi
    assert (page.width, page.height) == pytest.approx((297.7, 421.2), abs=0.5)


def test_a_picture_that_says_no_sensible_size_is_taken_for_a4() -> None:
    out = io.BytesIO()
    Image.new("L", (3000, 4243), 255).save(out, "PNG", dpi=(72, 72))
    page = next(pages(out.getvalue(), 5))
    assert page.height == pytest.approx(842, abs=1)


def test_pages_of_a_tiff_come_one_by_one() -> None:
    assert [page.number for page in pages(saved([PAGE] * 3, "TIFF"), 5)] == [1, 2, 3]
    with pytest.raises(ReadError, match="ocr_pages"):
        list(pages(saved([PAGE] * 3, "TIFF"), 2))


def test_a_photo_is_turned_as_the_camera_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90°
    out = io.BytesIO()
    Image.new("RGB", (900, 400), "white").save(out, "JPEG", exif=exif)
    page = next(pages(out.getvalue(), 5))
    assert page.picture.size == (400, 900)
    assert page.width < page.height


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be huge."""
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [12_000, 60_000])
def test_decompression_bombs_are_refused(side: int) -> None:
    with pytest.raises(ReadError, match=r"图片太大|打不开"):
        read_bytes(bomb(side, side), "图.png")


def test_tiny_pictures_are_refused() -> None:
    with pytest.raises(ReadError, match="图片太小"):
        read_bytes(saved([Image.new("L", (20, 20))], "PNG"), "图.png")


def damaged() -> Iterator[tuple[str, bytes]]:
    chance = random.Random(7)
    for kind in ("PNG", "JPEG", "TIFF", "BMP", "WEBP"):
        data = saved([PAGE.convert("RGB")], kind)
        for share in (0.02, 0.3, 0.9):
            yield kind, data[: int(len(data) * share) or 1]
        for _ in range(12):
            flipped = bytearray(data)
            for _ in range(6):
                flipped[chance.randrange(8, len(flipped))] = chance.randrange(256)
            yield kind, bytes(flipped)


def test_damaged_files_end_in_a_read_error_or_a_page() -> None:
    outcomes = set()
    for kind, data in damaged():
        try:
            found = list(pages(data, 5))
        except ReadError:
            outcomes.add(kind)
        else:
            assert all(isinstance(page, PageImage) for page in found)
    assert {"PNG", "JPEG"} <= outcomes


def test_without_the_extra_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extra, "installed", lambda: False)
    with pytest.raises(ReadError) as caught:
        read_bytes(saved([PAGE], "PNG"), "图.png")
    assert "jixiao-linter[ocr]" in caught.value.remedy
    assert "原件" in caught.value.remedy
