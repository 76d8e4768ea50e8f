"""Who may come in, how much and how often, and what a browser may do with what it gets."""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from linter.tables import table
from linter.web.options import Options
from linter.web.problem import Refusal
from linter.web.safety.keys import Keys
from linter.web.safety.rate import Rate
from linter.web.safety.silent import Silent
from tests.web.marks import mark_of
from tests.web.running import Running, running

TOKEN = "correct-horse-battery"
PAGES = ("/", "/login", "/api", "/openapi.json", "/form.css", "/static/web.css", "/static/web.js", "/api/v1/health", "/nowhere", "/api/v1/nowhere")


@pytest.fixture(scope="module")
def locked() -> Iterator[Running]:
    """A server that needs a token, takes 1 MB, and lives behind a name."""
    with running(Options(workers=1, rate=0, token=TOKEN, hosts=("perf.example.test",), upload_megabytes=1, files=3)) as server:
        yield server


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_bears_the_headers(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy
    assert (headers["x-content-type-options"], headers["referrer-policy"], headers["x-frame-options"]) == ("nosniff", "same-origin", "DENY")
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "server" not in headers
    assert "max-age" in headers["cache-control"] if path == "/form.css" else headers["cache-control"] == "no-store" or "etag" in headers


@pytest.mark.parametrize("path", ["/", "/login", "/api", "/nowhere"])
def test_pages_hold_no_inline_script_and_no_link_out(client: httpx.Client, path: str) -> None:
    page = client.get(path).text
    assert re.findall(r"<script(?! src=\"/static/)|<style|\son\w+=|\sstyle=", page) == []
    assert [url for url in re.findall(r"(?:href|src|action)=\"([^\"]+)", page) if not url.startswith(("/", "#"))] == []


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.", "169.254.169.254"])
def test_another_name_is_refused(client: httpx.Client, host: str) -> None:
    answer = client.get("/api/v1/health", headers={"Host": host})
    assert answer.status_code == 421
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:1", "[::1]:8000", "LOCALHOST"])
def test_own_names_are_taken(client: httpx.Client, host: str) -> None:
    assert client.get("/api/v1/health", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("headers", [
    {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
    {"Origin": "http://127.0.0.1:1"},
])
@pytest.mark.parametrize("path", ["/check", "/api/v1/check", "/api/v1/suggest", "/login"])
def test_other_sites_cannot_ask_for_anything(client: httpx.Client, headers: dict[str, str], path: str) -> None:
    answer = client.post(path, headers=headers, files={"file": ("a.txt", b"x")})
    assert answer.status_code == 403
    assert "别的网站" in answer.text


def test_own_pages_and_programs_may_ask(served: Running, client: httpx.Client) -> None:
    for headers in ({"Origin": served.at, "Sec-Fetch-Site": "same-origin"}, {}):
        assert client.post("/api/v1/suggest", json={"text": "差错率"}, headers=headers).status_code == 200


def test_a_form_without_its_mark_is_refused(client: httpx.Client, served: Running) -> None:
    before = len(list(served.state.store.folder.iterdir()))
    client.get("/")
    stranger = httpx.get(f"{served.at}/", trust_env=False)
    for data in ({}, {"mark": "0" * 64}, {"mark": mark_of(stranger.text)}, {"mark": "口令"}):
        answer = client.post("/check", data=data, files={"file": ("a.txt", b"x")})
        assert answer.status_code == 403
        assert "刷新页面" in answer.text
    assert len(list(served.state.store.folder.iterdir())) == before


def test_cookies_are_for_this_server_alone(client: httpx.Client) -> None:
    set_cookie = client.get("/").headers["set-cookie"]
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= {part.strip() for part in set_cookie.split(";")}
    assert "set-cookie" not in client.get("/").headers


def test_the_mark_and_key_of_a_visit_are_its_own() -> None:
    keys, others = Keys(TOKEN), Keys(TOKEN)
    assert keys.is_mark("a", keys.mark("a"))
    assert not keys.is_mark("b", keys.mark("a"))
    assert keys.role_of("a", keys.mark("a")) is None
    assert keys.role_of("b", keys.key("a", "clerk")) is None
    assert keys.role_of("a", keys.key("a", "reviewer")) == "reviewer"
    assert not others.is_mark("a", keys.mark("a"))
    assert Keys("").role("") is None


@pytest.mark.parametrize(("token", "review_token", "without", "with_token", "with_review_token"), [
    ("", "", "reviewer", None, None), (TOKEN, "", None, "clerk", None), ("", TOKEN[::-1], "clerk", None, "reviewer"), (TOKEN, TOKEN[::-1], None, "clerk", "reviewer"),
])
def test_roles(token: str, review_token: str, without: str | None, with_token: str | None, with_review_token: str | None) -> None:
    keys = Keys(token, review_token)
    assert (keys.without_token, keys.role(TOKEN), keys.role(TOKEN[::-1])) == (without, with_token, with_review_token)


@pytest.mark.parametrize(("authorization", "said"), [
    (None, "需要口令"), (f"Bearer {TOKEN}x", "口令不对"), ("Bearer", "口令不对"), (f"Basic {TOKEN}", "口令不对"), (f"Bearer {TOKEN[:-1]}", "口令不对"),
])
def test_programs_need_the_token(locked: Running, authorization: str | None, said: str) -> None:
    headers = {"Authorization": authorization} if authorization else {}
    with locked.client() as client:
        for path in ("/api/v1/rules", "/openapi.json"):
            answer = client.get(path, headers=headers)
            assert answer.status_code == 401
            assert answer.headers["www-authenticate"] == "Bearer"
            assert said in answer.json()["title"]
        assert client.get("/api/v1/rules", headers={"Authorization": f"bearer {TOKEN}"}).status_code == 200
        assert client.get("/api/v1/health").status_code == 200


def test_people_log_in(locked: Running) -> None:
    with locked.client() as client:
        sent = client.get("/")
        assert (sent.status_code, sent.headers["location"]) == (303, "/login")
        mark = mark_of(client.get("/login").text)
        wrong = client.post("/login", data={"mark": mark, "token": "wrong-wrong-wrong-wrong"})
        assert wrong.status_code == 401
        assert "口令不对" in wrong.text
        assert client.get("/").status_code == 303
        right = client.post("/login", data={"mark": mark, "token": TOKEN})
        assert right.status_code == 303
        assert TOKEN not in right.headers["set-cookie"]
        assert client.get("/").status_code == 200
        assert client.post("/login", data={"token": TOKEN}).status_code == 403
        key = client.cookies["jixiao_key"]
    with locked.client(cookies={"jixiao_key": key, "jixiao_visit": "A" * 32}) as thief:
        assert thief.get("/").status_code == 303
        assert thief.post("/check", files={"file": ("a.txt", b"x")}).status_code == 401
    with locked.client(cookies={"jixiao_key": key}) as thief:
        assert thief.get("/").status_code == 303


def test_https_behind_a_proxy_makes_cookies_secure() -> None:
    with running(Options(workers=1, rate=0, behind_proxy=True)) as server, server.client() as client:
        assert "Secure" in client.get("/", headers={"X-Forwarded-Proto": "https"}).headers["set-cookie"]
    with running(Options(workers=1, rate=0)) as server, server.client() as client:
        assert "Secure" not in client.get("/", headers={"X-Forwarded-Proto": "https"}).headers["set-cookie"]


def test_too_large_a_body_is_refused_at_once(locked: Running) -> None:
    head = f"POST /api/v1/check HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {TOKEN}\r\nContent-Type: multipart/form-data; boundary=b\r\n"
    with socket.create_connection(("127.0.0.1", locked.options.port)) as connection:
        connection.settimeout(20)
        connection.sendall(f"{head}Content-Length: 3000000000\r\n\r\n".encode())  # none of it is sent
        assert connection.recv(100).startswith(b"HTTP/1.1 413")


def test_too_large_a_body_of_unknown_length_is_refused_on_the_way(locked: Running) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        while sent < 500:
            sent += 1
            yield b"x" * 65536

    with locked.client() as client:
        try:
            answer = client.post(
                "/api/v1/check", content=endless(), headers={"Authorization": f"Bearer {TOKEN}", "Content-Type": "multipart/form-data; boundary=b"}
            )
        except (httpx.WriteError, httpx.ReadError):  # the server closed while it was still being sent
            pass
        else:
            assert answer.status_code == 413
            assert answer.json()["limit"] == 2  # with room for the form
    assert sent < 500
    assert list(locked.state.store.folder.iterdir()) == []


def test_too_many_files_or_fields_are_refused(locked: Running) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    with locked.client(headers=headers) as client:
        for count, status in ((3, 200), (4, 413), (9, 400)):
            answer = client.post("/api/v1/check", files=[("file", (f"{n}.txt", "绩效目标".encode())) for n in range(count)])
            assert answer.status_code == status
        assert client.post("/api/v1/check", data={f"a{n}": "x" for n in range(99)}, files={"file": ("a.txt", b"x")}).status_code == 400
    assert list(locked.state.store.folder.iterdir()) == []


def test_an_address_may_not_ask_too_often() -> None:
    with running(Options(workers=1, rate=5)) as server, server.client() as client:
        answers = [client.get("/api/v1/health") for _ in range(7)]
        assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 2
        assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
        assert answers[-1].json()["limit"] == 5
        assert client.get("/static/web.css").status_code == 200


def test_the_bucket_fills_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("linter.web.safety.rate.monotonic", lambda: now)
    app: Any = None
    rate = Rate(app, rate=60)
    assert [rate._wait("a") for _ in range(61)] == [0] * 60 + [1]
    assert rate._wait("b") == 0
    now += 1
    assert [rate._wait("a") for _ in range(2)] == [0, 1]


def test_an_answer_to_a_fault_bears_the_headers(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linter.web.pages.about.page", lambda *given, **values: 1 / 0)
    answer = client.get("/api")
    assert answer.status_code == 500
    assert "ZeroDivisionError" in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_a_fault_is_told_without_what_was_uploaded() -> None:
    told: list[str] = []
    sent: list[dict[str, object]] = []

    async def app(*given: Any) -> None:
        raise ValueError("张三 13800001111")

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request"}

    scope = {"type": "http", "path": "/api/v1/check", "method": "POST", "headers": []}
    asyncio.run(Silent(app, tell=told.append)(scope, receive, send))
    assert sent[0]["status"] == 500
    assert len(told) == 1
    assert "ValueError" in told[0]
    assert "test_safety.py" in told[0]
    assert "张三" not in told[0] + str(sent)


def test_every_problem_can_be_said() -> None:
    words = {"what": "x", "name": "x", "method": "PUT", "seconds": 1}
    for kind in table("web_problems"):
        problem = Refusal(kind, limit=3, **words).problem
        assert 400 <= problem.status < 600
        assert "{" not in problem.title + problem.remedy
