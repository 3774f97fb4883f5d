"""How the bot gets its updates, and its files."""

import re
from typing import Any
from urllib.parse import urlsplit

from sandbox.errors import BadRequest, Conflict
from sandbox.files import MOST_DOWNLOAD
from sandbox.params import Params
from sandbox.webhook import Target
from sandbox.wire import TRUE, dumps
from sandbox.world import World

LONGEST_POLL = 50
"""Seconds."""
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")


async def get_updates(world: World, params: Params) -> str:
    if world.webhook.target is not None:
        raise Conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
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


async def set_webhook(world: World, params: Params) -> str:
    """Only to loopback; plain HTTP will do there, as with a Bot API server run with --local."""
    url, secret = params.text("url"), params.text("secret_token")
    if not url:
        return await delete_webhook(world, params)
    if urlsplit(url).scheme not in {"http", "https"} or urlsplit(url).hostname not in LOOPBACK:
        raise BadRequest("bad webhook: the sandbox delivers to loopback only")
    if not _SECRET.fullmatch(secret):
        raise BadRequest("secret token contains unallowed characters")
    most = params.integer("max_connections") or 40
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    read_allowed(world, params)
    world.updates.interrupt("terminated by setWebhook request")
    await world.webhook.start(Target(url, secret, max(1, min(most, 100))))
    return TRUE


async def delete_webhook(world: World, params: Params) -> str:
    await world.webhook.stop()
    if params.flag("drop_pending_updates"):
        world.updates.clear()
    return TRUE


def get_webhook_info(world: World, _params: Params) -> str:
    return dumps(world.webhook.info())


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
