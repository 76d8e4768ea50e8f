"""Trains the indicator classifier from corpus/indicator_names.tsv: weights.tsv, meta.json, eval.json and card.md beside this file.

    make train                                             # everything
    .venv/bin/python -m models.indicator_category.train --measure   # and measure the cost anew (else the figures are kept)

The same rows give the same files, bit for bit, with the versions of requirements.lock: every sum runs in one order on one
thread, the problem is convex and solved to 1e-12, weights are rounded to six digits.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from linter.form.classify import NGRAMS, SCALE, features

HERE = Path(__file__).resolve().parent
NAMES = HERE.parents[1] / "corpus" / "indicator_names.tsv"
CATEGORIES = (
    "quantity", "quality", "timeliness", "cost", "economic", "social", "ecological", "sustainability", "satisfaction", "other",
)
OUTSIDE = ("management", "impact")  # of one form only, and too few names each to be told apart: together they are `other`
REGULARISATION = 10.0
RARE = 6  # samples a feature must occur in; a name makes two


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled name; `category` is one of CATEGORIES."""

    name: str
    category: str
    sector: str
    target: str


def read_rows(path: Path = NAMES) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [Row(**line) for line in csv.DictReader(lines, delimiter="\t")]
    return [Row(row.name, "other", row.sector, row.target) if row.category in OUTSIDE else row for row in rows]


def _features(pair: tuple[str, str]) -> list[str]:
    return features(*pair)


@dataclass(frozen=True)
class Fitted:
    """Scikit-learn's own model. Pairs are (name, target); columns are in the order of CATEGORIES."""

    vectorizer: TfidfVectorizer
    regression: LogisticRegression

    @cached_property
    def _columns(self) -> list[int]:
        return [list(self.regression.classes_).index(category) for category in CATEGORIES]

    def logits(self, pairs: Sequence[tuple[str, str]]) -> np.ndarray[Any, Any]:
        return np.asarray(self.regression.decision_function(self.vectorizer.transform(pairs))[:, self._columns])

    def shares(self, pairs: Sequence[tuple[str, str]]) -> np.ndarray[Any, Any]:
        """`predict_proba`."""
        return np.asarray(self.regression.predict_proba(self.vectorizer.transform(pairs))[:, self._columns])

    def cooled(self, temperature: float) -> Fitted:
        """The model whose shares are calibrated, its weights divided by the temperature and rounded to six digits."""
        regression = LogisticRegression()
        regression.classes_ = self.regression.classes_
        regression.n_features_in_ = self.regression.n_features_in_
        regression.coef_ = np.rint(self.regression.coef_ / temperature * SCALE) / SCALE
        regression.intercept_ = np.rint(self.regression.intercept_ / temperature * SCALE) / SCALE
        return Fitted(self.vectorizer, regression)

    def weights_tsv(self) -> str:
        """The text of weights.tsv: whole millionths, features sorted. Of a cooled model."""
        columns = np.rint(self.regression.coef_[self._columns] * SCALE).astype(int).T.tolist()
        bias = np.rint(self.regression.intercept_[self._columns] * SCALE).astype(int).tolist()
        names = self.vectorizer.get_feature_names_out().tolist()
        lines = [("feature", CATEGORIES), ("", bias), *sorted(zip(names, columns, strict=True))]
        return "".join("\t".join([first, *map(str, rest)]) + "\n" for first, rest in lines)


def fit(rows: Sequence[Row]) -> Fitted:
    """Each name trains twice, with its target and without, so that the name has to be enough."""
    pairs = [(row.name, row.target) for row in rows] + [(row.name, "") for row in rows]
    labels = [row.category for row in rows] * 2
    vectorizer = TfidfVectorizer(analyzer=_features, binary=True, use_idf=False, min_df=RARE)
    regression = LogisticRegression(C=REGULARISATION, solver="newton-cg", tol=1e-12, max_iter=500)
    with threadpool_limits(1):
        regression.fit(vectorizer.fit_transform(pairs), labels)
    return Fitted(vectorizer, regression)


def write(folder: Path = HERE, *, measure: bool = False) -> None:
    """Everything the folder holds but the programs. Cost is measured where asked for or never done, else kept."""
    from models.indicator_category.card import card
    from models.indicator_category.cost import cost
    from models.indicator_category.evaluate import FILED_AT_MOST, evaluate

    rows = read_rows()
    evaluation = evaluate(rows)
    fitted = fit(rows).cooled(evaluation["temperature"])
    weights = fitted.weights_tsv()
    meta = {
        "data": "corpus/indicator_names.tsv", "data_sha256": sha256(NAMES.read_bytes()).hexdigest(), "names": len(rows),
        "sectors": len({row.sector for row in rows}), "weights_sha256": sha256(weights.encode()).hexdigest(),
        "features": weights.count("\n") - 2, "categories": CATEGORIES, "ngrams": NGRAMS, "seen_at_least": RARE,
        "regularisation": REGULARISATION, "temperature": evaluation["temperature"], "threshold": evaluation["threshold"],
        "filed_at_most": FILED_AT_MOST,
        "versions": {name: version(name) for name in ("scikit-learn", "scipy", "numpy")},
    }
    known = HERE / "eval.json"
    kept = None if measure or not known.is_file() else json.loads(known.read_text("utf-8")).get("cost")
    (folder / "weights.tsv").write_text(weights, "utf-8", newline="\n")
    _write(folder / "meta.json", meta)
    evaluation |= {"data_sha256": meta["data_sha256"], "cost": kept or cost(folder, [row.name for row in rows])}
    _write(folder / "eval.json", evaluation)
    (folder / "card.md").write_text(card(meta, evaluation), "utf-8", newline="\n")


def _write(path: Path, said: dict[str, Any]) -> None:
    path.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    from models.indicator_category import train  # by its own name: the other modules import from there

    train.write(measure="--measure" in sys.argv[1:])
