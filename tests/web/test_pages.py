"""The pages without scripts: what a clerk does from the upload to the downloads, and what a stranger cannot."""

from __future__ import annotations

import io
import json
import re
import time
import zipfile
from collections.abc import Iterator

import httpx
import openpyxl
import pytest
from bs4 import BeautifulSoup, Tag

from linter.web.editing.edit import Edit
from linter.web.options import Options
from tests.containers.excel import as_workbook
from tests.report.annotate.forms import MENDED, faulty
from tests.report.test_html import HOSTILE
from tests.web.hanging import Hanging
from tests.web.marks import mark_of
from tests.web.running import Running, running

PHONE = "13800138000"


class Visit:
    """A browser without scripts."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        self.mark = mark_of(client.get("/").text)

    def bring(self, *files: tuple[str, bytes], **fields: str) -> BeautifulSoup:
        """Uploads, and waits until it is done."""
        answer = self.client.post("/check", data={"mark": self.mark, **fields}, files=[("file", file) for file in files])
        until = time.monotonic() + 60
        while "正在检查" in answer.text.partition("</title>")[0]:
            assert time.monotonic() < until
            time.sleep(0.05)
            answer = self.client.get(answer.url)
        self.at = answer.url.path
        return self.read(answer)

    @property
    def document(self) -> str:
        """Where the pages of the document are."""
        return "/".join(self.at.split("/")[:4])

    @property
    def form(self) -> str:
        return f"{self.document}/1"

    def read(self, answer: httpx.Response) -> BeautifulSoup:
        assert answer.status_code < 400, answer.text
        self.answer = answer
        return BeautifulSoup(answer.text, "lxml")

    def get(self, path: str) -> BeautifulSoup:
        return self.read(self.client.get(path))

    def post(self, path: str, **fields: str) -> BeautifulSoup:
        return self.read(self.client.post(path, data={"mark": self.mark, **fields}))


@pytest.fixture
def visit(client: httpx.Client) -> Visit:
    return Visit(client)


def one(page: BeautifulSoup, selector: str) -> Tag:
    """The only element."""
    (element,) = page.select(selector)
    return element


def found(page: BeautifulSoup) -> set[str]:
    return {str(fault["data-r"]) for fault in page.select("li.fault")}


def test_one_form_is_shown_at_once_with_its_findings(visit: Visit, workbook: bytes) -> None:
    page = visit.bring(("目标表.xlsx", workbook))
    assert visit.at.endswith("/1-1/1")
    assert one(page, "h1").text == "目标表.xlsx"
    assert {"M305", "C103", "L704"} <= found(page)
    marked = page.select_one("#c-indicator\\.2\\.annual\\.target")
    assert marked
    assert "at e" in " ".join(marked["class"])
    assert "及时" in marked.text
    assert page.select("table.audit")
    assert [nav["aria-label"] for nav in page.select("nav")] == ["项目"]
    assert page.select_one("aside[aria-label]")


def test_a_cell_is_chosen_changed_and_taken_back(visit: Visit, workbook: bytes) -> None:
    visit.bring(("目标表.xlsx", workbook))
    form = visit.form
    page = visit.get(f"{form}?cell=indicator.2.annual.target")
    assert one(page, "textarea").text.strip() == "及时"
    assert one(page, "li.fault.here")["data-r"] == "M305"

    for half in ("annual", "total"):
        page = visit.post(f"{form}/edit", cell=f"indicator.{2}.{half}.target", text="=100%")
    changed = page.select_one("#changed")
    assert changed
    assert "消除 1 处" in changed.text
    assert "M305" not in {code for code in found(page) if page.select(f"li.fault[data-r={code}] a[data-key='indicator.2.annual.target']")}
    assert "修改记录（2）" in page.text
    assert "=100%" in one(page, "#c-indicator\\.2\\.annual\\.target").text

    page = visit.post(f"{visit.document}/undo")
    assert "新出现" in one(page, "#changed").text
    page = visit.post(f"{visit.document}/undo", edit="0")
    assert "修改记录（0）" in page.text
    assert "M305" in found(page)


def test_a_fix_is_taken_over_with_one_press(visit: Visit, workbook: bytes) -> None:
    page = visit.bring(("目标表.xlsx", workbook))
    adopt = next(form for form in page.select("form.adopt") if "〔2021〕" in form.text)
    fields = {str(field["name"]): str(field["value"]) for field in adopt.select("input")}
    assert fields["text"] == MENDED
    page = visit.post(str(adopt["action"]), **{key: value for key, value in fields.items() if key != "mark"})
    assert "L704" not in found(page)


def test_a_fix_in_both_halves_is_made_in_both(visit: Visit, workbook: bytes) -> None:
    page = visit.bring(("目标表.xlsx", workbook))
    adopt = next(form for form in page.select("li.fault[data-r=V402] form.adopt"))
    fields = {str(field["name"]): str(field["value"]) for field in adopt.select("input")}
    assert len(fields["cell"].split()) == 2
    page = visit.post(str(adopt["action"]), **{key: value for key, value in fields.items() if key != "mark"})
    assert "V402" not in found(page)
    assert "修改记录（2）" in page.text


@pytest.mark.parametrize(("cell", "text", "said"), [
    ("field.amounts.annual", "很多钱", "看不出是多少钱"), ("nothing", "x", "没有这一格"), ("field.overview", "长" * 20_001, "文字太长"),
])
def test_what_cannot_be_taken_is_said_beside_the_cell(visit: Visit, workbook: bytes, cell: str, text: str, said: str) -> None:
    visit.bring(("目标表.xlsx", workbook))
    answer = visit.client.post(f"{visit.form}/edit", data={"mark": visit.mark, "cell": cell, "text": text})
    assert answer.status_code == 422
    page = BeautifulSoup(answer.text, "lxml")
    assert said in page.text
    assert "修改记录（0）" in page.text
    if page.textarea:
        assert page.textarea.text.strip() == text
        assert page.select_one("[role=alert]")


def test_a_second_window_does_not_overwrite(visit: Visit, served: Running, workbook: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    visit.bring(("目标表.xlsx", workbook))
    upload = served.state.store._uploads[visit.at.split("/")[2]]
    seen = iter([(), (), (Edit(0, "field.basis", "另一个窗口改的"),)])  # what the page, its list, and then the lock find
    monkeypatch.setattr(type(upload), "edited", lambda self, document: next(seen, ()))
    answer = visit.client.post(f"{visit.form}/edit", data={"mark": visit.mark, "cell": "field.overview", "text": "x"})
    assert answer.status_code == 422
    assert "另一个窗口" in answer.text


def test_downloads_open_again(visit: Visit, workbook: bytes, document: bytes, pages: bytes) -> None:
    for name, data in (("目标表.xlsx", workbook), ("目标表.docx", document), ("目标表.pdf", pages)):
        visit.bring((name, data))
        at = visit.document
        visit.post(f"{at}/1/edit", cell="field.overview", text="为农村学校配备二十辆校车，全年运行。")
        for format, begins in (("xlsx", b"PK"), ("docx", b"PK"), ("html", b"<!DOCTYPE html>"), ("json", b"{")):
            answer = visit.client.get(f"{at}/file/{format}")
            assert answer.status_code == 200
            assert answer.content.startswith(begins)
            assert "%EF%BC%88" in answer.headers["content-disposition"]  # （
        told = json.loads(visit.client.get(f"{at}/file/json").content)
        assert told["source"] == name
        for kind in ("corrected", "annotated"):
            answer = visit.client.get(f"{at}/made/{kind}")
            if name.endswith(".pdf"):
                assert answer.status_code == 422
                assert "PDF 文件里的文字不能改" in answer.text
                continue
            assert answer.status_code == 200
            assert "写进了 1 处修改" in answer.text
            file = visit.client.get(f"{at}/made/{kind}/file").content
            again = Visit(visit.client)
            again.bring((name, file))
            assert "为农村学校配备二十辆校车，全年运行。" in again.get(again.form).text


def test_the_annotated_copy_has_comments(visit: Visit, workbook: bytes) -> None:
    visit.bring(("目标表.xlsx", workbook))
    at = visit.document
    page = visit.get(f"{at}/made/annotated")
    assert "given" not in page.text
    assert "/tmp" not in page.text
    assert "目标表（批注副本）.xlsx" in page.text
    book = openpyxl.load_workbook(io.BytesIO(visit.client.get(f"{at}/made/annotated/file").content))
    assert [cell.comment.text for row in book.active.iter_rows() for cell in row if cell.comment] if book.active else []
    assert "还没有修改" in visit.get(f"{at}/made/corrected").text
    assert visit.client.get(f"{at}/made/corrected/file").status_code == 404


def test_what_cannot_be_annotated_is_said(visit: Visit) -> None:
    text = "项目支出绩效目标表\n项目名称|校车\n一级指标|二级指标|三级指标|指标值\n产出指标|数量指标|车辆数|及时\n"
    visit.bring(("目标表.txt", text.encode()))
    at = visit.document
    for kind in ("annotated", "corrected"):
        answer = visit.client.get(f"{at}/made/{kind}")
        assert "/tmp" not in answer.text
        assert answer.status_code == (422 if kind == "annotated" else 200)
    assert "问题清单" in visit.client.get(f"{at}/made/annotated").text


def test_several_files_make_a_list(visit: Visit, workbook: bytes, document: bytes) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("甲.xlsx", workbook)
        archive.writestr("坏.docx", b"PK\x03\x04")
        archive.writestr("说明.exe", b"MZ")
    page = visit.bring(("报送.zip", out.getvalue()), ("乙.docx", document))
    names = [cell.text for cell in page.select("table.list td:first-child")]
    assert names == ["报送.zip/坏.docx", "报送.zip/甲.xlsx", "乙.docx"]
    assert "无法检查" in page.text
    assert "说明.exe" in page.text
    inside = visit.get(str(page.select("table.list a")[0]["href"]))
    assert one(inside, "h1").text == "报送.zip/甲.xlsx"
    visit.at = str(visit.answer.url.path)
    at = visit.document
    visit.post(f"{at}/1/edit", cell="field.overview", text="为农村学校配备校车。")
    assert "写进了 1 处修改" in visit.get(f"{at}/made/corrected").text


def test_a_stranger_sees_nothing(visit: Visit, served: Running, workbook: bytes) -> None:
    visit.bring(("目标表.xlsx", workbook))
    at = visit.document
    with served.client(follow_redirects=True) as other:
        mark = mark_of(other.get("/").text)
        for path in (visit.at, at, at.rpartition("/")[0], f"{at}/file/json", f"{at}/made/corrected", at.rpartition("/")[0] + "/progress"):
            answer = other.get(path)
            assert answer.status_code == 404
            assert "目标表.xlsx" not in answer.text
        for path in (f"{visit.form}/edit", f"{at}/undo", at.rpartition("/")[0] + "/delete"):
            assert other.post(path, data={"mark": mark}).status_code == 404


def test_changes_need_the_mark(visit: Visit, workbook: bytes) -> None:
    visit.bring(("目标表.xlsx", workbook))
    at = visit.document
    for path in (f"{visit.form}/edit", f"{at}/undo", f"{at}/numbers", at.rpartition("/")[0] + "/delete"):
        assert visit.client.post(path, data={"cell": "field.overview", "text": "x"}).status_code == 403
    assert "修改记录（0）" in visit.get(visit.at).text


def test_deleting_removes_all(visit: Visit, served: Running, workbook: bytes) -> None:
    visit.bring(("目标表.xlsx", workbook))
    upload = visit.at.split("/")[2]
    folder = served.state.store._uploads[upload].folder
    assert folder.exists()
    assert "已删除" in visit.post(f"/r/{upload}/delete").text
    assert not folder.exists()
    assert visit.client.get(visit.at).status_code == 404


def test_numbers_of_persons_are_masked_unless_asked_for(visit: Visit) -> None:
    parts = [
        [[cell._replace(text=f"联系人王小明，电话{PHONE}。") if cell.text.startswith("农村学生") else cell for cell in row] for row in part] if isinstance(part, list) else part
        for part in faulty()
    ]
    page = visit.bring(("目标表.xlsx", as_workbook(parts)))
    assert PHONE not in str(page)
    page = visit.get(f"{visit.form}?cell=field.necessity")
    assert PHONE not in str(page)
    assert page.textarea is None
    at = visit.document
    page = visit.post(f"{at}/numbers", plain="1", number="1")
    assert PHONE in str(page)
    page = visit.get(f"{visit.form}?cell=field.necessity")
    assert PHONE in one(page, "textarea").text
    assert PHONE not in str(visit.post(f"{at}/numbers", number="1"))


@pytest.mark.parametrize("evil", [evil for evil in HOSTILE if "\ud800" not in evil and "\x00" not in evil])
def test_hostile_texts_stay_texts(visit: Visit, evil: str) -> None:
    said = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", evil)
    parts = [
        [[cell._replace(text=said or "x") if cell.text.startswith(("农村学生", "补贴校车")) else cell for cell in row] for row in part] if isinstance(part, list) else part
        for part in faulty(said or "x")
    ]
    page = visit.bring((f"{said[:60]}.xlsx", as_workbook(parts)))
    check(page)
    for path in (f"{visit.form}?cell=field.necessity", visit.document):
        check(visit.get(path))
    check(visit.post(f"{visit.form}/edit", cell="field.overview", text=evil))


def check(page: BeautifulSoup) -> None:
    """Nothing on the page but what the templates make."""
    assert [script.get("src") for script in page.select("script")] == ["/static/web.js"]
    assert page.select("img, iframe, object, embed, style, base, [onerror], [onload], [style]") == []
    assert len(page.select("link")) == 3
    assert all(str(link["href"]).startswith(("/", "#", "?")) for link in page.select("a[href]"))


@pytest.fixture(scope="module")
def hurried() -> Iterator[Running]:
    with running(Options(workers=1, rate=0, seconds=2.0)) as server:
        yield server


def test_a_document_that_hangs_is_said_and_the_server_goes_on(hurried: Running, workbook: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    with hurried.client(follow_redirects=True) as client:
        visit = Visit(client)
        with monkeypatch.context() as patched:
            patched.setattr("linter.web.pages.uploading.CheckForPage", lambda givens, folder, settings: Hanging(givens, settings))
            page = visit.bring(("慢.xlsx", workbook))
        assert "慢.xlsx：处理超过了 2 秒" in page.text
        assert {"M305"} <= found(visit.bring(("好.xlsx", workbook)))


def test_an_upload_can_be_cancelled(hurried: Running, workbook: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    with hurried.client() as client:
        visit = Visit(client)
        with monkeypatch.context() as patched:
            patched.setattr("linter.web.pages.uploading.CheckForPage", lambda givens, folder, settings: Hanging(givens, settings))
            sent = client.post("/check", data={"mark": visit.mark}, files=[("file", ("慢.xlsx", workbook))])
        assert sent.status_code == 303
        at = sent.headers["location"]
        assert "正在检查" in client.get(at).text
        assert client.get(f"{at}/progress").json()["state"] in ("waiting", "working")
        assert client.post(f"{at}/delete", data={"mark": visit.mark}).status_code == 200
        assert client.get(at).status_code == 404
    with hurried.client(follow_redirects=True) as client:
        assert found(Visit(client).bring(("好.xlsx", workbook)))


def test_profiles_are_chosen_by_the_clerk(visit: Visit, workbook: bytes) -> None:
    visit.bring(("目标表.xlsx", workbook), profile="all")
    at = visit.document
    assert json.loads(visit.client.get(f"{at}/file/json").content)["profile"] == "all"
    answer = visit.client.post("/check", data={"mark": visit.mark, "profile": "loose"}, files=[("file", ("a.txt", b"x"))])
    assert answer.status_code == 422


def test_no_file_is_said(visit: Visit, served: Running) -> None:
    before = len(list(served.state.store.folder.iterdir()))
    answer = visit.client.post("/check", data={"mark": visit.mark}, files=[("file", ("", b""))])
    assert answer.status_code == 422
    assert "没有收到文件" in answer.text
    assert len(list(served.state.store.folder.iterdir())) == before


def test_the_interface_is_described_for_people(visit: Visit) -> None:
    page = visit.get("/api")
    assert {code.text for code in page.select("h2 code")} >= {"POST /api/v1/check", "GET /api/v1/health"}
    assert page.select("pre")
