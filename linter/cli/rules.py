"""Commands about the rules themselves: `suggest`, `policy`, `rules`, `explain`, `schema`."""

from __future__ import annotations

from importlib.resources import files as package_files
from pathlib import Path
from typing import Annotated

import typer

from linter.cli.shared import Config, Debug, Policy, app, emit, one_of, page
from linter.usage import Command, UsageProblem


@app.command(cls=Command, help="给一条指标找可以衡量的写法：相近的指标和常用的指标值，供参考，不改动任何文件。")
def suggest(
    text: Annotated[str, typer.Argument(metavar="文字", help="三级指标的名称、“名称：指标值”，或一句项目内容")],
    category: Annotated[str | None, typer.Option("--category", metavar="类别", help="只找这一类：数量、质量、时效、成本、经济效益、社会效益、生态效益、可持续影响、满意度")] = None,
    count: Annotated[str, typer.Option("-n", "--number", metavar="条数", help="最多列出几条相近的指标（默认 5）")] = "5",
    format: Annotated[
        str, typer.Option("--format", metavar="格式", help="text（默认）或 json", callback=one_of("text", "json"))
    ] = "text",
    config: Config = None,
    debug: Debug = False,
) -> None:
    from linter import api
    from linter.checks.base import CATEGORY_SAID
    from linter.report.suggestions import SuggestedIndicator, suggestions_json, suggestions_text
    from linter.suggest.ask import advise
    from linter.suggest.library import category_of

    chosen = category_of(category) if category else None
    if category and chosen is None:
        raise UsageProblem(f"选项 --category 的值“{category}”不在可选范围内", remedy="可选：数量、质量、时效、成本、经济效益、社会效益、生态效益、可持续影响、满意度。")
    if not count.isdecimal() or not 1 <= int(count) <= 50:
        raise UsageProblem(f"选项 -n 的值“{count}”不在可选范围内", remedy="请写 1 到 50 的整数。")
    settings = api.settings_for(Path(), Path(config) if config else None)
    advice = advise(text, api.library_for(settings), category=chosen, count=int(count))
    near = [SuggestedIndicator(*found.item, round(found.score, 2)) for found in advice.near]
    if format == "json":
        emit(suggestions_json(text, advice.category, advice.targets, near))
        return
    said = [each._replace(category=CATEGORY_SAID[each.category]) for each in near]
    emit(suggestions_text(text, CATEGORY_SAID[advice.category] if advice.category else "", advice.targets, said, page()))


@app.command(cls=Command, help="审核口径：把规则、阈值、词表写成工作簿，改好后用 check --policy 指定。")
def policy(
    export: Annotated[str | None, typer.Option("--export", metavar="工作簿", help="写到这个文件（.xlsx）")] = None,
    policy: Policy = None,
    config: Config = None,
    debug: Debug = False,
) -> None:
    from linter import api
    from linter.policy import load_policy
    from linter.policy.export import workbook

    if export is None:
        raise UsageProblem("缺少选项 --export", remedy="写出审核口径用：jixiao policy --export 审核口径.xlsx")
    settings = api.settings_for(Path(), Path(config) if config else None, policy=load_policy(Path(policy)) if policy else None)
    emit(workbook(settings), export)
    emit(f"已写入 {export}。改好后：jixiao check 文件 --policy {export}\n")


@app.command(cls=Command, help="列出全部规则。")
def rules(
    format: Annotated[
        str, typer.Option("--format", metavar="格式", help="text（默认）或 json", callback=one_of("text", "json"))
    ] = "text",
    debug: Debug = False,
) -> None:
    from linter.catalogue import sheets
    from linter.report.explain import rules_json, rules_text

    emit(rules_json(sheets(examples=True)) if format == "json" else rules_text(sheets(), page()))


@app.command(cls=Command, help="说明一条规则：查什么、为什么、怎么改，以及例子。")
def explain(rule: Annotated[str, typer.Argument(metavar="规则", help="编号或名称，如 C101")], debug: Debug = False) -> None:
    from linter.api import find_rule
    from linter.catalogue import sheet
    from linter.report.explain import explain as page_of

    emit(page_of(sheet(find_rule(rule)), page()))


@app.command(cls=Command, help="显示 JSON 输出的结构定义（JSON Schema）。")
def schema(
    name: Annotated[str, typer.Argument(metavar="名称", help="parse 或 check", callback=one_of("parse", "check"))],
    debug: Debug = False,
) -> None:
    emit(package_files("linter").joinpath("docs", "schema", f"{name}-v1.json").read_bytes())
