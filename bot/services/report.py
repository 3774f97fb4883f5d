"""The report conversation: applies what was said to the draft, asks the flow what follows, and does it."""

from dataclasses import replace

from bot.domain.errors import NotFound
from bot.domain.ids import new_id
from bot.domain.messages import Media, Outbound, Place, Reply, Text, Toast, Urgency
from bot.domain.people import Unit, UnitKind
from bot.domain.places import read_place
from bot.domain.tickets import WayIn
from bot.domain.words import clean
from bot.fsm.report import Do, E, ReportFacts, S
from bot.services import draft as drafts
from bot.services.draft import Draft
from bot.services.report_steps import EFFECTS, SHOWN, meant
from bot.services.turn import Turn
from bot.services.typed import typed_button
from bot.storage import people
from bot.storage.database import Tx
from bot.texts import errors, general
from bot.texts import report as say
from bot.texts.words import pin_words

PLACE_WORDS = 40
# Of a compound that we do not know.
LONGEST_NAME = 6


async def tell(turn: Turn, tx: Tx) -> list[Reply]:
    """A sentence, photos or a pin: opens a draft, or is what the present step asked for."""
    draft = await drafts.load(tx, turn.person.id) or Draft(new_id())
    if meant_button := typed_button(turn, draft):
        return await fire(turn, tx, *meant_button)
    notes: list[Reply] = []
    if turn.reading and turn.reading.danger:
        numbers = turn.office.settings.emergency.numbers(turn.reading.danger)
        first = general.Emergency(tuple((entry.name, entry.number) for entry in numbers))
        notes.append(replace(turn.reply(first), urgency=Urgency.DANGER))
    named = _named(turn) if draft.state is S.COMPOUND else None
    if named:
        return [*notes, *await fire(turn, tx, E.SETTLE, replace(draft, compound_id=named.id))]
    album, draft = draft.album, replace(draft, album=_album(turn))
    if not _is_only_a_name(turn, draft):
        draft, told = _told(turn, draft)
        notes += told
    replies = await fire(turn, tx, E.TOLD, draft)
    return [*notes, *(_redrawn(replies) if album and album == draft.album else replies)]


async def begin(turn: Turn, tx: Tx) -> list[Reply]:
    """`/start` or `/report` without more: shows the present step, or asks what is wrong."""
    draft = await drafts.load(tx, turn.person.id)
    return await show(turn, tx, draft) if draft else await fire(turn, tx, E.TOLD, Draft(new_id()))


async def scan(turn: Turn, tx: Tx, code: str) -> list[Reply]:
    """A QR code was scanned: this report is about its compound, and its building, unless they named another place.

    It becomes their compound only where we know none: a neighbour's poster moves nobody.
    """
    unit = turn.office.directory.by_code(code)
    compound = turn.office.directory.above(unit.id, UnitKind.COMPOUND) if unit else None
    if unit is None or compound is None:
        return [turn.reply(say.CompoundNotHere()), *await begin(turn, tx)]
    draft = await drafts.load(tx, turn.person.id) or Draft(new_id())
    place = unit.name if unit.kind is UnitKind.BUILDING and not draft.place else draft.place
    draft = replace(draft, compound_id=compound.id, place=place, way_in=WayIn.QR)
    if E.SCAN in turn.office.report_flow.allowed(draft.state):
        return await fire(turn, tx, E.SCAN, draft)
    if consented(turn) and turn.person.home_id is None:
        await people.settle_in(tx, turn.person.id, compound.id)
    return await fire(turn, tx, E.TOLD, draft)


async def press(turn: Turn, tx: Tx, event: E) -> list[Reply]:
    """A button of the draft's card. A button of an older card says so and shows the present one."""
    draft = await drafts.load(tx, turn.person.id)
    pressed = turn.pressed
    if draft is None or pressed is None:
        return [Toast(errors.CardIsUsed())]
    draft_id, _, value = pressed.which.partition("~")
    if draft_id != draft.id or pressed.version != draft.version:
        return [Toast(errors.CardIsOld()), *await show(turn, tx, draft)]
    if event is E.SETTLE:
        draft = replace(draft, compound_id=_compound(turn, value).id)
    if event is E.CHOOSE_CATEGORY:
        draft = draft.with_category(turn.office.settings.category(value).name)
    return await fire(turn, tx, event, draft)


async def cancel(turn: Turn, tx: Tx) -> list[Reply]:
    """`/cancel`: the draft goes, whichever step it stands at."""
    draft = await drafts.load(tx, turn.person.id)
    return await fire(turn, tx, E.CANCEL, draft) if draft else [turn.reply(general.NothingToCancel())]


async def show(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """The present step once more, as a new message."""
    replies = await EFFECTS[SHOWN[draft.state]](turn, tx, draft)
    return [replace(reply, edits=False) if isinstance(reply, Outbound) else reply for reply in replies]


async def show_present(turn: Turn, tx: Tx) -> list[Reply]:
    """The present step of whatever they are writing; nothing where they write nothing."""
    draft = await drafts.load(tx, turn.person.id)
    return await show(turn, tx, draft) if draft else []


async def fire(turn: Turn, tx: Tx, event: E, draft: Draft) -> list[Reply]:
    """One step of the flow: effects in their order, and the draft kept unless it ended."""
    facts = ReportFacts(
        consented=consented(turn),
        settled=bool(draft.compound_id or turn.person.home_id),
        described=bool(draft.words),
    )
    step = turn.office.report_flow.step(draft.state, event, facts)
    draft = replace(draft, state=S(step.state), version=draft.version + 1)
    if Do.DROP_DRAFT not in step.effects:
        await drafts.save(tx, turn.person.id, draft, turn.now)
    replies: list[Reply] = []
    for effect in step.effects:
        replies += await EFFECTS[Do(effect)](turn, tx, draft)
    return replies


def consented(turn: Turn) -> bool:
    """Whether they agreed to the present privacy notice."""
    return turn.person.consent_version >= turn.office.settings.privacy.version


def _album(turn: Turn) -> str:
    content = turn.inbound.content
    return (content.album or "") if isinstance(content, Media) else ""


def _redrawn(replies: list[Reply]) -> list[Reply]:
    """An album comes as one message for each file, and is answered by one card."""
    return [replace(reply, edits=True) if isinstance(reply, Outbound) else reply for reply in replies]


def _is_only_a_name(turn: Turn, draft: Draft) -> bool:
    """Asked for their compound, they wrote hardly more than a name. What sounds like a problem is kept as words."""
    if draft.state is not S.COMPOUND:
        return False
    match turn.inbound.content:
        case Text(text):
            found = meant(turn)
            if not found and turn.reading and turn.reading.sure:
                return False
            longest = max((len(unit.name) for unit in found), default=LONGEST_NAME)
            return text.isascii() or len(clean(text)) <= longest + len("小区")
        case content:
            return isinstance(content, Place)


def _named(turn: Turn) -> Unit | None:
    content = turn.inbound.content
    return turn.office.directory.named(clean(content.text)) if isinstance(content, Text) else None


def _told(turn: Turn, draft: Draft) -> tuple[Draft, list[Reply]]:
    """The draft with what this message adds, and what must be said about it."""
    limits = turn.office.settings.report
    match turn.inbound.content:
        case Text(text):
            return _with_words(turn, draft, clean(text), limits.max_words)
        case Media(files, caption):
            draft, notes = _with_words(turn, draft, clean(caption), limits.max_words)
            more = draft.with_files(files, limits.max_photos)
            too_many = len(draft.files) + len(files) > limits.max_photos
            return more, [*notes, turn.reply(say.TooManyFiles(limits.max_photos))] if too_many else notes
        case Place(latitude, longitude, name):
            pin = clean(name) or pin_words(latitude, longitude)
            # Asked where it is, they say it anew; unasked, they say it more exactly.
            place = pin if draft.state is S.PLACE else f"{draft.place} {pin}".strip()
            return replace(draft, place=place[: 2 * PLACE_WORDS], placed=True), []
        case _:
            return draft, []


def _with_words(turn: Turn, draft: Draft, words: str, most: int) -> tuple[Draft, list[Reply]]:
    if not words or turn.reading is None:
        return draft, []
    if draft.state is S.PLACE:
        return replace(draft, place=read_place(words) or words[:PLACE_WORDS], placed=True), []
    told = draft.with_words(words, turn.reading, most)
    cut = len(draft.words) + len(words) > most
    return told, [turn.reply(say.TooManyWords(most))] if cut else []


def _compound(turn: Turn, unit_id: str) -> Unit:
    unit = turn.office.directory.get(unit_id)
    if unit is None:
        raise NotFound(unit_id)
    return unit
