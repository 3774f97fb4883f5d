"""What the clock does about a wish: each state has its stages, each stage comes once, by day."""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from enum import StrEnum

from bot.config.wishes import Wishes
from bot.domain.clock import SHANGHAI, from_millis, to_millis
from bot.domain.messages import Outbound, Reply
from bot.domain.people import UnitKind
from bot.domain.wishes import Wish, WishState
from bot.services import daytime
from bot.services.turn import Office
from bot.services.volunteers.matching import matching, note_told
from bot.services.wishes import telling
from bot.services.wishes.standing import DAY_MS
from bot.storage import due
from bot.storage.database import Tx

WAKE = "wish"
MORNING = time(9)
# A draft that nobody went on with, and a card that no secretary answered.
FORGOTTEN_DAYS = 2
# What living elsewhere counts against having time, or knowing how (`bot/domain/matching.py`).
AWAY = 5


class At(StrEnum):
    """What comes at a stage."""

    FORGET = "forget"
    AGAIN = "again"
    PUSH = "push"
    UNCLAIMED = "unclaimed"
    EXPIRE = "expire"
    SOON = "soon"
    TODAY = "today"
    LAPSE = "lapse"
    REMIND = "remind"
    PROXY = "proxy"


Stages = list[tuple[int, At]]


def stages(wish: Wish, rules: Wishes) -> Stages:
    """When what comes while it stands as it does, in order."""
    made = STAGES.get(wish.state)
    return sorted(made(wish, rules)) if made else []


def _draft(wish: Wish, rules: Wishes) -> Stages:
    return [(wish.at + FORGOTTEN_DAYS * DAY_MS, At.FORGET)]


def _pending(wish: Wish, rules: Wishes) -> Stages:
    return [(wish.since + FORGOTTEN_DAYS * DAY_MS, At.AGAIN)]


def _open(wish: Wish, rules: Wishes) -> Stages:
    push = [] if wish.pushed else [(wish.since + rules.push_days * DAY_MS, At.PUSH)]
    unclaimed = wish.since + (rules.push_days + rules.tell_days) * DAY_MS
    # One that came back late is looked for once more.
    expires = max((wish.opened_at or wish.since) + rules.expire_days * DAY_MS, unclaimed + DAY_MS)
    return [*push, (unclaimed, At.UNCLAIMED), (expires, At.EXPIRE)]


def _claimed(wish: Wish, rules: Wishes) -> Stages:
    due_at = wish.due_at or wish.since
    soon, today = _morning_of(due_at, rules.soon_days), _morning_of(due_at, 0)
    return [(soon, At.SOON), (today, At.TODAY), (due_at, At.LAPSE)]


def _delivered(wish: Wish, rules: Wishes) -> Stages:
    return [(wish.since + rules.remind_days * DAY_MS, At.REMIND), (wish.since + rules.proxy_days * DAY_MS, At.PROXY)]


STAGES: Mapping[WishState, Callable[[Wish, Wishes], Stages]] = {
    WishState.DRAFT: _draft,
    WishState.PENDING_REVIEW: _pending,
    WishState.OPEN: _open,
    WishState.CLAIMED: _claimed,
    WishState.DELIVERED: _delivered,
}


def _morning_of(at: int, days_before: int) -> int:
    day = from_millis(at).astimezone(SHANGHAI).date() - timedelta(days=days_before)
    return to_millis(datetime.combine(day, MORNING, SHANGHAI))


async def plan(tx: Tx, office: Office, wish: Wish) -> None:
    """Wake it at its next stage; nothing more is planned for one that is over."""
    following = [at for at, _ in stages(wish, office.settings.wishes) if at > wish.looked_at]
    if following:
        await due.plan(tx, WAKE, wish.id, min(following))
    else:
        await due.cancel(tx, WAKE, wish.id)


async def forget(tx: Tx, wish: Wish) -> None:
    """Nothing comes any more."""
    await due.cancel(tx, WAKE, wish.id)


def come(wish: Wish, rules: Wishes, now: int) -> At | None:
    """The stage that has come; of several passed while nobody looked, the last."""
    passed = [what for at, what in stages(wish, rules) if wish.looked_at < at <= now]
    return passed[-1] if passed else None


async def put_off(tx: Tx, office: Office, wish_id: str, now: int) -> bool:
    """Whether it is night: then it is looked after in the morning."""
    moment = from_millis(now)
    begins = daytime.begin_of(office.settings.quiet, moment)
    if begins > moment:
        await due.plan(tx, WAKE, wish_id, to_millis(begins))
    return begins > moment


# ── what those hear who have no step to take ──────────────────────────────────────────────────────────────────
async def remind(tx: Tx, office: Office, wish: Wish, what: At, now: int) -> list[Reply]:
    """Whoever should know of this stage."""
    match what:
        case At.SOON | At.TODAY:
            return [*await telling.to_person(tx, office, wish, wish.claimer_id, now, event=what)]
        case At.REMIND:
            return [*await telling.to_person(tx, office, wish, wish.person_id, now)]
        case At.PUSH:
            return [*await _push(tx, office, wish, now)]
        case _:
            return [*await telling.to_secretaries(tx, office, wish, now, event=what)]


async def _push(tx: Tx, office: Office, wish: Wish, now: int) -> list[Outbound]:
    """To a few who can do it: of the same compound first, then of its community."""
    found = await fitting(tx, office, wish, now)
    await note_told(tx, found, wish.compound_id or "", now)
    shown = [await telling.to_person(tx, office, wish, one, now, event="push") for one in found]
    return [message for messages in shown for message in messages]


async def fitting(tx: Tx, office: Office, wish: Wish, now: int) -> list[str]:
    """At most so many volunteers who can do it, the most fitting first; from another compound later."""
    compound, most = wish.compound_id or "", office.settings.wishes.pushes
    community = office.directory.above(compound, UnitKind.COMMUNITY)
    around = office.directory.compounds_under(community.id) if community else ()
    kinds = office.settings.wish_kinds
    skills = tuple(skill for kind in kinds if kind.name == wish.kind for skill in kind.skills)
    ranked: list[tuple[int, str]] = []
    for unit_id in (compound, *(unit_id for unit_id in sorted(around) if unit_id != compound)):
        away = 0 if unit_id == compound else AWAY
        fit = await matching(tx, office, unit_id, skills, from_millis(now), most + 1)
        ranked += [(away - one.score, one.person_id) for one in fit if one.person_id != wish.person_id]
    return [*dict.fromkeys(person_id for _, person_id in sorted(ranked))][:most]
