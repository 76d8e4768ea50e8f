"""Writes made-up submissions to a folder as documents people hand in, and screens them."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import monotonic
from typing import Any

import msgspec

from linter.checks.cases import document
from linter.contract.parse_v1 import to_contract
from linter.screen import local
from linter.screen.intake import Intake
from linter.screen.run import Options, Outcome, Watch, screen
from linter.screen.sources import Source
from linter.screen.store import Store
from linter.screen.work import About, Task, checking
from linter.settings import DEFAULTS, Settings
from linter.submission import Submission, TargetTable
from linter.workers import Budget


def file(path: Path, submission: Submission) -> Path:
    """A submission as a stored parse result: every value of it arrives as it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.encode(to_contract(submission)))
    return path


def page(path: Path, agency: str, name: str, rows: Sequence[tuple[str, str, str]] = (), *, year: int = 2025, overview: str = "", goal: str = "", amount: str = "20") -> Path:
    """A web page with one form: rows of (二级指标, 三级指标, 指标值). An `agency` of '' is said nowhere."""
    cells = [("项目名称", name), *([("主管部门", agency), ("实施单位", agency)] if agency else []), ("年度资金总额（万元）", amount), ("项目概况", overview), ("年度绩效目标", goal)]
    head = "".join(f"<tr><td>{html.escape(label)}</td><td colspan=3>{html.escape(text)}</td></tr>" for label, text in cells)
    body = "".join(f"<tr><td>产出指标</td><td>{level2}</td><td>{html.escape(level3)}</td><td>{html.escape(target)}</td></tr>" for level2, level3, target in rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"<meta charset=utf-8><h1>项目支出绩效目标表</h1><p>（{year}年度）</p><table>{head}<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标值</td></tr>{body}</table>",
        "utf-8",
    )
    return path


ROWS = (("数量指标", "培训场次", "≥6场"), ("质量指标", "培训合格率", "≥95%"), ("时效指标", "完成时间", "12月10日前"))


def screened(out: Path, *folders: Path, settings: Settings = DEFAULTS, workers: int = 1, seconds: float = 60, watch: Watch | None = None, **about: Any) -> Outcome:
    return screen(Options(folders, out, settings, budget=Budget(seconds, 1500), workers=workers, **about), watch)


def here(intake: Intake, todo: list[Source], task: Task, how: local.How, watch: local.Watch) -> local.Progress:
    """An engine without worker processes, for what is not about them: their start takes longer than a small check."""
    progress = local.Progress(len(todo), started=monotonic())
    go_through = checking(task)
    for source in todo:
        met: list[About] = []

        def begin(about: About, source: Source = source, met: list[About] = met) -> bool:
            met.append(about)
            return intake.wanted(source, about)

        for made in go_through(source, 0, begin):
            intake.done(source, met[-1], made, 0.0, 0)
        intake.left(source)
        progress.left += 1
        watch(progress)
    return progress


def rows(out: Path, query: str) -> list[tuple[Any, ...]]:
    with Store(out, read_only=True) as store:
        return list(store.rows(query))


def handed_in(folder: Path, submissions: Mapping[str, Sequence[TargetTable]], year: int = 2025) -> Path:
    """One document for each agency."""
    for number, (agency, tables) in enumerate(submissions.items()):
        file(folder / f"{number}.txt", document(*tables, agency=agency, year=year))
    return folder
