"""Processes that a benchmark starts, watches and ends. Reads Linux's /proc."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.town import TOKEN

READY_S = 60.0
TICK = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid: int) -> float:
    """Processor time that a process has used, all its threads, in user and kernel."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


@contextlib.contextmanager
def running(module: str, *arguments: str, ending: int = signal.SIGTERM) -> Iterator[subprocess.Popen[bytes]]:
    """`python -m module` while the block runs, ended by the signal `ending`."""
    process = subprocess.Popen([sys.executable, "-m", module, *arguments], stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.send_signal(ending)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def sandbox(folder: Path, people: list[dict[str, object]], *options: str) -> Iterator[tuple[str, int]]:
    """The address and process id of a sandbox with `people` in it."""
    named = folder / "people.json"
    named.write_text(json.dumps(people))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    arguments = ("--port", port, "--token", TOKEN, "--people", str(named), *options)
    with running("sandbox", *arguments) as process:
        url = f"http://127.0.0.1:{port}"
        _wait_for(url)
        yield url, process.pid


def _wait_for(url: str) -> None:
    end = time.monotonic() + READY_S
    while True:
        try:
            ask(url, "/people")
        except urllib.error.URLError:
            if time.monotonic() > end:
                raise
            time.sleep(0.02)
        else:
            return


def ask(url: str, path: str, body: Any = None) -> Any:
    """One request to the sandbox; the answer's JSON."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url + path, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)
