"""From a wish to help to a file that is sent: one living card, one question at a time, left and resumed as one likes.

The same questions change one fact of a file that is kept.
"""

from collections.abc import Iterable

from bot.domain.errors import NotFound
from bot.domain.messages import Choice, Choices, Contact, Outbound, Reply, Text, Toast
from bot.domain.people import Role
from bot.domain.volunteers import LISTS, MOST_PLEDGE, Fact, File, FileState, Slot, is_name
from bot.fsm.volunteer import E
from bot.services import asking, report
from bot.services.layout import in_rows
from bot.services.phones import read_phone
from bot.services.privacy.agreeing import agree_to_contact
from bot.services.report.draft import JOIN
from bot.services.report.needs import consented
from bot.services.turn import Turn
from bot.services.volunteers import cards, filing, own
from bot.storage import homes
from bot.storage import volunteers as rows
from bot.storage.database import Tx
from bot.texts import errors
from bot.texts.volunteers import joining as say
from bot.texts.volunteers.file import SLOTS

WRITTEN = (Fact.NAME, Fact.PHONE, Fact.PLEDGE)
# What tells who they are: to give it is a yes of its own.
CONTACT = (Fact.NAME, Fact.PHONE)
# Said instead of tapped.
DONE = ("好了", "没有", "都不会", "不会", "没了")
MAY_MISS = {Fact.PHONE: say.NO_PHONE, Fact.PLEDGE: say.NO_PLEDGE}


async def begin(turn: Turn, tx: Tx) -> list[Reply]:
    """`/join`: where they stand; a stranger is asked for their consent and their compound first."""
    file = await rows.load(tx, turn.person.id)
    if file and file.state is not FileState.LEFT:
        return [await present(turn, tx, file)]
    places = await _places(turn, tx)
    if not consented(turn) or not places:
        return await report.move(turn, tx, JOIN)
    if len(places) > 1:
        return [turn.reply(say.JoinWhere(), _where(turn, places), card=cards.CARD)]
    return [await _begun(turn, tx, places[0])]


async def at(turn: Turn, tx: Tx, compound_id: str) -> list[Reply]:
    """One of several compounds of theirs. Raises `NotFound` for any other."""
    if not consented(turn) or compound_id not in await _places(turn, tx):
        raise NotFound(compound_id)
    return [await _begun(turn, tx, compound_id)]


async def _begun(turn: Turn, tx: Tx, compound_id: str) -> Outbound:
    await rows.begin(tx, turn.person.id, compound_id, turn.now)
    return await present(turn, tx, await own.file_of(turn, tx))


async def _places(turn: Turn, tx: Tx) -> list[str]:
    """Where they are volunteers already, else where they live, the usual one first."""
    serving = sorted(unit for unit in turn.person.units_as(Role.VOLUNTEER) if turn.office.directory.get(unit))
    known = [home.compound_id for home in await homes.of_person(tx, turn.person.id)]
    at_home = sorted(filter(turn.office.directory.get, known), key=lambda unit: unit != turn.person.home_id)
    return serving or at_home


def _where(turn: Turn, places: Iterable[str]) -> Choices:
    return tuple((Choice("vwhere", unit, label=turn.office.directory[unit].name),) for unit in places)


async def present(turn: Turn, tx: Tx, file: File) -> Outbound:
    """The file as it stands: the question that is open, what waits, or `/me`."""
    if file.state is FileState.DRAFT:
        return await page(turn, tx, file, file.step)
    return await own.card(turn, tx, file)


# ── one question ──────────────────────────────────────────────────────────────────────────────────────────────
async def page(turn: Turn, tx: Tx, file: File, fact: Fact, *, problem: bool = False) -> Outbound:
    """The question about one fact; at the end all of them, to be looked at."""
    await _listen(turn, tx, fact)
    if fact is Fact.REVIEW:
        choices = ((Choice("vsend", file.person_id, file.version),), (Choice("vedit"), Choice("vdrop")))
        return turn.reply(say.ReviewFile(**cards.about(turn.office, file)), choices, card=cards.CARD)
    compound = turn.office.directory[file.compound_id].name
    notice = turn.office.settings.privacy.contact if fact in CONTACT else ""
    prompt = say.AskFact(fact, compound if fact is Fact.PARTY else "", problem, notice)
    ends = (Choice("vdrop"),) if file.state is FileState.DRAFT else (Choice("vedit"),)
    return turn.reply(prompt, (*_answers(turn, file, fact), ends), card=cards.CARD)


async def _listen(turn: Turn, tx: Tx, fact: Fact) -> None:
    """Their next words answer this question, and none that was asked before."""
    if fact in WRITTEN or fact in LISTS:
        await asking.ask(turn, tx, own.TELL, fact)
    else:
        await own.hush(turn, tx)


def _answers(turn: Turn, file: File, fact: Fact) -> Choices:
    if fact is Fact.PARTY:
        return tuple((Choice("vput", f"{fact}~{at}", label=name),) for at, name in enumerate(say.PARTIES))
    if fact in LISTS:
        return (*_flips(turn, file, fact), (Choice("vnext", fact),))
    ready = say.PLEDGES if fact is Fact.PLEDGE else ()
    rows_of = tuple((Choice("vput", f"{fact}~{at}", label=words),) for at, words in enumerate(ready))
    return (*rows_of, ((Choice("vput", f"{fact}~", label=MAY_MISS[fact]),))) if fact in MAY_MISS else rows_of


def _flips(turn: Turn, file: File, fact: Fact) -> Choices:
    """Each says what it shall become: two quick taps never undo each other."""
    chosen = getattr(file, fact)
    flips = [
        Choice(
            "vflip", f"{fact}~{'-' if name in chosen else '+'}{name}", label=say.flip_label(word, chosen=name in chosen)
        )
        for name, word in offered(turn, fact).items()
    ]
    return in_rows(flips)


def offered(turn: Turn, fact: Fact) -> dict[str, str]:
    """What can be chosen, and how it is called."""
    if fact is Fact.TIMES:
        return {slot.value: SLOTS[slot] for slot in Slot}
    volunteers = turn.office.settings.volunteers
    return {name: name for name in (volunteers.skills if fact is Fact.SKILLS else volunteers.languages)}


# ── answered ──────────────────────────────────────────────────────────────────────────────────────────────────
async def put(turn: Turn, tx: Tx, which: str) -> list[Reply]:
    """A ready answer: what they are, a pledge, or nothing."""
    file, fact, value = await _asked(turn, tx, which)
    if fact is Fact.PARTY and value in ("0", "1"):
        await rows.keep(tx, file.person_id, fact, int(value))
    elif fact is Fact.PLEDGE and value.isdecimal() and int(value) < len(say.PLEDGES):
        await rows.keep(tx, file.person_id, fact, say.PLEDGES[int(value)])
    elif fact in MAY_MISS and not value:
        await rows.keep(tx, file.person_id, fact, "")
    else:
        raise NotFound(which)
    return [await _after(turn, tx, file, fact)]


async def flip(turn: Turn, tx: Tx, which: str) -> list[Reply]:
    """One of several, chosen or not any more."""
    file, fact, value = await _asked(turn, tx, which)
    sign, name = value[:1], value[1:]
    if fact not in LISTS or sign not in ("+", "-") or name not in offered(turn, fact):
        raise NotFound(which)
    kept = [one for one in offered(turn, fact) if (sign == "+" if one == name else one in getattr(file, fact))]
    await rows.keep(tx, file.person_id, fact, kept)
    return [await page(turn, tx, await own.file_of(turn, tx), fact)]


async def on(turn: Turn, tx: Tx, which: str) -> list[Reply]:
    """好了: the next question."""
    file, fact, _ = await _asked(turn, tx, which)
    return [await _after(turn, tx, file, fact)]


async def told(turn: Turn, tx: Tx, subject: str) -> list[Reply] | None:
    """What they wrote, or the contact they showed; None where it is something else altogether."""
    file, fact = await rows.load(tx, turn.person.id), Fact(subject)
    if file is None or file.state is FileState.LEFT or not _is_meant(turn, fact):
        return None
    if fact in LISTS:
        return [(await _ticked(turn, tx, file, fact)).anew()]
    value = _value(turn, fact)
    if value is None:
        return [(await page(turn, tx, file, fact, problem=True)).anew()]
    await rows.keep(tx, file.person_id, fact, value)
    if fact in CONTACT:
        await agree_to_contact(turn, tx)
    await asking.answered(turn, tx)
    return [(await _after(turn, tx, file, fact)).anew()]


async def _ticked(turn: Turn, tx: Tx, file: File, fact: Fact) -> Outbound:
    """「我会理发」 ticks 理发; 好了 in words is the button."""
    if turn.words.rstrip("。！!.") in DONE:
        await asking.answered(turn, tx)
        return await _after(turn, tx, file, fact)
    said, chosen = _named(turn, fact), getattr(file, fact)
    if said:
        await rows.keep(tx, file.person_id, fact, [one for one in offered(turn, fact) if one in said or one in chosen])
    return await page(turn, tx, await own.file_of(turn, tx), fact, problem=not said)


def _named(turn: Turn, fact: Fact) -> set[str]:
    """What can be chosen and stands in their words; 周末 is both halves of it."""
    return {
        name
        for name, word in offered(turn, fact).items()
        if word in turn.words or (fact is Fact.TIMES and word[:-2] in turn.words and word[-2:] not in turn.words)
    }


def _is_meant(turn: Turn, fact: Fact) -> bool:
    """Whoever is asked for a name or what they can do, and tells clearly what is broken, reports it."""
    if isinstance(turn.content, Contact):
        return fact is Fact.PHONE
    reports = turn.reading is not None and turn.reading.sure and (fact is Fact.NAME or fact in LISTS)
    return isinstance(turn.content, Text) and (not reports or (fact in LISTS and bool(_named(turn, fact))))


def _value(turn: Turn, fact: Fact) -> str | None:
    """The answer as it is kept; None where it is none."""
    match fact, turn.content:
        case Fact.PHONE, Contact(phone, own_number):
            return read_phone(phone) or None if own_number else None
        case Fact.PHONE, _:
            return read_phone(turn.words) or None
        case Fact.NAME, _:
            return turn.words if is_name(turn.words) else None
        case _:
            return turn.words if 0 < len(turn.words) <= MOST_PLEDGE else None


async def _asked(turn: Turn, tx: Tx, which: str) -> tuple[File, Fact, str]:
    """Their file and the fact on the button. Raises `NotFound` for what no card of theirs asks."""
    fact, _, value = which.partition("~")
    file = await own.file_of(turn, tx)
    if fact not in set(Fact) - {Fact.REVIEW}:
        raise NotFound(which)
    return file, Fact(fact), value


async def _after(turn: Turn, tx: Tx, file: File, fact: Fact) -> Outbound:
    """The question behind it, where it was the one that a draft stood at; else all that can be changed, or reviewed."""
    if file.state is FileState.DRAFT and file.step is not Fact.REVIEW:
        # A button of an earlier question changes that answer and leads nowhere else.
        step = fact.after() if fact is file.step else file.step
        await rows.go_to(tx, file.person_id, step)
    return await present(turn, tx, await own.file_of(turn, tx))


# ── sent, or given up ─────────────────────────────────────────────────────────────────────────────────────────
async def send(turn: Turn, tx: Tx) -> list[Reply]:
    """提交: to whoever decides; who is a volunteer already only gets the file. An older card shows the newer one."""
    file = await own.file_of(turn, tx)
    if file.state is not FileState.DRAFT:
        return [Toast(errors.StepDone()), await present(turn, tx, file)]
    stale = turn.pressed is None or turn.pressed.version != file.version
    if stale or file.step is not Fact.REVIEW or not file.name:
        return [Toast(errors.CardIsOld()), await present(turn, tx, file)]
    told_branch = await filing.fire(turn, tx, E.SUBMIT, file)
    return [await present(turn, tx, await own.file_of(turn, tx)), *told_branch]


async def drop(turn: Turn, tx: Tx) -> list[Reply]:
    """不报了, before or after it was sent."""
    file = await own.file_of(turn, tx)
    if file.is_kept:
        return [await own.card(turn, tx, file)]
    told_branch = await filing.fire(turn, tx, E.LEAVE, file)
    await own.hush(turn, tx)
    return [turn.reply(say.JoinDropped(), card=cards.CARD), *told_branch]


async def again(turn: Turn, tx: Tx) -> list[Reply]:
    """再报一次, after a no; with what they said before."""
    file = await own.file_of(turn, tx)
    if file.state is FileState.REFUSED:
        await filing.fire(turn, tx, E.AGAIN, file)
    return [(await present(turn, tx, await own.file_of(turn, tx))).anew()]
