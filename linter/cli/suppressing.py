"""Commands for what need not be put right: `ignore`, `baseline`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from linter.cli.shared import Config, Debug, Profile, app, emit, plain_run, say_failures
from linter.usage import Command, UsageProblem


@app.command(cls=Command, help="忽略清单：把确认可以不改的问题写进文件旁边的 jixiao.ignore，写明理由，以后不再列出。")
def ignore(
    files: Annotated[list[str], typer.Argument(metavar="文件…", help="要检查的文件")],
    generate: Annotated[bool, typer.Option("--generate", help="为现有的每处问题写一行，理由待填；已有的清单接在后面写")] = False,
    profile: Profile = None,
    config: Config = None,
    out: Annotated[str | None, typer.Option("-o", "--output", metavar="文件", help="写到这个文件，不写到各文件夹的 jixiao.ignore")] = None,
    debug: Debug = False,
) -> None:
    from linter.suppress.generate import HEADER, entries_for
    from linter.suppress.ignore_file import FILE_NAME

    if not generate:
        raise UsageProblem("缺少选项 --generate", remedy="写出忽略清单用：jixiao ignore --generate 文件…")
    lines: dict[Path, list[str]] = {}
    counts: dict[Path, int] = {}
    checked = plain_run(files, profile, config, baseline=True)
    for each in checked:
        target = Path(out) if out else each.document.path.parent / FILE_NAME
        new, count = entries_for(each.result)
        lines.setdefault(target, []).extend(new)
        counts[target] = counts.get(target, 0) + count
    for target, new in lines.items():
        before = target.read_text("utf-8-sig") if not out and target.is_file() else HEADER
        if new:
            emit("\n".join([before.rstrip("\n"), "", *new]) + "\n", str(target))
            emit(f"已写入 {target}：{counts[target]} 条。请逐条把“理由待填”改成理由；应当改正的问题，把那一行删掉。\n")
        else:
            emit(f"{target.parent}：没有要忽略的问题，没有写文件。\n")
    say_failures([each.result for each in checked])
    raise typer.Exit(2 if any(each.result.failed or each.result.crashed for each in checked) else 0)


@app.command(cls=Command, help="基线：记下现有的问题，以后用 check --baseline 只看新问题。")
def baseline(
    files: Annotated[list[str], typer.Argument(metavar="文件…", help="要检查的文件")],
    write: Annotated[str | None, typer.Option("--write", metavar="基线", help="写到这个文件")] = None,
    profile: Profile = None,
    config: Config = None,
    debug: Debug = False,
) -> None:
    from linter.suppress.baseline import baseline_of

    if write is None:
        raise UsageProblem("缺少选项 --write", remedy="写出基线用：jixiao baseline --write 基线.json 文件…")
    results = [each.result for each in plain_run(files, profile, config, baseline=False)]
    emit(baseline_of(results), write)
    found = sum(len(result.verdict.findings) for result in results)
    emit(f"已写入 {write}：{sum(not result.failed for result in results)} 个文件，{found} 处问题。\n")
    say_failures(results)
    raise typer.Exit(2 if any(result.failed or result.crashed for result in results) else 0)
