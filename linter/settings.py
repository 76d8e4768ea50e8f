"""Settings: `jixiao.toml` beside the documents, or `[tool.jixiao]` in the working folder's pyproject.toml.

    profile = "submit"              # 规则组合
    select = ["M", "C101"]          # 只检查这些规则（编号、编号开头或名称）
    also = ["F510"]                 # 规则组合以外，另查这些规则
    ignore = ["F510"]               # 不检查这些规则
    fail_on = "warning"             # error | warning | never
    baseline = "基线.json"           # 只报基线里没有的问题；路径从设置文件所在的文件夹算起
    library = "我的指标库.csv"        # 自己的指标库，路径同上；建议优先取自这里
    library_mode = "extend"         # extend：补充自带的指标库（默认）；replace：只用自己的
    [severity]
    B204 = "info"                   # error | warning | info | off
    [options.C110]
    allowed = [90, 100]             # 规则自己的选项
    [labels]
    "项目全称" = "field.project_name"  # 表格标签的补充词汇
    [limits]
    pdf_megabytes = 500             # 一个文件最多读多少、读多久，各项见 linter/limits.py
    [opinions]
    M301 = "请写成能考核的数。"      # 这条规则的改法，本单位的说法
    [items]
    M301 = "绩效合理性"             # 这条规则算在审核表的哪一项
    [[rule]]                        # 本单位自己的规则，写法见 linter/own_rules.py
    [audit.points]
    "资金匹配性" = 20               # 审核表各项的分值
    [audit.deductions]
    warning = 10                    # 一处警告扣该项分值的百分之几；也可写 error、info 或规则编号

Precedence: command line > policy > file > defaults. Rule codes and rule options are judged by `linter/api.py`, which knows the
rules; everything else here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeGuard, get_args

from linter.errors import SettingsError
from linter.finding import Severity
from linter.limits import DEFAULT_LIMITS, NAMES, Limits
from linter.own_rules import OwnRule, OwnRuleFault, own_rules
from linter.tables import table

FailOn = Literal["error", "warning", "never"]
SeverityChoice = Literal["error", "warning", "info", "off"]
LibraryMode = Literal["extend", "replace"]

FILE_NAME = "jixiao.toml"
_PLACE = re.compile(r"at line (\d+), column (\d+)")


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run is to go. `source` names the file they came from, '' for the defaults."""

    profile: str = "submit"
    select: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: FailOn = "error"
    severity: Mapping[str, SeverityChoice] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    labels: Mapping[str, str | list[str]] = field(default_factory=dict)
    baseline: str = ""
    library: str = ""
    library_mode: LibraryMode = "extend"
    audit: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    limits: Limits = DEFAULT_LIMITS
    opinions: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    rule: tuple[OwnRule, ...] = ()
    source: str = ""
    given: frozenset[str] = frozenset()  # the keys that were set, not left to their defaults

    def severity_of(self, code: str) -> Severity | None:
        """The severity set for a rule, None where none is set."""
        chosen = self.severity.get(code)
        return None if chosen is None or chosen == "off" else chosen


DEFAULTS = Settings()
KEYS = tuple(f.name for f in fields(Settings) if f.name not in ("source", "given"))


def profiles() -> tuple[str, ...]:
    """The names of the profiles, in the order of the table."""
    return tuple(table("profiles")["profiles"])


def find(document: Path, *folders: Path) -> Path | None:
    """The settings file for a document: in its own folder, else in the first of `folders` that has one. None when there is none."""
    working = [folder / name for folder in folders for name in (FILE_NAME, "pyproject.toml")]
    for path in dict.fromkeys((document.parent / FILE_NAME, *working)):
        try:
            if path.is_file() and (path.name == FILE_NAME or b"[tool.jixiao" in path.read_bytes()):
                return path
        except OSError:  # a folder that may not be looked into: the reader will say so of the document
            continue
    return None


def load(path: Path) -> Settings:
    """The settings of a file. Raises SettingsError, in Chinese, on anything it does not understand."""
    source = str(path)
    try:
        data = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise SettingsError("找不到设置文件", source=source, remedy="请检查 --config 后面的路径。") from None
    except OSError:
        raise SettingsError("打不开设置文件", source=source, remedy="请检查它是不是文件、有没有读取权限。") from None
    except UnicodeDecodeError:
        raise SettingsError("设置文件不是 UTF-8 编码", source=source, remedy="请另存为 UTF-8 编码后再试。") from None
    except tomllib.TOMLDecodeError as error:
        at = _PLACE.search(str(error))
        place = f"第{at[1]}行第{at[2]}列" if at else "文件末尾"
        raise SettingsError(
            "不符合 TOML 的写法", source=source, place=place, remedy="文字要写在英文引号里，等号、方括号要成对。"
        ) from None
    if path.name == "pyproject.toml":
        data = data.get("tool", {}).get("jixiao", {})
    return settings_of(data, source)


def merged(base: Settings, over: Settings) -> Settings:
    """`base` with what `over` sets; sections are joined key by key, `over` winning."""
    out: dict[str, Any] = {}
    for key in over.given:
        mine, others = getattr(over, key), getattr(base, key)
        if key in ("options", "audit"):
            out[key] = {name: {**others.get(name, {}), **mine.get(name, {})} for name in (*others, *mine)}
        elif isinstance(mine, Mapping):
            out[key] = {**others, **mine}
        elif key == "rule":
            codes = {rule.code for rule in mine}
            out[key] = (*(rule for rule in others if rule.code not in codes), *mine)
        else:
            out[key] = mine
    return replace(base, **out, given=base.given | over.given)


def override(settings: Settings, **given: Any) -> Settings:
    """`settings` with what the command line gives; None and () mean not given."""
    return replace(settings, **{key: value for key, value in given.items() if value not in (None, ())})


def code_list(texts: Iterable[str]) -> tuple[str, ...]:
    """Codes as people type them: repeated options, commas of either width, 顿号, spaces."""
    return tuple(part for text in texts for part in re.split(r"[\s,，、;；]+", text) if part)


def suggestion(wrong: str, known: Iterable[str]) -> str:
    """A sentence that offers the nearest known word, '' when none is near."""
    words = {word.lower(): word for word in known}
    near = get_close_matches(wrong.lower(), words, n=1, cutoff=0.6)
    return f"您是不是想写“{words[near[0]]}”？" if near else ""


def settings_of(data: Mapping[str, Any], source: str) -> Settings:
    """The settings that the keys of a file say. Raises SettingsError, in Chinese, on anything it does not understand."""
    for key in data:
        if key not in KEYS:
            near = suggestion(key, KEYS)
            raise SettingsError(f"不认识的设置项“{key}”", source=source, remedy=f"{near}可用的设置项：{'、'.join(KEYS)}。")
    given = dict(data)
    out: dict[str, Any] = {"source": source, "given": frozenset(given)}
    if "profile" in given:
        out["profile"] = choice(given["profile"], profiles(), source, "profile")
    if "fail_on" in given:
        out["fail_on"] = choice(given["fail_on"], get_args(FailOn), source, "fail_on")
    for key in ("select", "also", "ignore"):
        if key in given:
            out[key] = code_list(_strings(given[key], source, key))
    if "baseline" in given:
        out["baseline"] = _beside(given["baseline"], source, "baseline")
    if "library" in given:
        out["library"] = _beside(given["library"], source, "library", "我的指标库.csv")
    if "library_mode" in given:
        out["library_mode"] = choice(given["library_mode"], get_args(LibraryMode), source, "library_mode")
    if "severity" in given:
        out["severity"] = {
            code.upper(): choice(value, get_args(SeverityChoice), source, f"severity.{code}")
            for code, value in _section(given["severity"], source, "severity").items()
        }
    if "options" in given:
        out["options"] = {
            code.upper(): dict(_section(value, source, f"options.{code}"))
            for code, value in _section(given["options"], source, "options").items()
        }
    if "labels" in given:
        out["labels"] = {
            label: _roles(value, source, label) for label, value in _section(given["labels"], source, "labels").items()
        }
    if "audit" in given:
        out["audit"] = _audit(_section(given["audit"], source, "audit"), source)
    if "limits" in given:
        out["limits"] = _limits(_section(given["limits"], source, "limits"), source)
    for key in ("opinions", "items"):
        if key in given:
            out[key] = {code.upper(): _text(value, source, f"{key}.{code}") for code, value in _section(given[key], source, key).items()}
    for code, item in out.get("items", {}).items():
        choice(item, tuple(each["name"] for each in table("audit")["items"]), source, f"items.{code}")
    if "rule" in given:
        out["rule"] = _own_rules(given["rule"], source)
    return Settings(**out)


def _own_rules(value: object, source: str) -> tuple[OwnRule, ...]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise SettingsError("“rule”应当是 [[rule]] 小节", source=source, remedy="每条自定义规则写一节 [[rule]]，下面每行一项。")
    try:
        return own_rules(value)
    except OwnRuleFault as fault:
        raise SettingsError(fault.what, source=source, place=f"第{fault.number}条自定义规则的 {fault.key}", remedy=fault.remedy) from None


def _text(value: object, source: str, key: str) -> str:
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise SettingsError(f"“{key}”应当是文字", source=source, remedy="文字要写在英文引号里。")


def deducting(settings: Settings) -> tuple[str, ...]:
    """The rule codes that [audit.deductions] names."""
    return tuple(key for key in settings.audit.get("deductions", {}) if key not in get_args(Severity))


def _audit(data: Mapping[str, Any], source: str) -> dict[str, dict[str, float]]:
    """[audit]: `points` (item of the review form → 1 to 100), `deductions` (severity or rule code → percent)."""
    items = tuple(item["name"] for item in table("audit")["items"])
    out: dict[str, dict[str, float]] = {}
    for part, values in data.items():
        choice(part, ("points", "deductions"), source, "audit")
        out[part] = {}
        for key, value in _section(values, source, f"audit.{part}").items():
            place = f"audit.{part}.{key}"
            if part == "points":
                name = choice(key, items, source, "audit.points")
                fits = type(value) is int and 1 <= value <= 100
                what = "1 到 100 的整数"
            else:
                name = key if key in get_args(Severity) else key.upper()
                fits = type(value) in (int, float) and 0 <= value <= 100
                what = "0 到 100 的数，即扣该项分值的百分之几"
            if not fits:
                raise SettingsError(f"“{place}”应当是{what}", source=source, remedy="默认值见审核表说明 audit.md。")
            out[part][name] = value
    return out


def _limits(data: Mapping[str, Any], source: str) -> Limits:
    """[limits]: names of `Limits` → whole numbers from 1."""
    for key, value in data.items():
        choice(key, NAMES, source, "limits")
        if type(value) is not int or value < 1:
            default = getattr(DEFAULT_LIMITS, key)
            raise SettingsError(f"“limits.{key}”应当是 1 以上的整数", source=source, remedy=f"默认值是 {default}。")
    return Limits(**data)


def choice(value: object, known: tuple[str, ...], source: str, key: str) -> str:
    """`value`, when it is one of `known`. Raises SettingsError otherwise."""
    if isinstance(value, str) and value in known:
        return value
    near = suggestion(value, known) if isinstance(value, str) else ""
    raise SettingsError(
        f"“{key}”的值“{value}”不在可选范围内", source=source, remedy=f"{near}可选：{'、'.join(known)}。"
    )


def _beside(value: object, source: str, key: str, example: str = "基线.json") -> str:
    """A path as the settings file means it: from its own folder."""
    if isinstance(value, str) and value:
        return str(Path(source).parent / value)
    raise SettingsError(f"“{key}”应当是文件的路径", source=source, remedy=f'例如 {key} = "{example}"。')


def _strings(value: object, source: str, key: str) -> list[str]:
    if isinstance(value, str):
        return [value]
    if _all_text(value):
        return value
    raise SettingsError(f"“{key}”应当是文字或文字的列表", source=source, remedy='例如 ["C101", "M"]。')


def _all_text(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _section(value: object, source: str, key: str) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    raise SettingsError(f"“{key}”应当是一节，不是单个的值", source=source, remedy=f"请写成 [{key}] 一节，下面每行一项。")


@cache
def known_roles() -> tuple[str, ...]:
    """Every role that the vocabulary of labels uses."""
    found: set[str] = set()
    for roles in table("labels")["labels"].values():
        found.update([roles] if isinstance(roles, str) else roles)
    return tuple(sorted(found))


def _roles(value: object, source: str, label: str) -> str | list[str]:
    roles = _strings(value, source, f"labels.{label}")
    for role in roles:
        if role not in known_roles():
            near = suggestion(role, known_roles())
            raise SettingsError(
                f"标签“{label}”的角色“{role}”不认识", source=source, remedy=f"{near}可用的角色见 jixiao 的设置说明 options.md。"
            )
    return roles if len(roles) > 1 else roles[0]
