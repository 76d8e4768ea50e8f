"""Formats read through LibreOffice where it is installed (.doc .wps .rtf .odt): converted in a folder of their own, then read.

LibreOffice runs with a fresh profile in which macros are off and every address leads nowhere, and is stopped when the time is up.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any

from linter.errors import ReadError
from linter.limits import DEFAULT_LIMITS, Limits
from linter.reading.blocks import Document
from linter.reading.limits import Clock, too_large
from linter.submission import Note

_COMMANDS = ("soffice", "libreoffice")
_PLACES = (  # where it stands when it is not on the PATH: Windows, macOS, UOS and Kylin
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/opt/libreoffice*/program/soffice",
    "/usr/lib*/libreoffice/program/soffice",
    "/opt/apps/*libreoffice*/files/program/soffice",
)
_INSTALL = "请在 Word 或 WPS 文字中打开，另存为“Word 文档（.docx）”再检查；或者安装 LibreOffice 后重试。"
_RESAVE = "请在 Word 或 WPS 文字中打开，另存为“Word 文档（.docx）”再检查；有打开密码的，先去掉密码。"
_NO_MACROS_NO_NETWORK = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop></item>
</oor:items>
"""
_NOWHERE = "http://127.0.0.1:9"  # the discard port: nothing answers
_WORD97 = b"\xec\xa5"  # how the text stream of a .doc begins, usually right behind the header of the file
_ENCRYPTED_FLAG = 0x01  # in the twelfth byte of that stream


def read_doc(data: bytes, source: str, limits: Limits) -> Document:
    """The document of a Word 97–2003 file. Raises ReadError without LibreOffice, and for one with a password."""
    if data[512:514] == _WORD97 and data[523] & _ENCRYPTED_FLAG:
        raise ReadError("这个 Word 文档设了打开密码", remedy="请输入密码打开，去掉密码后另存为“Word 文档（.docx）”再检查。")
    return _converted(data, "doc", source, limits)


def read_wps(data: bytes, source: str, limits: Limits) -> Document:
    """The document of a WPS file, which is a Word 97–2003 file under another name."""
    return read_doc(data, source, limits)


def read_rtf(data: bytes, source: str, limits: Limits) -> Document:
    """The document of an RTF file. Raises ReadError without LibreOffice."""
    return _converted(data, "rtf", source, limits)


def read_odt(data: bytes, source: str, limits: Limits) -> Document:
    """The document of an OpenDocument text. Raises ReadError without LibreOffice, or when it unpacks to too much."""
    from linter.reading.package import Package

    Package(data, "ODT 文档", limits).verify()
    return _converted(data, "odt", source, limits)


def _converted(data: bytes, ending: str, source: str, limits: Limits) -> Document:
    from linter.reading.word.document import read_docx

    converted = convert(data, ending, "docx", Clock(limits), limits)
    document = read_docx(converted, source, limits)
    return replace(document, notes=(Note(f"这是 .{ending} 文件，用 LibreOffice 转换后读取，位置以转换后的文档为准", lossless=True), *document.notes))


def convert(data: bytes, ending: str, target: str, clock: Clock, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """A file (its bytes, and the ending of its format) in the format of another ending, by LibreOffice.

    Raises ReadError where LibreOffice is missing, cannot read the file, or is not done when the clock runs out.
    """
    program = installed()
    if program is None:
        raise ReadError(f"读 .{ending} 文件要用 LibreOffice，这台电脑上没有找到", remedy=_INSTALL)
    clock.check()
    with TemporaryDirectory(prefix="jixiao-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_NO_MACROS_NO_NETWORK, encoding="utf-8")
        given = folder / f"in.{ending}"
        given.write_bytes(data)
        _run(program, given, target, folder, clock)
        made = folder / "out" / f"in.{target}"
        if not made.is_file():
            raise ReadError(f"LibreOffice 读不通这个 .{ending} 文件，可能已损坏、没有传完整或设了打开密码", remedy=_RESAVE)
        most = limits.bytes_of("office")
        if made.stat().st_size > most:
            raise too_large(most)
        return made.read_bytes()


def _run(program: str, given: Path, target: str, folder: Path, clock: Clock) -> None:
    command = [
        program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--nologo",
        "--nodefault", "--nolockcheck", "--convert-to", target, "--outdir", str(folder / "out"), str(given),
    ]
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy"), _NOWHERE)
    own_group: dict[str, Any] = {} if sys.platform == "win32" else {"start_new_session": True}
    try:
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **nowhere}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, **own_group,
        )
    except OSError as error:
        raise ReadError("LibreOffice 启动不了", place=program, remedy=_INSTALL) from error
    try:
        process.wait(timeout=max(clock.left, 0.1))
    except subprocess.TimeoutExpired:
        clock.check("LibreOffice 转换没有完成")
        raise ReadError("LibreOffice 转换没有按时完成", remedy=_RESAVE) from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends LibreOffice and what it has started: its launcher waits for a program of another name."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@cache
def installed() -> str | None:
    """The program of LibreOffice, None where there is none."""
    for command in _COMMANDS:
        found = shutil.which(command)
        if found:
            return found
    for place in map(PurePath, _PLACES):
        found_there = sorted(Path(place.anchor).glob(str(place.relative_to(place.anchor)))) if place.anchor else []
        if found_there:
            return str(found_there[-1])
    return None
