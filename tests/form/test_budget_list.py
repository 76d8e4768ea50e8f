"""项目支出预算表, the claims of 绩效管理情况, agency and year."""

from __future__ import annotations

from collections.abc import Callable

from linter.submission import Submission

Parse = Callable[..., Submission]

LIST = (
    "2025年项目支出预算表（本年预算）", "", "部门名称：清河县水利局", "", "单位：万元", "",
    "项目名称|合计|2025年财政拨款|||单位资金", "||一般公共预算|政府性基金预算", "1|2|3|4|5|6",
    "合计|180.00|180.00", "清河县水利局|180.00|180.00", "清河县水利局|100.00|100.00", "防汛物资购置|60.00|60.00", "山塘维修|40.00|40.00",
    "清河县河道管理所|80.00|80.00",
    "", "12", "", "2025年项目支出预算表（本年预算）", "", "部门名称：清河县水利局", "", "单位：万元", "",
    "项目名称|合计|2025年财政拨款|||单位资金", "河道保洁|50.00|50.00", "水文站点维护|30.00|30.00", "",
    "2025年项目支出预算表（上年结转）", "", "单位：万元", "", "项目名称|合计", "清河县水利局|12.5", "渠道清淤尾款|12.5", "",
    "部门政府采购预算", "", "项目名称|采购物品|金额", "防汛物资购置|冲锋舟|20",
)


def test_leaf_rows_only_with_section_unit_and_place(parsed: Parse) -> None:
    submission = parsed(*LIST)
    rows = [(b.section, b.unit, b.project_name, b.amount and str(b.amount.yuan)) for b in submission.budget_lines]
    assert rows == [
        ("current", "清河县水利局", "防汛物资购置", "600000.00"), ("current", "清河县水利局", "山塘维修", "400000.00"),
        ("current", "清河县河道管理所", "河道保洁", "500000.00"), ("current", "清河县河道管理所", "水文站点维护", "300000.00"),
        ("carryover", "清河县水利局", "渠道清淤尾款", "125000.0"),
    ]
    assert submission.budget_lines[0].spot.said() == "第13行第1列"
    assert (submission.agency, submission.fiscal_year) == ("清河县水利局", 2025)


def test_a_project_named_like_a_unit_stays_a_project(parsed: Parse) -> None:
    submission = parsed(
        "2025年项目支出预算表", "", "单位：万元", "", "项目名称|合计", "清河县教育局|70", "乡镇中心幼儿园|30", "营养餐补助|40",
    )
    assert [b.project_name for b in submission.budget_lines] == ["乡镇中心幼儿园", "营养餐补助"]


def test_claims_of_the_narrative(parsed: Parse) -> None:
    submission = parsed(
        "十、绩效管理情况", "",
        "2025年编报部门整体支出绩效目标，涉及资金1,234.50万元。", "",
        "2025年纳入绩效目标管理的二级项目18个，共计金额900.00万元。其中：运转类15个。公开项目绩效目标12个，涉及项目金额800.00万元。",
    )
    assert {key: str(claim.value) for key, claim in submission.claims.items()} == {
        "overall_amount": "12345000.00", "project_count": "18", "project_amount": "9000000.00",
        "disclosed_count": "12", "disclosed_amount": "8000000.00",
    }
