"""One document through the library: which rules run, stored parse results, budget lists, files that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from linter import api
from linter.checks.base import DocumentRule
from linter.checks.cases import document, form, ind
from linter.checks.context import Context
from linter.checks.registry import RULES
from linter.contract.parse_v1 import to_contract
from linter.errors import ReadError, SettingsError
from linter.finding import Finding
from linter.settings import DEFAULTS, Settings

TEXT = """项目支出绩效目标表

（2025年度）

项目名称\t图书采购
项目资金（万元）\t年度资金总额：\t40
年度绩效目标\t采购图书6000册，读者满意度达到90%以上。
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t采购图书\t≥6000
产出指标\t质量指标\t图书合格率\t合格
"""


class Picky(DocumentRule):
    """A rule with an option of every type."""

    code = "X901"
    name = "picky-rule"
    title = "测试用规则"
    severity = "info"
    audit_item = None
    help = "无。"
    options = {"words": ("甲", "乙"), "share": 0.5, "least": 3, "strictly": False, "label": "x"}

    def check(self, context: Context) -> Iterator[Finding]:
        return iter(())


class Yielding(Picky):
    code = "X902"
    name = "yielding-rule"
    options = {}
    silent_under = ("X901",)


class Broken(Picky):
    code = "X903"
    name = "broken-rule"
    options = {}

    def check(self, context: Context) -> Iterator[Finding]:
        raise ValueError("坏了")


@pytest.fixture
def rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "RULES", (*RULES, Picky, Yielding, Broken))


@pytest.fixture
def text_file(tmp_path: Path) -> Path:
    path = tmp_path / "绩效目标表.txt"
    path.write_text(TEXT, "utf-8")
    return path


def codes(settings: Settings, **about: bool) -> frozenset[str]:
    return api.rules_of(settings, **about)[1]


# --- which rules ---------------------------------------------------------------------------------------------------------


def test_profiles() -> None:
    submit, strict, everything = (codes(Settings(profile=name)) for name in ("submit", "strict", "all"))
    assert strict - submit == {"F510"}
    assert submit < strict
    assert submit <= codes(Settings(profile="publish"))
    assert everything == {rule.code for rule in RULES}


@pytest.mark.usefixtures("rules")
def test_a_rule_no_profile_names_belongs_to_submit() -> None:
    assert "X901" in codes(DEFAULTS)


def test_selection_by_code_beginning_and_name() -> None:
    assert codes(Settings(select=("C101", "empty-goal"))) == {"C101", "C109"}
    assert codes(Settings(select=("c10",))) == {"C101", "C102", "C103", "C104", "C106", "C107", "C108", "C109"}
    assert codes(Settings(select=("C",), ignore=("C10",))) == {"C110"}
    assert "C101" not in codes(Settings(severity={"C101": "off"}))


@pytest.mark.usefixtures("rules")
def test_what_a_rule_is_silent_under_runs_but_is_not_reported() -> None:
    rules, report = api.rules_of(Settings(select=("X902",)))
    assert [rule.code for rule in rules] == ["X901", "X902"]
    assert report == {"X902"}


def test_a_budget_list_turns_its_rules_on_in_every_profile(monkeypatch: pytest.MonkeyPatch) -> None:
    class Match(Picky):
        code, name, options = "C107", "table-without-budget-line", {}

    class Whole(Picky):
        code, name, options = "C106", "project-without-table", {}

    monkeypatch.setattr(api, "RULES", (*RULES, Match, Whole))
    assert not codes(DEFAULTS) & {"C106", "C107"}
    assert codes(Settings(profile="publish")) >= {"C106", "C107"}
    assert codes(DEFAULTS, budget_list=True) & {"C106", "C107"} == {"C107"}
    assert codes(DEFAULTS, budget_list=True, whole_agency=True) >= {"C106", "C107"}
    assert "C106" not in codes(Settings(profile="all"), budget_list=True), "a bureau's list holds other agencies' projects"
    assert "C107" not in codes(Settings(ignore=("C107",)), budget_list=True)
    assert codes(Settings(select=("C101",)), budget_list=True) == {"C101"}


def test_severity_of_the_settings_wins(text_file: Path) -> None:
    plain = api.check(text_file, settings=Settings(select=("C103",)))
    raised = api.check(text_file, settings=Settings(select=("C103",), severity={"C103": "error"}))
    assert len(raised.verdict.findings) == len(plain.verdict.findings) > 0
    assert {f.severity for f in raised.verdict.findings} == {"error"}
    assert {f.severity for f in plain.verdict.findings} != {"error"}


@pytest.mark.usefixtures("rules")
def test_options_reach_the_rule_in_its_own_types() -> None:
    options = {"X901": {"words": ["丙"], "share": 1, "least": 5, "strictly": True, "label": "y"}}
    (rule,) = api.rules_of(Settings(select=("X901",), options=options))[0]
    assert rule.chosen == {"words": ("丙",), "share": 1.0, "least": 5, "strictly": True, "label": "y"}
    assert type(rule.chosen["share"]) is float


@pytest.mark.usefixtures("rules")
@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (Settings(select=("Z9",)), "没有规则“Z9”"),
        (Settings(ignore=("emty-goal",)), "您是不是想写“empty-goal”？"),
        (Settings(severity={"C999": "info"}), "没有规则“C999”"),
        (Settings(options={"X901": {"word": []}}), "规则 X901 没有选项“word”。 您是不是想写“words”？"),
        (Settings(options={"X902": {"word": []}}), "它没有选项"),
        (Settings(options={"X901": {"words": "丙"}}), "“options.X901.words”应当是列表"),
        (Settings(options={"X901": {"words": [1]}}), "默认值是 [\"甲\", \"乙\"]"),
        (Settings(options={"X901": {"share": "半"}}), "应当是数字"),
        (Settings(options={"X901": {"least": 2.5}}), "应当是整数"),
        (Settings(options={"X901": {"least": True}}), "应当是整数"),
        (Settings(options={"X901": {"strictly": 1}}), "应当是true 或 false"),
        (Settings(options={"X901": {"label": 1}}), "应当是文字"),
    ],
)
def test_settings_that_name_what_does_not_exist(settings: Settings, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        api.rules_of(settings)
    assert said in str(caught.value)


def test_settings_are_judged_when_they_are_found(tmp_path: Path, text_file: Path) -> None:
    (tmp_path / "jixiao.toml").write_text('ignore = ["C9999"]', "utf-8")
    with pytest.raises(SettingsError, match="C9999"):
        api.settings_for(text_file)
    other = tmp_path / "另一个.toml"
    other.write_text('ignore = ["C101"]', "utf-8")
    assert api.settings_for(text_file, other).ignore == ("C101",)


def test_labels_of_the_settings_teach_the_recogniser(tmp_path: Path) -> None:
    path = tmp_path / "表.txt"
    path.write_text(TEXT.replace("项目名称", "工程全称"), "utf-8")
    assert api.parse(path).tables[0].name == ""
    taught = api.parse(path, settings=Settings(labels={"工程全称": "field.project_name"}))
    assert taught.tables[0].name == "图书采购"


# --- stored parse results ------------------------------------------------------------------------------------------------


def test_a_stored_parse_result_is_checked_like_the_document(tmp_path: Path, text_file: Path) -> None:
    stored = tmp_path / "结果.json"
    stored.write_bytes(b"\xef\xbb\xbf\n" + msgspec.json.encode(to_contract(api.parse(text_file))))
    ours, theirs = (api.check(path, settings=Settings(profile="all")) for path in (text_file, stored))
    assert theirs.submission.narrative is None
    assert [f.fingerprint for f in theirs.verdict.findings] == [f.fingerprint for f in ours.verdict.findings]
    assert ours.verdict.findings


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"schema_version": 2}', "是第 2 版的解析结果，本程序只认识第 1 版"),
        (b'{"findings": []}', "是 JSON 文件，但不是 jixiao parse"),
        (b'{"schema_version": 1, "source": 3}', "$.source"),
        (
            '{"schema_version": 1, "source": "x", "status": "ok", "notes": [], "agency": null, "fiscal_year": null, "budget_lines": '
            '[{"section": "current", "unit": null, "project_name": "甲", "amount": "三万"}]}'.encode(), "$.budget_lines[0].amount",
        ),
    ],
)
def test_other_json_is_refused_with_its_place(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    with pytest.raises(ReadError) as caught:
        api.parse(path)
    assert said in str(caught.value)


def test_a_text_that_begins_with_a_brace_is_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("{草稿}\n" + TEXT, "utf-8")
    assert len(api.parse(path).tables) == 1


# --- files, budget lists, crashes ----------------------------------------------------------------------------------------


def test_a_file_that_cannot_be_read_is_a_status(tmp_path: Path) -> None:
    result = api.check(tmp_path / "没有.txt")
    assert result.failed
    assert "没有.txt" in result.submission.notes[0].text
    assert result.verdict.findings == ()


@pytest.mark.usefixtures("rules")
def test_a_rule_that_breaks_down_is_in_the_ledger(text_file: Path) -> None:
    result = api.check(text_file, settings=Settings(select=("X903", "C103")))
    assert result.crashed == ("X903",)
    assert result.verdict.findings, "the other rule still reports"
    with pytest.raises(ValueError, match="坏了"):
        api.check(text_file, settings=Settings(select=("X903",)), strict=True)


def budget(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "清单.csv"
    path.write_text(text, "utf-8-sig")
    return path


@pytest.mark.parametrize("header", ["预算数（万元）", "预算金额（万元）", "年度预算（万元）"])
def test_a_budget_list_is_read_with_the_unit_of_its_header(tmp_path: Path, header: str) -> None:
    lines = api.read_budget_list(budget(tmp_path, f"序号,项目名称,{header}\n1,图书采购,40\n2,读者活动,12.5\n,合计,52.5\n"))
    assert [(line.project_name, line.amount and line.amount.yuan) for line in lines] == [("图书采购", 400000), ("读者活动", 125000)]


def test_a_budget_list_without_unit_or_projects_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="看不出金额的单位"):
        api.read_budget_list(budget(tmp_path, "项目名称,预算数\n图书采购,40\n读者活动,12\n"))
    with pytest.raises(SettingsError, match="没有找到预算项目"):
        api.read_budget_list(budget(tmp_path, "姓名,年龄\n甲,40\n乙,12\n"))


def test_the_users_budget_list_is_compared(tmp_path: Path, text_file: Path) -> None:
    lines = api.read_budget_list(budget(tmp_path, "项目名称,预算数（万元）\n图书采购,45\n"))
    found = [f.code for f in api.check(text_file, budget_list=lines).verdict.findings]
    assert "F506" in found
    assert "F506" not in [f.code for f in api.check(text_file).verdict.findings]


def test_no_more_than_ten_public_names() -> None:
    assert len(api.__all__) <= 10
    assert all(hasattr(api, name) for name in api.__all__)


def test_made_up_submissions_can_be_checked() -> None:
    submission: Any = document(form(ind("quantity", "采购图书", "≥XX册")))
    assert "C102" in [f.code for f in api.check_submission(submission).verdict.findings]
