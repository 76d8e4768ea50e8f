"""S605: the basis of a project cites nothing."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from linter.checks.base import Fault, FieldRule
from linter.checks.cases import case, form
from linter.checks.context import Context
from linter.form.numerals import folded
from linter.submission import TargetTable, Text
from linter.tables import table as data
from linter.wording import normal, quoted


class WeakBasis(FieldRule):
    """查什么：立项依据没有引用任何东西：没有书名号里的文件、文号、法律法规、通知、规划、标准、合同、会议、批示，只写“工作需要”
    “保证正常运转”，或者只说“按相关规定”而不说是哪个规定。写了会议、有日期的材料或者点名的办法、标准、目录，不加书名号也算依据。

    为什么：立项依据是用来证明项目该不该做、由谁决定做的，没有出处就无法核实（参考审核表“目标相关性”）。

    怎么改：写明文件名称和文号，或者会议、合同、批示的名称和日期。例如把“业务需要”改为
    “《乡镇卫生院服务能力标准》；区政府2023年第5次常务会议纪要”。
    """

    code = "S605"
    name = "weak-basis"
    title = "立项依据没有引用文件"
    severity = "warning"
    confidence = "medium"
    audit_item = "目标相关性"
    help = "请写明所依据的文件名称和文号，或者会议、合同、批示的名称和日期，例如“区政府2023年第5次常务会议纪要”。"
    silent_under = ("B201", "B202", "B208", "C101")
    fields = ("basis",)

    def fault(self, table: TargetTable, key: str, text: Text, context: Context) -> Fault | None:
        if not normal(text.value) or cites_something(text.value):
            return None
        return Fault(f"“立项依据”写的是{quoted(text.value)}，没有引用文件、会议、合同等任何依据。")


@lru_cache(maxsize=4096)
def cites_something(text: str) -> bool:
    """Whether a basis names a document, a meeting, a contract, a dated statement or an authority that asks for it."""
    named = _unnamed().sub(",", folded(text))
    return bool(_cited().search(named))


@cache
def _unnamed() -> re.Pattern[str]:
    return re.compile("|".join(data("citations")["basis"]["unnamed"]))


@cache
def _cited() -> re.Pattern[str]:
    return re.compile("|".join(data("citations")["basis"]["patterns"]))


WeakBasis.bad = (
    case("只写工作需要", form(name="疾控实验室试剂采购", texts={"basis": "工作需要。"})),
    case("只说保证运转", form(name="敬老院取暖", texts={"basis": "为保证敬老院冬季取暖，维持日常运行。"})),
    case("只说相关规定，不说是哪个", form(name="森林防火物资储备", texts={"basis": "根据国家和省市有关规定及上级要求，储备防火物资。"})),
    case("会议费的用途不是会议决定", form(name="农技推广会务", texts={"basis": "单位召开农技推广会议过程中需要的费用"})),
)
WeakBasis.good = (
    case("书名号、文号", form(name="中小学图书更新", texts={"basis": "《中小学图书馆（室）规程》（教基〔2018〕5号）"})),
    case("不加书名号的办法和目录", form(name="设备购置", texts={"basis": "政府集中采购目录及限额标准"})),
    case("会议、批示、合同", form(name="河道清淤", texts={"basis": "2023年县政府第八次常务会议研究确定"}),
         form(name="物业服务", texts={"basis": "与中标单位签订的三年服务合同"}), form(name="应急抢险", texts={"basis": "分管副县长批示"})),
    case("有日期的材料", form(name="遗属生活补助", texts={"basis": "依据2023年11月在册遗属人数测算"})),
    case("与概况雷同的由B201报", form(name="档案馆恒湿设备", texts={"basis": "库房湿度超标，需要更换设备", "overview": "库房湿度超标，需要更换设备。"})),
)
