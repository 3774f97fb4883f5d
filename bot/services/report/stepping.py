"""One step of the flow: its effects in their order; and the present step shown once more."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.domain.messages import Outbound, Reply
from bot.fsm.report import Do, E, S
from bot.services.report import asking, changes, idle, keeping, limiting, sending, where
from bot.services.report import draft as drafts
from bot.services.report.draft import Draft
from bot.services.report.needs import looked_into
from bot.services.turn import Turn
from bot.storage.database import Tx
from bot.texts.report.notes import NextProblem

Effect = Callable[[Turn, Tx, Draft], Awaitable[list[Reply]]]


async def fire(turn: Turn, tx: Tx, event: E, draft: Draft) -> list[Reply]:
    """One step of the flow: effects in their order, and the draft kept unless it ended."""
    draft, facts = await looked_into(turn, tx, event, draft)
    step = turn.office.report_flow.step(draft.state, event, facts)
    draft = replace(draft, state=S(step.state), version=draft.version + 1)
    if Do.DROP_DRAFT not in step.effects:
        await drafts.save(tx, turn.person.id, draft, turn.now)
        await idle.watch(turn, tx, draft)
    replies: list[Reply] = []
    for effect in step.effects:
        replies += await EFFECTS[Do(effect)](turn, tx, draft)
    return replies


async def begin_next(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """The second problem of the same message, now that the first one is dealt with."""
    if not draft.rest:
        return []
    following = changes.next_of(draft, draft.rest)
    return [turn.reply(NextProblem()), *await fire(turn, tx, E.MOVE, following)]


async def show(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """The present step once more, as a new message; the older showing goes."""
    replies = await shown(turn, tx, draft)
    return [reply.anew() if isinstance(reply, Outbound) else reply for reply in replies]


async def show_present(turn: Turn, tx: Tx) -> list[Reply]:
    """The present step of whatever they are writing; nothing where they write nothing."""
    draft = await drafts.load(tx, turn.person.id)
    return await show(turn, tx, draft) if draft else []


async def show_begun(turn: Turn, tx: Tx) -> list[Reply]:
    """The same under a refusal or help, which nobody who has said nothing yet need read a question after."""
    draft = await drafts.load(tx, turn.person.id)
    return await show(turn, tx, draft) if draft and not draft.is_untouched else []


# Steps whose card says how many files there are.
_COUNTED = (S.FOLLOWUP, S.DESCRIBE, S.REVIEW)


async def without_file(turn: Turn, tx: Tx, unique_id: str) -> list[Reply]:
    """A picture that nobody can see goes out of what they are writing; the card that counts it is drawn again."""
    draft = await drafts.load(tx, turn.person.id)
    if draft is None or (kept := draft.without_file(unique_id)) == draft:
        return []
    await drafts.save(tx, turn.person.id, kept, draft.changed_at)
    again = await shown(turn, tx, kept) if kept.state in _COUNTED and not kept.waiting else []
    return [reply.in_place() if isinstance(reply, Outbound) else reply for reply in again]


async def shown(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """The present step, where its card stands."""
    return await EFFECTS[SHOWN[draft.state]](turn, tx, draft)


EFFECTS: dict[Do, Effect] = {
    Do.ASK_CONSENT: asking.ask_consent,
    Do.KEEP_CONSENT: keeping.keep_consent,
    Do.ASK_FOLLOWUP: asking.ask_followup,
    Do.ADD_TO_TICKET: sending.add_to_ticket,
    Do.ASK_MORE: asking.ask_more,
    Do.ASK_SPLIT: asking.ask_split,
    Do.ASK_COMPOUND: where.ask_compound,
    Do.SUGGEST_COMPOUNDS: where.suggest_compounds,
    Do.LIST_COMPOUNDS: where.list_compounds,
    Do.KEEP_COMPOUND: keeping.keep_compound,
    Do.SAY_SETTLED: keeping.say_settled,
    Do.ASK_WORDS: asking.ask_words,
    Do.ASK_QUESTION: asking.ask_question,
    Do.SHOW_SIMILAR: asking.show_similar,
    Do.JOIN_TICKET: sending.join_ticket,
    Do.SHOW_REVIEW: asking.show_review,
    Do.SHOW_CHANGES: asking.show_changes,
    Do.OFFER_CATEGORIES: asking.offer_categories,
    Do.ASK_PLACE: asking.ask_place,
    Do.ASK_NEW_WORDS: asking.ask_new_words,
    Do.ASK_PHOTO: asking.ask_photo,
    Do.ASK_CONTACT: asking.ask_contact,
    Do.SAY_LIMIT: limiting.say_limit,
    Do.OPEN_TICKET: sending.open_ticket,
    Do.DROP_DRAFT: keeping.drop_draft,
    Do.SAY_CANCELLED: keeping.say_cancelled,
    Do.BEGIN_NEXT: begin_next,
}

# What is shown again when a step is interrupted.
SHOWN: dict[S, Do] = {
    S.CONSENT: Do.ASK_CONSENT,
    S.FOLLOWUP: Do.ASK_FOLLOWUP,
    S.SPLIT: Do.ASK_SPLIT,
    S.COMPOUND: Do.ASK_COMPOUND,
    S.DESCRIBE: Do.ASK_WORDS,
    S.QUESTION: Do.ASK_QUESTION,
    S.SIMILAR: Do.SHOW_SIMILAR,
    S.REVIEW: Do.SHOW_REVIEW,
    S.CATEGORY: Do.OFFER_CATEGORIES,
    S.PLACE: Do.ASK_PLACE,
    S.WORDS: Do.ASK_NEW_WORDS,
    S.PHOTO: Do.ASK_PHOTO,
    S.CONTACT: Do.ASK_CONTACT,
    S.MORE: Do.ASK_MORE,
}
