"""The HTML report in a real browser: no error, no request, filters, highlights, keyboard, small screens, paper.

Needs playwright and a Chromium (CHROMIUM, or chromium on the path); the accessibility check also needs axe-core (MPL-2.0, `npm pack
axe-core`) with AXE_CORE set to its axe.min.js.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from linter import api
from linter.catalogue import sheets
from linter.report.html import html
from linter.report.report import Report
from tests.report.browsing import MARKS, Open, chromium, sync_api, watched_pages
from tests.report.test_html import HOSTILE, hostile_report

AXE = os.environ.get("AXE_CORE", "")
SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
FILES = ("two_halves/qinghe_education.txt", "two_halves/yunxi_water.html", "described/bailu_health.txt", "one_column/yuehe_forestry.txt")

pytestmark = MARKS


@pytest.fixture(scope="module")
def report() -> Report:
    results = [api.check(SAMPLES / name, settings=api.settings_for(SAMPLES / name)) for name in FILES]
    return Report(results, {sheet.code: sheet for sheet in sheets()})


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def opened(browser: sync_api.Browser, report: Report, tmp_path: Path) -> Iterator[Open]:
    """Opens a report (the usual one) and checks at the end that nothing was complained of and nothing was asked for."""
    with watched_pages(browser, tmp_path) as open_page:
        yield lambda what=report, **how: open_page(html(what), **how)


@pytest.mark.parametrize("evil", [evil for evil in HOSTILE if "\ud800" not in evil])
def test_hostile_texts_do_nothing(opened: Open, evil: str) -> None:
    page = opened(hostile_report(evil))
    assert page.evaluate("document.scripts.length") == 1


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (380, 760)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_never_scrolls_sideways(opened: Open, width: int, height: int, scheme: str) -> None:
    page = opened(width=width, height=height, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_findings_stand_beside_the_form_and_below_it_on_small_screens(opened: Open) -> None:
    for width, beside in ((1366, True), (380, False)):
        page = opened(width=width)
        form, faults = (page.locator(f"#d1t1 {part}").bounding_box() for part in (".drawn", ".faults"))
        assert form
        assert faults
        assert (faults["x"] >= form["x"] + form["width"]) is beside
        assert (faults["y"] >= form["y"] + form["height"]) is not beside


def test_filter_by_severity_rule_and_project(opened: Open, report: Report) -> None:
    page = opened()
    findings = [finding for result in report.results for finding in result.verdict.findings]
    own = "li.fault:not(.besides):not([hidden])"
    assert page.locator(own).count() == len(findings)

    page.uncheck("input[value=w]")
    assert page.locator(own).count() == sum(finding.severity != "warning" for finding in findings)
    assert page.locator("[data-f] > a.m.w:visible").count() == 0
    page.click("#reset")

    code = findings[0].code
    page.select_option("#rule", code)
    assert {item.get_attribute("data-r") for item in page.locator("details.project:not([hidden]) li.fault:not([hidden])").all()} == {code}
    page.click("#reset")

    name = next(finding.project_name for finding in findings if finding.project_name) or ""
    page.fill("#project", name)
    assert set(page.locator("details.project:not([hidden]) .name").all_text_contents()) == {name}
    assert "1 个项目" in page.inner_text("#shown")
    page.click("#reset")
    assert page.locator(own).count() == len(findings)


def test_only_projects_with_faults(opened: Open) -> None:
    page = opened()
    page.check("#faulty")
    shown = page.locator("details.project:not([hidden])")
    assert shown.count() == page.locator("details.project:has(li.fault)").count() < page.locator("details.project").count()


def test_cell_and_finding_light_up_together(opened: Open) -> None:
    page = opened()
    mark = page.locator("#d1t1 td[data-f] a.m").first
    target = (mark.get_attribute("href") or "")[1:]
    mark.hover()
    assert "lit" in (page.locator(f"#{target}").get_attribute("class") or "")
    page.mouse.move(1, 1)
    assert page.locator(".lit").count() == 0

    page.locator(f"#{target} a.m").focus()
    number = page.locator(f"#{target}").get_attribute("data-n")
    assert page.locator(f'#d1t1 [data-f~="{number}"].lit').count() >= 1


def test_keyboard_reaches_everything(opened: Open) -> None:
    page = opened()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.locator("#d1t1 td[data-f] a.m").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('li.fault')?.id ?? location.hash.slice(1)").startswith("d1t1f")


def test_jumping_to_a_folded_project_unfolds_it(opened: Open) -> None:
    page = opened()
    folded = page.locator("details.project:not([open])").first.get_attribute("id")
    page.click(f"nav.jump a[href='#{folded}']")
    page.wait_for_function(f"document.getElementById('{folded}').open")
    top = page.locator(f"#{folded}").bounding_box()
    assert top
    assert -1 <= top["y"] <= 768


def test_all_is_readable_without_script(opened: Open, report: Report) -> None:
    page = opened(java_script_enabled=False)
    assert not page.locator("#filter").is_visible()
    findings = sum(len(result.verdict.findings) for result in report.results)
    assert sum(item.is_visible() for item in page.locator("li.fault:not(.besides)").all()) == findings


def test_paper_has_a_page_for_each_project(opened: Open, tmp_path: Path) -> None:
    pypdfium2 = pytest.importorskip("pypdfium2")
    page = opened()
    data = page.pdf(prefer_css_page_size=True)
    with pypdfium2.PdfDocument(data) as pdf:
        texts = ["".join(sheet.get_textpage().get_text_range().split()) for sheet in pdf]
        width, height = pdf[0].get_size()
    assert (round(width), round(height)) in {(595, 842), (596, 842), (595, 841), (594, 842)}
    names = page.locator("details.project[open] .name").all_text_contents()
    starts = [next(n for n, text in enumerate(texts) if f"{name}机器初审参考" in text) for name in map("".join, map(str.split, names)) if name]
    assert len(set(starts)) == len(starts)
    assert not any("只看有问题的项目" in text for text in texts)


@pytest.mark.skipif(not Path(AXE).is_file(), reason="AXE_CORE does not name axe.min.js")
@pytest.mark.parametrize("width", [1366, 380])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_accessibility_fault(browser: sync_api.Browser, report: Report, tmp_path: Path, width: int, scheme: str) -> None:
    path = tmp_path / "report.html"
    path.write_bytes(html(report))
    context = browser.new_context(viewport={"width": width, "height": 768}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(path.as_uri())
    page.add_script_tag(path=AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    context.close()
    assert [(fault["impact"], fault["id"], fault["nodes"][0]["html"]) for fault in found["violations"]] == []
