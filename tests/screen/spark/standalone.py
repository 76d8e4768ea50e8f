"""A real Spark cluster on this machine: a master and workers as processes of their own, of the pyspark package, on the loopback only."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType

import psutil

ROOT = Path(__file__).parents[3]
_START = 120.0  # seconds a process may take until it says that it is up
_DEFAULTS = {
    "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1", "spark.driver.memory": "512m", "spark.executor.memory": "512m",
    "spark.executor.cores": "1", "spark.sql.shuffle.partitions": "4",
}


class Standalone:
    """`workers` of one core each. Use as a context manager; `folder` gets logs and what the workers write."""

    def __init__(self, folder: Path, workers: int = 2) -> None:
        import pyspark

        self.home, self.folder, self.count = Path(pyspark.__file__).parent, folder, workers
        self.master = f"spark://127.0.0.1:{_free_port()}"
        self._master: subprocess.Popen[bytes] | None = None
        self.workers: list[subprocess.Popen[bytes]] = []

    @property
    def environment(self) -> dict[str, str]:
        """For the processes of the cluster and for the program that uses it."""
        settings = self.folder / "conf"
        return {
            "SPARK_HOME": str(self.home), "SPARK_CONF_DIR": str(settings), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_MEMORY": "256m",
            "PYSPARK_PYTHON": sys.executable, "PYTHONPATH": str(ROOT),
        }

    def __enter__(self) -> Standalone:
        settings = self.folder / "conf"
        settings.mkdir(parents=True)
        (settings / "spark-defaults.conf").write_text("".join(f"{key} {value}\n" for key, value in _DEFAULTS.items()))
        host, port = self.master.removeprefix("spark://").split(":")
        try:
            self._master = self._started("master", "org.apache.spark.deploy.master.Master", "--host", host, "--port", port, "--webui-port", "0")
            self._said("master", "Starting Spark master")
            for number in range(self.count):
                self.workers.append(self._started(
                    f"worker{number}", "org.apache.spark.deploy.worker.Worker", "--host", host, "--webui-port", "0", "--cores", "1", "--memory", "1g",
                    "--work-dir", str(self.folder / "work"), self.master,
                ))
            for number in range(self.count):
                self._said(f"worker{number}", "Successfully registered with master")
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        for process in filter(None, (*self.workers, self._master)):
            end(process)

    def kill_worker(self) -> list[str]:
        """SIGKILL for a worker and all below it, as when its machine loses power. What it was running."""
        worker = self.workers.pop()
        return [name for name in end(worker) if name]

    def _started(self, name: str, *command: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("wb") as log:
            return subprocess.Popen(
                [str(self.home / "bin" / "spark-class"), *command], env=os.environ | self.environment, stdin=subprocess.DEVNULL, stdout=log,
                stderr=subprocess.STDOUT, cwd=self.folder,
            )

    def _said(self, name: str, words: str) -> None:
        log, until = self.folder / f"{name}.log", monotonic() + _START
        while words not in log.read_text(errors="replace"):
            if monotonic() > until:
                raise TimeoutError(f"{name}: {log.read_text(errors='replace')[-2000:]}")
            sleep(0.1)


def end(process: subprocess.Popen[bytes]) -> list[str]:
    """SIGKILL for a process and all that it has started; the command lines of those."""
    below: Sequence[psutil.Process] = ()
    with suppress(psutil.Error):
        below = psutil.Process(process.pid).children(recursive=True)
    said = []
    for each in below:
        with suppress(psutil.Error):
            said.append(" ".join(each.cmdline()))
    process.kill()
    for each in below:
        with suppress(psutil.Error):
            each.kill()
    process.wait()
    return said


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
