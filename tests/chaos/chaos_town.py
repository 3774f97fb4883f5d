"""The district of the chaos runs: who lives and works there, the store filled with them, the bot's settings."""

from dataclasses import dataclass
from pathlib import Path

from chaos_store import OnFile, Store

from bot.domain.clock import SystemClock, to_millis
from bot.domain.people import Post, Role, Unit, UnitKind
from bot.storage import people, units
from bot.storage.database import Tx

TOKEN = "424242:sandbox"
COMPOUNDS = ("翠湖苑", "北辰家园", "锦绣华庭", "东方花园", "紫荆里", "滨河新村")
COMMUNITY_OF = ("m1", "m1", "m1", "m2", "m2", "m2")
# Its secretaries never answer an alert: it climbs to the community.
SLEEPY = 5
QUICK_CLIMB, SLOW_CLIMB = 0.1, 0.5
DISPATCHERS = {7000: Post(Role.STREET_DISPATCHER, "s"), 7001: Post(Role.DISTRICT_DISPATCHER, "d")}

CONFIG = """
[logging]
level = "DEBUG"
[database]
url = "{url}"
[telegram]
poll_timeout_s = 2
[limits]
per_day = 1000
new_per_day = 1000
same_words = 100
compound_per_hour = 10000
[delivery]
per_second = 1000
per_chat_burst = 20
per_chat_per_second = 100
backoff_base_s = 0.02
backoff_max_s = 1
[quiet]
hours = []
[alerts.urgent]
repeat_minutes = {climb}
repeats = 0
[alerts.danger]
repeat_minutes = {climb}
repeats = 0
"""


@dataclass(frozen=True, slots=True)
class Resident:
    """Somebody with a phone; one who is `new` was never heard of before."""

    id: int
    compound: int
    new: bool


@dataclass(frozen=True, slots=True)
class Town:
    """The people of a run and the folder that holds its store, settings and logs."""

    folder: Path
    residents: tuple[Resident, ...]

    @property
    def database(self) -> Path:
        return self.folder / "chaos.db"

    @property
    def config(self) -> Path:
        return self.folder / "chaos.toml"

    @property
    def staff(self) -> dict[int, Post]:
        """Everybody who holds a post: two secretaries for each compound, two people in each community, dispatchers."""
        posts = {who: Post(Role.SECRETARY, f"c{at}") for at in range(len(COMPOUNDS)) for who in secretaries(at)}
        posts |= {6000 + at: Post(Role.COMMUNITY_STAFF, f"m{at // 2 + 1}") for at in range(4)}
        return posts | DISPATCHERS


def secretaries(compound: int) -> tuple[int, int]:
    """The two of one compound."""
    return 5000 + 2 * compound, 5001 + 2 * compound


async def build_town(
    folder: Path, chats: int, *, new: bool = True, store: Store | None = None, climb: float = QUICK_CLIMB
) -> Town:
    """A town of `chats` residents, with `new` a fourth of them new, in `store`; else in a file of its own.

    `climb`: minutes until an alert that nobody answers is the next level's.
    """
    residents = tuple(Resident(1000 + at, at % len(COMPOUNDS), new and at % 4 == 3) for at in range(chats))
    town = Town(folder, residents)
    store = store or OnFile(town.database)
    town.config.write_text(CONFIG.format(url=store.url, climb=climb), "utf-8")
    await store.make(lambda db: db.write(_settle, town))
    return town


async def _settle(tx: Tx, town: Town) -> None:
    now = to_millis(SystemClock().now())
    await units.add(tx, Unit("d", UnitKind.DISTRICT, None, "杏林区", "d"))
    await units.add(tx, Unit("s", UnitKind.STREET, "d", "柳巷街道", "s"))
    for community in dict.fromkeys(COMMUNITY_OF):
        await units.add(tx, Unit(community, UnitKind.COMMUNITY, "s", f"{community}社区", community))
    for at, name in enumerate(COMPOUNDS):
        await units.add(tx, Unit(f"c{at}", UnitKind.COMPOUND, COMMUNITY_OF[at], name, f"c{at}"))
    for who, post in town.staff.items():
        person = await people.enrol(tx, people.Address("telegram", str(who)), now)
        await people.appoint(tx, person.id, post, now)
    for resident in town.residents:
        if not resident.new:
            person = await people.enrol(tx, people.Address("telegram", str(resident.id)), now)
            await people.consent(tx, person.id, 1, now)
            await people.settle_in(tx, person.id, f"c{resident.compound}")
