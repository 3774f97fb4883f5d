"""Drafts that nobody went on with: reminded once, resumed days later, dropped in the end (config.toml, `drafts`)."""

from dataclasses import replace

from bot.domain.messages import Choice, Media, Outbound, Reply, Text, Urgency
from bot.fsm.report import S
from bot.services.report import draft as drafts
from bot.services.report.draft import Draft
from bot.services.turn import Turn
from bot.storage import drafts as rows
from bot.storage import due
from bot.storage.database import Tx
from bot.texts import drafts as say

IDLE = "draft_idle"
HOUR_MS = 3_600_000


def is_stale(turn: Turn, draft: Draft) -> bool:
    """Nobody touched it for so long that a new message need not belong to it; where nothing was said, any may."""
    return bool(draft.version) and draft.says_something and turn.now - draft.changed_at >= _remind_ms(turn)


async def watch(turn: Turn, tx: Tx, draft: Draft) -> None:
    """Look after a new draft. The one plan is moved when it comes due, not with each step."""
    if draft.version == 1:
        await due.plan(tx, IDLE, turn.person.id, turn.now + _remind_ms(turn))


async def ask_resume(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """继续, 重来 or 删除; what they said or showed just now waits for the answer."""
    if turn.reading or isinstance(turn.content, Media):
        draft = _with_waiting(turn, draft)
        await drafts.save(tx, turn.person.id, draft, turn.now)
    shown = resume_card(turn, draft)
    if isinstance(turn.content, Media) and turn.content.album and not turn.words:
        return [replace(shown, edits=True, replaces=False)]  # the rest of an album: one card for all of it
    return [shown]


def is_for_later(turn: Turn, draft: Draft) -> bool:
    """What was said waits until they have chosen: beside an old draft, and so do photos that follow. Danger never."""
    if turn.reading and turn.reading.danger:
        return False
    return bool(turn.reading and is_stale(turn, draft)) or bool(
        draft.waiting and (turn.reading or isinstance(turn.content, Media))
    )


def _with_waiting(turn: Turn, draft: Draft) -> Draft:
    """One character and one file more than a report may have are kept, so that it is said when they are dropped."""
    most, waiting = turn.office.settings.report, turn.reading or draft.waiting
    if turn.reading and draft.waiting:  # the parts of the last sentence are not those of all that waits
        words = f"{draft.waiting.words}\n{turn.reading.words}"[: most.max_words + 1]
        waiting = replace(turn.reading, words=words, parts=())
    shown = turn.content.files if isinstance(turn.content, Media) else ()
    return replace(draft, waiting=waiting, waiting_files=(*draft.waiting_files, *shown)[: most.max_photos + 1])


def resume_card(turn: Turn, draft: Draft) -> Outbound:
    """What was written so far, and what can be done with it."""
    new = "report_new" if draft.waiting else "restart"
    choices = tuple((Choice(what, draft.id),) for what in ("resume", new, "discard"))
    waiting = draft.waiting.words if draft.waiting else ""
    prompt = say.Unfinished(draft.words, draft.kinds, waiting, tuple(ref.kind for ref in draft.waiting_files))
    return turn.reply(prompt, choices, card=card_of(draft))


def card_of(draft: Draft) -> str:
    """The name of the reminder's living message."""
    return f"idle:{draft.id}"


def said_while_waiting(turn: Turn, draft: Draft) -> Turn:
    """The turn as if what waits were said just now."""
    if draft.waiting is None or turn.inbound is None:
        return turn
    words, files = draft.waiting.words, draft.waiting_files
    content = Media(files, words) if files else Text(words)
    return replace(turn, inbound=replace(turn.inbound, content=content), reading=draft.waiting)


def together(turn: Turn, draft: Draft) -> Draft:
    """The draft with what waits: in danger nobody is asked what belongs to what."""
    if draft.waiting is None:
        return draft
    report = turn.office.settings.report
    told = draft.with_words(draft.waiting.words, draft.waiting, report.max_words)
    return replace(told.with_files(draft.waiting_files, report.max_photos), waiting=None, waiting_files=())


async def look_after(turn: Turn, tx: Tx) -> list[Reply]:
    """The clock: remind once at the same step, drop it in the end with a notice, else look again later.

    Where nothing was said there is nothing to remind of, nor to miss.
    """
    draft = await drafts.load(tx, turn.person.id)
    if draft is None:
        return []
    idle = turn.now - draft.changed_at
    drop_ms = turn.office.settings.drafts.drop_after_days * 24 * HOUR_MS
    if idle >= drop_ms:
        await rows.delete(tx, turn.person.id)
        if not draft.says_something:
            return []
        return [
            replace(
                turn.reply(say.Dropped("；".join(part.words for part in (draft, *draft.rest))), card=card_of(draft)),
                urgency=Urgency.NOTICE,
            )
        ]
    if idle < _remind_ms(turn) and not draft.reminded:
        await due.plan(tx, IDLE, turn.person.id, draft.changed_at + _remind_ms(turn))
        return []
    await due.plan(tx, IDLE, turn.person.id, draft.changed_at + drop_ms)
    if draft.reminded or draft.state is S.CONSENT or not draft.says_something:
        return []
    await drafts.save(tx, turn.person.id, replace(draft, reminded=True), draft.changed_at)
    return [replace(resume_card(turn, draft), urgency=Urgency.NOTICE)]


def _remind_ms(turn: Turn) -> int:
    return int(turn.office.settings.drafts.remind_after_hours * HOUR_MS)
