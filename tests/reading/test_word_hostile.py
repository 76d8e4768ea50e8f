"""Word files gone wrong or made to do harm: a message in Chinese, in bounded time, and nothing else."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linter.errors import ReadError
from linter.limits import Limits
from linter.reading import read_bytes
from linter.reading.word.parts import in_one_dialect
from tests.containers.packed import packed
from tests.hanging import no_hanging
from tests.reading.word_files import OFFICE, W, across, document_xml, docx, p, relations_xml, tbl, tc, tr

ROOT = relations_xml(f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>')
GOOD = docx(p("题目") + tbl(tr("甲", tc("乙", across(2))), tr("丙", "丁", "戊")) + p("附注"), {
    "header1.xml": ("header", f'<w:hdr xmlns:w="{W}">{p("页眉")}</w:hdr>'),
    "styles.xml": ("styles", f'<w:styles xmlns:w="{W}"/>'),
})
PLAIN = document_xml(p("题目") + tbl(tr("甲", tc("乙", across(2))), tr("丙", "丁", "戊")))


def only(document: str | bytes) -> bytes:
    return packed({"_rels/.rels": ROOT, "word/document.xml": document.encode() if isinstance(document, str) else document})


def entities(value: str) -> str:
    return f'<!DOCTYPE w [{value}]><w:document xmlns:w="{W}"><w:body>{p("见")}<w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>'


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (GOOD[: len(GOOD) // 2], "损坏"),
        (packed({"word/styles.xml": b"<a/>"}), "损坏"),
        (only(b"\0\1\2"), "损坏"),
        (only("<w:document/>"), "损坏"),
        (only(f'<w:document xmlns:w="{W}"/>'), "损坏"),
        (only(entities('<!ENTITY a SYSTEM "file:///etc/passwd">')), "实体"),
        (only(entities('<!ENTITY b "xxxxxxxxxx"><!ENTITY a "&b;&b;&b;&b;&b;&b;&b;&b;">')), "实体"),
        (docx("<w:tbl><w:tr><w:tc>" * 100_000 + p("底") + "</w:tc></w:tr></w:tbl>" * 100_000), "损坏"),
        (docx(tbl(tr(*[tc("宽", across(900_000))] * 3))), "一行超过"),
        (docx(p()), "没有文字"),
    ],
    ids=["cut off", "no document", "no XML", "no namespace", "no body", "external entity", "entity bomb", "nested", "wide", "empty"],
)
def test_it_is_said(data: bytes, what: str) -> None:
    with no_hanging():
        with pytest.raises(ReadError, match=what) as caught:
            read_bytes(data, "表.docx")
        assert caught.value.remedy


def test_a_package_that_unpacks_to_too_much() -> None:
    with pytest.raises(ReadError, match="解压后太大"):
        read_bytes(docx(f"<w:p><w:r><w:t>{'甲' * 1_000_000}</w:t></w:r></w:p>"), "表.docx", Limits(unpacked_megabytes=1))


def test_the_clock_is_looked_at() -> None:
    with pytest.raises(ReadError, match="超过了 0 秒"):
        read_bytes(docx(tbl(tr("甲", "乙")) * 10), "表.docx", Limits(seconds=0))


def test_more_tags_than_any_document_has() -> None:
    with pytest.raises(ReadError, match="内容太多"):
        in_one_dialect(b"<" * 5_000_001)


@pytest.mark.parametrize("levels", [10, 70])
def test_tables_within_tables_take_no_longer(levels: int) -> None:
    body = p("底")
    for _ in range(levels):
        body = tbl(tr("甲", "乙", "丙", "丁", tc(body + p())))
    with no_hanging():
        assert read_bytes(docx(body), "表.docx").blocks


def test_a_reference_out_of_the_package_is_not_followed() -> None:
    chunk = docx(p("正文") + '<w:altChunk r:id="r1"/>', {"../../../../etc/passwd": ("aFChunk", "密")})
    document = read_bytes(chunk, "表.docx")
    assert [getattr(block, "text", "") for block in document.blocks] == ["正文"]


def test_a_file_that_embeds_itself() -> None:
    inner = docx(p("里") + '<w:altChunk r:id="r1"/>', {"a.docx": ("aFChunk", docx(p("底")))})
    for _ in range(4):
        inner = docx(p("外") + '<w:altChunk r:id="r1"/>', {"a.docx": ("aFChunk", inner)})
    document = read_bytes(inner, "表.docx")
    assert [getattr(block, "text", "") for block in document.blocks] == ["外"] * 3
    assert "层数太多" in document.notes[0].text


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=8), st.integers(0, len(GOOD)))
def test_flipped_and_lost_bytes(flips: list[tuple[int, int]], kept: int) -> None:
    data = bytearray(GOOD)
    for at, value in flips:
        data[at] = value
    for damaged in (bytes(data), bytes(data[:kept]) or b"P"):
        with contextlib.suppress(ReadError):
            read_bytes(damaged, "表.docx")


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.integers(0, len(PLAIN) - 1), st.sampled_from(["", "0", "9", "x", "w:", "<", "-", "\uf0fe"])), min_size=1, max_size=6))
def test_damaged_xml(changes: list[tuple[int, str]]) -> None:
    text = list(PLAIN)
    for at, value in changes:
        text[at] = value
    with contextlib.suppress(ReadError):
        read_bytes(only("".join(text)), "表.docx")


@pytest.mark.slow
@pytest.mark.parametrize("body", [p("x") * 1_000_000, "<w:p/>" * 3_000_000], ids=["text", "empty"])
def test_a_million_paragraphs(body: str) -> None:
    with no_hanging(120), contextlib.suppress(ReadError):
        read_bytes(docx(body), "表.docx")
