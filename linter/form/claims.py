"""The figures that the 绩效管理情况 text claims: how many projects, how much money, how many targets disclosed."""

from __future__ import annotations

import re
from decimal import Decimal

from linter.form.money import parse_money
from linter.submission import Claim, Paragraph
from linter.tables import table
from linter.wording import squeeze

_AMOUNT = r"(?P<amount>[\d,，]+(?:\.\d+)?[百千万亿]?元)"
_COUNT = r"(?P<count>\d{1,5})"


def _compiled() -> list[tuple[str, re.Pattern[str]]]:
    return [
        (rule["claims"], re.compile(rule["pattern"].replace("AMOUNT", _AMOUNT).replace("COUNT", _COUNT)))
        for rule in table("claims")["rule"]
    ]


_RULES = _compiled()


def narrative_claims(paragraphs: list[Paragraph]) -> dict[str, Claim]:
    """Claim key → figure; the first statement of each wins. Amounts in yuan."""
    claims: dict[str, Claim] = {}
    for paragraph in paragraphs:
        if "绩效" not in paragraph.value:
            continue
        folded = squeeze(paragraph.value)
        for names, pattern in _RULES:
            match = pattern.search(folded)
            if not match:
                continue
            groups = match.groupdict()
            for key, group in zip(names, ("count", "amount"), strict=True):
                text = groups.get(group)
                if not key or not text or key in claims:
                    continue
                if group == "count":
                    claims[key] = Claim(Decimal(text), Decimal(1), match[0], paragraph.spot)
                elif money := parse_money(text):
                    claims[key] = Claim(money.yuan, money.step, match[0], paragraph.spot)
    return claims
