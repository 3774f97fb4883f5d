"""What is still missing in a draft, as the flow's guards want to know it."""

from dataclasses import replace
from datetime import timedelta

from bot.config.directory import Question
from bot.domain.clock import to_millis
from bot.domain.likeness import Nearness, nearness, parts_of
from bot.domain.matters import things_in
from bot.domain.tickets import Severity, Ticket, TicketState
from bot.fsm.report import E, S
from bot.fsm.report_facts import ReportFacts, more_than_one_may, similar_was_found
from bot.services import limits
from bot.services.report.alike import found_alike
from bot.services.report.draft import Draft
from bot.services.turn import Turn
from bot.services.understanding import department_for
from bot.storage import tickets
from bot.storage.database import Tx

# So long after danger was told, whatever comes is about it.
DANGER_LASTS = timedelta(minutes=30)
OFFERED = 2


def consented(turn: Turn) -> bool:
    """Whether they agreed to the present privacy notice."""
    return turn.person.consent_version >= turn.office.settings.privacy.version


def compound_of(turn: Turn, draft: Draft) -> str:
    """The compound that this is about: the one named, else where they live; empty where neither is known."""
    elsewhere = draft.only_home or draft.entered_by or draft.among
    named = draft.compound_id or ("" if elsewhere else turn.person.home_id)
    return named if named and turn.office.directory.get(named) else ""


async def looked_into(turn: Turn, tx: Tx, event: E, draft: Draft) -> tuple[Draft, ReportFacts]:
    """The draft with what the store knows about its matter, and what the guards may know."""
    agreed = consented(turn) or event is E.AGREE
    settled = compound_of(turn, draft)
    answered = bool(draft.answers)
    if event is E.BACK and draft.state in (S.QUESTION, S.REVIEW):
        draft = replace(draft, answers=draft.answers[:-1])  # the answer given last is asked for again
    if event is E.TOLD and draft.state is S.NEW and draft.says_something and not draft.entered_by:
        draft = await _with_own(turn, tx, draft)
    question = open_question(turn, draft)
    asked = turn.office.report_flow.asks(draft.state, event, similar_was_found)
    if asked and agreed and settled and draft.words and not question:
        draft = replace(draft, similar=await found_alike(turn, tx, draft, settled))
    limited = turn.office.report_flow.asks(draft.state, event, more_than_one_may)
    limit = await limits.limit_of(turn, tx, settled, draft.words) if limited and not draft.tells_danger else None
    return draft, ReportFacts(
        consented=agreed,
        # Danger is sent though nobody knows where.
        settled=bool(settled) or (event is E.SUBMIT and draft.tells_danger),
        described=bool(draft.words),
        belongs=bool(draft.ticket_id),
        may_belong=bool(draft.own),
        two_problems=bool(draft.parts) and not draft.whole,
        only_home=draft.only_home and not draft.says_something,
        question_open=question is not None,
        answered=answered,
        similar_found=bool(draft.similar),
        reachable=bool(draft.contact),
        held_up=limit is not None,
        number_hidden=bool(draft.offered),
    )


def open_question(turn: Turn, draft: Draft) -> Question | None:
    """The next question of its category whose answers lead to different departments; None where none matters."""
    if not draft.sure or not draft.words:
        return None
    asked = {question for question, _ in draft.answers}
    return next(
        (
            question
            for question in turn.office.settings.questions_of(draft.category)
            if question.ask not in asked
            and not question.is_answered_in(draft.spoken)
            and _decides(turn, draft, question)
        ),
        None,
    )


def _decides(turn: Turn, draft: Draft, question: Question) -> bool:
    departments = {
        department_for(
            turn.office.settings, draft.category, draft.severity, f"{draft.spoken} {answer.say}", turn.moment
        )
        for answer in question.answers
    }
    return len(departments) > 1


async def _with_own(turn: Turn, tx: Tx, draft: Draft) -> Draft:
    """With the open tickets of theirs to which a first message surely belongs, or may belong."""
    since = turn.moment - timedelta(days=turn.office.settings.report.follow_days)
    for ticket in (open_ones := await tickets.open_of(tx, turn.person.id, to_millis(since), OFFERED)):
        if _surely(turn, draft, ticket):
            return replace(draft, ticket_id=ticket.id)
    if draft.danger:
        return draft
    return replace(draft, own=tuple(ticket.id for ticket in open_ones if _perhaps(draft, ticket)))


def _surely(turn: Turn, draft: Draft, ticket: Ticket) -> bool:
    """A late part of its album, the answer to what was asked, or something said while the danger lasts."""
    if draft.album and draft.album == ticket.album:
        return True
    if ticket.state is TicketState.NEEDS_INFO and not (draft.clear and draft.category != ticket.category):
        return True
    return ticket.severity is Severity.DANGER and turn.moment - ticket.created_at < DANGER_LASTS


def _perhaps(draft: Draft, ticket: Ticket) -> bool:
    """It says nothing clear of its own, or the same matter in no other place; never what is about another thing,
    but where something was asked of them: 「在花坛后面」 may be where the dogs are."""
    if not draft.words or ticket.state is TicketState.NEEDS_INFO:
        return True
    things = things_in(draft.words)
    if things and things.isdisjoint(things_in(ticket.words)):
        return False
    if not draft.clear:
        return True
    elsewhere = nearness(parts_of(draft.place), parts_of(ticket.place)) is Nearness.APART
    return draft.category == ticket.category and not elsewhere
