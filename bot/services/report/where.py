"""Which compound a report is about, asked: by its name, by those it may mean, by the list."""

from bot.domain.afterthoughts import is_piece
from bot.domain.messages import Choice, Place, Prompt, Reply, Text
from bot.domain.people import Unit, UnitKind
from bot.domain.places import rest_of
from bot.services.estates import estate_in
from bot.services.layout import button, in_rows
from bot.services.report.draft import Draft
from bot.services.report.draft_card import card
from bot.services.report.told import meant
from bot.services.turn import Turn
from bot.storage.database import Tx
from bot.texts import arrival
from bot.texts.report import asking as say

PAGE = 8


async def ask_compound(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """Where do they live? A name that several share, or a pin that came first, has said it nearly."""
    if offered := _offered(turn, draft):
        return _which_of(turn, draft, offered, draft.misnamed)
    again = [turn.office.directory.get(value.partition("~")[0]) for value in draft.suggested]
    if suggested := [unit for unit in again if unit]:
        return _which_of(turn, draft, suggested)
    if draft.pin and (near := turn.office.directory.around(*draft.pin)):
        return _which_of(turn, draft, near)
    return card(
        turn, draft, arrival.AskCompound(draft.kinds, for_other=bool(draft.entered_by)), ((button(draft, "list"),),)
    )


def _which_of(turn: Turn, draft: Draft, found: list[Unit], misnamed: str = "") -> list[Reply]:
    names = tuple((the_one(turn, draft, unit),) for unit in found)
    return card(turn, draft, arrival.WhichCompound(misnamed), (*names, (button(draft, "nothome"),)))


def _offered(turn: Turn, draft: Draft) -> list[Unit]:
    """Those that share the name they used and are still there."""
    return [unit for one, _ in draft.among if (unit := turn.office.directory.get(one))]


def the_one(turn: Turn, draft: Draft, unit: Unit) -> Choice:
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
    return tuple(the_one(turn, draft, unit).which.partition("~")[2] for unit in _found(turn, draft))


async def suggest_compounds(turn: Turn, tx: Tx, draft: Draft) -> list[Reply]:
    """Those that they may mean, or that none was found."""
    if found := _found(turn, draft):
        return _which_of(turn, draft, found)
    return card(turn, draft, _not_found(turn, draft), ((button(draft, "list"),),))


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
    return card(turn, draft, arrival.FromTheList(inside.name if inside else ""), (*names, *filter(None, (pages,)), *up))


def _into(draft: Draft, unit: Unit) -> Choice:
    return button(draft, "home" if unit.kind is UnitKind.COMPOUND else "list", unit.id, unit.name)
