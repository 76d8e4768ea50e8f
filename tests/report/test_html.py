"""`--format html`: one page that needs nothing else, says all that was found, and lets no text become markup."""

from __future__ import annotations

import base64
import hashlib
import re
import tracemalloc
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import lxml.html
import pytest

from linter.checks.cases import document, form, ind
from linter.finding import Fix, LedgerEntry, Locus, Verdict
from linter.report.explain import RuleSheet
from linter.report.formats import format_of, render
from linter.report.html import html
from linter.report.html.chart import charts
from linter.report.html.shown import concealed, visible
from linter.report.report import Report
from linter.result import Result, Suppressed
from linter.review import Audit, AuditItem, AuditSummary
from linter.submission import BudgetLine, Claim, Contact, Money, Note, Submission
from linter.where import Route, Spot
from tests.report.conftest import finding, indicator_at

HOSTILE = (
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</style><script>alert(1)</script>", "</title><svg onload=alert(1)>",
    "' onmouseover='alert(1)", "javascript:alert(1)", "{{ 7*7 }}{% raw %}", "&lt;b&gt;", "-->]]><!--", "\u202e\u2066倒\u200b\x00\x1b[31m\ud800",
)


def page(data: bytes) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(data.decode())


def texts(root: lxml.html.HtmlElement, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in root.xpath(path)]


@pytest.fixture
def report(result: Result, rules: Mapping[str, RuleSheet]) -> Report:
    return Report([result], rules)


def hostile_report(evil: str) -> Report:
    """A report of which every text a document can bring is `evil`."""
    table = form(
        ind("quantity", evil, evil, description=evil, basis=evil, sign=evil, unit=evil, weight=evil), name=evil, attribute=evil, period=evil,
        start=evil, end=evil, code=evil, unit=evil, total="30万元", sources={"annual": {evil: "1元"}}, plan=[(3, evil)],
        texts=dict.fromkeys(("overview", "basis", "necessity", "measures", "plan", "total_goal", "annual_goal", "remarks"), evil),
    )
    indicators = tuple(replace(i, level1=evil, level2=evil) for i in table.indicators)
    table = replace(
        table, title=evil, department=evil, filled_at=evil, indicators=indicators, contacts=(Contact(evil, evil, evil),),
        labels={"overview": evil, "annual_goal": evil}, spot=Spot(sheet=evil, cell="A1"),
    )
    submission = replace(
        document(table, agency=evil), source=evil, status="partial", notes=(Note(evil, Spot(sheet=evil, cell="B2")),),
        budget_lines=(BudgetLine("current", evil, evil, Money(Decimal(1), Decimal(1))),),
        claims={"project_count": Claim(Decimal(1), Decimal(1), evil), evil: Claim(Decimal(1), Decimal(1), evil)},
    )
    locus = Locus("indicator", evil, 0, category="quantity", row=0, spot=Spot(sheet=evil, cell="C3"))
    found = [
        replace(
            finding("C101", "error", evil, where, evidence=evil, help=evil), fixes=(Fix("safe", evil), Fix("suggestion", evil * 20)),
            related=(Locus("field", "overview", 0), Locus("budget_line", evil)), route=Route((evil, evil)), project_name=evil,
        )
        for where in (locus, Locus("field", "overview", 0), Locus("budget_line", evil), Locus("category", evil, 0))
    ]
    ledger = (LedgerEntry("C101", "skipped", evil), LedgerEntry("C108", "crashed", evil), LedgerEntry("M302", "found", skipped_tables=((0, evil),)))
    hidden = Suppressed(found[0], "ignore", evil, 1)
    audit = Audit(0, "差", 10.0, 50, (AuditItem("规范完整性", 10, "scored", 1.0, ("C101",)),))
    checked = Result(submission, Verdict(tuple(found), ledger), suppressed=(hidden,), suppression_notes=(evil,), audits=(audit,),
                     audit_summary=AuditSummary("差", 10.0, None, 1))
    failed = Result(Submission(evil, status="failed", notes=(Note(evil),)))
    return Report([checked, failed], {})


def shape(data: bytes) -> Counter[tuple[str, tuple[str, ...]]]:
    """Elements with the names of their attributes."""
    return Counter((str(element.tag), tuple(sorted(element.attrib))) for element in page(data).iter())


@pytest.mark.parametrize("evil", HOSTILE)
def test_no_text_becomes_markup(evil: str) -> None:
    made, harmless = html(hostile_report(evil)), html(hostile_report("平" * len(evil)))
    assert shape(made) == shape(harmless)
    root = page(made)
    assert len(root.xpath("//script")) == len(root.xpath("//style")) == 1
    assert root.xpath("//script/text() | //style/text()") == page(harmless).xpath("//script/text() | //style/text()")
    assert all(href.startswith("#") for href in root.xpath("//@href"))
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on") or name == "style"]


@pytest.mark.parametrize("evil", [evil for evil in HOSTILE if evil.isascii()])
def test_hostile_text_is_read_as_it_stands(evil: str) -> None:
    root = page(html(hostile_report(evil)))
    said = " ".join(evil.split())
    assert said in texts(root, "//title/following::h2")
    for path in ("//td", "//p", "//li", "//h3", "//dd"):
        assert any(said in text for text in texts(root, path)), path


def test_invisible_characters_are_shown_by_their_codes() -> None:
    out = html(hostile_report("甲\u202e乙\x00\ufeff\ud800")).decode()
    assert "甲⟦U+202E⟧乙⟦U+0000⟧⟦U+FEFF⟧⟦U+D800⟧" in out
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\ufeff\ud800-\udfff]", out)


def test_line_breaks_stay_and_carriage_returns_go() -> None:
    assert visible("一\r\n二\n\t三") == "一\n二\n\t三"
    assert visible("一\r二") == "一⟦U+000D⟧二"


def test_page_needs_nothing_else(report: Report) -> None:
    out = html(report).decode()
    root = page(out.encode())
    assert not root.xpath("//link | //img | //iframe | //object | //embed | //base | //@src | //@srcset")
    assert set(re.findall(r"url\(([^)]*)\)", out)) == {"#hatch"}
    assert "http:" not in out
    assert "https:" not in out
    assert "@import" not in out


def test_policy_allows_only_its_own_style_and_script(report: Report) -> None:
    root = page(html(report))
    (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    for kind in ("style", "script"):
        (text,) = root.xpath(f"//{kind}/text()")
        assert f"{kind}-src 'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_ids_are_unique_and_every_link_leads_somewhere(report: Report) -> None:
    for root in (page(html(report)), page(html(hostile_report("文字")))):
        ids = Counter(root.xpath("//@id"))
        assert max(ids.values()) == 1
        assert {href[1:] for href in root.xpath("//@href")} <= set(ids)
        labelled = {part for value in root.xpath("//@aria-labelledby") for part in value.split()}
        assert labelled <= set(ids)


def test_findings_and_cells_lead_to_each_other(report: Report) -> None:
    root = page(html(report))
    (lacking, second) = root.xpath("//details[@id='d1t1']//li[contains(@class, 'fault')]")
    assert "指标“养护里程”的指标值“≥85”没有计量单位。" in lacking.text_content()
    cells = {cell.get("data-f"): cell for cell in root.xpath("//details[@id='d1t1']//td[@data-f]")}
    assert {number: cell.text.strip() for number, cell in cells.items()} == {"1": "≥85", "2": "≥24"}
    assert cells["1"].xpath("./a/@href") == [f"#{lacking.get('id')}"]
    assert lacking.xpath("./p/a/@href") == [f"#{cells['1'].get('id')}"]
    assert texts(cells["2"], "./a") == ["错2"]
    assert "改法 同第 1 处" in " ".join(second.text_content().split())


def test_finding_says_all_of_itself(rules: Mapping[str, RuleSheet], submission: Submission) -> None:
    bad = replace(
        finding("M302", "warning", "没有计量单位。", indicator_at(0, "养护里程", 12), evidence="≥85", help="请写上单位。"),
        confidence="low", fixes=(Fix("safe", "≥85公里"), Fix("suggestion", "≥90公里")),
        related=(Locus("field", "overview", 1),), route=Route(("表1", "数量指标", "养护里程")),
    )
    root = page(html(Report([Result(submission, Verdict((bad,), ()))], rules)))
    (said,) = texts(root, "//details[@id='d1t1']//li[contains(@class, 'fault')]")
    for part in ("警1 缺少计量单位 [M302]", "把握低", "数量指标 › 养护里程（第12行第4列）", "没有计量单位。 原文：“≥85”", "改法 请写上单位。",
                 "应改为 ≥85公里", "可改为 ≥90公里", "相关：表2 危桥整修"):
        assert part in said, part
    (other,) = root.xpath("//details[@id='d1t2']//li[contains(@class, 'besides')]")
    assert other.xpath(".//a/@href")[-1] == "#d1t1f1"
    (marked,) = root.xpath("//details[@id='d1t2']//*[@data-f]")  # the form prints no 项目概况: the form as a whole
    assert marked.get("class") == "heading at w r"


def test_a_line_of_the_budget_list_is_linked_where_the_document_has_it(rules: Mapping[str, RuleSheet], submission: Submission) -> None:
    listed = replace(submission, budget_lines=(BudgetLine("current", None, "乡村道路养护", None),))
    bad = [replace(finding("F506", "error", "金额不符。", Locus("table", None, 0)), related=(Locus("budget_line", name),)) for name in ("乡村道路养护", "别处")]
    root = page(html(Report([Result(listed, Verdict(tuple(bad), ()))], rules)))
    assert root.xpath("//p[@class='related']/a/@href") == ["#d1t0"]
    assert len(root.xpath("//details[@id='d1t0']")) == 1


def test_summary_has_grades_counts_notes_and_what_was_not_judged(report: Report, result: Result) -> None:
    audits = (Audit(0, "中", 72.0, 60, (AuditItem("规范完整性", 10, "scored", 6.5, ("C101",)), AuditItem("绩效合理性", 15, "manual", None))),)
    noted = replace(result.submission, status="partial", notes=(Note("单元格“甲”没有认出角色", Spot(line=7, column=2)),))
    full = replace(
        result, submission=noted, audits=audits, audit_summary=AuditSummary("中", 72.0, Decimal(1), 1, 1),
        suppressed=(Suppressed(result.verdict.findings[0], "ignore", "已核实", 3), Suppressed(result.verdict.findings[0], "baseline")),
    )
    root = page(html(Report([full], report.rules)))
    whole = " ".join(root.xpath("//article")[0].text_content().split())
    for part in ("清河区交通局", "3 张，指标 5 条", "错误 3 处，警告 1 处，提示 0 处", "机器初审参考中 72分", "1 张金额不明，未计入",
                 "注意：只认出了一部分，以下 1 处没有参加检查，请先核对", "第7行第2列：单元格“甲”没有认出角色",
                 "没有列出的问题（2 处）", "忽略清单：已核实：1 处", "基线里已有：1 处", "本文件没有项目支出预算表F506 F506", "资金单位不明F503 F503（表3）",
                 "6.5／10", "人工／15"):
        assert part in whole, part


def test_without_findings_a_form_stays_folded(report: Report) -> None:
    root = page(html(report))
    assert [(each.get("id"), "open" in each.attrib) for each in root.xpath("//details[@class='project']")] == [
        ("d1t0", True), ("d1t1", True), ("d1t2", True), ("d1t3", False),
    ]
    assert "未发现问题" in root.get_element_by_id("d1t3").text_content()


def test_charts_count_by_rule_and_dimension(result: Result, report: Report) -> None:
    by_rule, by_dimension = charts(result.verdict.findings, report, "x")
    assert [(bar.name, bar.counts) for bar in by_rule.bars] == [
        ("M302 缺少计量单位", (2, 0, 0)), ("C101 必填栏目没有填写", (1, 0, 0)), ("C108 说明文字与表不一致", (0, 1, 0)),
    ]
    assert [(bar.name, bar.total) for bar in by_dimension.bars] == [("完整性", 4), ("相关性", 0), ("适当性", 0), ("可行性", 0)]
    assert by_dimension.bars[0].pieces[0].width == pytest.approx(3 * by_dimension.bars[0].pieces[1].width)
    root = page(html(report))
    assert len(root.xpath("//figure/*[local-name()='svg'][@role='img']/*[local-name()='title']")) == 2
    assert texts(root, "//figure[1]//tbody/tr[1]/td") == ["M302 缺少计量单位", "2", "0", "0", "2"]


def test_many_rules_are_summed_up_in_the_chart(report: Report) -> None:
    found = [finding(f"Z{n:03}", "info", "不对。", Locus("table", None, 0)) for n in range(20)]
    by_rule, _ = charts(found, report, "x")
    assert len(by_rule.bars) == 13
    assert (by_rule.bars[-1].name, by_rule.bars[-1].total) == ("其余8条规则", 8)


def test_persons_are_not_shown_whole(with_contact: Result, rules: Mapping[str, RuleSheet]) -> None:
    table = replace(with_contact.submission.tables[0], contacts=(Contact("联系人", "王小明", "2100123"),))
    out = html(Report([replace(with_contact, submission=replace(with_contact.submission, tables=(table,)))], rules)).decode()
    for number in ("13900001234", "2100123", "王小明"):
        assert number not in out
    assert "139******34" in out
    assert "王** 210**23" in out
    assert concealed("李四 13900001234") == "李* 139******34"


def test_unreadable_files_and_files_without_forms_say_so(rules: Mapping[str, RuleSheet]) -> None:
    failed = Result(Submission("坏.pdf", status="failed", notes=(Note("坏.pdf：文件已加密。"),)))
    root = page(html(Report([failed, Result(Submission("空.txt"))], rules)))
    assert texts(root, "//article[1]/h2 | //article[1]//li") == ["坏.pdf", "文件已加密。"]
    assert "未找到绩效目标表" in texts(root, "//article[2]")[0]
    assert texts(root, "//nav[@aria-label='文件目录']//tbody/tr/td") == ["坏.pdf", "无法检查", "空.txt", "0", "0", "0", "0", "—"]


def test_output_is_deterministic_and_chosen_by_name(report: Report) -> None:
    assert html(report) == html(report) == render(report, "html")
    assert (format_of("报告.html"), format_of("报告.HTM")) == ("html", "html")


@pytest.mark.slow
def test_a_thousand_forms_take_little_more_than_their_text(rules: Mapping[str, RuleSheet]) -> None:
    tables = [
        form(*(ind("quantity", f"任务{n}", f"≥{n}") for n in range(12)), name=f"项目{k}", halves=True, texts={"overview": "开展日常工作。" * 20})
        for k in range(1000)
    ]
    found = tuple(finding("M302", "error", "没有计量单位。", Locus("indicator", "任务3", k, category="quantity", row=3)) for k in range(1000))
    report = Report([Result(document(*tables), Verdict(found, ()))], rules)
    html(report)
    tracemalloc.start()
    out = html(report)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 * len(out)
    assert out.count(b"<details class=\"project\"") == 1000
