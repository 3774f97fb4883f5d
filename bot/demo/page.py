"""docs/demo.md: who lives in the demo, under which numbers, and how to speak for them."""

from collections.abc import Iterable, Sequence

from bot.demo.district import DemoDistrict, DemoPerson
from bot.domain.people import Post, Role, Unit, UnitKind
from bot.texts.buttons import BUTTONS

PAGE = """\
# The demo district

`make demo` fills an empty database with {name}, an invented district, and shows its people's phones on a chat page.
`python -m bot demo --data-only --database FILE` fills FILE and starts nothing. A database that holds anything else is
never touched; one that the demo has filled before is taken as it is.

The numbers and codes below never change, so that scripts can rely on them. This page is drawn from
`bot/demo/district.toml` by `python -m bot docs`.

## People

Everybody has agreed to the privacy notice but those who never wrote to the bot.

{people}

## Compounds

The QR code of a poster is what `/start` carries when it is scanned. A compound is found by the names of its estates
too; one name here is that of two. Grids are units beside the tree, in which nobody lives or reports.

{compounds}

## Buildings

{buildings}

## Who is published

What `/who` shows, by branch and by the units above; of departments the duty rooms, on the card of a ticket that they
were asked for. Nobody is behind a number: there is no area 0360.

{published}

## Tickets

{tickets}

A department's unit has the id by which config.toml knows the department.

## Scripts

The chat page's server speaks for everybody. With `make demo` running (`sleep`: an answer takes a moment):

```sh
PAGE=http://127.0.0.1:8080
```

{first} says what is wrong and sends it; {secretary}'s phone shows the ticket:

```sh
curl -s $PAGE/people/{first_id}/send --json '{{"text": "3号楼2单元楼道灯坏了，黑得很"}}'
sleep 1
curl -s $PAGE/people/{first_id}/press --json '{{"label": "{submit}"}}'
sleep 1
curl -s "$PAGE/people/{secretary_id}/chat"
```

{secretary} accepts it; {first} hears of it (`after` is the `last` of an earlier answer, 0 at the beginning):

```sh
curl -s $PAGE/people/{secretary_id}/press --json '{{"label": "{do_accept}"}}'
curl -s "$PAGE/people/{first_id}/events?after=0&wait=5"
```

{newcomer}, who never wrote before, scans the poster of {poster} and agrees:

```sh
curl -s $PAGE/people/{newcomer_id}/start --json '{{"payload": "{code}"}}'
sleep 1
curl -s $PAGE/people/{newcomer_id}/press --json '{{"label": "{agree}"}}'
sleep 1
curl -s $PAGE/people/{newcomer_id}/chat
```
"""


def describe(district: DemoDistrict) -> str:
    """The page, whole."""
    first, poster = district.people[0], district.unit(district.posters[0])
    secretary = next(person for person in district.people if person.role is Role.SECRETARY)
    newcomer = next(person for person in district.people if person.new)
    return PAGE.format(
        name=district.unit(district.id).name,
        people=_people(district),
        compounds=_compounds(district),
        buildings=_buildings(district),
        published=_published(district),
        tickets=_tickets(district),
        first=first.name,
        first_id=first.id,
        secretary=secretary.name,
        secretary_id=secretary.id,
        newcomer=newcomer.name,
        newcomer_id=newcomer.id,
        poster=poster.name,
        code=poster.code,
        accept=BUTTONS["do_accept"],
        **BUTTONS,
    )


def _people(district: DemoDistrict) -> str:
    rows = (
        (
            str(person.id),
            person.name,
            person.note,
            f"`{person.role}`",
            _units(district, person.posts),
            _home(district, person),
        )
        for person in district.people
    )
    return _table(("Telegram id", "name", "note on the page", "role", "in", "home"), rows)


def _units(district: DemoDistrict, posts: Sequence[Post]) -> str:
    return "、".join(district.full_name(district.unit(post.unit_id)) for post in posts) or "–"


def _home(district: DemoDistrict, person: DemoPerson) -> str:
    if person.new:
        return "never wrote"
    return f"{district.unit(person.home_id).name} {person.building}".strip() if person.home_id else "–"


def _compounds(district: DemoDistrict) -> str:
    rows = (
        (
            compound.name,
            f"`{compound.id}`",
            _above(district, compound),
            "、".join(compound.estates) or "–",
            district.unit(compound.grid_id).name if compound.grid_id else "–",
            f"{compound.latitude:.5f}, {compound.longitude:.5f}",
            "、".join(person.name for person in district.people if Post(Role.SECRETARY, compound.id) in person.posts),
            f"`{compound.code}`",
        )
        for compound in district.of_kind(UnitKind.COMPOUND)
    )
    place = ("street, community", "estates", "grid", "latitude, longitude")
    return _table(("compound", "unit id", *place, "secretaries", "QR code"), rows)


def _above(district: DemoDistrict, compound: Unit) -> str:
    community = district.unit(compound.parent_id or "")
    return f"{district.unit(community.parent_id or '').name} {community.name}"


def _buildings(district: DemoDistrict) -> str:
    found = district.of_kind(UnitKind.BUILDING)
    rows = ((district.full_name(building), f"`{building.id}`", f"`{building.code}`") for building in found)
    return _table(("building", "unit id", "QR code"), rows)


def _published(district: DemoDistrict) -> str:
    rows = (
        (district.full_name(district.unit(entry.unit_id)), f"`{entry.role}`", entry.name, entry.phone)
        for entry in district.published
    )
    return _table(("unit", "role", "name", "number"), rows)


def _tickets(district: DemoDistrict) -> str:
    names = {person.id: person.name for person in district.people}
    rows = (
        (
            district.unit(ticket.compound_id).name,
            ticket.words,
            ticket.category,
            str(ticket.severity),
            names[ticket.reporter],
            f"accepted by {names[ticket.accepted.by]}" if ticket.accepted else "waits",
        )
        for ticket in district.tickets
    )
    return _table(("compound", "words", "category", "urgency", "reported by", "state"), rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    rule = ["---"] * len(head)
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))
