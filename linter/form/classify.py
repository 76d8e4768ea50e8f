"""Which category an indicator belongs to by its name: a linear model over character n-grams, scored without numpy.

The model (`models/indicator_category`, made by its `train.py`) weighs the n-grams of the level-3 name and the shape of the
target. A vector is binary and of length 1, so a score is the sum of the weights found, over √n.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast

from linter.artefacts import artefact
from linter.form.value import parse_target, unit_kind
from linter.submission import BENEFIT_CATEGORIES, Category, Target
from linter.tables import table
from linter.wording import normal

NGRAMS = (1, 2, 3, 4)
SCALE = 1_000_000  # weights are stored as whole millionths
_FOLDER = "indicator_category"
_DIGITS = re.compile(r"\d+")

Weights = tuple[int, ...]


class ModelMissing(Exception):
    """This install has no classifier."""


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """`weights`: feature → one weight per category, in millionths. `threshold` is the confidence `sure_of_other` asks for."""

    categories: tuple[Category, ...]
    bias: Weights
    weights: dict[str, Weights]
    temperature: float
    threshold: float


def features(name: str, target: str | None) -> list[str]:
    """The distinct features of a level-3 name and its target: `^合`, `合格率`, … `率$`, `<PCT>`."""
    return [*name_features(name), *shape(parse_target(target))]


def name_features(name: str) -> list[str]:
    """The n-grams of a name between `^` and `$`, figures as one 0, each once, in the order they come."""
    text = f"^{_DIGITS.sub('0', normal(name))}$"
    return list(dict.fromkeys(text[at : at + size] for size in NGRAMS for at in range(len(text) - size + 1)))


def shape(target: Target) -> tuple[str, ...]:
    """What kind of value it is, without the figure: <PCT>, <COUNT> <COUNT:人>, <MONEY>, <DATE>, <WORDS> … () when empty or broken."""
    if target.kind in ("date", "period"):
        return (f"<{target.kind.upper()}>",)
    if target.kind == "qualitative":
        return ("<WORDS>",)
    if target.kind not in ("number", "range"):
        return ()
    kind = unit_kind(target.unit)
    if kind == "rate":
        return ("<PCT>",)
    if kind == "count":
        return ("<COUNT>", f"<COUNT:{target.unit}>")
    return (f"<{kind.upper()}>",) if kind else ("<BARE>",)


def available() -> bool:
    """Whether this install has the classifier."""
    return _model() is not None


def predict(name: str, target: str | None = None) -> tuple[Category, float]:
    """The likeliest category and its calibrated confidence (0–1). ModelMissing without the artefact."""
    model = _loaded()
    shares = _shares(model, [model.weights.get(feature) for feature in features(name, target)])
    best = max(range(len(shares)), key=shares.__getitem__)
    return model.categories[best], shares[best]


def probabilities(name: str, target: str | None = None) -> dict[Category, float]:
    """The calibrated share of every category; they add up to 1. ModelMissing without the artefact."""
    model = _loaded()
    shares = _shares(model, [model.weights.get(feature) for feature in features(name, target)])
    return dict(zip(model.categories, shares, strict=True))


def sure_of_other(name: str, target: str | None, filed: Category) -> Category | None:
    """The category `name` plainly belongs to instead of the one it is `filed` under, else None. ModelMissing without the artefact.

    Sure means: by the name alone and by name and target together, the benefit kinds taken as one, above the threshold;
    the pair is one `data/plain_misfilings.toml` allows, and the target does not speak for the category filed.
    """
    return contradiction(_loaded(), name, target or "", filed)


@lru_cache(maxsize=16384)
def contradiction(model: Model, name: str, target: str, filed: Category) -> Category | None:
    """`sure_of_other` by a given model."""
    here = merged(filed)
    value = parse_target(target)
    if here not in _allowed() or not {value.kind, unit_kind(value.unit)}.isdisjoint(_speaks_for(here)):
        return None
    named = [model.weights.get(feature) for feature in name_features(name)]
    found = _best_group(model, named)
    if found is None or found not in _allowed()[here]:
        return None
    whole = [*named, *(model.weights.get(feature) for feature in shape(value))]
    if _best_group(model, whole) != found:
        return None
    shares = dict(zip(model.categories, _shares(model, whole), strict=True))
    return max((category for category in shares if merged(category) == found), key=shares.__getitem__)


def merged(category: str) -> str:
    """The category, the four kinds of benefit as one."""
    return "benefit" if category in BENEFIT_CATEGORIES else category


def _best_group(model: Model, found: list[Weights | None]) -> str | None:
    """The merged category whose share reaches the threshold."""
    groups: dict[str, float] = {}
    for category, share in zip(model.categories, _shares(model, found), strict=True):
        groups[merged(category)] = groups.get(merged(category), 0.0) + share
    best = max(groups, key=groups.__getitem__)
    return best if groups[best] >= model.threshold else None


def _shares(model: Model, found: list[Weights | None]) -> list[float]:
    """The softmax of the scores, at the model's temperature."""
    known = [weights for weights in found if weights]
    length = math.sqrt(len(known)) if known else 1.0
    sums = [sum(column) for column in zip(*known, strict=True)] if known else [0] * len(model.bias)
    scores = [
        (total / length + bias) / SCALE / model.temperature for total, bias in zip(sums, model.bias, strict=True)
    ]
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    whole = sum(powers)
    return [power / whole for power in powers]


@cache
def _allowed() -> dict[str, frozenset[str]]:
    return {filed: frozenset(others) for filed, others in table("plain_misfilings")["accuses"].items()}


@cache
def _speaks_for(filed: str) -> frozenset[str]:
    return frozenset(table("plain_misfilings")["speaks_for"].get(filed, ()))


def _loaded() -> Model:
    model = _model()
    if model is None:
        raise ModelMissing(_FOLDER)
    return model


@cache
def _model() -> Model | None:
    weights, meta = artefact("models", _FOLDER, "weights.tsv"), artefact("models", _FOLDER, "meta.json")
    if weights is None or meta is None:
        return None
    said = json.loads(meta.read_text("utf-8"))
    return read_model(weights.read_text("utf-8"), temperature=said["temperature"], threshold=said["threshold"])


def read_model(text: str, *, temperature: float, threshold: float) -> Model:
    """The model of a `weights.tsv`: a heading with the categories, a row for the bias (no feature), one row per feature."""
    head, bias, *rows = text.rstrip("\n").split("\n")
    weights = {}
    for row in rows:
        feature, _, figures = row.partition("\t")
        weights[feature] = tuple(map(int, figures.split("\t")))
    return Model(
        cast("tuple[Category, ...]", tuple(head.split("\t")[1:])), tuple(map(int, bias.split("\t")[1:])), weights,
        temperature, threshold,
    )
