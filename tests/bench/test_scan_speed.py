"""Seconds a page and memory of reading scans, and what they go into; prints, never passes or fails.

    python -m pytest tests/bench/test_scan_speed.py -m bench -s
"""

from __future__ import annotations

import resource
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest

from linter.limits import DEFAULT_LIMITS
from linter.reading.limits import Clock
from linter.reading.scan import PageImage, read_pages
from tests.layouts import LAYOUTS
from tests.reading.scan.scans import DPI, printed, scanned

pytestmark = [pytest.mark.bench, pytest.mark.ocr]
_PARTS = {"levels": "转灰度、去印章", "whitened": "去底色", "skew": "测倾斜", "straightened": "转正", "ruling": "找表格线", "found": "找文字", "said": "认文字"}


def test_seconds_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    from linter.reading.scan import ink, reading, ruling, upright

    spent: dict[str, float] = defaultdict(float)

    def timed(module: Any, name: str) -> None:
        work: Callable[..., Any] = getattr(module, name)

        def measured(*args: Any) -> Any:
            start = time.perf_counter()
            try:
                return work(*args)
            finally:
                spent[name] += time.perf_counter() - start

        monkeypatch.setattr(module, name, measured)

    pages = [scanned(page, angle=0.7) for layout in LAYOUTS for page in printed(layout.name)]
    images = [PageImage(n, page, page.width * 72 / DPI, page.height * 72 / DPI) for n, page in enumerate(pages, 1)]
    list(read_pages(images[:1], DEFAULT_LIMITS, Clock(DEFAULT_LIMITS)))  # models loaded
    for module, name in (
        (ink, "levels"), (ink, "whitened"), (upright, "skew"), (upright, "straightened"), (ruling, "ruling"), (reading, "found"), (reading, "said"),
    ):
        timed(module, name)
    start = time.perf_counter()
    words = sum(len(page.words) for page in read_pages(images, DEFAULT_LIMITS, Clock(DEFAULT_LIMITS)))
    whole = time.perf_counter() - start
    print(f"\n{len(pages)} 页（{DPI} dpi）每页 {whole / len(pages):.2f} 秒，{words} 条文字，内存峰值 {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    for name, said in _PARTS.items():
        print(f"  {said} {spent[name] / whole:.0%}")
