"""Beyond the town of the conversations: another street with its own people, and somebody on the district's platform."""

from bot.domain.clock import to_millis
from bot.domain.people import Post, Role, Unit, UnitKind
from bot.storage import homes, people, units
from bot.storage.database import Tx
from bot.storage.homes import Home
from tests.conversations.stage import CAST as IN_TOWN
from tests.conversations.town import FENG, MORNING, UNITS

# A resident, a secretary, a community's and a street's of the other street.
BAI, LU, JIN, GAO = 111, 211, 311, 411
BEYOND = (
    Unit("street2", UnitKind.STREET, "district", "桥东街道", "s_2"),
    Unit("community2", UnitKind.COMMUNITY, "street2", "杏花社区", "m_2"),
    Unit("nanyuan", UnitKind.COMPOUND, "community2", "南苑小区", "c_nanyuan", 37.9500, 112.7000),
)
POSTS_BEYOND = {
    FENG: Post(Role.DISTRICT_DISPATCHER, "district"),
    LU: Post(Role.SECRETARY, "nanyuan"),
    JIN: Post(Role.COMMUNITY_STAFF, "community2"),
    GAO: Post(Role.STREET_DISPATCHER, "street2"),
}
CAST = IN_TOWN | {"白阿姨": BAI, "陆书记": LU, "金社区": JIN, "高街道": GAO}
# Each unit below its own, read off the two lists alone.
PARENTS = {unit.id: unit.parent_id for unit in (*UNITS, *BEYOND)}


def line_of(unit_id: str) -> tuple[str, ...]:
    """The unit and everything above it."""
    parent = PARENTS[unit_id]
    return (unit_id, *line_of(parent)) if parent else (unit_id,)


async def settle_beyond(tx: Tx) -> None:
    """The other street and its people, into a store that holds the town."""
    now = to_millis(MORNING)
    for unit in BEYOND:
        await units.add(tx, unit)
    for telegram_id in (FENG, BAI, LU, JIN, GAO):
        person = await people.arrive(tx, people.Address("telegram", str(telegram_id)), now)
        if telegram_id in POSTS_BEYOND:
            await people.appoint(tx, person.id, POSTS_BEYOND[telegram_id], now)
    neighbour = await people.arrive(tx, people.Address("telegram", str(BAI)), now)
    await people.consent(tx, neighbour.id, 1, now)
    await homes.add(tx, neighbour.id, Home("nanyuan", ""), now)
    await people.settle_in(tx, neighbour.id, "nanyuan")
