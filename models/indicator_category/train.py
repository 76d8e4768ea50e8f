"""Trains the indicator classifier from corpus/indicator_names.tsv: writes weights.tsv, meta.json, eval.json, the tables of card.md.

    python models/indicator_category/train.py

The same rows give the same files, bit for bit, with the versions of requirements.lock: every sum runs in one order, the
optimum is convex and found to 1e-10, weights are rounded to six digits.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support
from sklearn.model_selection import GroupKFold
from threadpoolctl import threadpool_limits

from linter.form.classify import SCALE, Model, contradiction, features, merged, read_model

HERE = Path(__file__).resolve().parent
NAMES = HERE.parents[1] / "corpus" / "indicator_names.tsv"
CATEGORIES = (
    "quantity", "quality", "timeliness", "cost", "economic", "social", "ecological", "sustainability", "satisfaction",
    "management", "impact",
)
GROUPS = ("quantity", "quality", "timeliness", "cost", "benefit", "satisfaction")  # what S601 tells apart
REGULARISATION = 10.0
RARE = 4  # samples a feature must occur in; a name makes two
FOLDS = 10
THRESHOLDS = (0.80, 0.85, 0.90, 0.93, 0.95, 0.96, 0.97, 0.98, 0.99)
PRECISION_ASKED = 0.97
MISFILED_SHARE = 0.02  # a guess at how many indicators of real forms are misfiled, for the precision of an alarm


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled name."""

    name: str
    category: str
    sector: str
    target: str


def read_rows(path: Path = NAMES) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return [Row(**line) for line in csv.DictReader(lines, delimiter="\t")]


def _features(pair: tuple[str, str]) -> list[str]:
    return features(*pair)


@dataclass(frozen=True, slots=True)
class Fitted:
    """Scikit-learn's own model, its weights rounded to six digits."""

    vectorizer: TfidfVectorizer
    regression: LogisticRegression

    def logits(self, pairs: Sequence[tuple[str, str]]) -> np.ndarray[Any, Any]:
        """Scores, one row per (name, target), columns as CATEGORIES."""
        scores = self.regression.decision_function(self.vectorizer.transform(pairs))
        places = [list(self.regression.classes_).index(category) for category in CATEGORIES]
        return np.asarray(scores[:, places])

    def weights_tsv(self) -> str:
        """The text of weights.tsv: whole millionths, features sorted."""
        places = [list(self.regression.classes_).index(category) for category in CATEGORIES]
        columns = np.rint(self.regression.coef_[places] * SCALE).astype(int).T.tolist()
        bias = np.rint(self.regression.intercept_[places] * SCALE).astype(int).tolist()
        names = self.vectorizer.get_feature_names_out().tolist()
        lines = [("feature", CATEGORIES), ("", bias), *sorted(zip(names, columns, strict=True))]
        return "".join("\t".join([first, *map(str, rest)]) + "\n" for first, rest in lines)


def fit(rows: Sequence[Row]) -> Fitted:
    """Each name trains twice, with its target and without, so that the name has to be enough."""
    pairs = [(row.name, row.target) for row in rows] + [(row.name, "") for row in rows]
    labels = [row.category for row in rows] * 2
    vectorizer = TfidfVectorizer(analyzer=_features, binary=True, use_idf=False, min_df=RARE)
    regression = LogisticRegression(C=REGULARISATION, solver="newton-cg", tol=1e-10, max_iter=500)
    with threadpool_limits(1):
        regression.fit(vectorizer.fit_transform(pairs), labels)
    regression.coef_ = np.rint(regression.coef_ * SCALE) / SCALE
    regression.intercept_ = np.rint(regression.intercept_ * SCALE) / SCALE
    return Fitted(vectorizer, regression)


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What models that have not seen a row's sector say of it. `named` is by the name alone, `whole` with the target."""

    rows: list[Row]
    models: list[Fitted]
    model_of: list[int]
    named: np.ndarray[Any, Any]
    whole: np.ndarray[Any, Any]


def hold_out(rows: list[Row]) -> HeldOut:
    labels, sectors = [row.category for row in rows], [row.sector for row in rows]
    named, whole = (np.zeros((len(rows), len(CATEGORIES))) for _ in range(2))
    models, model_of = [], [0] * len(rows)
    for fold, (seen, unseen) in enumerate(GroupKFold(FOLDS).split(rows, labels, sectors)):
        model = fit([rows[at] for at in seen])
        models.append(model)
        named[unseen] = model.logits([(rows[at].name, "") for at in unseen])
        whole[unseen] = model.logits([(rows[at].name, rows[at].target) for at in unseen])
        for at in unseen:
            model_of[at] = fold
    return HeldOut(rows, models, model_of, named, whole)


def fit_temperature(held: HeldOut) -> float:
    """The temperature at which held-out shares are likeliest, to three digits."""
    wanted = np.array([CATEGORIES.index(row.category) for row in held.rows])
    every = np.arange(len(wanted))

    def surprise(temperature: float) -> float:
        return -float(sum(log_softmax(part / temperature, axis=1)[every, wanted].mean() for part in (held.named, held.whole)))

    return round(float(minimize_scalar(surprise, bounds=(0.1, 5.0), method="bounded").x), 3)


def scores(held: HeldOut, logits: np.ndarray[Any, Any], temperature: float) -> dict[str, Any]:
    """Macro-F1, the table of categories, confusion, and how far the confidence can be trusted."""
    wanted = [row.category for row in held.rows]
    shares = softmax(logits / temperature, axis=1)
    said = [CATEGORIES[at] for at in shares.argmax(axis=1)]
    sure = shares.max(axis=1)
    right = np.array([a == b for a, b in zip(said, wanted, strict=True)])
    precision, recall, f1, support = precision_recall_fscore_support(wanted, said, labels=CATEGORIES, zero_division=0.0)
    s601 = [at for at, row in enumerate(held.rows) if merged(row.category) in GROUPS]
    broad = precision_recall_fscore_support(
        [merged(wanted[at]) for at in s601], [merged(said[at]) for at in s601], labels=GROUPS, zero_division=0.0)
    bins = [(low / 10, low / 10 + 0.1) for low in range(2, 10)]
    inside = [(low, high, (sure >= low) & ((sure < high) | (high > 0.99))) for low, high in bins]
    return {
        "macro_f1": round(float(f1.mean()), 4),
        "macro_f1_without_management_and_impact": round(float(f1[: len(CATEGORIES) - 2].mean()), 4),
        "macro_f1_benefits_merged": round(float(broad[2].mean()), 4),
        "accuracy": round(float(right.mean()), 4),
        "categories": {
            category: {"precision": round(float(p), 3), "recall": round(float(r), 3), "f1": round(float(f), 3), "names": int(n)}
            for category, p, r, f, n in zip(CATEGORIES, precision, recall, f1, support, strict=True)
        },
        "confusion": confusion_matrix(wanted, said, labels=CATEGORIES).tolist(),
        "reliability": [
            {"from": low, "to": round(high, 1), "names": int(there.sum()), "confidence": round(float(sure[there].mean()), 3),
             "right": round(float(right[there].mean()), 3)}
            for low, high, there in inside if there.any()
        ],
        "expected_calibration_error": round(float(sum(
            there.sum() * abs(sure[there].mean() - right[there].mean()) for _, _, there in inside if there.any()) / len(sure)), 4),
        "precision_at": {
            str(least): {"share": round(float((sure >= least).mean()), 3), "precision": round(float(right[sure >= least].mean()), 4)}
            for least in THRESHOLDS
        },
    }


def alarms(held: HeldOut, temperature: float, threshold: float) -> dict[str, Any]:
    """`sure_of_other` asked of every held-out name under every category S601 looks at, by the model that has not seen its sector.

    Under its own category an answer is a false alarm; under another it is right when it names the name's own.
    """
    models = [read_model(model.weights_tsv(), temperature=temperature, threshold=threshold) for model in held.models]
    asked: Counter[str] = Counter()
    false: list[str] = []
    for at, row in enumerate(held.rows):
        own = merged(row.category)
        if own not in GROUPS:
            continue
        for filed in GROUPS:
            answer = _answer(models[held.model_of[at]], row, filed)
            kind = "own" if filed == own else "other"
            asked[kind] += 1
            if answer:
                asked[f"{kind}_right" if answer == own else f"{kind}_wrong"] += 1
            if answer and filed == own:
                false.append(f"{row.name}（{row.category}）→ {answer}")
    answers = asked["other_right"] + asked["other_wrong"] + asked["own_wrong"]
    hit, slip = asked["other_right"] / asked["other"], asked["own_wrong"] / asked["own"]
    wrong = asked["other_wrong"] / asked["other"]
    expected = MISFILED_SHARE * hit / (MISFILED_SHARE * (hit + wrong) + (1 - MISFILED_SHARE) * slip) if hit else 0.0
    return {
        "threshold": threshold, "answers": answers, "precision": round(asked["other_right"] / max(answers, 1), 4),
        "asked_misfiled": asked["other"], "found": asked["other_right"], "recall": round(hit, 4),
        "asked_rightly_filed": asked["own"], "false_alarms": asked["own_wrong"],
        "precision_if_2_percent_misfiled": round(expected, 3), "false_alarm_names": sorted(false),
    }


def _answer(model: Model, row: Row, filed: str) -> str | None:
    answer = contradiction(model, row.name, row.target, "social" if filed == "benefit" else filed)  # any kind stands for all
    return merged(answer) if answer else None
