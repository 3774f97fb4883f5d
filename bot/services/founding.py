"""The first administrator: nobody in the chat could invite them, so the operator makes the link at the shell."""

from bot.domain.ids import new_id
from bot.domain.messages import Menu, Reply
from bot.domain.people import Post, Role
from bot.services.invitations import CODE_LENGTH
from bot.services.turn import Turn
from bot.storage import meta, people
from bot.storage.database import Tx
from bot.storage.invitations import hash_of
from bot.texts.posts import accepting as say

PREFIX = "adm_"
KEY = "admin_link"
LIVES_MS = 24 * 3_600_000


async def make(tx: Tx, now: int) -> str:
    """A new code, good for a day and for one person; a former one ends. The store keeps its hash alone."""
    code = PREFIX + new_id(CODE_LENGTH)
    await meta.put(tx, KEY, f"{hash_of(code)} {now + LIVES_MS}")
    return code


async def open_link(turn: Turn, tx: Tx, code: str) -> list[Reply]:
    """Whoever opens it first is an administrator from now on; written down as given by the operator."""
    kept = await meta.get(tx, KEY)
    known, _, ends = (kept or "").partition(" ")
    if not kept or known != hash_of(code) or turn.now > int(ends) or not await meta.take(tx, KEY, kept):
        return [turn.reply(say.InvitationGone())]
    top = turn.office.directory.top
    await people.appoint(tx, turn.person.id, Post(Role.ADMIN, top.id), turn.now)
    menu = turn.office.menu_for({*turn.person.roles, Role.ADMIN})
    return [turn.reply(say.InvitationAccepted(Role.ADMIN, top.name)), Menu(menu)]
