"""What becomes of a ticket: opened, accepted, acknowledged, withdrawn. Rights are part of each query (DOMAIN §8)."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot.domain.errors import NotFound, OutdatedCard
from bot.domain.messages import Choice, MediaRef, Outbound, Reply, Urgency
from bot.domain.people import Role
from bot.domain.tickets import Ticket, TicketState
from bot.fsm.ticket import Do, E
from bot.services import alerts
from bot.services.turn import Turn
from bot.storage import alerts as alert_rows
from bot.storage import followers, people, tickets
from bot.storage.database import Tx
from bot.texts.own import TakenBack
from bot.texts.ticket import AcceptedNews
from bot.texts.words import OFFICES

DESK_ROLES: tuple[Role, ...] = tuple(alerts.LEVEL_OF)
MOST_IN_ALBUM = 10


async def on_the_desk(turn: Turn, tx: Tx, limit: int) -> tuple[int, list[Ticket]]:
    """How many tickets wait for this person to accept them, and the first of them: danger, then the oldest."""
    units = await desk_units(turn, tx)
    return await tickets.count_open_in(tx, units), await tickets.open_in(tx, units, limit)


async def desk_units(turn: Turn, tx: Tx) -> frozenset[str]:
    """The units whose tickets this person may handle.

    What is told of no place is the district's; where nobody sits there, theirs who are told of it instead.
    """
    units, top = turn.office.directory.reach_of(turn.person, DESK_ROLES), turn.office.directory.top.id
    if not units or top in units:
        return units
    rung = await alerts.rung_from(tx, turn.office, top, 0)
    return units | {top} if rung and turn.person.id in rung.people else units


async def at_desk(turn: Turn, tx: Tx, ticket_id: str) -> Ticket:
    """The ticket, for somebody who may handle it. Raises `NotFound` where it is missing or another unit's."""
    units = await desk_units(turn, tx)
    ticket = await tickets.in_units(tx, ticket_id, units) if units else None
    if ticket is None:
        raise NotFound(ticket_id)
    return ticket


async def taken_by(tx: Tx, ticket: Ticket) -> str:
    """The office that acted on it last; empty while nobody but its reporter did."""
    role = await tickets.last_role(tx, ticket.id)
    return OFFICES.get(role, "") if role else ""


async def albums_of(tx: Tx, ticket: Ticket) -> list[tuple[MediaRef, ...]]:
    """The ticket's files as messages can carry them."""
    return in_albums(await tickets.media_of(tx, ticket.id))


def in_albums(files: Sequence[MediaRef]) -> list[tuple[MediaRef, ...]]:
    """Files as messages can carry them: what is looked at together, each sound alone."""
    looked_at = [ref for ref in files if ref.kind in ("photo", "video")]
    albums = [tuple(looked_at[at : at + MOST_IN_ALBUM]) for at in range(0, len(looked_at), MOST_IN_ALBUM)]
    return [*albums, *((ref,) for ref in files if ref not in looked_at)]


async def act(turn: Turn, tx: Tx, ticket: Ticket, event: E, reason: str = "") -> tuple[Ticket, list[Reply]]:
    """Take `event` to the ticket: new state, appended event, everybody told who must know, in one unit of work.

    Raises `NotPossibleNow` where the flow has no such step, `OutdatedCard` where somebody else was quicker.
    """
    step = turn.office.ticket_flow.step(ticket.state, event, None)
    became = TicketState(step.state)
    if not await tickets.advance(tx, ticket, became, turn.now):
        raise OutdatedCard(ticket.id)
    # Its reporter withdraws as a resident, whatever posts they hold: no desk may guess who complained.
    role = Role.RESIDENT if event is E.WITHDRAW else acting_role(turn, ticket)
    await tickets.append_event(tx, ticket.id, event, ticket.state, became, turn.person.id, role, turn.now, reason)
    changed = replace(ticket, state=became, version=ticket.version + 1)
    replies: list[Reply] = []
    for effect in step.effects:
        replies += await EFFECTS[Do(effect)](turn, tx, changed, role)
    return changed, replies


def acting_role(turn: Turn, ticket: Ticket) -> Role:
    """The lowest role in which this person may handle the ticket; `resident` where they may not.

    For what is told of no place, that is the highest that they hold.
    """
    for role in DESK_ROLES:
        if ticket.compound_id in turn.office.directory.reach_of(turn.person, (role,)):
            return role
    nowhere = ticket.compound_id == turn.office.directory.top.id
    return next((role for role in reversed(DESK_ROLES) if nowhere and role in turn.person.roles), Role.RESIDENT)


async def _stop_alert(turn: Turn, tx: Tx, ticket: Ticket, role: Role) -> list[Reply]:
    await alerts.acknowledge(tx, ticket.id, None if role is Role.RESIDENT else turn.person.id)
    return []


async def _tell_reporter(turn: Turn, tx: Tx, ticket: Ticket, role: Role) -> list[Reply]:
    """Everybody who follows it; a neighbour who joined does not read what another one wrote."""
    news = AcceptedNews(ticket.number, OFFICES[role], ticket.words)
    joined = AcceptedNews(ticket.number, OFFICES[role], ticket.category)
    return [
        Outbound(to=person_id, prompt=news if person_id == ticket.reporter_id else joined, urgency=Urgency.NOTICE)
        for person_id in await followers.of_ticket(tx, ticket.id)
    ]


async def _tell_desk(turn: Turn, tx: Tx, ticket: Ticket, role: Role) -> list[Reply]:
    """Redraw the card wherever the ladder has shown it, so that nobody acts on what is past."""
    prompt = await alerts.desk_card(tx, turn.office, ticket, taken_by=OFFICES.get(role, ""))
    shown = await desks_shown(turn, tx, ticket)
    return [*alerts.at_desks(ticket, shown, prompt, Urgency.NOTICE, edits=True)]


async def _tell_followers(turn: Turn, tx: Tx, ticket: Ticket, role: Role) -> list[Reply]:
    """Everybody else who follows it hears that it was taken back, and can report it anew."""
    news = TakenBack(ticket.number, await tickets.reason_of(tx, ticket.id, E.WITHDRAW))
    again = ((Choice("again", ticket.id, ticket.version),),)
    return [
        Outbound(to=person_id, prompt=news, choices=again, urgency=Urgency.NOTICE)
        for person_id in await followers.of_ticket(tx, ticket.id)
        if person_id != turn.person.id
    ]


async def desks_shown(turn: Turn, tx: Tx, ticket: Ticket) -> list[str]:
    """Everybody on the rungs that the alert has reached, and whoever acts now; never a neighbour who joined."""
    alert = await alert_rows.load(tx, ticket.id)
    reached = alert.level if alert else 0
    shown: dict[str, None] = {}
    for level, role in enumerate(turn.office.settings.alerts.levels):
        unit = turn.office.directory.above(ticket.compound_id, alerts.LEVEL_OF[role])
        if unit and (level <= reached or not shown):
            shown |= dict.fromkeys(await people.holders(tx, role, [unit.id]))
    if not shown and (rung := await alerts.rung_from(tx, turn.office, ticket.compound_id, reached)):
        shown |= dict.fromkeys(rung.people)
    if turn.person.id != ticket.reporter_id and acting_role(turn, ticket) is not Role.RESIDENT:
        shown |= {turn.person.id: None}
    return list(shown)


EFFECTS: dict[Do, Callable[[Turn, Tx, Ticket, Role], Awaitable[list[Reply]]]] = {
    Do.STOP_ALERT: _stop_alert,
    Do.TELL_REPORTER: _tell_reporter,
    Do.TELL_DESK: _tell_desk,
    Do.TELL_FOLLOWERS: _tell_followers,
}
