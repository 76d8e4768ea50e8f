from __future__ import annotations

import io
from pathlib import Path
from typing import NamedTuple

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String

from linter import api
from linter.finding import Severity
from linter.reading.inputs import Input
from linter.report.annotate import pdf
from linter.report.annotate.outcome import SIGNED
from linter.report.report import Report
from linter.where import NOWHERE, Spot
from tests.containers.pdf import as_pages
from tests.report.annotate.forms import faulty
from tests.report.annotate.made import at, report_of, safe

BOX = (100.0, 500.0, 220.0, 540.0)


def blank(pages: int = 1, **keys: object) -> bytes:
    file = pikepdf.Pdf.new()
    for _ in range(pages):
        file.add_blank_page(page_size=(595, 842))
        for key, value in keys.items():
            file.pages[-1].obj[f"/{key}"] = value
    return saved(file)


def saved(file: pikepdf.Pdf, **options: object) -> bytes:
    out = io.BytesIO()
    file.save(out, deterministic_id="encryption" not in options, **options)
    return out.getvalue()


class Note(NamedTuple):
    """An annotation read back."""

    kind: str
    rect: list[float]
    quads: list[float]
    raw: bytes
    text: str
    author: str
    subject: str
    dated: bool
    popup: bool


def notes(data: bytes, page: int = 1) -> list[Note]:
    """The annotations of a page but for pop-up windows."""
    with pikepdf.open(io.BytesIO(data)) as file:
        return [
            Note(
                str(each.Subtype), [float(x) for x in each.Rect], [float(x) for x in each.get("/QuadPoints", [])], bytes(each.Contents),
                str(each.Contents), str(each.get("/T", "")), str(each.get("/Subj", "")), "/M" in each or "/CreationDate" in each,
                "/Popup" in each and each.Popup.Subtype == Name.Popup and each.Popup.Parent.objgen == each.objgen,
            )
            for each in file.pages[page - 1].obj.get("/Annots", []) if each.Subtype != Name.Popup
        ]


def here(box: tuple[float, float, float, float] | None = BOX, page: int = 1, *, ocr: bool = False) -> Spot:
    return Spot(page=page, bbox=box, ocr=ocr)


def test_a_highlight_with_a_note_on_the_box() -> None:
    copy = pdf.annotate(blank(2), report_of([at(here(page=2), "满意度没有数。"), at(here(page=2), "轻的。", severity="info")]))
    assert notes(copy.data, 1) == []
    (note,) = notes(copy.data, 2)
    assert (note.kind, note.author, note.subject) == ("/Highlight", "绩效目标质检", "错误 2 处")
    assert note.rect == list(BOX)
    assert note.quads == [100, 540, 220, 540, 100, 500, 220, 500]
    assert note.raw.startswith(b"\xfe\xff")
    assert note.text.index("满意度没有数。") < note.text.index("2. 提示") < note.text.index("轻的。")
    assert (note.popup, note.dated) == (True, False)
    assert (copy.written, copy.places) == (2, 1)


@pytest.mark.parametrize("severity", ["error", "warning", "info"])
def test_the_highlight_is_seen_and_so_is_the_text_under_it(severity: Severity) -> None:
    file = pikepdf.open(io.BytesIO(blank()))
    file.pages[0].Contents = file.make_stream(b"0 0 0 rg 150 510 20 20 re f")
    copy = pdf.annotate(saved(file), report_of([at(here(), severity=severity)]))
    picture = pypdfium2.PdfDocument(copy.data)[0].render(scale=1).to_pil().convert("RGB")
    assert picture.getpixel((160, 842 - 520)) == (0, 0, 0)
    marked = picture.getpixel((110, 842 - 520))
    assert min(marked) < 230 < max(marked)
    assert picture.getpixel((300, 842 - 520)) == (255, 255, 255)


@pytest.mark.parametrize(("turn", "pixel"), [(0, (110, 322)), (90, (520, 110)), (180, (485, 520)), (270, (322, 485))])
def test_turned_pages(turn: int, pixel: tuple[int, int]) -> None:
    copy = pdf.annotate(blank(Rotate=turn), report_of([at(here())]))
    picture = pypdfium2.PdfDocument(copy.data)[0].render(scale=1).to_pil().convert("RGB")
    assert picture.getpixel(pixel) != (255, 255, 255)


@pytest.mark.parametrize(("turn", "corner"), [(0, (22, 22)), (90, (22, 22)), (180, (22, 22)), (270, (22, 22))])
def test_what_has_no_box_gets_an_icon_in_the_upper_left_corner(turn: int, corner: tuple[int, int]) -> None:
    findings = [at(NOWHERE, "项目数不符。", kind="document", table=None), at(here(ocr=True), "识别的字。")]
    copy = pdf.annotate(blank(Rotate=turn), report_of(findings))
    (note,) = notes(copy.data)
    assert note.kind == "/Text"
    left, bottom, right, top = note.rect
    middle = (left + right) / 2, (bottom + top) / 2
    seen = {0: (middle[0], 842 - middle[1]), 90: (middle[1], middle[0]), 180: (595 - middle[0], middle[1]), 270: (842 - middle[1], 595 - middle[0])}
    assert seen[turn] == corner
    assert [each.home for each in copy.moved] == ["document", "page"]


def test_old_notes_forms_bookmarks_and_attachments_are_kept() -> None:
    file = pikepdf.open(io.BytesIO(blank(2)))
    old = file.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([1, 2, 3, 4]), Contents=String("旧批注")))
    shared = file.make_indirect(Array([old]))
    file.pages[0].Annots = file.pages[1].Annots = shared  # one list for two pages
    file.attachments["附件.txt"] = pikepdf.AttachedFileSpec(file, "附件".encode(), filename="附件.txt")
    with file.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("目录", 0))
    field = file.make_indirect(Dictionary(FT=Name.Tx, T=String("姓名"), V=String("张三")))
    file.Root.AcroForm = Dictionary(Fields=Array([field]))
    copy = pdf.annotate(saved(file), report_of([at(here())]))
    after = pikepdf.open(io.BytesIO(copy.data))
    assert [each.text[:3] for each in notes(copy.data)] == ["旧批注", "1. "]
    assert [each.text for each in notes(copy.data, 2)] == ["旧批注"]
    assert bytes(after.attachments["附件.txt"].get_file().read_bytes()) == "附件".encode()
    with after.open_outline() as outline:
        assert [each.title for each in outline.root] == ["目录"]
    assert after.Root.AcroForm.Fields[0].V == "张三"
    assert copy.remarks == []


def test_a_signature_is_told_of() -> None:
    file = pikepdf.open(io.BytesIO(blank()))
    signature = file.make_indirect(Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3]), Contents=String("00")))
    file.Root.AcroForm = Dictionary(Fields=Array([file.make_indirect(Dictionary(FT=Name.Sig, T=String("签章"), V=signature))]), SigFlags=3)
    copy = pdf.annotate(saved(file), report_of([at(here())]))
    assert copy.remarks == [SIGNED]


@pytest.mark.parametrize("user", ["", "open"])
def test_encrypted_files_are_refused(user: str) -> None:
    file = pikepdf.open(io.BytesIO(blank()))
    data = saved(file, encryption=pikepdf.Encryption(owner="owner", user=user))
    with pytest.raises(pdf.Locked):
        pdf.annotate(data, report_of([at(here())]))


def test_no_pdf() -> None:
    with pytest.raises(ValueError, match="no PDF"):
        pdf.annotate(b"%PDF-1.7 nothing", report_of([at(here())]))


def test_a_file_that_must_be_repaired(capfd: pytest.CaptureFixture[str]) -> None:
    broken = blank().replace(b"startxref", b"startxxxx")
    assert len(notes(pdf.annotate(broken, report_of([at(here())])).data)) == 1
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("held", [String(''), Dictionary(), 7])
def test_a_list_of_notes_that_is_none(held: object) -> None:
    assert len(notes(pdf.annotate(blank(Annots=held), report_of([at(here())])).data)) == 1


def test_fixes_cannot_be_made() -> None:
    copy = pdf.annotate(blank(), report_of([safe(here(), "≥100%", "=100%")]), safe_fixes=True)
    assert [each.refused for each in copy.done] == ["PDF 里的文字不能改写"]


def test_equal_input_gives_equal_bytes_and_many_findings() -> None:
    given = blank(20)
    report = report_of([at(here((n % 20 * 20.0, 20.0, n % 20 * 20 + 19.0, 40.0), n // 20 % 20 + 1), f"第{n}处。") for n in range(10_000)])
    copy = pdf.annotate(given, report)
    assert (copy.written + copy.cut, copy.places) == (10_000, 400)
    assert copy.data == pdf.annotate(given, report).data


def test_from_the_file_to_the_copy() -> None:
    given = as_pages(faulty())
    result = api.check(Input(Path("表.pdf"), "表.pdf", given))
    copy = pdf.annotate(given, Report([result]))
    page = pypdfium2.PdfDocument(given)[0].get_textpage()
    said = {page.get_text_bounded(*note.rect).replace("\r\n", "").strip(): note.text for note in notes(copy.data)}
    assert {text[:6]: comment[comment.index("[") + 1 :][:4] for text, comment in said.items()} == {
        "项目名称": "C103", "根据青教办【": "L704", "≥100%": "V402", "及时": "M305", "较好": "M305",
    }
