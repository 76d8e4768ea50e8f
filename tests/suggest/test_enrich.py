"""Findings with suggestions: right for the indicator, said as 供参考, never changing what was found."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from linter.api import check_submission
from linter.checks.cases import document, form, ind
from linter.checks.context import Context
from linter.checks.engine import run
from linter.checks.registry import RULES
from linter.finding import Finding
from linter.submission import Category, Submission, TargetTable
from linter.suggest.enrich import budget_of, enriched
from linter.suggest.library import Library, library_of
from linter.suggest.missing import cost_of_each, for_category, sectors_of
from linter.suggest.planned import planned


def found(code: str, *tables: TargetTable, library: Library | None = None) -> list[Finding]:
    submission = document(*tables)
    rules = [rule() for rule in RULES if rule.code == code or code in ("V405", "M303", "M305")]
    verdict = run([rule for rule in rules if rule.code == code], Context(submission), strict=True)
    return list(enriched(verdict, submission, lambda: library or library_of()).findings)


def offered(code: str, category: Category, name: str | None, target: str | None, **about: str) -> tuple[str, ...]:
    """The values that the one finding on this indicator names."""
    other = ind("quantity", "放流鱼苗尾数", "≥20万尾")
    findings = found(code, form(ind(category, name, target), other, name="渔业资源养护", annual=about.get("annual")))
    assert len(findings) == 1
    named = said(findings[0])
    assert tuple(fix.replacement for fix in findings[0].fixes) == (named if target else ())
    return named


def said(finding: Finding) -> tuple[str, ...]:
    """What the remedy offers behind 供参考."""
    return tuple(re.findall(r"“([^”]*)”", finding.help.partition("供参考")[2]))


def test_a_missing_value_is_of_the_kind_the_name_asks_for() -> None:
    assert "≤0.1%" in offered("C104", "quality", "制卡差错率", None)
    assert offered("C104", "satisfaction", "渔民满意度", None)[0] == "≥90%"
    assert "2024年11月30日前" in offered("C104", "timeliness", "鱼苗放流完成时间", None)
    assert offered("C104", "quantity", "新增渔港监控摄像头", None)[0].endswith("个")
    assert all("人次" not in target for target in offered("C104", "quality", "渔船故障率", None))


@pytest.mark.parametrize(
    ("code", "category", "name", "target", "expected"),
    [
        ("M301", "timeliness", "鱼苗放流时间", "及时", "2024年11月30日前"),
        ("M301", "quality", "网具质量", "合格", "合格率≥98%"),
        ("M302", "satisfaction", "渔民满意度", "≥92", "≥92%"),
        ("M302", "quantity", "培训渔民人数", "300", "300人"),
        ("M303", "quantity", "检验渔船", "若干", "≥10艘"),
        ("M304", "social", "渔民安全意识", "提高20%", "较2023年提高20%"),
        ("M305", "quality", "产品合格率", "合格", "≥98%"),
        ("V401", "quality", "产品合格率", "≥120%", "≥98%"),
        ("V405", "timeliness", "放流时间", "及时及时", "2024年11月30日前"),
        ("V405", "ecological", "网具丢失情况", "≥5%较上年有所降低", "较2023年下降≥5%"),
        ("V406", "satisfaction", "渔民满意度", "≥60%", "≥90%"),
    ],
)
def test_each_rule_offers_what_can_stand_in_the_cell(
    code: str, category: Category, name: str, target: str, expected: str
) -> None:
    targets = offered(code, category, name, target)
    assert expected in targets
    assert 1 <= len(targets) <= 3


def test_the_rules_own_example_gives_way() -> None:
    finding = found("C104", form(ind("quality", "制卡差错率", None), ind("quantity", "制卡数量", "≥5000张"), name="渔民证制发"))[0]
    assert "3000人次" not in finding.help
    assert "供参考" in finding.help
    assert "“≤0.1%”" in finding.help
    assert finding.help.endswith("。")
    assert finding.fixes == (), "the cell at fault is that of the name: nothing may be put there"
    finding = found("M305", form(ind("quality", "产品合格率", "合格"), name="渔业资源养护"))[0]
    assert {fix.safety for fix in finding.fixes} == {"suggestion"}


def test_the_budget_is_offered_for_the_whole_cost_only() -> None:
    assert offered("C104", "cost", "项目总成本", None, annual="36.5万元") == ("≤36.5万元",)
    assert not any("36.5" in target for target in offered("C104", "cost", "每艘检验成本", None, annual="36.5万元"))


def test_columns_of_their_own_are_only_said() -> None:
    findings = found("M302", form(ind("quantity", "培训渔民人数", "300", sign="≥"), unit_column=True, name="渔民培训"))
    assert findings[0].fixes == ()
    assert "分填各栏" in findings[0].help


def test_a_value_without_name_gets_names_that_count_in_its_unit() -> None:
    table = form(
        ind("satisfaction", None, "≥90%"), ind("quantity", "送戏下乡演出场次", "≥60场"), name="送戏下乡演出",
        texts={"overview": "组织剧团送戏下乡演出，观众以村民为主。"},
    )
    finding = found("C104", table)[0]
    assert "“观众满意度”" in finding.help
    assert finding.fixes == ()


def test_order_number_and_fingerprints_stay() -> None:
    submission = document(
        form(ind("quality", "产品合格率", "合格"), ind("timeliness", "放流时间", "及时"), name="渔业资源养护", annual="30万元")
    )
    rules = [rule() for rule in RULES]
    plain = run(rules, Context(submission), strict=True)
    more = enriched(plain, submission, library_of)
    assert [replace(f, help="-", fixes=()) for f in plain.findings] == [replace(f, help="-", fixes=()) for f in more.findings]
    assert more.ledger == plain.ledger
    assert enriched(more, submission, library_of) == more


def test_a_clean_document_does_not_load_the_library() -> None:
    def never() -> Library:
        raise AssertionError("loaded")

    submission = document(form(ind("quality", "产品合格率", "≥98%"), name="渔业资源养护"))
    verdict = run([rule() for rule in RULES if rule.code == "M305"], Context(submission), strict=True)
    assert enriched(verdict, submission, never) == verdict


def test_the_api_gives_them() -> None:
    submission = document(form(ind("quality", "产品合格率", "合格"), name="渔业资源养护"))
    findings = [f for f in check_submission(submission, strict=True).verdict.findings if f.code == "M305"]
    assert findings[0].fixes[0].replacement == "≥98%"


# --- a whole category ----------------------------------------------------------------------------------------------------


def test_indicators_for_a_missing_category_fit_the_project() -> None:
    table = form(
        ind("quantity", "送戏下乡演出场次", "≥60场"), name="送戏下乡", unit="清河县文化馆", annual="30万元",
        texts={"overview": "组织县剧团到各乡镇送戏下乡演出，观众以村民为主，每场补助演出费用。"},
    )
    assert "每场送戏下乡补助 ≤8000元/场" in for_category(library_of(), table, "cost", year=2024, budget="30万元")
    assert "观众满意度 ≥90%" in for_category(library_of(), table, "satisfaction")
    assert all("≥" in text or "≤" in text or "=" in text or "前" in text for text in for_category(library_of(), table, "benefit"))


def test_the_usual_ones_where_nothing_fits() -> None:
    table = form(ind("quantity", "邮寄件数", "≥4000件"), name="邮寄费", annual="2万元")
    assert for_category(library_of(), table, "satisfaction")[0] == "服务对象满意度 ≥90%"
    assert for_category(library_of(), table, "cost", budget="2万元") == ("单位成本 ≤5元/件", "项目总成本 ≤2万元")


def test_a_unit_cost_needs_exactly_one_quantity() -> None:
    two = form(ind("quantity", "邮寄件数", "≥4000件"), ind("quantity", "信封个数", "≥500个"), name="邮寄费", annual="2万元")
    assert cost_of_each(two) == ""
    assert cost_of_each(form(ind("quantity", "邮寄件数", "若干"), name="邮寄费", annual="2万元")) == ""
    assert cost_of_each(form(ind("quantity", "邮寄件数", "≥4000件"), name="邮寄费", annual=None)) == ""
    assert cost_of_each(form(ind("quantity", "邮寄件数", "≥6000件"), name="邮寄费", annual="2万元")) == "单位成本 ≤3.4元/件"


def test_sectors_by_name_and_agency() -> None:
    assert sectors_of("送戏下乡", "")["文化"] == 1.0
    assert sectors_of("一般业务", "清河县教育局")["教育"] == 0.6
    assert sectors_of("", "") == {}


def test_the_budget_as_a_form_prints_it() -> None:
    assert budget_of(form(annual="36.5万元")) == "36.5万元"
    assert budget_of(form(annual="8600元")) == "8600元"
    assert budget_of(form(annual="2000万元")) == "2000万元"
    assert budget_of(form(annual=None)) == ""


def test_whatever_a_form_holds_nothing_breaks() -> None:
    odd = ["", "≥", "0", "≥0", "99999999999999999999", "≥-5%", "NaN", "１２", "￥", "及时{year}", "%", "{", "}{", "≥5%≥5%"]
    names = [None, "", "率", "数", "{last}", "（%）", "满意度", "成本", "时间", "数量", "每", "　"]
    categories: tuple[Category, ...] = ("quantity", "quality", "cost", "timeliness", "social", "satisfaction", "other", "impact")
    rows = [ind(category, name, target) for category in categories for name in names for target in odd]
    submission: Submission = document(form(*rows, name="{year}", annual="0元"), year=None)
    check_submission(submission, strict=True)


def test_the_number_of_the_projects_own_texts_comes_first() -> None:
    goal = {"annual_goal": "全年送戏下乡演出60场，丰富村民文化生活。", "overview": "上年送戏下乡演出45场。"}
    table = form(ind("quantity", "送戏下乡演出场次", None), ind("quality", "演出合格率", "≥98%"), name="送戏下乡", texts=goal)
    assert planned(table, "送戏下乡演出场次", "场") == ("≥60场",)
    table = form(ind("quantity", "新增公厕", None), name="公厕建设", texts={"annual_goal": "新增公厕6座，改造公厕12座。"})
    assert planned(table, "新增公厕", "座") == (), "two numbers of the same thing: it is not for a machine to choose"
    table = form(ind("quantity", "新增公厕", None), name="公厕建设", texts={"annual_goal": "年内新增公厕6座。"})
    assert said(found("C104", table)[0])[0] == "≥6座"


def test_a_cost_is_priced_by_what_the_table_counts() -> None:
    wells = form(
        ind("quantity", "维修养护机井", "36眼"), ind("cost", "维修成本", "控制在预算内"), name="机井维修养护", annual="72万元"
    )
    assert said(found("M303", wells)[0]) == ("≤20000元/眼",)


def test_a_bare_cost_that_is_the_budget_gets_its_unit() -> None:
    assert offered("M302", "cost", "成本", "12", annual="12万元") == ("≤12万元",)
    assert offered("M302", "cost", "成本", "3600", annual="3600元") == ("≤3600元",)
