"""Lists as budget systems export them: columns of their own for sign, value and unit; projects in a list beside."""

from __future__ import annotations

from decimal import Decimal

import pytest

from linter.form.recognise import recognise
from linter.reading import read_bytes
from linter.submission import Submission

HEADER = "项目编码,项目名称,预算单位,指标类型,一级指标,二级指标,三级指标,计算符号,指标值,计量单位,指标值说明,分值,指标解释,评分标准"
INDICATORS = (
    "QH001,灌区渠道维修,清河县水利局,年度,产出指标,数量指标,维修渠道长度,≥,12,公里,,20,完工并验收的长度,达到得满分",
    "QH001,灌区渠道维修,清河县水利局,年度,产出指标,时效指标,完工时间,定量其他,,,2026年10月底前,20,,",
    "QH001,灌区渠道维修,清河县水利局,年度,产出指标,成本指标,,不适用,,,,,,",
    "QH001,灌区渠道维修,清河县水利局,年度,效益指标,社会效益指标,灌溉条件,定性,明显改善,,,30,,",
    "QH001,灌区渠道维修,清河县水利局,年度,满意度指标,服务对象满意度指标,农户满意度,≥,90,%,,30,,",
    "QH002,水质监测,清河县水利局,年度,产出指标,数量指标,监测断面数,≥,18,个,每月一次,100,,",
)
PROJECTS = """
<p>项目基本信息</p><p>单位：万元</p><table>
<tr><td rowspan=2>序号</td><td rowspan=2>项目编码</td><td rowspan=2>项目名称</td><td colspan=2>项目资金</td><td rowspan=2>年度绩效目标</td></tr>
<tr><td>合计</td><td>其中：财政拨款</td></tr>
<tr><td>1</td><td>QH001</td><td>灌区渠道维修</td><td>86.00</td><td>80.00</td><td>维修渠道12公里。</td></tr>
<tr><td>2</td><td>QH002</td><td>水质监测</td><td>9.50</td><td>9.50</td><td>监测断面18个。</td></tr>
<tr><td>3</td><td>QH003</td><td>水法宣传</td><td>3.00</td><td>3.00</td><td>宣传4场。</td></tr>
<tr><td></td><td></td><td>合计</td><td>98.50</td><td>92.50</td><td></td></tr>
</table>"""


def listed(*columns: int) -> str:
    """The list of indicators as an HTML table without these columns."""
    rows = [line.split(",") for line in (HEADER, *INDICATORS)]
    cells = ("".join(f"<td>{cell}</td>" for n, cell in enumerate(row) if n not in columns) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def of_html(*parts: str) -> Submission:
    return recognise(read_bytes("".join(("<html><body>", *parts, "</body></html>")).encode(), "清单.html"))


@pytest.fixture(scope="module")
def exported() -> Submission:
    return recognise(read_bytes("\n".join((HEADER, *INDICATORS)).encode(), "清单.csv"))


def test_one_table_a_project(exported: Submission) -> None:
    assert (exported.status, exported.notes) == ("ok", ())
    assert [(t.project_code, t.project_name.value) for t in exported.tables if t.project_name] == [
        ("QH001", "灌区渠道维修"), ("QH002", "水质监测"),
    ]


def test_rows_that_do_not_apply_are_set_aside(exported: Submission) -> None:
    assert [i.level3 for i in exported.tables[0].indicators] == ["维修渠道长度", "完工时间", "灌溉条件", "农户满意度"]


def test_a_column_that_says_which_half_is_no_category(exported: Submission) -> None:
    assert [i.category for i in exported.tables[0].indicators] == ["quantity", "timeliness", "social", "satisfaction"]
    assert {i.period for t in exported.tables for i in t.indicators} == {"annual"}


def test_the_value_may_stand_in_the_note(exported: Submission) -> None:
    when, counted = exported.tables[0].indicators[1], exported.tables[1].indicators[0]
    assert (when.target, when.value.kind) == ("2026年10月底前", "date")
    assert (counted.target, counted.description) == ("≥18个", "每月一次")


def test_a_kind_of_indicator_is_the_category_where_no_other_column_is() -> None:
    header = "项目名称,指标类型,三级指标,指标值"
    read = recognise(read_bytes(f"{header}\n渠道维修,数量指标,维修长度,≥12公里\n渠道维修,质量指标,验收合格率,100%\n".encode(), "清单.csv"))
    assert [i.category for i in read.tables[0].indicators] == ["quantity", "quality"]


@pytest.mark.parametrize("projects_first", [True, False])
def test_a_list_of_projects_is_joined_by_code(projects_first: bool) -> None:
    parts = (PROJECTS, "<p>绩效指标</p>" + listed(1, 2))
    read = of_html(*(parts if projects_first else parts[::-1]))
    assert [t.project_name.value for t in read.tables if t.project_name] == ["灌区渠道维修", "水质监测", "水法宣传"]
    assert [t.amounts.annual.yuan for t in read.tables if t.amounts.annual] == [Decimal(860000), Decimal(95000), Decimal(30000)]
    assert [t.texts["annual_goal"].value for t in read.tables] == ["维修渠道12公里。", "监测断面18个。", "宣传4场。"]
    assert [len(t.indicators) for t in read.tables] == [4, 1, 0]
    fiscal = read.tables[0].amounts.sources["annual"]["fiscal"]
    assert fiscal is not None
    assert fiscal.yuan == Decimal(800000)


def test_a_list_of_projects_is_joined_by_name_where_there_is_no_code() -> None:
    read = of_html(PROJECTS, listed(0, 2))
    assert [len(t.indicators) for t in read.tables] == [4, 1, 0]
    assert [t.project_code for t in read.tables] == ["QH001", "QH002", "QH003"]


def test_a_list_of_other_projects_is_left_alone() -> None:
    read = of_html(PROJECTS.replace("QH0", "ZZ9").replace("灌区渠道维修", "甲").replace("水质监测", "乙"), listed())
    assert [len(t.indicators) for t in read.tables] == [4, 1]
    assert not any(t.amounts.annual for t in read.tables)


def test_hundreds_of_projects() -> None:
    rows = [line.replace("QH00", f"P{n:03}-") for n in range(300) for line in INDICATORS]
    read = recognise(read_bytes("\n".join((HEADER, *rows)).encode(), "清单.csv"))
    assert len(read.tables) == 600
    assert sum(len(t.indicators) for t in read.tables) == 1500
