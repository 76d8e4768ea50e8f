"""A bureau's own rules: every object and condition, found where it stands; slow patterns stop themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from linter import api
from linter.checks.cases import document, form, ind
from linter.finding import Finding
from linter.own_rules import OwnRuleFault, own_rule
from linter.settings import DEFAULTS, load, settings_of
from linter.submission import Submission

RULE = {"title": "本单位的规定", "opinion": "请按规定填写。"}


@pytest.fixture(scope="module")
def submission() -> Submission:
    return document(
        form(
            ind("quantity", "培训人数", "≥300人"), ind("satisfaction", "学员满意度", "≥85%"), ind("satisfaction", "教师满意度", "≥92%"),
            name="骨干教师培训", texts={"overview": "办三期培训班。", "annual_goal": "", "plan": "3月报名，5月开班。"},
        ),
    )


def found(submission: Submission, *rules: dict[str, Any]) -> list[Finding]:
    settings = settings_of({"rule": [RULE | rule for rule in rules]}, "口径.toml")
    result = api.check_submission(submission, settings=settings, strict=True)
    return [finding for finding in result.verdict.findings if finding.code.startswith("Z")]


@pytest.mark.parametrize(("rule", "places"), [
    ({"object": "项目概况", "condition": "至少字数", "value": "20"}, [("field", "overview")]),
    ({"object": "项目概况", "condition": "至少字数", "value": "7"}, []),
    ({"object": "项目概况", "condition": "至多字数", "value": "6"}, [("field", "overview")]),
    ({"object": "年度目标", "condition": "必填"}, [("field", "annual_goal")]),
    ({"object": "立项依据", "condition": "必填"}, []),  # this form has no such field
    ({"object": "实施计划", "condition": "不得符合", "value": r"\d月报名"}, [("field", "plan")]),
    ({"object": "项目名称", "condition": "必须符合", "value": "培训$"}, []),
    ({"object": "项目名称", "condition": "只能是", "value": "甲、骨干 教师培训"}, []),
    ({"object": "项目名称", "condition": "只能是", "value": "甲、乙"}, [("field", "project_name")]),
    ({"object": "指标类别", "category": "成本指标", "condition": "必填"}, [("category", "cost")]),
    ({"object": "指标类别", "category": "数量指标", "condition": "必填"}, []),
    ({"object": "指标值", "category": "满意度指标", "condition": "必须符合", "value": "9[0-9]%"}, [("indicator", "学员满意度")]),
    ({"object": "指标值", "name": "教师", "condition": "不得符合", "value": "%"}, [("indicator", "教师满意度")]),
    ({"object": "三级指标", "condition": "至多字数", "value": "4"}, [("indicator", "学员满意度"), ("indicator", "教师满意度")]),
    ({"object": "指标描述", "category": "数量指标", "condition": "必填"}, [("indicator", "培训人数")]),
])
def test_objects_and_conditions(submission: Submission, rule: dict[str, Any], places: list[tuple[str, str]]) -> None:
    findings = found(submission, rule)
    assert [(finding.locus.kind, finding.locus.name) for finding in findings] == places
    for finding in findings:
        assert (finding.code, finding.help, finding.severity, finding.audit_item) == ("Z001", "请按规定填写。", "warning", "规范完整性")
        assert finding.message.endswith("。")
        assert finding.fingerprint


def test_codes_count_up_and_severity_can_be_set(submission: Submission) -> None:
    rules = [{"object": "项目名称", "condition": "至多字数", "value": "1"}, {"object": "项目名称", "condition": "至多字数", "value": "2", "severity": "提示"}]
    assert {(f.code, f.severity) for f in found(submission, *rules)} == {("Z001", "warning"), ("Z002", "info")}
    settings = settings_of({"rule": [RULE | rules[0]], "severity": {"Z001": "off"}}, "")
    assert "Z001" not in api.rules_of(settings)[1]


def test_a_pattern_that_never_ends_is_given_up(submission: Submission) -> None:
    slow = document(*(form(name="啊" * 60 + str(n)) for n in range(3)))
    settings = settings_of({"rule": [RULE | {"object": "项目名称", "condition": "必须符合", "value": "^(啊|啊啊)+$"}]}, "")
    result = api.check_submission(slow, settings=settings, strict=True)
    (entry,) = [entry for entry in result.verdict.ledger if entry.code == "Z001"]
    assert entry.state == "skipped"
    assert "太慢" in entry.reason


def test_opinion_of_the_bureau_replaces_the_remedy(submission: Submission) -> None:
    vague = document(form(ind("timeliness", "开班时间", "及时"), name="培训"))
    settings = settings_of({"opinions": {"m301": "请写成日期。"}, "items": {"M301": "绩效合理性"}}, "")
    result = api.check_submission(vague, settings=settings)
    (finding,) = [finding for finding in result.verdict.findings if finding.code == "M301"]
    assert finding.help.startswith("请写成日期。")
    assert finding.audit_item == "绩效合理性"


@pytest.mark.parametrize(("rule", "key", "said"), [
    ({"object": "别的", "condition": "必填"}, "object", "对象“别的”不认识"),
    ({"object": "指标类别", "condition": "必填"}, "category", "要写明是哪一类"),
    ({"object": "指标类别", "category": "成本指标", "condition": "至少字数", "value": "3"}, "condition", "只能是“必填”"),
    ({"object": "指标值", "condition": "必须符合"}, "value", "要写明内容"),
    ({"object": "指标值", "condition": "必须符合", "value": "(("}, "value", "写得不对"),
    ({"object": "指标值", "condition": "必填", "item": "印象"}, "item", "不是审核表的一项"),
    ({"object": "指标值", "condition": "必填", "code": "C101"}, "code", "编号“C101”不对"),
    ({"object": "指标值", "condition": "必填", "colour": "红"}, "colour", "不认识的项"),
])
def test_what_makes_no_sense_is_said(rule: dict[str, Any], key: str, said: str) -> None:
    with pytest.raises(OwnRuleFault) as caught:
        own_rule(RULE | rule, 1)
    assert caught.value.key == key
    assert said in caught.value.what


def test_a_settings_file_holds_own_rules(tmp_path: Path) -> None:
    path = tmp_path / "jixiao.toml"
    path.write_text('[[rule]]\ntitle = "名称"\nobject = "项目名称"\ncondition = "必填"\nopinion = "请填写"\n', "utf-8")
    (rule,) = load(path).rule
    assert (rule.code, rule.opinion) == ("Z001", "请填写。")
    assert [each.code for each in api.all_rules(load(path))][-1] == "Z001"
    assert api.all_rules(DEFAULTS)[-1].code != "Z001"
