"""Invitations to a post, taking it, `/whoami`, giving it up."""

from bot.domain.messages import Reply
from bot.handlers.pressing import pressed_version, pressed_which
from bot.services import invitations, inviting, standing
from bot.services.turn import Turn
from bot.storage.database import Tx


async def invite(turn: Turn, tx: Tx) -> list[Reply]:
    """`/invite`."""
    return [await inviting.show(turn, tx)]


async def choose(turn: Turn, tx: Tx) -> list[Reply]:
    """A role, a unit on the way down, another page of them."""
    return await inviting.choose(turn, tx, pressed_which(turn), pressed_version(turn))


async def hand_over(turn: Turn, tx: Tx) -> list[Reply]:
    """交接."""
    return await inviting.hand_over(turn, tx, pressed_which(turn))


async def revoke(turn: Turn, tx: Tx) -> list[Reply]:
    """撤回."""
    return await invitations.revoke(turn, tx, pressed_which(turn))


async def accept(turn: Turn, tx: Tx) -> list[Reply]:
    """✅ 接受."""
    return await invitations.accept(turn, tx, pressed_which(turn))


async def decline(turn: Turn, tx: Tx) -> list[Reply]:
    """不是我."""
    return invitations.decline(turn, pressed_which(turn))


async def who_am_i(turn: Turn, tx: Tx) -> list[Reply]:
    """`/whoami`."""
    return [await standing.who_am_i(turn, tx)]


async def leave(turn: Turn, tx: Tx) -> list[Reply]:
    """`/leave`."""
    return [await standing.ask_which(turn, tx)]


async def resign(turn: Turn, tx: Tx) -> list[Reply]:
    """辞任: one of them."""
    return [await standing.ask_sure(turn, tx, pressed_which(turn))]


async def resign_surely(turn: Turn, tx: Tx) -> list[Reply]:
    """确定辞任."""
    return await standing.leave(turn, tx, pressed_which(turn))


async def stay(turn: Turn, tx: Tx) -> list[Reply]:
    """不辞了."""
    return [standing.stay(turn)]
