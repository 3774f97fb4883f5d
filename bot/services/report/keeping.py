"""What a step of the report keeps, or forgets: the consent, the home, the draft itself."""

from bot.domain.messages import Choice, Reply
from bot.fsm.report import S
from bot.services import published
from bot.services.report import danger
from bot.services.report.draft import WHO, Draft
from bot.services.report.draft_card import card_of
from bot.services.turn import Turn
from bot.storage import drafts, homes, people
from bot.storage.database import Tx
from bot.storage.homes import Home
from bot.texts import arrival
from bot.texts.report import notes as say


async def keep_consent(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """They agreed; a place that came with a QR code may now be kept too."""
    await people.consent(tx, turn.person.id, turn.office.settings.privacy.version, turn.now)
    return await keep_compound(turn, tx, draft)


async def keep_compound(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """Where they live, unless we know that: a neighbour's poster, or one report from elsewhere, moves nobody."""
    unknown = turn.person.home_id is None or draft.only_home
    if draft.compound_id and unknown and not draft.entered_by and draft.state is not S.CONSENT:
        await homes.add(tx, turn.person.id, Home(draft.compound_id, draft.building), turn.now)
        if turn.person.home_id is None:
            await people.settle_in(tx, turn.person.id, draft.compound_id)
    return []


async def say_settled(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """It is known where they live; nothing is wrong there. They go on with what they came for."""
    unit = turn.office.directory.get(draft.compound_id)
    names = await published.who(turn, tx, named=draft.estate, told=draft.compound_id) if draft.then == WHO else None
    then = ((Choice(draft.then),),) if draft.then and draft.then != WHO else ()
    name = arrival.compound_label(unit.name, draft.estate) if unit else ""
    return [turn.reply(arrival.Settled(name), then, card=card_of(draft)), *filter(None, (names,))]


async def drop_draft(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """It is sent, or not wanted any more."""
    await drafts.delete(tx, turn.person.id)
    return []


async def say_cancelled(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """不报了; nor does the clock alert anybody."""
    called_off = await danger.call_off(turn, tx, draft) if draft.danger else []
    return [*called_off, turn.reply(say.Cancelled(), card=card_of(draft))]
