"""The policy workbook: what is exported is read back, what is edited holds, what is wrong is said by cell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from linter.api import rules_of
from linter.errors import SettingsError
from linter.own_rules import own_rules
from linter.policy import load_policy
from linter.policy.export import workbook
from linter.settings import DEFAULTS, Settings, load

Edit = Callable[[openpyxl.Workbook], None]
OWN = {
    "title": "满意度不低于90%", "object": "指标值", "category": "满意度指标", "condition": "必须符合", "value": r"9\d%|100%", "severity": "错误",
    "item": "绩效合理性", "opinion": "满意度请不低于90%。",
}


@pytest.fixture
def edited(tmp_path: Path) -> Callable[..., Path]:
    def make(edit: Edit = lambda book: None, settings: Settings = DEFAULTS) -> Path:
        path = tmp_path / "审核口径.xlsx"
        path.write_bytes(workbook(settings))
        book = openpyxl.load_workbook(path)
        edit(book)
        book.save(path)
        return path

    return make


def put(sheet: str, **cells: object) -> Edit:
    def edit(book: openpyxl.Workbook) -> None:
        for cell, value in cells.items():
            book[sheet][cell] = value

    return edit


def row_of(book: openpyxl.Workbook, sheet: str, *first: str) -> int:
    return next(row[0].row for row in book[sheet].iter_rows() if tuple(cell.value for cell in row[: len(first)]) == first)


def test_an_untouched_workbook_changes_nothing(edited: Callable[..., Path]) -> None:
    settings = load_policy(edited())
    assert settings.given == frozenset()


def test_equal_settings_give_equal_bytes() -> None:
    assert workbook() == workbook()


def test_what_is_exported_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "jixiao.toml"
    path.write_text(
        'also = ["F510"]\n[severity]\nB204 = "error"\nM305 = "off"\n[opinions]\nM301 = "请写成能考核的数。"\n[items]\nM301 = "绩效合理性"\n'
        '[options.V406]\nlowest = 85\n[options.S601]\nclassifier = false\n[options.B207]\nshare = "0.9"\n'
        '[options.M301]\nalso = ["评审通过"]\naccepted = ["合格"]\n[options.C109]\nown = ["报销"]\n',
        "utf-8",
    )
    settings = load(path)
    book = tmp_path / "审核口径.xlsx"
    book.write_bytes(workbook(settings))
    back = load_policy(book)
    for key in ("also", "severity", "opinions", "items", "options", "rule"):
        assert getattr(back, key) == getattr(settings, key), key


def test_own_rules_are_read_back(tmp_path: Path) -> None:
    from dataclasses import replace

    rules = own_rules([OWN, {"title": "项目概况不少于20字", "object": "项目概况", "condition": "至少字数", "value": "20", "opinion": "请补充"},
                       {"title": "级别", "object": "指标描述", "condition": "只能是", "value": "甲、乙", "opinion": "请按目录填写。"},
                       {"title": "成本", "object": "指标类别", "category": "成本指标", "condition": "必填", "opinion": "请补充成本指标。"}])
    path = tmp_path / "审核口径.xlsx"
    path.write_bytes(workbook(replace(DEFAULTS, rule=rules)))
    assert load_policy(path).rule == rules


def test_switching_on_and_off_severity_opinion_and_item(edited: Callable[..., Path]) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        sheet = book["规则"]
        sheet.cell(row_of(book, "规则", "C101"), 3).value = "否"
        sheet.cell(row_of(book, "规则", "F510"), 3).value = "是"
        b204 = row_of(book, "规则", "B204")
        sheet.cell(b204, 4).value = "提示"
        sheet.cell(b204, 5).value = "目标相关性" if sheet.cell(b204, 5).value != "目标相关性" else "绩效合理性"
        sheet.cell(b204, 6).value = "请分别写明。"

    settings = load_policy(edited(edit))
    assert (settings.severity, settings.also, settings.opinions) == ({"C101": "off", "B204": "info"}, ("F510",), {"B204": "请分别写明。"})
    rules, report = rules_of(settings)
    assert "C101" not in report
    assert "F510" in report
    assert settings.items.keys() == {"B204"}
    assert {rule.code for rule in rules} >= report


def test_thresholds(edited: Callable[..., Path]) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        book["阈值"].cell(row_of(book, "阈值", "V406", "lowest"), 4).value = 90  # a number, as people type it
        book["阈值"].cell(row_of(book, "阈值", "S601", "classifier"), 4).value = "否"

    assert load_policy(edited(edit)).options == {"V406": {"lowest": 90}, "S601": {"classifier": False}}


def test_words_added_and_switched_off(edited: Callable[..., Path]) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        book["词表"].cell(row_of(book, "词表", "空泛的词", "合格"), 3).value = "否"
        first = next(row[0].row for row in book["词表"].iter_rows() if not row[0].value)
        for at, (name, word) in enumerate((("套话", "高质量发展"), ("示意文字", "按实际填"))):
            book["词表"].cell(first + at, 1).value = name
            book["词表"].cell(first + at, 2).value = word

    assert load_policy(edited(edit)).options == {"M301": {"accepted": ["合格"]}, "C109": {"also": ["高质量发展"]}, "C102": {"also": ["按实际填"]}}


def test_rows_and_sheets_left_out_say_nothing(edited: Callable[..., Path]) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        book["规则"].delete_rows(3, 20)
        del book["词表"]
        del book["自定义规则"]

    assert load_policy(edited(edit)).given == frozenset()


@pytest.mark.parametrize(("edit", "place", "said"), [
    (put("规则", C2="也许"), "规则!C2", "启用“也许”不认识"),
    (put("规则", D2="严重"), "规则!D2", "级别“严重”不认识"),
    (put("规则", E3="整体印象"), "规则!E3", "不是审核表的一项"),
    (put("规则", A4="X999"), "规则!A4", "没有规则“X999”"),
    (put("规则", F1="别的"), "规则!A1", "缺少“改法意见”"),
    (put("阈值", B2="没有这项"), "阈值!B2", "没有选项“没有这项”"),
    (put("词表", A2="别的词"), "词表!A2", "词表“别的词”不认识"),
    (put("自定义规则", B2="标题", C2="指标值", F2="必须符合", G2="(", J2="请改。"), "自定义规则!G2", "正则表达式"),
    (put("自定义规则", B3="标题", C3="指标值", F3="差不多", J3="请改。"), "自定义规则!F3", "条件“差不多”不认识"),
    (put("自定义规则", B2="标题", C2="指标值", F2="至少字数", G2="很多", J2="请改。"), "自定义规则!G2", "不是 1 以上的整数"),
    (put("自定义规则", B2="标题", C2="指标值", F2="必填"), "自定义规则!B2", "没有写改法意见"),
])
def test_what_is_wrong_is_said_by_cell(edited: Callable[..., Path], edit: Edit, place: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_policy(edited(edit))
    assert caught.value.place == place
    assert said in caught.value.what
    assert caught.value.remedy


def test_a_threshold_of_another_kind(edited: Callable[..., Path]) -> None:
    def edit(book: openpyxl.Workbook) -> None:
        book["阈值"].cell(row_of(book, "阈值", "V406", "lowest"), 4).value = "很高"

    with pytest.raises(SettingsError, match="应当是整数"):
        load_policy(edited(edit))


def test_another_workbook_is_no_policy(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "项目名称"
    book.save(path)
    with pytest.raises(SettingsError, match="不是审核口径工作簿"):
        load_policy(path)
    with pytest.raises(SettingsError, match="找不到"):
        load_policy(tmp_path / "没有.xlsx")
