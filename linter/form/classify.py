"""Which category an indicator belongs to by its name: a linear model over character n-grams, scored without numpy.

The model (`models/indicator_category`, made by its `train.py`) weighs the n-grams of the level-3 name and the shape of the
target. A vector is binary and of length 1, so a score is the sum of the weights found, over √n. The temperature that
calibrates the shares is already in the weights.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, cast

from linter.artefacts import artefact
from linter.form.value import parse_target, unit_kind
from linter.submission import BENEFIT_CATEGORIES, EMPTY_TARGET, Category, Target
from linter.tables import table
from linter.wording import normal

NGRAMS = (1, 2, 3)
SCALE = 1_000_000  # weights are stored as whole millionths
LONGEST = 22  # characters of a name; what is longer is a sentence, and no model has seen one
FOLDER = "indicator_category"
_DIGITS = re.compile(r"\d+")

Weights = tuple[int, ...]


class ModelMissing(Exception):
    """This install has no classifier."""


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """`weights`: feature → one weight per category, in millionths; `other` is what is none of the nine.

    Holding a name against the category it is filed under takes a share of at least `threshold` for another one and of at
    most `filed_at_most` for this one.
    """

    categories: tuple[Category, ...]
    bias: Weights
    weights: dict[str, Weights]
    threshold: float
    filed_at_most: float


def name_features(name: str) -> list[str]:
    """The n-grams of a name between `^` and `$`, figures as one 0, each once, in the order they come: `^合`, `合格率`, `率$`."""
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


def features(name: str, target: str | None = None) -> list[str]:
    """The distinct features of a level-3 name and, where given, its target."""
    return [*name_features(name), *shape(parse_target(target) if target else EMPTY_TARGET)]


def available() -> bool:
    """Whether this install has the classifier."""
    return _installed() is not None


def installed() -> Model:
    """The classifier of this install. ModelMissing without the artefact."""
    model = _installed()
    if model is None:
        raise ModelMissing(FOLDER)
    return model


def shares(model: Model, name: str, target: str | None = None) -> dict[Category, float]:
    """The calibrated share of every category; they add up to 1."""
    found = [model.weights.get(feature) for feature in features(name, target)]
    return dict(zip(model.categories, _softmax(model, found), strict=True))


def contradiction(model: Model, name: str, value: Target, filed: Category) -> Category | None:
    """The category `name` plainly belongs to instead of the one it is `filed` under, else None.

    Plainly: by the name alone and by name and target together, the benefit kinds taken as one; the pair is one that
    `data/plain_misfilings.toml` allows, and the target does not speak for the category filed.
    """
    if filed not in _accuses() or len(name) > LONGEST:
        return None
    if not _speaks_for(filed).isdisjoint((value.kind, unit_kind(value.unit))):
        return None
    return _contradiction(model, name, shape(value), filed)


def merged(category: str) -> str:
    """The category, the four kinds of benefit as one."""
    return "benefit" if category in BENEFIT_CATEGORIES else category


@lru_cache(maxsize=16384)
def _contradiction(model: Model, name: str, target: tuple[str, ...], filed: Category) -> Category | None:
    named = [model.weights.get(feature) for feature in name_features(name)]
    found = _plain(model, _softmax(model, named), filed)
    if found is None or found not in _accuses()[filed]:
        return None
    whole = _softmax(model, [*named, *map(model.weights.get, target)])
    if _plain(model, whole, filed) != found:
        return None
    return max((at for at in zip(whole, model.categories, strict=True) if merged(at[1]) == found), key=lambda at: at[0])[1]


def _plain(model: Model, by_category: list[float], filed: Category) -> str | None:
    """The merged category that is sure where the one filed is out of the question."""
    groups: dict[str, float] = {}
    for category, share in zip(model.categories, by_category, strict=True):
        group = merged(category)
        groups[group] = groups.get(group, 0.0) + share
    best = max(groups, key=groups.__getitem__)
    return best if groups[best] >= model.threshold and groups[merged(filed)] <= model.filed_at_most else None


def _softmax(model: Model, found: list[Weights | None]) -> list[float]:
    known = [weights for weights in found if weights]
    length = SCALE * math.sqrt(len(known) or 1)
    scores = [bias / SCALE for bias in model.bias]
    if known:
        scores = [sum(column) / length + bias for column, bias in zip(zip(*known, strict=True), scores, strict=True)]
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    whole = sum(powers)
    return [power / whole for power in powers]


@cache
def _accuses() -> dict[str, frozenset[str]]:
    return {filed: frozenset(others) for filed, others in table("plain_misfilings")["accuses"].items()}


@cache
def _speaks_for(filed: str) -> frozenset[str]:
    return frozenset(table("plain_misfilings")["speaks_for"].get(filed, ()))


@cache
def _installed() -> Model | None:
    weights, meta = artefact("models", FOLDER, "weights.tsv"), artefact("models", FOLDER, "meta.json")
    if weights is None or meta is None:
        return None
    return read_model(weights.read_text("utf-8"), json.loads(meta.read_text("utf-8")))


def read_model(text: str, said: dict[str, Any]) -> Model:
    """The model of a `weights.tsv` (heading with the categories, a row for the bias, one row per feature) and its `meta.json`."""
    head, bias, *rows = text.rstrip("\n").split("\n")
    weights = {}
    for row in rows:
        feature, _, figures = row.partition("\t")
        weights[feature] = tuple(map(int, figures.split("\t")))
    return Model(
        cast("tuple[Category, ...]", tuple(head.split("\t")[1:])), tuple(map(int, bias.split("\t")[1:])), weights,
        said["threshold"], said["filed_at_most"],
    )
