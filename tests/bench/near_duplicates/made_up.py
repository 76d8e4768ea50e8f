"""Made-up texts about budget projects with planted near-duplicates; the same for the same seed on every machine.

Texts are put together from clauses whose slots are filled from a vocabulary of some hundred thousand combinations, so that two texts
chosen at random are not alike. Every block of texts has its own seed: a larger set begins with the smaller one.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from linter.wording import normal

BLOCK = 20_000
_PLACE_ONE = "青石长安永和东南西北新平龙凤金玉清泉桃柳松柏梅兰荷竹"
_PLACE_TWO = "岭河桥湾坪塘溪沟原坡陵关渡洲川港泽峰台庄"
_PLACE_END = ("镇", "乡", "街道", "社区", "村", "片区", "园区", "水库", "林场", "渔场", "灌区", "校区")
_CLAUSES = (
    "在{p}新建{o}{n}{u}", "对{p}的{o}进行{a}", "全年完成{o}{a}{n}{u}", "由{d}会同{d}组织{a}", "{m}月底以前办结{o}的{a}手续",
    "为{p}居民配发{o}{n}{u}", "支付{o}{a}尾款{n}万元", "聘请{d}专家评审{o}", "每季度抽查{o}不少于{n}{u}", "{o}故障在{m}小时内修复",
    "培训{p}骨干{n}人次", "{a}后的{o}移交{d}管护", "压减{o}开支百分之{m}", "编印{o}手册{n}册", "更换{p}老旧{o}{n}{u}",
    "与{d}签订{o}{a}合同", "{o}使用率达到{n}个百分点", "建立{p}{o}台账并逐月更新", "公开{o}{a}结果接受监督", "{p}群众对{o}反映的问题{m}日内答复",
    "购入{o}{n}{u}用于{a}", "开展{o}{a}现场观摩{m}场", "{d}牵头的{o}试点扩大到{p}", "清理{p}积存的{o}{n}{u}", "为{o}投保并按期续费",
    "汛期前完成{p}{o}加固", "以{o}带动{p}增收{n}元", "拟订{o}{a}规程{m}项", "将{o}数据接入{d}平台", "补助{p}困难户{n}户添置{o}",
    "检测{o}样品{n}份", "引进{o}技术人员{m}名", "{p}{o}夜间值守实行轮班", "盘活闲置{o}{n}{u}", "结清{d}垫付的{o}费用",
    "绘制{p}{o}分布图{m}张", "委托{d}测算{o}损耗", "依托{o}开办{a}讲堂", "采集{p}{o}影像{n}段", "邀请{d}代表验收{o}",
)
_OBJECTS_ONE = (
    "太阳能", "乡道", "渠系", "档案", "校舍", "粮仓", "冷链", "苗圃", "防汛", "消防", "诊疗", "图书", "路灯", "管网", "泵站", "护栏", "温室", "公厕", "球场",
    "监测", "气象", "桥涵", "牧草", "蚕桑", "渔船", "茶园", "果品", "药材", "菌菇", "戏曲", "碑刻", "古树", "湿地", "堤防", "闸门", "井房", "厨余", "电梯",
    "监控", "急救", "助餐", "托幼", "康复", "农机", "种畜", "疫苗", "土壤", "水质", "扬尘", "噪声", "航道", "站台", "车棚", "客运", "邮路", "宽带", "机房",
)
_OBJECTS_TWO = (
    "设备", "设施", "耗材", "工程", "站点", "样板", "系统", "仪器", "器械", "构件", "物资", "车辆", "标识", "图纸", "档册", "线路", "围挡", "顶棚", "池体", "阀件",
    "箱柜", "托盘", "模具", "试剂", "种苗", "饲料", "肥料", "棚架", "滤芯", "井盖", "电缆", "光缆", "终端", "软件", "证照", "展板", "服装", "被褥", "床位", "课桌",
)
_ACTIONS = (
    "改造", "维修", "更新", "养护", "巡查", "普查", "登记", "核销", "招标", "采购", "监理", "验收", "评估", "审计", "宣传", "培训", "演练", "消杀", "清淤", "补植",
    "加固", "迁移", "扩容", "调试", "租赁", "仓储", "配送", "检修", "封存", "拆除", "测绘", "勘察", "设计", "施工", "回访", "公示", "复核", "整编", "修复", "翻新",
)
_DEPARTMENTS_ONE = ("水务", "林业", "文旅", "民政", "教体", "住建", "卫健", "农业", "商务", "应急", "交通", "档案", "统计", "科技", "园林", "粮储", "气象", "渔政")
_DEPARTMENTS_TWO = ("站", "所", "中心", "总队", "协会", "学会", "公司", "研究院", "事务所", "服务队", "指挥部", "办公室")
_UNITS = ("台", "套", "处", "公里", "亩", "件", "箱", "座", "间", "批", "吨", "平方米", "株", "盏", "眼", "辆")
# sentences that many bureaus write with other names in them: the boilerplate of the set
_STOCK = tuple(
    "".join(parts)
    for parts in (
        ("为保证{p}{o}项目如期完成，", "成立由{d}负责的工作小组，", "明确分工，落实责任，按月调度，", "确保{n}万元资金专款专用、及时拨付，切实发挥财政资金的使用效益。"),
        ("通过实施{p}{o}{a}，", "进一步改善基础条件，提高服务水平，", "使{n}名群众直接受益，满意程度明显上升，", "为当地经济和社会的持续健康发展打下坚实基础。"),
        ("根据年度工作安排，{d}按照轻重缓急、量力而行的原则，", "统筹推进{o}{a}各项任务，", "严格执行项目管理和财务管理办法，", "做到程序规范、资料齐全、账目清楚，年底前全部完成。"),
        ("本项目立足{p}实际，", "针对{o}老化、配套不全、管理粗放的情况，", "计划投入{n}万元用于{a}，", "建成后能够满足今后一个时期的使用需要，避免重复建设和资源浪费。"),
    )
)


@dataclass(frozen=True, slots=True)
class MadeUp:
    """Normalised texts of one block and which of them were planted as a copy of which (places in the whole set)."""

    texts: list[str]
    planted: list[tuple[int, int]]


def block(start: int, size: int, *, seed: int = 6, boilerplate: float = 0.0) -> MadeUp:
    """The `size` texts from place `start`: one in twenty is an edited copy of one of the nineteen before it, and `boilerplate` of the
    others are stock sentences with other names in them."""
    chance = random.Random(f"{seed}-{start}")
    raw: list[str] = []
    planted = []
    for n in range(size):
        if n % 20 == 19:
            twin = n - chance.randrange(1, 20)
            raw.append(_edited(raw[twin], chance))
            planted.append((start + twin, start + n))
        elif boilerplate and chance.random() < boilerplate:
            raw.append(_filled(chance.choice(_STOCK), chance))
        else:
            raw.append(_fresh(chance))
    return MadeUp([normal(text) for text in raw], planted)


def _fresh(chance: random.Random) -> str:
    length = min(20 + int(chance.expovariate(1 / 85)), 380)
    clauses: list[str] = []
    while sum(map(len, clauses)) < length:
        clauses.append(_filled(chance.choice(_CLAUSES), chance))
    return "，".join(clauses) + "。"


def _filled(clause: str, chance: random.Random) -> str:
    pick = chance.choice
    return clause.format(
        p=pick(_PLACE_ONE) + pick(_PLACE_TWO) + pick(_PLACE_END), o=pick(_OBJECTS_ONE) + pick(_OBJECTS_TWO), a=pick(_ACTIONS),
        d=pick(_DEPARTMENTS_ONE) + pick(_DEPARTMENTS_TWO), n=chance.randrange(2, 3000), m=chance.randrange(1, 30), u=pick(_UNITS),
    )


def _edited(text: str, chance: random.Random) -> str:
    """`text` as a copyist hands it in: other figures, words left out or replaced, other punctuation, clauses swapped, or several of these."""
    edits = chance.choice(((_digits,), (_drop,), (_replace,), (_punctuate,), (_swap,), (_digits, _replace), (_drop, _punctuate, _replace)))
    for edit in edits:
        text = edit(text, chance)
    return text


def _digits(text: str, chance: random.Random) -> str:
    return "".join(chance.choice("123456789") if c.isdigit() else c for c in text)


def _drop(text: str, chance: random.Random) -> str:
    size = max(1, int(len(text) * chance.uniform(0.01, 0.14)))
    at = chance.randrange(0, len(text) - size)
    return text[:at] + text[at + size :]


def _replace(text: str, chance: random.Random) -> str:
    for _ in range(max(1, int(len(text) * chance.uniform(0.005, 0.06)))):
        at = chance.randrange(0, len(text) - 2)
        text = text[:at] + chance.choice(_ACTIONS) + text[at + 2 :]
    return text


def _punctuate(text: str, chance: random.Random) -> str:
    return text.replace("，", chance.choice((", ", "；", "、"))).replace("。", chance.choice(("", "．")))


def _swap(text: str, chance: random.Random) -> str:
    clauses = text.rstrip("。").split("，")
    at = chance.randrange(0, len(clauses))
    return "，".join(clauses[at:] + clauses[:at]) + "。"
