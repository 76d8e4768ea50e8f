"""The option reference docs/options.md: every setting, profile, rule option and label role, from where they are defined."""

from __future__ import annotations

from typing import get_args

from linter.catalogue import sheets
from linter.finding import SEVERITY_SAID
from linter.limits import SAID
from linter.settings import DEFAULTS, FailOn, SeverityChoice, known_roles
from linter.tables import table

_INTRO = """# 设置说明

本页由 `make regenerate` 生成，请勿手改。

设置写在文件 `jixiao.toml` 里（UTF-8 编码）。程序先看被检查文件所在的文件夹，再看当前文件夹；都没有时，看当前文件夹的
`pyproject.toml` 里的 `[tool.jixiao]`。命令行上用 `--config 文件` 可以指定另一个。优先级：命令行 > 设置文件 > 默认值。

```toml
profile = "submit"
ignore = ["F510"]
fail_on = "warning"

[severity]
B204 = "info"

[labels]
"项目全称" = "field.project_name"
```
"""


def options_markdown() -> str:
    """The reference as Markdown."""
    profiles = table("profiles")["profiles"]
    lines = [_INTRO, "## 设置项", "", "| 设置项 | 含义 | 默认值 |", "|---|---|---|",
             f"| `profile` | 规则组合：{'、'.join(profiles)} | `{DEFAULTS.profile}` |",
             "| `select` | 只检查这些规则：编号、编号的开头（如 `M`、`F5`）或名称；写了它，规则组合就不再起作用 | 空 |",
             "| `also` | 规则组合以外，另查这些规则，写法同上 | 空 |",
             "| `ignore` | 不检查这些规则，写法同上 | 空 |",
             f"| `fail_on` | 发现到哪一级问题时退出码为 1：{'、'.join(get_args(FailOn))} | `{DEFAULTS.fail_on}` |",
             "| `baseline` | 基线文件的路径（从设置文件所在的文件夹算起）：只列出基线里没有的问题 | 空 |",
             "| `library` | 自己的指标库（Excel、csv、网页里的表格，表头有“指标名称”“指标类别”），路径同上：建议优先取自这里 | 空 |",
             "| `library_mode` | `extend` 补充自带的指标库，`replace` 只用自己的 | `extend` |",
             f"| `[severity]` | 规则编号 = 级别：{'、'.join(get_args(SeverityChoice))}（off 为不检查） | 各规则自己的级别 |",
             "| `[options.编号]` | 该规则的选项 | 见下 |",
             "| `[labels]` | 补充的表格标签：`\"标签\" = \"角色\"`，一个标签有几种角色时写成列表 | 空 |",
             "| `[opinions]` | 规则编号 = 本单位的改法意见，代替规则自己的 | 各规则自己的改法 |",
             "| `[items]` | 规则编号 = 审核表的一项：这条规则的问题扣哪一项的分 | 各规则自己的 |",
             "| `[[rule]]` | 本单位自己的规则，见“自定义规则” | 无 |",
             "| `[audit.points]` | 审核表各项的分值，1 到 100，见 [audit.md](audit.md) | 见该页 |",
             "| `[audit.deductions]` | 一处问题扣该项分值的百分之几：级别或规则编号 = 0 到 100 | 见该页 |",
             *(f"| `limits.{name}` | {said} | {getattr(DEFAULTS.limits, name)} |" for name, said in SAID.items()),
             "", "## 规则组合", "", "| 名称 | 用途 | 规则数 |", "|---|---|---|"]
    every = sheets()
    lines += [f"| `{name}` | {profile['title']} | {sum(name in sheet.profiles for sheet in every)} |"
              for name, profile in profiles.items()]
    lines += ["", f"给出预算清单（`--budget-list`）时，各组合都另加 {'、'.join(table('profiles')['budget_list']['adds'])}；",
              f"同时说明是整个部门（`--whole-agency`）时，再加 {'、'.join(table('profiles')['whole_agency']['adds'])}。",
              "", "## 规则选项", ""]
    given = [(sheet, key, default) for sheet in every for key, default in sheet.options.items()]
    if given:
        lines += ["| 规则 | 选项 | 默认值 |", "|---|---|---|"]
        lines += [f"| {sheet.code} {sheet.title} | `{key}` | `{default}` |" for sheet, key, default in given]
    else:
        lines.append("目前没有带选项的规则。")
    lines += ["", "## 级别", "", *(f"- `{severity}`：{said}" for severity, said in SEVERITY_SAID.items()),
              "", "## 标签的角色", "", *(f"- `{role}`" for role in known_roles())]
    return "\n".join(lines) + "\n"
