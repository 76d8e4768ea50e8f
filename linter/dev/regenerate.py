"""Writes everything that is generated: JSON Schemas, rule pages, option reference. `--check` only says what is stale.

    python -m linter.dev.regenerate [--check]
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from linter.catalogue import sheets
from linter.dev.audit_page import audit_markdown
from linter.dev.options import options_markdown
from linter.dev.schemas import schema
from linter.dev.templates_page import templates_markdown
from linter.report.explain import rules_markdown

DOCS = Path(__file__).resolve().parents[1] / "docs"
GENERATED: dict[str, Callable[[], str]] = {
    "schema/parse-v1.json": lambda: schema("parse"),
    "schema/check-v1.json": lambda: schema("check"),
    "rules.md": lambda: rules_markdown(sheets(examples=True)),
    "options.md": options_markdown,
    "audit.md": audit_markdown,
    "templates.md": templates_markdown,
}


def stale(folder: Path = DOCS) -> list[str]:
    """The generated files under `folder` that are missing or differ from what would be written."""
    return [
        name for name, make in GENERATED.items()
        if not (folder / name).is_file() or (folder / name).read_text("utf-8") != make()
    ]


def write(folder: Path = DOCS) -> list[str]:
    """Writes the stale files; their names."""
    names = stale(folder)
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(GENERATED[name](), "utf-8", newline="\n")
    return names


def main(arguments: Sequence[str]) -> int:
    if "--check" in arguments:
        names = stale()
        for name in names:
            print(f"{name} 已过期，请运行 make regenerate")
        return 1 if names else 0
    for name in write():
        print(f"已更新 {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
