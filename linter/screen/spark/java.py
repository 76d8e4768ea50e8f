"""Whether there is a Java that Spark runs on."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from linter.errors import JixiaoError
from linter.tables import table

_VERSION = re.compile(r'version "(?:1\.)?(\d+)')  # Java 8 calls itself 1.8


def require_java() -> None:
    """Raises JixiaoError where there is none, or one too old."""
    least = int(table("spark")["java"]["least"])
    remedy = f"请安装 Java {least} 或更高版本，并让 JAVA_HOME 指向它。"
    home = os.environ.get("JAVA_HOME")
    program = str(Path(home, "bin", "java")) if home else shutil.which("java")
    if program is None:
        raise JixiaoError("没有找到 Java，Spark 要用它", remedy=remedy)
    try:
        said = subprocess.run([program, "-version"], capture_output=True, text=True, errors="replace", check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise JixiaoError(f"Java（{program}）运行不了", remedy=remedy) from error
    found = _VERSION.search(said.stderr + said.stdout)
    if found is None or int(found[1]) < least:
        version = f"是 {found[1]} 版" if found else "看不出是哪一版"
        raise JixiaoError(f"Java（{program}）{version}，Spark 要 {least} 或更高版本", remedy=remedy)
