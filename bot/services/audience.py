"""To whom a broadcast goes: a compound, or one of its buildings however people said theirs."""

from collections import Counter

from bot.services.directory import Directory
from bot.storage import audience as rows
from bot.storage.broadcasts import Broadcast
from bot.storage.database import Tx

# Whom a unit above the compounds reaches: nothing is sent to it as a whole.
NOBODY: Counter[str] = Counter()


def label_of(directory: Directory, compound_id: str, said: str) -> str:
    """The building that somebody said: as the directory calls it, as they did where it knows none; empty for none."""
    if not said:
        return ""
    found = directory.building(compound_id, said)
    return found.name if found else said


async def by_building(tx: Tx, directory: Directory, compound_id: str, *, loud: bool = False) -> Counter[str]:
    """How many would get it in each building; under the empty name whoever said none."""
    people: Counter[str] = Counter()
    for said, number in (await rows.by_building(tx, compound_id, loud=loud)).items():
        people[label_of(directory, compound_id, said)] += number
    return people


def buildings_of(people: Counter[str]) -> list[tuple[str, int]]:
    """The buildings with people in them, the fullest first."""
    return sorted(((name, number) for name, number in people.items() if name), key=lambda one: (-one[1], one[0]))


def number_of(people: Counter[str], building: str) -> int:
    """How many of them are meant; of no building: all."""
    return people[building] if building else people.total()


async def forms_of(tx: Tx, directory: Directory, broadcast: Broadcast) -> list[str] | None:
    """The building of a broadcast in each form in which somebody said it; None where it goes to the whole compound."""
    if not broadcast.building:
        return None
    said = await rows.buildings_said(tx, broadcast.unit_id)
    return [form for form in said if label_of(directory, broadcast.unit_id, form) == broadcast.building]
