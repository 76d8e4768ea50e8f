"""Two-half forms whose rows lost, shifted or doubled cells: one alignment reads them all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from linter.submission import Submission

HEAD = (
    "项目支出绩效目标表", "", "（2025年度）", "",
    "项目名称||校园饮水设备更新",
    "项目资金（元）||实施期资金总额：||500,000||年度资金总额：||300,000",
    "||其中：中央财政资金||0||其中：中央财政资金||0",
    "||市县（区）财政资金||500,000||市县（区）财政资金||300,000",
    "实施期目标||||年度目标",
    "总体目标||三年更新饮水设备60台。||||当年更新饮水设备20台。",
    "绩效指标|一级指标|二级指标|三级指标|指标值|二级指标|三级指标|指标值",
)

Parse = Callable[..., Submission]


def halves(submission: Submission) -> tuple[list[tuple[str | None, ...]], list[tuple[str | None, ...]]]:
    (table,) = submission.tables
    said = [(i.category, i.level3, i.target) for i in table.indicators if i.period == "total"]
    return said, [(i.category, i.level3, i.target) for i in table.indicators if i.period == "annual"]


@pytest.mark.parametrize(
    ("row", "total", "annual"),
    [
        ("|产出指标|数量指标|更新台数|≥60台|数量指标|更新台数|≥20台", ("quantity", "更新台数", "≥60台"), ("quantity", "更新台数", "≥20台")),
        ("产出指标|数量指标|更新台数|≥60台|数量指标|更新台数|≥20台", ("quantity", "更新台数", "≥60台"), ("quantity", "更新台数", "≥20台")),
        ("||产出指标|数量指标|更新台数|≥60台|数量指标|更新台数|≥20台", ("quantity", "更新台数", "≥60台"), ("quantity", "更新台数", "≥20台")),
        ("|产出指标|数量指标|更新台数||≥60台|数量指标|更新台数||≥20台", ("quantity", "更新台数", "≥60台"), ("quantity", "更新台数", "≥20台")),
        ("|产出指标|数量指标|更新台数|≥60台|≥60台|更新台数|≥20台|≥20台", ("quantity", "更新台数", "≥60台"), ("quantity", "更新台数", "≥20台")),
        ("|产出指标||更新台数|≥60台|数量指标|更新台数|≥20台", ("quantity", "更新台数", "≥60台"), ("quantity", "更新台数", "≥20台")),
        ("|产出指标|数量指标|饮水设备更新台数|≥60台|数量指标|饮水设备更|≥20台", ("quantity", "饮水设备更新台数", "≥60台"), ("quantity", "饮水设备更", "≥20台")),
        ("|产出指标|数量指标|更新台数|≥60台|数量指标|≥20台", ("quantity", "更新台数", "≥60台"), ("quantity", None, "≥20台")),
        ("|产出指标|数量指标|更新台数|≥60台|数量指标|更新台数|", ("quantity", "更新台数", "≥60台"), ("quantity", "更新台数", None)),
    ],
    ids=["clean", "left", "right", "gap", "doubled values", "lost label", "cut-off name", "lost name", "lost value"],
)
def test_a_damaged_row_is_read_as_a_reader_would(parsed: Parse, row: str, total: tuple[str], annual: tuple[str]) -> None:
    submission = parsed(*HEAD, row, "||质量指标|水质达标率|100%|质量指标|水质达标率|100%")
    left, right = halves(submission)
    assert (left[0], right[0]) == (total, annual)
    assert left[1] == right[1] == ("quality", "水质达标率", "100%")
    assert submission.status == "ok", submission.notes


def test_fields_and_amounts_of_both_halves(parsed: Parse) -> None:
    submission = parsed(*HEAD, "|产出指标|数量指标|更新台数|≥60台|数量指标|更新台数|≥20台")
    (table,) = submission.tables
    assert (table.name, table.fiscal_year, table.form) == ("校园饮水设备更新", 2025, "project")
    assert table.amounts.total
    assert table.amounts.annual
    assert (table.amounts.total.yuan, table.amounts.annual.yuan) == (500_000, 300_000)
    local = [table.amounts.sources[half]["local"] for half in ("total", "annual")]
    assert [money and money.yuan for money in local] == [500_000, 300_000]
    assert (table.text("total_goal"), table.text("annual_goal")) == ("三年更新饮水设备60台。", "当年更新饮水设备20台。")
    assert table.texts["annual_goal"].spot.said() == "第10行第7列"


def test_labels_carry_down_and_displaced_ones_are_put_back(parsed: Parse) -> None:
    submission = parsed(
        *HEAD,
        "|产出指标|数量指标|更新台数|≥60台|数量指标|更新台数|≥20台",
        "|||巡检次数|≥4次||巡检次数|≥4次",
        "||质量指标|验收合格率|100%|质量指标|验收合格率|100%",
        "|效益指标|成本指标|单台成本|≤3000元/台|成本指标|单台成本|≤3000元/台",
        "||社会效益指标|受益学生|≥2000人|社会效益指标|受益学生|≥2000人",
        "满意度指标|服务对象满意度指标|学生满意度|≥90%|服务对象满意度指标|学生满意度|≥90%",
    )
    table = submission.tables[0]
    levels = [(i.level1, i.level2, i.category) for i in table.indicators if i.period == "annual"]
    assert levels == [
        ("产出指标", "数量指标", "quantity"), ("产出指标", "数量指标", "quantity"), ("产出指标", "质量指标", "quality"),
        ("产出指标", "成本指标", "cost"), ("效益指标", "社会效益指标", "social"),
        ("满意度指标", "服务对象满意度指标", "satisfaction"),
    ]


def test_a_lost_timeliness_label_is_put_back_only_by_sense(parsed: Parse) -> None:
    rows = (
        "|产出指标|数量指标|更新台数|≥60台|数量指标|更新台数|≥20台",
        "||质量指标|验收合格率|100%|质量指标|验收合格率|100%",
        "||{row}||{row}",
        "||成本指标|设备成本|≤30万元|成本指标|设备成本|≤30万元",
    )
    lost = parsed(*HEAD, *(row.replace("{row}", "更新及时率|≥95%") for row in rows))
    kept = parsed(*HEAD, *(row.replace("{row}", "运行完好率|≥95%") for row in rows))
    assert [i.category for i in lost.tables[0].indicators][2] == "timeliness"
    assert [i.category for i in kept.tables[0].indicators][2] == "quality"


def test_blank_preset_rows_and_rows_set_aside_are_no_indicators(parsed: Parse) -> None:
    submission = parsed(
        *HEAD,
        "|产出指标|数量指标|更新台数|≥60台|数量指标|更新台数|≥20台",
        "|效益指标|经济效益指标|||经济效益指标",
        "||社会效益指标|无|无|社会效益指标|无|无",
        "||生态效益指标|不适用||生态效益指标|不适用",
    )
    assert [i.level3 for i in submission.tables[0].indicators] == ["更新台数", "更新台数"]
    assert submission.status == "ok"
