"""The form drawn as values: its geometry, its addresses, and which cells a finding is about."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from linter import api
from linter.checks.cases import form, ind
from linter.finding import Finding, Locus
from linter.report.form import Address, Cell, FormView, Places, document_view, form_view
from linter.report.form.money_said import money_said
from linter.result import Result
from linter.submission import BudgetLine, Claim, Contact, Money, Submission
from linter.where import Spot
from tests.report.conftest import finding

SAMPLES = sorted(
    path for path in (Path(__file__).parents[2] / "corpus" / "samples").rglob("*") if path.suffix in (".txt", ".html", ".md", ".csv")
)


@cache
def checked(path: Path) -> Result:
    return api.check(path, settings=api.settings_for(path))


def views(result: Result) -> dict[int, FormView]:
    missing = {
        table.index: [f.locus.name or "" for f in result.verdict.findings if (f.locus.kind, f.locus.table_index) == ("category", table.index)]
        for table in result.submission.tables
    }
    return {table.index: form_view(table, missing[table.index]) for table in result.submission.tables}


def at(view: FormView, address: Address) -> Cell:
    (cell,) = [cell for cell in view.cells if cell.address == address]
    return cell


def block(view: FormView) -> list[list[str]]:
    """The texts of the indicator block, row by row, as they begin."""
    (section,) = [section for section in view.sections if section.key == "indicators"]
    return [[cell.text for cell in row] for row in (*section.heads, *section.rows)]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_place_is_covered_once(path: Path) -> None:
    for view in (*views(checked(path)).values(), *filter(None, [document_view(checked(path).submission)])):
        for section in view.sections:
            rows, taken = (*section.heads, *section.rows), Counter[tuple[int, int]]()
            for y, row in enumerate(rows):
                x = 0
                for cell in row:
                    while (y, x) in taken:
                        x += 1
                    taken.update((y + down, x + across) for down in range(cell.down) for across in range(cell.across))
            assert set(taken) == {(y, x) for y in range(len(rows)) for x in range(len(section.widths))}, (view.index, section.key)
            assert set(taken.values()) == {1}
            assert sum(section.widths) == 100


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_addresses_are_unique_and_nothing_is_left_out(path: Path) -> None:
    result = checked(path)
    for table in result.submission.tables:
        view = views(result)[table.index]
        addresses = Counter(cell.address.key for cell in view.cells if cell.address and cell.address.name != "contacts")
        assert addresses.most_common(1)[0][1] == 1
        said = [cell.text for cell in view.cells]
        for indicator in table.indicators:
            for part in (indicator.level1, indicator.level2, indicator.level3, indicator.target, indicator.description, indicator.weight):
                assert not part or part in said
        assert all(text.value in said for text in table.texts.values())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_each_finding_marks_the_cell_that_holds_its_text(path: Path) -> None:
    result = checked(path)
    drawn = views(result)
    for each in result.verdict.findings:
        if each.locus.table_index is None:
            continue
        view = drawn[each.locus.table_index]
        cells = [at(view, address) for address in Places(view).of(each)]
        assert cells
        if each.locus.kind == "field":
            assert {cell.address.name for cell in cells if cell.address} == {each.locus.name}
        if each.locus.kind == "indicator":
            assert {cell.address.row for cell in cells if cell.address} == {each.locus.row}
            held = "".join(cell.text for cell in cells)
            assert each.evidence in held or not held  # an empty cell is marked where the value is missing


def test_two_halves_stand_side_by_side() -> None:
    table = form(ind("quantity", "培训人数", "≥300人", annual=("培训人数", "≥100人")), ind("quantity", "培训场次", "≥6场"),
                 ind("satisfaction", "学员满意度", "≥90%"), halves=True)
    assert block(form_view(table)) == [
        ["绩效指标"], ["一级指标", "实施期目标", "年度目标"], ["二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "培训人数", "≥300人", "数量指标", "培训人数", "≥100人"], ["培训场次", "≥6场", "培训场次", "≥6场"],
        ["满意度指标", "服务对象满意度指标", "学员满意度", "≥90%", "服务对象满意度指标", "学员满意度", "≥90%"],
    ]


def test_levels_are_merged_over_their_rows() -> None:
    table = form(ind("quantity", "培训人数", "≥300人"), ind("quantity", "培训场次", "≥6场"), ind("quality", "合格率", "≥95%"))
    (section,) = [section for section in form_view(table).sections if section.key == "indicators"]
    assert [(cell.text, cell.down) for cell in section.rows[0][:2]] == [("产出指标", 3), ("数量指标", 2)]


def test_columns_are_those_the_form_has() -> None:
    table = form(ind("quantity", "培训人数", "300", sign="≥", unit="人", weight="20", description="参训人数", basis="培训计划"),
                 unit_column=True, weight_column=True)
    assert block(form_view(table))[1] == ["一级指标", "二级指标", "三级指标", "计算符号", "绩效指标描述", "指标值（连同符号、单位）", "计量单位", "指标值确定依据", "权重"]


def test_halves_that_are_no_rows_of_one_table_stand_below_each_other() -> None:
    table = form(ind("quantity", "培训人数", "≥300人"), halves=True)
    total, annual = table.indicators
    apart = replace(table, indicators=(total, replace(annual, category="cost", level2="成本指标")))
    sections = [section for section in form_view(apart).sections if section.key == "indicators"]
    assert [section.heads[1][1].text for section in sections] == ["实施期目标", "年度目标"]
    assert [[cell.text for cell in section.rows[0]][1] for section in sections] == ["数量指标", "成本指标"]


def test_a_category_the_form_lacks_is_drawn_in_its_group() -> None:
    table = form(ind("quantity", "培训人数", "≥300人"), ind("social", "知晓率", "≥80%"))
    view = form_view(table, ["quality", "quantity"])
    assert block(view)[2:] == [
        ["产出指标", "数量指标", "培训人数", "≥300人"], ["质量指标", "（表中缺此类指标）"], ["效益指标", "社会效益指标", "知晓率", "≥80%"],
    ]
    assert [row[0] for row in block(form_view(replace(table, indicators=table.indicators[:1]), ["satisfaction", "benefit"]))[2:]] == [
        "产出指标", "效益指标", "满意度指标",
    ]
    (address,) = Places(view).of(finding("C103", "warning", "没有质量指标。", Locus("category", "quality", 0)))
    assert at(view, address).lacking


def test_an_empty_field_is_drawn_where_the_form_prints_it() -> None:
    view = form_view(form(ind("quantity", "培训人数", "≥3人"), printed={"project_name", "basis", "total_goal", "annual_goal"}, texts={"annual_goal": "培训。"}))
    assert at(view, Address("field", "basis")).text == at(view, Address("field", "total_goal")).text == ""


@pytest.fixture
def halves() -> FormView:
    table = form(ind("quantity", "培训人数", "≥300人", annual=("培训人数", None), description="人数"), halves=True)
    spots = {"level3": Spot(line=5, column=3), "target": Spot(line=5, column=4), "description": Spot(line=5, column=5)}
    indicators = tuple(replace(i, spots={k: v for k, v in spots.items() if getattr(i, k)}) for i in table.indicators)
    return form_view(replace(table, indicators=indicators))


def located(code: str = "M301", evidence: str = "", **locus: Any) -> Finding:
    where = replace(Locus("indicator", "培训人数", 0, category="quantity", row=0), **locus)
    return finding(code, "error", "不对。", where, evidence=evidence)


def test_the_place_in_the_file_tells_the_column(halves: FormView) -> None:
    found = Places(halves).of(located(spot=Spot(line=5, column=5)))
    assert {address.part for address in found} == {"description"}
    assert {address.period for address in found} == {"total", "annual"}


def test_without_a_place_the_text_tells_the_column(halves: FormView) -> None:
    assert {address.part for address in Places(halves).of(located(evidence="培训人数"))} == {"level3"}
    assert {address.part for address in Places(halves).of(located(evidence="没有这样的文字"))} == {"target"}


def test_a_fault_of_one_half_is_marked_in_that_half(halves: FormView) -> None:
    (address,) = Places(halves).of(located(period="total", spot=Spot(line=5, column=4)))
    assert (address.period, address.part) == ("total", "target")


def test_a_missing_value_is_marked_where_it_is_missing(halves: FormView) -> None:
    (address,) = Places(halves).of(located("C104", evidence="培训人数", spot=Spot(line=5, column=3)))
    assert (address.period, address.part) == ("annual", "target")


def test_a_row_without_a_number_is_found_by_name(halves: FormView) -> None:
    assert {address.row for address in Places(halves).of(located(row=None, evidence="培训人数"))} == {0}


def test_what_the_form_does_not_print_falls_back_to_the_form() -> None:
    view = form_view(form())
    for locus in (Locus("field", "necessity", 0), Locus("spending_plan", None, 0), Locus("indicator", "无", 0, row=7), Locus("table", None, 0)):
        assert Places(view).of(finding("X1", "error", "不对。", locus))[0].kind in ("table", "section")
    assert Places(view).of(finding("X1", "error", "不对。", Locus("field", "sources.annual.central", 0))) == (Address("section", "money"),)


def test_related_places_of_the_same_form_are_named() -> None:
    view = form_view(form(texts={"overview": "开展培训。", "necessity": "开展培训。"}))
    same = replace(finding("B201", "error", "相同。", Locus("field", "overview", 0)), related=(Locus("field", "necessity", 0), Locus("field", "necessity", 1)))
    assert Places(view).related(same) == (Address("field", "necessity"),)


def test_contacts_are_known_to_be_personal() -> None:
    table = replace(form(), contacts=(Contact("联系人", "王某某", "13900001234"),))
    (cell,) = [cell for cell in form_view(table).cells if "王某某" in cell.text]
    assert cell.personal


def test_the_budget_list_and_the_narrative_are_drawn() -> None:
    line = BudgetLine("current", "清河区文化馆", "开放服务", Money(Decimal(300000), Decimal(1)), Spot(line=3))
    view = document_view(Submission("甲.txt", budget_lines=(line, replace(line, spot=Spot(line=4))), claims={"project_count": Claim(Decimal(3), Decimal(1), "3个项目")}))
    assert view
    where = Places(view).of(finding("C106", "error", "缺表。", Locus("budget_line", "开放服务", spot=Spot(line=4))))
    assert [address.row for address in where] == [1]
    assert Places(view).of(finding("C108", "error", "不符。", Locus("claim", "project_count"))) == (Address("claim", "project_count"),)
    assert document_view(Submission("甲.txt")) is None


@pytest.mark.parametrize(("yuan", "said"), [
    ("0", "0.00元"), ("9999.5", "9,999.50元"), ("22500000", "22,500,000.00元（2,250万元）"), ("105600", "105,600.00元（10.56万元）"),
    ("-20000", "-20,000.00元（-2万元）"), ("10000.01", "10,000.01元（1.000001万元）"),
])
def test_money(yuan: str, said: str) -> None:
    assert money_said(Money(Decimal(yuan), Decimal(1))) == said
