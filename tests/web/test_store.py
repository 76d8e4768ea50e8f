"""Uploads lie in a private folder under names of ours, and go."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from linter import api
from linter.reading.inputs import Input
from linter.web.problem import Refusal
from linter.web.store import Given, Store
from linter.web.store.kept import keep, kept


@pytest.fixture
def store() -> Iterator[Store]:
    store = Store(100, 1)
    yield store
    store.close()


def test_the_folder_is_for_this_user_alone(store: Store) -> None:
    upload = store.new("owner")
    for folder in (store.folder, upload.folder):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_no_one_else_finds_an_upload(store: Store) -> None:
    upload = store.new("owner")
    assert store.find(upload.id, "owner") is upload
    for identifier, owner in ((upload.id, "other"), ("nothing", "owner"), (upload.id, "口令")):
        with pytest.raises(Refusal) as refused:
            store.find(identifier, owner)
        assert refused.value.problem.status == 404
    assert len({store.new("owner").id for _ in range(50)}) == 50


def test_what_no_one_looks_at_goes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("linter.web.store.store.monotonic", lambda: now)
    seen, unseen = store.new("owner"), store.new("owner")
    seen.used = unseen.used = now
    cancelled: list[str] = []
    unseen.cancel = lambda: cancelled.append("unseen")
    (unseen.folder / "given-1").write_bytes(b"x")
    now += 60
    store.find(seen.id, "owner")
    now += 60
    store.sweep()
    assert seen.folder.exists()
    assert not unseen.folder.exists()
    assert cancelled == ["unseen"]
    assert list(store.folder.iterdir()) == [seen.folder]


def test_a_full_store_takes_no_more(store: Store) -> None:
    upload = store.new("owner")
    upload.size = 2 << 20
    with pytest.raises(Refusal) as refused:
        store.new("owner")
    assert refused.value.problem.status == 507
    store.remove(upload)
    store.new("owner")


def test_closing_removes_all(store: Store) -> None:
    folder = store.new("owner").folder
    store.close()
    assert not folder.exists()
    assert not store.folder.exists()


def test_what_a_killed_server_left_goes_when_the_next_starts() -> None:
    dead = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True).stdout.strip()
    left = Path(tempfile.mkdtemp(prefix=f"jixiao-web-{dead}-"))
    running = Path(tempfile.mkdtemp(prefix=f"jixiao-web-{os.getpid()}-"))
    (left / "given-1").write_bytes(b"x")
    Store(100, 1).close()
    assert not left.exists()
    assert running.exists()
    running.rmdir()


def test_results_come_back_as_they_were(tmp_path: Path, workbook: bytes) -> None:
    result = api.check(Input(Path("表.xlsx"), "表.xlsx", workbook))
    keep(result, tmp_path / "1-1.result")
    assert kept(tmp_path / "1-1.result") == result
    assert [path.name for path in tmp_path.iterdir()] == ["1-1.result"]


def test_the_original_is_what_came_out_of_an_archive_or_was_given(store: Store) -> None:
    upload = store.new("owner")
    upload.givens.append(Given(1, upload.folder / "given-1", "表.zip", 1))
    assert upload.original("1-3") == upload.folder / "given-1"
    (upload.folder / "1-3.original").write_bytes(b"x")
    assert upload.original("1-3") == upload.folder / "1-3.original"
