"""The dashboard and an agency's page in a real browser: no error, no request, search, order, folds, keyboard, small screens, paper.

Needs what tests/report/test_html_browser.py needs: playwright, a Chromium, and for the accessibility check AXE_CORE.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from linter.report.screening.agency import agency_page
from linter.report.screening.dashboard import dashboard
from linter.report.screening.values import Screening
from tests.report.browsing import MARKS, Open, chromium, sync_api, watched_pages
from tests.report.screening.made_up import HOSTILE, Size, hostile, of_agency, screening

AXE = os.environ.get("AXE_CORE", "")

pytestmark = MARKS


def agency_of(held: Screening) -> str:
    return agency_page(held, *of_agency(held, held.agencies[3].agency))


@pytest.fixture(scope="module")
def city() -> Screening:
    return screening(Size(agencies=300, projects=600, findings=900, clusters=60, departments=15))


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def opened(browser: sync_api.Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a page and checks at the end that nothing was complained of and nothing was asked for but the page."""
    with watched_pages(browser, tmp_path) as open_page:
        yield open_page


@pytest.mark.parametrize("evil", HOSTILE)
def test_hostile_texts_do_nothing(opened: Open, evil: str) -> None:
    held = hostile(evil)
    for text in (dashboard(held), agency_page(held, held.agencies[0], held.projects(), held.findings())):
        page = opened(text)
        assert page.evaluate("document.scripts.length") == 1


@pytest.mark.parametrize("width", [1366, 380])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_never_scroll_sideways(opened: Open, usual: Screening, width: int, scheme: str) -> None:
    long = replace(usual, agencies=[replace(line, agency=f"{line.agency}{'很长的名字' * 9}") for line in usual.agencies])
    for text in (dashboard(usual), dashboard(long), agency_of(usual)):
        page = opened(text, width=width, color_scheme=scheme)
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_departments_fold_and_unfold(opened: Open, city: Screening) -> None:
    page = opened(dashboard(city))
    assert page.locator("tr.unit:visible").count() == 0
    assert page.locator("tr.dept:visible").count() == len(city.departments)
    first = page.locator("tr.dept button").first
    first.focus()
    page.keyboard.press("Enter")
    own = [line for line in city.agencies if line.parent == city.departments[0].agency]
    assert first.get_attribute("aria-expanded") == "true"
    assert page.locator("tr.unit:visible .name").all_inner_texts() == [line.agency for line in own]
    page.click("#unfold")
    assert page.locator("tr.unit:visible").count() == len(city.agencies)
    page.click("#fold")
    assert page.locator("tr.unit:visible").count() == 0


def test_units_in_other_orders_come_by_the_hundred(opened: Open, city: Screening) -> None:
    page = opened(dashboard(city))
    page.select_option("#by", "errors")
    shown = page.locator("tr.unit:visible")
    assert shown.count() == 100
    wanted = sorted(city.agencies, key=lambda line: (-line.errors, line.rank))
    assert page.locator("tr.unit:visible .name").all_inner_texts() == [line.agency for line in wanted[:100]]
    page.click("#more")
    page.click("#more")
    assert shown.count() == len(city.agencies)
    assert not page.locator("#more").is_visible()
    page.select_option("#by", "rank")
    assert page.locator("tr.unit:visible .name").first.inner_text() == city.agencies[0].agency
    page.select_option("#by", "group")
    assert page.locator("tr.dept:visible").count() == len(city.departments)


def test_search_finds_units_departments_rules_and_copies(opened: Open, city: Screening) -> None:
    page = opened(dashboard(city))
    wanted = city.agencies[17]
    page.fill("#text", wanted.agency)
    assert page.locator("tr.unit:visible .name").all_inner_texts() == [wanted.agency]
    assert "找到 1 个单位" in page.inner_text("#shown")

    page.fill("#text", city.departments[2].agency)
    units = sum(line.parent == city.departments[2].agency or city.departments[2].agency in line.agency for line in city.agencies)
    assert page.locator("tr.unit:visible").count() == units
    page.select_option("#by", "name")
    assert page.locator("tr.unit:visible").count() == units

    page.fill("#text", "m301")
    assert page.locator("#ruletable tbody tr:visible").count() == 1
    page.fill("#text", city.clusters[0].members[0].text[:12])
    assert page.locator("#clusters details:visible").count() >= 1
    page.click("#clear")
    assert page.inner_text("#shown") == ""
    assert page.locator("#clusters details:visible").count() == len(city.clusters)


def test_without_departments_units_stand_by_rank(opened: Open, city: Screening) -> None:
    page = opened(dashboard(replace(city, departments=[])))
    assert page.locator("tr.unit:visible").count() == 100
    assert page.locator("#by option").count() == 4


def test_all_is_readable_without_script(opened: Open, city: Screening) -> None:
    page = opened(dashboard(city), java_script_enabled=False)
    assert not page.locator("#find").is_visible()
    assert page.locator("tr.unit:visible").count() == len(city.agencies)


def test_keyboard_reaches_the_content(opened: Open, usual: Screening) -> None:
    for text in (dashboard(usual), agency_of(usual)):
        page = opened(text)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


def test_copies_unfold_from_their_finding(opened: Open, usual: Screening) -> None:
    line, projects, findings = of_agency(usual, usual.agencies[3].agency)
    number = usual.clusters[0].number
    page = opened(agency_page(usual, line, projects, [replace(findings[0], cluster=number)]))
    page.click(f"li.fault a[href='#k{number}']")
    page.wait_for_function(f"document.getElementById('k{number}').open")
    assert page.locator(f"#k{number} .text").first.is_visible()


def test_the_filter_of_an_agency_page(opened: Open, usual: Screening) -> None:
    _, _, findings = of_agency(usual, usual.agencies[3].agency)
    page = opened(agency_of(usual))
    shown = page.locator("li.fault:not([hidden])")
    assert shown.count() == len(findings)
    page.uncheck("input[value=w]")
    assert shown.count() == sum(each.severity != "warning" for each in findings)
    page.click("#reset")
    page.select_option("#rule", findings[0].code)
    assert {item.get_attribute("data-r") for item in shown.all()} == {findings[0].code}


def test_paper_has_all_of_an_agency_and_no_buttons(opened: Open, usual: Screening) -> None:
    pypdfium2 = pytest.importorskip("pypdfium2")
    _, projects, findings = of_agency(usual, usual.agencies[3].agency)
    with pypdfium2.PdfDocument(opened(agency_of(usual)).pdf(prefer_css_page_size=True)) as pdf:
        text = "".join("".join(sheet.get_textpage().get_text_range().split()) for sheet in pdf)
    assert all(each.project in text for each in projects)
    assert sum(text.count(f"[{code}]") for code in {each.code for each in findings}) >= len(findings)
    assert "清除筛选" not in text
    with pypdfium2.PdfDocument(opened(dashboard(usual)).pdf(prefer_css_page_size=True)) as pdf:
        text = "".join("".join(sheet.get_textpage().get_text_range().split()) for sheet in pdf)
    assert all(line.agency in text for line in usual.agencies)
    assert "全部展开" not in text


@pytest.mark.skipif(not Path(AXE).is_file(), reason="AXE_CORE does not name axe.min.js")
@pytest.mark.parametrize("width", [1366, 380])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_accessibility_fault(browser: sync_api.Browser, usual: Screening, tmp_path: Path, width: int, scheme: str) -> None:
    for name, text in (("dashboard", dashboard(usual)), ("agency", agency_of(usual))):
        path = tmp_path / f"{name}.html"
        path.write_text(text, "utf-8")
        context = browser.new_context(viewport={"width": width, "height": 768}, color_scheme=scheme, bypass_csp=True)
        page = context.new_page()
        page.goto(path.as_uri())
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        page.add_script_tag(path=AXE)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        context.close()
        assert [(name, fault["impact"], fault["id"], fault["nodes"][0]["html"]) for fault in found["violations"]] == []
