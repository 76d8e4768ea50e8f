"""Scans of forms read as the web page of the same form does."""

from __future__ import annotations

import socket
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from linter.errors import ReadError
from linter.form.recognise import recognise
from linter.limits import DEFAULT_LIMITS, Limits
from linter.reading import read_bytes
from linter.reading.blocks import Document, ParagraphBlock, TableBlock
from linter.reading.limits import Clock
from linter.reading.scan import PageImage, read_pages
from linter.submission import Submission
from tests.layouts import LAYOUTS
from tests.reading.scan.scans import FONT, printed, saved, scanned, stamped, web_page

pytestmark = [pytest.mark.ocr, pytest.mark.slow]


def indicators(read: Submission) -> list[tuple[str, str | None, str | None]]:
    return [(one.period, one.level3, one.target) for form in read.tables for one in form.indicators]


def share_read(name: str, document: Document) -> float:
    truth, found = indicators(recognise(read_bytes(web_page(name), "表.html"))), indicators(recognise(document))
    assert truth
    return sum(one in found for one in truth) / len(truth)


@pytest.mark.parametrize("name", [one.name for one in LAYOUTS])
def test_indicators_of_a_slanting_scan(name: str) -> None:
    angle = 0.8 if len(name) % 2 else -1.0
    document = read_bytes(saved([scanned(page, angle=angle) for page in printed(name)], "TIFF"), "扫描.tif")
    assert share_read(name, document) >= 0.97
    tables = [block for block in document.blocks if isinstance(block, TableBlock)]
    assert tables
    for table in tables:
        assert all(table.place.spot(cell.row, cell.column).ocr for cell in table.cells)
    assert "（图片识别）" in tables[0].place.spot(0, 0).said()
    assert sum("识别出来" in note.text for note in document.notes) == 1


def test_a_seal_across_the_table() -> None:
    document = read_bytes(saved([scanned(stamped(printed("public")[0]), angle=0.4)], "JPEG"), "盖章.jpg")
    assert share_read("public", document) >= 0.97


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_pages_lying_on_their_side_or_upside_down(degrees: int) -> None:
    page = scanned(printed("public")[0]).rotate(degrees, expand=True)
    document = read_bytes(saved([page], "PNG"), "躺着.png")
    assert share_read("public", document) >= 0.97
    box = next(block for block in document.blocks if isinstance(block, ParagraphBlock)).spot.bbox
    assert box
    if degrees != 180:
        assert box[3] - box[1] > box[2] - box[0]  # the title stands upright on the page as it was given


def test_vertical_labels_and_lone_signs() -> None:
    page = Image.new("L", (1000, 700), 255)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 26)
    for x in (100, 150, 400, 500, 800):
        pen.line((x, 100, x, 500), fill=0, width=2)
    for y in (100, 233, 366, 500):
        pen.line((150 if y not in (100, 500) else 100, y, 800, y), fill=0, width=2)
    for n, letter in enumerate("产出指标"):
        pen.text((112, 150 + 70 * n), letter, fill=0, font=font)
    for n, (name, sign, value) in enumerate((("修补路面面积", "≥", "1200平方米"), ("更换路灯数量", "=", "0"), ("路面修补单价", "≤", "95.5元"))):
        for x, text in ((160, name), (440, sign), (510, value)):
            pen.text((x, 150 + 133 * n), text, fill=0, font=font)
    document = read_bytes(saved([page.convert("RGB")], "PNG"), "竖排.png")
    table = next(block for block in document.blocks if isinstance(block, TableBlock))
    texts = {(cell.row, cell.column): cell.text for cell in table.cells}
    assert texts[0, 0] == "产出指标"
    assert [texts[row, 2] for row in range(3)] == ["≥", "=", "≤"]
    assert [texts[row, 3] for row in range(3)] == ["1200平方米", "0", "95.5元"]
    assert next(cell for cell in table.cells if cell.text == "产出指标").row_span == 3


def test_text_without_rules_is_read_as_lines_and_said() -> None:
    page = Image.new("L", (1654, 1000), 255)
    ImageDraw.Draw(page).text((200, 200), "项目支出绩效目标申报说明", fill=0, font=ImageFont.truetype(FONT, 48))
    document = read_bytes(saved([page], "PNG"), "说明.png")
    assert [block.text for block in document.blocks if isinstance(block, ParagraphBlock)] == ["项目支出绩效目标申报说明"]
    assert any("没有找到表格线" in note.text for note in document.notes)


def test_a_blank_page_has_no_words() -> None:
    with pytest.raises(ReadError, match="没有文字"):
        read_bytes(saved([Image.new("L", (1654, 2339), 255)], "PNG"), "白.png")
    grain = Image.fromarray(np.random.default_rng(1).integers(225, 256, (1200, 1200), np.uint8))
    with pytest.raises(ReadError, match="没有文字"):
        read_bytes(saved([grain], "PNG"), "噪点.png")


def test_pages_beyond_the_limit_and_beyond_the_time() -> None:
    page = PageImage(1, Image.new("L", (400, 300), 255), 400, 300)
    with pytest.raises(ReadError, match="ocr_pages"):
        list(read_pages([page, page], Limits(ocr_pages=1), Clock(DEFAULT_LIMITS)))
    with pytest.raises(ReadError, match="第1页"):
        list(read_pages([page], DEFAULT_LIMITS, Clock(Limits(seconds=-1))))


def test_nothing_is_fetched_and_nothing_printed(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    from linter.reading.scan import recogniser

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("the reader opened a socket")

    recogniser._engine.cache_clear()
    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    monkeypatch.setattr(socket, "create_connection", refused)
    page = Image.new("L", (800, 300), 255)
    ImageDraw.Draw(page).text((100, 100), "满意度指标", fill=0, font=ImageFont.truetype(FONT, 40))
    assert read_bytes(saved([page], "PNG"), "表.png").blocks
    assert capfd.readouterr() == ("", "")


def test_missing_models_are_said_and_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    from linter.reading.scan import recogniser

    recogniser._engine.cache_clear()
    monkeypatch.setattr(recogniser, "_RECOGNITION", "none.onnx")
    with pytest.raises(ReadError, match="不完整"):
        read_bytes(saved([Image.new("L", (800, 300), 255)], "PNG"), "表.png")


def test_text_does_not_load_the_recogniser() -> None:
    code = (
        "import sys; from linter.reading import read_bytes; read_bytes('项目名称\\t道路'.encode(), '表.txt');"
        "assert not {'cv2', 'rapidocr', 'onnxruntime', 'PIL'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
