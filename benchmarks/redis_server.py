"""A Redis of its own for aiogram's RedisStorage, on a socket in a folder, and gone afterwards."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

READY_S = 10.0
# How much of what it confirmed a crash of the machine may take.
DURABLE = ("--appendonly", "yes", "--appendfsync", "always")  # nothing
AS_SHIPPED = ("--appendonly", "no", "--save", "3600 1 300 100 60 10000")  # whatever came since the last snapshot


def missing() -> str | None:
    """What there is to be installed before a Redis can be measured; None where all is there."""
    if shutil.which("redis-server") is None:
        return "redis-server (`apt-get install redis-server`)"
    return None if find_spec("redis") else "the package redis (`make test` installs what benchmarks need)"


@contextmanager
def redis_server(options: tuple[str, ...]) -> Iterator[str]:
    """Its address while the block runs. Ends the program where it does not start."""
    with TemporaryDirectory() as kept:
        socket = Path(kept) / "redis.sock"
        place = ("--port", "0", "--unixsocket", str(socket), "--dir", kept, "--daemonize", "no")
        process = subprocess.Popen(["redis-server", *place, *options], stdout=subprocess.DEVNULL)
        try:
            end = time.monotonic() + READY_S
            while not socket.exists():
                if time.monotonic() > end or process.poll() is not None:
                    raise SystemExit("redis-server did not start")
                time.sleep(0.02)
            yield f"unix://{socket}"
        finally:
            process.kill()
            process.wait()
