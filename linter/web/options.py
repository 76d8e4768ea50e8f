"""`Options`: how the server is to run. Made by the command line, checked here, never changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from linter.errors import JixiaoError
from linter.limits import MEGABYTE
from linter.settings import DEFAULTS, Settings

SHORTEST_TOKEN = 16
_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Options:
    """`settings` hold for every document; `config` and `policy` are where they came from. `hosts`: names besides its own by which
    the server may be called. `rate`: requests a minute from one address, 0 for any number.

    A document may take `seconds` and `megabytes`; an upload may have `upload_megabytes` and `files`. What is uploaded is kept
    for `keep_seconds` after it was last looked at, `store_megabytes` in all.

    Screenings are for who has the `review_token`; without one, for everyone on this machine where no token is needed, else for no one.
    They may be of `folders` and what is below them; what comes of them is kept in `results`, else until the server ends.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    token: str = field(default="", repr=False)
    review_token: str = field(default="", repr=False)
    hosts: tuple[str, ...] = ()
    behind_proxy: bool = False
    rate: int = 600
    workers: int = 2
    seconds: float = 120.0
    megabytes: int = 2048
    upload_megabytes: int = 256
    files: int = 50
    waiting: int = 200
    keep_seconds: float = 3600.0
    store_megabytes: int = 8192
    folders: tuple[Path, ...] = ()
    results: Path | None = None
    settings: Settings = DEFAULTS
    config: Path | None = None
    policy: Settings | None = None

    def __post_init__(self) -> None:
        if not is_loopback(self.host) and not self.token:
            raise JixiaoError(
                f"“{self.host}”不是本机地址，别的电脑也能连上，必须设置口令",
                remedy="请加 --token 口令（或设环境变量 JIXIAO_TOKEN）；只在本机使用就不要写 --host。",
            )
        if self.review_token and self.review_token == self.token:
            raise JixiaoError("审核口令不能与口令相同", remedy="请另外生成一个审核口令，只给审核人员。")
        for folder in self.folders:
            if not folder.is_dir():
                raise JixiaoError(f"找不到要开放的文件夹“{folder}”", remedy="请检查 --allow-folder 后面的路径。")
        if any(token and len(token) < SHORTEST_TOKEN for token in (self.token, self.review_token)):
            raise JixiaoError(
                f"口令太短，至少要 {SHORTEST_TOKEN} 个字符",
                remedy='可用 python -c "import secrets; print(secrets.token_urlsafe(24))" 生成一个。',
            )

    @property
    def for_reviewers(self) -> bool:
        """Whether anyone may screen."""
        return bool(self.review_token or not self.token)

    @property
    def upload_bytes(self) -> int:
        return self.upload_megabytes * MEGABYTE

    @property
    def allowed_hosts(self) -> frozenset[str]:
        """The names, without port, that a request may call the server by. A server for all addresses is called by any of its own."""
        own = () if self.host in ("0.0.0.0", "::") else (bracketed(self.host),)
        return frozenset(name.lower() for name in (*_LOOPBACK_NAMES, *own, *self.hosts))


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def bracketed(host: str) -> str:
    """An address as URLs write it."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
