"""The published JSON Schemas: up to date, and true of what the commands write."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from linter import api
from linter.checks.base import BatchRule
from linter.checks.cases import Case, document
from linter.checks.registry import RULES
from linter.contract.check_v1 import check_to_contract
from linter.contract.parse_v1 import to_contract as parse_to_contract
from linter.dev import regenerate
from linter.settings import Settings
from linter.submission import Note, Submission
from linter.where import Spot

SCHEMAS = regenerate.DOCS / "schema"


def submissions() -> Iterator[Submission]:
    yield document()
    yield Submission("坏.txt", status="failed", notes=(Note("坏.txt：文件是空的。", Spot(line=1)),))
    for rule in RULES:
        yield from (case.submission for case in (*rule.bad, *rule.good) if isinstance(case, Case))


def validator(name: str) -> Any:
    schema = json.loads((SCHEMAS / f"{name}-v1.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def plain(contract: msgspec.Struct) -> Any:
    return json.loads(msgspec.json.encode(contract))


def test_parse_output_is_valid() -> None:
    check = validator("parse")
    for submission in submissions():
        check.validate(plain(parse_to_contract(submission)))


def test_check_output_is_valid() -> None:
    check = validator("check")
    found = set()
    for submission in submissions():
        result = api.check_submission(submission, settings=Settings(profile="all"))
        found |= {finding.code for finding in result.verdict.findings}
        check.validate(plain(check_to_contract(result)))
    assert found == {rule.code for rule in RULES if not issubclass(rule, BatchRule)}, "every rule's finding has been validated"


@pytest.mark.parametrize(
    ("path", "value"),
    [(("status",), "fine"), (("schema_version",), 2), (("findings", 0, "severity"), "fatal"), (("summary", "tables"), "3"),
     (("findings", 0, "evidence"), "长" * 201)],
)
def test_the_schema_refuses_what_the_contract_does_not_hold(path: tuple[str | int, ...], value: object) -> None:
    bad = next(case.submission for case in RULES[0].bad)
    made = plain(check_to_contract(api.check_submission(bad)))
    *way, last = path
    at = made
    for step in way:
        at = at[step]
    at[last] = value
    assert not validator("check").is_valid(made)


def test_every_field_is_required_but_for_the_parts_of_a_place() -> None:
    made = plain(check_to_contract(api.check_submission(next(case.submission for case in RULES[0].bad))))
    for key in made:
        assert not validator("check").is_valid({k: v for k, v in made.items() if k != key})
    assert made["findings"][0]["position"] == {}


def test_generated_files_are_up_to_date() -> None:
    assert regenerate.stale() == [], "run make regenerate"


def test_check_mode_names_what_is_stale(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(regenerate, "stale", lambda: ["rules.md"])
    assert regenerate.main(["--check"]) == 1
    assert "rules.md 已过期" in capsys.readouterr().out


def test_writing_again_changes_nothing(tmp_path: Path) -> None:
    assert set(regenerate.write(tmp_path)) == set(regenerate.GENERATED)
    assert regenerate.write(tmp_path) == []
    assert regenerate.stale(tmp_path) == []
