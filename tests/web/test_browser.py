"""The pages in a real browser: a clerk's whole way, by mouse, by keyboard, on a phone, without scripts, in the dark.

Needs playwright and a Chromium (CHROMIUM, or chromium on the path); the accessibility check also needs axe-core (MPL-2.0, `npm pack
axe-core`) with AXE_CORE set to its axe.min.js.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from linter import api
from tests.containers.excel import as_workbook
from tests.report.annotate.forms import MENDED, faulty
from tests.web.running import Running

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
AXE = os.environ.get("AXE_CORE", "")
EVIL = "\"><img src=x onerror=alert(1)><script>alert(2)</script>'&lt;b&gt;.xlsx"
VALUE = "indicator.2.annual.target"

pytestmark = pytest.mark.browser
Open = Callable[..., "sync_api.Page"]


@pytest.fixture
def files(tmp_path: Path, workbook: bytes, document: bytes, pages: bytes) -> dict[str, Path]:
    out = {}
    for name, data in (("目标表.xlsx", workbook), ("目标表.docx", document), ("目标表.pdf", pages)):
        out[name] = tmp_path / name
        out[name].write_bytes(data)
    return out


def bring(page: sync_api.Page, *paths: Path) -> None:
    """Chooses files and waits for what comes of them."""
    page.set_input_files("#files", list(paths))
    page.click("text=开始检查")
    page.wait_for_selector("#work, h1:text('检查结果')", timeout=60_000)
    if page.locator("#side").count() == 0 and page.locator("#work").count():
        page.click(".projects li:nth-child(2) a")
        page.wait_for_selector("#side")
    page.wait_for_load_state("load")  # the page's script listens from then on


def cell(page: sync_api.Page, key: str) -> sync_api.Locator:
    return page.locator(f'a.hold[data-key="{key}"]')


@pytest.mark.parametrize("name", ["目标表.xlsx", "目标表.docx", "目标表.pdf"])
def test_a_clerks_whole_way(opened: Open, files: dict[str, Path], tmp_path: Path, name: str) -> None:
    page = opened(accept_downloads=True)
    bring(page, files[name])
    assert page.locator("li.fault").count() >= 3
    cell(page, VALUE).click()
    page.wait_for_selector("#text")
    assert page.input_value("#text") == "及时"
    assert page.locator("li.fault.here").get_attribute("data-r") == "M305"
    page.fill("#text", "=100%")
    page.click("text=改好，重新检查")
    page.wait_for_selector("#changed")
    assert page.locator("#c-" + VALUE.replace(".", "\\.") + ".edited").count() == 1
    page.locator("form.adopt", has_text="〔2021〕").locator("button").click()
    page.wait_for_selector("text=修改记录（2）")
    assert page.locator("li.fault[data-r=L704]").count() == 0

    page.click("summary:text('下载')")
    page.click("text=改好的副本")
    if name.endswith(".pdf"):
        page.wait_for_selector("h1:text('不能改')")
        page.go_back()
    else:
        page.wait_for_selector("#fetch")
        with page.expect_download() as download:
            page.click("#fetch")
        path = tmp_path / f"改好{files[name].suffix}"
        download.value.save_as(path)
        assert download.value.suggested_filename == f"目标表（改好的副本）{files[name].suffix}"
        table = api.parse(path).tables[0]
        assert table.text("basis") == MENDED
        assert [i.target for i in table.indicators if (i.row, i.period) == (2, "annual")] == ["=100%"]
        page.click("text=回到检查结果")
    page.wait_for_selector("#work")
    for label, ending in (("问题清单", ".xlsx"), ("质检报告", ".html"), ("审核意见书", ".docx"), ("检查结果（JSON）", ".json")):
        page.click("summary:text('下载')")
        with page.expect_download() as download:
            page.click(f".menu a:has-text('{label}')")
        path = tmp_path / f"out{ending}"
        download.value.save_as(path)
        assert path.stat().st_size > 500
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames


def test_several_files_by_drag_and_drop(opened: Open, files: dict[str, Path]) -> None:
    page = opened()
    page.evaluate("""() => {
      const transfer = new DataTransfer();
      for (const name of ["甲.txt", "乙.txt"]) transfer.items.add(new File(["项目支出绩效目标表\\n项目名称|校车运行\\n一级指标|二级指标|三级指标|指标值\\n产出指标|数量指标|车辆数|及时"], name));
      document.querySelector("#upload").dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }""")
    assert page.locator("#chosen li").all_text_contents() == ["甲.txt（1 KB）", "乙.txt（1 KB）"]
    page.click("text=开始检查")
    page.wait_for_selector("h1:text('检查结果')", timeout=60_000)
    assert page.locator("table.list tbody tr").count() == 2


def test_a_hostile_name_and_hostile_cells_do_nothing(opened: Open, tmp_path: Path) -> None:
    evil = '<script>alert(1)</script><img src=x onerror=alert(2)>"\' onmouseover="alert(3)'
    parts = [
        [[each._replace(text=evil) if each.text.startswith(("农村学生", "补贴校车")) else each for each in row] for row in part] if isinstance(part, list) else part
        for part in faulty(evil)
    ]
    path = tmp_path / EVIL.replace("/", "")
    path.write_bytes(as_workbook(parts))
    page = opened()
    bring(page, path)
    cell(page, "field.necessity").click()
    page.wait_for_selector("#text")
    assert page.input_value("#text") == evil
    page.fill("#text", evil * 2)
    page.click("text=改好，重新检查")
    page.wait_for_selector("#changed")
    assert page.evaluate("document.scripts.length") == 1
    assert page.locator("img, iframe").count() == 0
    assert "<script>alert(2)" in page.inner_text("h1")


def test_by_keyboard_alone(opened: Open, files: dict[str, Path]) -> None:
    page = opened()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.set_input_files("#files", files["目标表.xlsx"])
    page.focus("#profile")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#side", timeout=60_000)
    page.wait_for_load_state("load")  # the script listens from then on
    cell(page, "indicator.1.annual.target").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.key") == VALUE
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.dataset.key") == "indicator.2.annual.level3"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_selector("#text:focus")
    page.keyboard.type("=100%")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#changed")
    page.wait_for_selector(f'a.hold[data-key="{VALUE}"]:focus')
    assert "已重新检查" in page.locator("[role=status].unseen").text_content()
    page.keyboard.press("Enter")
    page.wait_for_selector("#text:focus")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.key") == VALUE
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.focus("#undo")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=修改记录（0）")


def test_what_is_refused_is_said_and_kept(opened: Open, files: dict[str, Path]) -> None:
    page = opened()
    bring(page, files["目标表.xlsx"])
    cell(page, "field.amounts.annual").click()
    page.wait_for_selector("#text")
    page.fill("#text", "三十来万吧")
    page.click("text=改好，重新检查")
    page.wait_for_selector("#refused")
    assert "看不出是多少钱" in page.inner_text("#refused")
    assert page.input_value("#text") == "三十来万吧"
    page.fill("#text", "31.5万元")
    page.click("text=改好，重新检查")
    page.wait_for_selector("#changed")
    assert "315,000.00元" in cell(page, "field.amounts.annual").inner_text()


def test_filters(opened: Open, files: dict[str, Path]) -> None:
    page = opened()
    bring(page, files["目标表.xlsx"])
    total = page.locator("li.fault:visible").count()
    page.uncheck("#filter input[value=e]")
    assert page.locator("li.fault.e:visible").count() == 0
    assert 0 < page.locator("li.fault:visible").count() < total
    cell(page, "field.overview").click()
    page.wait_for_selector("#text")
    assert page.locator("li.fault.e:visible").count() == 0  # kept
    page.check("#filter input[value=e]")
    page.select_option("#rule", "M305")
    assert {fault.get_attribute("data-r") for fault in page.locator("li.fault:visible").all()} == {"M305"}


def test_projects_are_found_by_name(opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "两个.xlsx"
    path.write_bytes(as_workbook([*faulty(), *faulty("乡村教师交通补助")[1:]]))
    page = opened()
    bring(page, path)
    page.fill("#project", "教师")
    assert page.locator(".projects li:visible .name").all_text_contents() == ["乡村教师交通补助"]
    page.click(".projects li:visible a:has(.name)")
    page.wait_for_selector("a[aria-current=page]:has-text('乡村教师')")


def test_all_can_be_done_without_scripts(opened: Open, files: dict[str, Path]) -> None:
    page = opened(java_script_enabled=False)
    page.set_input_files("#files", files["目标表.xlsx"])
    page.click("text=开始检查")
    for _ in range(40):
        if page.locator("#side").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    cell(page, VALUE).click()
    page.fill("#text", "=100%")
    page.click("text=改好，重新检查")
    page.wait_for_selector("#changed")
    page.click("#undo")
    page.wait_for_selector("text=修改记录（0）")
    assert not page.locator("#filter").is_visible()


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1024, 768), (380, 760)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_scrolls_sideways(opened: Open, files: dict[str, Path], width: int, height: int, scheme: str) -> None:
    page = opened(width=width, height=height, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    bring(page, files["目标表.xlsx"])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    cell(page, VALUE).click()
    page.wait_for_selector("#text")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("#text").is_visible()


def test_the_form_fits_beside_the_findings(opened: Open, files: dict[str, Path]) -> None:
    page = opened()
    bring(page, files["目标表.xlsx"])
    assert page.evaluate("(() => { const f = document.querySelector('.forms'); return f.scrollWidth - f.clientWidth; })()") <= 0
    nav, sheet, side = (page.locator(part).bounding_box() for part in (".projects", ".sheet", ".side"))
    assert None not in (nav, sheet, side)
    assert nav["x"] + nav["width"] <= sheet["x"] < sheet["x"] + sheet["width"] <= side["x"]


def test_phone_shows_what_was_chosen(opened: Open, files: dict[str, Path]) -> None:
    page = opened(width=380, height=760, is_mobile=True, has_touch=True)
    bring(page, files["目标表.xlsx"])
    cell(page, VALUE).tap()
    page.wait_for_selector("#text")
    sync_api.expect(page.locator("#text")).to_be_in_viewport()
    small = page.evaluate("[...document.querySelectorAll('button, .button')].filter((b) => b.offsetParent && b.getBoundingClientRect().height < 24).length")
    assert small == 0


def test_paper_has_no_tools(opened: Open, files: dict[str, Path]) -> None:
    pypdfium2 = pytest.importorskip("pypdfium2")
    page = opened()
    bring(page, files["目标表.xlsx"])
    with pypdfium2.PdfDocument(page.pdf()) as pdf:
        text = "".join("".join(sheet.get_textpage().get_text_range().split()) for sheet in pdf)
    assert "校车运行补贴" in text
    assert "率、满意度没有数" in text
    assert "修改记录" not in text


@pytest.mark.skipif(not Path(AXE).is_file(), reason="AXE_CORE does not name axe.min.js")
@pytest.mark.parametrize("width", [1366, 380])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_accessibility_fault(browser: sync_api.Browser, served: Running, files: dict[str, Path], width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 768}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()

    def faults() -> list[tuple[str, str, str]]:
        page.add_script_tag(path=AXE)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [(fault["impact"], fault["id"], fault["nodes"][0]["html"]) for fault in found["violations"]]

    page.goto(served.at)
    assert faults() == []
    bring(page, files["目标表.xlsx"])
    assert faults() == []
    cell(page, VALUE).click()
    page.wait_for_selector("#text")
    page.fill("#text", "=100%")
    page.click("text=改好，重新检查")
    page.wait_for_selector("#changed")
    assert faults() == []
    page.goto(re.sub(r"/1\?.*", "/made/corrected", page.url))
    assert faults() == []
    page.goto(f"{served.at}/api")
    assert faults() == []
    page.goto(f"{served.at}/nowhere")
    assert faults() == []
    context.close()
