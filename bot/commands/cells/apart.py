"""What two cells may never share, or one district would answer, or be written, in another's name."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from urllib.parse import parse_qs, urlsplit

from bot.commands.cells.folder import TOKEN, Cell
from bot.domain.errors import BadConfiguration
from bot.storage.vault import VARIABLE


def _bot(cell: Cell) -> str | None:
    """The number before the colon: of one bot there may be several tokens."""
    return cell.secrets[TOKEN].partition(":")[0]


def _store(cell: Cell) -> str | None:
    database = cell.settings.database
    if database.is_embedded:
        return str(database.path.resolve())
    parts = urlsplit(database.url)
    schema = parse_qs(parts.query).get("search_path", ["public"])[0]
    return f"{parts.hostname or ''}:{parts.port or 5432}{parts.path}#{schema}"


def _webhook_port(cell: Cell) -> str | None:
    telegram = cell.settings.telegram
    return str(telegram.webhook_listen) if telegram.mode == "webhook" else None


def _metrics_port(cell: Cell) -> str | None:
    metrics = cell.settings.metrics
    return f"{metrics.host}:{metrics.port}" if metrics.enabled and metrics.port else None


# What it is called, and how it is told; None where a cell has none. No value is ever said: some are secret.
NEVER_SHARED: tuple[tuple[str, Callable[[Cell], str | None]], ...] = (
    ("the name of the district", lambda cell: cell.settings.district.name),
    ("the bot", _bot),
    ("the store", _store),
    ("the webhook's port", _webhook_port),
    ("the port of the metrics", _metrics_port),
    ("the webhook's secret", lambda cell: cell.secrets.get("TELEGRAM_WEBHOOK_SECRET")),
    ("a key for fields", lambda cell: cell.secrets.get(VARIABLE)),
)


def keep_apart(cells: Iterable[Cell]) -> None:
    """Raises `BadConfiguration`, naming each two cells and what they share."""
    shared = list[str]()
    for what, told in NEVER_SHARED:
        holders: defaultdict[str, list[str]] = defaultdict(list)
        for cell in cells:
            if (value := told(cell)) is not None:
                holders[value].append(cell.name)
        shared += [f"{' and '.join(names)} share {what}" for names in holders.values() if len(names) > 1]
    if shared:
        raise BadConfiguration("\n".join(shared))
