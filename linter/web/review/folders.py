"""Folders of the server that a reviewer may name: those on the list and what is below them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from linter.errors import JixiaoError
from linter.reading.opening import shown_name

_MOST_OFFERED = 300


def offered(roots: Sequence[Path]) -> list[str]:
    """The names of the roots and of the folders in them, as `below` takes them."""
    out: list[str] = []
    for number, root in enumerate(roots, 1):
        out.append(_called(number, root))
        try:
            inside = sorted(entry.name for entry in root.iterdir() if entry.is_dir() and not entry.name.startswith("."))
        except OSError:
            continue
        out += [f"{_called(number, root)}/{name}" for name in inside if name.isprintable()]
    return out[:_MOST_OFFERED]


def below(roots: Sequence[Path], name: str) -> Path:
    """The folder of a name like `1 报送/教育局`. Raises JixiaoError for one that is not below a root, wherever links lead."""
    first, *rest = PurePosixPath(name).parts or ("",)
    root = next((root for number, root in enumerate(roots, 1) if first in (_called(number, root), shown_name(root))), None)
    if root is None or ".." in rest or "\0" in name:
        raise _closed(name)
    try:
        folder = root.joinpath(*rest).resolve(strict=True)
        allowed = folder.is_relative_to(root.resolve(strict=True)) and folder.is_dir()
    except OSError:
        allowed = False
    if not allowed:
        raise _closed(name)
    return folder


def _called(number: int, root: Path) -> str:
    """Two roots may be called the same."""
    return f"{number} {shown_name(root)}"


def _closed(name: str) -> JixiaoError:
    return JixiaoError(f"没有开放文件夹“{name[:60]}”", remedy="请从列出的文件夹里选；要开放别的文件夹，请管理员在启动时加 --allow-folder。")
