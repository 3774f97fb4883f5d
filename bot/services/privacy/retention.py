"""How long what is personal is kept: one table of rules, gone through every hour, what takes long at night.

Each portion is a unit of work of its own, so that nobody waits for it; what was done is not found again, so that it
matters little where a process was stopped.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.config import Settings
from bot.domain.clock import SHANGHAI, from_millis, to_millis
from bot.services.limits import day_of
from bot.storage import audience, clearing, inbox, limits, made_files, outbox, volunteers, wishes
from bot.storage.database import Database, Tx
from bot.storage.privacy import ageing
from bot.storage.privacy.ageing import Forget

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
# Rows of a table in one unit of work, and how long others have before the next one.
PORTION = 500
PAUSE_S = 0.02
# Hours of Shanghai in which what is not urgent is done.
NIGHT = range(2, 5)


@dataclass(frozen=True, slots=True)
class Rule:
    """What goes, after how long (milliseconds), by the key of config.toml that says so ("": fixed), and by what.

    `at_once`: each hour, else at night. `portion`: rows in one unit of work, fewer where each is read and reworded.
    """

    what: str
    key: str
    age: Callable[[Settings], float]
    forget: Forget
    at_once: bool = False
    portion: int = PORTION


async def _readers(tx: Tx, before: int, limit: int) -> int:
    await audience.forget_over(tx, before)
    return 0


async def _made(tx: Tx, before: int, limit: int) -> int:
    await made_files.forget_settled(tx)
    return 0


async def _hits(tx: Tx, before: int, limit: int) -> int:
    await limits.forget(tx, day_of(from_millis(before)))
    return 0


def _days(key: str) -> Callable[[Settings], float]:
    return lambda settings: getattr(settings.retention, key) * DAY_MS


def _sent(settings: Settings) -> float:
    return settings.delivery.keep_sent_hours * HOUR_MS


def _rule(what: str, key: str, forget: Forget, portion: int = PORTION) -> Rule:
    return Rule(what, f"retention.{key}", _days(key), forget, portion=portion)


RULES: Mapping[str, Rule] = {
    "inbox": Rule(
        "updates that were handled (their words go at once)", "intake.keep_done_hours",
        lambda settings: settings.intake.keep_done_hours * HOUR_MS, inbox.forget_done, at_once=True,
    ),
    "readers": Rule("who got a notice that is over", "delivery.keep_sent_hours", _sent, _readers, at_once=True),
    "outbox": Rule(
        "messages that were sent (their words go at once)", "delivery.keep_sent_hours", _sent, outbox.forget_done,
        at_once=True,
    ),
    "made": Rule("files whose message has left", "", lambda _: 0, _made, at_once=True),
    "strangers": Rule(
        "chats of whoever was forgotten, and of groups", "", lambda _: 0, outbox.forget_strangers, at_once=True
    ),
    "hits": Rule("who met a limit of a day", "", lambda _: DAY_MS, _hits, at_once=True),
    "questions": Rule("questions that nobody answered", "", lambda _: 2 * DAY_MS, ageing.questions),
    "deeds": Rule("steps at a desk that nobody ended", "", lambda _: 7 * DAY_MS, ageing.deeds),
    "tries": Rule("wrong codes that somebody typed", "", lambda _: 2 * DAY_MS, ageing.tries),
    "parked": _rule("messages that the platform refused", "failed_days", outbox.forget_parked),
    "poison": _rule("updates that we failed at", "failed_days", inbox.forget_poison),
    "contacts": _rule("numbers on tickets that are over", "contact_days", clearing.drop_old_contacts),
    "links": _rule("links to confirm a report", "link_days", ageing.links),
    "invitations": _rule("invitations that nobody took", "invitation_days", ageing.invitations),
    "wishes": _rule("the words of wishes that are over", "wish_days", wishes.forget_old),
    "files": _rule("volunteers' files that were left, refused or never sent", "file_days", volunteers.forget_old),
    "calls": _rule("who was asked to come", "call_days", ageing.calls),
    "bars": _rule("that somebody could not report for a while", "bar_days", ageing.bars),
    "looks": _rule("looks at a number on a ticket", "look_days", ageing.ticket_looks),
    "file looks": _rule("looks at a number in a file", "look_days", ageing.file_looks),
    "pictures": _rule("pictures that came as files", "ticket_days", ageing.pictures),
    "tickets": _rule("who stands behind old tickets", "ticket_days", ageing.clear_tickets, portion=20),
}  # fmt: skip


async def tidy(db: Database, settings: Settings, moment: datetime) -> dict[str, int]:
    """Go through the rules whose hour it is; how many rows went by each."""
    night = moment.astimezone(SHANGHAI).hour in NIGHT
    return {
        name: await follow(db, rule, settings, to_millis(moment))
        for name, rule in RULES.items()
        if rule.at_once or night
    }


async def follow(db: Database, rule: Rule, settings: Settings, now: int) -> int:
    """All that a rule finds, a portion at a time; how many rows it were."""
    done, before = 0, now - int(rule.age(settings))
    while True:
        portion = await db.write(rule.forget, before, rule.portion)
        done += portion
        if portion < rule.portion:
            return done
        await asyncio.sleep(PAUSE_S)
