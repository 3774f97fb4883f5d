"""What several commands ask for in the same words."""

from pathlib import Path
from typing import Annotated

import typer

ConfigPath = Annotated[Path | None, typer.Option("--config", help="Another config.toml.", dir_okay=False)]
