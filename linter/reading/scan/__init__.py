"""Pictures of pages → rules and words, by OCR. Optional: `pip install "jixiao-linter[ocr]"`.

Importing this package loads nothing heavy; numpy, OpenCV and the recogniser come with the first page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from linter.limits import Limits
from linter.reading.limits import Clock
from linter.reading.scan.page import PageImage, ScannedPage

__all__ = ["PageImage", "ScannedPage", "read_pages"]


def read_pages(pages: Iterable[PageImage], limits: Limits, clock: Clock) -> Iterator[ScannedPage]:
    """Reads pictures of pages one by one; `pages` may be a generator, so that one picture is in memory at a time.

    Looks at `clock` between pages. Raises ReadError when the OCR extra is not installed, when there are more than
    `limits.ocr_pages` pages, when the time is up, and when the engine fails. A picture without text gives a page without words.
    """
    from linter.reading.scan.extra import require

    require()
    from linter.reading.scan.reading import read_page
    from linter.reading.scan.recogniser import FAULTS
    from linter.reading.scan.told import failed, too_many

    for count, page in enumerate(pages, 1):
        if count > limits.ocr_pages:
            raise too_many(limits.ocr_pages)
        clock.check(f"第{page.number}页")
        try:
            scanned = read_page(page)
        except FAULTS as error:
            raise failed(page.number) from error
        yield scanned
