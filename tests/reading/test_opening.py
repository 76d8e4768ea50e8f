"""Files that cannot be opened, are too large, or are of a kind not supported: what, where, and what to do, in Chinese."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path
from typing import Any

import pytest

from linter.errors import ReadError
from linter.limits import DEFAULT_LIMITS, Limits
from linter.reading import read, read_bytes
from linter.reading.limits import MAX_COLUMNS
from linter.reading.opening import shown_name, unreadable

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def refused(path: Path) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read(path)
    error = caught.value
    assert error.source == path.name
    assert CHINESE.search(error.what)
    assert CHINESE.search(error.remedy)
    return error


def test_a_file_is_read_under_its_own_name(tmp_path: Path) -> None:
    path = tmp_path / "目标表.txt"
    path.write_text("项目名称\t老旧小区改造\n", encoding="utf-8")
    document = read(path)
    assert document.source == "目标表.txt"
    assert len(document.blocks) == 1


def test_missing_file(tmp_path: Path) -> None:
    assert "找不到" in refused(tmp_path / "没有.txt").what
    assert "找不到" in refused(tmp_path / "没有" / "没有.txt").what


def test_a_file_taken_for_a_folder(tmp_path: Path) -> None:
    (tmp_path / "表.txt").write_text("项目", encoding="utf-8")
    assert "找不到" in refused(tmp_path / "表.txt" / "里面.txt").what


def test_a_path_no_system_takes() -> None:
    assert "找不到" in refused(Path("a\0b.txt")).what
    assert "太长" in refused(Path("长" * 5000)).what


def test_folder(tmp_path: Path) -> None:
    assert "文件夹" in refused(tmp_path).what


@pytest.mark.parametrize("data", [b"", b" \r\n\t \n", "\u3000\n\ufeff\u200b".encode(), b"\xef\xbb\xbf"])
def test_empty_file(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "空.txt"
    path.write_bytes(data)
    assert "空的" in refused(path).what or "没有文字" in refused(path).what


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "锁住.txt"
    path.write_text("项目名称", encoding="utf-8")

    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "权限" in refused(path).what


def test_a_fault_while_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "坏盘.txt"
    path.write_text("项目名称", encoding="utf-8")

    class Broken:
        def __enter__(self) -> Broken:
            return self

        def __exit__(self, *_: object) -> None:
            return None

        def read(self, _: int) -> bytes:
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "open", lambda *_, **__: Broken())
    assert "磁盘" in refused(path).what


@pytest.mark.parametrize("code", sorted(errno.errorcode))
def test_every_reason_of_the_system_is_said_in_chinese(code: int) -> None:
    error = unreadable(OSError(code, os.strerror(code)))
    assert CHINESE.search(error.what)
    assert error.remedy


def test_a_permission_error_without_a_number() -> None:
    assert "权限" in unreadable(PermissionError("denied")).what


def test_a_file_in_use_on_windows() -> None:
    class Shared(PermissionError):
        winerror = 32

    assert "正被其他程序使用" in unreadable(Shared(errno.EACCES, "sharing violation")).what


def test_a_name_of_gbk_bytes_can_be_printed() -> None:
    raw = os.fsdecode("附件.txt".encode("gb18030"))
    assert shown_name(Path(raw)) == "附件.txt"


def test_200_megabytes_are_refused_without_reading_them(tmp_path: Path) -> None:
    path = tmp_path / "巨大.txt"
    with path.open("wb") as file:
        file.write("项目名称\t河道清淤\n".encode() * 4000)
        file.truncate(200 << 20)  # sparse: takes no room on the disk
    error = refused(path)
    assert "200 MB" in error.what
    assert "32 MB" in error.what


def test_a_stream_without_a_size_is_read_no_further_than_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    class Endless:
        def __enter__(self) -> Endless:
            return self

        def __exit__(self, *_: object) -> None:
            return None

        def read(self, size: int) -> bytes:
            asked.append(size)
            return b"a" * size

    path = tmp_path / "流.txt"
    path.touch()
    monkeypatch.setattr(Path, "open", lambda *_, **__: Endless())
    assert "太大" in refused(path).what
    assert sum(asked) <= DEFAULT_LIMITS.bytes_of("text") + 1


def test_data_in_memory_has_the_same_limit() -> None:
    with pytest.raises(ReadError, match="太大"):
        read_bytes(b"a" * ((1 << 20) + 1), "大.txt", Limits(text_megabytes=1))


@pytest.mark.parametrize("data", [b"\t" * 1_000_000, b"a\t" * 1_000_000, b"x\n" + b"\ta" * 1_000_000 + b"\nx"])
@pytest.mark.parametrize("name", ["表.txt", "表.csv", "表.tsv"])
def test_a_million_tabs(data: bytes, name: str) -> None:
    with pytest.raises(ReadError, match=f"超过 {MAX_COLUMNS} 格") as caught:
        read_bytes(data, name)
    assert re.fullmatch(r"第\d行", caught.value.place)


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"a\n" * 40_000, "t.txt"), (b"a\tb\n" * 20_000, "t.txt"), (b"a,b\n" * 20_000, "t.csv"), (b"<p>a" * 40_000, "t.html"),
     (b"|-|\n" + b"|a|b|\n" * 20_000, "t.md"), (b"<table>" + b"<tr><td>a<td>b" * 15_000, "t.html")],
)
def test_more_pieces_than_the_memory_should_hold(data: bytes, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("text", "delimited", "html", "markdown", "span_grid"):
        monkeypatch.setattr(f"linter.reading.{module}.MAX_PIECES", 25_000)
    with pytest.raises(ReadError, match="内容太多"):
        read_bytes(data, name)
