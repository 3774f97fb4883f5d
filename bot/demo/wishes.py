"""The wishes of the invented district: each with the steps that it has taken, as its people would have taken them."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.config import Settings
from bot.config.settings import OTHER
from bot.demo.district import DemoWish
from bot.domain.clock import to_millis
from bot.domain.ids import new_id
from bot.domain.points import Dimension, Earning
from bot.domain.public_words import public_words
from bot.domain.wishes import TAKEN, Wish, WishState, kind_of
from bot.fsm.wish import E, Who
from bot.services.points import ledger
from bot.services.wishes.clock import WAKE, stages
from bot.services.wishes.life import MATTER
from bot.storage import due
from bot.storage import wishes as rows
from bot.storage.database import Tx
from bot.storage.wishes import Event
from bot.texts.wishes.steps import wish_reason

# How a wish comes into each state, a quarter of a day for each step; who takes it: the clock's part is left out.
WAY = (
    (E.SUBMIT, WishState.PENDING_REVIEW, Who.WISHER),
    (E.PUBLISH, WishState.OPEN, Who.SECRETARY),
    (E.CLAIM, WishState.CLAIMED, Who.CLAIMER),
    (E.DELIVER, WishState.DELIVERED, Who.CLAIMER),
    (E.CONFIRM, WishState.CONFIRMED, Who.WISHER),
)
STEP = timedelta(hours=6)


async def put(tx: Tx, told: DemoWish, settings: Settings, moment: datetime, known: Mapping[int, str]) -> None:
    """Keep it with all that happened to it; what it earned is in the ledger, and the clock looks after it."""
    begun = moment - timedelta(days=told.days_ago)
    way = WAY[: [state for _, state, _ in WAY].index(told.state) + 1]
    times = [to_millis(min(begun + STEP * at, moment)) for at in range(len(way))]
    wish = _wish(told, settings, known, times)
    await rows.add(tx, wish)
    by = {Who.WISHER: wish.person_id, Who.CLAIMER: wish.claimer_id, Who.SECRETARY: known[told.secretary]}
    for (event, state, who), at in zip(way, times, strict=True):
        await rows.note_event(tx, Event(wish.id, event, state, by[who], who, "", at))
    if wish.state is WishState.CONFIRMED and wish.claimer_id:
        earning = Earning(wish.claimer_id, MATTER, Dimension.EXTRA, "wish", wish.id, wish_reason(wish.kind))
        await ledger.award(tx, settings, earning, wish.since)
    following = [at for at, _ in stages(wish, settings.wishes) if at > to_millis(moment)]
    if following:
        await due.plan(tx, WAKE, wish.id, min(following))


def _wish(told: DemoWish, settings: Settings, known: Mapping[int, str], times: list[int]) -> Wish:
    kinds = {kind.name: kind.words for kind in settings.wish_kinds}
    claimed = told.state in TAKEN
    return Wish(
        id=new_id(),
        person_id=known[told.wisher],
        at=times[0],
        compound_id=told.compound_id,
        kind=kind_of(told.words, kinds, OTHER),
        words=told.words,
        public=public_words(told.words, told.for_name),
        for_name=told.for_name,
        address="" if told.state is WishState.CONFIRMED else told.address,
        state=told.state,
        since=times[-1],
        looked_at=times[-1],
        opened_at=times[1] if len(times) > 1 else None,
        claimer_id=known[told.claimer] if claimed else None,
        due_at=times[2] + settings.wishes.days * 86_400_000 if claimed else None,
    )
