"""The page docs/templates.md: how to write a Word template of one's own, and the variables it may use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args, get_type_hints

from linter.report.docx import context
from linter.report.docx.context import Letter, ReviewForm, meanings

_INTRO = """# 自己的 Word 模板

本页由 `make regenerate` 从 `linter/report/docx/context.py` 生成，请勿手改。

`jixiao letters 文件… -o 意见书.docx` 写出两个文件：《绩效目标审核意见书》（每个单位一份）和《绩效目标审核表》（每个项目一张）。
要用本单位的格式，先用 `jixiao letters --write-templates 模板` 写出自带的两个模板，在 Word 或 WPS 里改好，再用
`--template 模板/绩效目标审核意见书模板.docx`、`--form 模板/绩效目标审核表模板.docx` 指定。程序不改动模板文件。

## 写法

- `{{ 单位 }}`：换成变量的值。字体、字号随标记所在的文字。
- 一段一段地重复：`{%p for 条 in 意见 %}`、`{%p endfor %}` 各占一段，中间写 `{{ 条.序号 }}．{{ 条.问题 }}`。
- 表格一行一行地重复：`{%tr for 行 in 项目 %}`、`{%tr endfor %}` 各占一行，中间一行写 `{{ 行.项目名称 }}`。
- 有才写：`{%p if 条.供参考 %}` … `{%p endif %}` 各占一段；在一段之内用 `{% if 年度 %}{{ 年度 }}年度{% endif %}`。
- 一个标记要在同一段里，各字的格式相同；`for` 要有 `endfor`，`if` 要有 `endif`。
- 几个单位写在一个文件里时，页眉和页脚里不能有随单位变化的变量；请用 `--per-agency`，每个单位一个文件。
- 模板里只能取变量、循环和判断，不能调用程序。变量名写错时，程序会指出在模板的哪一处。

复核人、日期、文号由人填写，程序不给出。
"""


def templates_markdown() -> str:
    """The page as Markdown."""
    lines = [_INTRO]
    for heading, kind in (("意见书的变量", Letter), ("审核表的变量", ReviewForm)):
        lines += [f"## {heading}", "", *_table(kind)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _table(kind: type, above: str = "", level: int = 3) -> Iterator[str]:
    """The variables of a context, then those of the lists in it."""
    hints, named = get_type_hints(kind, vars(context)), meanings(kind)
    yield "| 变量 | 含义 |"
    yield "|---|---|"
    inner: list[tuple[str, type]] = []
    for hint, (name, (meaning, _)) in zip(hints.values(), named.items(), strict=True):
        yield f"| `{name}` | {meaning} |"
        items = [each for each in get_args(hint) if hasattr(each, "__dataclass_fields__")]
        inner += [(name, each) for each in items]
    yield ""
    for name, each in inner:
        yield f"{'#' * level} {f'{above}{name}'} 里每一项的变量"
        yield ""
        yield from _table(each, f"{above}{name} › ", level)
