"""On what terms the server starts, and when it refuses to."""

from __future__ import annotations

import pytest

from linter.cli import run
from linter.errors import JixiaoError
from linter.web.options import Options, is_loopback

TOKEN = "correct-horse-battery"


@pytest.mark.parametrize(("host", "own"), [
    ("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False), ("192.168.1.4", False), ("example.test", False),
])
def test_beyond_loopback_a_token_is_needed(host: str, own: bool) -> None:
    assert is_loopback(host) is own
    if own:
        Options(host=host)
    else:
        with pytest.raises(JixiaoError, match="必须设置口令"):
            Options(host=host)
        assert Options(host=host, token=TOKEN).token == TOKEN


def test_a_short_token_is_none() -> None:
    with pytest.raises(JixiaoError, match="口令太短"):
        Options(token="123456")


def test_the_token_is_not_shown() -> None:
    assert TOKEN not in repr(Options(token=TOKEN))


def test_hosts_by_which_it_may_be_called() -> None:
    assert Options(host="0.0.0.0", token=TOKEN, hosts=("Perf.example.test",)).allowed_hosts == {"localhost", "127.0.0.1", "[::1]", "perf.example.test"}
    assert "192.168.1.4" in Options(host="192.168.1.4", token=TOKEN).allowed_hosts
    assert "[fd00::4]" in Options(host="fd00::4", token=TOKEN).allowed_hosts


@pytest.mark.parametrize(("arguments", "said"), [
    (["--host", "0.0.0.0"], "必须设置口令"), (["--port", "0"], "选项 --port"), (["--rate", "x"], "选项 --rate"), (["--profile", "x"], "--profile"),
    (["--policy", "没有.xlsx"], "没有.xlsx"),
])
def test_the_command_says_in_chinese_why_it_does_not_start(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JIXIAO_TOKEN", raising=False)
    assert run(["serve", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_the_command_serves_on_its_terms(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    served: list[Options] = []
    monkeypatch.setattr("linter.web.serving.serve", served.append)
    monkeypatch.setenv("JIXIAO_TOKEN", TOKEN)
    code = run(["serve", "--host", "0.0.0.0", "--port", "9000", "--allow-host", "perf.example.test", "--profile", "strict", "--keep", "5", "--max-upload", "9", "--rate", "0"])
    assert code == 0
    options = served[0]
    assert (options.host, options.port, options.token, options.hosts) == ("0.0.0.0", 9000, TOKEN, ("perf.example.test",))
    assert (options.settings.profile, options.keep_seconds, options.upload_megabytes, options.rate) == ("strict", 300, 9, 0)
    assert "http://0.0.0.0:9000/" in capsys.readouterr().out


def test_without_the_extra_the_command_says_what_to_install(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("linter.cli.serving.find_spec", lambda name: None)
    assert run(["serve"]) == 2
    assert 'pip install "jixiao-linter[web]"' in capsys.readouterr().err
