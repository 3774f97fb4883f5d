"""The invented district as data: read from district.toml, told to the sandbox."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any

from bot.demo.activities import DemoActivity, activity_in
from bot.domain.people import Post, Role, Unit, UnitKind
from bot.domain.responsibilities import Responsibility
from bot.domain.tickets import Severity, WayIn
from bot.domain.volunteers import Fact, FileState
from bot.domain.wishes import WishState
from bot.storage.published import Published

FILE = Path(__file__).with_name("district.toml")


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody with a phone. `id` is Telegram's; `note` stands on the sandbox's page; whoever is `new` never wrote.

    `building`: theirs in the compound of `home_id`; empty where they did not say.
    """

    id: int
    name: str
    note: str
    home_id: str | None
    building: str
    posts: tuple[Post, ...]
    new: bool

    @property
    def role(self) -> Role:
        """The role for which they are in the demo."""
        return self.posts[0].role if self.posts else Role.RESIDENT


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Who accepted a ticket, and how many minutes after it was reported."""

    by: int
    minutes: int


@dataclass(frozen=True, slots=True)
class DemoTicket:
    """Something reported `days_ago`, `at` a time in Shanghai; without `accepted` it still waits."""

    reporter: int
    compound_id: str
    way_in: WayIn
    category: str
    because: tuple[str, ...]
    severity: Severity
    words: str
    place: str
    days_ago: int
    at: time
    accepted: Acceptance | None


@dataclass(frozen=True, slots=True)
class DemoRound:
    """A patrol of `days_ago`, due at eight in the evening; without `at`, a time in Shanghai, nobody went."""

    name: str
    unit_id: str
    role: Role
    by: int
    days_ago: int
    at: time | None
    note: str


@dataclass(frozen=True, slots=True)
class DemoGoods:
    """On the shelf of a shop: `price` in points, `stock` in pieces."""

    shop_id: str
    name: str
    price: int
    stock: int


@dataclass(frozen=True, slots=True)
class DemoEarning:
    """What somebody did, so many times, to have points for a shop."""

    by: int
    matter: str
    times: int
    reason: str


@dataclass(frozen=True, slots=True)
class DemoVolunteer:
    """A file: `person` is whose, `state` where it stands."""

    person: int
    compound_id: str
    state: FileState
    facts: Mapping[Fact, Any]
    teams: tuple[str, ...]
    leads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoWish:
    """A wish of `days_ago`, as far as `state`; published by `secretary`, claimed by `claimer` where it is."""

    wisher: int
    compound_id: str
    words: str
    for_name: str
    address: str
    days_ago: int
    state: WishState
    claimer: int
    secretary: int


@dataclass(frozen=True, slots=True)
class DemoDistrict:
    """Everything in district.toml. `units`: parents before children; `posters`: ids of units."""

    units: tuple[Unit, ...]
    posters: tuple[str, ...]
    published: tuple[Published, ...]
    responsibilities: tuple[Responsibility, ...]
    people: tuple[DemoPerson, ...]
    tickets: tuple[DemoTicket, ...]
    rounds: tuple[DemoRound, ...]
    goods: tuple[DemoGoods, ...]
    earned: tuple[DemoEarning, ...]
    volunteers: tuple[DemoVolunteer, ...]
    wishes: tuple[DemoWish, ...]
    activities: tuple[DemoActivity, ...]

    @property
    def id(self) -> str:
        """The id of the district itself."""
        return self.of_kind(UnitKind.DISTRICT)[0].id

    def unit(self, unit_id: str) -> Unit:
        """The unit of this id. Raises `LookupError` where there is none."""
        return next(unit for unit in self.units if unit.id == unit_id)

    def of_kind(self, kind: UnitKind) -> tuple[Unit, ...]:
        """All units of a kind, in the file's order."""
        return tuple(unit for unit in self.units if unit.kind is kind)

    def under(self, unit_id: str) -> tuple[Unit, ...]:
        """The units directly below one, in the file's order."""
        return tuple(unit for unit in self.units if unit.parent_id == unit_id)

    def full_name(self, unit: Unit) -> str:
        """「翠湖苑 3号楼」 for a building, the plain name for any other unit."""
        inside = unit.kind is UnitKind.BUILDING and unit.parent_id
        return f"{self.unit(inside).name} {unit.name}" if inside else unit.name


def load_district(path: Path = FILE) -> DemoDistrict:
    """The district of `path`. Raises `KeyError` or `ValueError` where the file is not of its shape."""
    tree = tomllib.loads(path.read_text(encoding="utf-8"))
    return DemoDistrict(
        units=tuple(_unit(entry) for entry in tree["units"]),
        posters=tuple(tree["posters"]),
        published=tuple(_published(entry, at) for at, entry in enumerate(tree["published"])),
        responsibilities=tuple(_responsibility(entry, at) for at, entry in enumerate(tree["responsibilities"])),
        people=tuple(_person(entry) for entry in tree["people"]),
        tickets=tuple(_ticket(entry) for entry in tree["tickets"]),
        rounds=tuple(_round(entry) for entry in tree["rounds"]),
        goods=tuple(DemoGoods(entry.pop("shop"), **entry) for entry in tree["goods"]),
        earned=tuple(DemoEarning(**entry) for entry in tree["earned"]),
        volunteers=tuple(_volunteer(entry) for entry in tree["volunteers"]),
        wishes=tuple(_wish(entry, tree["people"]) for entry in tree["wishes"]),
        activities=tuple(activity_in(entry) for entry in tree["activities"]),
    )


def sandbox_people(district: DemoDistrict) -> list[dict[str, Any]]:
    """The people as the sandbox takes them (`POST /people`)."""
    return [{"id": person.id, "first_name": person.name, "note": person.note} for person in district.people]


def posters(district: DemoDistrict) -> list[dict[str, Any]]:
    """The QR posters as the sandbox takes them (`POST /posters`)."""
    units = map(district.unit, district.posters)
    return [{"label": district.full_name(unit), "payload": unit.code} for unit in units]


def _unit(entry: Mapping[str, Any]) -> Unit:
    latitude, longitude = entry.get("at", (None, None))
    kind, parent_id = UnitKind(entry["kind"]), entry.get("parent")
    grid_id, estates = entry.get("grid"), tuple(entry.get("estates", ()))
    return Unit(entry["id"], kind, parent_id, entry["name"], entry["code"], latitude, longitude, grid_id, estates)


def _published(entry: Mapping[str, Any], position: int) -> Published:
    return Published(entry["unit"], Role(entry["role"]), entry["name"], entry["phone"], position)


def _responsibility(entry: Mapping[str, Any], position: int) -> Responsibility:
    role, unit_id = Role(entry["role"]), entry.get("unit")
    return Responsibility(entry["code"], entry["area"], entry["words"], role, unit_id, position)


def _person(entry: Mapping[str, Any]) -> DemoPerson:
    held = entry.get("posts", {})
    posts = tuple(Post(Role(role), unit_id) for role, unit_ids in held.items() for unit_id in unit_ids)
    home_id, building, new = entry.get("home"), entry.get("building", ""), entry.get("new", False)
    return DemoPerson(entry["id"], entry["name"], entry["note"], home_id, building, posts, new)


def _ticket(entry: Mapping[str, Any]) -> DemoTicket:
    accepted = entry.get("accepted")
    return DemoTicket(
        reporter=entry["reporter"],
        compound_id=entry["compound"],
        way_in=WayIn(entry["way_in"]),
        category=entry["category"],
        because=tuple(entry["because"]),
        severity=Severity(entry["severity"]),
        words=entry["words"],
        place=entry["place"],
        days_ago=entry["days_ago"],
        at=entry["at"],
        accepted=Acceptance(**accepted) if accepted else None,
    )


def _wish(entry: Mapping[str, Any], people: Iterable[Mapping[str, Any]]) -> DemoWish:
    """The first secretary of its compound published it."""
    compound_id = entry["compound"]
    secretary = next(one["id"] for one in people if compound_id in one.get("posts", {}).get("secretary", ()))
    return DemoWish(
        wisher=entry["wisher"],
        compound_id=compound_id,
        words=entry["words"],
        for_name=entry.get("for_name", ""),
        address=entry.get("address", ""),
        days_ago=entry["days_ago"],
        state=WishState(entry["state"]),
        claimer=entry.get("claimer", 0),
        secretary=secretary,
    )


def _round(entry: Mapping[str, Any]) -> DemoRound:
    at, note = entry.get("at"), entry.get("note", "")
    return DemoRound(entry["name"], entry["unit"], Role(entry["role"]), entry["by"], entry["days_ago"], at, note)


def _volunteer(entry: Mapping[str, Any]) -> DemoVolunteer:
    facts = {fact: entry[fact] for fact in Fact if fact in entry}
    teams, leads = tuple(entry.get("teams", ())), tuple(entry.get("leads", ()))
    return DemoVolunteer(entry["person"], entry["compound"], FileState(entry["state"]), facts, teams, leads)
