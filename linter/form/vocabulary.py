"""Looks a printed text up in the vocabulary of labels: which roles it can play, and what else the cell holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from linter.form.money import amount_unit, plain_amount
from linter.tables import table
from linter.wording import squeeze

_NUMBERING = re.compile(r"^(?:[（(]?[一二三四五六七八九十]{1,3}[)）、.]|[（(]?\d{1,2}[)）、.](?!\d)|其中[:：、]?(?=.)|[*★☆●◆\-—]+)")
_BRACKET_END = re.compile(r"[（(]([^（）()]{0,16})[)）]$")
_COLON = re.compile(r"[:：]")
_MONTH = re.compile(r"^(?:截至)?(\d{1,2})月(?:底|末|份)?(?:前)?(?:累计)?$")
_QUARTER = {"一季度": 3, "二季度": 6, "三季度": 9, "四季度": 12, "第一季度": 3, "第二季度": 6, "第三季度": 9, "第四季度": 12}
_OWN = {"agency": "agency", "form": "form", "title": "title", "money_step": "step", "printed": "printed"}
_PHONE = re.compile(r"^[\d（(][\d\s（）()\-—]{5,}$")
_LONGEST = 24  # no label of any form seen is longer; longer texts are looked at only as 'label：value'


class Label:
    """What a cell's text says as a label. `roles` from the vocabulary, `unit` of money in its bracket, `rest` a value
    printed in the same cell. `cut` when only the head of the label is left."""

    __slots__ = ("_first", "column", "columns", "cut", "rest", "roles", "text", "unit")

    def __init__(self, text: str, roles: tuple[str, ...], unit: str | None = None, rest: str = "", cut: bool = False) -> None:
        self.text, self.roles, self.unit, self.rest, self.cut = text, roles, unit, rest, cut
        self._first: dict[tuple[str, ...], str | None] = {}
        # what the label is as a heading of a column; asked of every cell of every row
        self.column = (
            self.role("column") or self.role("evaluation") or self.role("field", "text", "amount", "source", "info", "list")
        )
        # what it may be as a column of an indicator block, likeliest first
        self.columns = tuple(role.removeprefix("column.") for role in roles if role.startswith("column."))

    def role(self, *kinds: str) -> str | None:
        """The first role of one of these kinds (`text`, `amount`, …), else None."""
        if kinds not in self._first:  # the same few questions are asked of every cell; labels themselves are cached
            self._first[kinds] = next((role for role in self.roles if role.partition(".")[0] in kinds), None)
        return self._first[kinds]


class Vocabulary:
    """The labels of `linter/data/labels.toml` and those a bureau adds."""

    def __init__(self, extra: Mapping[str, str | list[str]] | None = None) -> None:
        self._roles: dict[str, tuple[str, ...]] = {}
        for text, roles in {**own_labels(), **table("labels")["labels"], **(extra or {})}.items():
            self._roles[squeeze(text)] = (roles,) if isinstance(roles, str) else tuple(roles)
        self._heads: dict[str, str] = {}
        for text in self._roles:  # labels cut off by one or two characters, where that leaves no doubt which it was
            for cut in (text[:-1], text[:-2]):
                if len(cut) >= 5 and cut not in self._roles:
                    self._heads[cut] = "" if cut in self._heads else text
        self.label = lru_cache(maxsize=16384)(self._label)

    @property
    def texts(self) -> frozenset[str]:
        """The labels themselves."""
        return frozenset(self._roles)

    def _label(self, text: str) -> Label | None:
        """The label a cell's text is, or None. Cached: the same labels come again in every form."""
        if len(text) > 4 * _LONGEST and not _COLON.search(text[:_LONGEST]):
            return None
        folded = squeeze(text)
        if not folded:
            return None
        if len(folded) <= _LONGEST:
            found = self._whole(folded, text)
            if found:
                return found
        return self._glued(text)

    def _whole(self, folded: str, text: str) -> Label | None:
        bare = folded.rstrip(":：*")
        for shape in self._shapes(bare):
            roles = self._roles.get(shape)
            if roles:
                return Label(shape, roles, amount_unit(bare[len(shape):]) if shape != bare else None)
        for shape in self._shapes(bare):
            full = self._heads.get(shape)
            if full:
                return Label(full, self._roles[full], None, cut=True)
        return None

    def _shapes(self, bare: str) -> list[str]:
        """The text as it is, without numbering, without the bracket at its end."""
        shapes = [bare]
        stripped = bare
        while (match := _NUMBERING.match(stripped)) and match.end() < len(stripped):
            stripped = stripped[match.end():]
        if stripped != bare:
            shapes.append(stripped)
        if stripped[:2] == "20" and stripped[:4].isdigit():  # 2024年度绩效目标, 2024年预算
            rest = stripped[4:]
            shapes += [rest, rest.removeprefix("年"), rest.removeprefix("年度")]
        if stripped[-1:].isdigit():  # 年度绩效目标1
            shapes.append(stripped.rstrip("0123456789"))
        shapes += [shape[: match.start()] for shape in tuple(shapes) if (match := _BRACKET_END.search(shape))]
        return [shape.rstrip(":：*") for shape in shapes if shape]

    def _glued(self, text: str) -> Label | None:
        """`标签：值` or `标签 1,234` in one cell."""
        parts = text.split(None, 1)
        if len(parts) == 2 and len(parts[0]) <= _LONGEST:
            label = self._whole(squeeze(parts[0]), parts[0])
            number = plain_amount(parts[1]) is not None
            if label and not label.cut and ((label.role("amount", "source") and number) or (label.role("phone") and _PHONE.match(parts[1]))):
                return Label(label.text, label.roles, label.unit, parts[1].strip())
        match = _COLON.search(text, 1, _LONGEST + 4)
        while match and match.end() < len(text.rstrip()):
            head = squeeze(text[: match.start()])
            if head and head != "其中":
                label = self._whole(head, head)
                rest = text[match.end():].strip()
                return Label(label.text, label.roles, label.unit, rest) if label and not label.cut and rest else None
            match = _COLON.search(text, match.end(), _LONGEST + 4)
        return None

    @staticmethod
    def month(text: str) -> int | None:
        """3月底, 10 月底, 二季度 → the month the step ends with."""
        if "月" not in text and "季度" not in text:
            return None
        folded = squeeze(text)
        match = _MONTH.match(folded)
        if match and 1 <= int(match[1]) <= 12:
            return int(match[1])
        return _QUARTER.get(folded)


@cache
def own_labels() -> dict[str, str]:
    """The headers that only `parse --format csv` writes → role."""
    data = table("csv_columns")
    labels = {squeeze(data["columns"][key]): f"list.{role}" for key, role in _OWN.items()}
    for half, said in data["halves"].items():
        for source, name in data["sources"].items():
            labels[squeeze(f"{said}{name}")] = f"list.source.{half}.{source}"
    return labels | {f"{month}{data['months']['suffix']}": f"list.plan.{month}" for month in range(1, 13)}


@lru_cache(maxsize=1)
def standard() -> Vocabulary:
    """The vocabulary without additions."""
    return Vocabulary()
