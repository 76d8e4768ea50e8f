# 只需要 Python ≥ 3.11 和 make。所有东西都装在 .venv 里。
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
EXTRAS := .venv/.extras

.PHONY: demo test check regenerate slow bench corpus-diff time-rules train clean

demo: $(READY)  ## 安装并检查几份样例文件
	$(BIN)/jixiao check $(wildcard corpus/samples/demo/*.txt corpus/samples/demo/*.html corpus/samples/demo/*.csv) --fail-on never

test: $(READY)  ## 运行测试（5 分钟以内）
	$(BIN)/pytest -n 2 --dist worksteal -m "not slow and not bench and not ocr and not browser and not spark"

check: $(EXTRAS)  ## ruff、mypy（连同可选组件）、层次约定、生成文件是否最新、测试
	$(BIN)/ruff check linter tests models
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m linter.dev.regenerate --check
	$(MAKE) test

regenerate: $(READY)  ## 重新生成规则说明、选项说明和 JSON Schema
	$(BIN)/python -m linter.dev.regenerate

slow: $(EXTRAS)  ## 较慢的测试：大文件、模糊测试、LibreOffice、图片识别、浏览器（缺 LibreOffice、Chromium 时跳过）
	$(BIN)/pytest -n 2 --dist worksteal -m "slow or ocr or browser or spark"

bench: $(EXTRAS)  ## 速度对比（只报数字，不判对错）
	$(BIN)/pytest tests/bench -m bench -s --benchmark-columns=median,ops --benchmark-sort=name

corpus-diff: $(READY)  ## 改动前后各规则报出的差别，如 make corpus-diff BASE=HEAD~1 FOLDERS=某文件夹
	$(BIN)/python -m linter.dev.corpus_diff --base $(or $(BASE),HEAD) $(FOLDERS)

time-rules: $(READY)  ## 每条规则花多少时间，如 make time-rules FOLDERS=某文件夹
	$(BIN)/python -m linter.dev.time_rules $(FOLDERS)

train: $(READY)  ## 重新训练指标类别分类器（models/indicator_category）；数据和版本不变，权重就不变
	$(BIN)/python -m models.indicator_category.train

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(EXTRAS): $(READY) requirements-extras.lock
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-extras.lock
	@touch $(EXTRAS)

$(READY): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo '需要 Python 3.11 或更高版本。可用 make PYTHON=python3.12 指定。'; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $(READY)
