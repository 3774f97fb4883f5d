"""Notices: reports are met with what the units tell now; a desk registers one, and takes it down again."""

from bot.domain.clock import from_millis
from bot.domain.errors import NotAllowed
from bot.domain.messages import Choice, Outbound
from bot.domain.people import Unit
from bot.domain.policy import May
from bot.services.scope import reach_of, units_held
from bot.services.turn import Office, Turn
from bot.storage import broadcasts
from bot.storage import notices as rows
from bot.storage.broadcasts import Broadcast
from bot.storage.database import Tx
from bot.storage.notices import Notice
from bot.texts import notices as say
from bot.texts.words import clock_face

# Of a notice, what meets a report: one line.
MOST_WORDS = 60
MOST_LISTED = 20
# On the button of a list, where a card has its version: after it the list is shown again.
IN_LIST = 1
# A report of the first may be explained by an outage of the others: lifts and pumps stand still without power.
EXPLAINED_BY: dict[str, tuple[str, ...]] = {"电梯": ("供电",), "供排水": ("供电",), "通信广电": ("供电",)}


async def notices_for(tx: Tx, office: Office, compound_id: str, category: str, now_ms: int) -> list[Notice]:
    """What the compound and the units above it tell now that may explain a report of `category`, the newest first."""
    units = [unit.id for unit in office.directory.upwards(compound_id)]
    explaining = (office.settings.category(category).name, *EXPLAINED_BY.get(category, ()))
    return [notice for notice in await rows.current(tx, units, now_ms) if notice.category in explaining]


def own_units(turn: Turn) -> list[Unit]:
    """The units of the desks at which this person sits, always in the same order; they speak for no other.

    Raises `NotAllowed` for somebody without a desk.
    """
    ids = sorted(units_held(turn.person, May.TELL))
    units = [unit for unit in map(turn.office.directory.get, ids) if unit]
    if not units:
        raise NotAllowed("notice")
    return units


def reach(turn: Turn) -> frozenset[str]:
    """Their units and all below, to one compound of which after the other they may send."""
    return reach_of(turn.office.directory, turn.person, May.TELL)


async def told_now(turn: Turn, tx: Tx) -> list[Notice]:
    """What the units of this person tell now, and what they have others tell, the newest first."""
    own = [unit.id for unit in own_units(turn)]
    return (await rows.told_by(tx, own, reach(turn), turn.person.id, turn.now))[:MOST_LISTED]


async def register(turn: Turn, tx: Tx, draft: Broadcast) -> Notice:
    """From now on it meets reports; nobody is sent anything."""
    notice = Notice(
        draft.id, draft.unit_id, draft.category, _one_line(draft.words), draft.person_id, turn.now, draft.until
    )
    await rows.publish(tx, notice)
    return notice


def published(turn: Turn, notice: Notice) -> Outbound:
    """The card once everybody can see it."""
    unit = turn.office.directory.name_of(notice.unit_id)
    prompt = say.NoticePublished(unit, notice.words, clock_face(from_millis(notice.until)))
    return turn.reply(prompt, ((Choice("takedown", notice.id),),), card=card_of(notice.id))


async def take_down(turn: Turn, tx: Tx, notice_id: str) -> bool:
    """撤下; False where it is not theirs, or not told now."""
    own = [unit.id for unit in own_units(turn)]
    return await rows.take_down(tx, notice_id, own, reach(turn), turn.person.id, turn.now)


async def listed(turn: Turn, tx: Tx) -> Outbound:
    """The list, with a button to take down or to stop each; what to write where there is nothing."""
    told = await told_now(turn, tx)
    sending = (await broadcasts.sending_in(tx, reach(turn)))[:MOST_LISTED]
    if not told and not sending:
        return turn.reply(say.NoNotices(), card="notices")
    name_of = turn.office.directory.name_of
    lines = tuple((one.words, name_of(one.unit_id), clock_face(from_millis(one.until))) for one in told)
    named = tuple((_one_line(one.words), name_of(one.unit_id) + one.building, one.total) for one in sending)
    down = [(Choice("takedown", one.id, IN_LIST, say.take_down_nth(nth)),) for nth, one in enumerate(told, 1)]
    stop = [(Choice("halt", one.id, IN_LIST, say.stop_nth(nth)),) for nth, one in enumerate(sending, len(told) + 1)]
    return turn.reply(say.Notices(lines, named), (*down, *stop), card="notices")


def card_of(notice_id: str) -> str:
    """The living card of its author: draft, notice, progress."""
    return f"notice:{notice_id}"


def _one_line(words: str) -> str:
    line = "，".join(words.split("\n"))
    return line if len(line) <= MOST_WORDS else f"{line[: MOST_WORDS - 2]}……"
