"""How the review form stands in the text report and in the JSON, and what suppressions do to it."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import msgspec
import pytest

from linter.audit import with_audits
from linter.catalogue import sheets
from linter.checks.cases import ind
from linter.contract.check_v1 import check_to_contract
from linter.report.page import Page
from linter.report.report import Report
from linter.report.text import text
from linter.result import Result, Suppressed
from linter.settings import Settings
from linter.submission import TargetTable
from tests.audit.forms import SOUND_TEXTS, by_name, checked, sound

SHARED = "县城以外没有影院，群众看电影要走很远的路。"
COPYING = [sound(name=name, texts={"overview": f"在{name}所在的村放映。", "necessity": SHARED}) for name in ("山区放映", "库区放映")]
VAGUE = sound(ind("quantity", "放映场次", "按需"), ind("quality", "设备完好率", "合格"), ind("cost", "放映总成本", "≤30万元"),
              texts={"basis": SOUND_TEXTS["overview"], "necessity": SOUND_TEXTS["overview"]}, name="流动放映")


def told(*tables: TargetTable, settings: Settings | None = None, page: Page | None = None) -> list[str]:
    result = checked(*tables, settings=settings or Settings())
    return text(Report([result], {sheet.code: sheet for sheet in sheets()}, page or Page(columns=200))).splitlines()


def test_the_block_of_a_table_says_grade_consequence_losses_and_what_is_left() -> None:
    (audit,) = checked(VAGUE).audits
    lines = told(VAGUE)
    at = next(n for n, line in enumerate(lines) if line.startswith("  机器初审参考："))
    assert lines[at].startswith(f"  机器初审参考：{audit.grade}（{audit.score:g}分，已评75分）：")
    assert "重新报审" in lines[at] or "不得进入" in lines[at]
    assert lines[at + 1].startswith("    失分：")
    assert "目标相关性 3/15（B201）" in lines[at + 1]
    assert "资金匹配性" not in lines[at + 1], "an item with full points lost none"
    assert lines[at + 2] == "    需人工审核：绩效合理性、实现可能性。"


def test_a_good_grade_does_not_excuse_an_error() -> None:
    lines = told(sound(texts={"plan": ""}))
    (line,) = [line for line in lines if line.startswith("  机器初审参考：")]
    assert "良" in line
    assert line.endswith("；其中错误1处，要先改正。")


def test_a_loss_by_a_finding_listed_elsewhere_says_where() -> None:
    lines = told(*COPYING)
    assert any("目标相关性" in line and "（B204）" in line for line in lines)
    assert any("目标相关性" in line and "（B204，见表1）" in line for line in lines)


def test_the_sum_up_stands_at_the_end() -> None:
    lines = told(sound(annual="90万元"), VAGUE, sound(annual=None, kind="overall", name=""))
    at = next(n for n, line in enumerate(lines) if line.startswith("机器初审参考，全文："))
    assert "2张表按金额加权平均" in lines[at]
    assert "部门整体绩效目标表1张，没有计入平均分。" in lines[at]
    assert lines[-1].endswith("不代替财政部门的审核；绩效合理性、实现可能性主要靠人工判断。")


def test_a_single_table_needs_no_mean() -> None:
    lines = told(VAGUE)
    assert not any("全文：" in line for line in lines)
    assert lines[-1].startswith("机器初审参考：")


def test_the_table_of_counts_shows_the_grades() -> None:
    lines = told(sound(), VAGUE)
    at = lines.index("汇总")
    assert lines[at + 1].split() == ["错误", "警告", "提示", "初审参考", "项目"]
    assert lines[at + 2].split()[4] == "优"
    assert lines[at + 3].split()[4] in ("中", "差")


def test_without_a_grade_nothing_is_said() -> None:
    assert not any("初审" in line for line in told(VAGUE, settings=Settings(select=("M",))))


def test_narrow_pages_are_kept_to() -> None:
    page = Page(columns=60)
    assert max(page.width(line) for line in told(VAGUE, *COPYING, page=page)) <= 60


def test_the_contract() -> None:
    other = sound(ind("quantity", "护林员人数", "≥12人"), name="护林巡查", annual="60万元", texts={key: f"巡山护林{key}" for key in SOUND_TEXTS})
    result = checked(VAGUE, other)
    out = msgspec.to_builtins(check_to_contract(result))
    first, second = out["audit"]
    assert first.keys() == {"table_index", "grade", "score", "points_assessed", "items", "consequence", "label"}
    assert (second["table_index"], second["grade"], second["label"]) == (1, result.audits[1].grade, "机器初审参考")
    assert second["score"] != first["score"]
    assert first["items"][4] == {"item": "绩效合理性", "points": 15, "state": "manual", "score": None, "because": []}
    summary = out["audit_summary"]
    assert summary["amount"] == "900000.00"
    assert summary["score"] == pytest.approx((first["score"] + 2 * second["score"]) / 3, abs=0.05)
    assert summary["tables"] == 2


def test_a_document_without_tables_has_no_audit() -> None:
    out = check_to_contract(checked())
    assert out.audit == []
    assert out.audit_summary is None


@pytest.mark.parametrize(("by", "costs"), [("ignore", False), ("baseline", True)])
def test_what_is_excused_does_not_cost_what_is_only_known_does(by: Literal["ignore", "baseline"], costs: bool) -> None:
    result = checked(VAGUE)
    hidden = tuple(Suppressed(each, by, "已说明") for each in result.verdict.findings)
    quiet = Result(result.submission, replace(result.verdict, findings=()), suppressed=hidden)
    (audit,) = with_audits(quiet).audits
    assert (audit.score < 100) is costs
    assert bool(by_name(audit)["目标相关性"].because) is costs
