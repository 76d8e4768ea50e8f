"""What a template may use: each value with its Chinese name and meaning. docs/templates.md is generated from here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from linter.masking import masked

# What XML cannot carry, and the marks by which docxtpl would start a new paragraph or page.
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Verbatim(str):
    """What a reviewer has written: it goes out as it is, telephone numbers too."""

    __slots__ = ()


def _named(name: str, meaning: str) -> Any:
    return field(metadata={"name": name, "meaning": meaning})


@dataclass(frozen=True, slots=True)
class Opinion:
    """One numbered opinion. `reference` is '' where the program proposes nothing."""

    number: int = _named("序号", "从1起，全文连续")
    severity: str = _named("级别", "错误、警告或提示")
    code: str = _named("规则", "规则编号，如 M301")
    count: int = _named("处数", "合并了几处问题")
    problem: str = _named("问题", "一段话，已带句号")
    advice: str = _named("建议", "修改建议，已带句号，不带“建议”二字；复核人改写的意见没有这一项")
    reference: str = _named("供参考", "可以怎么写，如“养护里程”可写“≥85公里”；没有时为空")


@dataclass(frozen=True, slots=True)
class Section:
    """Opinions of one severity."""

    heading: str = _named("标题", "应当改正的问题、建议改正的问题或请再核对的内容")
    number: str = _named("编号", "一、二、三")
    opinions: tuple[Opinion, ...] = _named("意见", "这一级的意见，每条有下列各项")


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """One project in the table of a letter; amounts and scores are texts, '—' where unknown."""

    number: int = _named("序号", "从1起")
    name: str = _named("项目名称", "表上的项目名称")
    code: str = _named("项目编码", "没有时为空")
    amount: str = _named("年度金额", "万元，如 1,990.00；不明时为 —")
    errors: int = _named("错误", "处数")
    warnings: int = _named("警告", "处数")
    infos: int = _named("提示", "处数")
    score: str = _named("得分", "机器初审得分，满分100；未评时为 —")
    grade: str = _named("等级", "优、良、中、差或未评")


@dataclass(frozen=True, slots=True)
class GradeLine:
    """The projects of one grade and what follows from it."""

    grade: str = _named("等级", "优、良、中或差")
    count: int = _named("项目数", "这一等级的项目数")
    projects: str = _named("项目", "项目名称，用顿号隔开，多的写“等”")
    consequence: str = _named("结果", "如：由单位修改后按程序重新报审")


@dataclass(frozen=True, slots=True)
class Letter:
    """意见书: all that a letter to one agency says."""

    agency: str = _named("单位", "收文单位；文件里没有写明时为“（请填写单位名称）”")
    year: str = _named("年度", "如 2025；文件里没有写明时为空")
    label: str = _named("标注", "机器初审参考")
    disclaimer: str = _named("说明", "机器看了什么、不代替什么")
    sources: tuple[str, ...] = _named("文件", "审核的文件名")
    unread: tuple[str, ...] = _named("无法检查", "没有读出来的文件和原因，一般为空")
    count: int = _named("项目数", "项目个数")
    total: str = _named("合计金额", "年度金额合计，万元，有项目表时不含部门整体表；都不明时为 —")
    summary: str = _named("概述", "如：发现应当改正的问题4处、建议改正的问题3处")
    errors: int = _named("错误", "应当改正的处数")
    warnings: int = _named("警告", "建议改正的处数")
    infos: int = _named("提示", "请再核对的处数")
    projects: tuple[ProjectLine, ...] = _named("项目", "每个项目一行，各有下列各项")
    grades: tuple[GradeLine, ...] = _named("等级", "每个等级一行，各有下列各项")
    sections: tuple[Section, ...] = _named("分级意见", "按级别分的意见，各有下列各项")
    opinions: tuple[Opinion, ...] = _named("意见", "全部意见，不分级")
    forms: int = _named("附表数", "随附的审核表张数；没有另出审核表时为 0")


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One of the eight items of the review form."""

    dimension: str = _named("审核内容", "完整性、相关性、适当性或可行性")
    dimension_points: int = _named("内容分值", "这一方面的总分值")
    first: bool = _named("首项", "是不是这一方面的第一项")
    item: str = _named("审核项目", "如：指标科学性")
    points: int = _named("分值", "该项分值")
    score: str = _named("得分", "如 12.5；需人工审核的为“需人工审核”")
    machine: str = _named("机器看", "机器核对了什么")
    reviewer: str = _named("人工看", "留给复核人看的")
    remark: str = _named("初审意见", "失分出自哪几条意见，如：见意见1、3；没有失分时为“未发现问题”")


@dataclass(frozen=True, slots=True)
class ReviewForm:
    """审核表: all that the form of one project says."""

    agency: str = _named("单位", "主管部门或编报单位；不明时为空")
    unit: str = _named("实施单位", "不明时为空")
    year: str = _named("年度", "如 2025；不明时为空")
    project: str = _named("项目名称", "表上的项目名称")
    code: str = _named("项目编码", "没有时为空")
    amount: str = _named("年度金额", "万元；不明时为 —")
    source: str = _named("文件", "文件名和表号")
    label: str = _named("标注", "机器初审参考")
    disclaimer: str = _named("说明", "机器看了什么、不代替什么")
    items: tuple[ReviewItem, ...] = _named("项目", "八项，各有下列各项")
    points: int = _named("已评分值", "机器评了多少分值的内容")
    score: str = _named("得分", "折合百分制；未评时为 —")
    grade: str = _named("等级", "优、良、中、差或未评")
    consequence: str = _named("结果", "该等级怎么办；未评时为“由复核人评定”")
    manual: str = _named("人工审核项目", "机器没有评的项目，用顿号隔开")
    opinions: tuple[Opinion, ...] = _named("意见", "这个项目的意见，各有下列各项")


def variables(value: Any) -> Any:
    """A context as the plain values a template takes: names in Chinese, texts masked and fit for XML."""
    if isinstance(value, str):
        said = value if isinstance(value, Verbatim) else masked(value)
        return _ILLEGAL.sub("", said.replace("\t", " ").replace("\r\n", "\n"))
    if isinstance(value, tuple):
        return [variables(each) for each in value]
    if is_dataclass(value):
        return {each.metadata["name"]: variables(getattr(value, each.name)) for each in fields(value)}
    return value


def meanings(kind: type) -> Mapping[str, tuple[str, Any]]:
    """Chinese name → meaning and type (as written) of each variable of a context."""
    return {each.metadata["name"]: (each.metadata["meaning"], each.type) for each in fields(kind)}
