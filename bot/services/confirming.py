"""What somebody reports for a resident: in which role, and the link by which the resident confirms it."""

from datetime import timedelta

from bot.domain.clock import to_millis
from bot.domain.ids import new_id
from bot.domain.messages import Choice, Outbound, Prompt, Reply, Urgency
from bot.domain.people import Role
from bot.domain.policy import May, who
from bot.domain.tickets import ENDED, Ticket
from bot.services.turn import Turn
from bot.storage import followers, links, people, tickets
from bot.storage.database import Tx
from bot.texts import behalf as say

PREFIX = "r_"


def role_of(turn: Turn) -> Role:
    """In which of their posts somebody reports for another."""
    return next((role for role in who(May.REPORT_FOR) if role in turn.person.roles), Role.RESIDENT)


async def offer_link(turn: Turn, tx: Tx, ticket: Ticket) -> list[Reply]:
    """A link for the resident, to be passed on."""
    code, hours = PREFIX + new_id(16), turn.office.settings.report.confirm_hours
    await links.make(tx, code, ticket.id, to_millis(turn.moment + timedelta(hours=hours)))
    return [turn.reply(say.ConfirmLink(ticket.number, turn.office.link_to(code), int(hours)))]


async def open_link(turn: Turn, tx: Tx, code: str) -> list[Reply]:
    """Somebody opened a link: theirs, if they agree."""
    if refusal := _refusal(turn, await _ticket(turn, tx, code)):
        return [turn.reply(refusal)]
    notice = turn.office.settings.privacy.notice
    choices = ((Choice("confirm", code),), (Choice("not_mine", code),))
    return [turn.reply(say.SomebodyReported(notice), choices, card=f"link:{code}", first=True)]


async def confirm(turn: Turn, tx: Tx, code: str) -> list[Reply]:
    """是我的: they hear of it from now on, and whoever reported it knows."""
    ticket = await _ticket(turn, tx, code)
    refusal = _refusal(turn, ticket)
    if ticket is None or refusal or not await links.use(tx, code, turn.person.id, turn.now):
        return [turn.reply(refusal or say.LinkIsUsed(), card=f"link:{code}")]
    await people.consent(tx, turn.person.id, turn.office.settings.privacy.version, turn.now)
    await followers.add(tx, ticket.id, turn.person.id, "confirmed", turn.now)
    told = Outbound(to=ticket.reporter_id, prompt=say.ResidentConfirmed(ticket.number), urgency=Urgency.NOTICE)
    look = ((Choice("mine", ticket.id, ticket.version, ticket.number),),)
    return [turn.reply(say.Confirmed(ticket.number), look, card=f"link:{code}"), told]


async def _ticket(turn: Turn, tx: Tx, code: str) -> Ticket | None:
    ticket_id = await links.target(tx, code, turn.now)
    return await tickets.load(tx, ticket_id) if ticket_id else None


def _refusal(turn: Turn, ticket: Ticket | None) -> Prompt | None:
    """Why nobody can confirm it by this link, or not this person: then the link stays good."""
    if ticket is None:
        return say.LinkIsUsed()
    if ticket.reporter_id == turn.person.id:
        return say.LinkIsForThem()
    return say.ReportIsOver() if ticket.state in ENDED else None
