"""Screenings: asked for, watched, ended, their results fetched, two compared; only for reviewers, only of folders that are open."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import openpyxl
import psutil
import pytest
from bs4 import BeautifulSoup

from linter.errors import JixiaoError
from linter.settings import DEFAULTS
from linter.web.api_v1.described import TYPES, shown
from linter.web.options import Options
from linter.web.review import Office
from linter.web.review.folders import below, offered
from linter.web.review.job import read
from linter.web.review.results import policy_of
from linter.workers import Budget
from tests.containers.excel import as_workbook
from tests.report.annotate.forms import faulty
from tests.web.marks import mark_of
from tests.web.running import Running, running

pytestmark = pytest.mark.slow
TOKEN, REVIEW = "correct-horse-battery", "staple-battery-horse"
API = "/api/v1/screenings"


def agency(name: str, *, mended: bool = False) -> bytes:
    parts: list[Any] = [part.replace("清河县教育局", name) if isinstance(part, str) else part for part in faulty()]
    if mended:
        parts = [[[cell._replace(text="=100%") if cell.text == "及时" else cell for cell in row] for row in part] if isinstance(part, list) else part for part in parts]
    return as_workbook(parts)


def zipped(**agencies: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in agencies.items():
            archive.writestr(f"{name}/目标表.xlsx", data)
    return out.getvalue()


ROUND = zipped(清河县教育局=agency("清河县教育局"), 白桥县水利局=agency("白桥县水利局"))
MENDED = zipped(清河县教育局=agency("清河县教育局", mended=True), 白桥县水利局=agency("白桥县水利局"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("报送")
    (root / "清河县教育局").mkdir()
    (root / "清河县教育局" / "目标表.xlsx").write_bytes(agency("清河县教育局"))
    (root / "外面").symlink_to("/etc")
    return root


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> Iterator[Running]:
    options = Options(workers=1, rate=0, token=TOKEN, review_token=REVIEW, folders=(folder,), results=tmp_path_factory.mktemp("results"))
    with running(options) as server:
        yield server


@pytest.fixture
def client(server: Running) -> Iterator[httpx.Client]:
    with server.client(headers={"Authorization": f"Bearer {REVIEW}"}) as client:
        yield client


def finished(client: httpx.Client, identifier: str) -> dict[str, Any]:
    until = time.monotonic() + 120
    while (job := client.get(f"{API}/{identifier}").json())["state"] in ("waiting", "running"):
        assert time.monotonic() < until
        time.sleep(0.2)
    return dict(job)


@pytest.fixture(scope="module")
def rounds(server: Running) -> tuple[str, str]:
    """Two screenings that are done."""
    with server.client(headers={"Authorization": f"Bearer {REVIEW}"}) as client:
        for identifier, data in (("first", ROUND), ("second", MENDED)):
            answer = client.post(API, data={"id": identifier, "name": f"{identifier} <b>"}, files={"file": ("报送.zip", data)})
            assert answer.status_code == 200, answer.text
        for identifier in ("first", "second"):
            job = finished(client, identifier)
            assert (job["state"], job["error"], job["documents"], job["failed"]) == ("done", "", 2, 0)
    return "first", "second"


def test_the_answer_is_as_described(client: httpx.Client, rounds: tuple[str, str]) -> None:
    types = {each.__name__: each for each in TYPES}
    job = client.get(f"{API}/first").json()
    msgspec.convert(job, types["ScreeningV1"])
    assert {"screening.xlsx", "dashboard.html", "data/findings.parquet", "agencies/清河县教育局.html"} <= set(job["files"])
    every = client.get(API).json()
    msgspec.convert(every, types["ScreeningsV1"])
    assert {"first", "second"} <= {each["id"] for each in every["screenings"]}
    for name, kind in (("screening", "ScreeningV1"), ("screenings", "ScreeningsV1"), ("screening_ask", "ScreeningAskV1"), ("comparison", "ComparisonV1")):
        msgspec.convert(shown(name), types[kind])


def test_asking_twice_does_nothing_twice(client: httpx.Client, rounds: tuple[str, str]) -> None:
    before = client.get(f"{API}/first").json()
    again = client.post(API, data={"id": "first", "name": "other"}, files={"file": ("别的.zip", MENDED)})
    assert again.status_code == 200
    assert again.json() == before


def test_results_are_fetched_by_exact_name(client: httpx.Client, rounds: tuple[str, str]) -> None:
    for name in client.get(f"{API}/first").json()["files"]:
        answer = client.get(f"{API}/first/files/{name}")
        assert answer.status_code == 200
        assert answer.content
    book = client.get(f"{API}/first/files/screening.xlsx")
    assert book.headers["content-disposition"].startswith("attachment")
    assert openpyxl.load_workbook(io.BytesIO(book.content)).sheetnames
    for name in ("job.json", "../job.json", "..%2fjob.json", "%2e%2e/job.json", "/etc/passwd", "data", "agencies/", "screening.duckdb"):
        answer = client.get(f"{API}/first/files/{name}")
        assert answer.status_code == 404, name


def test_two_rounds_are_compared(client: httpx.Client, rounds: tuple[str, str]) -> None:
    answer = client.get(f"{API}/second/comparison", params={"earlier": "first"})
    assert answer.status_code == 200
    fates = {(change["fate"], change["code"], change["agency"]) for change in answer.json()["changes"]}
    assert ("改好", "M305", "清河县教育局") in fates
    assert ("仍在", "M305", "白桥县水利局") in fates
    assert client.get(f"{API}/second/comparison", params={"earlier": "none"}).status_code == 404


def test_a_folder_that_is_open_is_screened(client: httpx.Client, folder: Path) -> None:
    answer = client.post(API, json={"id": "by-folder", "folder": f"{folder.name}/清河县教育局", "last_folder": folder.name})
    assert answer.status_code == 200
    assert finished(client, "by-folder")["state"] == "done"
    assert (folder / "清河县教育局" / "目标表.xlsx").exists()


@pytest.mark.parametrize("name", ["", "/etc", "..", "../..", "{root}/..", "{root}/../..", "{root}/外面", "{root}/没有", "{root}/清河县教育局/目标表.xlsx", "别处", "{root}/\0"])
def test_other_folders_are_closed(folder: Path, name: str) -> None:
    with pytest.raises(JixiaoError, match="没有开放"):
        below((folder,), name.format(root=folder.name))


def test_folders_are_offered(folder: Path) -> None:
    names = offered((folder, folder / "清河县教育局"))
    assert [below((folder, folder / "清河县教育局"), name) for name in names if not name.endswith("外面")] == [
        folder, folder / "清河县教育局", folder / "清河县教育局",
    ]


@pytest.mark.parametrize(("data", "files", "said"), [
    ({"id": "../x"}, {"file": ("a.zip", ROUND)}, "id"), ({"id": "x" * 65}, {"file": ("a.zip", ROUND)}, "id"), ({"id": "n1"}, {}, "没有收到文件"),
    ({"id": "n2"}, {"file": ("a.exe", b"MZ")}, "不是可以检查的文件"), ({"id": "n3", "folder": "/etc"}, {}, "没有开放"),
    ({"id": "n4", "profile": "loose"}, {"file": ("a.zip", ROUND)}, "profile"),
])
def test_what_cannot_be_screened_is_said(client: httpx.Client, data: dict[str, str], files: dict[str, Any], said: str) -> None:
    answer = client.post(API, data=data, files=files or {"x": ("", b"")})
    assert answer.status_code == 422
    assert said in answer.json()["title"]
    assert client.get(f"{API}/n1").status_code == 404


def test_one_with_nothing_to_check_fails_and_says_so(client: httpx.Client) -> None:
    client.post(API, data={"id": "nothing"}, files={"file": ("空.zip", zipped())})
    job = finished(client, "nothing")
    assert job["state"] == "failed"
    assert "没有可以检查的文件" in job["error"]
    assert client.get(f"{API}/nothing/files/screening.xlsx").status_code == 409


def test_one_that_runs_is_cancelled_and_the_next_goes_on(client: httpx.Client, server: Running) -> None:
    many = zipped(**{f"单位{n}": agency(f"单位{n}") for n in range(150)})
    for identifier in ("long", "waits", "next"):
        client.post(API, data={"id": identifier}, files={"file": ("报送.zip", many if identifier == "long" else ROUND)})
    until = time.monotonic() + 60
    while client.get(f"{API}/long").json()["progress"]["stage"] != "检查":
        assert time.monotonic() < until
    assert client.post(f"{API}/waits/cancel").json()["state"] == "cancelled"
    assert not (server.state.office.folder("waits") / "given").exists()
    assert client.post(f"{API}/long/cancel").json()["state"] == "cancelled"
    assert finished(client, "next")["state"] == "done"
    assert client.get(f"{API}/long").json()["state"] == "cancelled"
    assert client.post(f"{API}/next/cancel").json()["state"] == "done"


def test_deleting_removes_all(client: httpx.Client, server: Running) -> None:
    client.post(API, data={"id": "gone"}, files={"file": ("报送.zip", ROUND)})
    finished(client, "gone")
    place = server.state.office.folder("gone")
    assert (place / "out" / "screening.xlsx").exists()
    assert not (place / "given").exists()
    assert client.delete(f"{API}/gone").status_code == 200
    assert not place.exists()
    assert client.get(f"{API}/gone").status_code == 404


def test_only_reviewers_may(server: Running, rounds: tuple[str, str]) -> None:
    paths = (API, f"{API}/first", f"{API}/first/files/screening.xlsx", "/review", "/review/first", "/review/first/files/dashboard.html", "/comparison?before=first&after=second")
    with server.client(headers={"Authorization": f"Bearer {TOKEN}"}) as clerk:
        assert clerk.get("/api/v1/rules").status_code == 200
        for path in paths:
            answer = clerk.get(path)
            assert answer.status_code in (303, 403), path
            assert "清河县" not in answer.text
        assert clerk.delete(f"{API}/first").status_code == 403
    with server.client() as stranger:
        assert all(stranger.get(path).status_code in (303, 401) for path in paths)


def test_without_any_token_on_this_machine_everyone_may() -> None:
    with running(Options(workers=1, rate=0)) as server, server.client() as client:
        assert client.get("/review").status_code == 200
        assert "成批筛查" in client.get("/").text
    with running(Options(workers=1, rate=0, token=TOKEN)) as server, server.client(headers={"Authorization": f"Bearer {TOKEN}"}) as client:
        assert client.get(API).status_code == 403
        assert "成批筛查" not in client.get("/").text


@pytest.fixture
def reviewer(server: Running) -> Iterator[httpx.Client]:
    """A browser of a reviewer who has logged in."""
    with server.client(follow_redirects=True) as client:
        page = client.post("/login", data={"mark": mark_of(client.get("/login").text), "token": REVIEW})
        assert page.url.path == "/review"
        yield client


def test_a_reviewers_way_without_scripts(reviewer: httpx.Client, folder: Path) -> None:
    page = reviewer.get("/review")
    assert f"1 {folder.name}/清河县教育局" in page.text
    data = {"mark": mark_of(page.text), "name": "<script>alert(1)</script>"}
    page = reviewer.post("/review", data=data, files=[("file", ("报送.zip", ROUND)), ("last_year", ("上年.zip", MENDED))])
    at = page.url.path
    until = time.monotonic() + 120
    while "打开总览" not in page.text:
        assert "没有做成" not in page.text
        assert time.monotonic() < until
        time.sleep(0.3)
        page = reviewer.get(at)
    assert "<script>alert" not in page.text
    dashboard = reviewer.get(f"{at}/files/dashboard.html")
    assert dashboard.status_code == 200
    links = [link["href"] for link in BeautifulSoup(dashboard.text, "lxml").select("a[href]") if not str(link["href"]).startswith("#")]
    inside = [reviewer.get(f"{at}/files/{link}") for link in dict.fromkeys(map(str, links))]
    assert inside
    assert all(answer.status_code == 200 for answer in inside)
    assert reviewer.post(f"{at}/delete", data={"mark": data["mark"]}).url.path == "/review"
    assert reviewer.get(at).status_code == 404


def test_pages_of_results_bear_their_own_policy(reviewer: httpx.Client, rounds: tuple[str, str], server: Running) -> None:
    answer = reviewer.get("/review/first/files/dashboard.html")
    policy = answer.headers["content-security-policy"]
    meta = BeautifulSoup(answer.text, "lxml").select_one("meta[http-equiv=Content-Security-Policy]")
    assert meta
    assert policy == f"{meta['content']}; frame-ancestors 'none'"
    assert "sha256-" in policy
    assert "unsafe" not in policy


def test_a_page_without_a_policy_gets_ours(tmp_path: Path) -> None:
    page = tmp_path / "x.html"
    page.write_text("<p>x</p>")
    assert policy_of(page).startswith("default-src 'none'; script-src 'self'")


def test_the_comparison_for_people(reviewer: httpx.Client, rounds: tuple[str, str]) -> None:
    page = reviewer.get("/comparison", params={"before": "first", "after": "second"})
    assert "改好 3 处" in page.text
    assert "first &lt;b&gt;" in page.text
    book = reviewer.get("/comparison/file", params={"before": "first", "after": "second"})
    assert openpyxl.load_workbook(io.BytesIO(book.content)).sheetnames == ["单位对照", "问题对照"]
    assert reviewer.get("/comparison", params={"before": "first", "after": "none"}).status_code == 404


def test_changes_need_the_mark(reviewer: httpx.Client, rounds: tuple[str, str]) -> None:
    for path in ("/review", "/review/first/delete", "/review/first/cancel"):
        assert reviewer.post(path, data={}).status_code == 403
    assert reviewer.get("/review/first").status_code == 200


def test_results_outlive_the_server_and_what_was_not_finished_is_said(server: Running, rounds: tuple[str, str], tmp_path: Path) -> None:
    office = Office(server.options.results or tmp_path, workers=1, budget=Budget())
    assert office.find("first").state == "done"
    others = set(psutil.Process().children())
    other = Office(tmp_path, workers=1, budget=Budget())
    place = other.place("x")
    assert place
    (place / "报送.zip").write_bytes(zipped(**{f"单位{n}": agency(f"单位{n}") for n in range(60)}))
    other.submit("x", "x", (place / "报送.zip",), (), DEFAULTS)
    until = time.monotonic() + 60
    while other.find("x").progress.stage != "检查":
        assert time.monotonic() < until
        time.sleep(0.05)
    other.close()
    assert set(psutil.Process().children()) <= others
    job = read(other.folder("x"))
    assert job
    assert job.state == "running"
    again = Office(tmp_path, workers=1, budget=Budget()).find("x")
    assert (again.state, again.error) == ("failed", "服务停止时还没有做完，请重新提交。")
    (tmp_path / "stray").mkdir()
    (tmp_path / "stray" / "job.json").write_text(json.dumps({"id": "y"}))
    assert [each.id for each in Office(tmp_path, workers=1, budget=Budget()).jobs()] == ["x"]


@pytest.mark.parametrize(("given", "said"), [
    ({"review_token": "short"}, "口令太短"), ({"token": TOKEN, "review_token": TOKEN}, "不能与口令相同"), ({"folders": (Path("/no/such"),)}, "找不到要开放的文件夹"),
])
def test_options_for_reviewers(given: dict[str, Any], said: str) -> None:
    with pytest.raises(JixiaoError, match=said):
        Options(**given)
