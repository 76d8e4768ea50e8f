"""Findings per rule before and after a change, over corpus/samples and any folders given.

    python -m linter.dev.corpus_diff [--base REV] [--to REV] [--examples N] [FOLDER…]

`--base` is HEAD unless given; without `--to` the other side is the working tree. Both revisions read the same
documents, those of the working tree; findings are compared by document, rule, place and evidence. Exit code 0 whether
or not they differ, 2 when a revision cannot be run.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from linter.report.columns import grid

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "corpus" / "samples"
PROBE = Path(__file__).with_name("corpus_probe.py")
NOT_DOCUMENTS = frozenset({".json", ".jsonl", ".toml", ".ignore", ".tsv", ".py", ".db", ".duckdb"})
EXAMPLES = 3
WIDEST = 200

Results = Mapping[str, Mapping[str, Any]]  # document → its check result (contract v1)


class CannotRun(Exception):
    """A revision that does not exist or whose code breaks down."""


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as the two sides are compared by. `document` is shown by its name."""

    document: str
    code: str
    table_index: int | None
    kind: str
    name: str | None
    evidence: str

    def said(self, message: str) -> str:
        table = "全文" if self.table_index is None else f"表{self.table_index + 1}"
        line = " ".join(f"{Path(self.document).name} {table} {self.name or ''}：{message}".split())
        return line if len(line) <= WIDEST else line[: WIDEST - 1] + "…"


def documents_of(folders: Iterable[Path]) -> list[Path]:
    """The files in these folders and below that may be documents, sorted. A file may be given for a folder."""
    found: set[Path] = set()
    for folder in folders:
        paths = folder.rglob("*") if folder.is_dir() else [folder]
        found |= {
            path.resolve() for path in paths
            if path.is_file() and path.suffix.lower() not in NOT_DOCUMENTS and not path.name.startswith(".")
        }
    return sorted(found)


def compared(before: Results, after: Results, examples: int = EXAMPLES) -> Iterator[str]:
    """The lines of the report: what changed for whole documents, the table of rules, the first examples of each."""
    old, new = _findings(before), _findings(after)
    gone, come = old - new, new - old
    yield from _documents(before, after)
    rows: list[tuple[str, ...]] = [("规则", "之前", "之后", "新增", "消失")]
    counts = [_by_rule(each) for each in (old, new, come, gone)]
    for code in sorted(counts[0].keys() | counts[1].keys()):
        rows.append((code, *(str(count[code]) if n < 2 or count[code] else "" for n, count in enumerate(counts))))
    rows.append(("合计", *(str(count.total()) for count in counts)))
    yield from grid(rows, right=frozenset({1, 2, 3, 4}))
    messages = {**_messages(before), **_messages(after)}
    for code in sorted({found.code for found in (*gone, *come)}):
        yield ""
        yield code
        for sign, findings in (("+", come), ("-", gone)):
            own = sorted((f for f in findings.elements() if f.code == code), key=lambda f: (f.document, f.table_index or -1))
            yield from (f"  {sign} {found.said(messages[found])}" for found in own[:examples])
            if len(own) > examples:
                yield f"  {sign} 另有 {len(own) - examples} 处"


def _documents(before: Results, after: Results) -> Iterator[str]:
    """Documents read otherwise than before, and rules that break down."""
    for document, now in after.items():
        then = before[document]
        changes = [
            f"{said} {old}→{new}"
            for said, old, new in (
                ("状态", then["status"], now["status"]), ("表", then["summary"]["tables"], now["summary"]["tables"]),
                ("指标", then["summary"]["indicators"], now["summary"]["indicators"]),
            )
            if old != new
        ]
        crashed = [entry["code"] for entry in now["ledger"] if entry["state"] == "crashed"]
        if crashed:
            changes.append(f"规则运行出错：{'、'.join(crashed)}")
        if changes:
            yield f"{Path(document).name}：{'，'.join(changes)}"


def _each(results: Results) -> Iterator[tuple[Found, str]]:
    for document, result in results.items():
        for finding in result["findings"]:
            locus = finding["locus"]
            found = Found(document, finding["code"], finding["table_index"], locus["kind"], locus["name"], finding["evidence"])
            yield found, finding["message"]


def _findings(results: Results) -> Counter[Found]:
    return Counter(found for found, _ in _each(results))


def _messages(results: Results) -> dict[Found, str]:
    return dict(_each(results))


def _by_rule(findings: Counter[Found]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for found, count in findings.items():
        counts[found.code] += count
    return counts


@contextmanager
def tree_of(revision: str | None) -> Iterator[Path]:
    """The source tree of a revision in a temporary worktree; None is the working tree itself."""
    if revision is None:
        yield ROOT
        return
    with tempfile.TemporaryDirectory(prefix="jixiao-") as folder:
        tree = Path(folder).resolve() / "tree"
        _git("worktree", "add", "--detach", "--quiet", str(tree), revision)
        try:
            yield tree
        finally:
            _git("worktree", "remove", "--force", str(tree))


def _git(*arguments: str) -> None:
    done = subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotRun(f"git {arguments[0]} 出错：{done.stderr.strip()}")


def found_by(tree: Path, documents: Sequence[Path]) -> Results:
    """What the linter of this tree finds, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-P", str(PROBE), str(tree), *map(str, documents)], capture_output=True, check=False, cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    if done.returncode:
        raise CannotRun(f"{tree} 的程序运行出错：\n{done.stderr.decode(errors='replace')}")
    results: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return results


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="corpus_diff")
    parser.add_argument("--base", default="HEAD")
    parser.add_argument("--to")
    parser.add_argument("--examples", type=int, default=EXAMPLES)
    parser.add_argument("folders", nargs="*", type=Path)
    given = parser.parse_args(arguments)
    documents = documents_of([SAMPLES, *given.folders])
    try:
        with ExitStack() as stack:
            trees = [stack.enter_context(tree_of(revision)) for revision in (given.base, given.to)]
            before, after = (found_by(tree, documents) for tree in trees)
    except CannotRun as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{given.base} → {given.to or '工作区'}，{len(documents)} 个文件")
    for line in compared(before, after, given.examples):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
