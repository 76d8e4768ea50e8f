"""Forms of one column, described forms, pages that break rows and headers, flat lists, and what is no form."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from linter.form.recognise import recognise
from linter.reading import read_bytes
from linter.submission import Submission

Parse = Callable[..., Submission]

DESCRIBED = (
    "1、河道保洁绩效目标表", "", "单位：万元", "",
    "项目编码|41P001|||项目名称|河道保洁||",
    "预算规模及 资金用途|预算数|86.50|其中：财政资金|86.50|其他资金||",
    "|用于辖区12条河道的日常保洁。|||||",
    "资金支出计 划（%）|3月底||6月底||10月底|",
    "|20%||50%||80%|",
    "12月底|100%",
    "绩效目标|1. 河道水面整洁。",
    "一级指标|二级指标|三级指标|绩效指标描述|指标值|指标值确定依据|",
    "产出指标|数量指标|保洁河道数|纳入保洁的河道数量|≥12条|工作计划|",
    "满意度指标|服务对象满意度指标|居民满意度|沿河居民对保洁|≥90%|问卷|",
    "",
    "一级指标|二级指标|三级指标|绩效指标描述|指标值|指标值确定依据|",
    "|||工作的满意程度||调查|",
)


def test_described_form_with_rows_broken_over_a_page(parsed: Parse) -> None:
    submission = parsed(*DESCRIBED)
    (table,) = submission.tables
    assert submission.status == "ok", submission.notes
    assert table.project_code == "41P001"
    assert table.amounts.annual
    assert table.amounts.annual.yuan == 865_000
    assert table.text("overview") == "用于辖区12条河道的日常保洁。"
    assert [(s.month, s.percent) for s in table.spending_plan] == [(3, "20%"), (6, "50%"), (10, "80%"), (12, "100%")]
    last = table.indicators[-1]
    assert (last.level3, last.description, last.basis) == ("居民满意度", "沿河居民对保洁工作的满意程度", "问卷调查")


def test_a_name_or_text_broken_by_a_page_is_put_together(parsed: Parse) -> None:
    rows = [row.replace("河道保洁工作", "河道保洁") for row in DESCRIBED]
    at = rows.index("产出指标|数量指标|保洁河道数|纳入保洁的河道数量|≥12条|工作计划|")
    rows[at:at + 1] = ["产出指标|数量指标|保洁河|纳入保洁|≥12条|工作计划|", "", "一级指标|二级指标|三级指标|绩效指标描述|指标值|指标值确定依据|",
                       "||道数|的河道数量|||"]
    goal = rows.index("绩效目标|1. 河道水面整洁。")
    rows[goal:goal + 1] = ["绩效目标|1. 河道水面整洁，两岸五米以内没有垃圾，沿河", "", "|居民满意。"]
    (table,) = parsed(*rows).tables
    assert table.text("annual_goal") == "1. 河道水面整洁，两岸五米以内没有垃圾，沿河居民满意。"
    first = table.indicators[0]
    assert (first.level3, first.description, first.target) == ("保洁河道数", "纳入保洁的河道数量", "≥12条")


ONE_COLUMN = (
    "云溪区图书馆支出项目绩效目标表", "", "单位：万元", "", "(2024年)", "",
    "项目名称|图书采购||", "单位编码|030001|资金用途|业务类", "项目负责人|周某|联系人|吴某", "联系电话|12345678||",
    "项目总金额|60.00|项目本年度金额|40.00", "项目详细信息", "项目概况|采购纸质图书。", "项目绩效目标",
    "项目总目标|两年采购图书1万册。", "",
    "年度绩效目标|当年采购图书6000册。", "一级指标|二级指标|三级指标|目标值",
    "|投入管理|预算执行率|=100%", "投入与目标管理|财务管理|制度健全性|健全", "产出目标|数量|采购图书|≥6000册",
    "|质量||", "效果目标|社会效益|借阅人次|≥2万人次", "|满意度|读者满意度|≥90%", "影响力目标|长效管理||", "|其它||",
)


def test_one_column_form_goes_on_over_the_page(parsed: Parse) -> None:
    submission = parsed(*ONE_COLUMN)
    (table,) = submission.tables
    assert submission.status == "ok", submission.notes
    assert submission.agency == "云溪区图书馆"
    assert table.text("overview") == "采购纸质图书。"
    assert (table.text("total_goal"), table.text("annual_goal")) == ("两年采购图书1万册。", "当年采购图书6000册。")
    assert [(c.role, c.name, c.phone) for c in table.contacts] == [("项目负责人", "周某", None), ("联系人", "吴某", "12345678")]
    assert [(i.level1, i.category, i.level3) for i in table.indicators] == [
        ("投入与目标管理", "management", "预算执行率"), ("投入与目标管理", "management", "制度健全性"),
        ("产出目标", "quantity", "采购图书"), ("效果目标", "social", "借阅人次"), ("效果目标", "satisfaction", "读者满意度"),
    ]
    assert "remarks" not in table.printed
    assert "total_goal" in table.printed


def test_long_and_annual_blocks_below_each_other_are_two_halves(parsed: Parse) -> None:
    submission = parsed(
        "项目支出绩效目标申报表", "",
        "项目名称|文化站改造", "立项依据|文旅局年度计划", "长期目标|三年改造6个。", "年度目标|当年改造2个。",
        "实施进度计划|项目实施内容|开始时间|完成时间", "|设计招标|2024年1月|2024年4月",
        "长期绩效指标|一级指标|二级指标|指标内容|指标值|备注", "|产出指标|数量指标|改造文化站|6个|", "||质量指标|验收合格率|100%|",
        "年度绩效指标|一级指标|二级指标|指标内容|指标值|备注", "|产出指标|数量指标|改造文化站|2个|", "||质量指标|验收合格率|100%|",
        "单位负责人：|张某|填报人：|李某|联系电话：|5556666",
    )
    (table,) = submission.tables
    assert submission.status == "ok", submission.notes
    assert table.two_halves
    assert [(i.period, i.row, i.level3, i.target) for i in table.indicators] == [
        ("total", 0, "改造文化站", "6个"), ("total", 1, "验收合格率", "100%"),
        ("annual", 0, "改造文化站", "2个"), ("annual", 1, "验收合格率", "100%"),
    ]


def test_flat_list_is_grouped_by_project_and_joins_sign_value_unit(parsed: Parse) -> None:
    submission = parsed(
        "绩效目标清单", "",
        "项目编码|项目名称|年度预算（万元）|一级指标|二级指标|三级指标|计算符号|指标值|计量单位|权重",
        "P1|校园饮水|50|产出指标|数量指标|改造学校|≥|20|所|30",
        "P1|校园饮水|50|效益指标|社会效益指标|饮水体验|定性|良||20",
        "P2|公厕保洁|80|产出指标|数量指标|保洁公厕|＝|30|座|40",
    )
    assert [(t.project_code, t.name, len(t.indicators)) for t in submission.tables] == [("P1", "校园饮水", 2), ("P2", "公厕保洁", 1)]
    first, mood = submission.tables[0].indicators
    assert (first.target, first.sign, first.unit, first.weight) == ("≥20所", "≥", "所", "30")
    assert mood.target == "良"
    assert submission.tables[1].amounts.annual
    assert submission.tables[1].amounts.annual.yuan == 800_000


def test_self_evaluation_is_set_aside_and_named(parsed: Parse) -> None:
    submission = parsed(
        "项目支出绩效自评表", "", "项目名称|护林防火", "项目资金（万元）|全年预算数|50|全年执行数|48",
        "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分", "产出指标|数量指标|巡护人数|≥20人|20人|50|50",
    )
    assert submission.tables == ()
    assert "《项目支出绩效自评表》是自评表或监控表" in submission.notes[0].text


def test_a_project_called_monitoring_is_no_monitoring_form(parsed: Parse) -> None:
    rows = [row.replace("河道保洁", "水质监控自评系统") for row in DESCRIBED]
    assert parsed(*rows).tables[0].name == "水质监控自评系统"


def test_a_document_without_a_form_says_so(parsed: Parse) -> None:
    submission = parsed("2024年部门预算", "", "科目编码|科目名称|合计", "205|教育支出|100")
    assert (submission.status, submission.tables) == ("ok", ())
    assert submission.notes[-1].text == "未找到绩效目标表"


def test_every_unread_cell_is_named_with_its_place(parsed: Parse) -> None:
    rows = [row.replace("绩效目标|1. 河道水面整洁。", "绩效目标|1. 河道水面整洁。\n预期受惠人群|沿河居民三万人") for row in DESCRIBED]
    submission = parsed(*rows)
    assert submission.status == "partial"
    said = [f"{n.spot.said()} {n.text}" for n in submission.notes]
    assert any("第12行第1列" in text and "预期受惠人群" in text for text in said)
    assert any('"预期受惠人群" = "角色"' in text for text in said)


def test_a_new_province_needs_only_vocabulary_lines(parsed: Parse) -> None:
    rows = (
        "财政支出预期成效表（绩效目标）", "",
        "事项称谓|山塘除险", "拟投入（万元）|当年拟投入|75", "拟达成果|当年除险山塘5座。",
        "成效大类|成效小类|考察点|拟达水平", "产出指标|数量指标|除险山塘|5座", "|质量指标|验收合格率|100%",
    )
    assert parsed(*rows).tables == ()
    taught = parsed(
        *rows,
        labels={
            "事项称谓": "field.project_name", "拟投入": "group.amounts", "当年拟投入": "amount.annual",
            "拟达成果": "text.annual_goal", "成效大类": "column.level1", "成效小类": "column.level2",
            "考察点": "column.level3", "拟达水平": "column.target",
        },
    )
    (table,) = taught.tables
    assert taught.status == "ok", taught.notes
    assert (table.name, table.text("annual_goal")) == ("山塘除险", "当年除险山塘5座。")
    assert table.amounts.annual
    assert table.amounts.annual.yuan == Decimal(750_000)
    assert [(i.category, i.level3, i.target) for i in table.indicators] == [("quantity", "除险山塘", "5座"), ("quality", "验收合格率", "100%")]


def test_an_unknown_unit_of_money_is_unknown(parsed: Parse) -> None:
    rows = [row for row in DESCRIBED if "单位：万元" not in row]
    amounts = parsed(*rows).tables[0].amounts
    assert amounts.annual is None
    assert "annual" in amounts.unit_unknown


def test_an_evaluation_framework_without_targets_is_no_target_form(parsed: Parse) -> None:
    submission = parsed(
        "项目支出绩效评价指标体系", "", "一级指标|二级指标|三级指标|分值|评分标准", "产出|产出数量|实际完成率|10|完成得满分", "效益|社会效益|受益人数|10|按比例",
    )
    assert submission.tables == ()


def test_an_empty_goal_beside_its_label_is_an_empty_field(parsed: Parse) -> None:
    rows = ["项目总目标|两年采购图书1万册。||", "年度绩效目标|||", "一级指标|二级指标|三级指标|目标值", "产出指标|数量指标|采购册数|≥5000册"]
    (table,) = parsed("图书馆项目支出绩效目标表", "", "单位：万元", "", "项目名称|图书采购||", *rows).tables
    assert table.texts["annual_goal"].value == ""
    assert "annual_goal" in table.printed


def test_a_goal_s_label_over_the_text_below_it_is_no_empty_field(parsed: Parse) -> None:
    rows = ["项目总目标|两年采购图书1万册。||", "年度绩效目标|||", "|采购图书5000册，新书一周内上架。||", "一级指标|二级指标|三级指标|目标值", "产出指标|数量指标|采购册数|≥5000册"]
    (table,) = parsed("图书馆项目支出绩效目标表", "", "单位：万元", "", "项目名称|图书采购||", *rows).tables
    assert table.text("annual_goal") == "采购图书5000册，新书一周内上架。"


def test_a_heading_across_the_form_is_no_empty_goal() -> None:
    rows = (
        '<tr><td>项目名称</td><td colspan="3">图书采购</td></tr><tr><td>项目总目标</td><td colspan="3">两年采购图书1万册。</td></tr>'
        '<tr><td colspan="4">年度目标</td></tr><tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>目标值</td></tr>'
        "<tr><td>产出指标</td><td>数量指标</td><td>采购册数</td><td>≥5000册</td></tr>"
    )
    page = f"<p>项目支出绩效目标表</p><table>{rows}</table>"
    (table,) = recognise(read_bytes(page.encode(), "form.html")).tables
    assert "annual_goal" not in table.texts
    (empty,) = recognise(read_bytes(page.replace('"4">年度目标', '"1">年度目标').encode(), "form.html")).tables
    assert empty.texts["annual_goal"].value == ""
