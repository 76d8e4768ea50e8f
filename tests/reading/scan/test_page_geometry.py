"""Skew, rules and coordinates: no recogniser in these."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from linter.reading.scan import ink, ruling, upright
from linter.reading.scan.page import ScannedPage
from linter.reading.scan.ruling import Ruling
from tests.reading.scan.scans import DPI, FONT, grid, printed, scanned, stamped

pytestmark = pytest.mark.ocr


def rules_of(page: Image.Image) -> Ruling:
    white = ink.whitened(ink.levels(page, DPI))
    limit = ink.threshold(white)
    return ruling.ruling(upright.straightened(white, upright.skew(white < limit)), limit, DPI)


@pytest.mark.parametrize("angle", [-4.2, -1.0, -0.33, 0.0, 0.6, 1.7, 4.9])
def test_skew_is_found_to_a_twentieth_of_a_degree(angle: float) -> None:
    page = scanned(printed("public")[0], angle=angle)
    white = ink.whitened(ink.levels(page, DPI))
    assert upright.skew(white < ink.threshold(white)) == pytest.approx(angle, abs=0.05)


def test_an_empty_page_has_no_skew() -> None:
    assert upright.skew(np.zeros((2000, 1500), np.bool_)) == 0.0


@pytest.mark.parametrize("name", ["two_halves", "described", "flat"])
@pytest.mark.parametrize("angle", [0.0, -0.9])
def test_the_same_rules_are_found_on_a_worn_scan(name: str, angle: float) -> None:
    clean = rules_of(printed(name)[0])
    worn = rules_of(scanned(printed(name)[0], angle=angle, grain=10))
    assert (len(worn.across), len(worn.down)) == (len(clean.across), len(clean.down))


def test_strokes_of_characters_are_no_rules() -> None:
    page = grid([100, 400, 900], [100, 150, 200, 260])
    pen = ImageDraw.Draw(page)
    for n, text in enumerate(("一二三工王", "经济效益指标", "生态效益指标立")):
        pen.text((110, 110 + 52 * n), text, fill=0, font=ImageFont.truetype(FONT, 27))
        pen.text((410, 110 + 52 * n), text, fill=0, font=ImageFont.truetype(FONT, 27))
    found = rules_of(page)
    assert [round(line.at) for line in found.across] == pytest.approx([100, 150, 200, 260], abs=2)
    assert [round(line.at) for line in found.down] == pytest.approx([100, 400, 900], abs=2)


def test_broken_faint_and_double_lines() -> None:
    page = grid([100, 500, 900], [100, 200, 300], width=3, shade=150)
    pen = ImageDraw.Draw(page)
    for y in range(110, 300, 25):
        pen.rectangle((490, y, 510, y + 3), fill=255)  # breaks in the middle line
    pen.line((100, 106, 900, 106), fill=150, width=2)  # the top border is double
    found = rules_of(page)
    assert (len(found.across), len(found.down)) == (3, 3)
    assert found.down[1].end - found.down[1].start == pytest.approx(200, abs=8)


def test_underlines_are_no_rules() -> None:
    page = grid([100, 500, 900], [100, 200, 300])
    ImageDraw.Draw(page).line((150, 170, 400, 170), fill=0, width=2)
    assert len(rules_of(page).across) == 3


def test_a_line_missing_between_two_cells_stays_missing() -> None:
    page = grid([100, 500, 900], [100, 200, 300])
    ImageDraw.Draw(page).rectangle((110, 190, 492, 210), fill=255)
    middle = [line for line in rules_of(page).across if 190 < line.at < 210]
    assert len(middle) == 1
    assert middle[0].start == pytest.approx(500, abs=4)


def test_a_red_seal_is_taken_out_and_the_print_below_it_stays() -> None:
    clean, sealed = printed("public")[0], stamped(printed("public")[0])
    grey = ink.levels(sealed, DPI)
    plain = ink.levels(clean, DPI)
    assert (grey < 128).sum() < 1.03 * (plain < 128).sum()
    assert len(rules_of(sealed).across) == len(rules_of(clean).across)
    assert len(rules_of(sealed).down) == len(rules_of(clean).down)


def test_red_text_is_no_seal() -> None:
    page = Image.new("RGB", (1200, 400), "white")
    ImageDraw.Draw(page).text((100, 100), "调整后的指标值", fill=(220, 30, 30), font=ImageFont.truetype(FONT, 40))
    assert (ink.levels(page, DPI) < 150).sum() > 1000


def test_shaded_cells_become_white() -> None:
    page = grid([100, 500, 900], [100, 200, 300]).convert("RGB")
    ImageDraw.Draw(page).rectangle((104, 104, 498, 198), fill=(190, 210, 235))
    white = ink.whitened(ink.levels(page, DPI))
    assert white[150, 300] > 245


@pytest.mark.parametrize(("turned", "box"), [
    (0, (10, 20, 30, 25)), (90, (175, 10, 180, 30)), (180, (70, 175, 90, 180)), (270, (20, 70, 25, 90)),
])
def test_boxes_go_back_to_the_page_as_it_was_given(turned: int, box: tuple[float, ...]) -> None:
    size = (100.0, 200.0) if turned % 180 == 0 else (200.0, 100.0)
    upright_size = (100.0, 200.0)
    page = ScannedPage(1, *upright_size, (), (), (), turned)
    back = page.back((10, 20, 30, 25))
    assert back == pytest.approx(box)
    assert 0 <= back[0] <= back[2] <= size[0]
    assert 0 <= back[1] <= back[3] <= size[1]


def test_the_skew_is_put_back_into_boxes() -> None:
    page = ScannedPage(1, 600, 800, (), (), (), 0, 1.0)
    left, bottom, right, top = page.back((550, 400, 560, 410))
    assert bottom > 404  # lines rose to the right: a place right of the middle stood higher
    assert right - left > 10
    assert top - bottom > 10
