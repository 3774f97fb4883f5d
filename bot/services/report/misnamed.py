"""A sentence that names a compound which we do not know: mistyped, or none of ours. Nobody's home is taken unsaid."""

from dataclasses import replace

from bot.domain.called import Called, called_in
from bot.domain.messages import Text
from bot.domain.people import Unit
from bot.domain.places import only_name
from bot.fsm.report import S
from bot.services.estates import estate_in
from bot.services.report.draft import Draft
from bot.services.report.sharing import BESIDE, at_any_of, theirs_of
from bot.services.turn import Turn
from bot.storage.database import Tx


async def where_misnamed(turn: Turn, tx: Tx, draft: Draft) -> Draft:
    """The draft where it is asked which compound is meant, if some are like the name; else the card says what it took.

    If only a home of theirs is like it, it is that. Danger waits for no answer. What was put somewhere stays there.
    """
    home = _home(turn, draft)
    at_once = draft.tells_danger and home
    if at_once and draft.misnamed:
        return replace(draft, among=())
    put = draft.compound_id and draft.state is not S.PLACE
    called = None if put or draft.only_home or draft.state in (*BESIDE, S.COMPOUND) else _misnamed(turn)
    if called is None:
        return draft
    like = turn.office.directory.search(called.name)
    if await _is_home(turn, tx, like):
        return at_any_of(turn, draft, like)
    if like and not at_once:
        draft = draft.at_one_of(tuple((unit.id, estate_in(unit, turn.words)) for unit in _with(like, home)))
    return replace(draft, misnamed=called.name) if like or called.surely else draft


async def only_misnamed(turn: Turn, tx: Tx, draft: Draft) -> list[Unit]:
    """The compounds of which one may be meant where nothing but such a name, maybe with a house behind it, was said."""
    called = _misnamed(turn) if isinstance(turn.content, Text) and draft.state is not S.COMPOUND else None
    if called is None or called.name != only_name(turn.words):
        return []
    like, home = turn.office.directory.search(called.name), _home(turn, draft)
    if await _is_home(turn, tx, like):
        return like
    return _with(like, home) if like and home else []


async def _is_home(turn: Turn, tx: Tx, like: list[Unit]) -> bool:
    """Whether a single compound is like the name, and they have a home there."""
    return bool(like) and like == await theirs_of(turn, tx, like[:1])


def _misnamed(turn: Turn) -> Called | None:
    """The name in what was written, where no compound bears it, nor one whose name stands there too."""
    directory, called = turn.office.directory, called_in(turn.words)
    if called is None or directory.mentioned(turn.words):
        return None
    return None if directory.named(called.name) or directory.sharing(called.name) else called


def _home(turn: Turn, draft: Draft) -> Unit | None:
    """Where they live, unless they report for somebody else."""
    return None if draft.entered_by else turn.office.directory.get(turn.person.home_id)


def _with(like: list[Unit], home: Unit | None) -> list[Unit]:
    return like if home is None or home in like else [*like, home]
