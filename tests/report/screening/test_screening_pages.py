"""The dashboard and the agencies' pages: all is said, no text becomes markup, nothing is loaded, every link leads somewhere."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import lxml.html
import pytest

from linter.report.screening.agency import agency_page
from linter.report.screening.copies import copies_of
from linter.report.screening.dashboard import dashboard, money
from linter.report.screening.differences import differences
from linter.report.screening.files import href, page_name
from linter.report.screening.graph import graph
from linter.report.screening.heat import groups
from linter.report.screening.values import Cluster, Screening
from linter.tables import table
from tests.report.screening.made_up import HOSTILE, Size, hostile, of_agency, screening


def page(text: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(text)


def texts(root: lxml.html.HtmlElement, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in root.xpath(path)]


def agency_of(held: Screening, number: int = 3) -> str:
    return agency_page(held, *of_agency(held, held.agencies[number].agency))


def both(held: Screening) -> list[str]:
    return [dashboard(held), agency_page(held, held.agencies[0], held.projects(), held.findings())]


def shape(text: str) -> Counter[tuple[str, tuple[str, ...]]]:
    """Elements with the names of their attributes."""
    return Counter((str(element.tag), tuple(sorted(element.attrib))) for element in page(text).iter() if element.tag not in ("mark", "path"))


@pytest.mark.parametrize("evil", HOSTILE)
def test_no_text_becomes_markup(evil: str) -> None:
    for made, harmless in zip(both(hostile(evil)), both(hostile("平" * len(evil))), strict=True):
        assert shape(made) == shape(harmless)
        root = page(made)
        assert len(root.xpath("//script")) == len(root.xpath("//style")) == 1
        assert not [name for element in root.iter() for name in element.attrib if name.startswith("on") or name == "style"]
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\ufeff\ud800-\udfff]", made)


@pytest.mark.parametrize("evil", [evil for evil in HOSTILE if evil.isascii()])
def test_hostile_text_is_read_as_it_stands(evil: str) -> None:
    said = " ".join(evil.split())
    for made in both(hostile(evil)):
        assert any(said in text for text in texts(page(made), "//td"))
        assert any(said in text for text in texts(page(made), "//details[@class='copies']"))


def test_pages_need_nothing_else(usual: Screening) -> None:
    for text in (dashboard(usual), agency_of(usual)):
        root = page(text)
        assert not root.xpath("//link | //img | //iframe | //object | //embed | //base | //@src | //@srcset")
        assert set(re.findall(r"url\(([^)]*)\)", text)) == {"#hatch"}
        assert "http:" not in text
        assert "https:" not in text
        assert "@import" not in text


def test_policy_allows_only_its_own_style_and_script(usual: Screening) -> None:
    for text in (dashboard(usual), agency_of(usual)):
        root = page(text)
        (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        for kind in ("style", "script"):
            (held,) = root.xpath(f"//{kind}/text()")
            assert f"{kind}-src 'sha256-{base64.b64encode(hashlib.sha256(held.encode()).digest()).decode()}'" in policy
        assert policy.startswith("default-src 'none'; ")


def test_ids_are_unique_and_inner_links_lead_somewhere(usual: Screening) -> None:
    for text in (dashboard(usual), agency_of(usual)):
        root = page(text)
        ids = Counter(root.xpath("//@id"))
        assert max(ids.values()) == 1
        assert {link[1:] for link in root.xpath("//@href") if link.startswith("#")} <= set(ids)
        assert {part for value in root.xpath("//@aria-labelledby") for part in value.split()} <= set(ids)


def test_links_lead_to_pages_and_letters_and_back(usual: Screening) -> None:
    line = replace(usual.agencies[0], page="units/甲 1%.html", letter="letters/甲#1.docx")
    held = replace(usual, agencies=[line, *usual.agencies[1:]])
    links = set(page(dashboard(held)).xpath("//@href"))
    assert {"units/%E7%94%B2%201%25.html", "letters/%E7%94%B2%231.docx"} <= links
    own = set(page(agency_page(held, line, (), ())).xpath("//@href"))
    assert {"../dashboard.html", "../letters/%E7%94%B2%231.docx"} <= own
    assert href("") == ""


def test_headline_and_heat_map(usual: Screening) -> None:
    root = page(dashboard(usual))
    assert {str(usual.totals.agencies), str(usual.totals.projects)} <= set(texts(root, "//dl[@class='tiles']//b"))
    assert texts(root, "//tr[@class='unit']/th//bdi") == [row.line.agency for group in groups(usual) for row in group.units]
    assert texts(root, "//tr[@class='dept']//bdi") == [line.agency for line in usual.departments]
    (cells,) = [row for row in root.xpath("//tr[@class='unit']") if usual.agencies[3].agency in row.text_content()]
    shown = [cell.text for cell in cells.xpath("td[starts-with(@class, 'h ')]")]
    assert shown == [f"{count / usual.agencies[3].projects:.1f}" if count else "0" for count in usual.agencies[3].dimensions.values()]


def test_levels_of_heat_follow_the_steps(usual: Screening) -> None:
    steps = table("screening")["heat"]["steps"]
    line = replace(usual.agencies[0], projects=100, dimensions={"完整性": 0, "相关性": 1, "适当性": round(steps[0] * 100), "可行性": round(steps[-1] * 100)})
    (group,) = groups(replace(usual, departments=[], agencies=[line]))
    assert [heat.level for heat in group.units[0].heats] == [0, 1, 2, 5]
    assert [heat.level for heat in groups(replace(usual, departments=[], agencies=[replace(line, projects=0)]))[0].units[0].heats] == [0] * 4


def test_units_of_an_unknown_department_are_not_lost(usual: Screening) -> None:
    held = replace(usual, agencies=[replace(usual.agencies[0], parent=""), *usual.agencies[1:]])
    assert groups(held)[-1].name == "未注明主管部门"
    assert sum(len(group.units) for group in groups(held)) == len(usual.agencies)
    assert texts(page(dashboard(held)), "//tr[@class='dept']//bdi")[-1] == "未注明主管部门"


def test_charts_say_what_the_totals_say(usual: Screening) -> None:
    figures = page(dashboard(usual)).xpath("//div[@class='charts']//table")
    grades, rules, dimensions = ({row[0].text_content(): int(row[-1].text_content()) for row in figure.xpath("tbody/tr")} for figure in figures)
    wanted = Counter[str]()
    for line in usual.agencies:
        wanted.update(line.grades)
    assert grades == wanted
    assert sum(rules.values()) == sum(dimensions.values()) == sum(rule.findings for rule in usual.rules)


def test_copies_are_limited_and_the_rest_is_said(usual: Screening) -> None:
    most = table("screening")["most"]
    held = screening(Size(agencies=200, projects=200, clusters=most["clusters"] + 50))
    root = page(dashboard(held))
    assert len(root.xpath("//details[@class='copies']")) == most["clusters"]
    assert f"共 {most['clusters'] + 50} 组，这里列出前 {most['clusters']} 组" in root.text_content()


def test_an_agency_with_many_copies_sees_the_first_and_how_many_there_are() -> None:
    most = table("screening")["most"]["clusters"]
    held = screening(Size(agencies=2, projects=2, findings=0, clusters=2 * most))
    own = sum(any(copy.agency == held.agencies[1].agency for copy in cluster.members) for cluster in held.clusters)
    root = page(agency_of(held, 1))
    assert len(root.xpath("//details[@class='copies']")) == most
    assert f"共 {own} 组，这里列出前 {most} 组" in root.text_content()


def test_copies_mark_what_differs() -> None:
    left, right = differences("全年完成12项", "全年完成13项，已验收")
    assert "".join(text for text, _ in left) == "全年完成12项"
    assert "".join(text for text, _ in right) == "全年完成13项，已验收"
    assert [text for text, differs in left if differs] == ["2"]
    assert [text for text, differs in right if differs] == ["3", "，已验收"]
    assert differences("甲", "甲") == ([("甲", False)], [("甲", False)])
    assert differences("长" * 5000, "")[1] == []


def test_an_agency_reads_its_own_text_on_the_left(usual: Screening) -> None:
    cluster = usual.clusters[0]
    other = cluster.members[1].agency
    held = copies_of(cluster, other)
    assert held
    assert held.first.copy.agency == other
    assert {side.copy for side in held.others} == set(cluster.members) - {held.first.copy}
    assert copies_of(replace(cluster, members=cluster.members[:1])) is None


def test_numbers_of_persons_are_masked(usual: Screening) -> None:
    text = replace(usual.clusters[0].members[0], text="联系电话13912345678")
    held = replace(usual, clusters=[replace(usual.clusters[0], members=[text, *usual.clusters[0].members[1:]])])
    for made in (dashboard(held), agency_page(held, held.agencies[0], held.projects(), held.findings())):
        assert "139******78" in made
        assert "13912345678" not in made


def test_the_graph_draws_the_strongest_pairs_the_same_way_each_time() -> None:
    held = screening(Size(agencies=300, projects=300, clusters=400))
    drawn = graph(held.clusters)
    assert len(drawn.nodes) <= table("screening")["most"]["agencies_in_graph"]
    linked = {name for edge in drawn.edges for name in (edge.one, edge.other)}
    assert {node.agency for node in drawn.nodes} == linked
    assert [edge.clusters for edge in drawn.edges] == sorted((edge.clusters for edge in drawn.edges), reverse=True)
    assert graph(reversed(held.clusters)) == drawn
    assert drawn.left_out > 0


def test_a_graph_of_no_pairs_is_empty(usual: Screening) -> None:
    years = Cluster(1, "B206", "与上年雷同", "立项依据", 2, 1, [replace(copy, agency="甲局") for copy in usual.clusters[0].members[:2]])
    assert graph([years]).edges == ()
    assert not page(dashboard(replace(usual, clusters=[years]))).xpath("//figure[@class='net']")


def test_an_agency_page_tells_every_finding(usual: Screening) -> None:
    line, projects, findings = of_agency(usual, usual.agencies[3].agency)
    root = page(agency_page(usual, line, projects, findings))
    assert len(root.xpath("//li[contains(@class, 'fault')]")) == len(findings)
    assert Counter(code[1:-1] for code in texts(root, "//li//code")) == Counter(each.code for each in findings)
    assert [name for name in texts(root, "//nav//a") if name != "整份文件"] == [each.project for each in projects]
    for each in findings:
        assert any(each.message in text for text in texts(root, "//li"))
    worst = [element.get("class").split()[1] for element in root.xpath("(//ol)[1]/li")]
    assert worst == sorted(worst, key="ewi".index)


def test_findings_lead_to_their_copies(usual: Screening) -> None:
    line, projects, findings = of_agency(usual, usual.agencies[3].agency)
    found = replace(findings[0], cluster=usual.clusters[0].number)
    lost = replace(findings[1], cluster=9999)
    root = page(agency_page(usual, line, projects, [found, lost]))
    assert root.xpath("//li//@href[starts-with(., '#k')]") == [f"#k{usual.clusters[0].number}"]


def test_findings_without_a_project_line_are_told_too(usual: Screening) -> None:
    line, _, findings = of_agency(usual, usual.agencies[0].agency)
    root = page(agency_page(usual, line, (), findings))
    assert len(root.xpath("//li[contains(@class, 'fault')]")) == len(findings)
    assert "整份文件" in texts(root, "//nav//a")


def test_an_agency_page_lists_its_own_failures(usual: Screening) -> None:
    text = agency_of(usual, 0)
    assert "坏.xlsx" in text
    assert "扫描.pdf" not in text


def test_page_names() -> None:
    assert page_name("清河区教育局") == "清河区教育局.html"
    assert page_name("清河区教育局", {"清河区教育局.HTML"}) == "清河区教育局（2）.html"
    assert page_name("a/b:c", ["a b c.html", "A B C（2）.html"]) == "a b c（3）.html"
    assert page_name("con") == "_con.html"
    assert page_name("") == "未注明单位.html"
    assert page_name("甲#乙%41") == "甲＃乙％41.html"
    for evil in HOSTILE:
        name = page_name(evil * 30)
        assert len(name.encode()) < 240
        assert not re.search(r'[<>:"/\\|?*\x00-\x1f#%\ud800-\udfff]', name)


@pytest.mark.parametrize(("yuan", "said"), [(None, "—"), ("980", "980元"), ("12345678", "1,234.57万元"), ("321000000", "3.21亿元")])
def test_money(yuan: str | None, said: str) -> None:
    assert money(None if yuan is None else Decimal(yuan)) == said


def test_a_whole_city_with_long_texts_is_a_page_of_a_few_megabytes() -> None:
    most = table("screening")["most"]
    held = screening(Size(agencies=600, projects=30_000, findings=300_000, clusters=2 * most["clusters"], departments=40))
    clusters = [
        replace(cluster, members=[replace(copy, text="改" * n + copy.text * 50) for n, copy in enumerate([*cluster.members] * 3)], size=90) for cluster in held.clusters
    ]
    made = dashboard(replace(held, clusters=clusters, failures=[held.failures[0]] * 2 * most["failures"]))
    assert 3_000_000 < len(made.encode()) < 5_000_000


def test_nothing_found_is_a_page_too() -> None:
    held = replace(screening(Size(agencies=2, projects=2, findings=0, clusters=0)), failures=[], departments=[], year=None)
    root = page(dashboard(held))
    assert "没有发现单位之间雷同的内容" in root.text_content()
    assert "所有文件都检查了" in root.text_content()
    assert "未发现问题" in page(agency_of(held, 1)).text_content()
