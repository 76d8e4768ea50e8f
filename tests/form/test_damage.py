"""Metamorphic: however a dump displaces the cells of a row, what the row says stays the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.form.recognise import recognise
from linter.reading import read_bytes

HEAD = [
    "项目支出绩效目标表", "", "（2025年度）", "", "项目名称\t\t社区食堂补助",
    "项目资金（元）\t\t实施期资金总额：\t\t90,000\t\t年度资金总额：\t\t90,000",
    "绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值",
]
NAMES = ["就餐老人", "供餐天数", "食材抽检批次", "回访户数", "送餐点位", "厨房巡查", "菜品留样覆盖率", "老人用餐意愿"]
TARGETS = ["≥300人", "≥250天", "100%", "≤15元/份", "2025年12月底前", "≥90%", "12次", "及时"]
ROWS = [("产出指标", "数量指标", "quantity"), (None, "质量指标", "quality"), (None, "时效指标", "timeliness"), (None, "成本指标", "cost"),
        ("效益指标", "社会效益指标", "social"), ("满意度指标", "服务对象满意度指标", "satisfaction")]


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, list[tuple[str, str, str]]]:
    """A two-half block whose rows are shifted, padded, doubled or lost a label; and what it says."""
    lines, said = [], []
    names = draw(st.permutations(NAMES))
    for (level1, level2, category), name in zip(ROWS, names, strict=False):
        target = draw(st.sampled_from(TARGETS))
        said.append((category, name, target))
        left = [level1 or "", level2, name, target]
        right = [level2, name, target]
        kind = draw(st.sampled_from(["none", "left", "right", "gap", "double", "half label lost"]))
        if kind == "left" and not level1:
            left = left[1:]
        elif kind == "right":
            left = ["", *left]
        elif kind == "gap":
            left = [*left[:-1], "", left[-1]]
        elif kind == "double":
            right = [target, name, target, target] if draw(st.booleans()) else [*right, target]
        elif kind == "half label lost":
            right = ["", name, target]
        lines.append("\t".join(["", *left, *right]) + "\t" * draw(st.integers(0, 2)))
    return "\n".join([*HEAD, *lines]), said


@pytest.mark.slow
@settings(max_examples=600, deadline=None, derandomize=True)
@given(damaged())
def test_damage_changes_nothing_a_reader_would_read(case: tuple[str, list[tuple[str, str, str]]]) -> None:
    text, said = case
    (table,) = recognise(read_bytes(text.encode(), "x.txt")).tables
    for period in ("total", "annual"):
        assert [(i.category, i.level3, i.target) for i in table.indicators if i.period == period] == said


@pytest.mark.slow
@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.lists(st.lists(st.sampled_from(["", "项目名称", "年度目标", "一级指标", "二级指标", "三级指标", "指标值", "产出指标", "数量指标",
                                          "≥5个", "甲", "资金支出计划", "3月底", "50%", "合计", "年度主要任务", "任务名称", "项目进度计划",
                                          "负责人：", "总体目标", "实施期目标", "单位：万元", "12", "其中：财政拨款", "项目资金（万元）"]), max_size=7),
                max_size=14))
def test_no_arrangement_of_labels_breaks_the_recogniser(rows: list[list[str]]) -> None:
    text = "绩效目标表\n\n" + "\n".join("\t".join(row) for row in rows)
    submission = recognise(read_bytes(text.encode(), "x.txt"))
    assert submission.status in ("ok", "partial")
    assert (submission.status == "partial") == any("未能识别" in note.text for note in submission.notes)
