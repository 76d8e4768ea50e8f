"""Commands on many documents: `screen`, `query`, `compare`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from linter.cli.progress import ProgressLine, time_said
from linter.cli.shared import Config, Debug, Policy, Profile, app, complain, emit, one_of
from linter.errors import JixiaoError
from linter.usage import Command, UsageProblem

if TYPE_CHECKING:
    from linter.screen.run import Options, Outcome

_NAMED = 10  # failures told on the screen
_INTERRUPTED = 130


@app.command(cls=Command, help="成批筛查：把整批报送文件查一遍，排名、找雷同，写出工作簿、总览网页、各单位意见书和数据。\n"
             "随时可以中断，再运行同一条命令接着查；没有变化的文件不重查。\n退出码：0 全部查成；2 有文件没有查成（其余照常写出）。")
def screen(
    folders: Annotated[list[str] | None, typer.Argument(metavar="文件夹…", help="报送文件所在的文件夹、压缩包或文件")] = None,
    out: Annotated[str | None, typer.Option("-o", "--output", metavar="结果", help="结果写到这个文件夹")] = None,
    last_year: Annotated[list[str] | None, typer.Option("--last-year", metavar="文件夹", help="上年的报送文件，找照抄上年的项目")] = None,
    manifest: Annotated[str | None, typer.Option("--manifest", metavar="清单", help="文件清单（xlsx、csv），表头：文件、单位、年度")] = None,
    agencies: Annotated[str | None, typer.Option("--agencies", metavar="单位表", help="单位表（xlsx、csv），表头：单位、别名、主管部门")] = None,
    budget_list: Annotated[str | None, typer.Option("--budget-list", metavar="文件", help="已批复的预算清单，与绩效目标表核对")] = None,
    workers: Annotated[str | None, typer.Option("--workers", metavar="个数", help="同时用几个检查进程，默认与处理器核数相同")] = None,
    timeout: Annotated[str | None, typer.Option("--timeout", metavar="秒", help="一份文件最多查多少秒，默认 120")] = None,
    memory: Annotated[str | None, typer.Option("--memory", metavar="MB", help="一个检查进程最多用多少 MB 内存，默认 2048")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="全部重查，不用上次的结果")] = False,
    mask: Annotated[bool, typer.Option("--mask", help="所有结果和数据里不出现联系人姓名和电话")] = False,
    engine: Annotated[str, typer.Option("--engine", metavar="方式", help="local（本机，默认）或 spark（集群）", callback=one_of("local", "spark"))] = "local",
    spark_master: Annotated[str | None, typer.Option("--spark-master", metavar="地址", help="Spark 主节点，如 spark://主机:7077；默认看环境变量 SPARK_MASTER")] = None,
    profile: Profile = None,
    policy: Policy = None,
    config: Config = None,
    debug: Debug = False,
) -> None:
    if out is None or not (folders or manifest):
        raise UsageProblem("缺少要筛查的文件夹或 -o", remedy="成批筛查用：jixiao screen 报送 -o 结果")
    from linter import api
    from linter.policy import load_policy
    from linter.screen.run import Options, Watch
    from linter.screen.run import screen as screened
    from linter.settings import choice, override, profiles
    from linter.tables import table
    from linter.workers import Budget

    tops = tuple(map(Path, folders or ()))
    for path in (*tops, *map(Path, last_year or ())):
        if not path.exists():
            raise JixiaoError(f"找不到“{path}”", remedy="请检查路径；路径里有空格时要加引号。")
    top = next((path for path in tops if path.is_dir()), Path())
    settings = api.settings_for(top / "jixiao", Path(config) if config else None, policy=load_policy(Path(policy)) if policy else None)
    settings = override(settings, profile=choice(profile, profiles(), "", "--profile") if profile else None)
    usual = table("screen")["budget"]
    options = Options(
        tops, Path(out), settings, tuple(map(Path, last_year or ())), Path(manifest) if manifest else None, Path(agencies) if agencies else None,
        api.read_budget_list(Path(budget_list)) if budget_list else None,
        Budget(_number("--timeout", timeout, usual["seconds"]), _number("--memory", memory, usual["megabytes"])),
        _number("--workers", workers, os.cpu_count() or 1), fresh, mask, "spark" if engine == "spark" else "local", spark_master or os.environ.get("SPARK_MASTER", ""),
    )
    line = ProgressLine()
    try:
        outcome = screened(options, Watch(line.stage, line.progress))
    except KeyboardInterrupt:
        line.done()
        complain("已中断。查完的不会丢，再运行同一条命令就接着查。")
        raise typer.Exit(_INTERRUPTED) from None
    finally:
        line.done()
    _tell(outcome, options)
    raise typer.Exit(2 if outcome.failed else 0)


def _number(option: str, said: str | None, usual: int) -> int:
    if said is None:
        return usual
    if not (said.isascii() and said.isdecimal() and int(said) >= 1):
        raise UsageProblem(f"选项 {option} 的值“{said}”看不懂", remedy="请写 1 以上的整数。")
    return int(said)


def _tell(outcome: Outcome, options: Options) -> None:
    from linter.screen.store import Store

    with Store(options.out, read_only=True) as store:
        projects, agencies = store.one("SELECT (SELECT count(*) FROM projects), (SELECT count(*) FROM agencies)")
        failures = list(store.rows(f"SELECT name, reason, remedy FROM failures ORDER BY document LIMIT {_NAMED}"))
    said = f"查了 {outcome.documents} 份文件（{outcome.reused} 份用上次的结果），{agencies} 个单位，{projects} 个项目，用时 {time_said(outcome.progress.seconds)}。"
    emit(said + ("没有变化，结果还是上次写的。\n" if outcome.unchanged else "\n"))
    if outcome.passed_over:
        complain(f"未检查（不是文档）：{'、'.join(outcome.passed_over[:_NAMED])}{f' 等 {len(outcome.passed_over)} 个' if len(outcome.passed_over) > _NAMED else ''}。")
    for name, reason, remedy in failures:
        complain(f"没有查成：{name}：{reason}。{remedy}")
    if outcome.failed > _NAMED:
        complain(f"没有查成的共 {outcome.failed} 份，都在工作簿的“未检查”里。")
    for path in outcome.delivered.kept:
        complain(f"有人改过的文件没有覆盖，另存为“{path}”。")
    emit(f"结果在“{options.out}”：screening.xlsx、dashboard.html、letters、data。\n")


@app.command(cls=Command, help="用 SQL 查筛查结果；有哪些表和列，见 screening.md。只读，不改动结果。")
def query(
    out: Annotated[str, typer.Argument(metavar="结果", help="jixiao screen -o 写出的文件夹")],
    sql: Annotated[str, typer.Argument(metavar="SQL", help='如 "SELECT agency, score FROM agencies ORDER BY score LIMIT 10"')],
    format: Annotated[str, typer.Option("--format", metavar="格式", help="text（默认）、csv 或 json", callback=one_of("text", "csv", "json"))] = "text",
    to: Annotated[str | None, typer.Option("-o", "--output", metavar="文件", help="写到文件，不在屏幕上显示")] = None,
    debug: Debug = False,
) -> None:
    from linter.screen.querying import answer

    emit(answer(Path(out), sql, format), to)


@app.command(cls=Command, help="对照两次筛查（如改正前后）：哪些问题改好了，哪些还在，哪些是新出现的。")
def compare(
    before: Annotated[str, typer.Argument(metavar="前一次", help="前一次的结果文件夹")],
    after: Annotated[str, typer.Argument(metavar="后一次", help="后一次的结果文件夹")],
    out: Annotated[str | None, typer.Option("-o", "--output", metavar="工作簿", help="明细写到这个工作簿（.xlsx）")] = None,
    debug: Debug = False,
) -> None:
    from linter.screen.comparing import compared
    from linter.screen.comparing_said import comparison_text, comparison_workbook

    comparison = compared(Path(before), Path(after))
    if out:
        emit(comparison_workbook(comparison), out)
    emit(comparison_text(comparison))
