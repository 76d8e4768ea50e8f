"""The interface against its own description: schemathesis makes requests, right and wrong ones, and judges the answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from linter.web.options import Options
from tests.web.running import Running, running

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
checks = pytest.importorskip("schemathesis.specs.openapi.checks", reason="schemathesis is not installed")

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")]
EXAMPLES = 100
# numbers that are texts in the contract, and whole numbers written 11.0, are refused although the schema cannot say so
REFUSED_THOUGH_VALID = checks.positive_data_acceptance
# in a form everything is a text: a list of one item is no other than the item, and false no other than “false”
TAKEN_THOUGH_INVALID = checks.negative_data_rejection
OPERATIONS = (
    ("GET", "/api/v1/health"), ("GET", "/api/v1/rules"), ("GET", "/api/v1/rules/{code}"), ("POST", "/api/v1/suggest"), ("POST", "/api/v1/parse"),
    ("POST", "/api/v1/check"), ("GET", "/api/v1/screenings"), ("POST", "/api/v1/screenings"), ("GET", "/api/v1/screenings/{job_id}"),
    ("DELETE", "/api/v1/screenings/{job_id}"), ("POST", "/api/v1/screenings/{job_id}/cancel"), ("GET", "/api/v1/screenings/{job_id}/comparison"),
    ("GET", "/api/v1/screenings/{job_id}/files/{name}"),
)


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with running(Options(workers=2, rate=0, seconds=20)) as server:
        yield server


def test_every_operation_is_tried(server: Running) -> None:
    paths = server.app.state.openapi["paths"]
    assert {(method.upper(), path) for path, methods in paths.items() for method in methods} == set(OPERATIONS)


@pytest.mark.parametrize(("method", "path", "mode"), [
    (method, path, mode) for method, path in OPERATIONS for mode in ("positive", "negative") if mode == "positive" or (method == "POST" and "{" not in path) or "{" in path
])
def test_answers_are_as_described(server: Running, method: str, path: str, mode: str) -> None:
    operation = schemathesis.openapi.from_dict(server.app.state.openapi)[path][method]
    kind = schemathesis.GenerationMode.POSITIVE if mode == "positive" else schemathesis.GenerationMode.NEGATIVE
    answered = 0

    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=kind))
    def answers(case: Any) -> None:
        nonlocal answered
        form = [TAKEN_THOUGH_INVALID] if (case.media_type or "").startswith("multipart/") else []
        answer = case.call_and_validate(base_url=server.at, excluded_checks=[REFUSED_THOUGH_VALID, *form])
        assert answer.status_code < 500
        answered += 1

    answers()
    assert answered
