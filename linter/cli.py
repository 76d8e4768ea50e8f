"""The command `jixiao`: arguments, exit codes, printing; everything else is `linter/api.py` and `linter/report`.

Exit codes: 0 clean · 1 findings at or above --fail-on · 2 cannot run (a bad file, bad settings, a rule that broke down).
Modules that do work are imported inside the commands: `--help` and usage errors must not wait for them.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib.resources import files as package_files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from linter import __version__
from linter.errors import JixiaoError, ReadError
from linter.report.formats import FORMATS, format_of, render
from linter.report.page import PIPED, Page
from linter.usage import Command, Group, UsageProblem

if TYPE_CHECKING:
    from linter.result import Result
    from linter.runs import Checked
    from linter.settings import Settings

_NAMED = 5  # of the files that are no documents

app = typer.Typer(
    cls=Group, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
    help="绩效目标质检：在报送之前，找出预算绩效目标表里会被财政部门退回的问题。",
)


def run(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; the exit code. Nothing but what is asked for goes to standard output."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")  # a GBK console cannot show every character; it must not stop the report
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        code = typer.main.get_command(app).main(
            args=None if arguments is None else given, prog_name="jixiao", standalone_mode=False
        )
    except JixiaoError as error:
        _complain(str(error), debug="--debug" in given)
        return 2
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        from linter.runs import broken_down

        _complain(broken_down(error), debug="--debug" in given)
        return 2
    return code if isinstance(code, int) else 0


def _complain(message: str, debug: bool = False) -> None:
    if debug:
        traceback.print_exc()
    print(f"jixiao：{message}", file=sys.stderr)


def _one_of(*known: str) -> Callable[[typer.Context, Any, str | None], str | None]:
    """A check that an option's value is one of these."""

    def chosen(ctx: typer.Context, param: Any, value: str | None) -> str | None:
        if value is not None and value not in known:
            name = f"“{param.metavar}”" if param.param_type_name == "argument" else f"选项 {param.opts[0]} "
            raise UsageProblem(f"{name}的值“{value}”不在可选范围内", remedy=f"可选：{'、'.join(known)}。")
        return value

    return chosen


def _page(out: str | None = None) -> Page:
    """The page of standard output, or of a file."""
    if out:
        return PIPED
    tty = sys.stdout.isatty()
    columns = shutil.get_terminal_size((100, 24)).columns if tty else 100
    return Page.of(sys.stdout.encoding or "utf-8", columns, tty and _colored())


def _colored() -> bool:
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return os.name != "nt" or any(name in os.environ for name in ("WT_SESSION", "ANSICON", "TERM"))


def _emit(data: str | bytes, out: str | None = None) -> None:
    """Writes text in the stream's encoding, bytes as they are. A reader that has gone away (`| head`) is no fault."""
    if out:
        try:
            Path(out).write_bytes(data.encode("utf-8", "replace") if isinstance(data, str) else data)
        except OSError as error:
            raise JixiaoError(
                f"无法写入输出文件“{out}”", remedy="请检查路径是否存在、有没有写入权限、文件是否正被别的程序打开。"
            ) from error
        return
    try:
        if isinstance(data, str):
            sys.stdout.write(data)
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
        sys.stdout.flush()
    except OSError as error:
        if error.errno not in (errno.EPIPE, errno.EINVAL):
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


_Debug = Annotated[bool, typer.Option("--debug", hidden=True, help="出错时显示详细信息")]
_Config = Annotated[str | None, typer.Option("--config", metavar="文件", help="设置文件，默认用文件旁边的 jixiao.toml")]
_Policy = Annotated[str | None, typer.Option("--policy", metavar="文件", help="审核口径：jixiao policy --export 写出、改好的工作簿，或 .toml 文件")]
_Profile = Annotated[
    str | None, typer.Option("--profile", metavar="组合", help="规则组合：submit（报送，默认）、publish（公开）、strict（从严）或 all（全部）")
]
_Out = Annotated[str | None, typer.Option("-o", "--output", metavar="文件", help="写到文件，不在屏幕上显示")]


@app.callback(invoke_without_command=True)
def root(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="显示版本号")] = False,
    debug: _Debug = False,
) -> None:
    if version:
        _emit(f"jixiao {__version__}\n")
    elif ctx.invoked_subcommand is None:
        _emit(ctx.get_help() + "\n")


@app.command(cls=Command, help="检查绩效目标表，列出问题、原因和改法。\n退出码：0 没有问题；1 有达到 --fail-on 级别的问题；2 无法检查。")
def check(
    files: Annotated[list[str], typer.Argument(metavar="文件…", help="要检查的文件、文件夹或压缩包；也可以是 jixiao parse 写出的 JSON 或 CSV")],
    format: Annotated[
        str | None,
        typer.Option("--format", metavar="格式", help=f"{'、'.join(FORMATS)}；不写时看输出文件的结尾，都没有就是 text", callback=_one_of(*FORMATS)),
    ] = None,
    profile: _Profile = None,
    select: Annotated[list[str] | None, typer.Option("--select", metavar="规则", help="只检查这些规则：编号、编号开头或名称，用逗号隔开")] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", metavar="规则", help="不检查这些规则，写法同上")] = None,
    fail_on: Annotated[
        str | None, typer.Option("--fail-on", metavar="级别", help="发现到哪一级问题时退出码为 1：error（默认）、warning 或 never")
    ] = None,
    budget_list: Annotated[str | None, typer.Option("--budget-list", metavar="文件", help="已批复的预算清单，与绩效目标表核对")] = None,
    whole_agency: Annotated[bool, typer.Option("--whole-agency", help="这些文件包括整个部门的全部项目（与 --budget-list 同用）")] = False,
    baseline: Annotated[str | None, typer.Option("--baseline", metavar="文件", help="只列出基线里没有的新问题；基线由 jixiao baseline --write 写出")] = None,
    no_suppress: Annotated[bool, typer.Option("--no-suppress", help="不理会忽略清单 jixiao.ignore 和基线，全部列出")] = False,
    policy: _Policy = None,
    config: _Config = None,
    out: _Out = None,
    debug: _Debug = False,
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
    report = Report(results, {sheet.code: sheet for sheet in sheets(tuple(every))}, _page(out), _several(files), _opinions(checked))
    _emit(render(report, format or (format_of(out) if out else None) or "text"), out)
    _say_failures(results, run.passed_over)
    raise typer.Exit(max(_exit_code(each.result, each.settings) for each in checked))


def _opinions(checked: Sequence[Checked]) -> dict[str, str]:
    """The remedies that the settings word themselves."""
    return {code: said for each in checked for code, said in each.settings.opinions.items()}


def _several(files: Sequence[str]) -> bool:
    """Whether the output is to be a list: also where a folder or a zip happens to hold one document."""
    return len(files) != 1 or Path(files[0]).is_dir() or Path(files[0]).suffix.lower() == ".zip"


def _say_failures(results: Sequence[Result], passed_over: Sequence[str] = ()) -> None:
    """What could not be read or judged, and what was no document."""
    if passed_over:
        more = f" 等 {len(passed_over)} 个" if len(passed_over) > _NAMED else ""
        _complain(f"未检查（不是文档）：{'、'.join(passed_over[:_NAMED])}{more}。")
    for result in results:
        for note in result.submission.notes if result.failed else ():
            _complain(note.text if result.submission.source in note.text else f"{result.submission.source}：{note.text}")
        for broken in result.crashed:
            _complain(f"{result.submission.source}：规则 {broken} 运行出错，它的结果不可用。用 jixiao check --format json 可看到原因。")


def _exit_code(result: Result, settings: Settings) -> int:
    if result.failed or result.crashed:
        return 2
    return int(settings.fail_on != "never" and bool(result.at_least(settings.fail_on)))


@app.command(cls=Command, help="读出文件里的绩效目标表，不检查。")
def parse(
    file: Annotated[str, typer.Argument(metavar="文件", help="要读的文件")],
    format: Annotated[
        str,
        typer.Option("--format", metavar="格式", help="json（默认）、csv（每条指标一行）或 tree（给人看的提纲）",
                     callback=_one_of("json", "csv", "tree")),
    ] = "json",
    config: _Config = None,
    out: _Out = None,
    debug: _Debug = False,
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
        _emit(json([to_contract(submission)]), out)
    elif failed is None:
        _emit(indicators_csv(submission) if format == "csv" else tree(submission, _page(out)), out)
    if failed:
        raise failed
    if not submission.tables:
        _complain(f"{submission.source}：未找到绩效目标表。")


@app.command(cls=Command, help="写出带批注的副本：在 Excel、Word、PDF 文件里有问题的格子上加批注；原件不改动。")
def annotate(
    file: Annotated[str, typer.Argument(metavar="文件", help="要批注的文件（.xlsx .xlsm .docx .docm .pdf）")],
    out: Annotated[str | None, typer.Option("-o", "--output", metavar="副本", help="副本写到这个文件，结尾与原件相同")] = None,
    apply_safe_fixes: Annotated[bool, typer.Option("--apply-safe-fixes", help="把拿得准的写法改好（如“≥100%”改为“=100%”），逐处列出")] = False,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的文件")] = False,
    profile: _Profile = None,
    policy: _Policy = None,
    config: _Config = None,
    debug: _Debug = False,
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
    _emit(done.said)
    _say_failures([done.result])
    raise typer.Exit(2 if done.result.crashed else 0)


@app.command(cls=Command, help="忽略清单：把确认可以不改的问题写进文件旁边的 jixiao.ignore，写明理由，以后不再列出。")
def ignore(
    files: Annotated[list[str], typer.Argument(metavar="文件…", help="要检查的文件")],
    generate: Annotated[bool, typer.Option("--generate", help="为现有的每处问题写一行，理由待填；已有的清单接在后面写")] = False,
    profile: _Profile = None,
    config: _Config = None,
    out: Annotated[str | None, typer.Option("-o", "--output", metavar="文件", help="写到这个文件，不写到各文件夹的 jixiao.ignore")] = None,
    debug: _Debug = False,
) -> None:
    from linter.suppress.generate import HEADER, entries_for
    from linter.suppress.ignore_file import FILE_NAME

    if not generate:
        raise UsageProblem("缺少选项 --generate", remedy="写出忽略清单用：jixiao ignore --generate 文件…")
    lines: dict[Path, list[str]] = {}
    counts: dict[Path, int] = {}
    checked = _plain_run(files, profile, config, baseline=True)
    for each in checked:
        target = Path(out) if out else each.document.path.parent / FILE_NAME
        new, count = entries_for(each.result)
        lines.setdefault(target, []).extend(new)
        counts[target] = counts.get(target, 0) + count
    for target, new in lines.items():
        before = target.read_text("utf-8-sig") if not out and target.is_file() else HEADER
        if new:
            _emit("\n".join([before.rstrip("\n"), "", *new]) + "\n", str(target))
            _emit(f"已写入 {target}：{counts[target]} 条。请逐条把“理由待填”改成理由；应当改正的问题，把那一行删掉。\n")
        else:
            _emit(f"{target.parent}：没有要忽略的问题，没有写文件。\n")
    _say_failures([each.result for each in checked])
    raise typer.Exit(2 if any(each.result.failed or each.result.crashed for each in checked) else 0)


@app.command(cls=Command, help="基线：记下现有的问题，以后用 check --baseline 只看新问题。")
def baseline(
    files: Annotated[list[str], typer.Argument(metavar="文件…", help="要检查的文件")],
    write: Annotated[str | None, typer.Option("--write", metavar="基线", help="写到这个文件")] = None,
    profile: _Profile = None,
    config: _Config = None,
    debug: _Debug = False,
) -> None:
    from linter.suppress.baseline import baseline_of

    if write is None:
        raise UsageProblem("缺少选项 --write", remedy="写出基线用：jixiao baseline --write 基线.json 文件…")
    results = [each.result for each in _plain_run(files, profile, config, baseline=False)]
    _emit(baseline_of(results), write)
    found = sum(len(result.verdict.findings) for result in results)
    _emit(f"已写入 {write}：{sum(not result.failed for result in results)} 个文件，{found} 处问题。\n")
    _say_failures(results)
    raise typer.Exit(2 if any(result.failed or result.crashed for result in results) else 0)


def _plain_run(
    files: Sequence[str], profile: str | None, config: str | None, policy: str | None = None, *, baseline: bool
) -> list[Checked]:
    """The results by the settings of the files; without `baseline` only the ignore file holds."""
    from linter.policy import load_policy
    from linter.runs import Run
    from linter.settings import choice, profiles

    chosen = choice(profile, profiles(), "", "--profile") if profile else None
    chosen_policy = load_policy(Path(policy)) if policy else None
    return list(Run(Path(config) if config else None, chosen_policy, {"profile": chosen}, baseline=baseline).check(map(Path, files)))


@app.command(cls=Command, help="给一条指标找可以衡量的写法：相近的指标和常用的指标值，供参考，不改动任何文件。")
def suggest(
    text: Annotated[str, typer.Argument(metavar="文字", help="三级指标的名称、“名称：指标值”，或一句项目内容")],
    category: Annotated[str | None, typer.Option("--category", metavar="类别", help="只找这一类：数量、质量、时效、成本、经济效益、社会效益、生态效益、可持续影响、满意度")] = None,
    count: Annotated[str, typer.Option("-n", "--number", metavar="条数", help="最多列出几条相近的指标（默认 5）")] = "5",
    format: Annotated[
        str, typer.Option("--format", metavar="格式", help="text（默认）或 json", callback=_one_of("text", "json"))
    ] = "text",
    config: _Config = None,
    debug: _Debug = False,
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
        _emit(suggestions_json(text, advice.category, advice.targets, near))
        return
    said = [each._replace(category=CATEGORY_SAID[each.category]) for each in near]
    _emit(suggestions_text(text, CATEGORY_SAID[advice.category] if advice.category else "", advice.targets, said, _page()))


@app.command(cls=Command, help="审核口径：把规则、阈值、词表写成工作簿，改好后用 check --policy 指定。")
def policy(
    export: Annotated[str | None, typer.Option("--export", metavar="工作簿", help="写到这个文件（.xlsx）")] = None,
    policy: _Policy = None,
    config: _Config = None,
    debug: _Debug = False,
) -> None:
    from linter import api
    from linter.policy import load_policy
    from linter.policy.export import workbook

    if export is None:
        raise UsageProblem("缺少选项 --export", remedy="写出审核口径用：jixiao policy --export 审核口径.xlsx")
    settings = api.settings_for(Path(), Path(config) if config else None, policy=load_policy(Path(policy)) if policy else None)
    _emit(workbook(settings), export)
    _emit(f"已写入 {export}。改好后：jixiao check 文件 --policy {export}\n")


@app.command(cls=Command, help="写出审核意见书和审核表（Word），供复核人修改后发给单位；机器初审，供参考。")
def letters(
    files: Annotated[list[str] | None, typer.Argument(metavar="文件…", help="要检查的文件、文件夹或压缩包")] = None,
    out: Annotated[
        str | None, typer.Option("-o", "--output", metavar="文件", help="意见书写到这个 .docx 文件，审核表写在它旁边；与 --per-agency 同用时是文件夹")
    ] = None,
    per_agency: Annotated[bool, typer.Option("--per-agency", help="每个单位各写一份")] = False,
    template: Annotated[str | None, typer.Option("--template", metavar="模板", help="自己的意见书模板（.docx），可用的变量见 templates.md")] = None,
    form: Annotated[str | None, typer.Option("--form", metavar="模板", help="自己的审核表模板（.docx）")] = None,
    write_templates: Annotated[str | None, typer.Option("--write-templates", metavar="文件夹", help="写出自带的两个模板，供修改")] = None,
    force: Annotated[bool, typer.Option("--force", help="覆盖已有的文件")] = False,
    profile: _Profile = None,
    policy: _Policy = None,
    config: _Config = None,
    debug: _Debug = False,
) -> None:
    from linter.letters import write_letters, write_own_templates

    if write_templates is not None:
        _emit("".join(f"已写入 {path}\n" for path in write_own_templates(Path(write_templates), force=force)))
        return
    if not files or out is None:
        raise UsageProblem("缺少要检查的文件或 -o", remedy="写出审核意见用：jixiao letters 文件… -o 审核意见书.docx")
    checked = _plain_run(files, profile, config, policy, baseline=True)
    results = [each.result for each in checked]
    _say_failures(results)
    written = write_letters(
        results, Path(out), {*map(Path, files), *(each.document.path for each in checked)}, per_agency=per_agency,
        letter=Path(template) if template else None, form=Path(form) if form else None, force=force, opinions=_opinions(checked),
    )
    _emit("".join(f"已写入 {path}\n" for path in written))
    raise typer.Exit(2 if any(result.failed or result.crashed for result in results) else 0)


@app.command(cls=Command, help="列出全部规则。")
def rules(
    format: Annotated[
        str, typer.Option("--format", metavar="格式", help="text（默认）或 json", callback=_one_of("text", "json"))
    ] = "text",
    debug: _Debug = False,
) -> None:
    from linter.catalogue import sheets
    from linter.report.explain import rules_json, rules_text

    _emit(rules_json(sheets(examples=True)) if format == "json" else rules_text(sheets(), _page()))


@app.command(cls=Command, help="说明一条规则：查什么、为什么、怎么改，以及例子。")
def explain(rule: Annotated[str, typer.Argument(metavar="规则", help="编号或名称，如 C101")], debug: _Debug = False) -> None:
    from linter.api import find_rule
    from linter.catalogue import sheet
    from linter.report.explain import explain as page_of

    _emit(page_of(sheet(find_rule(rule)), _page()))


@app.command(cls=Command, help="显示 JSON 输出的结构定义（JSON Schema）。")
def schema(
    name: Annotated[str, typer.Argument(metavar="名称", help="parse 或 check", callback=_one_of("parse", "check"))],
    debug: _Debug = False,
) -> None:
    _emit(package_files("linter").joinpath("docs", "schema", f"{name}-v1.json").read_bytes())
