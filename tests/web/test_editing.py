"""A cell changed says what a file with the new text would have said."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linter import api
from linter.contract.parse_v1 import ParseV1, to_contract
from linter.errors import JixiaoError
from linter.form.indicators import joined_target
from linter.form.value import parse_target
from linter.reading.inputs import Input
from linter.report.form import form_view
from linter.report.report import Report
from linter.submission import Indicator, Submission
from linter.web.editing.cells import amount_said, bare_target, holding
from linter.web.editing.change import address_of, with_edit, with_edits
from linter.web.editing.compare import compared
from linter.web.editing.edit import Edit
from linter.web.editing.named import named
from tests.containers.excel import as_workbook
from tests.report.annotate.forms import faulty

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
FILES = sorted(path for path in SAMPLES.rglob("*") if path.suffix in (".txt", ".html", ".csv", ".md") and path.is_file())


@pytest.fixture(scope="module")
def submission() -> Submission:
    return api.parse(Input(Path("表.xlsx"), "表.xlsx", as_workbook(faulty())))


def cells(submission: Submission) -> list[Edit]:
    """Every cell of every form that can be changed, with what it says."""
    out = []
    for table in submission.tables:
        for cell in form_view(table).cells:
            held = holding(table, cell.address) if cell.address and not cell.personal else None
            if cell.address and held:
                out.append(Edit(table.index, cell.address.key, held.text))
    return out


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_writing_what_stands_there_changes_nothing(path: Path) -> None:
    submission = api.parse(path)
    edits = cells(submission)
    assert edits or not submission.tables
    for edit in edits:
        assert said(with_edit(submission, edit)) == said(submission), edit


def said(submission: Submission) -> ParseV1:
    """What a submission says, an empty field as one that is not there."""
    return to_contract(replace(submission, tables=tuple(
        replace(table, texts={key: text for key, text in table.texts.items() if text.value}) for table in submission.tables
    )))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_cell_has_a_name_and_keys_are_unique(path: Path) -> None:
    for table in api.parse(path).tables:
        keys = [cell.address.key for cell in form_view(table).cells if cell.address and holding(table, cell.address) and not cell.personal]
        assert len(keys) == len(set(keys))
        assert all(named(table, address_of(table, key)) for key in keys)


def test_a_value_is_read_anew(submission: Submission) -> None:
    after = with_edit(submission, Edit(0, "indicator.2.annual.target", "≤30天"))
    indicator = next(i for i in after.tables[0].indicators if (i.row, i.period) == (2, "annual"))
    assert (indicator.value.kind, indicator.value.number, indicator.value.unit) == ("number", Decimal(30), "天")
    assert sum(before != now for before, now in zip(submission.tables[0].indicators, after.tables[0].indicators, strict=True)) == 1


def test_the_edited_submission_is_that_of_an_edited_file(submission: Submission) -> None:
    """The page's edit and a file with the new text give the same findings."""
    parts = faulty()
    new = "为农村学校配备二十辆校车，聘请照管人员四十名，全年运行两百天。"
    edited = [
        [[cell._replace(text=new) if cell.text.startswith("为全区二十辆") else cell for cell in row] for row in part] if isinstance(part, list) else part
        for part in parts
    ]
    by_file = api.check(Input(Path("表.xlsx"), "表.xlsx", as_workbook(edited)))
    by_edit = api.check_submission(with_edit(submission, Edit(0, "field.overview", new)))
    assert [finding.fingerprint for finding in by_edit.verdict.findings] == [finding.fingerprint for finding in by_file.verdict.findings]


@pytest.mark.parametrize(("text", "yuan"), [("31.5万元", "315000"), ("1,200元", "1200"), ("2亿元", "200000000"), ("0", "0"), ("", None)])
def test_amounts_are_read_with_their_unit(submission: Submission, text: str, yuan: str | None) -> None:
    money = with_edit(submission, Edit(0, "field.amounts.annual", text)).tables[0].amounts.annual
    assert (money and money.yuan) == (yuan and Decimal(yuan))
    if money:
        assert money.spot == submission.tables[0].amounts.annual.spot if submission.tables[0].amounts.annual else False


@pytest.mark.parametrize("text", ["12", "很多", "5元/人", "100美元"])
def test_an_amount_without_unit_is_refused(submission: Submission, text: str) -> None:
    with pytest.raises(JixiaoError, match="看不出是多少钱"):
        with_edit(submission, Edit(0, "field.amounts.annual", text))


@pytest.mark.parametrize("edit", [
    Edit(9, "field.overview", "x"), Edit(0, "nothing", "x"), Edit(0, "table", "x"), Edit(0, "section.indicators", "x"), Edit(0, "indicator.99.annual.target", "x"),
    Edit(0, "field.overview", "长" * 20_001),
])
def test_what_cannot_be_changed_is_said(submission: Submission, edit: Edit) -> None:
    with pytest.raises(JixiaoError) as said:
        with_edit(submission, edit)
    assert said.value.remedy


def test_controls_are_left_out_and_line_ends_kept(submission: Submission) -> None:
    after = with_edit(submission, Edit(0, "field.overview", " 甲\x00\x1b乙\r\n丙 "))
    assert after.tables[0].text("overview") == "甲乙\n丙"


@given(sign=st.sampled_from([None, "≥", "=", "定性", "≤"]), unit=st.sampled_from([None, "个", "%", "万元", "天"]), value=st.sampled_from(["50", "3.5", "≥50", "及时", "50个", "1-2", "全年"]))
def test_a_value_beside_sign_and_unit_is_taken_apart_as_it_is_joined(sign: str | None, unit: str | None, value: str) -> None:
    joined = joined_target(sign, value, unit)
    indicator = Indicator("annual", "quantity", None, None, "名称", joined, parse_target(value, sign=sign, unit=unit), sign=sign, unit=unit)
    assert joined_target(sign, bare_target(indicator), unit) == joined


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_an_amount_said_is_read_back(yuan: Decimal) -> None:
    from linter.form.money import parse_money
    from linter.submission import Money

    read = parse_money(amount_said(Money(yuan, Decimal(1))))
    assert read
    assert read.yuan == yuan


def test_what_went_and_what_came(submission: Submission) -> None:
    before = api.check_submission(submission)
    after = api.check_submission(with_edits(submission, [Edit(0, f"indicator.2.{half}.target", "=100%") for half in ("total", "annual")]))
    changed = compared(before, after, Report(()))
    assert {told.code for told in changed.gone} == {"M305"}
    assert changed.come == ()
    assert changed.same == len(after.verdict.findings)
    back = compared(after, before, Report(()))
    assert (back.come, back.gone) == (changed.gone, ())
    assert "时效指标" in changed.gone[0].where
