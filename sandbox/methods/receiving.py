"""How the bot gets its updates, and its files."""

from typing import Any

from sandbox.errors import BadRequest
from sandbox.files import MOST_DOWNLOAD
from sandbox.params import Params
from sandbox.wire import TRUE, dumps
from sandbox.world import World

LONGEST_POLL = 50


async def get_updates(world: World, params: Params) -> str:
    read_allowed(world, params)
    timeout = max(0, min(params.integer("timeout"), LONGEST_POLL))
    limit = params.integer("limit", 100)
    limit = limit if 1 <= limit <= 100 else 100
    texts = await world.updates.poll(params.integer("offset"), limit, timeout)
    return f"[{','.join(texts)}]"


def read_allowed(world: World, params: Params) -> None:
    """Kinds the bot wants from now on; unchanged when the call does not say."""
    kinds: Any = params.parsed("allowed_updates", "allowed updates")
    if isinstance(kinds, list):
        world.updates.ask_for([str(kind) for kind in kinds])


def get_file(world: World, params: Params) -> str:
    if not params.has("file_id"):
        raise BadRequest("file_id not specified")
    stored = world.files.by_id(params.text("file_id"))
    if stored is None:
        raise BadRequest("wrong file_id or the file is temporarily unavailable")
    if len(stored.data) > MOST_DOWNLOAD:
        raise BadRequest("file is too big")
    return dumps({**stored.ids(), "file_path": stored.path})


def log_out(_world: World, _params: Params) -> str:
    return TRUE
