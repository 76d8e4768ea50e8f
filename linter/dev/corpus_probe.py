"""What one revision of the linter finds in documents, as JSON on standard output. Run by `corpus_diff`, in either tree.

    PYTHONPATH=TREE python -P corpus_probe.py TREE DOCUMENT…

Uses only what every revision has: `linter.api.check`, `Settings`, and the JSON contract. Not imported by anything.
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

import msgspec

import linter
from linter.api import check
from linter.contract.check_v1 import check_to_contract
from linter.settings import Settings


def found_in(path: Path) -> dict[str, Any]:
    """The check result of one document under all rules, as the JSON contract says it."""
    taught = path.with_name("labels.toml")
    labels = tomllib.loads(taught.read_text("utf-8"))["labels"] if taught.exists() else {}
    result = check(path, settings=Settings(profile="all", labels=labels))
    contract: dict[str, Any] = msgspec.to_builtins(check_to_contract(result))
    return contract


def main(tree: str, documents: list[str]) -> int:
    if not Path(linter.__file__).is_relative_to(tree):
        print(f"检查用的程序在 {linter.__file__}，不在 {tree}", file=sys.stderr)
        return 2
    json.dump({document: found_in(Path(document)) for document in documents}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
