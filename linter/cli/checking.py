"""`jixiao check`, the command most people need."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linter.cli.shared import Config, Debug, Out, Policy, Profile, app, emit, one_of, opinions, page, say_failures
from linter.errors import JixiaoError
from linter.report.formats import FORMATS, format_of, render
from linter.usage import Command

if TYPE_CHECKING:
    from linter.result import Result
    from linter.settings import Settings


@app.command(cls=Command, help="检查绩效目标表，列出问题、原因和改法。\n退出码：0 没有问题；1 有达到 --fail-on 级别的问题；2 无法检查。")
def check(
    files: Annotated[list[str], typer.Argument(metavar="文件…", help="要检查的文件、文件夹或压缩包；也可以是 jixiao parse 写出的 JSON 或 CSV")],
    format: Annotated[
        str | None,
        typer.Option("--format", metavar="格式", help=f"{'、'.join(FORMATS)}；不写时看输出文件的结尾，都没有就是 text", callback=one_of(*FORMATS)),
    ] = None,
    profile: Profile = None,
    select: Annotated[list[str] | None, typer.Option("--select", metavar="规则", help="只检查这些规则：编号、编号开头或名称，用逗号隔开")] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", metavar="规则", help="不检查这些规则，写法同上")] = None,
    fail_on: Annotated[
        str | None, typer.Option("--fail-on", metavar="级别", help="发现到哪一级问题时退出码为 1：error（默认）、warning 或 never")
    ] = None,
    budget_list: Annotated[str | None, typer.Option("--budget-list", metavar="文件", help="已批复的预算清单，与绩效目标表核对")] = None,
    whole_agency: Annotated[bool, typer.Option("--whole-agency", help="这些文件包括整个部门的全部项目（与 --budget-list 同用）")] = False,
    baseline: Annotated[str | None, typer.Option("--baseline", metavar="文件", help="只列出基线里没有的新问题；基线由 jixiao baseline --write 写出")] = None,
    no_suppress: Annotated[bool, typer.Option("--no-suppress", help="不理会忽略清单 jixiao.ignore 和基线，全部列出")] = False,
    policy: Policy = None,
    config: Config = None,
    out: Out = None,
    debug: Debug = False,
) -> None:
    from linter import api
    from linter.catalogue import sheets
    from linter.policy import load_policy
    from linter.report.report import Report
    from linter.runs import Run
    from linter.settings import choice, code_list, profiles
    from linter.suppress.apply import with_unused

    given = {
        "profile": choice(profile, profiles(), "", "--profile") if profile else None,
        "fail_on": choice(fail_on, ("error", "warning", "never"), "", "--fail-on") if fail_on else None,
        "select": code_list(select or ()), "ignore": code_list(ignore or ()), "baseline": baseline,
    }
    run = Run(
        Path(config) if config else None, load_policy(Path(policy)) if policy else None, given, api.read_budget_list(Path(budget_list)) if budget_list else None,
        whole_agency=whole_agency, ignoring=not no_suppress, strict=debug,
    )
    checked = list(run.check(map(Path, files)))
    if not checked:
        raise JixiaoError(f"{'、'.join(files)} 里没有可以检查的文件", remedy="请确认路径；能检查的文件类型见 README。")
    results = with_unused([(each.result, each.suppressions) for each in checked])
    every = dict.fromkeys(rule for each in checked for rule in api.all_rules(each.settings))
    report = Report(results, {sheet.code: sheet for sheet in sheets(tuple(every))}, page(out), several(files), opinions(checked))
    emit(render(report, format or (format_of(out) if out else None) or "text"), out)
    say_failures(results, run.passed_over)
    raise typer.Exit(max(exit_code(each.result, each.settings) for each in checked))


def several(files: Sequence[str]) -> bool:
    """Whether the output is to be a list: also where a folder or a zip happens to hold one document."""
    return len(files) != 1 or Path(files[0]).is_dir() or Path(files[0]).suffix.lower() == ".zip"


def exit_code(result: Result, settings: Settings) -> int:
    if result.failed or result.crashed:
        return 2
    return int(settings.fail_on != "never" and bool(result.at_least(settings.fail_on)))
