"""How long reports on 1,000 projects take and how much memory, each in a process of its own. No number passes or fails."""

from __future__ import annotations

import subprocess
import sys

import pytest

from linter.report.formats import FORMATS

pytestmark = pytest.mark.bench
PROJECTS = 1000
_WORK = """
import resource, sys, time
from linter.catalogue import sheets
from linter.report.formats import render
from linter.report.report import Report
from tests.report.many import many

results = many(int(sys.argv[2]))
report = Report(results, {sheet.code: sheet for sheet in sheets()}, several=True)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.perf_counter()
if sys.argv[1] == "审核表":
    from linter.report.docx.projects import agencies
    from linter.report.docx.report import review_forms
    made = review_forms(agencies(results))
else:
    made = render(report, sys.argv[1])
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
findings = sum(len(result.verdict.findings) for result in results)
print(f"{findings} {seconds:.2f} {len(made) / 1e6:.2f} {before / 1024:.0f} {peak / 1024:.0f}")
"""


def test_reports_on_a_thousand_projects() -> None:
    print()
    for format in (*(name for name in ("xlsx", "html", "docx") if name in FORMATS), "审核表"):
        done = subprocess.run([sys.executable, "-c", _WORK, format, str(PROJECTS)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        findings, seconds, size, before, peak = done.stdout.split()
        print(f"  {format:<6}{PROJECTS} 个项目 {findings} 处问题：{seconds} 秒，{size} MB，内存最多 {peak} MB（写之前 {before} MB）")
