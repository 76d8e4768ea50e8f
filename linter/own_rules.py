"""`OwnRule`: a bureau's own rule, written without code: what is looked at, the condition, and what to say.

    [[rule]]
    title = "满意度指标值不低于90%"
    object = "指标值"               # 项目概况、年度目标 … 指标类别、三级指标、指标值、指标描述
    category = "满意度指标"          # 只看这一类，可不写
    name = "满意度"                 # 只看名称里有这个词的指标，可不写
    condition = "必须符合"           # 必填、必须符合、不得符合、至少字数、至多字数、只能是
    value = '9\\d%|100%'            # 正则表达式、字数，或用顿号隔开的几个写法
    severity = "warning"
    item = "指标科学性"             # 审核表的一项，可不写
    opinion = "满意度指标值请不低于90%。"
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, cast

from linter.finding import Severity
from linter.submission import Category
from linter.tables import table

OwnObject = Literal["field", "category", "level3", "target", "description"]
Condition = Literal["required", "match", "not_match", "min_length", "max_length", "one_of"]

KEYS = ("code", "title", "object", "category", "name", "condition", "value", "severity", "item", "opinion")
_NEEDED = {"title": "标题", "object": "对象", "condition": "条件", "opinion": "改法意见"}
_CODE = re.compile(r"Z\d{3}")
_LONGEST_PATTERN = 500


class OwnRuleFault(Exception):
    """What is wrong with a bureau's rule: `key` names its part, `number` the rule in its list; `what` and `remedy` are Chinese."""

    def __init__(self, key: str, what: str, remedy: str) -> None:
        super().__init__(what)
        self.key, self.what, self.remedy = key, what, remedy
        self.number = 0


@dataclass(frozen=True, slots=True)
class OwnRule:
    """`field` is the field looked at where `object` is field; `category` and `name` narrow which indicators are looked at.

    `pattern` for match and not_match, `length` for min_length and max_length, `choices` for one_of.
    """

    code: str
    title: str
    object: OwnObject
    condition: Condition
    opinion: str
    field: str = ""
    category: Category | None = None
    name: str = ""
    pattern: str = ""
    length: int = 0
    choices: tuple[str, ...] = ()
    severity: Severity = "warning"
    item: str = "规范完整性"


def own_rule(data: Mapping[str, Any], number: int) -> OwnRule:
    """The rule that `data` (KEYS → text) says; `number` counts from 1 and gives the code where none is given (Z001).

    Raises OwnRuleFault on the first part that makes no sense.
    """
    said = {key: str(value).strip() for key, value in data.items()}
    for key in said:
        if key not in KEYS:
            raise OwnRuleFault(key, f"不认识的项“{key}”", f"可用的项：{'、'.join(KEYS)}。")
    for key, called in _NEEDED.items():
        if not said.get(key):
            raise OwnRuleFault(key, f"没有写{called}", "标题、对象、条件、改法意见都要写。")
    code = said.get("code", "").upper() or f"Z{number:03}"
    if not _CODE.fullmatch(code):
        raise OwnRuleFault("code", f"编号“{code}”不对", "自定义规则的编号是 Z 加三位数字，如 Z001；也可以不写，自动编号。")
    words = table("own_rules")
    thing = _one(said["object"], words["objects"], "object", "对象")
    condition = cast(Condition, _one(said["condition"], words["conditions"], "condition", "条件"))
    if thing == "category" and condition != "required":
        raise OwnRuleFault("condition", "对象是“指标类别”时，条件只能是“必填”", "意思是这一类至少要有一条指标。")
    category = cast(Category, _one(said["category"], words["categories"], "category", "类别")) if said.get("category") else None
    if thing == "category" and category is None:
        raise OwnRuleFault("category", "对象是“指标类别”时，要写明是哪一类", f"可选：{'、'.join(words['categories'])}。")
    items = {item["name"] for item in table("audit")["items"]}
    item = said.get("item") or "规范完整性"
    if item not in items:
        raise OwnRuleFault("item", f"审核内容“{item}”不是审核表的一项", f"可选：{'、'.join(sorted(items))}。")
    kind, _, field = thing.partition(".")
    return OwnRule(
        code=code, title=said["title"], object=cast(OwnObject, kind), condition=condition, opinion=_sentence(said["opinion"]), field=field,
        category=category, name=said.get("name", ""), item=item, severity=_severity(said.get("severity") or "warning"),
        **_value(condition, said.get("value", "")),
    )


def own_rules(items: Sequence[Mapping[str, Any]]) -> tuple[OwnRule, ...]:
    """The rules of a list. Raises OwnRuleFault, whose `number` says which one is wrong (from 1)."""
    found: dict[str, OwnRule] = {}
    for number, data in enumerate(items, 1):
        try:
            rule = own_rule(data, number)
            if rule.code in found:
                raise OwnRuleFault("code", f"编号“{rule.code}”用了两次", "请给每条规则不同的编号。")
        except OwnRuleFault as fault:
            fault.number = number
            raise
        found[rule.code] = rule
    return tuple(found.values())


def _one(text: str, words: Mapping[str, str], key: str, said: str) -> str:
    """The key of a word; the key itself is understood as well."""
    if text in words:
        return words[text]
    if text in words.values():
        return text
    raise OwnRuleFault(key, f"{said}“{text}”不认识", f"可选：{'、'.join(words)}。")


def _severity(text: str) -> Severity:
    return cast(Severity, _one(text, table("own_rules")["severities"], "severity", "级别"))


def _value(condition: Condition, text: str) -> dict[str, Any]:
    if condition == "required":
        return {}
    if not text:
        raise OwnRuleFault("value", "这个条件要写明内容", "正则表达式、字数，或用顿号隔开的几个写法。")
    if condition in ("min_length", "max_length"):
        if not text.isdecimal() or not 1 <= int(text) <= 100_000:
            raise OwnRuleFault("value", f"字数“{text}”不是 1 以上的整数", "例如 20。")
        return {"length": int(text)}
    if condition == "one_of":
        return {"choices": tuple(part.strip() for part in re.split(r"[、,，;；\n]", text) if part.strip())}
    if len(text) > _LONGEST_PATTERN:
        raise OwnRuleFault("value", f"正则表达式超过 {_LONGEST_PATTERN} 个字符", "请拆成几条规则。")
    compiled(text)
    return {"pattern": text}


@lru_cache(maxsize=256)
def compiled(pattern: str) -> Any:
    """The pattern as a `regex` pattern, whose search takes a time limit. Raises OwnRuleFault for one that cannot be read."""
    import regex

    try:
        return regex.compile(pattern)
    except (regex.error, OverflowError, RecursionError) as error:
        raise OwnRuleFault("value", f"正则表达式“{pattern}”写得不对（{error}）", "请检查括号和反斜线；只是找一个词时，直接写这个词即可。") from None


def _sentence(text: str) -> str:
    return text if text.endswith(("。", "！", "？")) else f"{text}。"
