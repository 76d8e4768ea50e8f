"""How well the classifier does on sectors it has not seen, and how sure S601 has to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from rapidfuzz import fuzz, process
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support
from sklearn.model_selection import GroupKFold

from linter.form.classify import Model, contradiction, merged, read_model
from linter.form.value import parse_target
from linter.submission import Category
from models.indicator_category.train import CATEGORIES, Fitted, Row, fit

NINE = CATEGORIES[:-1]
GROUPS = ("quantity", "quality", "timeliness", "cost", "benefit", "satisfaction")  # what S601 tells apart
FOLDS = 10
ALIKE = 80  # a name this near (rapidfuzz ratio) to a held-out one does not train
THRESHOLDS = (0.80, 0.85, 0.90, 0.93, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.995)
FILED_AT_MOST = 0.005  # share left for the category an indicator is filed under
PRECISION_ASKED = 0.97
LEAST = 0.99  # what S601 takes at least: real forms are farther from the list than its own sectors are from each other
MISFILED_SHARE = 0.02  # a guess at how many indicators of real forms are misfiled: precision depends on it


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What models that have not seen a row's sector say of it. `named` is by the name alone, `whole` with the target."""

    rows: Sequence[Row]
    models: list[Fitted]
    model_of: list[int]
    named: np.ndarray[Any, Any]
    whole: np.ndarray[Any, Any]
    left_out: int  # names kept from training for being like a held-out one, over all folds


def evaluate(rows: Sequence[Row]) -> dict[str, Any]:
    """The contents of eval.json but for hash and cost."""
    held = hold_out(rows)
    temperature = fit_temperature(held)
    asked = [read_model(model.cooled(temperature).weights_tsv(), {"threshold": 0.0, "filed_at_most": 0.0}) for model in held.models]
    alarms = [answers(held, asked, threshold) for threshold in THRESHOLDS]
    asked_for = _least(alarms, PRECISION_ASKED)
    return {
        "folds": FOLDS, "sectors": len({row.sector for row in rows}), "names": len(rows), "alike_left_out": held.left_out,
        "temperature": temperature, "threshold_asked": asked_for, "threshold": max(asked_for, LEAST),
        "whole": scores(held.rows, held.whole, temperature), "named": scores(held.rows, held.named, temperature),
        "s601": alarms,
    }


def _least(alarms: Sequence[dict[str, Any]], precision: float) -> float:
    """The lowest threshold at which answers are as precise as that, and would be where misfiling is rare."""
    fits = (at["threshold"] for at in alarms if at["precision"] >= precision and at["precision_expected"] >= precision)
    return float(next(fits, THRESHOLDS[-1]))


def hold_out(rows: Sequence[Row]) -> HeldOut:
    labels, sectors = [row.category for row in rows], [row.sector for row in rows]
    names = [row.name for row in rows]
    alike = process.cdist(names, names, scorer=fuzz.ratio, score_cutoff=ALIKE) > 0
    named, whole = (np.zeros((len(rows), len(CATEGORIES))) for _ in range(2))
    models, model_of, left_out = [], [0] * len(rows), 0
    for fold, (seen, unseen) in enumerate(GroupKFold(FOLDS).split(names, labels, sectors)):
        apart = [at for at in seen if not alike[at, unseen].any()]
        left_out += len(seen) - len(apart)
        model = fit([rows[at] for at in apart])
        models.append(model)
        named[unseen] = model.logits([(rows[at].name, "") for at in unseen])
        whole[unseen] = model.logits([(rows[at].name, rows[at].target) for at in unseen])
        for at in unseen:
            model_of[at] = fold
    return HeldOut(rows, models, model_of, named, whole, left_out)


def fit_temperature(held: HeldOut) -> float:
    """The temperature at which the held-out labels are likeliest, to three digits."""
    wanted = np.array([CATEGORIES.index(row.category) for row in held.rows])
    every = np.arange(len(wanted))

    def surprise(temperature: float) -> float:
        return -float(sum(log_softmax(part / temperature, axis=1)[every, wanted].mean() for part in (held.named, held.whole)))

    return round(float(minimize_scalar(surprise, bounds=(0.1, 5.0), method="bounded").x), 3)


def scores(rows: Sequence[Row], logits: np.ndarray[Any, Any], temperature: float) -> dict[str, Any]:
    """Macro-F1 over the nine, the table of categories, confusion, and how far the confidence can be trusted."""
    wanted = [row.category for row in rows]
    shares = softmax(logits / temperature, axis=1)
    said = [CATEGORIES[at] for at in shares.argmax(axis=1)]
    sure = shares.max(axis=1)
    right = np.array([a == b for a, b in zip(said, wanted, strict=True)])
    precision, recall, f1, support = precision_recall_fscore_support(wanted, said, labels=CATEGORIES, zero_division=0.0)
    inside_nine = [at for at, category in enumerate(wanted) if category in NINE]
    broad = precision_recall_fscore_support(
        [merged(wanted[at]) for at in inside_nine], [merged(said[at]) for at in inside_nine], labels=GROUPS, zero_division=0.0)
    bins = [(low / 10, (sure >= low / 10) & ((sure < (low + 1) / 10) | (low == 9))) for low in range(1, 10)]
    return {
        "macro_f1": round(float(f1[: len(NINE)].mean()), 4),
        "macro_f1_with_other": round(float(f1.mean()), 4),
        "macro_f1_benefits_merged": round(float(broad[2].mean()), 4),
        "accuracy": round(float(right.mean()), 4),
        "categories": {
            category: {"precision": round(float(p), 3), "recall": round(float(r), 3), "f1": round(float(f), 3), "names": int(n)}
            for category, p, r, f, n in zip(CATEGORIES, precision, recall, f1, support, strict=True)
        },
        "confusion": confusion_matrix(wanted, said, labels=CATEGORIES).tolist(),
        "reliability": [
            {"from": low, "names": int(there.sum()), "confidence": round(float(sure[there].mean()), 3),
             "right": round(float(right[there].mean()), 3)}
            for low, there in bins if there.any()
        ],
        "calibration_error": round(
            float(sum(there.sum() * abs(sure[there].mean() - right[there].mean()) for _, there in bins if there.any()) / len(sure)), 4),
        "precision_at": [
            {"confidence": least, "coverage": round(float((sure >= least).mean()), 3), "precision": round(float(right[sure >= least].mean()), 4)}
            for least in THRESHOLDS
        ],
    }


def answers(held: HeldOut, models: Sequence[Model], threshold: float) -> dict[str, Any]:
    """`contradiction` asked of every held-out name of the nine under every other category, and under its own.

    Under its own an answer is a false alarm. Under another it is right when it names the name's own (the benefits as
    one). `precision_expected`: that of an alarm, were MISFILED_SHARE of all indicators misfiled, to any other category alike.
    """
    at_this = [Model(m.categories, m.bias, m.weights, threshold, FILED_AT_MOST) for m in models]
    count: Counter[str] = Counter()
    false: list[str] = []
    for at, row in enumerate(held.rows):
        if row.category not in NINE:
            continue
        for filed in NINE:
            alike = merged(filed) == merged(row.category)
            if alike and filed != row.category:
                continue
            answer = contradiction(at_this[held.model_of[at]], row.name, parse_target(row.target), cast(Category, filed))
            asked = "own" if alike else "other"
            count[asked] += 1
            if answer:
                count[f"{asked}_{'right' if merged(answer) == merged(row.category) else 'wrong'}"] += 1
            if answer and alike:
                false.append(f"{row.name}（{row.category}）→ {answer}")
    hit, wrong, slip = count["other_right"] / count["other"], count["other_wrong"] / count["other"], count["own_wrong"] / count["own"]
    alarms = MISFILED_SHARE * (hit + wrong) + (1 - MISFILED_SHARE) * slip
    given = count["other_right"] + count["other_wrong"] + count["own_wrong"]
    return {
        "threshold": threshold, "answers": given, "precision": round(count["other_right"] / max(given, 1), 4),
        "misfiled": count["other"], "found": count["other_right"], "coverage": round(hit, 4),
        "rightly_filed": count["own"], "false_alarms": count["own_wrong"],
        "precision_expected": round(MISFILED_SHARE * hit / alarms, 4) if alarms else 0.0, "false_alarm_names": sorted(false),
    }
