"""One row an indicator, for a spreadsheet, and nothing in it that a spreadsheet would change."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest

from linter.checks.cases import document, form, ind
from linter.report.indicators_csv import indicators_csv
from linter.submission import Amounts, Money, Submission
from linter.tables import table


def rows(submission: Submission) -> list[dict[str, str]]:
    text = indicators_csv(submission).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_begins_with_a_byte_order_mark_and_ends_lines_as_spreadsheets_do() -> None:
    data = indicators_csv(document(form(ind("quantity", "采购图书", "≥6000册"))))
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 2


def test_repeats_the_project_in_every_row() -> None:
    made = rows(document(
        form(ind("quantity", "采购图书", "≥6000册"), ind("social", "读者人次", "≥2万人次"), name="图书采购", annual="40万元"),
        form(ind("quality", "报告通过率", "=100%"), name="课题研究", annual="8万元"),
    ))
    assert [(r["项目名称"], r["年度资金总额（元）"], r["三级指标"]) for r in made] == [
        ("图书采购", "400000", "采购图书"), ("图书采购", "400000", "读者人次"), ("课题研究", "80000", "报告通过率"),
    ]
    assert (made[1]["一级指标"], made[1]["二级指标"]) == ("效益指标", "社会效益指标")


def test_halves_stand_below_each_other_and_share_their_number() -> None:
    made = rows(document(form(ind("quantity", "采购图书", "≥6000册"), ind("quality", "合格率", "=100%"), halves=True)))
    assert [(r["期间"], r["序号"]) for r in made] == [("实施期", "1"), ("实施期", "2"), ("年度", "1"), ("年度", "2")]


def test_sign_value_and_unit_go_back_to_their_columns() -> None:
    made = rows(document(form(
        ind("quantity", "采购图书", "6000", sign="≥", unit="册"), ind("quality", "验收情况", "优", sign="定性"),
        ind("timeliness", "完成时间", "2024年11月底前"), unit_column=True,
    )))
    assert [(r["计算符号"], r["指标值"], r["计量单位"]) for r in made] == [
        ("≥", "6000", "册"), ("定性", "优", ""), ("", "2024年11月底前", ""),
    ]


@pytest.mark.parametrize("value", ["=100%", "+5%", "-3℃", "@", "=cmd|'/C calc'!A0"])
def test_a_spreadsheet_takes_no_value_for_a_formula(value: str) -> None:
    (made,) = rows(document(form(ind("quality", "合格率", value))))
    assert made["指标值"] == "\t" + value
    assert made["指标值"].strip() == value


def test_a_long_code_stays_text_and_a_figure_stays_a_figure() -> None:
    (made,) = rows(document(form(ind("quantity", "采购图书", "6000"), code="140100241010000001234")))
    assert made["项目编码"] == "\t140100241010000001234"
    assert made["指标值"] == "6000"


def test_columns_no_table_fills_are_left_out() -> None:
    (made,) = rows(document(form(ind("quantity", "采购图书", "≥6000册"), texts={"overview": "采购图书。", "basis": ""})))
    assert "项目概况" in made
    assert "立项依据" not in made
    assert "3月底" not in made


def test_says_which_fields_the_form_prints_even_when_they_are_empty() -> None:
    (made,) = rows(document(form(ind("quantity", "采购图书", "≥6000册"), texts={"overview": "采购图书。", "basis": ""})))
    assert made["表内栏目"] == "项目名称、年度资金总额（元）、项目概况、立项依据"


def test_an_amount_of_unknown_unit_is_not_called_empty() -> None:
    made = form(ind("quantity", "采购图书", "≥6000册"))
    made = replace(made, amounts=Amounts(unit_unknown=("annual",)))
    assert "年度资金总额（元）" not in rows(document(made))[0]["表内栏目"]


def test_sources_and_spending_plan_have_columns_of_their_own() -> None:
    (made,) = rows(document(form(
        ind("quantity", "采购图书", "≥6000册"), sources={"annual": {"provincial": "10万元", "other": "0元"}},
        plan=[(3, "30%"), (12, "100%")],
    )))
    assert made["年度省级财政资金（元）"] == "100000"
    assert made["年度其他资金（元）"] == "0"
    assert (made["3月底"], made["12月底"]) == ("30%", "100%")


def test_how_finely_amounts_are_printed_is_kept() -> None:
    table_ = form(ind("quantity", "采购图书", "≥6000册"))
    coarse = replace(table_, amounts=Amounts(annual=Money(Decimal(300000), Decimal(100))))
    assert rows(document(coarse))[0]["金额精确到（元）"] == "100"
    exact = replace(table_, amounts=Amounts(annual=Money(Decimal(300000), Decimal("0.01"))))
    assert "金额精确到（元）" not in rows(document(exact))[0]
    assert rows(document(exact))[0]["年度资金总额（元）"] == "300000.00"


def test_a_table_without_indicators_is_not_lost() -> None:
    (made,) = rows(document(form(name="图书采购")))
    assert made["项目名称"] == "图书采购"


def test_no_table_gives_the_headers_alone() -> None:
    text = indicators_csv(document()).decode("utf-8-sig")
    assert len(text.splitlines()) == 1
    assert "三级指标" in text


def test_every_role_of_the_vocabulary_has_its_column() -> None:
    roles = {r for each in table("labels")["labels"].values() for r in ([each] if isinstance(each, str) else each)}
    sources = {role.partition(".")[2] for role in roles if role.startswith("source.")}
    assert sources == set(table("csv_columns")["sources"])
    headers = [*table("csv_columns")["columns"].values()]
    assert len(set(headers)) == len(headers)
    assert not any("、" in header for header in headers), "表内栏目 lists headers with 、 between them"
