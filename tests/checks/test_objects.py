"""Numbers with a unit in running text, what they count, and years and periods: the extractor behind S603, S604 and S610."""

from __future__ import annotations

from decimal import Decimal

import pytest

from linter.checks.objects import comparable, counts_in
from linter.checks.periods import times_in
from linter.checks.same_object import aside, counts_the_same, named


@pytest.mark.parametrize(("text", "counts"), [
    ("完成道路标线施划8.4万平米", [(Decimal(84000), "平米")]), ("购置教学仪器约300台、课桌椅1,200套", [(Decimal(300), "台"), (Decimal(1200), "套")]),
    ("新建２所幼儿园", [(Decimal(2), "所")]), ("改造公厕二十六座", [(Decimal(26), "座")]), ("服务群众3万人次", [(Decimal(30000), "人次")]), ("满意度达到95%以上", [(Decimal(95), "%")]),
    ("300名护林员", [(Decimal(300), "名")]), ("清淤渠道18公里，衬砌2.4千米", [(Decimal(18), "公里"), (Decimal("2.4"), "千米")]),
])
def test_numbers_with_a_unit(text: str, counts: list[tuple[Decimal, str]]) -> None:
    assert [(count.number, count.unit) for count in counts_in(text)] == counts


@pytest.mark.parametrize("text", [
    "2024年12月底前完成", "依据GB/T 28222-2011", "教基〔2018〕5号", "工期90天", "预算30万元", "补助标准200元/人", "充电桩200-260个", "第3期工程", "一个中心、一次性补助", "《“十四五”20项重点任务》", "",
])
def test_years_times_money_ranges_and_names_are_no_counts(text: str) -> None:
    assert counts_in(text) == ()


def test_the_words_round_a_number() -> None:
    first, second = counts_in("2024年计划新建12所幼儿园，其中民办约3所")
    assert (first.lead, first.follow, first.about) == ("2024年计划新建", "幼儿园", False)
    assert (second.lead, second.before, second.about) == ("其中民办约", "2024年计划新建12所幼儿园,其中民办约", True)


@pytest.mark.parametrize(("one", "other", "goes"), [
    ("平方米", "㎡", True), ("公里", "米", True), ("公顷", "亩", True), ("名", "人", True), ("台", "套", True), ("张", "个", True), ("场", "次", True), ("吨", "公斤", True),
    ("人", "人次", False), ("户", "人", False), ("次", "台", False), ("平方米", "亩", False), ("公里", "平方米", False), ("%", "个", False),
])
def test_units_that_may_be_compared(one: str, other: str, goes: bool) -> None:
    assert (comparable(one, other) is not None) is goes
    assert (comparable(other, one) is not None) is goes


@pytest.mark.parametrize(("name", "text"), [
    ("道路标线施划面积", "城区道路热熔标线施划9万平方米"), ("护林员人数", "聘用生态护林员180名"), ("新建幼儿园数量", "新建5所幼儿园"), ("公厕改造数量", "改造公共厕所26座"), ("举办培训班期数", "举办培训班8期"),
    ("乡村医生人数", "在岗村医150名"), ("渠道清淤长度", "完成清淤渠道18公里"), ("安全演练次数", "组织开展安全演练6次"), ("高标准农田建设面积", "建设高标准农田2.5万亩"), ("资助学生人数", "资助学生420名"),
])
def test_the_same_thing(name: str, text: str) -> None:
    (count,) = counts_in(text)
    what = named(name, rate=False)
    assert what is not None
    assert counts_the_same(count, what)
    assert not aside(count)


@pytest.mark.parametrize(("name", "text"), [
    ("教师人数", "小学教师300人"), ("新建幼儿园数量", "维修5所幼儿园"), ("购置救护车数量", "报废老旧救护车驾驶室3个"), ("图书数量", "购置图书柜30个"), ("更换路灯数量", "更换路灯灯杆800根"),
    ("培训教师人数", "培训校长30人"), ("体检人数", "参加义务植树300人"), ("养老床位数", "养老护理员60人"), ("宣传活动场次", "培训活动12场"), ("改造卫生室数量", "新建卫生室12所"),
])
def test_another_thing(name: str, text: str) -> None:
    (count,) = counts_in(text)
    what = named(name, rate=False)
    assert what is not None
    assert not counts_the_same(count, what)


@pytest.mark.parametrize("text", [
    "每月巡查20次", "人均服务300人", "每村发放资料200份", "2022年已改造公厕40座", "累计改造公厕120座", "全县现有村卫生室260所", "培训300人，其中女性120人", "合格率提高5%", "日均清运垃圾10吨", "补助标准每人2份",
])
def test_numbers_set_aside(text: str) -> None:
    assert aside(counts_in(text)[-1])


@pytest.mark.parametrize("name", ["完成数量", "数量", "购买数量", "完成次数"])
def test_names_that_say_nothing_of_their_own(name: str) -> None:
    assert named(name, rate=False) is None


@pytest.mark.parametrize(("text", "times"), [
    ("项目实施期为2022年3月至2023年2月", [("2022年3月至2023年2月", "own")]), ("2023年12月底前完成招标", [("2023年", "planned")]), ("2023年完成采购并支付", [("2023年", "doing")]),
    ("截至2022年底已建成", [("2022年", "horizon")]), ("供电可靠率较2022年提高", [("2022年", "baseline")]), ("2022年县政府常务会议", [("2022年", "history")]), ("自2020年起实行", [("2020年", "baseline")]),
    ("到2026年建成", [("2026年", "horizon")]), ("《行动方案（2021-2023年）》", []), ("水农〔2020〕12号", []), ("服务期2024年1月1日-2024年12月31日", [("2024年1月1日-2024年12月31日", "own")]), ("2000年产设备20台", []),
])
def test_years_and_periods(text: str, times: list[tuple[str, str]]) -> None:
    assert [(time.printed, time.role) for time in times_in(text)] == times


@pytest.mark.parametrize(("text", "year", "outside", "within"), [
    ("2022年1月至2022年12月", 2024, True, False), ("2023年7月至2024年6月", 2024, False, False), ("2024年3月至10月", 2024, False, True), ("2023-2025年", 2024, False, False),
])
def test_what_a_period_covers(text: str, year: int, outside: bool, within: bool) -> None:
    (time,) = times_in(text)
    assert (time.outside(year), time.within(year)) == (outside, within)
