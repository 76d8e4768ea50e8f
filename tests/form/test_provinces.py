"""Peculiarities of other provinces' forms: where a unit, an amount or a target stands, what heads it, and forms without a project."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from linter.form.recognise import recognise
from linter.reading import read_bytes
from linter.submission import Submission

Parse = Callable[..., Submission]
BLOCK = ("一级指标|二级指标|三级指标|指标值", "产出指标|数量指标|新建驿站数|≥6座", "满意度指标|服务对象满意度指标|骑手满意度|≥90%")


def test_amounts_below_their_headings(parsed: Parse) -> None:
    (table,) = parsed(
        "项目支出绩效目标表", "", "项目名称|骑手驿站", "预算资金情况（万元）|资金总额|财政拨款|单位自筹|其他资金", "|96.50|90.00|6.50|0.00", *BLOCK
    ).tables
    assert table.amounts.annual
    assert table.amounts.annual.yuan == 965_000
    assert {key: money and money.yuan for key, money in table.amounts.sources["annual"].items()} == {
        "fiscal": Decimal(900_000), "self_raised": Decimal(65_000), "other": Decimal(0),
    }


def test_sources_are_in_the_unit_of_their_total(parsed: Parse) -> None:
    submission = parsed("项目支出绩效目标表", "", "项目名称|骑手驿站", "预算数（万元）|68|其中：市级财政|60", *BLOCK)
    municipal = submission.tables[0].amounts.sources["annual"]["municipal"]
    assert municipal
    assert municipal.yuan == 600_000
    assert submission.status == "ok", submission.notes


def test_the_sum_of_tasks_without_spans_is_read_in_order(parsed: Parse) -> None:
    (table,) = parsed(
        "部门整体支出绩效目标表", "", "单位：万元", "", "部门名称|云溪区总工会", "年度主要任务|任务名称|主要内容|总额|财政拨款|其他资金",
        "|驿站建设|新建驿站6座|96.50|90.00|6.50", "|金额合计|96.50|90.00|6.50", "年度总体目标|新建骑手驿站6座。", *BLOCK,
    ).tables
    assert table.amounts.annual
    assert table.amounts.annual.yuan == 965_000
    assert {key: money and money.yuan for key, money in table.amounts.sources["annual"].items()} == {
        "fiscal": Decimal(900_000), "other": Decimal(65_000),
    }


def test_a_heading_of_targets_nobody_taught_still_heads_targets(parsed: Parse) -> None:
    (table,) = parsed("项目支出绩效目标表", "", "项目名称|骑手驿站", BLOCK[0].replace("指标值", "本期绩效目标值"), *BLOCK[1:]).tables
    assert [i.target for i in table.indicators] == ["≥6座", "≥90%"]


def test_of_targets_of_several_years_the_first_counts(parsed: Parse) -> None:
    (table,) = parsed(
        "2025年项目支出绩效目标表", "", "项目名称|骑手驿站", "一级指标|二级指标|三级指标|2025年目标值|2026年目标值", "产出指标|数量指标|新建驿站数|≥6座|≥9座"
    ).tables
    assert [(i.period, i.level3, i.target) for i in table.indicators] == [("annual", "新建驿站数", "≥6座")]


def test_a_list_with_its_caption_inside_and_units_over_their_projects(parsed: Parse) -> None:
    submission = parsed(
        "项目支出绩效目标表", "", "单位：万元|||||", "单位名称、项目名称|预算数|一级指标|二级指标|三级指标|指标值", "云溪区总工会|||||",
        "骑手驿站|96.50|产出指标|数量指标|新建驿站数|≥6座", "|||质量指标|验收合格率|100%",
    )
    (table,) = submission.tables
    assert table.name == "骑手驿站"
    assert table.amounts.annual
    assert table.amounts.annual.yuan == 965_000
    assert len(table.indicators) == 2


def test_the_caption_over_stacked_forms_holds_for_all(parsed: Parse) -> None:
    first, second = parsed(
        "2025年项目支出绩效目标表", "", "单位：万元", "", "项目名称|骑手驿站|预算数|96.50", *BLOCK, "项目名称|劳模疗养|预算数|20", *BLOCK
    ).tables
    assert first.amounts.annual
    assert second.amounts.annual
    assert (first.amounts.annual.yuan, second.amounts.annual.yuan) == (965_000, 200_000)


def test_words_in_a_value_column_take_no_unit(parsed: Parse) -> None:
    (table,) = parsed(
        "项目支出绩效目标表", "", "项目名称|骑手驿站", "一级指标|二级指标|三级指标|指标性质|指标值|度量单位",
        "产出指标|时效指标|完工时间|定性|10月底前|年", "产出指标|数量指标|新建驿站数|≥|6|座",
    ).tables
    assert [i.target for i in table.indicators] == ["10月底前", "≥6座"]


def test_a_form_filled_in_with_none_is_no_project(parsed: Parse) -> None:
    submission = parsed("政府性基金项目支出绩效目标表", "", "项目名称|无", "年度目标|无", BLOCK[0], "产出指标|数量指标||")
    assert not submission.tables
    assert any("填的是“无”或空表" in note.text for note in submission.notes)


def test_a_blank_form_counts_only_where_nothing_says_there_is_no_project(parsed: Parse) -> None:
    blank = ("2025年项目支出绩效目标表", "", "项目名称|", "年度目标|", BLOCK[0], "产出指标|数量指标||", "")
    assert len(parsed(*blank).tables) == 1
    assert not parsed(*blank, "说明：本单位2025年没有项目支出，此表为空。").tables


def test_what_a_project_does_is_its_overview(parsed: Parse) -> None:
    (table,) = parsed("项目支出绩效目标表", "", "项目名称|骑手驿站", "项目实施内容|沿主要商圈新建骑手驿站。", *BLOCK).tables
    assert table.text("overview") == "沿主要商圈新建骑手驿站。"


def test_categories_side_by_side_are_said_to_be_unread(parsed: Parse) -> None:
    submission = parsed(
        "2025年项目绩效目标汇总表", "", "项目名称|金额（万元）|成本指标||产出指标||效益指标|", "||三级指标|指标值|三级指标|指标值|三级指标|指标值",
        "骑手驿站|96.50|建设成本|≤96万元|新建驿站数|≥6座|服务骑手数|≥900人",
    )
    assert not submission.tables
    assert submission.status == "partial"
    assert any("并排成列" in note.text for note in submission.notes)


def test_a_value_in_words_beside_an_empty_half_is_no_name_of_that_half() -> None:
    rows = (
        "项目支出绩效目标表", "项目名称\t乡土课程", "一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值",
        "效益指标\t社会效益指标\t听课人次\t≥5万人次\t社会效益指标\t听课人次\t≥2万人次", "\t\t教材的使用\t半数以上学校使用\t\t\t",
    )
    read = recognise(read_bytes("\n".join(rows).encode(), "表.txt"))
    said = [(i.period, i.level3, i.target) for i in read.tables[0].indicators]
    assert ("total", "教材的使用", "半数以上学校使用") in said
    assert len(said) == 3
