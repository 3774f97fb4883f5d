"""What each step of the report conversation shows and keeps: one function for each `Do` of the flow."""

from collections.abc import Awaitable, Callable

from bot.domain.messages import Choice, Choices, Place, Prompt, Reply, Text
from bot.domain.people import Unit
from bot.domain.words import clean
from bot.fsm.report import Do, S
from bot.services import tickets
from bot.services.draft import Draft
from bot.services.turn import Turn
from bot.storage import drafts as rows
from bot.storage import people
from bot.storage.database import Tx
from bot.texts import general
from bot.texts import report as say


def meant(turn: Turn) -> list[Unit]:
    """The compounds that this message may name: by its words, or around its pin."""
    match turn.inbound.content:
        case Text(text):
            return turn.office.directory.search(clean(text))
        case Place(latitude, longitude):
            return turn.office.directory.around(latitude, longitude)
        case _:
            return []


def _home(turn: Turn, draft: Draft) -> str:
    unit = turn.office.directory.get(draft.compound_id or turn.person.home_id)
    return unit.name if unit else ""


def _card(turn: Turn, draft: Draft, prompt: Prompt, choices: Choices) -> list[Reply]:
    return [turn.reply(prompt, choices, card=f"draft:{draft.id}")]


def _button(draft: Draft, what: str, value: str = "", label: str | None = None) -> Choice:
    return Choice(what, f"{draft.id}~{value}" if value else draft.id, draft.version, label)


async def _ask_consent(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    settings = turn.office.settings
    notice = general.PrivacyNotice(settings.district.name, "\n".join(settings.privacy.text))
    return _card(turn, draft, notice, ((_button(draft, "agree"),), (_button(draft, "cancel"),)))


async def _keep_consent(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    await people.consent(tx, turn.person.id, turn.office.settings.privacy.version, turn.now)
    return await _keep_compound(turn, tx, draft) if turn.person.home_id is None else []


async def _keep_compound(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    if draft.compound_id:
        await people.settle_in(tx, turn.person.id, draft.compound_id)
    return []


async def _ask_compound(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    return _card(turn, draft, say.AskCompound(), ((_button(draft, "cancel"),),))


async def _suggest_compounds(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    found = meant(turn)
    if found:
        names = tuple((_button(draft, "home", unit.id, unit.name),) for unit in found)
        return _card(turn, draft, say.WhichCompound(), (*names, (_button(draft, "nothome"),)))
    match turn.inbound.content:
        case Text(text):
            typed = clean(text)
            kept = bool(typed) and draft.words.endswith(typed)
            prompt: Prompt = say.WordsKept() if kept else say.NoSuchCompound(typed)
        case Place():
            prompt = say.NotInTheDistrict()
        case _:
            prompt = say.AskCompound()
    return _card(turn, draft, prompt, ((_button(draft, "cancel"),),))


async def _ask_words(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    prompt = say.AskWords(_home(turn, draft), len(draft.files))
    return _card(turn, draft, prompt, ((_button(draft, "cancel"),),))


async def _show_review(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    prompt = say.Review(
        compound=_home(turn, draft),
        place=draft.place,
        category=draft.category,
        because=draft.because,
        sure=draft.sure,
        severity=draft.severity,
        words=draft.words,
        files=len(draft.files),
    )
    likely = () if draft.sure else tuple((_button(draft, "cat", name, name),) for name in draft.likely)
    change = (_button(draft, "kind"), _button(draft, "place"))
    rest = (_button(draft, "photo"), _button(draft, "cancel"))
    return _card(turn, draft, prompt, (*likely, (_button(draft, "submit"),), change, rest))


async def _offer_categories(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    others = (category.name for category in turn.office.settings.categories)
    names = tuple(dict.fromkeys((*draft.likely, *others)))
    buttons = tuple(_button(draft, "cat", name, name) for name in names)
    rows_of_two = tuple(buttons[at : at + 2] for at in range(0, len(buttons), 2))
    return _card(turn, draft, say.WhichCategory(), (*rows_of_two, (_button(draft, "back"),)))


async def _ask_place(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    return _card(turn, draft, say.AskPlace(), ((_button(draft, "elsewhere"), _button(draft, "back")),))


async def _ask_photo(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    return _card(turn, draft, say.AskPhoto(), ((_button(draft, "back"),),))


async def _drop_draft(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    await rows.delete(tx, turn.person.id)
    return []


async def _say_cancelled(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    return _card(turn, draft, say.Cancelled(), ())


EFFECTS: dict[Do, Callable[[Turn, Tx, Draft], Awaitable[list[Reply]]]] = {
    Do.ASK_CONSENT: _ask_consent,
    Do.KEEP_CONSENT: _keep_consent,
    Do.ASK_COMPOUND: _ask_compound,
    Do.SUGGEST_COMPOUNDS: _suggest_compounds,
    Do.KEEP_COMPOUND: _keep_compound,
    Do.ASK_WORDS: _ask_words,
    Do.SHOW_REVIEW: _show_review,
    Do.OFFER_CATEGORIES: _offer_categories,
    Do.ASK_PLACE: _ask_place,
    Do.ASK_PHOTO: _ask_photo,
    Do.OPEN_TICKET: tickets.open_ticket,
    Do.DROP_DRAFT: _drop_draft,
    Do.SAY_CANCELLED: _say_cancelled,
}

# What is shown again when a step is interrupted.
SHOWN: dict[S, Do] = {
    S.CONSENT: Do.ASK_CONSENT,
    S.COMPOUND: Do.ASK_COMPOUND,
    S.DESCRIBE: Do.ASK_WORDS,
    S.REVIEW: Do.SHOW_REVIEW,
    S.CATEGORY: Do.OFFER_CATEGORIES,
    S.PLACE: Do.ASK_PLACE,
    S.PHOTO: Do.ASK_PHOTO,
}
