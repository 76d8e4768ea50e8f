"""The labelled samples of `corpus/`: what is read equals the labels, and what is found is found, all of it and nothing else."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import msgspec
import pytest

from linter.checks.context import Context
from linter.checks.engine import run
from linter.checks.registry import RULES
from linter.contract.parse_v1 import to_contract
from linter.finding import Finding, Locus
from linter.form.recognise import recognise
from linter.reading import read
from linter.submission import TEXT_KEYS, Submission

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
SHOWN_OFTEN = frozenset({  # these have faulty and clean places here; the others in `corpus/cases` or in real documents
    *("C101", "C102", "C103", "C104", "C109", "C110"),
    *("B201", "B202", "B203", "B204", "B207", "B208"),
    *("M301", "M302", "M303", "M304", "M305", "V405"),
    *("F501", "F502", "F503", "F504", "F505", "F506", "F507", "F508", "F509", "F510"),
})
WHOLE_CLUSTER = ("B201", "B202", "B204", "B207")  # these name every member of a cluster; others may pick one of several places
HEADS = ("agency", "fiscal_year", "status")
PLAIN = (
    "form", "title", "fiscal_year", "project_name", "project_code", "department", "implementing_unit", "project_attribute",
    "project_period", "start_date", "end_date", "filled_at",
)
AMOUNTS = ("total", "annual", "previous_total", "previous_annual")
COLUMNS = ("period", "level1", "level2", "category", "level3", "target", "description", "basis", "sign", "unit", "weight")

Places = frozenset[tuple[int | None, str, str | None]]


def folded(value: Any) -> Any:
    """Without white space, which only the layout put there; empty texts are None."""
    return "".join(value.split()) or None if isinstance(value, str) else value


@dataclass(frozen=True)
class Sample:
    """A document with its labels beside it; `labels.toml` in its folder teaches the form."""

    path: Path

    @cached_property
    def parse_labels(self) -> dict[str, Any]:
        return self._labels("parse")

    @cached_property
    def finding_labels(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._labels("findings")["findings"]
        return found

    def _labels(self, kind: str) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads(self.path.with_suffix(f".{kind}.json").read_text("utf-8"))
        return loaded

    def submission(self) -> Submission:
        taught = self.path.with_name("labels.toml")
        return recognise(read(self.path), tomllib.loads(taught.read_text("utf-8"))["labels"] if taught.exists() else None)


def every_sample() -> list[Sample]:
    labels = sorted(SAMPLES.glob("*/*.parse.json"))
    return [
        Sample(path)
        for label in labels
        for path in label.parent.glob(f"{label.name.removesuffix('.parse.json')}.*")
        if path.suffix not in (".json", ".toml")
    ]


each_sample = pytest.mark.parametrize("sample", every_sample(), ids=lambda sample: f"{sample.path.parent.name}/{sample.path.name}")


@cache
def recognised(sample: Sample) -> Submission:
    return sample.submission()


@each_sample
def test_every_labelled_field_is_read(sample: Sample) -> None:
    want = sample.parse_labels
    got: dict[str, Any] = msgspec.to_builtins(to_contract(recognised(sample)))
    wrong = differences("", {key: want[key] for key in HEADS if key in want}, got)
    notes = "\n".join(got["notes"])
    wrong += [f"no note speaks of {word}" for word in want.get("notes_mention", ()) if word not in notes]
    wrong += differences("narrative_claims.", want["narrative_claims"], got["narrative_claims"])
    keys = ("section", "unit", "project_name", "amount")
    wrong += in_order("budget_lines", rows(want["budget_lines"], keys), rows(got["budget_lines"], keys))
    names = [[folded(table["project_name"]) for table in document["tables"]] for document in (want, got)]
    assert names[1] == names[0]
    for one, other in zip(want["tables"], got["tables"], strict=True):
        wrong += table_differences(one, other)
    assert wrong == [], got["notes"]


def table_differences(want: dict[str, Any], got: dict[str, Any]) -> list[str]:
    at = f"tables[{want['index']}]."
    skip = want.get("unlabelled", ())
    wrong = differences(at, {key: want[key] for key in PLAIN if key in want}, got)
    wrong += differences(at + "amounts.", {key: want["amounts"][key] for key in AMOUNTS}, got["amounts"])
    for half in ("total", "annual"):
        sources = [table["amounts"]["sources"].get(half) or {} for table in (want, got)]
        wrong += differences(f"{at}sources.{half}.", dict.fromkeys(sources[1]) | sources[0], sources[1])
    texts = {key: want["texts"].get(key) for key in TEXT_KEYS if f"texts.{key}" not in skip}
    wrong += differences(f"{at}texts.", texts, got["texts"])
    plans = [[(step["month"], folded(step["percent"])) for step in table["spending_plan"] if step["percent"]] for table in (want, got)]
    wrong += in_order(f"{at}spending_plan", *plans)
    wrong += in_order(f"{at}contacts", *(rows(table["contacts"], ("role", "name", "phone")) for table in (want, got)))
    wrong += in_order(f"{at}indicators", *(rows(table["indicators"], COLUMNS) for table in (want, got)))
    return wrong


def differences(at: str, want: dict[str, Any], got: dict[str, Any]) -> list[str]:
    return [
        f"{at}{key}: {folded(value)!r} is read as {folded(got.get(key))!r}"
        for key, value in want.items()
        if folded(value) != folded(got.get(key))
    ]


def in_order(at: str, want: list[Any], got: list[Any]) -> list[str]:
    if want == got:
        return []
    wrong = [f"{at}: missed {row}" for row in want if row not in got] + [f"{at}: invented {row}" for row in got if row not in want]
    return wrong or [f"{at}: in another order, or doubled"]


def rows(items: list[dict[str, Any]], keys: tuple[str, ...]) -> list[tuple[Any, ...]]:
    return [tuple(folded(item.get(key)) for key in keys) for item in items]


@each_sample
def test_every_labelled_fault_is_found_and_nothing_else(sample: Sample) -> None:
    verdict = run([rule() for rule in RULES], Context(recognised(sample)), strict=True)
    left = list(verdict.findings)
    missed = []
    for label in sample.finding_labels:
        hit = next((finding for finding in left if matches(label, finding)), None)
        if hit:
            left.remove(hit)
        else:
            missed.append(label)
    assert ([said(finding) for finding in left], missed) == ([], [])


def matches(label: dict[str, Any], finding: Finding) -> bool:
    if (label["code"], folded(label["project_name"])) != (finding.code, folded(finding.project_name)):
        return False
    wanted = frozenset(labelled_place(label["table_index"], at) for at in (label["locus"], *label.get("related", ())))
    if finding.code in WHOLE_CLUSTER:
        return wanted == frozenset(place(locus) for locus in (finding.locus, *finding.related))
    return place(finding.locus) in wanted


def labelled_place(table_index: int, at: dict[str, Any]) -> tuple[int | None, str, str | None]:
    return (at.get("table_index", table_index), at["kind"], folded(at["name"]))


def place(locus: Locus) -> tuple[int | None, str, str | None]:
    return (locus.table_index, locus.kind, folded(locus.name))


def said(finding: Finding) -> str:
    return f"{finding.code} {place(finding.locus)} {finding.message}"


def test_rules_have_faulty_places_and_clean_ones() -> None:
    faulty = Counter(label["code"] for sample in every_sample() for label in sample.finding_labels)
    tables = Counter(dict.fromkeys(SHOWN_OFTEN, 0))
    for sample in every_sample():
        for table in sample.parse_labels["tables"]:
            found = {label["code"] for label in sample.finding_labels if label["table_index"] == table["index"]}
            tables.update(SHOWN_OFTEN - found)
    assert {code for code in SHOWN_OFTEN if faulty[code] < 2 or tables[code] < 2} == set()


def test_a_form_never_seen_needs_its_vocabulary_lines() -> None:
    sample = Sample(SAMPLES / "invented" / "fenglin_library.html")
    untaught = recognise(read(sample.path))
    assert not any(table.indicators for table in untaught.tables)
    assert len(recognised(sample).tables) == 2
