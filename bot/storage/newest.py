"""The newest tickets of a compound, along an index: one arm for each part of it, which the engine merges and leaves at
the limit.
"""

from collections.abc import Sequence

from bot.domain.tickets import TicketState
from bot.storage.database import Params

MOST_READ = 200
_LIMIT = f" ORDER BY created_at DESC, id DESC LIMIT {MOST_READ}"


def anywhere(columns: str, states: Sequence[TicketState]) -> str:
    """A SELECT of the 200 newest in these states, of whatever category. `columns`: `created_at`, `id` among them."""
    arm = f"SELECT {columns} FROM ticket WHERE compound_id = ? AND state = ? AND created_at >= ?"  # noqa: S608
    return " UNION ALL ".join([arm] * len(states)) + _LIMIT


def in_building(columns: str, states: Sequence[TicketState]) -> str:
    """The same of one category, where the place names a certain building or none at all.

    Those in other states are passed over in the index, which has the state at its end.
    """
    named = ", ".join(f"'{state}'" for state in states)
    arm = (
        f"SELECT {columns} FROM ticket WHERE compound_id = ? AND category = ? AND building = ? AND created_at >= ?"  # noqa: S608
        f" AND state IN ({named})"
    )
    return f"{arm} UNION ALL {arm}{_LIMIT}"


def of_states(compound_id: str, states: Sequence[TicketState], since: int) -> Params:
    """The parameters of `anywhere`. `since`: ms."""
    return tuple(value for state in states for value in (compound_id, state, since))


def of_building(compound_id: str, category: str, building: str, since: int) -> Params:
    """The parameters of `in_building`. `since`: ms."""
    return tuple(value for named in (building, "") for value in (compound_id, category, named, since))
