"""Reading config.toml: which file, laid over the packaged one, checked whole, every problem said at once."""

import json
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.config.lines import line_of, lines_of
from bot.config.problems import Problem, from_validation
from bot.config.references import dangling, secrets_in
from bot.config.settings import Settings
from bot.domain.errors import BadConfiguration

NAMED_BY = "CHUISHAO_CONFIG"


def load_settings(path: Path | None = None) -> Settings:
    """The settings of `path`, laid over the packaged defaults: tables are merged, lists replace lists.

    The packaged routing rules speak of the packaged departments and categories, and the packaged questions of the
    categories: a file with its own of either starts without what speaks of them.

    Without `path`: the file that CHUISHAO_CONFIG names, else config.toml in the working directory, else the
    packaged defaults alone. Raises `BadConfiguration` with one line for each problem found.
    """
    packaged = packaged_path()
    chosen = path or _chosen() or packaged
    text = _text_of(chosen)
    own = _parsed(chosen, text)
    tree = own if chosen == packaged else _laid_over(_beneath(own, _parsed(packaged, _text_of(packaged))), own)
    problems = [*secrets_in(tree), *dangling(tree)]
    try:
        settings = Settings.model_validate_json(json.dumps(tree, default=str))
    except ValidationError as error:
        settings = None
        known = {problem.loc for problem in problems}
        problems += [found for found in from_validation(error, Settings) if found.loc not in known]
    if problems or settings is None:
        raise BadConfiguration(_said(chosen, text, own, problems))
    return settings


def packaged_path() -> Path:
    """The config.toml that comes with the program: beside this package when installed, else at the checkout's root."""
    here = Path(__file__).parent
    installed = here / "default.toml"
    return installed if installed.exists() else here.parents[1] / "config.toml"


def _chosen() -> Path | None:
    if named := os.environ.get(NAMED_BY):
        return Path(named)
    local = Path("config.toml")
    return local if local.exists() else None


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise BadConfiguration(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadConfiguration(f"{path}: is not UTF-8 (byte {error.start})") from error


def _parsed(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadConfiguration(f"{path}: is not TOML: {error}") from error


def _beneath(own: Mapping[str, Any], packaged: dict[str, Any]) -> dict[str, Any]:
    speaking = {"routing": {"department", "category"}, "question": {"category"}}
    return packaged | {table: [] for table, spoken_of in speaking.items() if own.keys() & spoken_of}


def _laid_over(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(under)
    for key, value in over.items():
        beneath = merged.get(key)
        both = isinstance(value, dict) and isinstance(beneath, dict)
        merged[key] = _laid_over(beneath, value) if both and beneath is not None else value
    return merged


def _said(path: Path, text: str, own: Mapping[str, Any], problems: list[Problem]) -> str:
    lines = lines_of(text)
    said = []
    for problem in problems:
        line = line_of(lines, problem.loc)
        where = f"{path}:{line}" if line else f"{path}"
        origin = "" if problem.loc[0] in own else " (not in this file: in the packaged one beneath it)"
        said.append((line, [str(step).zfill(4) for step in problem.loc], f"{where}: {problem}{origin}"))
    return "\n".join(sentence for *_, sentence in sorted(said))
