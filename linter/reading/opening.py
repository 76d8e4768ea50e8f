"""Opens a file, and says in plain Chinese why it cannot be opened."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISDIR
from typing import IO

from linter.errors import ReadError

_CLOSE = "请先关闭正在使用它的程序（如 Excel、WPS）再试。"
_NETWORK = "请检查网络盘或移动硬盘的连接，把文件复制到本机再试。"
_MISSING = ("找不到这个文件", "请检查路径和文件名，路径里有空格时要加引号。")
_FOLDER = ("这是一个文件夹，不是文件", "请写出其中的文件名，如“文件夹/目标表.txt”；可以一次写多个文件。")

# errno → what to say, and what to do
_REASONS: dict[int, tuple[str, str]] = {
    errno.ENOENT: _MISSING,
    errno.ENOTDIR: _MISSING,
    errno.EISDIR: _FOLDER,
    errno.EACCES: ("没有读取这个文件的权限", "请向文件的所有者要读取权限，或把文件复制到自己的文件夹再试。"),
    errno.EPERM: ("系统不允许读取这个文件", "请向管理员要读取权限，或把文件复制到自己的文件夹再试。"),
    errno.EBUSY: ("文件正被其他程序使用", _CLOSE),
    errno.ETXTBSY: ("文件正被其他程序使用", _CLOSE),
    errno.ENAMETOOLONG: ("文件名或路径太长", "请改一个短些的名字，或移到浅一些的文件夹再试。"),
    errno.ELOOP: ("快捷方式（符号链接）指来指去，找不到真正的文件", "请直接写出真正的文件。"),
    errno.EMFILE: ("同时打开的文件太多", "请关闭一些程序，或分几次检查。"),
    errno.ENFILE: ("同时打开的文件太多", "请关闭一些程序，或分几次检查。"),
    errno.ENOMEM: ("内存不够", "请关闭一些程序再试。"),
    errno.EIO: ("磁盘读取出错", "请检查磁盘或移动硬盘，把文件复制到本机再试。"),
    errno.ESTALE: ("网络盘上的文件已经失效", _NETWORK),
    errno.ETIMEDOUT: ("网络盘没有回应", _NETWORK),
    errno.EHOSTDOWN: ("网络盘没有回应", _NETWORK),
    errno.EHOSTUNREACH: ("网络盘连接不上", _NETWORK),
    errno.ENODEV: ("读取设备不存在", _NETWORK),
    errno.ENXIO: ("读取设备不存在", _NETWORK),
}
_WINDOWS_LOCKED = (32, 33)  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION


def shown_name(path: Path) -> str:
    """The file's name as it can be printed: names unpacked from a Chinese archive may be GBK bytes."""
    name = path.name or str(path)
    try:
        name.encode()
    except UnicodeEncodeError:
        return name.encode("utf-8", "surrogateescape").decode("gb18030", "replace")
    return name


@contextmanager
def opened(path: Path) -> Iterator[tuple[IO[bytes], int]]:
    """The open file and its size in bytes (0 where the system gives none). Any OSError inside becomes a ReadError."""
    try:
        about = path.stat()
        if S_ISDIR(about.st_mode):
            raise ReadError(_FOLDER[0], remedy=_FOLDER[1])
        with path.open("rb") as file:
            yield file, about.st_size
    except OSError as error:
        raise unreadable(error) from error
    except ValueError as error:  # a NUL in the path
        raise ReadError(_MISSING[0], remedy=_MISSING[1]) from error


def unreadable(error: OSError) -> ReadError:
    """What the system says, said in Chinese."""
    if getattr(error, "winerror", None) in _WINDOWS_LOCKED:
        return ReadError("文件正被其他程序使用", remedy=_CLOSE)
    known = _REASONS.get(error.errno) if error.errno is not None else None
    if known is None and isinstance(error, PermissionError):
        known = _REASONS[errno.EACCES]
    if known:
        return ReadError(known[0], remedy=known[1])
    code = errno.errorcode.get(error.errno, str(error.errno)) if error.errno is not None else type(error).__name__
    said = os.strerror(error.errno) if error.errno is not None else str(error)
    return ReadError(f"系统报告无法读取（{code}：{said}）", remedy="请把文件复制到本机的其他文件夹再试。")
