"""What each step asks and shows: one function for each `Do` that does nothing else."""

from bot.config.settings import OTHER
from bot.domain.masks import masked_phone
from bot.domain.messages import Choice, Choices, Prompt, Reply
from bot.domain.people import Unit
from bot.domain.places import building_of
from bot.domain.tickets import ENDED
from bot.services.layout import button, in_rows
from bot.services.phones import shows_phone
from bot.services.report.alike import shown_alike
from bot.services.report.draft import Draft
from bot.services.report.draft_card import card
from bot.services.report.needs import compound_of, open_question
from bot.services.report.where import the_one
from bot.services.turn import Turn
from bot.storage import homes, tickets
from bot.storage.database import Tx
from bot.texts import arrival, general
from bot.texts.report import asking as say
from bot.texts.report.card import Review
from bot.texts.report.notes import NothingToAdd
from bot.texts.report.numbers import AskContact, keep_number_label


def _home(turn: Turn, draft: Draft) -> str:
    unit = turn.office.directory.get(compound_of(turn, draft))
    return arrival.compound_label(unit.name, draft.estate) if unit else ""


async def ask_consent(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """The privacy notice, before anything is used."""
    settings = turn.office.settings
    notice = general.PrivacyNotice(settings.district.name, settings.privacy.notice)
    return card(turn, draft, notice, ((button(draft, "agree"),),))


async def ask_followup(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """补充到 #n，还是新问题？ Where what they sent could not be taken, there is nothing to ask."""
    if not draft.says_something:
        return card(turn, draft, NothingToAdd())
    prompt = say.AskFollowup(draft.kinds, draft.words, bool(draft.pin), bool(draft.contact))
    found = [await tickets.followed(tx, ticket_id, turn.person.id) for ticket_id in draft.own]
    named = [
        (button(draft, "attach", ticket.id, say.attach_label(ticket.number, ticket.category)),)
        for ticket in found
        if ticket and ticket.state not in ENDED
    ]
    return card(turn, draft, prompt, (*named, (button(draft, "fresh"),)))


async def ask_more(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """What shall be added to this ticket?"""
    ticket = await tickets.followed(tx, draft.ticket_id, turn.person.id)
    return card(turn, draft, say.AskMore(ticket.number if ticket else ""))


async def ask_split(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """Two problems: one report, or two?"""
    prompt = say.AskSplit(tuple(part.words for part in draft.parts))
    return card(turn, draft, prompt, ((button(draft, "split"),), (button(draft, "whole"),)))


async def ask_words(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """What is wrong?"""
    without = ((button(draft, "wordless"),),) if draft.files else ()
    prompt = say.AskWords(_home(turn, draft), draft.kinds, bool(draft.pin), bool(draft.contact))
    return card(turn, draft, prompt, without)


async def ask_question(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """The next question of its category."""
    question = open_question(turn, draft)
    if question is None:
        return await show_review(turn, tx, draft)
    answers = tuple((button(draft, "answer", str(at), answer.say),) for at, answer in enumerate(question.answers))
    return card(turn, draft, say.AskQuestion(question.ask), answers)


async def show_similar(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """What neighbours reported, what was announced."""
    prompt, numbers = await shown_alike(turn, tx, draft, compound_of(turn, draft))
    join = tuple((button(draft, "join", found, say.join_label(number)),) for found, number in numbers)
    enough = ((button(draft, "enough"),),) if prompt.notices else ()
    return card(turn, draft, prompt, (*join, (button(draft, "other"),), *enough))


async def show_review(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """The card; folded for those who asked for fewer words, and under the numbers to ring in danger."""
    if turn.person.simple or draft.danger:
        return _checked(turn, draft, ((button(draft, "fix"),),))
    return await show_changes(turn, tx, draft)


async def show_changes(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """The card with a button for each of its lines."""
    hide = "unhide" if draft.anonymous else "hide"
    lines = (("kind", "place", "reword"), ("photo", "phone", hide))
    changes = tuple(tuple(button(draft, what) for what in line) for line in lines)
    return _checked(turn, draft, changes)


def _checked(turn: Turn, draft: Draft, changes: Choices) -> list[Reply]:
    """The card, what should be looked at before it is sent, and what can be changed."""
    like = _like(turn, draft)
    first = (*((the_one(turn, draft, unit),) for unit in like), *_likely(draft), *_hidable(draft))
    return card(turn, draft, _review(turn, draft, like), (*first, (button(draft, "submit"),), *changes))


def _like(turn: Turn, draft: Draft) -> list[Unit]:
    """The others that may be meant by a name that none of them bears."""
    found = turn.office.directory.search(draft.misnamed) if draft.misnamed else []
    return [unit for unit in found if unit.id != compound_of(turn, draft)]


def _hidable(draft: Draft) -> Choices:
    """藏起号码, where one stands in what they said: nothing is taken out without this tap; and the one taken out."""
    return (*(((button(draft, "unnumber"),),) if _shows_phone(draft) else ()), *_keepable(draft))


def _keepable(draft: Draft) -> Choices:
    if not draft.offered:
        return ()
    return ((button(draft, "keepnumber", "", keep_number_label(masked_phone(draft.offered))),),)


def _shows_phone(draft: Draft) -> bool:
    return shows_phone(draft.words) or shows_phone(draft.place)


def _likely(draft: Draft) -> Choices:
    """When unsure: three categories, and all the others. Nobody in danger is asked for one."""
    if draft.sure or draft.danger:
        return ()
    offered = tuple(name for name in draft.likely if name != OTHER)
    named = (button(draft, "cat", name, name) for name in offered)
    return tuple((choice,) for choice in (*named, button(draft, "kind", "", say.ALL_CATEGORIES)))


def _review(turn: Turn, draft: Draft, like: list[Unit]) -> Prompt:
    compound_id, building = compound_of(turn, draft), building_of(draft.place)
    directory = turn.office.directory
    built = directory.building(compound_id, f"{draft.estate}{building}") if building else None
    listed = not building or built or not directory.buildings(compound_id)
    return Review(
        compound=_home(turn, draft),
        place=draft.place,
        category=draft.category,
        because=draft.because,
        sure=draft.sure or bool(draft.danger),
        severity=draft.severity,
        words=draft.words,
        files=len(draft.files),
        answers=draft.answered,
        anonymous=draft.anonymous,
        reachable=bool(draft.contact),
        listed=bool(listed),
        simple=turn.person.simple,
        numbered=_shows_phone(draft),
        misnamed=draft.misnamed,
        like=bool(like),
    )


async def offer_categories(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """All categories, the likely ones first."""
    others = (category.name for category in turn.office.settings.categories)
    names = tuple(dict.fromkeys((*draft.likely, *others)))
    return card(turn, draft, say.WhichCategory(), in_rows(button(draft, "cat", name, name) for name in names))


async def ask_place(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """Where exactly; their own building and their other homes are one tap away."""
    directory, here = turn.office.directory, compound_of(turn, draft)
    near: list[Choice] = []
    for home in await homes.of_person(tx, turn.person.id):
        built = directory.building(home.compound_id, home.building) if home.building else None
        if home.compound_id == here and built:
            near.append(button(draft, "home", built.id, say.here_label(built.name)))
        elif home.compound_id != here and (unit := directory.get(home.compound_id)):
            near.append(button(draft, "home", unit.id, unit.name))
    return card(turn, draft, say.AskPlace(), (*((choice,) for choice in near[:3]), (button(draft, "elsewhere"),)))


async def ask_new_words(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """What shall stand there instead?"""
    return card(turn, draft, say.AskNewWords(draft.words))


async def ask_photo(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """A photo, please."""
    clear = ((button(draft, "clear"),),) if draft.files else ()
    return card(turn, draft, say.AskPhoto(draft.kinds), clear)


async def ask_contact(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """A number to call, if they like; one that was taken out of their words is one tap away."""
    prompt = AskContact(turn.office.settings.privacy.contact, hidden=bool(draft.offered))
    return card(turn, draft, prompt, _keepable(draft))
