"""A form with faults of several kinds, as parts that every container can print."""

from __future__ import annotations

from decimal import Decimal

from tests.layouts import Part, two_halves
from tests.sheets import Line, Sheet

BASIS = "根据青教办【2021】33号文件和《校车安全管理条例》，配备专职照管人员，定期检验车辆。"
MENDED = BASIS.replace("【2021】", "〔2021〕")


def faulty(name: str = "校车运行补贴") -> list[Part]:
    """One form: a share of ≥100%, a wrongly written document number, a value that says nothing, a missing category."""
    sheet = Sheet(
        name=name, annual=Decimal(300000), total=Decimal(900000),
        lines=(
            Line("quantity", "补贴校车辆数", "≥20辆"), Line("quality", "校车年检合格率", "≥100%"), Line("timeliness", "补贴发放及时率", "及时"),
            Line("social", "家长投诉处理率", "较好"), Line("satisfaction", "学生家长满意度", "≥90%"),
        ),
        texts={
            "overview": "为全区二十辆校车提供运行补贴，保障学生上下学安全。", "basis": BASIS, "necessity": "农村学生上学路远，需要校车接送。",
            "measures": "按照校车管理办法执行，专款专用。", "plan": "每季度考核后拨付。", "total_goal": "三年内校车安全运行，无责任事故。",
            "annual_goal": "全年校车安全运行，年检全部合格。",
        },
    )
    return ["清河县教育局2025年单位预算公开", "项目支出绩效目标表", "（2025年度）", "单位：元", two_halves(sheet)]
