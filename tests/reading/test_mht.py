"""Single-file web pages, as browsers, Word and Excel save them."""

from __future__ import annotations

import base64
import contextlib
import quopri

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.errors import ReadError
from linter.reading import read_bytes
from linter.reading.blocks import ParagraphBlock, TableBlock
from linter.reading.sniff import sniff


def part(text: str, location: str, *, charset: str = "utf-8", kind: str = "text/html", encoding: str = "quoted-printable", extra: str = "") -> str:
    data = text.encode("utf-16" if charset == "unicode" else charset)
    body = quopri.encodestring(data).decode() if encoding == "quoted-printable" else base64.encodebytes(data).decode()
    return f"Content-Location: {location}\r\nContent-Transfer-Encoding: {encoding}\r\nContent-Type: {kind}; charset=\"{charset}\"\r\n{extra}\r\n{body}\r\n"


def saved(*parts: str, head: str = "MIME-Version: 1.0\r\n", start: str = "") -> bytes:
    inner = "".join(f"--=_b\r\n{one}" for one in parts)
    return f'{head}Content-Type: multipart/related; boundary="=_b"{start}\r\n\r\n说明\r\n{inner}--=_b--\r\n'.encode()


def table(*texts: str) -> str:
    return f"<html><body><p>题目</p><table><tr>{''.join(f'<td>{text}</td>' for text in texts)}</tr></table></body></html>"


def said(data: bytes) -> list[object]:
    blocks = read_bytes(data, "表.mht").blocks
    return [block.text if isinstance(block, ParagraphBlock) else [cell.text for cell in block.cells] for block in blocks]


BLINK = "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://x/\r\nSubject: =?utf-8?Q?=E8=A1=A8?=\r\nMIME-Version: 1.0\r\n"


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("utf-8", "quoted-printable"), ("gb2312", "quoted-printable"), ("gb2312", "base64"), ("unicode", "base64"), ("us-ascii", "quoted-printable")],
)
def test_the_page_is_read_as_a_web_page(charset: str, encoding: str) -> None:
    texts = ("一", "二") if charset != "us-ascii" else ("&#19968;", "&#20108;")
    page = table(*texts) if charset != "us-ascii" else table(*texts).replace("题目", "&#39064;&#30446;")
    assert said(saved(part(page, "file:///C:/a.htm", charset=charset, encoding=encoding))) == ["题目", ["一", "二"]]


def test_as_a_browser_saves_it() -> None:
    picture = "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
    data = saved(picture, part(table("一", "二"), "http://x/"), part("<p>广告</p>", "http://ads/"), head=BLINK)
    assert sniff(data, "页面") == "mht"
    assert said(data) == ["题目", ["一", "二"]]


def test_the_page_named_as_the_start() -> None:
    pages = (part("<p>附件</p>", "a.htm", extra="Content-ID: <1>\r\n"), part("<p>正文</p>", "b.htm", extra="Content-ID: <2>\r\n"))
    assert said(saved(*pages, start='; start="<2>"')) == ["正文"]


def test_all_sheets_of_a_workbook() -> None:
    frames = '<html><frameset rows="*,39"><frame src="f/sheet001.htm"><frame src="f/tabstrip.htm"></frameset></html>'
    pages = (part(frames, "f.htm"), part(table("一", "二"), "f/sheet001.htm"), part(table("三", "四"), "f/sheet002.htm"), part("<p>Sheet1</p>", "f/tabstrip.htm"))
    document = read_bytes(saved(*pages), "表.mht")
    tables = [block for block in document.blocks if isinstance(block, TableBlock)]
    assert [[cell.text for cell in block.cells] for block in tables] == [["一", "二"], ["三", "四"]]
    assert tables[1].place.spot(0, 0).said() == "第2个表格第1行第1列"
    assert "Sheet1" not in str(said(saved(*pages)))


def test_a_page_wrong_about_its_charset() -> None:
    wrong = part(table("一", "二"), "a.htm").replace('charset="utf-8"', 'charset="gb2312"')
    assert said(saved(wrong)) == ["题目", ["一", "二"]]


@pytest.mark.parametrize(
    "data",
    [
        saved(),
        saved(part("<p>字</p>", "a.txt", kind="text/css")),
        saved(part("<html><frameset><frame src=x></frameset></html>", "a.htm")),
        b"".join(b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(3000)),
    ],
    ids=["nothing", "no page", "frames only", "nested"],
)
def test_without_a_page(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "表.mht")
    assert caught.value.remedy


WHOLE = saved(part(table("一", "二"), "a.htm"), part("<p>二</p>", "b.htm", charset="gb2312", encoding="base64"))


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=8), st.integers(1, len(WHOLE)))
def test_damage(flips: list[tuple[int, int]], kept: int) -> None:
    data = bytearray(WHOLE)
    for at, value in flips:
        data[at] = value
    with contextlib.suppress(ReadError):
        read_bytes(bytes(data[:kept]), "表.mht")
