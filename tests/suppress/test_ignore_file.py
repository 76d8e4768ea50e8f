"""`jixiao.ignore`: what a line may say, and how a mistake in it is said."""

from __future__ import annotations

from datetime import date

import pytest

from linter.errors import SettingsError
from linter.suppress.ignore_file import Entry, parse

RULES = {"C101": "missing-field", "C103": "missing-indicator-category", "M302": "missing-unit"}


def one(line: str) -> Entry:
    (entry,) = parse(line.encode(), "jixiao.ignore", RULES).entries
    return entry


def refused(text: str | bytes) -> str:
    with pytest.raises(SettingsError) as caught:
        parse(text if isinstance(text, bytes) else text.encode(), "某处/jixiao.ignore", RULES)
    return str(caught.value)


def test_every_part_of_a_line() -> None:
    assert one("目标表.xlsx M302 图书采购 › 数量指标 › 采购图书 # 单位印在表头 until 2025-12-31") == Entry(
        "目标表.xlsx", "M302", ("图书采购", "数量指标", "采购图书"), "单位印在表头", date(2025, 12, 31), 1
    )
    assert one("*.txt * # 历史文件，不再修改") == Entry("*.txt", "*", (), "历史文件，不再修改", None, 1)


@pytest.mark.parametrize(
    "line",
    [
        "目标表.txt\tC103\t图书采购\t# 无服务对象",
        "  目标表.txt　C103　图书采购　＃　无服务对象  ",
        "目标表.txt c103 图书采购 #无服务对象",
        "目标表.txt missing-indicator-category 图书采购 # 无服务对象",
        '"目标表.txt" C103 图书采购 # 无服务对象',
        "\ufeff目标表.txt C103 图书采购 # 无服务对象",
    ],
)
def test_the_ways_people_type_it(line: str) -> None:
    assert one(line) == Entry("目标表.txt", "C103", ("图书采购",), "无服务对象", None, 1)


def test_lines_are_counted_with_comments_and_blanks() -> None:
    text = "# 说明\r\n\r\na.txt C101 # 甲\r\n  ＃ 说明\r\nb.txt C101 # 乙\r\n"
    assert [entry.line for entry in parse(text.encode(), "", RULES).entries] == [3, 5]


def test_numbers_signs_in_names_are_no_reasons() -> None:
    assert one("3#楼.txt C101 3#锅炉改造 › 拨付至#专户 # 已说明").place == ("3#锅炉改造", "拨付至#专户")
    assert one('"附件 #2.txt" C101 # 已说明').file == "附件 #2.txt"


@pytest.mark.parametrize("place", ["图书采购 › 立项依据", "图书采购›立项依据", "图书采购 > 立项依据", "图书采购 ＞ 立项依据"])
def test_steps_as_either_console_prints_them(place: str) -> None:
    assert one(f"a.txt C101 {place} # 已说明").place == ("图书采购", "立项依据")


@pytest.mark.parametrize("said", ["until 2025-3-1", "Until 2025-03-01", "until：2025年3月1日"])
def test_dates(said: str) -> None:
    entry = one(f"a.txt C101 # 等批复 {said}")
    assert (entry.reason, entry.until) == ("等批复", date(2025, 3, 1))
    assert not entry.expired(date(2025, 3, 1))
    assert entry.expired(date(2025, 3, 2))


@pytest.mark.parametrize(
    ("file", "name", "covered"),
    [
        ("目标表.txt", "目标表.txt", True), ("目标表.txt", "目标表.txt.bak", False), ("*.TXT", "目标表.txt", True),
        ("目标表?.txt", "目标表2.txt", True), ("附件[1].txt", "附件[1].txt", True), ("附件[12].txt", "附件2.txt", True),
        ("Cafe\u0301.txt", "Café.txt", True), ("*", "任何.csv", True),
    ],
)
def test_names_and_patterns(file: str, name: str, covered: bool) -> None:
    assert one(f"{file} C101 # 已说明").covers(name) is covered


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("a.txt", "缺少规则"),
        ("a.txt C101", "没有写理由"),
        ("a.txt C101 图书采购", "没有写理由"),
        ("a.txt C101 图书采购 #", "没有写理由"),
        ("a.txt C101 # ……", "没有写理由"),
        ("a.txt C101 # until 2025-12-31", "没有写理由"),
        ("a.txt C101 图书采购# 已说明", "# 前面空一格"),
        ("a.txt C101 # 理由待填", "还没有改成理由"),
        ("a.txt C101 # 理由待填 until 2025-12-31", "还没有改成理由"),
        ("a.txt C111 # 已说明", "没有规则“C111”。 您是不是想写“C101”？"),
        ("a.txt missing-units # 已说明", "您是不是想写“missing-unit”？"),
        ("我的 表.txt C101 # 已说明", "文件名里有空格时要加引号"),
        ("“我的 表.txt C101 # 已说明", "引号没有成对"),
        ("上报/a.txt C101 # 已说明", "只写文件名"),
        ("上报\\a.txt C101 # 已说明", "只写文件名"),
        ("a.txt C101 图书采购 › # 已说明", "位置“图书采购 ›”不完整"),
        ("a.txt C101 # 已说明 until 明年", "日期“明年”不对"),
        ("a.txt C101 # 已说明 until 2025-02-30", "日期“2025-02-30”不对"),
        ("a.txt C101 # 已说明 until", "日期“”不对"),
    ],
)
def test_mistakes_name_the_line_and_the_remedy(line: str, said: str) -> None:
    message = refused(f"# 说明\n{line}\n")
    assert said in message.replace("（第2行）", "")
    assert message.startswith("某处/jixiao.ignore：")
    assert "第2行" in message


def test_all_broken_lines_are_counted() -> None:
    assert "（第1行，另有2行也要改）" in refused("a.txt\na.txt C101 # 好\nb.txt\nc.txt C101 # 理由待填\n")


def test_another_encoding() -> None:
    assert "另存为 UTF-8" in refused("目标表.txt C101 # 已说明".encode("gb18030"))
