"""PDF → blocks by pdfium: text and rules page by page. Nothing in the file is executed, fetched or unpacked.

pdfium is not safe for threads: one file at a time in a process.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from linter.errors import ReadError
from linter.limits import Limits
from linter.reading.blocks import Box, Document
from linter.reading.lattice import Rule
from linter.reading.limits import Clock, too_many_pages
from linter.reading.pdf.assemble import Assembler, leftover_words
from linter.reading.pdf.glyphs import TextLayer, set_apart, turned
from linter.reading.pdf.page import Page
from linter.reading.pdf.paths import has_large_image, rules_of
from linter.reading.pdf.scanned import Scans
from linter.reading.pdf.wanted import is_possible, is_wanted
from linter.submission import Note
from linter.where import Spot

_ORIGINAL = "请向填报单位要 Word 或 Excel 原件。"
_FEW = 12  # characters on a page that is a picture all the same (a stamp, a page number)


@dataclass(slots=True)
class _Found:
    """What is noticed on the way, by page number."""

    scanned: list[int] = field(default_factory=list)
    garbled: list[int] = field(default_factory=list)
    drawn: list[int] = field(default_factory=list)
    guessed: list[int] = field(default_factory=list)
    missed: list[int] = field(default_factory=list)
    attached: int = 0


def read_pdf(data: bytes, source: str, limits: Limits) -> Document:
    """The document of a PDF file. Raises ReadError when it cannot be opened or holds only pictures of pages."""
    clock = Clock(limits)
    found = _Found()
    with _opened(data) as file:
        count = len(file)
        if count == 0:
            raise ReadError("PDF 文件里一页也没有", remedy=_ORIGINAL)
        if count > limits.pages:
            raise too_many_pages(limits.pages, count)
        assembler, scans = Assembler(), Scans(limits, clock)
        found.attached = max(pdfium.FPDFDoc_GetAttachmentCount(file.raw), 0)
        goes_on = False
        for number in range(1, count + 1):
            clock.check(f"第{number}页")
            page = _page(file.raw, number, goes_on, found, scans)
            goes_on = page is not None and assembler.add(page) and page.tables
    blocks = assembler.blocks()
    found.guessed, found.missed = assembler.guessed, assembler.missed
    unread = sorted({*found.scanned, *found.garbled})
    if not blocks and unread:
        raise _nothing(found, count)
    return Document(source, tuple(blocks), (*_notes(found), *scans.notes()))


@contextmanager
def _opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    start = data.find(b"%PDF-", 0, 1024)
    try:
        file = pypdfium2.PdfDocument(data[start:] if start > 0 else data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise ReadError("这份 PDF 设了打开密码", remedy="请输入密码打开，去掉密码另存一份再检查。") from None
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_SECURITY:
            raise ReadError("这份 PDF 用本工具不认识的方式加了密", remedy=_ORIGINAL) from None
        raise ReadError("PDF 文件损坏，打不开", remedy="请重新下载或重新导出；若别的软件能打开，请用它另存为 PDF 再试。") from None
    try:
        yield file
    finally:
        with suppress(pypdfium2.PdfiumError):
            file.close()


def _page(file: object, number: int, goes_on: bool, found: _Found, scans: Scans) -> Page | None:
    """One page read; None where there is nothing to read. `goes_on`: a table may continue on it."""
    handle = pdfium.FPDF_LoadPage(file, number - 1)
    if not handle:
        return None
    try:
        layer = TextLayer(handle)
        try:
            unread = _unread(handle, layer)
            if unread is None:
                return _read(handle, layer, number, goes_on, found)
            if scans.possible:
                return scans.read(handle, number)
            (found.scanned if unread == "scanned" else found.garbled).append(number)
            return None
        finally:
            layer.close()
    finally:
        pdfium.FPDF_ClosePage(handle)


def _unread(handle: object, layer: TextLayer) -> str | None:
    """Why the page's text says nothing (`scanned`, `garbled`), None where it does."""
    width, height = _size(handle)
    looked_at = layer.count < 400 or is_wanted(layer.text)
    if looked_at and has_large_image(handle, width * height) and (len("".join(layer.text.split())) <= _FEW or layer.invisible()):
        return "scanned"
    return "garbled" if layer.count and layer.unreadable() else None


def _read(handle: object, layer: TextLayer, number: int, goes_on: bool, found: _Found) -> Page | None:
    if not layer.count:
        return None
    size = _size(handle)
    turn = layer.turn()
    sure = is_wanted(layer.text)
    wanted = goes_on or sure or is_possible(layer.text)
    rules: list[Rule] = []
    if wanted:
        made = rules_of(handle)
        if made is None:
            found.drawn.append(number)
        else:
            rules = [Rule(*turned(rule, turn, size)) for rule in made] if turn else made
    columns = sorted({round(rule.x0, 1) for rule in rules if rule.x0 == rule.x1})
    read = layer.words(turn, size, columns)
    words, over = set_apart(read.words) if rules else (read.words, [])
    marks = [*read.marks, *([leftover_words(over)] if over else [])]
    width, height = size if turn % 2 == 0 else (size[1], size[0])

    def back(box: Box) -> Box:
        return turned(box, (4 - turn) % 4, (width, height))

    return Page(number, width, height, words, rules, marks, wanted, back if turn else None, unruled=sure)


def _size(handle: object) -> tuple[float, float]:
    """Width and height of the page as stored, not as turned."""
    width, height = pdfium.FPDF_GetPageWidthF(handle), pdfium.FPDF_GetPageHeightF(handle)
    return (height, width) if pdfium.FPDFPage_GetRotation(handle) % 2 else (width, height)


def _notes(found: _Found) -> Iterator[Note]:
    for pages in _runs(found.scanned):
        yield Note(
            f"{_said(pages)}是扫描图片，没有文字，未读。要识别图片里的文字，请安装：pip install \"jixiao-linter[ocr]\"；或请填报单位提供 Word、Excel 原件",
            Spot(page=pages[0]),
        )
    for pages in _runs(found.garbled):
        yield Note(f"{_said(pages)}的字体没有说明是哪些字，文字取不出来，未读。{_ORIGINAL}", Spot(page=pages[0]))
    for pages in _runs(found.guessed):
        yield Note(f"{_said(pages)}的表格没有画线，行列是按文字的位置推断的，请与原件核对", Spot(page=pages[0]))
    for pages in _runs(found.missed):
        yield Note(f"{_said(pages)}像是绩效目标表，但没有画表格线，认不出行列，只读了文字。{_ORIGINAL}", Spot(page=pages[0]))
    if found.attached:
        yield Note(f"PDF 里带有 {found.attached} 个附件文件，附件未读；需要检查时请先另存出来")
    for pages in _runs(found.drawn):
        yield Note(f"{_said(pages)}上线条太多，不像表格，只读了文字", Spot(page=pages[0]))


def _nothing(found: _Found, count: int) -> ReadError:
    if found.scanned:
        return ReadError(
            f"这份 PDF 的{count}页都是扫描图片，没有文字" if len(found.scanned) == count else "这份 PDF 是扫描图片，没有文字",
            remedy="要识别图片里的文字，请安装：pip install \"jixiao-linter[ocr]\"；或请填报单位提供 Word、Excel 原件。",
        )
    return ReadError("这份 PDF 的字体没有说明是哪些字，文字取不出来", remedy=_ORIGINAL)


def _runs(pages: list[int]) -> Iterator[list[int]]:
    run: list[int] = []
    for page in pages:
        if run and page != run[-1] + 1:
            yield run
            run = []
        run.append(page)
    if run:
        yield run


def _said(pages: list[int]) -> str:
    return f"第{pages[0]}页" if len(pages) == 1 else f"第{pages[0]}—{pages[-1]}页"
