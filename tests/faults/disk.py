"""A disk of a few megabytes that can be filled, emptied and made read-only: a tmpfs, where this user may mount one."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NoMount(Exception):
    """This user may not mount anything."""


class Disk:
    """Mounted at `at`."""

    def __init__(self, at: Path) -> None:
        self.at = at

    def fill(self) -> None:
        """Until not a byte more fits."""
        with (self.at / "ballast").open("wb", buffering=0) as file:
            for size in (1 << 16, 1 << 12, 1):
                try:
                    while True:
                        file.write(b"x" * size)
                except OSError:
                    continue

    def may_be_written(self, *, allowed: bool) -> None:
        """Mount it anew."""
        assert not _run("mount", "-o", f"remount,{'rw' if allowed else 'ro'}", str(self.at))

    def make_room(self) -> None:
        (self.at / "ballast").unlink()


@contextmanager
def small_disk(at: Path, megabytes: int = 12) -> Iterator[Disk]:
    """Raises NoMount where that is not allowed."""
    at.mkdir()
    if _run("mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "none", str(at)):
        raise NoMount("only root may mount a disk: run this as root, or in a container that may")
    try:
        yield Disk(at)
    finally:
        _run("umount", "-l", str(at))


@contextmanager
def unchangeable(*paths: Path) -> Iterator[None]:
    """No byte of these files can be changed, not even by who has them open (ext4's «immutable»). Raises NoMount."""
    if _run("chattr", "+i", *map(str, paths)):
        _run("chattr", "-i", *map(str, paths))
        raise NoMount("only root may make a file unchangeable, on a file system that knows it")
    try:
        yield
    finally:
        _run("chattr", "-i", *map(str, paths))


def _run(*command: str) -> int:
    return subprocess.run(command, check=False, capture_output=True).returncode
