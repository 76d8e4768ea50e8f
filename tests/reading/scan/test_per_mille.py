"""‰ is told from % in the picture."""

from __future__ import annotations

from pathlib import Path

import pytest
import reportlab

pytestmark = pytest.mark.ocr
FONT = str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf")


@pytest.mark.parametrize("points", [9.0, 10.5, 12.0, 14.0])
@pytest.mark.parametrize(("said", "printed"), [
    ("0.1%", "0.1%"), ("0.1%", "0.1‰"), ("8%", "8%"), ("8%", "8‰"), ("0.36%", "0.36‰"), ("100%", "100%"), ("0.90%", "0.90%"), ("98%", "98%"),
])
def test_rings_are_counted(said: str, printed: str, points: float) -> None:
    numpy = pytest.importorskip("numpy")
    pytest.importorskip("cv2")
    from PIL import Image, ImageDraw, ImageFont

    from linter.reading.scan.per_mille import with_per_mille

    picture = Image.new("L", (500, 120), 255)
    ImageDraw.Draw(picture).text((40, 30), printed, font=ImageFont.truetype(FONT, round(points * 200 / 72)), fill=20)
    levels = numpy.array(picture)
    rows, columns = (numpy.flatnonzero((levels < 128).any(axis=axis)) for axis in (1, 0))
    strip = levels[rows[0] - 1 : rows[-1] + 2, columns[0] - 1 : columns[-1] + 2]
    assert with_per_mille(said, strip) == printed


def test_other_texts_are_left_alone() -> None:
    numpy = pytest.importorskip("numpy")
    pytest.importorskip("cv2")
    from linter.reading.scan.per_mille import with_per_mille

    blank = numpy.full((30, 80), 255, numpy.uint8)
    for text in ("98%", "合格率", "%", ""):
        assert with_per_mille(text, blank) == text
