"""Commands that write documents: `parse`, `annotate`, `letters`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from linter.cli.shared import (
    Config,
    Debug,
    Out,
    Policy,
    Profile,
    app,
    complain,
    emit,
    one_of,
    opinions,
    page,
    plain_run,
    say_failures,
)
from linter.errors import ReadError
from linter.usage import Command, UsageProblem


@app.command(cls=Command, help="读出文件里的绩效目标表，不检查。")
def parse(
    file: Annotated[str, typer.Argument(metavar="文件", help="要读的文件")],
    format: Annotated[
        str,
        typer.Option("--format", metavar="格式", help="json（默认）、csv（每条指标一行）或 tree（给人看的提纲）",
                     callback=one_of("json", "csv", "tree")),
    ] = "json",
    config: Config = None,
    out: Out = None,
    debug: Debug = False,
) -> None:
    from linter import api
    from linter.contract.parse_v1 import to_contract
    from linter.report.indicators_csv import indicators_csv
    from linter.report.json import json
    from linter.report.tree import tree

    path, failed = Path(file), None
    try:
        submission = api.parse(path, settings=api.settings_for(path, Path(config) if config else None))
    except ReadError as error:
        failed, submission = error, api.failure(path, str(error)).submission
    if format == "json":
        emit(json([to_contract(submission)]), out)
    elif failed is None:
        emit(indicators_csv(submission) if format == "csv" else tree(submission, page(out)), out)
    if failed:
        raise failed
    if not submission.tables:
        complain(f"{submission.source}：未找到绩效目标表。")


@app.command(cls=Command, help="写出带批注的副本：在 Excel、Word、PDF 文件里有问题的格子上加批注；原件不改动。")
def annotate(
    file: Annotated[str, typer.Argument(metavar="文件", help="要批注的文件（.xlsx .xlsm .docx .docm .pdf）")],
    out: Annotated[str | None, typer.Option("-o", "--output", metavar="副本", help="副本写到这个文件，结尾与原件相同")] = None,
    apply_safe_fixes: Annotated[bool, typer.Option("--apply-safe-fixes", help="把拿得准的写法改好（如“≥100%”改为“=100%”），逐处列出")] = False,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的文件")] = False,
    profile: Profile = None,
    policy: Policy = None,
    config: Config = None,
    debug: Debug = False,
) -> None:
    from linter.annotating import annotate as annotated
    from linter.policy import load_policy
    from linter.settings import choice, profiles

    if out is None:
        raise UsageProblem("缺少选项 -o", remedy="写出带批注的副本用：jixiao annotate 文件 -o 副本")
    done = annotated(
        Path(file), Path(out), config=Path(config) if config else None, policy=load_policy(Path(policy)) if policy else None,
        given={"profile": choice(profile, profiles(), "", "--profile") if profile else None}, safe_fixes=apply_safe_fixes, force=force,
    )
    emit(done.said)
    say_failures([done.result])
    raise typer.Exit(2 if done.result.crashed else 0)


@app.command(cls=Command, help="写出审核意见书和审核表（Word），供复核人修改后发给单位；机器初审，供参考。")
def letters(
    files: Annotated[list[str] | None, typer.Argument(metavar="文件…", help="要检查的文件、文件夹或压缩包；与 --decisions 同用时是筛查结果的文件夹")] = None,
    decisions: Annotated[
        str | None, typer.Option("--decisions", metavar="工作簿", help="填好复核意见的 screening.xlsx：只写采纳和改写的意见，每个单位一份")
    ] = None,
    out: Annotated[
        str | None, typer.Option("-o", "--output", metavar="文件", help="意见书写到这个 .docx 文件，审核表写在它旁边；与 --per-agency 同用时是文件夹")
    ] = None,
    per_agency: Annotated[bool, typer.Option("--per-agency", help="每个单位各写一份")] = False,
    template: Annotated[str | None, typer.Option("--template", metavar="模板", help="自己的意见书模板（.docx），可用的变量见 templates.md")] = None,
    form: Annotated[str | None, typer.Option("--form", metavar="模板", help="自己的审核表模板（.docx）")] = None,
    write_templates: Annotated[str | None, typer.Option("--write-templates", metavar="文件夹", help="写出自带的两个模板，供修改")] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的文件")] = False,
    profile: Profile = None,
    policy: Policy = None,
    config: Config = None,
    debug: Debug = False,
) -> None:
    from linter.letters import write_letters, write_own_templates

    if write_templates is not None:
        emit("".join(f"已写入 {path}\n" for path in write_own_templates(Path(write_templates), force=force)))
        return
    if decisions is not None:
        _letters_decided(files or [], decisions, out, template, force=force)
        return
    if not files or out is None:
        raise UsageProblem("缺少要检查的文件或 -o", remedy="写出审核意见用：jixiao letters 文件… -o 审核意见书.docx")
    checked = plain_run(files, profile, config, policy, baseline=True)
    results = [each.result for each in checked]
    say_failures(results)
    written = write_letters(
        results, Path(out), {*map(Path, files), *(each.document.path for each in checked)}, per_agency=per_agency,
        letter=Path(template) if template else None, form=Path(form) if form else None, force=force, opinions=opinions(checked),
    )
    emit("".join(f"已写入 {path}\n" for path in written))
    raise typer.Exit(2 if any(result.failed or result.crashed for result in results) else 0)


def _letters_decided(folders: list[str], decisions: str, out: str | None, template: str | None, *, force: bool) -> None:
    from linter.screen.confirmed import confirmed_letters

    if len(folders) != 1:
        raise UsageProblem("要写一个筛查结果的文件夹", remedy="按复核意见写意见书用：jixiao letters 结果 --decisions screening.xlsx")
    sent = confirmed_letters(Path(folders[0]), Path(decisions), Path(out) if out else None, Path(template) if template else None, force=force)
    emit("".join(f"已写入 {path}\n" for path in sent.letters))
    emit(f"共 {len(sent.letters)} 个单位、{sent.opinions} 条意见（其中改写 {sent.reworded} 条）；不采纳 {sent.refused} 条，没有写进去。\n")
    if sent.unknown:
        complain(f"有 {sent.unknown} 条复核意见对应的问题已不在这次的结果里，没有用上；重新筛查后请用新的 screening.xlsx。")
