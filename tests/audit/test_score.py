"""The eight items of the review form: what takes points away, what is left to a person, and what grade comes of it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.audit import audited, rubric
from linter.checks.cases import document, ind
from linter.finding import Finding, LedgerEntry, Locus, Severity
from linter.review import Audit, AuditItem
from linter.settings import Settings
from linter.submission import TargetTable
from linter.tables import table as data
from tests.audit.forms import SOUND_ROWS, SOUND_TEXTS, by_name, checked, finding, sound, verdict

NAMES = tuple(item["name"] for item in data("audit")["items"])
ONE = document(sound())


def audit_of(*findings: Finding, table: TargetTable | None = None) -> Audit:
    (audit,) = audited(document(table) if table else ONE, verdict(findings), rubric())
    return audit


def item_of(name: str, *findings: Finding, table: TargetTable | None = None) -> AuditItem:
    return by_name(audit_of(*findings, table=table))[name]


def row(number: int) -> Locus:
    return Locus("indicator", f"指标{number}", 0, row=number)


def test_a_sound_form_gets_full_points_only_for_what_was_assessed() -> None:
    (audit,) = checked(sound()).audits
    items = by_name(audit)
    assert tuple(items) == NAMES
    assert audit.grade == "优"
    assert audit.score == 100
    assert audit.points_assessed == 75
    assert {name for name, item in items.items() if item.state == "manual"} == {"绩效合理性", "实现可能性"}
    assert all(item.score is None for item in items.values() if item.state == "manual")
    assert all(item.score == item.points for item in items.values() if item.state == "scored")


SAME = "开展农村公益电影放映，丰富群众文化生活，满足群众看电影的需要。"
VAGUE_ROWS = (
    ind("quantity", "放映场次", "按需"), ind("quality", "放映质量", "提高"), ind("timeliness", "放映及时性", "及时"),
    ind("cost", "放映总成本", "≤30万元"), ind("social", "群众文化生活", "丰富"), ind("satisfaction", "观众满意度", "满意"),
)


def test_one_text_in_three_fields_and_vague_targets_cannot_pass() -> None:
    (audit,) = checked(sound(*VAGUE_ROWS, texts=dict.fromkeys(("overview", "basis", "necessity"), SAME))).audits
    assert audit.grade in ("中", "差")
    items = by_name(audit)
    assert items["目标相关性"].score == pytest.approx(15 * 0.2)
    assert items["目标相关性"].because == ("B201",)
    assert (items["指标科学性"].score or 0) < 15 * 0.6, "mostly failing is 差"


def test_a_form_with_hints_only_stays_at_the_top() -> None:
    hints = [finding(code, "info", item) for code, item in (("M304", "指标科学性"), ("C103", "规范完整性"), ("F502", "资金匹配性")) for _ in range(3)]
    audit = audit_of(*hints)
    assert audit.grade == "优"
    assert 97 < audit.score < 100


def test_a_single_error_keeps_its_item_from_being_good() -> None:
    for code in ("C104", "M302", "F504"):
        item = {"C": "规范完整性", "M": "指标科学性", "F": "资金匹配性"}[code[0]]
        scored = item_of(item, finding(code, "error", item))
        assert scored.score is not None
        assert scored.score / scored.points < 0.8


def test_an_error_that_costs_little_still_meets_the_ceiling() -> None:
    cheap = rubric({"deductions": {"M302": 5}})
    (audit,) = audited(ONE, verdict([finding("M302", "error", "指标科学性")]), cheap)
    assert by_name(audit)["指标科学性"].score == pytest.approx(15 * 0.79, abs=0.05)


def test_the_nth_finding_of_a_rule_costs_less_than_the_first() -> None:
    scores = [item_of("规范完整性", *[finding("V405", "warning", "规范完整性")] * n).score or 0 for n in range(4)]
    losses = [before - after for before, after in pairwise(scores)]
    assert losses == pytest.approx([1.2, 0.6, 0.3])


def test_two_rules_cost_more_than_one_twice() -> None:
    twice = item_of("规范完整性", *[finding("V405", "warning", "规范完整性")] * 2).score or 0
    both = item_of("规范完整性", finding("V405", "warning", "规范完整性"), finding("C103", "warning", "规范完整性")).score or 0
    assert both < twice


@pytest.mark.parametrize(("severity", "left"), [("error", 0.2), ("warning", 0.4)])
def test_a_fault_in_every_indicator_leaves_little(severity: Severity, left: float) -> None:
    whole = [finding("M301", severity, "指标科学性", row(n)) for n in range(len(SOUND_ROWS))]
    assert item_of("指标科学性", *whole).score == pytest.approx(15 * left)


def test_a_fault_in_one_indicator_of_few_weighs_more_than_in_one_of_many() -> None:
    fault = finding("M301", "warning", "指标科学性", row(0))
    many = sound(*(ind("quantity", f"第{n}类器材", f"≥{n}套") for n in range(1, 13)))
    few = sound(*SOUND_ROWS[:2])
    assert (item_of("指标科学性", fault, table=few).score or 0) < (item_of("指标科学性", fault, table=many).score or 0)


def test_what_is_filled_in_the_same_in_plan_and_measures_costs_the_conditions_too() -> None:
    place = [Locus("field", "measures", 0), Locus("field", "plan", 0)]
    items = by_name(audit_of(finding("B201", "error", "目标相关性", *place)))
    assert items["条件充分性"].score == pytest.approx(10 * 0.2)
    assert items["条件充分性"].because == ("B201",)
    assert items["目标相关性"].score == pytest.approx(15 * 0.4)
    elsewhere = by_name(audit_of(finding("B201", "error", "目标相关性", Locus("field", "overview", 0), Locus("field", "basis", 0))))
    assert elsewhere["条件充分性"].score == 10


@pytest.mark.parametrize("field", ["plan", "measures"])
def test_an_empty_plan_fails_the_item_that_asks_for_it(field: str) -> None:
    (audit,) = checked(sound(texts={field: ""})).audits
    scored = by_name(audit)["条件充分性"]
    assert scored.because == ("C101",)
    assert scored.score is not None
    assert scored.score / scored.points < 0.6
    assert by_name(audit)["规范完整性"].because == ("C101",)


def test_a_fault_related_to_another_table_counts_there_too() -> None:
    pair = document(sound(), sound(name="社区电影放映"))
    copied = finding("B204", "warning", "目标相关性", Locus("field", "necessity", 0), Locus("field", "necessity", 1))
    first, second = audited(pair, verdict([copied]), rubric())
    assert by_name(first)["目标相关性"] == by_name(second)["目标相关性"]
    assert by_name(first)["目标相关性"].because == ("B204",)


def test_findings_on_the_document_as_a_whole_or_of_no_item_cost_no_table() -> None:
    whole = finding("C106", "warning", "规范完整性", Locus("budget_line", "路灯更换"))
    private = replace(finding("D801", "warning", "规范完整性"), audit_item=None)
    assert audit_of(whole, private).score == 100


# What a machine cannot see


def test_an_item_whose_rules_did_not_run_is_left_to_a_person() -> None:
    ledger = (
        LedgerEntry("C101", "passed"), LedgerEntry("C109", "crashed", "出错"), LedgerEntry("B201", "passed"),
        LedgerEntry("M301", "passed", skipped_tables=((0, "没有读到"),)), LedgerEntry("F501", "skipped", "没有预算"),
    )
    (audit,) = audited(ONE, replace(verdict(), ledger=ledger), rubric())
    scored = {item.item for item in audit.items if item.state == "scored"}
    assert scored == {"规范完整性", "目标相关性", "条件充分性"}
    assert audit.points_assessed == 35


def test_an_item_about_which_the_form_says_nothing_is_left_to_a_person() -> None:
    bare = sound(*SOUND_ROWS[:3], texts=dict.fromkeys(SOUND_TEXTS, "") | {"annual_goal": SOUND_TEXTS["annual_goal"]})
    items = by_name(audit_of(table=bare))
    assert {name for name, item in items.items() if item.state == "scored"} == {"规范完整性", "明确清晰性", "指标科学性"}


def test_a_hint_alone_does_not_make_an_item_judged() -> None:
    no_cost = sound(*SOUND_ROWS[:3], ind("cost", "预算执行率", "=100%"))
    item = item_of("资金匹配性", finding("F502", "info", "资金匹配性"), table=no_cost)
    assert (item.state, item.score, item.because) == ("manual", None, ("F502",))


def test_a_fault_where_only_faults_can_be_seen_never_lifts_the_grade() -> None:
    poor = [finding("B201", "error", "目标相关性", Locus("field", "basis", 0), Locus("field", "necessity", 0)),
            *(finding("M305", "error", "指标科学性", row(n)) for n in range(6))]
    before = audit_of(*poor)
    after = audit_of(*poor, finding("V406", "warning", "绩效合理性"))
    item = by_name(after)["绩效合理性"]
    assert item.state == "scored"
    assert item.because == ("V406",)
    assert after.score <= before.score < 88, "12 % off 15 points would have been more than the rest keeps"


PLACES = st.one_of(
    st.builds(row, st.integers(0, 5)),
    st.builds(Locus, st.just("field"), st.sampled_from(tuple(SOUND_TEXTS)), st.just(0)),
    st.just(Locus("table", None, 0)),
)
FINDINGS = st.builds(
    lambda code, severity, item, loci: finding(code, severity, item, *loci),
    st.sampled_from(("C101", "B201", "M301", "F501", "V406", "F509")), st.sampled_from(("error", "warning", "info")),
    st.sampled_from(NAMES), st.lists(PLACES, min_size=1, max_size=3, unique=True),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(FINDINGS, max_size=8), FINDINGS)
def test_one_more_finding_never_makes_a_form_better(findings: list[Finding], more: Finding) -> None:
    before, after = audit_of(*findings), audit_of(*findings, more)
    assert after.score <= before.score
    earned = sum(item.score for item in after.items if item.score is not None)
    points = sum(item.points for item in after.items if item.state == "scored")
    assert points == after.points_assessed
    assert after.score == pytest.approx(100 * earned / points, abs=0.05)
    assert after.grade == rubric().grade(after.score)


@pytest.mark.parametrize(("score", "grade"), [(100, "优"), (90, "优"), (89.9, "良"), (80, "良"), (79.9, "中"), (60, "中"), (59.9, "差"), (0, "差")])
def test_limits_of_the_grades(score: float, grade: str) -> None:
    assert rubric().grade(score) == grade


# What is switched off, excused or too little


def test_a_rule_switched_off_does_not_cost() -> None:
    copied = sound(texts=dict.fromkeys(("overview", "basis", "necessity"), SAME))
    (audit,) = checked(copied, settings=Settings(ignore=("B201",))).audits
    assert by_name(audit)["目标相关性"].because == ()
    (milder,) = checked(copied, settings=Settings(severity={"B201": "warning"})).audits
    (usual,) = checked(copied).audits
    assert usual.score <= milder.score


def test_too_little_assessed_is_no_grade() -> None:
    assert checked(sound(), settings=Settings(select=("M",))).audits == ()


def test_a_whole_department_form_is_graded_by_what_it_has() -> None:
    whole = sound(name="", kind="overall", texts=dict.fromkeys(("basis", "necessity", "measures", "plan"), ""))
    items = by_name(audit_of(table=whole))
    assert {name for name, item in items.items() if item.state == "manual"} >= {"目标相关性", "条件充分性"}
