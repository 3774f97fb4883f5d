"""What each step asks and shows: one function for each `Do` that does nothing else."""

from collections.abc import Iterable

from bot.config.settings import OTHER
from bot.domain.afterthoughts import is_piece
from bot.domain.masks import masked_phone
from bot.domain.messages import Choice, Choices, Place, Prompt, Reply, Text
from bot.domain.people import Unit, UnitKind
from bot.domain.places import building_of, rest_of
from bot.domain.tickets import ENDED
from bot.fsm.report import E, S
from bot.services.estates import estate_in
from bot.services.layout import button, in_rows
from bot.services.phones import shows_phone
from bot.services.report.alike import shown_alike
from bot.services.report.draft import Draft
from bot.services.report.needs import compound_of, open_question
from bot.services.report.told import meant
from bot.services.turn import Turn
from bot.storage import homes, tickets
from bot.storage.database import Tx
from bot.texts import arrival, general
from bot.texts.report import asking as say
from bot.texts.report.card import Review
from bot.texts.report.notes import NothingToAdd
from bot.texts.report.numbers import AskContact, keep_number_label

PAGE = 8


def _card(turn: Turn, draft: Draft, prompt: Prompt, choices: Iterable[tuple[Choice, ...]] = ()) -> list[Reply]:
    first = draft.version <= 1
    return [turn.reply(prompt, (*choices, *_foot(turn, draft)), card=card_of(draft), first=first)]


def card_of(draft: Draft) -> str:
    """The name of the draft's living message."""
    return f"draft:{draft.id}"


def _foot(turn: Turn, draft: Draft) -> Choices:
    """上一步 and 跳过 where there is something to go back to or to pass over; 取消 and 帮助 everywhere."""
    allowed = turn.office.report_flow.allowed(draft.state)
    leads = {"back": _can_go_back(turn, draft), "skip": E.SKIP in allowed and draft.state in (S.QUESTION, S.CONTACT)}
    ways = tuple(button(draft, what) for what, offered in leads.items() if offered)
    ends = (button(draft, "cancel"), *(() if turn.person.simple else (button(draft, "help"),)))
    return (ways, ends) if ways else (ends,)


def _can_go_back(turn: Turn, draft: Draft) -> bool:
    if draft.state is S.COMPOUND:
        return bool(compound_of(turn, draft))
    return draft.state not in (S.CONSENT, S.FOLLOWUP, S.MORE, S.REVIEW)


def _home(turn: Turn, draft: Draft) -> str:
    unit = turn.office.directory.get(compound_of(turn, draft))
    return arrival.compound_label(unit.name, draft.estate) if unit else ""


async def ask_consent(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """The privacy notice, before anything is used."""
    settings = turn.office.settings
    notice = general.PrivacyNotice(settings.district.name, settings.privacy.notice)
    return _card(turn, draft, notice, ((button(draft, "agree"),),))


async def ask_followup(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """补充到 #n，还是新问题？ Where what they sent could not be taken, there is nothing to ask."""
    if not draft.says_something:
        return _card(turn, draft, NothingToAdd())
    prompt = say.AskFollowup(draft.kinds, draft.words, bool(draft.pin), bool(draft.contact))
    found = [await tickets.followed(tx, ticket_id, turn.person.id) for ticket_id in draft.own]
    named = [
        (button(draft, "attach", ticket.id, say.attach_label(ticket.number, ticket.category)),)
        for ticket in found
        if ticket and ticket.state not in ENDED
    ]
    return _card(turn, draft, prompt, (*named, (button(draft, "fresh"),)))


async def ask_more(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """What shall be added to this ticket?"""
    ticket = await tickets.followed(tx, draft.ticket_id, turn.person.id)
    return _card(turn, draft, say.AskMore(ticket.number if ticket else ""))


async def ask_split(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """Two problems: one report, or two?"""
    prompt = say.AskSplit(tuple(part.words for part in draft.parts))
    return _card(turn, draft, prompt, ((button(draft, "split"),), (button(draft, "whole"),)))


async def ask_compound(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """Where do they live? A name that several share, or a pin that came first, has said it nearly."""
    if offered := _offered(turn, draft):
        return _which_of(turn, draft, offered, draft.misnamed)
    again = [turn.office.directory.get(value.partition("~")[0]) for value in draft.suggested]
    if suggested := [unit for unit in again if unit]:
        return _which_of(turn, draft, suggested)
    if draft.pin and (near := turn.office.directory.around(*draft.pin)):
        return _which_of(turn, draft, near)
    return _card(
        turn, draft, arrival.AskCompound(draft.kinds, for_other=bool(draft.entered_by)), ((button(draft, "list"),),)
    )


def _which_of(turn: Turn, draft: Draft, found: list[Unit], misnamed: str = "") -> list[Reply]:
    names = tuple((_the_one(turn, draft, unit),) for unit in found)
    return _card(turn, draft, arrival.WhichCompound(misnamed), (*names, (button(draft, "nothome"),)))


def _offered(turn: Turn, draft: Draft) -> list[Unit]:
    """Those that share the name they used and are still there."""
    return [unit for one, _ in draft.among if (unit := turn.office.directory.get(one))]


def _the_one(turn: Turn, draft: Draft, unit: Unit) -> Choice:
    """A compound as they called it: behind it is the number of the estate whose name they used."""
    estate = estate_in(unit, turn.words) or dict(draft.among).get(unit.id, "")
    value = f"{unit.id}~{unit.estates.index(estate)}" if estate else unit.id
    if not estate and (known := next((one for one in draft.suggested if one.startswith(f"{unit.id}~")), "")):
        value, estate = known, unit.estates[int(known.partition("~")[2])]
    return button(draft, "home", value, arrival.compound_label(unit.name, estate))


def _found(turn: Turn, draft: Draft) -> list[Unit]:
    """Up to three that they may mean. 都不是 is pressed where those of one name are offered."""
    offered = [] if turn.pressed else _offered(turn, draft)
    shared = offered if turn.office.directory.sharing(turn.words) else []
    return shared or meant(turn) or offered


def suggestions(turn: Turn, draft: Draft) -> tuple[str, ...]:
    """The same as they will stand on the buttons, so that an answer in words is understood too."""
    return tuple(_the_one(turn, draft, unit).which.partition("~")[2] for unit in _found(turn, draft))


async def suggest_compounds(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """Those that they may mean, or that none was found."""
    if found := _found(turn, draft):
        return _which_of(turn, draft, found)
    return _card(turn, draft, _not_found(turn, draft), ((button(draft, "list"),),))


def _not_found(turn: Turn, draft: Draft) -> Prompt:
    match turn.content:
        case Text():
            name, house = rest_of(turn.words)
            kept = bool(turn.words) and draft.words.endswith(turn.words)
            kept = kept or (bool(house) and not name and is_piece(turn.words))
            return arrival.WordsKept() if kept else arrival.NoSuchCompound(turn.words)
        case Place():
            return arrival.NotInTheDistrict()
        case _:
            return arrival.AskCompound(draft.kinds)


async def list_compounds(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """Street by street: the value of the button is the unit to look into, and the page."""
    value = turn.pressed.which.partition("~")[2] if turn.pressed else ""
    unit_id, _, page = value.partition("~")
    at = int(page) if page.isdecimal() else 0
    units = turn.office.directory.listed(unit_id or None)
    inside = turn.office.directory.get(unit_id)
    shown = units[at * PAGE : (at + 1) * PAGE]
    turns = [(at - 1, "earlier")] * (at > 0) + [(at + 1, "later")] * ((at + 1) * PAGE < len(units))
    pages = tuple(button(draft, what, f"{unit_id}~{number}") for number, what in turns)
    names = in_rows(_into(draft, unit) for unit in shown)
    up = ((button(draft, "list", inside.parent_id or "", say.ONE_LEVEL_UP),),) if inside and inside.parent_id else ()
    return _card(
        turn, draft, arrival.FromTheList(inside.name if inside else ""), (*names, *filter(None, (pages,)), *up)
    )


def _into(draft: Draft, unit: Unit) -> Choice:
    return button(draft, "home" if unit.kind is UnitKind.COMPOUND else "list", unit.id, unit.name)


async def ask_words(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """What is wrong?"""
    without = ((button(draft, "wordless"),),) if draft.files else ()
    prompt = say.AskWords(_home(turn, draft), draft.kinds, bool(draft.pin), bool(draft.contact))
    return _card(turn, draft, prompt, without)


async def ask_question(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """The next question of its category."""
    question = open_question(turn, draft)
    if question is None:
        return await show_review(turn, tx, draft)
    answers = tuple((button(draft, "answer", str(at), answer.say),) for at, answer in enumerate(question.answers))
    return _card(turn, draft, say.AskQuestion(question.ask), answers)


async def show_similar(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """What neighbours reported, what was announced."""
    prompt, numbers = await shown_alike(turn, tx, draft, compound_of(turn, draft))
    join = tuple((button(draft, "join", found, say.join_label(number)),) for found, number in numbers)
    enough = ((button(draft, "enough"),),) if prompt.notices else ()
    return _card(turn, draft, prompt, (*join, (button(draft, "other"),), *enough))


async def show_review(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """The card; folded for those who asked for fewer words, and under the numbers to ring in danger."""
    if turn.person.simple or draft.danger:
        choices = (*_asked(turn, draft), (button(draft, "submit"),), (button(draft, "fix"),))
        return _card(turn, draft, _review(turn, draft), choices)
    return await show_changes(turn, tx, draft)


async def show_changes(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """The card with a button for each of its lines."""
    hide = "unhide" if draft.anonymous else "hide"
    lines = (("kind", "place", "reword"), ("photo", "phone", hide))
    changes = tuple(tuple(button(draft, what) for what in line) for line in lines)
    return _card(turn, draft, _review(turn, draft), (*_asked(turn, draft), (button(draft, "submit"),), *changes))


def _asked(turn: Turn, draft: Draft) -> Choices:
    """What should be looked at before it is sent."""
    return (*((_the_one(turn, draft, unit),) for unit in _like(turn, draft)), *_likely(draft), *_hidable(draft))


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


def _review(turn: Turn, draft: Draft) -> Prompt:
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
        like=bool(_like(turn, draft)),
    )


async def offer_categories(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """All categories, the likely ones first."""
    others = (category.name for category in turn.office.settings.categories)
    names = tuple(dict.fromkeys((*draft.likely, *others)))
    return _card(turn, draft, say.WhichCategory(), in_rows(button(draft, "cat", name, name) for name in names))


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
    return _card(turn, draft, say.AskPlace(), (*((choice,) for choice in near[:3]), (button(draft, "elsewhere"),)))


async def ask_new_words(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """What shall stand there instead?"""
    return _card(turn, draft, say.AskNewWords(draft.words))


async def ask_photo(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """A photo, please."""
    clear = ((button(draft, "clear"),),) if draft.files else ()
    return _card(turn, draft, say.AskPhoto(draft.kinds), clear)


async def ask_contact(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """A number to call, if they like; one that was taken out of their words is one tap away."""
    prompt = AskContact(turn.office.settings.privacy.contact, hidden=bool(draft.offered))
    return _card(turn, draft, prompt, _keepable(draft))
