"""撤回同意: a yes taken back, to numbers and names or to everything, with what follows at once."""

from dataclasses import replace

from bot.domain.messages import Choice, Reply
from bot.services import asking
from bot.services.privacy import going
from bot.services.privacy.card import CARD
from bot.services.report import draft as drafts
from bot.services.turn import Turn
from bot.storage import clearing, consents, people, volunteers, wishes
from bot.storage import drafts as rows
from bot.storage.consents import Consent, What
from bot.storage.database import Tx
from bot.texts import privacy as say


async def ask_what(turn: Turn, tx: Tx) -> list[Reply]:
    """撤回同意: what of it, and what will follow."""
    choices = ((Choice("pv_nophone"),), (Choice("pv_noall"),), (Choice("pv_show"),))
    return [turn.reply(say.WithdrawWhat(turn.person.simple), choices, card=CARD)]


async def without_contact(turn: Turn, tx: Tx) -> list[Reply]:
    """不留电话了: numbers, names and doors go at once; what is open goes on without them."""
    gone = await drop_contacts(turn, tx)
    return [turn.reply(say.ContactGone(gone), ((Choice("pv_show"),),), card=CARD)]


async def drop_contacts(turn: Turn, tx: Tx) -> int:
    """Every number, name and door that they gave; how many there were. What they are writing stays, without them."""
    person_id, version = turn.person.id, turn.office.settings.privacy.version
    gone = await clearing.drop_contacts(tx, person_id) + await wishes.drop_contacts(tx, person_id)
    gone += await volunteers.drop_contact(tx, person_id)
    if (draft := await drafts.load(tx, person_id)) and (draft.contact or draft.number):
        await drafts.save(tx, person_id, replace(draft, contact="", number="", version=draft.version + 1), turn.now)
        gone += 1
    await consents.say(tx, person_id, Consent(What.CONTACT, version, False, turn.now))
    return gone


async def ask_all(turn: Turn, tx: Tx) -> list[Reply]:
    """全部撤回, asked once more."""
    return [turn.reply(say.SureToWithdrawAll(), ((Choice("pv_none"), Choice("pv_show")),), card=CARD)]


async def withdraw_all(turn: Turn, tx: Tx) -> list[Reply]:
    """真的撤回: they begin nothing new before they agree again; what needs them is ended, tickets go on.

    What they were writing or filling in goes, and the question that was open.
    """
    if hindrances := await going.hindrances(turn, tx):
        return [turn.reply(say.CannotGo(hindrances), ((Choice("leaving"),), (Choice("pv_show"),)), card=CARD)]
    told = await going.end_what_is_open(turn, tx)
    await drop_contacts(turn, tx)
    await rows.delete(tx, turn.person.id)
    await asking.answered(turn, tx)
    await people.withdraw_consent(tx, turn.person.id, turn.office.settings.privacy.version, turn.now)
    return [turn.reply(say.AllWithdrawn(), ((Choice("pv_show"),),), card=CARD), *told]
