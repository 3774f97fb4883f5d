"""The card on which stands what somebody wrote instead of tapping it: named, and shown again with its buttons."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.domain.messages import Reply
from bot.domain.people import Role
from bot.domain.policy import May, who
from bot.domain.volunteers import FileState
from bot.handlers import board, desk, own, responsibilities, volunteers, wishes
from bot.handlers.route import Handler
from bot.services import deeds
from bot.services import own as own_pages
from bot.services.turn import Turn
from bot.storage import volunteers as files
from bot.storage import wishes as wish_rows
from bot.storage.database import Tx
from bot.texts import general as say
from bot.texts.buttons import BUTTONS, buttons_called
from bot.texts.words import REASONS

Known = Callable[[Turn, Tx], Awaitable[bool]]


async def _has_tickets(turn: Turn, tx: Tx) -> bool:
    return await own_pages.page_of(turn, tx, 1) is not None


async def _has_wishes(turn: Turn, tx: Tx) -> bool:
    return bool(await wish_rows.of_person(tx, turn.person.id, 1, 0))


async def _has_claims(turn: Turn, tx: Tx) -> bool:
    return bool(await wish_rows.claimed_by(tx, turn.person.id, 1, 0))


async def _has_file(turn: Turn, tx: Tx) -> bool:
    file = await files.load(tx, turn.person.id)
    return file is not None and file.state is not FileState.LEFT


async def _always(turn: Turn, tx: Tx) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Card:
    """What it is called, what must be allowed to have one, the buttons on it, whether there is one, what shows it."""

    called: str
    action: May
    buttons: frozenset[str]
    known: Known
    show: Handler


def _named(*beginnings: str) -> frozenset[str]:
    return frozenset(name for name in BUTTONS if name.startswith(beginnings))


# What they can do with their own; the branch's buttons stand on other cards.
OF_THE_FILE = frozenset({
    "vedit", "vpause", "vweek", "vmonth", "vlong", "vback", "vleave", "vgone", "vpic", "vteams", "vin", "vout", "vnext",
    "vshow", "vsend", "vdrop", "vagain", "vme",
})  # fmt: skip

# The first that they have is the one that they meant.
CARDS: tuple[Card, ...] = (
    # 返回 of who looked up what departments do stands on several buttons.
    Card(
        say.TRANSFER_CARD, May.SEE_DEPARTMENTS, frozenset({"resp_back", "undeed", "vshow", "back"}),
        deeds.is_passing_on, responsibilities.to_the_ticket,
    ),
    Card(
        say.CLAIMS_CARD, May.CLAIM_WISHES, frozenset({"w_deliver", "w_extend", "w_hand_back", "w_look"}), _has_claims,
        wishes.claims,
    ),
    # 办好了 of who has claimed no wish: a ticket.
    Card(
        say.DESK_CARD, May.HANDLE, _named("do_") | {"ack", "call", "photos", "moredo", "w_deliver"}, _always, desk.show
    ),
    Card(
        say.OWN_CARD, May.REPORT,
        frozenset({"satisfied", "mostly", "unsatisfied", "urge", "withdraw", "more", "again", "leave", *REASONS}),
        _has_tickets, own.my,
    ),
    Card(
        say.MY_WISHES_CARD, May.WISH, frozenset({"w_confirm", "w_not_yet", "w_thank", "w_withdraw"}), _has_wishes,
        wishes.my,
    ),
    Card(say.BOARD_CARD, May.PUBLISH, _named("bd_"), _always, board.show),
    Card(say.FILE_CARD, May.VOLUNTEER, OF_THE_FILE, _has_file, volunteers.me),
    Card(
        say.DEPARTMENTS_CARD, May.SEE_DEPARTMENTS, frozenset({"resp_of", "resp_all"}), _always,
        responsibilities.all_departments,
    ),
)  # fmt: skip


async def show(turn: Turn, tx: Tx, words: str) -> list[Reply]:
    """The hint with the card behind it; without one where they have none that bears these words."""
    called = buttons_called(words)
    roles = {Role.RESIDENT, *turn.person.roles}
    meant = (one for one in CARDS if not called.isdisjoint(one.buttons) and not roles.isdisjoint(who(one.action)))
    for card in meant:
        if await card.known(turn, tx):
            return [turn.reply(say.TapIt(words, card.called)), *await card.show(turn, tx)]
    return [turn.reply(say.TapIt(words))]
