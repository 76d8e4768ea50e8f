"""Values for an indicator: of the kind its name asks for, never one that a rule would find fault with."""

from __future__ import annotations

from pathlib import Path

import pytest

from linter.checks.cases import case, form, ind
from linter.checks.context import Context
from linter.checks.engine import run
from linter.checks.registry import RULES
from linter.submission import Category
from linter.suggest.asked import asked
from linter.suggest.library import Entry, Library, library_of
from linter.suggest.measure_words import unit_of
from linter.suggest.targets import MOST, Adviser, change_in

HELD_OUT = [line.split("\t") for line in (Path(__file__).parent / "held_out.tsv").read_text("utf-8").splitlines()[1:]]
PLAIN: list[tuple[Category, str, str]] = [
    ("quality", "渔政执法规范程度", "规范"), ("quality", "船员业务能力", "提高"), ("quality", "码头维修质量", "良好"), ("quality", "服务态度", "好"),
    ("social", "渔民安全意识", "增强"), ("social", "港区秩序", "改善"), ("social", "值守及时性", "及时"), ("economic", "渔民负担", "减轻"),
    ("ecological", "水体面貌", "好转"), ("sustainability", "渔业管护机制", "健全"), ("timeliness", "巡航", "按计划"),
    ("sustainability", "渔技队伍建设", "加强"), ("satisfaction", "渔民评价", "满意"), ("quality", "", "准确"), ("impact", "管护", "到位"),
    ("other", "渔港管理", "加强"),
]


@pytest.mark.parametrize(
    ("name", "category", "kind", "lower"),
    [
        ("身份证制证差错率", "quality", "rate", True), ("差错整改率", "quality", "rate", False), ("事故发生率", "social", "rate", True),
        ("人才流失率", "sustainability", "rate", True), ("投诉办结率", "quality", "rate", False), ("事故下降率", "social", "change", False),
        ("渔民满意度", "satisfaction", "satisfaction", False), ("鱼苗投放时间", "timeliness", "deadline", False),
        ("险情处置时限", "timeliness", "response", False), ("补贴发放时间", "timeliness", "pay", False), ("网箱使用年限", "sustainability", "term", False),
        ("安全生产事故起数", "social", "event", True), ("渔船数量", "quantity", "count", False), ("每亩改造成本", "cost", "price", True),
        ("项目总成本", "cost", "money", True), ("带动渔业产值", "economic", "money", False), ("执法能力", "quality", "plain", False),
    ],
)
def test_what_a_name_asks(name: str, category: str, kind: str, lower: bool) -> None:
    ask = asked(name, category)
    assert (ask.kind, ask.lower) == (kind, lower)


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("培训渔民人数", "人"), ("宣传受众人次", "人次"), ("受益户数", "户"), ("新增公厕", "座"), ("采购救护车数量", "辆"), ("渔网发放张数", "张"), ("养殖面积", "平方米"),
        ("良种播种面积", "亩"), ("巡航里程", "公里"), ("检测艘数", "艘"), ("服务质量", None),
    ],
)
def test_the_unit_a_count_asks_for(name: str, unit: str | None) -> None:
    assert unit_of(name) == unit


@pytest.mark.parametrize(
    ("name", "category", "first"),
    [
        ("制卡差错率", "quality", "≤0.1%"), ("产品合格率", "quality", "≥98%"), ("渔民满意度", "satisfaction", "≥90%"),
        ("渔港建设完成时间", "timeliness", "2024年11月30日前"), ("渔业安全责任事故", "social", "=0起"), ("项目总成本", "cost", "≤45万元"),
        ("船员岗位津贴标准", "cost", None),
    ],
)
def test_values_fit_the_indicator(name: str, category: str, first: str | None) -> None:
    targets = Adviser(library_of()).targets(name, category, year=2024, budget="45万元")
    assert 1 <= len(targets) <= MOST
    assert first is None or first in targets


def test_a_cost_that_is_only_a_part_is_not_given_the_whole_budget() -> None:
    assert not any("45万元" in target for target in Adviser(Library([])).targets("鱼苗运输费", "cost", budget="45万元"))


def test_words_become_the_rate_they_mean() -> None:
    assert Adviser(Library([])).targets("巡航记录", "quality", said="完整")[0] == "完整率≥98%"


def test_a_change_goes_the_way_that_is_spoken_of() -> None:
    assert change_in("有所减轻", "渔民负担") == "下降"
    assert change_in("", "渔民收入") == "增长"
    assert Adviser(Library([])).targets("渔民负担", "economic", said="减轻", year=2024)[0] == "较2023年下降≥3%"
    assert Adviser(Library([])).targets("渔民负担", "economic", said="减轻")[0] == "较上年下降≥3%"


def test_a_state_to_be_kept_is_measured_against_last_year_and_a_gap_narrows() -> None:
    own = Adviser(Library([]))
    assert own.targets("林地质量", "ecological", said="不降低", year=2024)[0] == "不低于2023年水平"
    assert change_in("不降低", "林地质量") == "提高"
    assert own.targets("城乡教育差距", "social", said="不断缩小", year=2024)[0] == "较2023年缩小≥5%"


def test_no_change_is_offered_where_none_is_spoken_of() -> None:
    assert Adviser(Library([])).targets("渔民带头作用", "social", said="充分发挥", year=2024) == ("受访群众认可率≥85%",)


def test_the_library_comes_before_the_usual_value() -> None:
    own = Library([Entry("鱼苗检疫合格率", "quality", "渔业", "≥99.5%", "自编")])
    assert Adviser(own).targets("鱼苗检疫合格率", "quality")[0] == "≥99.5%"


@pytest.mark.parametrize(("name", "category"), [(name, category) for name, category, _ in HELD_OUT[::3]])
def test_no_rule_finds_fault_with_a_suggestion(name: str, category: Category) -> None:
    assert faults(name, category, Adviser(library_of()).targets(name, category, year=2024, budget="45万元")) == []


@pytest.mark.parametrize(("category", "name", "said"), PLAIN)
def test_names_that_ask_nothing_usual_are_answered_measurably(category: Category, name: str, said: str) -> None:
    targets = Adviser(library_of()).targets(name, category, said=said, year=2024)
    assert targets
    assert faults(name or "记录", category, targets) == []


def faults(name: str, category: Category, targets: tuple[str, ...]) -> list[tuple[str, str]]:
    rules = [rule() for rule in RULES if rule.code[0] in "MV" or rule.code == "C102"]
    found = []
    for target in targets:
        submission = case("建议", form(ind(category, name, target), name="渔业发展")).submission
        found += [(target, finding.message) for finding in run(rules, Context(submission), strict=True).findings]
    return found
