"""Models and corpus are found beside the package of a checkout and inside that of a wheel."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from linter import artefacts
from linter.artefacts import artefact

ROOT = Path(__file__).parents[1]


def test_a_checkout_has_them_beside_the_package() -> None:
    found = artefact("models", "indicator_category", "meta.json")
    assert str(found) == str(ROOT / "models" / "indicator_category" / "meta.json")


def test_the_copy_of_a_wheel_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "linter"
    for name in ("linter/_models/m/meta.json", "models/m/meta.json", "models/m/eval.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("{}", "utf-8")
    monkeypatch.setattr(artefacts, "files", lambda _: package)
    monkeypatch.setattr(artefacts, "__file__", str(package / "artefacts.py"))
    assert str(artefact("models", "m", "meta.json")) == str(package / "_models" / "m" / "meta.json")
    assert str(artefact("models", "m", "eval.json")) == str(tmp_path / "models" / "m" / "eval.json")
    assert artefact("models", "m", "weights.tsv") is None


def test_the_wheel_takes_along_what_is_read_at_run_time() -> None:
    shipped = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    for source, target in shipped.items():
        kind, _, rest = source.partition("/")
        assert (ROOT / source).is_file()
        assert target == f"linter/_{kind}/{rest}"
    assert {"models/indicator_category/weights.tsv", "models/indicator_category/meta.json", "corpus/indicator_library.tsv"} <= set(shipped)
