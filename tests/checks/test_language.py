"""Slips of writing beyond the rules' own cases: doubled words, unpaired marks, torn-off texts, document numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from linter.checks.base import Rule
from linter.checks.cases import document, form, ind
from linter.checks.context import Context
from linter.checks.engine import run
from linter.checks.language.citation_format import CitationFormat, rewritten
from linter.checks.language.doubled_words import DoubledWords, doubled_in_name, doubled_in_text
from linter.checks.language.truncated_text import TruncatedText
from linter.checks.language.unbalanced_punctuation import UnbalancedPunctuation, unpaired
from linter.finding import Finding


def check(rule: type[Rule], *rows: Any, budget: Iterable[tuple[str, str]] = (), **about: Any) -> list[Finding]:
    return list(run([rule()], Context(document(form(*rows, **about), budget=budget)), strict=True).findings)


@pytest.mark.parametrize(
    ("name", "twice"),
    [
        ("床位床位数量", "床位"), ("课桌椅合格率课桌椅合格率", "课桌椅合格率"), ("监测断面监测断面水质", "监测断面"), ("新增学位数数", None), ("疫苗冷链设备冷链设备完好率", "冷链设备"),
        ("培训人数、培训人数", "培训人数"), ("图书册数册数", "册数"), ("灌区 灌区渠道", "灌区"), ("2024年2024年体检人数", "2024年"),
    ],
)
def test_names_that_repeat_themselves(name: str, twice: str | None) -> None:
    assert doubled_in_name(name) == twice


@pytest.mark.parametrize(
    "name",
    [
        "慰问大学大学生人数", "培训培训师合格率", "物业服务服务对象投诉率", "党建工作工作经费", "20202020号线路", "家家户户走访率", "一个一个核查", "哈哈哈哈乐园", "大学大学生",
        "教师教师节慰问", "吉林吉林市项目", "研究生研究课题", "市市场监管", "妇幼保健院保健科床位", "村村通公交线路", "1212热线", "",
    ],
)
def test_names_in_which_two_words_meet(name: str) -> None:
    assert doubled_in_name(name) is None


@pytest.mark.parametrize(
    "text",
    [
        "走访独居老人并登记困难。建立台账。走访独居老人并登记困难！", "配备专职校医配备专职校医", "改造渠道，改造渠道，衬砌到位", "1.组织渔民技能培训与考核。2.发证。3.组织渔民技能培训与考核。",
        "大力大力发展乡村旅游", "用于修缮漏雨教室，教室教室。", "保障救护车正常运转保障救护车正常运转。", "保障运转。保障运转。",
    ],
)
def test_texts_that_say_something_twice(text: str) -> None:
    assert doubled_in_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "依据《防汛条例》第六条，依据《防汛条例》第六条。", "根据《义务教育法》第四十四条规定。根据《义务教育法》第四十四条规定。", "每人500元，每人500元。", "加强管理，加强监督。", "加强，加强。",
        "四月完成鲢鱼苗种招标采购工作。六月完成鳙鱼苗种招标采购工作。", "服务服务对象，管理管理人员", "逐条逐条落实，非常非常重要", "",
    ],
)
def test_texts_that_only_look_so(text: str) -> None:
    assert doubled_in_text(text) is None


def test_doubled_words_are_looked_for_everywhere_but_in_targets() -> None:
    rows = (
        ind("quantity", "床位床位数量", "≥60张"), ind("quality", "护理合格率", "≥95%", description="护理合格率护理合格率"),
        ind("quality", "器械完好率", "≥98%", basis="设备台账设备台账"), ind("timeliness", "发放时效", "按时按时"),
    )
    found = check(DoubledWords, *rows, name="敬老院设备敬老院设备", texts={"remarks": "附照片附照片"})
    assert [(f.locus.kind, f.locus.name) for f in found] == [
        ("field", "project_name"), ("field", "remarks"), ("indicator", "床位床位数量"), ("indicator", "护理合格率"), ("indicator", "器械完好率"),
    ]


def test_a_name_doubled_in_one_half_takes_that_halfs_name() -> None:
    (finding,) = check(DoubledWords, ind("quantity", "床位数量", "≥60张", annual=("床位床位数量", "≥60张")), halves=True)
    assert (finding.locus.name, finding.locus.period) == ("床位床位数量", "annual")


def test_a_project_name_printed_so_in_the_budget_list_is_left_alone() -> None:
    assert check(DoubledWords, name="电梯维保电梯维保", budget=[("电梯维保电梯维保", "5万元")]) == []
    assert check(UnbalancedPunctuation, name="渠首闸（一期", budget=[("渠首闸（一期", "5万元")]) == []
    assert len(check(DoubledWords, name="电梯维保电梯维保", budget=[("电梯维保", "5万元")])) == 1


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("依据《义务教育法第四十四条", 2), ("义务教育法》第四十四条", 5), ("”双减“工作", 0), ("推进“妇女之家建设", 2), ("联席会议（每季度一次", 4), ("联席会议每季度一次）", 9), ("【重点 工程", 0),
        ('"数字乡村试点', 0), ("“十四五”“规划", 5), ("》《", 0), ("(一)（二", 3), ("“一”，”二", 4),
    ],
)
def test_marks_without_a_partner(text: str, at: int) -> None:
    odd = unpaired(text)
    assert odd is not None
    assert odd.at == at


@pytest.mark.parametrize(
    "text",
    [
        "《义务教育法》（2018年修正)", "“十四五”规划【文化篇】", '"书香驿站"', "1）摸底；2）施工", "一）验收。a)归档", "建立台账3）落实专人", '24"显示器', "评分在(80,90]之间", "“读者说“好””",
        "（第一批（二期））", "《关于印发〈条例〉的通知》", "没有标点",
    ],
)
def test_marks_in_pairs(text: str) -> None:
    assert unpaired(text) is None


def test_one_finding_for_each_field() -> None:
    found = check(UnbalancedPunctuation, texts={"basis": "依据《教师法，《未成年人保护法", "plan": "“三月”培训）", "overview": "培训。"})
    assert [f.locus.name for f in found] == ["basis", "plan"]


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        ("证城乡居民饮水安全", "保证城乡居民饮水安全"), ("推广中药材标准化种植技", "推广中药材标准化种植技术"), ("24年完成文物实地调查", "2024年完成文物实地调查"), ("障农村困难群众基本生活", "保障农村困难群众基本生活"),
        ("华人民共和国教师法实施", "中华人民共和国教师法实施"), ("开展儿童青少年近视防", "开展儿童青少年近视防控"),
    ],
)
def test_texts_torn_off_inside_a_word(short: str, whole: str) -> None:
    (finding,) = check(TruncatedText, texts={"overview": f"{whole}。", "total_goal": short})
    assert finding.locus.name == "total_goal"
    assert [locus.name for locus in finding.related] == ["overview"]


@pytest.mark.parametrize(
    ("short", "whole"),
    [
        ("残疾人托养机构运营补助", "完成残疾人托养机构运营补助"), ("农村公路养护工程", "保障农村公路养护工程"), ("修建滨河绿道并安装照明设施", "修建滨河绿道并安装照明设施项目"),
        ("年助餐", "老年助餐"), ("保证城乡居民饮水安全", "1.保证城乡居民饮水安全。"), ("证城乡居民饮水安全", "全面保证和改善城乡居民饮水安全"), ("保证城乡饮水安全", "保证城乡居民饮水安全"),
        ("证城乡居民饮水安全", "工作保证城乡居民饮水安"),
    ],
)
def test_texts_that_are_whole(short: str, whole: str) -> None:
    assert check(TruncatedText, texts={"overview": whole, "total_goal": short}) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("清农发【2023】15号", "清农发〔2023〕15号"), ("清财社[2020]12号", "清财社〔2020〕12号"), ("清卫发（2022）76号", "清卫发〔2022〕76号"), ("清卫发(2022)76号", "清卫发〔2022〕76号"),
        ("清农机〔2020〕012号", "清农机〔2020〕12号"), ("清农发〔2022〕第5号", "清农发〔2022〕5号"), ("清农发[2013年]21号", "清农发〔2013〕21号"), ("会议纪要［2015］13号", "会议纪要〔2015〕13号"),
        ("清财（农）【2021】7 号", "清财（农）〔2021〕7号"), ("清教发〔2021]33号", "清教发〔2021〕33号"),
    ],
)
def test_document_numbers_are_mended(text: str, right: str) -> None:
    whole = f"根据{text}和《教师法》的规定。"
    assert rewritten(whole) == f"根据{right}和《教师法》的规定。"
    (finding,) = check(CitationFormat, texts={"basis": whole})
    assert [(fix.safety, fix.replacement) for fix in finding.fixes] == [("safe", rewritten(whole))]
    assert right in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "清林发〔2023〕18号", "国务院令第541号", "社区（2019）3号楼", "合同编号【2023】15号", "案号（2022）清01民初76号", "12345号热线", "2023年第12号公告", "（2017年修订）第六条", "[2019]年度", "",
        "第（2020）12路", "(2021)", "清发〔2021〕7、8号",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert rewritten(text) == text


def test_one_finding_says_how_many_numbers_a_field_holds() -> None:
    (finding,) = check(CitationFormat, texts={"basis": "清卫发(2022)76号、清财社[2020]12号、清医保发〔2021〕8号"})
    assert "2处" in finding.message
    assert "“清卫发(2022)76号”" in finding.message
