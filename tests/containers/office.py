"""What LibreOffice makes of a file: many files in one call, in a profile folder of their own."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

PROGRAM = shutil.which("soffice")
_SECONDS = 300


def converted(files: Mapping[str, bytes], to: str) -> dict[str, bytes]:
    """Each file, by its name, in the format `to` (a suffix: pdf, doc, ods …). Raises RuntimeError where one is missing."""
    assert PROGRAM, "LibreOffice is not installed"
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        suffixes = {Path(name).suffix for name in files}
        for suffix in sorted(suffixes):  # by suffix: a.docx and a.xlsx would both become a.pdf
            for name in files:
                if Path(name).suffix == suffix:
                    (room / suffix[1:]).mkdir(exist_ok=True)
                    (room / suffix[1:] / name).write_bytes(files[name])
            command = [
                PROGRAM, f"-env:UserInstallation={(room / 'profile').as_uri()}", "--headless", "--convert-to", to,
                "--outdir", str(room / f"from_{suffix[1:]}"), *map(str, sorted((room / suffix[1:]).iterdir())),
            ]
            done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
            if done.returncode:
                raise RuntimeError(done.stderr.decode(errors="replace"))
        made = {name: room / f"from_{Path(name).suffix[1:]}" / f"{Path(name).stem}.{to}" for name in files}
        missing = sorted(name for name, path in made.items() if not path.exists())
        if missing:
            raise RuntimeError(f"LibreOffice made nothing of {missing}")
        return {name: path.read_bytes() for name, path in made.items()}
