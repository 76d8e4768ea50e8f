"""Fingerprints stay when rows, tables and files move, and change when the fault does: on every sample of the corpus."""

from __future__ import annotations

import random
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from linter.api import check_submission, parse
from linter.checks.cases import document, form, ind
from linter.contract.parse_v1 import to_contract
from linter.report.indicators_csv import indicators_csv
from linter.report.json import json
from linter.settings import Settings
from linter.submission import Submission, TargetTable, Text

SAMPLES = sorted(
    path for path in (Path(__file__).parents[2] / "corpus" / "samples").glob("*/*")
    if path.suffix in (".txt", ".csv", ".md", ".html") and path.parent.name != "none"
)
WHOLE_DOCUMENT = ("C106", "C107", "C108", "F506", "S603", "S606", "D802")  # what an indicator list does not carry

each_sample = pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)


@cache
def settings_of(path: Path) -> Settings:
    taught = path.with_name("labels.toml")
    return Settings(profile="all", labels=tomllib.loads(taught.read_text("utf-8"))["labels"] if taught.exists() else {})


@cache
def submission_of(path: Path) -> Submission:
    return parse(path, settings=settings_of(path))


def prints(submission: Submission, without: Iterable[str] = ()) -> Counter[tuple[str, str]]:
    """(code, fingerprint) of every finding of every rule."""
    findings = check_submission(submission, settings=Settings(profile="all"), strict=True).verdict.findings
    return Counter((finding.code, finding.fingerprint) for finding in findings if finding.code not in without)


def renumbered(tables: Iterable[TargetTable]) -> tuple[TargetTable, ...]:
    return tuple(replace(table, index=n) for n, table in enumerate(tables))


def with_rows_moved(table: TargetTable, shuffle: Callable[[list[int]], None]) -> TargetTable:
    rows = sorted({indicator.row for indicator in table.indicators})
    order = list(rows)
    shuffle(order)
    place = dict(zip(rows, order, strict=True))
    moved = [replace(indicator, row=place[indicator.row]) for indicator in table.indicators]
    halves = {"total": 0, "annual": 1}
    return replace(table, indicators=tuple(sorted(moved, key=lambda i: (halves[i.period], i.row))))


def test_the_samples_give_something_to_compare() -> None:
    assert len(SAMPLES) > 20
    assert sum(sum(prints(submission_of(path)).values()) for path in SAMPLES) > 100


@each_sample
def test_fingerprints_are_unique_within_a_document(path: Path) -> None:
    assert all(count == 1 for count in prints(submission_of(path)).values())


@each_sample
def test_tables_move(path: Path) -> None:
    before = submission_of(path)
    tables = list(before.tables)
    for order in (tables[::-1], random.Random(1).sample(tables, len(tables))):
        assert prints(replace(before, tables=renumbered(order))) == prints(before)


@each_sample
def test_rows_move(path: Path) -> None:
    before = submission_of(path)
    for shuffle in (list.reverse, random.Random(2).shuffle):
        moved = replace(before, tables=tuple(with_rows_moved(table, shuffle) for table in before.tables))
        assert prints(moved) == prints(before)


@each_sample
def test_another_table_and_another_row_arrive(path: Path) -> None:
    before = submission_of(path)
    rows = (ind("quantity", "观测井巡测次数", "≥36次"), ind("quality", "观测数据合格率", "≥97%"), ind("timeliness", "报告出具时间", "11月20日前"),
            ind("cost", "单井巡测成本", "≤450元/次"), ind("social", "观测数据使用单位", "≥5家"), ind("satisfaction", "使用单位满意度", "≥92%"))
    newcomer = form(*rows, name="地下水观测井巡测", annual="2万元")
    last = before.tables[-1]
    extra = [
        replace(newcomer.indicators[0], period=period, row=1 + max((i.row for i in last.indicators), default=0))
        for period in dict.fromkeys(i.period for i in last.indicators)
    ]
    grown = replace(last, indicators=tuple(sorted((*last.indicators, *extra), key=lambda i: i.period == "annual")))
    after = prints(replace(before, tables=renumbered((newcomer, *before.tables[:-1], grown))))
    whole_table = ("C110", "B207", "C103", "F503", *WHOLE_DOCUMENT)  # a new row or table may well put these right
    assert not Counter({k: v for k, v in prints(before).items() if k[0] not in whole_table}) - after


@each_sample
def test_the_file_is_renamed_and_lines_are_put_before(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / f"副本（2）{path.suffix}"
    data, first = path.read_bytes(), "本页由办公室留存。\n\n"
    if path.suffix == ".html":
        data = data.replace(b"<body>", f"<body><p>{first}</p>".encode())
    elif path.suffix in (".txt", ".md") and not data.startswith(b"\xff\xfe"):
        data = first.encode() + data
    copy.write_bytes(data)
    assert prints(parse(copy, settings=settings_of(path))) == prints(submission_of(path))


@each_sample
def test_another_container(path: Path, tmp_path: Path) -> None:
    stored, listed = tmp_path / "一.json", tmp_path / "二.csv"
    stored.write_bytes(json([to_contract(submission_of(path))]))
    narrative = ("C108", "S603", "D802")  # a stored result has no running text
    assert prints(parse(stored, settings=settings_of(path)), narrative) == prints(submission_of(path), narrative)
    if not all(table.name for table in submission_of(path).tables):
        return  # an indicator list tells tables apart by their projects
    listed.write_bytes(indicators_csv(submission_of(path)))
    left_out = (*WHOLE_DOCUMENT, "D801")
    assert prints(parse(listed, settings=settings_of(path)), left_out) == prints(submission_of(path), left_out)



PLAIN = form(ind("quantity", "巡护里程", "≥85"), ind("quality", "巡护合格率", "合格"), name="湿地巡护", texts={"basis": ""})


def one(table: TargetTable, code: str) -> str:
    (found,) = (fingerprint for found, fingerprint in prints(document(table)) if found == code)
    return found


@pytest.mark.parametrize(
    ("code", "changed", "same"),
    [
        ("M302", replace(PLAIN, project_name=Text("湿地管护")), False),
        ("M302", form(ind("quantity", "巡护里程", "≥90"), name="湿地巡护"), False),
        ("M302", form(ind("quantity", "巡护路线里程", "≥85"), name="湿地巡护"), False),
        ("M302", form(ind("economic", "巡护里程", "≥85"), name="湿地巡护"), False),
        ("M302", form(ind("quantity", "巡护 里程", "≥ 85"), name="湿地巡护", annual="75万元", year=2026), True),
        ("M305", form(ind("quality", "巡护合格率", "合格"), ind("quantity", "巡护里程", "≥60公里"), name="湿地巡护"), True),
    ],
)
def test_what_a_fingerprint_hangs_on(code: str, changed: TargetTable, same: bool) -> None:
    assert (one(changed, code) == one(PLAIN, code)) is same


def test_the_code_of_a_project_outlives_its_name() -> None:
    coded = replace(PLAIN, project_code="140900241170000023")
    assert one(coded, "M302") == one(replace(coded, project_name=Text("湿地巡护（二期）")), "M302")


COPIED = "对全市湿地开展日常巡护，设置警示牌，清理外来入侵植物，保护候鸟栖息环境。"


def test_a_project_that_joins_the_copies_makes_it_another_finding() -> None:
    tables = [form(name=name, texts={"overview": COPIED}) for name in ("湿地巡护", "苗圃改造", "森林防火")]
    two, three = prints(document(*tables[:2])), prints(document(*tables))
    (before,) = (each for each in two if each[0] == "B204")
    (after,) = (each for each in three if each[0] == "B204")
    assert before != after
    assert after in prints(document(*tables[::-1]))


def test_equal_findings_are_told_apart_by_number_only() -> None:
    twice = prints(document(PLAIN, PLAIN))
    assert len([each for each in twice if each[0] == "M302"]) == 2
    assert set(prints(document(PLAIN))) <= set(twice)
