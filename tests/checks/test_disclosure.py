"""Disclosure rules beyond their own cases: what is a mark, what is a person's number, and that no number is printed whole."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from linter.checks.base import Rule
from linter.checks.cases import document, form, ind
from linter.checks.context import Context
from linter.checks.disclosure.internal_marking import InternalMarking, marking
from linter.checks.disclosure.personal_contact import PersonalContactExposed
from linter.checks.engine import run
from linter.finding import Verdict
from linter.submission import TargetTable


def check(rule: type[Rule], *tables: TargetTable, **about: Any) -> Verdict:
    return run([rule()], Context(document(*tables, **about)), strict=True)


# --- D802 -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [
    "注：本表仅供内部审核使用。", "仅供内部参考", "内部资料 注意保存", "2024年卫生健康局部门预算（草稿）", "征求意见稿", "（送审稿）", "项目支出绩效目标表（讨论稿）",
    "【初稿】", "绩效目标表-草稿", "本文件不得对外公开", "内部资料，严禁外传", "机密★1年", "（征求意见稿第二稿）", "请勿外传", "审核专用稿", "附注：此件仅供审阅",
    "２０２４年部门预算公开说明（未定稿）", "此件未经批准，请勿外传。", "未经许可，不得对外公开", "2024年部门预算（征求意见稿，请于3月底前反馈）",
    "预算公开说明（送审稿第二版）", "讨论稿，请勿转发", "绩效目标表（内部）", "（评审稿）", "本表不对外公开", "以上材料仅供内部讨论",
])
def test_marks(text: str) -> None:
    assert marking(text)


@pytest.mark.parametrize("text", [
    "地下停车场仅供内部使用", "严禁对外投资和担保", "涉密采购事项按照国家有关规定办理", "完成规划送审稿编制", "参照《湿地管理条例（征求意见稿）》编制", "落实内部控制制度",
    "公开内部审计结果", "初稿完成时间：6月", "编印内部资料性出版物4期", "涉密文件不得对外公开传播，严格按规定执行", "秘密级文件管理费", "县志（初稿）编纂费", "征求意见",
    "项目支出绩效目标表（秘密交通站旧址修缮）", "绩效目标表（样稿印制费）", "初稿，经专家评审后付印", "绩效目标表（内部控制建设）", "内部审计", "补录期间该资料不得外传，专人保管",
    "补助对象的基本资料不得对外提供", "馆藏民国资料仅供内部查阅和参考",
    "全年召开征求意见座谈会6次，形成调研报告征求意见稿，提请常务会议审议。", "",
])
def test_words_that_are_no_marks(text: str) -> None:
    assert marking(text) is None


def test_one_finding_a_document_wherever_the_marks_stand() -> None:
    titled = replace(form(name="森林防火"), title="项目支出绩效目标表（草稿）")
    (finding,) = check(InternalMarking, titled, replace(titled, index=1)).findings
    assert finding.locus.kind == "document"
    verdict = check(InternalMarking, form(texts={"remarks": "仅供内部审核"}), narrative=["（征求意见稿）", "草稿"])
    assert len(verdict.findings) == 1


def test_without_the_running_text_marks_are_not_judged() -> None:
    stored = replace(document(form()), narrative=None)
    (entry,) = run([InternalMarking()], Context(stored)).ledger
    assert entry.state == "skipped"
    assert "解析结果" in entry.reason


# --- D801 -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["13912345678", "139 1234 5678", "0391-6633221", "（010）65551234", "6633221", "66332211"])
def test_numbers_of_contacts(number: str) -> None:
    (finding,) = check(PersonalContactExposed, form(contacts=[("张三", number)])).findings
    digits = "".join(char for char in number if char.isdigit())
    shown = "".join(char for char in finding.evidence + finding.message if char.isdigit() or char == "*")
    assert digits not in shown
    assert "*" in finding.evidence


@pytest.mark.parametrize("number", ["", "139****5678", "12345", "无", "见单位名录", "400-810-1234"])
def test_contacts_without_a_person_s_number(number: str) -> None:
    assert check(PersonalContactExposed, form(contacts=[("张三", number)])).findings == ()


@pytest.mark.parametrize(("key", "text"), [
    ("overview", "补助对象李某，身份证号110105199003072316。"), ("measures", "项目负责人手机13700001111，全程负责。"), ("remarks", "联系电话：8225566"),
    ("plan", "由王某（0358-8225566）牵头组织。"),
])
def test_numbers_in_texts(key: str, text: str) -> None:
    (finding,) = check(PersonalContactExposed, form(texts={key: text})).findings
    assert "*" in finding.evidence


@pytest.mark.parametrize("text", [
    "发放补助13800000000元", "覆盖户籍人口13812345人", "设备编号20240115001", "依据民发〔2019〕87号", "项目编码14112400T000000012345", "服务面积8225566平方米",
])
def test_figures_that_are_no_person_s_number(text: str) -> None:
    assert check(PersonalContactExposed, form(texts={"overview": text})).findings == ()


def test_one_finding_a_table_however_many_numbers() -> None:
    table = form(ind("quantity", "热线13700001111接听数", "≥10次"), contacts=[("甲", "13700001111"), ("乙", "13700002222")])
    (finding,) = check(PersonalContactExposed, table).findings
    assert finding.locus.kind == "table"
