"""A reviewer's whole way in a real browser: a zip screened, the dashboard under its own policy, two rounds side by side."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.web.running import Running
from tests.web.test_review import MENDED, ROUND

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
AXE = os.environ.get("AXE_CORE", "")

pytestmark = pytest.mark.browser
Open = Callable[..., "sync_api.Page"]


def screened(page: sync_api.Page, tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / f"{name}.zip"
    path.write_bytes(data)
    page.click("text=成批筛查")
    page.set_input_files("#files", path)
    page.fill("#name", name)
    page.click("text=开始筛查")
    page.wait_for_selector("text=打开总览", timeout=90_000)


def test_a_reviewers_whole_way(opened: Open, tmp_path: Path) -> None:
    page = opened()
    screened(page, tmp_path, "第一次", ROUND)
    page.click("text=打开总览")
    page.wait_for_selector("h1")
    assert page.evaluate("document.scripts.length") >= 1
    page.wait_for_load_state("load")
    assert page.locator("text=清河县教育局").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 1366
    page.locator("a[href*='agencies/']:visible", has_text="清河县教育局").first.click()
    page.wait_for_url("**/agencies/**")
    page.locator("text=校车运行补贴").first.wait_for()
    page.goto(page.url.split("/review/")[0])
    screened(page, tmp_path, "第二次", MENDED)
    page.select_option("#before", label=next(text for text in page.locator("#before option").all_text_contents() if text.startswith("第一次")))
    page.click("text=对照 >> nth=-1")
    page.wait_for_selector("#by-finding")
    assert page.locator("td:text-is('改好')").count() >= 1
    with page.expect_download() as download:
        page.click("text=下载对照表")
    assert download.value.suggested_filename == "两次筛查对照.xlsx"
    page.click(".banner >> text=成批筛查")
    page.click("td a:has-text('第二次') >> nth=0")
    page.click("text=删除这次筛查和结果")
    page.wait_for_selector("#jobs")


def test_on_a_phone(opened: Open, tmp_path: Path) -> None:
    page = opened(width=380, height=760)
    screened(page, tmp_path, "手机", ROUND)
    assert page.evaluate("document.documentElement.scrollWidth") <= 380
    page.goto(f"{page.url.partition('/review/')[0]}/review")
    assert page.evaluate("document.documentElement.scrollWidth") <= 380


@pytest.mark.skipif(not Path(AXE).is_file(), reason="AXE_CORE does not name axe.min.js")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_accessibility_fault(browser: sync_api.Browser, served: Running, tmp_path: Path, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()

    def faults() -> list[tuple[str, str, str]]:
        page.add_script_tag(path=AXE)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [(fault["impact"], fault["id"], fault["nodes"][0]["html"]) for fault in found["violations"]]

    page.goto(served.at)
    screened(page, tmp_path, "甲", ROUND)
    assert faults() == []
    at = page.url.rpartition("/")[2]
    page.goto(f"{served.at}/review")
    assert faults() == []
    page.goto(f"{served.at}/comparison?before={at}&after={at}")
    assert faults() == []
    context.close()
