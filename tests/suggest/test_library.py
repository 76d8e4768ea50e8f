"""The indicator library: the project's own table is sound, and a user's own file adds to it or stands in its place."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from linter.checks.cases import case, form, ind
from linter.checks.context import Context
from linter.checks.engine import run
from linter.checks.registry import RULES
from linter.errors import SettingsError
from linter.form.value import parse_target, unit_kind
from linter.submission import Category
from linter.suggest.library import FILE_NAME, OWN, Entry, Library, category_of, library_of

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "corpus" / FILE_NAME
DOCUMENT_NUMBER = re.compile(r"[〔\[（(]?(?:19|20)\d\d[〕\])）年]?第?\d+号")
UNITLESS = re.compile(r"系数$")


def rows() -> list[list[str]]:
    return [line.split("\t") for line in TABLE.read_text("utf-8").splitlines()]


def test_the_table_is_sorted_and_one_fact_a_line() -> None:
    header, *body = rows()
    assert header == ["name", "category", "sector", "comparator", "value", "unit", "source"]
    assert {len(row) for row in body} == {len(header)}
    assert body == sorted(body, key=lambda row: (row[2], row[1], row[0]))
    assert [name for name, times in Counter(row[0] for row in body).items() if times > 1] == []


def test_it_holds_every_category_in_many_sectors() -> None:
    body = rows()[1:]
    assert len(body) >= 1000
    counted = Counter(row[1] for row in body)
    assert counted.keys() == set(get_args(Category)) - {"other"}
    assert min(counted[category] for category in ("quantity", "quality", "timeliness", "cost", "social", "satisfaction")) >= 100
    assert len({row[2] for row in body}) >= 50


def test_it_names_a_source_and_invents_no_document() -> None:
    for row in rows()[1:]:
        assert row[-1]
        assert not DOCUMENT_NUMBER.search("".join(row))


def test_every_value_can_be_measured() -> None:
    for entry in library_of().entries:
        target = parse_target(entry.target)
        assert target.kind in ("number", "range", "date", "period"), entry
        if target.kind == "number":
            assert unit_kind(target.unit) or UNITLESS.search(entry.name), entry


def test_no_rule_finds_fault_with_what_the_library_holds() -> None:
    rules = [rule() for rule in RULES if rule.code[0] in "MV" or rule.code in ("C102", "C104", "S601")]
    table = form(*(ind(entry.category, entry.name, entry.target) for entry in library_of().entries), name="渔业发展")
    verdict = run(rules, Context(case("指标库", table).submission), strict=True)
    assert [(finding.code, finding.message) for finding in verdict.findings] == []


def test_the_wheel_carries_it() -> None:
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["force-include"][f"corpus/{FILE_NAME}"] == f"linter/_corpus/{FILE_NAME}"
    assert TABLE.is_file()


@pytest.mark.parametrize(
    ("said", "category"),
    [("质量指标", "quality"), ("quality", "quality"), (" 数量 ", "quantity"), ("服务对象满意度指标", "satisfaction"), ("其它", None)],
)
def test_categories_as_people_write_them(said: str, category: str | None) -> None:
    assert category_of(said) == category


# --- a library of one's own ----------------------------------------------------------------------------------------------


def own_file(tmp_path: Path, text: str, name: str = "指标库.csv", encoding: str = "utf-8-sig") -> str:
    path = tmp_path / name
    path.write_text(text, encoding)
    return str(path)


def test_columns_are_found_by_their_headers(tmp_path: Path) -> None:
    text = "序号,二级指标,三级指标,符号,目标值,计量单位,行业\n1,质量指标,鱼苗检疫合格率,≥,97,%,渔业\n2,时效指标,放流完成时间,,6月30日前,,渔业\n"
    library = library_of(own_file(tmp_path, text), replace=True)
    assert library.entries == (
        Entry("鱼苗检疫合格率", "quality", "渔业", "≥97%", OWN), Entry("放流完成时间", "timeliness", "渔业", "6月30日前", OWN),
    )


def test_sign_and_unit_may_stand_in_the_value(tmp_path: Path) -> None:
    text = "指标名称,指标类别,指标值,来源\n每尾鱼苗成本,成本,≤0.5元/尾,局内测算\n"
    entry = library_of(own_file(tmp_path, text, encoding="gb18030"), replace=True).entries[0]
    assert (entry.target, entry.source) == ("≤0.5元/尾", "局内测算")


def test_it_extends_or_replaces(tmp_path: Path) -> None:
    shipped = library_of()
    again = shipped.entries[0]
    text = f"指标名称,指标类别,指标值\n{again.name},{again.category},≥77%\n鱼苗检疫合格率,质量,≥97%\n"
    path = own_file(tmp_path, text)
    both = library_of(path)
    assert len(both.entries) == len(shipped.entries) + 1
    assert [entry.target for entry in both.entries if entry.name == again.name] == ["≥77%"]
    assert len(library_of(path, replace=True).entries) == 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("指标名称,指标类别\n鱼苗检疫合格率,好的\n", "不认识的指标类别“好的”"),
        ("名目,数额\n鱼苗,3\n", "没有找到指标"),
        ("指标名称,指标类别\n,质量\n", "没有找到指标"),
    ],
)
def test_what_cannot_be_used_is_said_in_chinese(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(SettingsError) as caught:
        library_of(own_file(tmp_path, text), replace=True)
    assert says in str(caught.value)
    assert "指标库.csv" in str(caught.value)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="指标库读不了"):
        library_of(str(tmp_path / "没有.csv"))


def test_an_excel_workbook_says_how_to_go_on_or_is_read(tmp_path: Path) -> None:
    path = tmp_path / "指标库.xlsx"
    path.write_bytes(b"PK\x03\x04" + b"\0" * 40)
    with pytest.raises(SettingsError, match="指标库读不了") as caught:
        library_of(str(path))
    assert caught.value.remedy


def test_an_empty_library_finds_nothing() -> None:
    assert Library([]).index("quality").nearest("合格率", 3) == []
