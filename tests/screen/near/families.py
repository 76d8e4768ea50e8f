"""Made-up texts in families: members of one are copies of each other with a few characters changed."""

from __future__ import annotations

import random

_PARTS = (
    "北坡林场", "护林员", "防火通道", "瞭望塔", "巡护里程", "更换灭火器材", "枯枝清理", "南溪渡口", "摆渡船只", "救生衣配备", "码头栈桥", "航标灯", "水位观测",
    "育苗大棚", "滴灌管线", "良种繁育", "测土配方", "稻田养鱼", "村级粮仓", "烘干设备", "冷链车辆", "农机合作社", "戏曲下乡", "非遗传习所", "展柜照明",
    "古籍修复", "流动图书车", "盲文读物", "社区助餐点", "适老化改造", "轮椅租借", "康复器械", "托育床位", "疫苗冷库", "急救培训", "除颤仪", "食品抽检",
    "油烟净化", "噪声监测", "雨污分流", "检查井", "排涝泵站", "橡胶坝", "堤顶道路", "智能水表", "老旧电梯", "充电桩", "公交站台", "盲道修复", "夜间照明",
)


def families(count: int, members: int, seed: int = 1) -> list[str]:
    """`count` families, each of a text of 30–90 characters and `members - 1` copies with up to one character in twenty replaced."""
    chance = random.Random(seed)
    texts = []
    for _ in range(count):
        text = "".join(chance.choice(_PARTS) + str(chance.randrange(1000)) for _ in range(chance.randrange(5, 12)))
        texts.append(text)
        for _ in range(members - 1):
            copy = list(text)
            for at in chance.sample(range(len(copy)), chance.randrange(0, max(1, len(copy) // 20) + 1)):
                copy[at] = chance.choice("甲乙丙丁戊己庚辛")
            texts.append("".join(copy))
    return texts
