"""Greeting, help, and messages that fit nowhere. Whatever somebody is writing is shown again, never reset."""

from collections.abc import Awaitable, Callable, Mapping

from bot.domain.messages import Command, Menu, Other, Presence, Reply, Toast
from bot.domain.people import Role
from bot.domain.policy import DESKS
from bot.handlers import claim, desk
from bot.services import claiming, confirming, founding, invitations, report
from bot.services.activities import checking
from bot.services.points import honours
from bot.services.shop import pickup, redemptions, shopkeeping
from bot.services.turn import Turn
from bot.storage import people
from bot.storage.database import Tx
from bot.texts import errors, general

# What a link opens, by how its code begins; any other code is that of a QR poster.
LINKS: Mapping[str, Callable[[Turn, Tx, str], Awaitable[list[Reply]]]] = {
    confirming.PREFIX: confirming.open_link,
    redemptions.PREFIX: pickup.open_link,
    honours.PREFIX: honours.verify,
    checking.PREFIX: checking.open_link,
    invitations.PREFIX: invitations.open_link,
    claiming.PREFIX: claim.open_link,
    founding.PREFIX: founding.open_link,
}


async def start(turn: Turn, tx: Tx) -> list[Reply]:
    """`/start`, with the code of a scanned QR poster behind it or without. Who works here gets their own menu."""
    content = turn.content
    code = content.argument if isinstance(content, Command) else ""
    if turn.person.posts and isinstance(content, Command):
        return [Menu(turn.office.menu_for(turn.person.roles)), *await _start(turn, tx, code)]
    return await _start(turn, tx, code)


async def _start(turn: Turn, tx: Tx, code: str) -> list[Reply]:
    for prefix, open_link in LINKS.items():
        if code.startswith(prefix):
            return await open_link(turn, tx, code)
    if code:
        return await report.scan(turn, tx, code)
    if not turn.person.roles.isdisjoint(DESKS):
        return await desk.show(turn, tx)
    keeps_a_shop = {post.role for post in turn.person.posts} == {Role.SHOPKEEPER}
    return await (shopkeeping.show(turn, tx) if keeps_a_shop else report.begin(turn, tx))


async def unknown_command(turn: Turn, tx: Tx) -> list[Reply]:
    """A command that nobody has."""
    return [turn.reply(general.UnknownCommand()), *await report.show_begun(turn, tx)]


async def unknown_button(turn: Turn, tx: Tx) -> list[Reply]:
    """A button that no version of ours reads, or that was cut or forged."""
    return [Toast(errors.ButtonIsOld()), *await report.show_begun(turn, tx)]


async def not_read(turn: Turn, tx: Tx) -> list[Reply]:
    """A sticker, a poll, dice …"""
    kind = turn.content.kind if isinstance(turn.content, Other) else ""
    return [turn.reply(general.KindNotRead(kind)), *await report.show_present(turn, tx)]


async def edited(turn: Turn, tx: Tx) -> list[Reply]:
    """Somebody changed what they had already sent: what we kept stays as it was first said."""
    return [turn.reply(general.EditNotRead()), *await report.show_begun(turn, tx)]


async def in_group(turn: Turn, tx: Tx) -> list[Reply]:
    """In a group everybody reads along: commands are asked to come in private, other talk is none of ours."""
    return [turn.reply(general.NotInGroups())] if isinstance(turn.content, Command) else []


async def presence(turn: Turn, tx: Tx) -> list[Reply]:
    """They blocked us, or came back: noted, so that nobody is alerted in vain."""
    if turn.inbound and isinstance(turn.content, Presence):
        address = people.Address(turn.inbound.channel, turn.inbound.key)
        await people.set_reachable(tx, address, reachable=turn.content.here)
    return []
