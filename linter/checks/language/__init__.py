"""L 语言文字: slips of writing; `RULES` lists the rules."""

from __future__ import annotations

from linter.checks.base import Rule
from linter.checks.language.citation_format import CitationFormat
from linter.checks.language.doubled_words import DoubledWords
from linter.checks.language.truncated_text import TruncatedText
from linter.checks.language.unbalanced_punctuation import UnbalancedPunctuation

RULES: tuple[type[Rule], ...] = (DoubledWords, UnbalancedPunctuation, TruncatedText, CitationFormat)
