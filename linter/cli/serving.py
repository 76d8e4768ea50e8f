"""`jixiao serve`: the page for clerks and the interface for other systems."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from linter.cli.shared import Config, Debug, Policy, Profile, app, emit
from linter.errors import JixiaoError
from linter.usage import Command, UsageProblem

_TOKEN, _REVIEW_TOKEN = "JIXIAO_TOKEN", "JIXIAO_REVIEW_TOKEN"


@app.command(cls=Command, help="打开网页和接口服务：在浏览器里检查、修改、下载；别的系统用 HTTP 调用。只在本机可用，除非另写 --host 并设置口令。")
def serve(
    host: Annotated[str, typer.Option("--host", metavar="地址", help="在哪个地址上服务（默认 127.0.0.1，只有本机能连）")] = "127.0.0.1",
    port: Annotated[str, typer.Option("--port", metavar="端口", help="端口（默认 8000）")] = "8000",
    token: Annotated[str | None, typer.Option("--token", metavar="口令", help=f"进入要口令，至少 16 个字符；也可设环境变量 {_TOKEN}，免得写在命令行上")] = None,
    allow_host: Annotated[list[str] | None, typer.Option("--allow-host", metavar="域名", help="另外允许用这个域名访问，可写多次")] = None,
    behind_proxy: Annotated[bool, typer.Option("--behind-proxy", help="在本机的反向代理后面：来访地址和 https 以代理说的为准")] = False,
    rate: Annotated[str, typer.Option("--rate", metavar="次数", help="每个地址每分钟最多多少次请求（默认 600，0 为不限）")] = "600",
    workers: Annotated[str, typer.Option("--workers", metavar="个数", help="同时检查几份文件（默认 2）")] = "2",
    seconds: Annotated[str, typer.Option("--seconds", metavar="秒", help="一份文件最多用多少秒（默认 120）")] = "120",
    memory: Annotated[str, typer.Option("--memory", metavar="MB", help="一份文件最多用多少内存（默认 2048）")] = "2048",
    max_upload: Annotated[str, typer.Option("--max-upload", metavar="MB", help="一次最多上传多少（默认 256）")] = "256",
    keep: Annotated[str, typer.Option("--keep", metavar="分钟", help="上传的文件和结果在最后一次查看后保留多久（默认 60）")] = "60",
    review_token: Annotated[str | None, typer.Option("--review-token", metavar="口令", help="审核口令：有它才能成批筛查；也可设环境变量，名称见 serve.md")] = None,
    allow_folder: Annotated[list[str] | None, typer.Option("--allow-folder", metavar="文件夹", help="审核人员可以筛查这个文件夹，可写多次")] = None,
    results: Annotated[str | None, typer.Option("--results", metavar="文件夹", help="筛查结果存在这个文件夹，服务重启后还在；不写时服务停止就删除")] = None,
    library: Annotated[str | None, typer.Option("--library", metavar="文件", help="自己的指标库（xlsx、csv），建议优先取自这里")] = None,
    profile: Profile = None,
    policy: Policy = None,
    config: Config = None,
    debug: Debug = False,
) -> None:
    if any(find_spec(name) is None for name in ("fastapi", "uvicorn", "python_multipart")):
        raise JixiaoError("网页服务要另外安装", remedy='请执行 pip install "jixiao-linter[web]"。')
    from linter import api
    from linter.policy import load_policy
    from linter.settings import choice, override, profiles
    from linter.web.options import Options
    from linter.web.serving import address
    from linter.web.serving import serve as served

    chosen_policy = load_policy(Path(policy)) if policy else None
    chosen_config = Path(config) if config else None
    settings = override(
        api.settings_for(Path.cwd() / "jixiao", chosen_config, policy=chosen_policy), library=library,
        profile=choice(profile, profiles(), "", "--profile") if profile else None,
    )
    api.library_for(settings)  # what is wrong with it is said before anyone comes
    options = Options(
        host=host, port=_number("--port", port, 1, 65_535), token=token or os.environ.get(_TOKEN, ""), hosts=tuple(allow_host or ()),
        behind_proxy=behind_proxy, rate=_number("--rate", rate, 0, 1_000_000), workers=_number("--workers", workers, 1, 64),
        seconds=_number("--seconds", seconds, 1, 86_400), megabytes=_number("--memory", memory, 256, 1_048_576),
        upload_megabytes=_number("--max-upload", max_upload, 1, 8192), keep_seconds=_number("--keep", keep, 1, 1440) * 60,
        settings=settings,
        config=chosen_config, policy=chosen_policy, review_token=review_token or os.environ.get(_REVIEW_TOKEN, ""),
        folders=tuple(map(Path, allow_folder or ())), results=Path(results) if results else None,
    )
    emit(f"请在浏览器里打开 {address(options)}（接口说明 {address(options)}api）。按 Ctrl+C 结束。\n")
    served(options)


def _number(name: str, given: str, least: int, most: int) -> int:
    if not given.isdecimal() or not least <= int(given) <= most:
        raise UsageProblem(f"选项 {name} 的值“{given}”不在可选范围内", remedy=f"请写 {least} 到 {most} 的整数。")
    return int(given)
