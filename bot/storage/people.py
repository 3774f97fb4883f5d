"""People, where to reach them, and the posts they hold."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from bot.domain.audit import Act, Entry
from bot.domain.ids import new_id
from bot.domain.people import Person, Post, Role
from bot.storage import audit, consents
from bot.storage.consents import Consent, What
from bot.storage.database import Row, Tx, marks


@dataclass(frozen=True, slots=True)
class Address:
    """Where a person reads us: `key` is their name on `channel` (also the private chat's)."""

    channel: str
    key: str


async def arrive(tx: Tx, address: Address, now: int) -> Person:
    """The person behind `address`, known from now on if they were not; they are reachable, since they wrote."""
    rows = await tx.fetch(
        "SELECT p.id, p.consent_version, p.home_id, p.simple, a.reachable, h.role, h.unit_id FROM address a"
        " JOIN person p ON p.id = a.person_id LEFT JOIN post h ON h.person_id = p.id"
        " WHERE a.channel = ? AND a.key = ?",
        (address.channel, address.key),
    )
    if not rows:
        return await enrol(tx, address, now)
    if not rows[0]["reachable"]:
        await set_reachable(tx, address, reachable=True)
    return _with_posts(rows)


async def enrol(tx: Tx, address: Address, now: int) -> Person:
    """A new person at `address`."""
    person = Person(id=new_id(), consent_version=0, home_id=None)
    await tx.execute("INSERT INTO person (id, created_at) VALUES (?, ?)", (person.id, now))
    await tx.execute(
        "INSERT INTO address (channel, key, person_id, seen_at) VALUES (?, ?, ?, ?)",
        (address.channel, address.key, person.id, now),
    )
    return person


async def load(tx: Tx, person_id: str) -> Person | None:
    """The person with their posts as they are now; None where there is none."""
    return next(iter(await load_all(tx, [person_id])), None)


async def load_all(tx: Tx, people_ids: Collection[str]) -> list[Person]:
    """Those of `people_ids` that there are, in that order, with their posts as they are now."""
    rows = await tx.fetch(
        "SELECT p.id, p.consent_version, p.home_id, p.simple, h.role, h.unit_id FROM person p"  # noqa: S608
        f" LEFT JOIN post h ON h.person_id = p.id WHERE p.id IN ({marks(people_ids)})",
        (*people_ids,),
    )
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["id"], []).append(row)
    return [_with_posts(found[person_id]) for person_id in people_ids if person_id in found]


def _with_posts(rows: Sequence[Row]) -> Person:
    """A row for each post of one person, or a single one without."""
    held = sorted((row["role"], row["unit_id"]) for row in rows if row["role"] is not None)
    posts = tuple(Post(Role(role), unit_id) for role, unit_id in held)
    return Person(rows[0]["id"], rows[0]["consent_version"], rows[0]["home_id"], posts, bool(rows[0]["simple"]))


async def set_reachable(tx: Tx, address: Address, *, reachable: bool) -> None:
    """Note whether messages to `address` arrive."""
    await tx.execute(
        "UPDATE address SET reachable = ? WHERE channel = ? AND key = ?",
        (int(reachable), address.channel, address.key),
    )


async def chats_of(tx: Tx, person_id: str) -> list[tuple[str, str]]:
    """The channel and the chat of each address of theirs, whether or not it takes messages."""
    rows = await tx.fetch("SELECT channel, key FROM address WHERE person_id = ? ORDER BY seen_at, key", (person_id,))
    return [(row["channel"], row["key"]) for row in rows]


async def address_of(tx: Tx, person_id: str) -> Address | None:
    """The address of `person_id` that takes messages, the one made last; None where none does."""
    row = await tx.fetch_one(
        "SELECT channel, key FROM address WHERE person_id = ? AND reachable = 1"
        " ORDER BY seen_at DESC, channel DESC, key DESC LIMIT 1",
        (person_id,),
    )
    return Address(row["channel"], row["key"]) if row else None


async def addresses_of(tx: Tx, people_ids: Collection[str]) -> dict[str, Address]:
    """For each of `people_ids` what `address_of` says; nobody is in it who has none."""
    if not people_ids:
        return {}
    rows = await tx.fetch(
        f"SELECT person_id, channel, key FROM address WHERE reachable = 1 AND person_id IN ({marks(people_ids)})"  # noqa: S608
        " ORDER BY seen_at, channel, key",
        (*people_ids,),
    )
    return {row["person_id"]: Address(row["channel"], row["key"]) for row in rows}


async def consent(tx: Tx, person_id: str, version: int, now: int) -> None:
    """They agreed to `version` of the privacy notice."""
    await tx.execute("UPDATE person SET consent_version = ?, consent_at = ? WHERE id = ?", (version, now, person_id))
    await consents.say(tx, person_id, Consent(What.NOTICE, version, True, now))


async def withdraw_consent(tx: Tx, person_id: str, version: int, now: int) -> None:
    """They take it back: whatever needs a yes asks for it again."""
    await tx.execute("UPDATE person SET consent_version = 0, consent_at = NULL WHERE id = ?", (person_id,))
    await consents.say(tx, person_id, Consent(What.NOTICE, version, False, now))


async def settle_in(tx: Tx, person_id: str, compound_id: str | None) -> None:
    """The compound that they usually mean is `compound_id` from now on."""
    await tx.execute("UPDATE person SET home_id = ? WHERE id = ?", (compound_id, person_id))


async def prefer_simple(tx: Tx, person_id: str, *, simple: bool) -> None:
    """They want fewer and plainer words (大字简明), or all of them again."""
    await tx.execute("UPDATE person SET simple = ? WHERE id = ?", (int(simple), person_id))


@dataclass(frozen=True, slots=True)
class Giver:
    """Who gave a post, and in which unit they held their own."""

    person_id: str
    unit_id: str


@dataclass(frozen=True, slots=True)
class Held:
    """A post with since when in milliseconds, and the unit whose somebody gave it (None: it was entered)."""

    post: Post
    since: int
    by_unit: str | None


async def appoint(tx: Tx, person_id: str, post: Post, now: int, by: Giver | None = None) -> bool:
    """Give them a post; False where they hold it already. `by`: nobody where the operator enters it."""
    given = await tx.execute(
        "INSERT INTO post (person_id, role, unit_id, since, by_id, by_unit) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (person_id, role, unit_id) DO NOTHING",
        (person_id, post.role, post.unit_id, now, by.person_id if by else None, by.unit_id if by else None),
    )
    if given:
        who = by.person_id if by else ""
        await audit.append(tx, Entry(Act.ROLE_GIVEN, who, person_id, f"{post.role} {post.unit_id}"), now)
    return given == 1


async def dismiss(tx: Tx, person_id: str, post: Post, now: int, by_id: str = "") -> bool:
    """End a post; False where they do not hold it. `by_id`: who ended it ("": the operator)."""
    ended = await tx.execute(
        "DELETE FROM post WHERE person_id = ? AND role = ? AND unit_id = ?", (person_id, post.role, post.unit_id)
    )
    if ended:
        await audit.append(tx, Entry(Act.ROLE_ENDED, by_id, person_id, f"{post.role} {post.unit_id}"), now)
    return ended == 1


async def held(tx: Tx, person_id: str) -> list[Held]:
    """Their posts, the longest held first."""
    rows = await tx.fetch(
        "SELECT role, unit_id, since, by_unit FROM post WHERE person_id = ? ORDER BY since, role, unit_id", (person_id,)
    )
    return [Held(Post(Role(row["role"]), row["unit_id"]), row["since"], row["by_unit"]) for row in rows]


async def holders(tx: Tx, role: Role, unit_ids: Iterable[str]) -> list[str]:
    """The people who hold `role` in one or more of `unit_ids` and can be reached, each once, longest in post first."""
    units = tuple(unit_ids)
    rows = await tx.fetch(
        "SELECT p.person_id FROM post p WHERE p.role = ? AND"  # noqa: S608
        f" p.unit_id IN ({marks(units)}) AND EXISTS"
        " (SELECT 1 FROM address a WHERE a.person_id = p.person_id AND a.reachable = 1) ORDER BY p.since, p.person_id",
        (role, *units),
    )
    return [*dict.fromkeys(row["person_id"] for row in rows)]


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody in post, since when in milliseconds."""

    post: Post
    person_id: str
    since: int


async def in_posts(tx: Tx, unit_ids: Iterable[str]) -> list[Holder]:
    """Whoever holds any post in these units, the longest held first; a post that a resident has is none."""
    units = tuple(unit_ids)
    rows = await tx.fetch(
        f"SELECT role, unit_id, person_id, since FROM post WHERE unit_id IN ({marks(units)})"  # noqa: S608
        " ORDER BY since, person_id, role, unit_id",
        units,
    )
    return [Holder(Post(Role(row["role"]), row["unit_id"]), row["person_id"], row["since"]) for row in rows]


async def posts_as(tx: Tx, role: Role) -> dict[str, list[str]]:
    """Everybody who holds `role`, and the units in which they do."""
    held: dict[str, list[str]] = {}
    rows = await tx.fetch("SELECT person_id, unit_id FROM post WHERE role = ? ORDER BY person_id, unit_id", (role,))
    for row in rows:
        held.setdefault(row["person_id"], []).append(row["unit_id"])
    return held
