"""What the commands have in common: the application, its option types, the page, and all printing."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from linter.errors import JixiaoError
from linter.report.page import PIPED, Page
from linter.usage import Group, UsageProblem

if TYPE_CHECKING:
    from linter.result import Result
    from linter.runs import Checked

_NAMED = 5  # of the files that are no documents

app = typer.Typer(
    cls=Group, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False,
    help="绩效目标质检：在报送之前，找出预算绩效目标表里会被财政部门退回的问题。",
)

def complain(message: str, debug: bool = False) -> None:
    if debug:
        traceback.print_exc()
    print(f"jixiao：{message}", file=sys.stderr)


def one_of(*known: str) -> Callable[[typer.Context, Any, str | None], str | None]:
    """A check that an option's value is one of these."""

    def chosen(ctx: typer.Context, param: Any, value: str | None) -> str | None:
        if value is not None and value not in known:
            name = f"“{param.metavar}”" if param.param_type_name == "argument" else f"选项 {param.opts[0]} "
            raise UsageProblem(f"{name}的值“{value}”不在可选范围内", remedy=f"可选：{'、'.join(known)}。")
        return value

    return chosen


def page(out: str | None = None) -> Page:
    """The page of standard output, or of a file."""
    if out:
        return PIPED
    tty = sys.stdout.isatty()
    columns = shutil.get_terminal_size((100, 24)).columns if tty else 100
    return Page.of(sys.stdout.encoding or "utf-8", columns, tty and colored())


def colored() -> bool:
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return os.name != "nt" or any(name in os.environ for name in ("WT_SESSION", "ANSICON", "TERM"))


def emit(data: str | bytes, out: str | None = None) -> None:
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


Debug = Annotated[bool, typer.Option("--debug", hidden=True, help="出错时显示详细信息")]
Config = Annotated[str | None, typer.Option("--config", metavar="文件", help="设置文件，默认用文件旁边的 jixiao.toml")]
Policy = Annotated[str | None, typer.Option("--policy", metavar="文件", help="审核口径：jixiao policy --export 写出、改好的工作簿，或 .toml 文件")]
Profile = Annotated[
    str | None, typer.Option("--profile", metavar="组合", help="规则组合：submit（报送，默认）、publish（公开）、strict（从严）或 all（全部）")
]
Out = Annotated[str | None, typer.Option("-o", "--output", metavar="文件", help="写到文件，不在屏幕上显示")]


def say_failures(results: Sequence[Result], passed_over: Sequence[str] = ()) -> None:
    """What could not be read or judged, and what was no document."""
    if passed_over:
        more = f" 等 {len(passed_over)} 个" if len(passed_over) > _NAMED else ""
        complain(f"未检查（不是文档）：{'、'.join(passed_over[:_NAMED])}{more}。")
    for result in results:
        for note in result.submission.notes if result.failed else ():
            complain(note.text if result.submission.source in note.text else f"{result.submission.source}：{note.text}")
        for broken in result.crashed:
            complain(f"{result.submission.source}：规则 {broken} 运行出错，它的结果不可用。用 jixiao check --format json 可看到原因。")


def plain_run(
    files: Sequence[str], profile: str | None, config: str | None, policy: str | None = None, *, baseline: bool
) -> list[Checked]:
    """The results by the settings of the files; without `baseline` only the ignore file holds."""
    from linter.policy import load_policy
    from linter.runs import Run
    from linter.settings import choice, profiles

    chosen = choice(profile, profiles(), "", "--profile") if profile else None
    chosen_policy = load_policy(Path(policy)) if policy else None
    return list(Run(Path(config) if config else None, chosen_policy, {"profile": chosen}, baseline=baseline).check(map(Path, files)))


def opinions(checked: Sequence[Checked]) -> dict[str, str]:
    """The remedies that the settings word themselves."""
    return {code: said for each in checked for code, said in each.settings.opinions.items()}
