"""Made-up screenings of any size, the same for the same numbers: decent ones, and one whose every text is hostile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from linter.finding import Confidence, Severity
from linter.report.screening.values import (
    AgencyLine,
    Cluster,
    Copy,
    Failure,
    FindingLine,
    ProjectLine,
    RuleLine,
    Screening,
    Totals,
)
from linter.review import Grade

HOSTILE = (
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</style><script>alert(1)</script>", "</title><svg onload=alert(1)>",
    "' onmouseover='alert(1)", "javascript:alert(1)", "{{ 7*7 }}{% raw %}", "&lt;b&gt;", "-->]]><!--", "=HYPERLINK(\"x\")", "+5%", "@SUM(1)",
    "\u202e\u2066倒\u200b\x00\x1b[31m\ud800", "很长的名字" * 60, "con", "../../上级#?%41",
)
DIMENSIONS = ("完整性", "相关性", "适当性", "可行性")
_DEPARTMENTS = ("教育局", "卫生健康局", "农业农村局", "交通运输局", "水利局", "文化和旅游局", "住房和城乡建设局", "民政局", "科学技术局", "生态环境局")
_PLACES = ("清河", "云溪", "白鹭", "岳和", "青岭", "南渡", "石桥", "望江", "东塘", "松原", "临泉", "双河")
_UNITS = ("中心", "管理站", "服务所", "学校", "监测站", "事务中心", "图书馆", "养护队", "研究所", "医院")
_OBJECTS = ("校舍维修", "设备购置", "乡村道路养护", "水质监测", "公共文化服务", "人才培训", "病虫害防治", "信息系统运行", "路灯更换", "困难群众救助")
_RULES: tuple[tuple[str, str, Severity, str], ...] = (
    ("C101", "必填栏目没有填写", "error", "完整性"), ("C109", "目标只说要做的事", "warning", "完整性"), ("M301", "指标值不可衡量", "error", "相关性"),
    ("M302", "缺少计量单位", "error", "相关性"), ("M305", "指标放错类别", "warning", "相关性"), ("F501", "成本指标与预算不符", "error", "适当性"),
    ("B201", "几栏填成同一段话", "error", "可行性"), ("B205", "照抄其他单位", "warning", "可行性"), ("B209", "整套指标照抄", "warning", "相关性"),
    ("V407", "指标值远离同名指标", "info", ""), ("T604", "标点和写法", "info", ""),
)
_CLAUSES = (
    "按照年度工作安排开展日常管护", "保障设施设备安全稳定运行", "组织相关人员参加业务培训", "及时处置群众反映的问题", "完善管理制度并落实到岗",
    "按季度开展巡查并形成记录", "委托第三方开展技术服务", "对老旧设备进行更新改造", "提升公共服务的覆盖面和便利度", "做好验收和档案归集工作",
)
_CONFIDENCES: tuple[Confidence, ...] = ("high", "medium", "low")
_GRADES: tuple[Grade, ...] = ("优", "良", "中", "差")


@dataclass(frozen=True, slots=True)
class Size:
    agencies: int = 12
    projects: int = 60
    findings: int = 300
    clusters: int = 8
    departments: int = 4


USUAL = Size()


def screening(size: Size = USUAL) -> Screening:
    """A screening of this size. Projects and findings are made anew in each run through them."""
    dice = Random(1)
    names = [agency(n, size) for n in range(size.agencies)]
    lines = [_agency(n, name, size, dice) for n, name in enumerate(names)]
    errors, warnings, infos = (sum(values) for values in zip(*((each.errors, each.warnings, each.infos) for each in lines), strict=True))
    return Screening(
        facts={"检查时间": "2025-11-03 12:10", "文件夹": "报送", "规则组合": "submit", "审核口径": "审核口径.xlsx", "版本": "0.9"},
        year=2026,
        totals=Totals(size.agencies * 3, 4, 2, 3, size.agencies, size.projects, size.projects * 9, Decimal(size.projects) * 1234567, errors, warnings, infos),
        agencies=lines, departments=_departments(lines, size),
        clusters=[_cluster(n, names, size) for n in range(1, size.clusters + 1)],
        failures=[
            Failure(names[0], f"报送/{names[0]}/坏.xlsx", "无法检查", "Excel 工作簿已损坏或没有传完整", "请向填报单位再要一份。"),
            Failure(names[1], f"报送/{names[1]}/扫描.pdf", "部分读出", "第3页是图片", "请安装图片识别后再检查。"),
            Failure(names[1], f"报送/{names[1]}/副本.docx", "重复文件", "与“报送/正本.docx”内容相同", "不需要处理。"),
        ],
        rules=[
            RuleLine(code, title, severity, dimension, size.findings // (n + 2), size.projects // (n + 2), size.agencies // (n + 2) or 1, 1 / (n + 2), n % 3)
            for n, (code, title, severity, dimension) in enumerate(_RULES)
        ],
        projects=lambda: (_project(n, names, size) for n in range(size.projects)),
        findings=lambda: _findings(names, size),
        clusters_in_all=size.clusters,
    )


def agency(number: int, size: Size) -> str:
    place, unit = _PLACES[number % len(_PLACES)], _UNITS[number // len(_PLACES) % len(_UNITS)]
    return f"{place}区{_department(number, size).removesuffix('局')}{unit}{number + 1}"


def hostile(evil: str) -> Screening:
    """A screening of which every text that a document or a path can bring is `evil`."""
    held = screening(Size(agencies=3, projects=6, findings=24, clusters=2, departments=1))
    agencies = [replace(line, agency=evil, parent=evil, page="units/甲 1.html", letter="letters/甲 1.docx") for line in held.agencies]
    copies = [
        replace(each, title=evil, field=evil, members=[replace(copy, agency=f"{evil}{n}", parent=evil, source=evil, project=evil, text=evil * (n + 1))
                                                       for n, copy in enumerate(each.members)])
        for each in held.clusters
    ]
    return replace(
        held, facts={evil: evil}, agencies=agencies, departments=[replace(line, agency=evil, parent="") for line in held.departments], clusters=copies,
        failures=[replace(each, agency=evil, path=evil, reason=evil, remedy=evil) for each in held.failures],
        rules=[replace(each, title=evil) for each in held.rules],
        projects=lambda: (replace(each, agency=evil, parent=evil, source=evil, project=evil, code=evil) for each in held.projects()),
        findings=lambda: (
            replace(each, agency=evil, parent=evil, source=evil, project=evil, title=evil, place=evil, spot=evil, message=evil, evidence=evil, remedy=evil)
            for each in held.findings()
        ),
    )


def of_agency(held: Screening, name: str) -> tuple[AgencyLine, list[ProjectLine], list[FindingLine]]:
    """What a page of one agency is made of."""
    line = next(line for line in held.agencies if line.agency == name)
    return line, [each for each in held.projects() if each.agency == name], [each for each in held.findings() if each.agency == name]


def _department(number: int, size: Size) -> str:
    return _DEPARTMENTS[number % size.departments % len(_DEPARTMENTS)] + (str(number % size.departments // len(_DEPARTMENTS) or ""))


def _agency(number: int, name: str, size: Size, dice: Random) -> AgencyLine:
    projects = size.projects // size.agencies + (number < size.projects % size.agencies)
    errors, warnings, infos = (round(size.findings / size.agencies * share * dice.uniform(0.2, 1.8)) for share in (0.4, 0.4, 0.2))
    score = max(20.0, 97.0 - 70.0 * (size.agencies - number) / size.agencies)
    grade = _GRADES[0 if score >= 90 else 1 if score >= 80 else 2 if score >= 60 else 3]
    cut = sorted(dice.randint(0, errors + warnings) for _ in range(3))
    parts = [b - a for a, b in zip([0, *cut], [*cut, errors + warnings], strict=True)]
    return AgencyLine(
        number + 1, name, _department(number, size), 3, int(number == 0), projects, Decimal(projects) * 1234567 if number % 7 else None, errors, warnings,
        infos, score if number != 5 else None, grade if number != 5 else None, number % 4, dict(zip(DIMENSIONS, parts, strict=True)),
        {grade: projects - 1, "未评": 1} if projects else {}, f"units/{name}.html", f"letters/{name} 绩效目标审核意见书.docx",
    )


def _departments(lines: list[AgencyLine], size: Size) -> list[AgencyLine]:
    out = []
    for number, parent in enumerate(dict.fromkeys(_department(n, size) for n in range(size.agencies))):
        own = [line for line in lines if line.parent == parent]
        scores = [line.score for line in own if line.score is not None]
        score = sum(scores) / len(scores) if scores else None
        grade = None if score is None else _GRADES[0 if score >= 90 else 1 if score >= 80 else 2 if score >= 60 else 3]
        out.append(AgencyLine(
            number + 1, parent, "", sum(line.documents for line in own), sum(line.failed for line in own), sum(line.projects for line in own),
            sum((line.amount or Decimal(0) for line in own), Decimal(0)), sum(line.errors for line in own), sum(line.warnings for line in own),
            sum(line.infos for line in own), score, grade, sum(line.copies for line in own),
            {name: sum(line.dimensions[name] for line in own) for name in DIMENSIONS}, {},
        ))
    return out


def _text(seed: int) -> str:
    dice = Random(seed)
    return "，".join(dice.sample(_CLAUSES, dice.randint(3, 8))) + f"，全年完成{dice.randint(10, 900)}项。"


def _project(number: int, names: list[str], size: Size) -> ProjectLine:
    dice = Random(number)
    score = dice.uniform(40, 100)
    grade = _GRADES[0 if score >= 90 else 1 if score >= 80 else 2 if score >= 60 else 3]
    at = number % len(names)
    return ProjectLine(
        names[at], _department(at, size), f"报送/{names[at]}/目标表.xlsx", number // len(names) + 1, f"{_OBJECTS[number % 10]}{number + 1}",
        f"1301{number:012d}", Decimal(dice.randint(1, 9_000_000)) if number % 9 else None, 9, dice.randint(0, 4), dice.randint(0, 4), dice.randint(0, 3),
        score if number % 11 else None, grade if number % 11 else None,
    )


def _findings(names: list[str], size: Size) -> Iterator[FindingLine]:
    for number in range(size.findings):
        project = number * size.projects // size.findings
        at = project % len(names)
        code, title, severity, dimension = _RULES[number % len(_RULES)]
        text = _text(number % 5000)
        whole = number % 97 == 0
        yield FindingLine(
            f"f{number:015x}", names[at], _department(at, size), f"报送/{names[at]}/目标表.xlsx", None if whole else project // len(names) + 1,
            "" if whole else f"{_OBJECTS[project % 10]}{project + 1}", severity, code, title, "产出指标 › 数量指标 › 维护数量 › 指标值", f"Sheet1!D{number % 60 + 5}",
            f"“维护数量”的指标值“{text[:24]}”说不清要达到什么程度。", f"{text}联系电话13912345678", "请写成可以核对的数字，如“≥95%”，并写明计量单位。", dimension,
            "指标科学性" if dimension else "", _CONFIDENCES[number % 3], number % size.clusters + 1 if size.clusters and code in ("B205", "B209") else None,
        )


def _cluster(number: int, names: list[str], size: Size) -> Cluster:
    dice, text = Random(number), _text(number * 31)
    count = dice.randint(2, 6)
    members = []
    for n in range(count):
        at = (number * 7 + n * (number % 5 + 1)) % len(names)
        edited = text if n < 2 and number % 3 else text.replace("日常", "常态").replace("项。", f"{n}项。")
        members.append(Copy(names[at], _department(at, size), f"报送/{names[at]}/目标表.xlsx", n + 1, f"{_OBJECTS[n]}{n + 1}", edited, 1.0 if edited == text else 0.93))
    kind = ("B205", "照抄其他单位", "立项依据") if number % 4 else ("B209", "整套指标照抄", "指标")
    return Cluster(number, *kind, count + (3 if number % 5 == 0 else 0), len({copy.agency for copy in members}), members)
