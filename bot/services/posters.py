"""What is to be printed for the compounds of a district: whose poster, whose stickers, with which names on them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.config import Settings
from bot.domain.people import Role, Unit, UnitKind
from bot.domain.posters import Poster, Print, Sticker
from bot.services.directory import Directory
from bot.storage.published import Published
from bot.texts import posters as say


class Posters:
    """`link_to` gives the address that a code stands for; `published`: who is who (公示), in its order."""

    def __init__(
        self, directory: Directory, published: Sequence[Published], settings: Settings, link_to: Callable[[str], str]
    ) -> None:
        self._directory, self._link_to = directory, link_to
        self._numbers = [say.emergency_number(one.name, one.number) for one in settings.emergency.every()]
        self._published: dict[str, list[Published]] = {}
        for entry in published:
            self._published.setdefault(entry.unit_id, []).append(entry)

    def prints(self, unit: Unit) -> Iterator[Print]:
        """All that is to be printed for `unit` and below it; of a building its stickers alone."""
        if unit.kind is UnitKind.BUILDING:
            yield Print(say.stickers_name(self._directory.called(unit.id), unit.code), (self._sticker(unit),))
        for compound_id in self._directory.compounds_under(unit.id):
            compound = self._directory[compound_id]
            yield Print(say.poster_name(compound.name, compound.code), self._poster(compound))
            if buildings := self._directory.buildings(compound_id):
                stickers = tuple(map(self._sticker, buildings))
                yield Print(say.stickers_name(compound.name, compound.code), stickers)

    def _poster(self, compound: Unit) -> Poster:
        above = [unit.name for unit in self._directory.upwards(compound.parent_id)][::-1]
        link, contacts = self._link_to(compound.code), self._contacts(compound)
        poster = say.poster(link, above, compound.name, contacts, self._numbers)
        return replace(poster, estates=say.estates(compound.estates))

    def _sticker(self, building: Unit) -> Sticker:
        compound = self._directory.above(building.id, UnitKind.COMPOUND)
        own = self._entries(building, Role.BUILDING_LEAD) or (self._contacts(compound) if compound else ())
        link, name = self._link_to(building.code), compound.name if compound else ""
        return say.sticker(link, name, building.name, own[0] if own else None, self._numbers)

    def _contacts(self, compound: Unit) -> tuple[tuple[str, str, str], ...]:
        """Those of the compound, then the community, then its building leads: as many as there is room for."""
        own = [entry for role in say.TITLES for entry in self._entries(compound, role)]
        leads = [
            (unit.name + title, name, phone)
            for unit in self._directory.buildings(compound.id)
            for title, name, phone in self._entries(unit, Role.BUILDING_LEAD)
        ]
        community = self._directory.above(compound.id, UnitKind.COMMUNITY)
        above = self._entries(community, Role.COMMUNITY_STAFF) if community else ()
        return (*own, *above, *leads)

    def _entries(self, unit: Unit, role: Role) -> tuple[tuple[str, str, str], ...]:
        found = (entry for entry in self._published.get(unit.id, ()) if entry.role is role)
        return tuple((say.TITLES[role], entry.name, entry.phone) for entry in found)
