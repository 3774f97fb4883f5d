"""A wish before it is sent: one sentence is enough; what is still missing is asked for, one thing at a time."""

from collections.abc import Iterable
from dataclasses import replace

from bot.config.settings import OTHER
from bot.domain.ids import new_id
from bot.domain.masks import masked_phone
from bot.domain.messages import Choices, Contact, Outbound, Place, Prompt, Reply
from bot.domain.people import Unit, UnitKind
from bot.domain.policy import May, who
from bot.domain.public_words import door_in, public_words
from bot.domain.wishes import Wish, kind_of
from bot.fsm.wish import E
from bot.services import asking
from bot.services.estates import label_for
from bot.services.layout import button, in_rows
from bot.services.phones import read_phone
from bot.services.privacy.agreeing import agree_to_contact
from bot.services.report.needs import consented
from bot.services.scope import units_held
from bot.services.turn import Office, Turn
from bot.services.wishes import clock, life, telling
from bot.storage import homes, people
from bot.storage import wishes as rows
from bot.storage.database import Tx
from bot.texts.general import PrivacyNotice
from bot.texts.wishes import drafting as say

WORDS, PLACE, CONTACT, WISHER = "wish_words", "wish_place", "wish_contact", "wish_for"
# Fewer letters and digits than these say nothing.
LEAST = 2
NAME = 8


async def begin(turn: Turn, tx: Tx, words: str) -> list[Reply]:
    """A new wish with `words` (empty: they are asked for), in place of one that was not finished."""
    if not words and (draft := await rows.draft_of(tx, turn.person.id)) and draft.words:
        return [await move(turn, tx, draft)]
    compound_id, building = await _usually(turn, tx)
    draft = Wish(new_id(), turn.person.id, turn.now, compound_id, address=building, looked_at=turn.now)
    refusal = _refusal(turn, words) if words else None
    if words and not refusal:
        draft = _worded(turn.office, draft, words)
    await rows.begin(tx, draft)
    await clock.plan(tx, turn.office, draft)
    shown = await move(turn, tx, draft)
    return [turn.reply(refusal), shown] if refusal else [shown]


async def _usually(turn: Turn, tx: Tx) -> tuple[str | None, str]:
    """The compound and the building where they live, as far as that is known and clear."""
    found = [home for home in await homes.of_person(tx, turn.person.id) if turn.office.directory.get(home.compound_id)]
    if len(found) == 1:
        return found[0].compound_id, found[0].building
    served = _served(turn)
    return (served[0] if not found and len(served) == 1 else None), ""


def _served(turn: Turn) -> list[str]:
    """The compounds in, or over, which they may wish for others."""
    directory, units = (
        turn.office.directory,
        units_held(turn.person, May.WISH_FOR),
    )
    over = {compound for unit_id in units for compound in directory.compounds_under(unit_id)}
    inside = {unit.id for unit_id in units if (unit := directory.above(unit_id, UnitKind.COMPOUND))}
    return sorted(over | inside)


def _refusal(turn: Turn, words: str) -> Prompt | None:
    """Why a sentence cannot stand as a wish."""
    most = turn.office.settings.wishes.max_words
    if sum(mark.isalnum() for mark in words) < LEAST:
        return say.WishIsEmpty()
    return say.WishTooLong(most) if len(words) > most else None


def _worded(office: Office, draft: Wish, words: str) -> Wish:
    """With a sentence: what kind it is; a number and a door that stand in it are for whoever claims it."""
    kinds = {kind.name: kind.words for kind in office.settings.wish_kinds}
    return replace(
        draft,
        words=words,
        kind=kind_of(words, kinds, OTHER),
        contact=read_phone(words) or draft.contact,
        address=door_in(words) or draft.address,
    )


# ── what is missing, and the card ─────────────────────────────────────────────────────────────────────────────
async def move(turn: Turn, tx: Tx, draft: Wish) -> Outbound:
    """What is to be said next, or the card to be checked."""
    if not consented(turn):
        settings = turn.office.settings
        notice = PrivacyNotice(settings.district.name, settings.privacy.notice)
        return telling.on_card(turn, draft, notice, ((button(draft, "w_agree"), button(draft, "w_cancel")),))
    if not draft.words:
        await asking.ask(turn, tx, WORDS, draft.id)
        return telling.on_card(turn, draft, say.AskWish(), ((button(draft, "w_cancel"),),))
    if draft.compound_id is None:
        return await _ask_place(turn, tx, draft)
    return review(turn, draft)


def review(turn: Turn, draft: Wish) -> Outbound:
    """The card to be checked before it is sent."""
    compound = turn.office.directory.name_of(draft.compound_id)
    contact = masked_phone(draft.contact) if draft.contact else ""
    prompt = say.WishDraft(draft.words, draft.kind, compound, draft.for_name, contact, draft.address)
    others = (button(draft, "w_for"),) if not turn.person.roles.isdisjoint(who(May.WISH_FOR)) else ()
    choices: Choices = (
        (button(draft, "w_submit"),),
        (button(draft, "w_words"), button(draft, "w_kind")),
        (button(draft, "w_phone"), *others),
        (button(draft, "w_cancel"),),
    )
    return telling.on_card(turn, draft, prompt, choices)


async def _ask_place(turn: Turn, tx: Tx, draft: Wish) -> Outbound:
    known = [home.compound_id for home in await homes.of_person(tx, turn.person.id)]
    units = [
        unit for unit_id in dict.fromkeys([*known, *_served(turn)]) if (unit := turn.office.directory.get(unit_id))
    ]
    await asking.ask(turn, tx, PLACE, draft.id)
    if not units:
        return telling.on_card(turn, draft, say.AskWishPlace(), _only_cancel(draft))
    return _places(turn, draft, units)


def _places(turn: Turn, draft: Wish, units: Iterable[Unit], called: str = "") -> Outbound:
    named = tuple((button(draft, "w_at", unit.id, label_for(unit, called)),) for unit in units)
    return telling.on_card(turn, draft, say.ChooseWishPlace(), (*named, *_only_cancel(draft)))


def _only_cancel(draft: Wish) -> Choices:
    return ((button(draft, "w_cancel"),),)


def back(draft: Wish) -> Choices:
    """The way back to the card."""
    return ((button(draft, "w_draft"),),)


async def changed(turn: Turn, tx: Tx, draft: Wish, after: Wish) -> Outbound:
    """Keep it as it is now, and show what comes next."""
    await asking.answered(turn, tx)
    after = replace(after, at=turn.now)
    kept = await rows.change(tx, draft, after)
    return await move(turn, tx, replace(after, version=draft.version + 1) if kept else draft)


# ── pressed on the card ───────────────────────────────────────────────────────────────────────────────────────
async def agree(turn: Turn, tx: Tx, draft: Wish) -> list[Reply]:
    """They agree to the privacy notice: what they said is used from here on."""
    await people.consent(tx, turn.person.id, turn.office.settings.privacy.version, turn.now)
    agreed = replace(turn.person, consent_version=turn.office.settings.privacy.version)
    return [await move(replace(turn, person=agreed), tx, draft)]


async def ask(turn: Turn, tx: Tx, draft: Wish, kind: str) -> list[Reply]:
    """Another sentence, a number, for whom: the next words say it."""
    await asking.ask(turn, tx, kind, draft.id)
    prompts: dict[str, Prompt] = {
        WORDS: say.AskWish(),
        CONTACT: say.AskWishContact(turn.office.settings.privacy.contact),
        WISHER: say.AskWisher(),
    }
    return [telling.on_card(turn, draft, prompts[kind], back(draft))]


def kinds(turn: Turn, draft: Wish) -> Outbound:
    """Which kind is it?"""
    named = [button(draft, "w_sort", str(at), kind.name) for at, kind in enumerate(turn.office.settings.wish_kinds)]
    return telling.on_card(turn, draft, say.ChooseWishKind(), (*in_rows(named), *back(draft)))


async def settle(turn: Turn, tx: Tx, draft: Wish, compound_id: str) -> list[Reply]:
    """One of the compounds offered; who lived nowhere yet lives there."""
    unit = turn.office.directory.get(compound_id)
    if unit is None or unit.kind is not UnitKind.COMPOUND:
        return [await move(turn, tx, draft)]
    if not _served(turn) and not await homes.of_person(tx, turn.person.id):
        await homes.add(tx, turn.person.id, homes.Home(unit.id, ""), turn.now)
        await people.settle_in(tx, turn.person.id, unit.id)
    return [await changed(turn, tx, draft, replace(draft, compound_id=unit.id))]


async def submit(turn: Turn, tx: Tx, draft: Wish) -> list[Reply]:
    """To the secretary, with the words that everybody may read."""
    if not consented(turn) or not draft.words or draft.compound_id is None:
        return [await move(turn, tx, draft)]
    await asking.answered(turn, tx)
    if (draft.contact or draft.address) and not draft.for_name:
        await agree_to_contact(turn, tx)
    ready = replace(draft, public=public_words(draft.words, draft.for_name), at=turn.now)
    sent, told = await life.act(turn, tx, ready, E.SUBMIT)
    return [await telling.shown(turn, tx, sent), *[one for one in told if not _is_to(one, turn)]]


def _is_to(message: Reply, turn: Turn) -> bool:
    """A secretary who wishes for somebody sees it once."""
    return isinstance(message, Outbound) and message.to == turn.person.id


# ── answered in words ─────────────────────────────────────────────────────────────────────────────────────────
async def _draft(turn: Turn, tx: Tx, subject: str) -> Wish | None:
    draft = await rows.draft_of(tx, turn.person.id)
    return draft if draft and draft.id == subject else None


async def told_words(turn: Turn, tx: Tx, subject: str) -> list[Reply] | None:
    """What is wished for; asked again where it says nothing or too much."""
    draft = await _draft(turn, tx, subject)
    if draft is None:
        return None
    if refusal := _refusal(turn, turn.words):
        return [turn.reply(refusal)]
    return [await changed(turn, tx, draft, _worded(turn.office, draft, turn.words))]


async def told_place(turn: Turn, tx: Tx, subject: str) -> list[Reply] | None:
    """A name or a pin: the compound, or those that may be meant."""
    draft, directory = await _draft(turn, tx, subject), turn.office.directory
    if draft is None:
        return None
    if isinstance(turn.content, Place):
        found = directory.around(turn.content.latitude, turn.content.longitude)
    elif unit := directory.named(turn.words) or directory.mentioned(turn.words):
        return await settle(turn, tx, draft, unit.id)
    else:
        found = directory.search(turn.words) if turn.words else []
    return [_places(turn, draft, found, turn.words) if found else turn.reply(say.AskWishPlace(unknown=True))]


async def told_contact(turn: Turn, tx: Tx, subject: str) -> list[Reply] | None:
    """A shared or typed number, and a door if they like."""
    draft = await _draft(turn, tx, subject)
    if draft is None:
        return None
    said = turn.content.phone if isinstance(turn.content, Contact) else turn.words
    phone, door = read_phone(said), door_in(said)
    if not phone and not door:
        return [turn.reply(say.WishContactNotRead(), back(draft))]
    after = replace(draft, contact=phone or draft.contact, address=door or draft.address)
    return [await changed(turn, tx, draft, after)]


async def told_wisher(turn: Turn, tx: Tx, subject: str) -> list[Reply] | None:
    """The name of whose wish it is, with a number and a door where they have one; in the compound that they serve."""
    draft = await _draft(turn, tx, subject)
    if draft is None:
        return None
    name = _name_in(turn.words)
    if not name:
        return [turn.reply(say.AskWisher(), back(draft))]
    served = _served(turn)
    here = draft.compound_id if draft.compound_id in served else served[0] if len(served) == 1 else None
    after = replace(draft, for_name=name, contact=read_phone(turn.words), address=door_in(turn.words), compound_id=here)
    return [await changed(turn, tx, draft, after)]


def _name_in(words: str) -> str:
    """What stands before the first sign, number or gap."""
    begun = "".join(mark if mark.isalpha() else " " for mark in words).split()
    return begun[0][:NAME] if begun else ""


async def drop_any(turn: Turn, tx: Tx) -> list[Reply] | None:
    """Of a wish that is being written, nothing is kept; None where none is."""
    draft = await rows.draft_of(tx, turn.person.id)
    return await drop(turn, tx, draft) if draft else None


async def drop(turn: Turn, tx: Tx, draft: Wish) -> list[Reply]:
    """取消: nothing of it is kept."""
    await asking.answered(turn, tx)
    await rows.drop(tx, draft.id, turn.person.id)
    await clock.forget(tx, draft)
    return [telling.on_card(turn, draft, say.WishDropped(), ())]
