"""A folder of cells: NAME.toml with what differs from the packaged settings, NAME.secrets with the environment."""

import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dotenv import dotenv_values

from bot.config import Settings, load_settings
from bot.domain.errors import BadConfiguration

OURS = ("TELEGRAM_", "CHUISHAO_")
TOKEN = "TELEGRAM_BOT_TOKEN"  # noqa: S105 - its name
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")


@dataclass(frozen=True, slots=True)
class Cell:
    """One district. `secrets` never reach a log; `written` are the bytes of both files, by which a change is seen."""

    name: str
    config: Path
    settings: Settings
    secrets: Mapping[str, str]
    written: bytes

    def environment(self) -> dict[str, str]:
        """What its process is told: of ours, the cell's own alone."""
        others = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        return others | dict(self.secrets) | {"CHUISHAO_CELL": self.name}


def read(folder: Path) -> tuple[Cell, ...]:
    """The cells of `folder`, by name. Raises `BadConfiguration` with every problem of every cell."""
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise BadConfiguration(f"{folder}: has no NAME.toml")
    found, problems = list[Cell](), list[str]()
    for file in files:
        try:
            found.append(_cell(file))
        except BadConfiguration as error:
            problems.append(str(error))
    if problems:
        raise BadConfiguration("\n".join(problems))
    return tuple(found)


def _cell(config: Path) -> Cell:
    if not _NAME.fullmatch(config.stem):
        raise BadConfiguration(f"{config}: a cell's name has a-z, 0-9 and -, at most 32 of them")
    kept = config.with_suffix(".secrets")
    secrets = _secrets(kept)
    return Cell(config.stem, config.resolve(), load_settings(config), secrets, config.read_bytes() + kept.read_bytes())


def _secrets(file: Path) -> dict[str, str]:
    """KEY=VALUE lines. Raises `BadConfiguration` where others may read it, or something is not ours; never a value."""
    try:
        mode = file.stat().st_mode
        values = dotenv_values(file, interpolate=False)
    except (OSError, UnicodeDecodeError) as error:
        raise BadConfiguration(f"{file}: cannot be read: {getattr(error, 'strerror', None) or 'not UTF-8'}") from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise BadConfiguration(f"{file}: others may read it: chmod 600")
    if strangers := [name for name in values if not name.startswith(OURS)]:
        raise BadConfiguration(f"{file}: {strangers[0]!r} is none of TELEGRAM_… and CHUISHAO_…")
    filled = {name: value for name, value in values.items() if value}
    if TOKEN not in filled:
        raise BadConfiguration(f"{file}: {TOKEN} is missing")
    return filled
