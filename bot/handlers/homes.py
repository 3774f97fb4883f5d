"""`/home` and `/simple`: where somebody lives, and how much they want to read."""

from dataclasses import replace

from bot.domain.messages import Command, Reply
from bot.handlers.pressing import pressed_which
from bot.services import homes, report
from bot.services.turn import Turn
from bot.storage import people
from bot.storage.database import Tx
from bot.texts.homes import SimpleNow


async def show(turn: Turn, tx: Tx) -> list[Reply]:
    """`/home`."""
    return await homes.show(turn, tx)


async def prefer(turn: Turn, tx: Tx) -> list[Reply]:
    """设为常用."""
    return await homes.prefer(turn, tx, pressed_which(turn))


async def remove(turn: Turn, tx: Tx) -> list[Reply]:
    """去掉."""
    return await homes.remove(turn, tx, pressed_which(turn))


async def add(turn: Turn, tx: Tx) -> list[Reply]:
    """再加一个."""
    return await report.move(turn, tx)


async def simple(turn: Turn, tx: Tx) -> list[Reply]:
    """`/simple`: fewer and plainer words, or all of them again. Who says 看不懂 wants the former."""
    wanted = not (turn.person.simple and isinstance(turn.content, Command))
    await people.prefer_simple(tx, turn.person.id, simple=wanted)
    turn = replace(turn, person=replace(turn.person, simple=wanted))
    return [turn.reply(SimpleNow(wanted)), *await report.show_present(turn, tx)]
