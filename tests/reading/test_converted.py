"""Files read through LibreOffice, and what is said where there is none."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from linter.errors import ReadError
from linter.limits import Limits
from linter.reading import converted, read_bytes
from linter.reading.blocks import TableBlock
from linter.reading.limits import Clock
from linter.reading.sniff import sniff
from tests.containers.packed import packed
from tests.containers.word import as_document
from tests.layouts import Cell

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
ROWS = [[Cell("项目名称"), Cell("河道保洁", 2)], [Cell("产出指标", 1, 2), Cell("保洁河道长度"), Cell("≥30公里")], [Cell("水质达标率"), Cell("≥95%")]]
GIVEN = as_document(["项目支出绩效目标表", ROWS])
needs_office = pytest.mark.skipif(converted.installed() is None, reason="LibreOffice is not installed")


def fake_office(folder: Path, script: str) -> str:
    """A program that stands in for LibreOffice."""
    program = folder / "soffice"
    program.write_text(f"#!{sys.executable}\n{script}", encoding="utf-8")
    program.chmod(0o755)
    return str(program)


@needs_office
@pytest.mark.slow
@pytest.mark.parametrize(("ending", "kind"), [("doc", "doc"), ("rtf", "rtf"), ("odt", "odt")])
def test_the_table_comes_through(ending: str, kind: str) -> None:
    limits = Limits()
    data = converted.convert(GIVEN, "docx", ending, Clock(limits))
    assert sniff(data, "没有后缀") == kind
    document = read_bytes(data, f"表.{ending}")
    assert "LibreOffice" in document.notes[0].text
    assert document.notes[0].lossless
    (table,) = (block for block in document.blocks if isinstance(block, TableBlock))
    assert [(c.row, c.column, c.text, c.row_span, c.column_span) for c in table.cells] == [
        (0, 0, "项目名称", 1, 1), (0, 1, "河道保洁", 1, 2), (1, 0, "产出指标", 2, 1), (1, 1, "保洁河道长度", 1, 1), (1, 2, "≥30公里", 1, 1),
        (2, 1, "水质达标率", 1, 1), (2, 2, "≥95%", 1, 1),
    ]


@needs_office
@pytest.mark.slow
def test_what_libreoffice_cannot_read_is_said() -> None:
    with pytest.raises(ReadError, match="读不通"):
        read_bytes(packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x"}), "表.odt")


@pytest.mark.parametrize(("name", "data"), [("表.doc", OLE), ("表.wps", OLE), ("表.rtf", b"{\\rtf1 x}")])
def test_without_libreoffice(monkeypatch: pytest.MonkeyPatch, name: str, data: bytes) -> None:
    monkeypatch.setattr(converted, "installed", lambda: None)
    with pytest.raises(ReadError, match="没有找到") as caught:
        read_bytes(data, name)
    assert "另存为“Word 文档（.docx）”" in caught.value.remedy
    assert "WPS" in caught.value.remedy


def test_a_password_is_named_before_anything_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converted, "installed", lambda: pytest.fail("must not be asked for"))
    with pytest.raises(ReadError, match="密码"):
        read_bytes(OLE + b"\xec\xa5" + b"\0" * 9 + b"\x01" + b"\0" * 20, "表.doc")


def test_the_kind_by_the_stream_whatever_the_name() -> None:
    assert sniff(OLE + "WordDocument\0".encode("utf-16-le"), "表.xls") == "doc"


def test_a_word_file_of_the_new_kind_under_the_old_name() -> None:
    assert any(isinstance(block, TableBlock) for block in read_bytes(GIVEN, "表.doc").blocks)


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script")
def test_it_runs_apart_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    log = tmp_path / "log"
    script = f"""
import os, pathlib, sys
arguments = sys.argv[1:]
profile = next(a for a in arguments if a.startswith("-env:UserInstallation=file://")).split("file://")[1]
settings = pathlib.Path(profile, "user", "registrymodifications.xcu").read_text()
assert "DisableMacrosExecution" in settings
out = pathlib.Path(arguments[arguments.index("--outdir") + 1])
out.mkdir()
(out / "in.docx").write_bytes(b"made of " + pathlib.Path(arguments[-1]).read_bytes())
pathlib.Path({str(log)!r}).write_text("\\n".join([profile, os.environ["http_proxy"], arguments[-1]]))
"""
    program = fake_office(tmp_path, script)
    monkeypatch.setattr(converted, "installed", lambda: program)
    assert converted.convert(b"given", "doc", "docx", Clock(Limits())) == b"made of given"
    profile, proxy, given = log.read_text().split("\n")
    assert proxy == "http://127.0.0.1:9"
    assert given.endswith("in.doc")
    assert not Path(profile).exists()
    assert not Path(given).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a script")
def test_it_is_stopped_with_all_it_has_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    log = tmp_path / "log"
    script = f"""
import pathlib, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
pathlib.Path({str(log)!r}).write_text(str(child.pid))
child.wait()
"""
    program = fake_office(tmp_path, script)
    monkeypatch.setattr(converted, "installed", lambda: program)
    start = time.monotonic()
    with pytest.raises(ReadError, match="超过了 1 秒"):
        converted.convert(b"given", "doc", "docx", Clock(Limits(seconds=1)))
    assert time.monotonic() - start < 10
    time.sleep(0.2)
    stat = Path(f"/proc/{log.read_text()}/stat")
    if Path("/proc/1").is_dir():
        assert not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] == "Z"


def test_a_program_that_does_not_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(converted, "installed", lambda: str(tmp_path / "missing"))
    with pytest.raises(ReadError, match="启动不了"):
        converted.convert(b"given", "doc", "docx", Clock(Limits()))
