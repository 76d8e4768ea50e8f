"""Fifty clerks at once: `python -m tests.bench.web_load [--seconds 60] [--clerks 50] [--uploads 1000]`.

A server of its own on a loopback port, in a process of its own. First the clerks: each brings a workbook again and again as fast as
it is answered, through the interface or as the page does (upload, progress, report, one edit, delete). Then memory over many uploads.
Prints what was measured; nothing here passes or fails.
"""

from __future__ import annotations

import argparse
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil

from tests.containers.excel import as_workbook
from tests.report.annotate.forms import faulty
from tests.web.marks import mark_of

_MEGABYTE = 1 << 20
_SAMPLES = 10  # looks at memory


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--clerks", type=int, default=50)
    options.add_argument("--uploads", type=int, default=1000)
    options.add_argument("--workers", type=int, default=2)
    given = options.parse_args()
    data = as_workbook(faulty(), numbers=True)
    with server(given.workers) as (at, process):
        print(f"服务 {at}，检查进程 {given.workers} 个，文件 {len(data)} 字节")
        for name, work in (("接口 POST /api/v1/check", _by_interface), ("网页：上传→进度→报告→改一格→删除", _by_page)):
            clerks(name, lambda client, work=work: work(client, data), at, given.clerks, given.seconds)
        memory(lambda client: _by_interface(client, data), at, process, given.uploads)
        print(f"结束时服务存放的上传：{left(process)} 个文件")


@contextmanager
def server(workers: int) -> Iterator[tuple[str, psutil.Process]]:
    """A server that is ended afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "linter", "serve", "--port", f"{port}", "--rate", "0", "--workers", f"{workers}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    at = f"http://127.0.0.1:{port}"
    try:
        while True:
            try:
                httpx.post(f"{at}/api/v1/check", files={"file": ("热.txt", b"x")}, trust_env=False, timeout=60)
                break
            except httpx.ConnectError:
                time.sleep(0.2)
        yield at, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(30)


def clerks(name: str, work: Callable[[httpx.Client], None], at: str, count: int, seconds: float) -> None:
    """Has `count` clerks work for a while, and prints what came of it."""
    took: list[float] = []
    errors: Counter[str] = Counter()
    end = time.monotonic() + seconds

    def clerk() -> None:
        with httpx.Client(base_url=at, timeout=120, trust_env=False) as client:
            while time.monotonic() < end:
                begun = time.monotonic()
                try:
                    work(client)
                    took.append(time.monotonic() - begun)
                except (httpx.HTTPError, AssertionError) as error:
                    errors[f"{type(error).__name__}: {error}"[:80]] += 1

    threads = [threading.Thread(target=clerk) for _ in range(count)]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.monotonic() - begun
    centiles = statistics.quantiles(took, n=100)
    print(
        f"{name}：{count} 人，{spent:.0f} 秒，{len(took)} 次，{len(took) / spent:.1f} 次/秒，p50 {centiles[49]:.2f} 秒，p95 {centiles[94]:.2f} 秒，"
        f"最长 {max(took):.2f} 秒，错误 {sum(errors.values())} {dict(errors) or ''}"
    )


def memory(work: Callable[[httpx.Client], None], at: str, process: psutil.Process, uploads: int) -> None:
    """Prints how much the server and its workers hold as uploads go by."""
    with httpx.Client(base_url=at, timeout=120, trust_env=False) as client:
        held = []
        for number in range(uploads + 1):
            if number % max(uploads // _SAMPLES, 1) == 0:
                held.append((process.memory_info().rss // _MEGABYTE, sum(child.memory_info().rss for child in process.children(True)) // _MEGABYTE))
            work(client)
    print(f"内存（MB，服务/检查进程合计），{uploads} 次上传，每 {max(uploads // _SAMPLES, 1)} 次看一次：{'  '.join(f'{own}/{workers}' for own, workers in held)}")


def left(process: psutil.Process) -> int:
    """Files of uploads that are still there."""
    return sum(path.is_file() for path in Path(tempfile.gettempdir()).glob(f"jixiao-web-{process.pid}-*/**/*"))


def _by_interface(client: httpx.Client, data: bytes) -> None:
    answer = client.post("/api/v1/check", files={"file": ("目标表.xlsx", data)})
    assert answer.status_code == 200, answer.status_code
    assert answer.json()["documents"][0]["findings"]


def _by_page(client: httpx.Client, data: bytes) -> None:
    mark = mark_of(client.get("/").text)
    sent = client.post("/check", data={"mark": mark}, files={"file": ("目标表.xlsx", data)})
    assert sent.status_code == 303, sent.status_code
    at = sent.headers["location"]
    while client.get(f"{at}/progress").json()["state"] != "done":
        time.sleep(0.3)
    assert "M305" in client.get(f"{at}/1-1/1").text
    edited = client.post(f"{at}/1-1/1/edit", data={"mark": mark, "cell": "field.overview", "text": "为农村学校配备二十辆校车。"})
    assert edited.status_code == 303, edited.status_code
    assert "修改记录（1）" in client.get(edited.headers["location"]).text
    assert client.post(f"{at}/delete", data={"mark": mark}).status_code == 200


if __name__ == "__main__":
    main()
