"""What programs call: the answers are the contracts, and what cannot be done is said as a problem."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import msgspec
import pytest

from linter import api
from linter.contract.check_v1 import CheckV1
from linter.contract.parse_v1 import to_contract
from linter.reading.inputs import Input
from linter.web.api_v1.described import TYPES, shown
from linter.web.options import Options
from tests.web.hanging import Dying, Hanging
from tests.web.running import Running, running

SCHEMAS = Path(__file__).parents[2] / "linter" / "docs" / "schema"
CHECK, PARSE = "/api/v1/check", "/api/v1/parse"


def conforms(document: Any, name: str) -> None:
    jsonschema.validate(document, json.loads((SCHEMAS / f"{name}-v1.json").read_text("utf-8")))


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return out.getvalue()


@pytest.mark.parametrize(("kind", "name"), [("workbook", "绩效目标表.xlsx"), ("document", "目标表.docx"), ("pages", "目标表.pdf")])
def test_a_file_is_checked_as_the_command_checks_it(client: httpx.Client, request: pytest.FixtureRequest, kind: str, name: str) -> None:
    data = request.getfixturevalue(kind)
    answer = client.post(CHECK, files={"file": (name, data)})
    assert answer.status_code == 200
    body = answer.json()
    document = body["documents"][0]
    conforms(document, "check")
    expected = api.check(Input(Path(name), name, data))
    assert [finding["fingerprint"] for finding in document["findings"]] == [finding.fingerprint for finding in expected.verdict.findings]
    assert document["source"] == name
    assert document["audit_summary"]["grade"] == expected.audit_summary.grade if expected.audit_summary else False
    assert body["limits"]["files"] == 50
    assert (body["passed_over"], body["problems"]) == ([], [])


def test_a_file_is_read(client: httpx.Client, workbook: bytes) -> None:
    document = client.post(PARSE, files={"file": ("表.xlsx", workbook)}).json()["documents"][0]
    conforms(document, "parse")
    assert document["tables"][0]["project_name"] == "校车运行补贴"
    assert document["tables"][0]["amounts"]["annual"] == "300000.00"


def test_a_submission_without_a_file_is_checked(client: httpx.Client, workbook: bytes) -> None:
    read = client.post(PARSE, files={"file": ("表.xlsx", workbook)}).json()["documents"][0]
    answer = client.post(CHECK, json=read)
    assert answer.status_code == 200
    found = {finding["code"] for finding in answer.json()["documents"][0]["findings"]}
    assert {"M305", "C103"} <= found
    read["tables"][0]["indicators"] = [{**each, "target": "=100%", "value": {}} for each in read["tables"][0]["indicators"]]
    assert "M305" not in {finding["code"] for finding in client.post(CHECK, json=read).json()["documents"][0]["findings"]}


def test_several_files_and_a_zip(client: httpx.Client, workbook: bytes, document: bytes) -> None:
    archive = zipped(甲__xlsx=workbook, 乙__docx=document, 说明__exe=b"MZ", 空__txt=b"")
    body = client.post(CHECK, files=[("file", ("报送.zip", archive)), ("file", ("单独.xlsx", workbook))]).json()
    assert {document["source"] for document in body["documents"]} == {"报送.zip/甲.xlsx", "报送.zip/乙.docx", "报送.zip/空.txt", "单独.xlsx"}
    assert body["passed_over"] == ["报送.zip/说明.exe"]
    failed = next(document for document in body["documents"] if document["source"].endswith("空.txt"))
    assert failed["status"] == "failed"
    assert "空" in failed["notes"][0]


def test_options_narrow_the_rules(client: httpx.Client, workbook: bytes) -> None:
    def codes(**options: Any) -> set[str]:
        answer = client.post(CHECK, files={"file": ("表.xlsx", workbook)}, params=options)
        assert answer.status_code == 200
        return {finding["code"] for finding in answer.json()["documents"][0]["findings"]}

    assert codes(select="M305") == {"M305"}
    assert codes(select=["M", "C103"]) >= {"M305", "C103"}
    assert "M305" not in codes(ignore="M305,C1")
    assert codes(profile="all") >= codes()


@pytest.mark.parametrize(("params", "said"), [({"profile": "loose"}, "profile"), ({"select": "M999"}, "没有规则“M999”"), ({"ignore": "nothing"}, "没有规则")])
def test_wrong_options_are_said(client: httpx.Client, params: dict[str, str], said: str) -> None:
    answer = client.post(CHECK, files={"file": ("表.txt", b"x")}, params=params)
    assert answer.status_code == 422
    assert said in answer.json()["title"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "..\\..\\boot.ini", "/etc/passwd", "a\x00b.txt", "x" * 900 + ".txt", "'; rm -rf.txt", "<script>.txt", ".", ""])
def test_names_are_only_names(client: httpx.Client, served: Running, workbook: bytes, name: str) -> None:
    body = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode() + workbook + b"\r\n--b--\r\n"
    answer = client.post(CHECK, content=body, headers={"Content-Type": "multipart/form-data; boundary=b"})
    assert answer.status_code == 200
    source = answer.json()["documents"][0]["source"]
    assert not set(source) & {"/", "\\", "\x00"}
    assert len(source) <= 180
    assert list(served.state.store.folder.iterdir()) == []


@pytest.mark.parametrize(("content", "kind", "status", "said"), [
    (b"", "application/json", 422, "JSON"), (b"{", "application/json", 422, "JSON"), (b"[" * 100_000, "application/json", 422, "JSON"),
    (b'{"schema_version": 2}', "application/json", 422, "schema_version"), (b"\xff\xfe", "application/json", 422, "JSON"), (b"x", "text/plain", 415, "正文类型"),
    (b"", "", 415, "正文类型"), (b"x", "multipart/form-data", 400, "multipart"), (b"x", "multipart/form-data; boundary=b", 400, "multipart"),
    (b"--b--\r\n", "multipart/form-data; boundary=b", 422, "没有收到文件"),
    (b'--b\r\nContent-Disposition: form-data; name="other"; filename="a"\r\n\r\nx\r\n--b--\r\n', "multipart/form-data; boundary=b", 422, "没有收到文件"),
])
def test_bodies_that_are_none_are_said(client: httpx.Client, served: Running, content: bytes, kind: str, status: int, said: str) -> None:
    answer = client.post(CHECK, content=content, headers={"Content-Type": kind} if kind else {})
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert said in problem["title"]
    assert problem["remedy"]
    assert list(served.state.store.folder.iterdir()) == []


def test_rules_and_one_rule(client: httpx.Client) -> None:
    rules = client.get("/api/v1/rules").json()
    assert len(rules["rules"]) == client.get("/api/v1/health").json()["rules"]
    assert rules["catalogue"] == client.get("/api/v1/health").json()["catalogue"]
    rule = client.get("/api/v1/rules/m305").json()
    assert rule == client.get(f"/api/v1/rules/{rule['name']}").json()
    assert len(rule["bad"]) == len(rule["said"]) > 0
    missing = client.get("/api/v1/rules/M30")
    assert missing.status_code == 404
    assert "M30" in missing.json()["title"]


def test_suggestions(client: httpx.Client) -> None:
    advice = client.post("/api/v1/suggest", json={"text": "窗口办件差错率", "count": 2}).json()
    assert advice["category"] == "quality"
    assert advice["targets"]
    assert len(advice["indicators"]) == 2
    for wrong in ({}, {"text": ""}, {"text": "x", "count": 0}, {"text": "x", "category": "no"}, {"text": "x", "other": 1}, {"text": "x" * 3000}):
        assert client.post("/api/v1/suggest", json=wrong).status_code == 422
    assert client.post("/api/v1/suggest", content=b'"' + b"x" * 20_000 + b'"', headers={"Content-Type": "application/json"}).status_code == 413


@pytest.mark.parametrize(("method", "path", "status"), [("GET", CHECK, 405), ("PUT", "/api/v1/health", 405), ("GET", "/api/v2/check", 404), ("DELETE", "/", 405)])
def test_wrong_ways_in_are_said(client: httpx.Client, method: str, path: str, status: int) -> None:
    answer = client.request(method, path, headers={"Accept": "application/json"})
    assert answer.status_code == status
    assert answer.json()["status"] == status


@pytest.fixture(scope="module")
def hurried() -> Iterator[Running]:
    with running(Options(workers=1, rate=0, seconds=2.0, megabytes=700)) as server:
        yield server


def test_a_document_that_hangs_is_lost_alone(hurried: Running, workbook: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """The server goes on; of an archive the others are checked."""
    with hurried.client() as client:
        monkeypatch.setattr("linter.web.api_v1.routes.CheckForProgram", Hanging)
        answer = client.post(CHECK, files={"file": ("慢.xlsx", workbook)})
        assert answer.status_code == 422
        assert answer.json()["limit"] == 2
        assert "慢.xlsx" in answer.json()["title"]
        monkeypatch.setattr("linter.web.api_v1.routes.CheckForProgram", Dying)
        body = client.post(CHECK, files=[("file", (name, workbook)) for name in ("甲.xlsx", "死.xlsx", "乙.xlsx")]).json()
        assert [document["source"] for document in body["documents"]] == ["甲.xlsx", "乙.xlsx"]
        assert "死.xlsx" in body["problems"][0]["title"]
        monkeypatch.undo()
        assert client.post(CHECK, files={"file": ("好.xlsx", workbook)}).status_code == 200


def test_the_description_is_of_what_there_is(client: httpx.Client) -> None:
    document = client.get("/openapi.json").json()
    assert set(document["paths"]) == {"/api/v1/check", "/api/v1/parse", "/api/v1/rules", "/api/v1/rules/{code}", "/api/v1/suggest", "/api/v1/health"} | {
        f"/api/v1/screenings{rest}" for rest in ("", "/{job_id}", "/{job_id}/cancel", "/{job_id}/comparison", "/{job_id}/files/{name}")
    }
    text = json.dumps(document)
    named = {each.partition('"')[0] for each in text.split("#/components/schemas/")[1:]}
    assert named <= set(document["components"]["schemas"])
    assert "HTTPValidationError" not in text
    for path in document["paths"].values():
        for operation in path.values():
            answer = operation["responses"]["200"]["content"]
            assert "application/octet-stream" in answer or answer["application/json"]["example"]
            assert {"400", "401", "429", "500"} <= set(operation["responses"])


@pytest.mark.parametrize(("name", "kind"), [
    ("checked", "CheckedV1"), ("parsed", "ParsedV1"), ("rule", "RuleV1"), ("rules", "RulesV1"), ("ask", "AskV1"), ("advice", "AdviceV1"),
    ("health", "HealthV1"), ("submission", "ParseV1"),
])
def test_examples_are_what_the_contracts_say(name: str, kind: str) -> None:
    msgspec.convert(shown(name), next(each for each in TYPES if each.__name__ == kind))


def test_the_example_submission_can_be_checked(client: httpx.Client) -> None:
    answer = client.post(CHECK, json=shown("submission"))
    assert answer.status_code == 200
    assert msgspec.convert(answer.json()["documents"][0], CheckV1).findings


def test_what_was_stored_once_is_the_same_as_the_file(client: httpx.Client, workbook: bytes) -> None:
    stored = msgspec.json.encode(to_contract(api.parse(Input(Path("表.xlsx"), "表.xlsx", workbook))))
    by_file = client.post(CHECK, files={"file": ("表.json", stored)}).json()["documents"][0]
    by_body = client.post(CHECK, content=stored, headers={"Content-Type": "application/json"}).json()["documents"][0]
    assert by_file["findings"] == by_body["findings"]
