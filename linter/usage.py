"""The command line's own words: help pages and usage errors in Chinese, in place of what typer says in English.

Typer has no catalogue of translations, so its two classes are given Chinese ones: every way in which a command line can
be wrong becomes a `UsageProblem` here, told apart by the class of typer's error and its fields, never by its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from typer import TyperException
from typer.core import TyperCommand, TyperGroup

from linter.errors import JixiaoError
from linter.report.page import PIPED, Page

_HELP_OPTION = "显示本帮助"


class UsageProblem(JixiaoError):
    """A command line that cannot be understood."""


class _AsTyped:
    """Takes values as they were typed: typer would load pydantic, 70 ms of a check's start, to make text of text."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        return () if value is None and (param.multiple or param.nargs == -1) else value


def _take_as_typed(params: Iterable[Any]) -> None:
    for param in params:
        param.get_runtime_param = _AsTyped


class Command(TyperCommand):
    """A command whose help and errors are Chinese. Its parameters are texts, lists of texts and flags."""

    def get_help(self, ctx: Any) -> str:
        return _help_page(self, ctx)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        ctx.allow_extra_args = True  # extra arguments are refused here, in Chinese
        _take_as_typed(self.get_params(ctx))
        try:
            rest = super().parse_args(ctx, args)
        except TyperException as error:
            raise _problem(error, self, ctx) from None
        if rest:
            raise UsageProblem(f"多余的参数“{'、'.join(rest)}”", remedy=_see(ctx))
        return rest


class Group(TyperGroup):
    """The root command whose help and errors are Chinese."""

    def get_help(self, ctx: Any) -> str:
        return _help_page(self, ctx, self.commands)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        _take_as_typed(self.get_params(ctx))
        try:
            return super().parse_args(ctx, args)
        except TyperException as error:
            raise _problem(error, self, ctx) from None

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        command = self.commands.get(args[0])
        if command is None:
            near = get_close_matches(args[0], self.commands, n=1)
            remedy = f"您是不是想用 {ctx.info_name} {near[0]}？" if near else f"可用的命令：{'、'.join(self.commands)}。"
            if not near and ("." in args[0] or "/" in args[0]):
                remedy = f"要检查文件，请用：{ctx.info_name} check {args[0]}"
            raise UsageProblem(f"没有命令“{args[0]}”", remedy=remedy)
        return args[0], command, args[1:]


def _problem(error: TyperException, command: Any, ctx: Any) -> UsageProblem:
    """What typer found wrong, said in Chinese."""
    kind = type(error).__name__
    option = getattr(error, "option_name", "")
    if kind == "NoSuchOption":
        near = getattr(error, "possibilities", None)
        return UsageProblem(f"没有选项“{option}”", remedy=f"您是不是想用 {'、'.join(near)}？" if near else _see(ctx))
    if kind == "BadOptionUsage":
        takes_value = any(option in p.opts and not getattr(p, "is_flag", False) for p in command.params)
        said = "后面要写一个值" if takes_value else "不带值"
        return UsageProblem(f"选项 {option} {said}", remedy=_see(ctx))
    if kind == "MissingParameter":
        parameter: Any = getattr(error, "param", None)
        name = parameter.metavar or parameter.opts[0] if parameter else ""
        return UsageProblem(f"缺少参数“{name.rstrip('…')}”", remedy=_see(ctx))
    return UsageProblem("命令行的写法不对", remedy=_see(ctx))


def _see(ctx: Any) -> str:
    return f"用法见 {ctx.command_path} --help"


def _help_page(command: Any, ctx: Any, commands: Mapping[str, Any] | None = None) -> str:
    page = PIPED
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and not p.hidden]
    pieces = [ctx.command_path, "命令" if commands else "", *(p.metavar for p in arguments), "[选项]…"]
    lines = [f"用法：{' '.join(filter(None, pieces))}"]
    for paragraph in (command.help or "").splitlines():
        lines += ["", *page.lines(paragraph)] if paragraph.strip() else []
    if commands:
        lines += _section("命令", [(name, c.help.splitlines()[0]) for name, c in commands.items() if not c.hidden], page)
    lines += _section("参数", [(p.metavar, p.help or "") for p in arguments], page)
    rows = [(", ".join(p.opts) + (f" {p.metavar}" if p.metavar else ""), p.help or "") for p in options]
    lines += _section("选项", [*rows, ("--help", _HELP_OPTION)], page)
    return "\n".join(lines)


def _section(heading: str, rows: list[tuple[str, str]], page: Page) -> Iterator[str]:
    if not rows:
        return
    yield ""
    yield f"{heading}："
    column = max(page.width(name) for name, _ in rows) + 4
    for name, said in rows:
        yield from page.lines(said, first=page.pad(f"  {name}", column))
