"""Every form of the corpus that is a web page, and forms as Word breaks them up, read the same from a Word document."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from linter.form.recognise import recognise
from linter.reading import read, read_bytes
from linter.reading.blocks import Block, Document
from linter.submission import Submission
from tests.reading.word_files import across, as_docx, docx, down, p, tbl, tc, tr

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
PAGES = sorted(SAMPLES.glob("*/*.html"))
_SPOT = re.compile(r"Spot\([^()]*(?:\([^()]*\)[^()]*)*\)")


def said(submission: Submission) -> str:
    """A submission without its places and the name of its file."""
    return _SPOT.sub("", repr(submission)).replace(repr(submission.source), "")


def shape(block: Block) -> Any:
    return getattr(block, "text", None) or getattr(block, "cells", None)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_as_from_the_web_page(path: Path) -> None:
    page = read(path)
    word = read_bytes(as_docx(page), "表.docx")
    assert said(recognise(word)) == said(recognise(page))
    assert list(map(shape, word.blocks))[:3] == list(map(shape, page.blocks))[:3]


def test_there_are_pages_to_compare() -> None:
    assert sum(len(recognise(read(path)).tables) for path in PAGES) > 10


BEGIN, GO_ON = down(begin=True), down(begin=False)
TITLE = p("项目支出绩效目标表") + p("（2024年度）") + p("单位：万元")
HEAD = (
    tr("项目名称", tc("社区图书室开放服务", across(3))),
    tr("年度目标", tc("开放12个社区图书室，全年借阅图书不少于20000册次。", across(3))),
)
LEVELS = tr("一级指标", "二级指标", "三级指标", "指标值", properties="<w:tblHeader/>")
FIRST = (
    tr(tc("产出指标", BEGIN), tc("数量指标", BEGIN), "开放图书室数量", "12个"),
    tr(tc("", GO_ON), tc("", GO_ON), "新增图书", "3000册"),
    tr(tc("", GO_ON), "质量指标", "图书上架合格率", "≥98%"),
)
LAST = (tr("效益指标", "社会效益指标", "图书借阅册次", "≥20000册次"), tr("满意度指标", "服务对象满意度指标", "读者满意度", "≥90%"))
WHOLE = TITLE + tbl(*HEAD, LEVELS, *FIRST, *LAST)
SIDEWAYS = "".join(map(p, "绩效指标"))


def parsed(body: str) -> Submission:
    document: Document = read_bytes(docx(body), "表.docx")
    return recognise(document)


def test_the_form_in_one_piece() -> None:
    (table,) = parsed(WHOLE).tables
    assert [i.category for i in table.indicators] == ["quantity", "quantity", "quality", "social", "satisfaction"]


@pytest.mark.parametrize(
    "body",
    [
        TITLE + tbl(*HEAD) + p() + tbl(LEVELS, *FIRST, *LAST),
        TITLE + tbl(*HEAD, LEVELS, *FIRST) + tbl(*LAST),
        TITLE + tbl(*HEAD, LEVELS, *FIRST) + p() + tbl(LEVELS, *LAST),
        tbl(tr(tc(WHOLE + p()))),
        p("", f"<w:r><w:pict><v:textbox><w:txbxContent>{WHOLE}</w:txbxContent></v:textbox></w:pict></w:r>"),
        f"<w:sdt><w:sdtPr/><w:sdtContent>{WHOLE}</w:sdtContent></w:sdt>",
        TITLE + tbl(*HEAD, tr(tc(SIDEWAYS, '<w:textDirection w:val="tbRlV"/>'), tc(tbl(LEVELS, *FIRST, *LAST) + p(), across(3)))),
    ],
    ids=["fields apart", "cut at a page", "cut, header again", "in a frame", "in a text box", "in a content control", "in a cell"],
)
def test_a_form_word_has_taken_apart(body: str) -> None:
    assert said(parsed(body)) == said(parsed(WHOLE))


def test_labels_down_the_side_and_one_character_a_line() -> None:
    block = [
        tr(tc(SIDEWAYS, BEGIN), "一级指标", "二级指标", "三级指标", "指标值"),
        *(row.replace("<w:tr>", "<w:tr>" + tc("", GO_ON), 1) for row in (*FIRST, *LAST)),
    ]
    head = [row.replace(across(3), across(4)) for row in HEAD]
    head[1] = head[1].replace(tc("年度目标"), tc("".join(map(p, "年度目标"))))
    assert said(parsed(TITLE + tbl(*head, *block))) == said(parsed(WHOLE))
