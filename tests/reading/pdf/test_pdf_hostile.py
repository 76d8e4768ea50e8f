"""PDF files that are broken, locked, made of pictures, or made to hurt: a clear message, and nothing else escapes."""

from __future__ import annotations

import io
import random
from contextlib import suppress
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageDraw
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader

from linter.errors import ReadError
from linter.limits import Limits
from linter.reading import read_bytes
from tests.reading.pdf.drawn import pdf, read, told
from tests.reading.pdf.test_pdf_tables import TABLE, strokes


def picture(canvas: Any) -> None:
    image = Image.new("L", (300, 420), 255)
    ImageDraw.Draw(image).rectangle((40, 40, 200, 300), outline=0)
    canvas.drawImage(ImageReader(image), 0, 0, 595, 842)


def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linter.reading.pdf.scanned.installed", lambda: False)


def test_a_password_to_open() -> None:
    locked = pdf(strokes, encrypt=StandardEncryption("geheim", "owner", canPrint=0))
    with pytest.raises(ReadError, match="打开密码") as caught:
        read(locked)
    assert "去掉密码" in caught.value.remedy


def test_a_password_of_the_owner_alone_does_not_matter() -> None:
    assert told(read(pdf(strokes, encrypt=StandardEncryption("", "owner", canCopy=0)))) == [TABLE]


def test_a_broken_cross_reference_is_repaired() -> None:
    data = pdf(strokes)
    at = data.rindex(b"startxref")
    assert told(read(data[:at] + b"startxref\n99999999\n%%EOF")) == [TABLE]


def test_truncated_download_and_garbage() -> None:
    for data in (pdf(strokes)[:900], b"%PDF-1.7\n" + bytes(range(256)) * 30, b"%PDF-1.4\n%%EOF"):
        with pytest.raises(ReadError, match=r"损坏|没有文字|一页也没有"):
            read(data)


def test_too_many_pages() -> None:
    with pytest.raises(ReadError, match="页数太多：有 4 页"):
        read_bytes(pdf(*[strokes] * 4), "书.pdf", Limits(pages=3))


def test_the_clock_is_looked_at() -> None:
    with pytest.raises(ReadError, match="超过了 0 秒"):
        read_bytes(pdf(strokes, strokes), "书.pdf", Limits(seconds=0))


def test_nothing_but_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    without_ocr(monkeypatch)
    with pytest.raises(ReadError, match="2页都是扫描图片") as caught:
        read(pdf(picture, picture))
    assert 'pip install "jixiao-linter[ocr]"' in caught.value.remedy


def test_some_pages_are_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    without_ocr(monkeypatch)
    found = read(pdf(strokes, picture, picture))
    assert told(found) == [TABLE]
    (note,) = found.notes
    assert note.text.startswith("第2—3页是扫描图片")
    assert note.spot.page == 2


def test_hidden_text_over_a_picture_is_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    without_ocr(monkeypatch)

    def layered(canvas: Any) -> None:
        picture(canvas)
        text = canvas.beginText(60, 700)
        text.setFont("STSong-Light", 10)
        text.setTextRenderMode(3)
        for line in ("一级指标 三级指标 指标值", "产出指标 修路里程 十二公里"):
            text.textLine(line)
        canvas.drawText(text)

    with pytest.raises(ReadError, match="扫描图片"):
        read(pdf(layered))


def test_far_too_much_drawn_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linter.reading.pdf.paths.MAX_OBJECTS", 5)
    found = read(pdf(strokes))
    assert "第1页上线条太多，不像表格，只读了文字" in [note.text for note in found.notes]
    assert told(found)


@pytest.mark.parametrize("size", [(0.0, 0.0), (1e6, 1e6)])
def test_pages_of_strange_sizes(size: tuple[float, float]) -> None:
    assert told(read(pdf(strokes, size=size))) == [TABLE]


def test_text_far_beyond_the_page_is_not_read() -> None:
    with pytest.raises(ReadError, match="没有文字"):
        read(pdf(strokes, size=(1.0, 1e7)))


def test_whatever_the_bytes_only_read_errors_escape() -> None:
    data = pdf(strokes, picture)
    chance = random.Random(7)
    for _ in range(120):
        broken = bytearray(data)
        for _ in range(chance.choice((1, 4, 30))):
            broken[chance.randrange(9, len(broken))] = chance.randrange(256)
        cut = chance.randrange(20, len(broken)) if chance.random() < 0.3 else len(broken)
        with suppress(ReadError):
            read_bytes(bytes(broken[:cut]), "坏.pdf", Limits(ocr_pages=0))


def test_scripts_and_attachments_are_left_alone() -> None:
    file = pypdfium2.PdfDocument(pdf(strokes))
    attached = file.new_attachment("宏.exe")
    attached.set_data(b"MZ")
    out = io.BytesIO()
    file.save(out)
    file.close()
    found = read(out.getvalue().replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>"))
    assert told(found) == [TABLE]
    assert [note.text for note in found.notes] == ["PDF 里带有 1 个附件文件，附件未读；需要检查时请先另存出来"]
