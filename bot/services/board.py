"""公示 as its branch keeps it: one living card, each entry on a button. Whose it is, is read anew at each press.

An entry is named on its button by a digest of role and name: one that was changed meanwhile is not met any more.
Whatever would be published is shown first (`board_preview`).
"""

from hashlib import sha256

from bot.domain.errors import NotFound
from bot.domain.messages import Choice, Choices, Outbound, Reply, Toast
from bot.domain.people import Role, Unit
from bot.domain.policy import May
from bot.services import appointing, scope
from bot.services.layout import in_rows, turns
from bot.services.turn import Turn
from bot.storage import published as rows
from bot.storage.database import Tx
from bot.storage.published import Published
from bot.texts import board as say
from bot.texts.errors import CardIsOld
from bot.texts.talk import TITLES

CARD = "board"
# What their next words answer; the subject is 「unit~role」 (「unit~」: the role too) or 「unit~digest」.
NEW, NAME, PHONE = "board_new", "board_name", "board_phone"
# As many of a unit as residents can read at a glance; as many units on a page.
MOST, PAGE = 12, 8


def theirs(turn: Turn, unit_id: str) -> Unit:
    """A unit whose 公示 they keep, now. Raises `NotFound` for another's and a missing one."""
    if not scope.covers(turn.office.directory, turn.person, May.PUBLISH, unit_id):
        raise NotFound(unit_id)
    return turn.office.directory[unit_id]


async def named(turn: Turn, tx: Tx, words: str) -> list[Reply]:
    """The card of the unit of this name; where several may be meant, the choice. Another's and none are one answer."""
    directory = turn.office.directory
    starts = scope.starts(directory, turn.person, May.PUBLISH)
    exact = directory.named(words) or next((directory[one] for one in starts if directory[one].name == words), None)
    found = [
        unit
        for unit in ([exact] if exact else directory.search(words))
        if scope.covers(directory, turn.person, May.PUBLISH, unit.id)
    ]
    if len(found) == 1:
        return [await show(turn, tx, found[0].id)]
    if found:
        choices = in_rows([Choice("board", unit.id, label=unit.name) for unit in found])
        return [turn.reply(say.WhichBoard(), choices, card=CARD)]
    return [turn.reply(say.NotYourBoard(words)), await show(turn, tx)]


async def show(turn: Turn, tx: Tx, unit_id: str = "", page: int = 0, *, done: bool = False) -> Outbound:
    """The card of a unit; where they keep several, the choice. Raises `NotFound` as `theirs`."""
    directory = turn.office.directory
    starts = scope.starts(directory, turn.person, May.PUBLISH)
    if not unit_id and len(starts) != 1:
        names = [Choice("board", one, label=turn.office.directory.called(one)) for one in starts]
        return turn.reply(say.WhichBoard(), in_rows(names), card=CARD)
    unit = theirs(turn, unit_id or starts[0])
    entries = await rows.of_units(tx, [unit.id])
    shown = entries[:MOST]
    people = tuple((one.role, one.name, one.phone) for one in shown)
    prompt = say.Board(turn.office.directory.called(unit.id), people, len(entries) - len(shown), done)
    each = [(Choice("bd_one", which_of(one), label=say.entry_label(one.role, one.name)),) for one in shown]
    acts = [Choice("bd_add", unit.id), Choice("bd_fill", unit.id)] if roles_in(unit) else []
    ways = _ways(turn, unit, page)
    return turn.reply(prompt, (*each, *([tuple(acts)] if acts else []), (Choice("bd_see", unit.id),), *ways), card=CARD)


def _ways(turn: Turn, unit: Unit, page: int) -> Choices:
    """To the units directly below, some at a time, and to the one above where that is theirs too."""
    below = turn.office.directory.inside(unit.id)
    here = [Choice("board", one.id, label=one.name) for one in below[page * PAGE : (page + 1) * PAGE]]
    ways = [*turns("board", unit.id, page, len(below), PAGE)]
    if unit.parent_id and scope.covers(turn.office.directory, turn.person, May.PUBLISH, unit.parent_id):
        ways.append(Choice("board", unit.parent_id, label=say.UP))
    return (*in_rows(here), *([tuple(ways)] if ways else []))


def roles_in(unit: Unit) -> list[Role]:
    """Who is named in public in such a unit."""
    return [role for role in TITLES if appointing.kind_for(role) is unit.kind]


def which_of(entry: Published) -> str:
    """An entry as it stands behind a button."""
    return f"{entry.unit_id}~{sha256(f'{entry.role}/{entry.name}'.encode()).hexdigest()[:8]}"


async def overtaken(turn: Turn, tx: Tx, which: str) -> list[Reply]:
    """What they tapped, or answered, is older than the board: that is said, and the board shown as it is.

    Raises `NotFound` for another's.
    """
    old = Toast(CardIsOld()) if turn.pressed else turn.reply(CardIsOld())
    return [old, await show(turn, tx, which.partition("~")[0])]


async def find(turn: Turn, tx: Tx, which: str) -> Published:
    """An entry of theirs. Raises `NotFound` for another's, and one that is gone or was renamed."""
    unit = theirs(turn, which.partition("~")[0])
    entries = await rows.of_units(tx, [unit.id])
    found = next((one for one in entries if which_of(one) == which), None)
    if found is None:
        raise NotFound(which)
    return found


def back(unit_id: str) -> Choices:
    """The way back to the card of the unit; what was asked on the way is given up."""
    return ((Choice("board", unit_id, label=say.BACK_TO_BOARD),),)


def card_of(turn: Turn, one: Published) -> Outbound:
    """The card of one entry."""
    which = which_of(one)
    others = len(roles_in(turn.office.directory[one.unit_id])) > 1
    change = (Choice("bd_name", which), Choice("bd_phone", which))
    more = [*([Choice("bd_title", which)] if others else []), *([Choice("bd_none", which)] if one.phone else [])]
    end = (Choice("bd_off", which), Choice("board", one.unit_id, label=say.BACK_TO_BOARD))
    return turn.reply(
        say.BoardEntry(one.role, one.name, one.phone), (change, *([tuple(more)] if more else []), end), card=CARD
    )
