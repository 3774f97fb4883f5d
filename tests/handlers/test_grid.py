"""The grid over the real dispatcher and store; what is another's and what is missing are answered alike."""

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import open_office
from bot.config import Settings
from bot.domain.clock import to_millis
from bot.domain.ids import new_id
from bot.domain.messages import MediaRef, Reply
from bot.domain.patrols import Round
from bot.domain.people import Post, Role
from bot.domain.tickets import Severity, Ticket, WayIn
from bot.handlers.routes import ROUTES
from bot.services.turn import Office
from bot.storage import assignments, extensions, patrols, people
from bot.storage.database import Tx
from bot.storage.transaction import SqliteTx
from bot.texts import errors as say
from tests.conversations.town import MORNING, NEW, morning
from tests.conversations.wander.store import OneThread
from tests.handlers.grid import COLUMNS, GRID, Line
from tests.handlers.hall import Hall, words
from tests.handlers.volunteers import OF_A_FILE, OF_THE_BRANCH
from tests.lives.beyond import settle_beyond
from tests.services.owners import PHONE, press, put, somebody

# Where each role is held, and where a ticket is that is none of theirs; the whole district is the district's.
HELD = {
    Role.SECRETARY: "cuihu", Role.COMMUNITY_STAFF: "community", Role.STREET_DISPATCHER: "street",
    Role.BUILDING_LEAD: "cuihu3", Role.GRID_WORKER: "cuihu", Role.PROPERTY_STAFF: "cuihu", Role.VOLUNTEER: "cuihu",
    Role.DEPARTMENT_STAFF: "shizheng",
}  # fmt: skip
ELSEWHERE = {Role.SECRETARY: "beicheng", Role.BUILDING_LEAD: "beicheng"}
WORKERS = {Role.VOLUNTEER, Role.BUILDING_LEAD, Role.GRID_WORKER, Role.PROPERTY_STAFF}
# Who asked for more time.
ASKED_BY = {"worker's": Role.PROPERTY_STAFF, "depart's": Role.DEPARTMENT_STAFF, "branch's": Role.SECRETARY}
REFUSALS = {say.NotAllowedHere().text()}
ABSENT = say.NoSuchThing().text()
# They bear no id of a ticket: what another has begun is asked in `test_anothers.py`, lists and settings are one's own.
OF_A_DRAFT = {
    "alarm", "calm", "resume", "restart", "report_new", "discard", "agree", "attach", "fresh", "split", "whole", "list",
    "earlier", "later", "home", "nothome", "wordless", "answer", "join", "other", "enough", "submit", "fix", "kind",
    "cat", "place", "elsewhere", "reword", "photo", "clear", "phone", "hide", "unhide", "back", "skip", "cancel",
    "unnumber", "keepnumber",
}  # fmt: skip
OF_ONESELF = {
    "help", "help_more", "addhome", "usual", "unhome", "for_visit", "for_hotline", "for_patrol", "newer", "older",
    "desk_back", "desk_on", "quiet", "rounds", "leave", "deed", "undeed", "confirm", "not_mine", "mute", "unmute",
    "stats", "stats_list",
}  # fmt: skip
OF_NOTICES = {
    "till", "for_unit", "publish", "unsent", "takedown",
    "where_to", "one_house", "house", "everywhere", "hurry", "uncertain", "send", "send_now", "halt",
}  # fmt: skip
# Asked in `tests/points/test_points_bad_input.py`.
OF_POINTS = {
    "pts_newest", "pts_older", "pts_year", "pts_rank", "pts_span", "pts_join", "pts_unrank", "pts_honours", "pts_cert",
    "pts_red", "pts_red_year", "pts_appraise", "pts_houses", "pts_people", "pts_of", "pts_undo", "pts_grant",
    "pts_pick", "pts_tick", "pts_picked", "pts_matter", "pts_dim", "pts_drop",
}  # fmt: skip
# Asked in `test_claiming.py`.
OF_CLAIMING = {"claim_yes", "claim_no"}
# Asked in `tests/services/test_repetition.py`.
OF_REPETITIONS = {"seen_repetition"}
# Asked in `tests/limits/`.
OF_LIMITS = {"limits", "free", "free_all", "bar", "unbar", "keep_bar", "appeal"}
# Asked in `tests/shop/test_shop_rights.py`.
OF_SHOPS = {
    "redeem", "shops", "shop_at", "want", "buy", "pickup", "unbuy", "give", "shop", "shelves", "ware", "unshelve",
    "shelve", "restock", "reprice", "newgoods",
}  # fmt: skip
# Asked in `tests/wishes/`: how somebody stands by a wish is part of each step.
OF_WISHES = {route.pressed for route in ROUTES if route.pressed.startswith("w_")}
# Asked in `tests/activities/`.
OF_ACTIVITIES = {
    "act", "act_in", "act_out", "act_cal", "act_here", "act_qr", "act_new", "act_who", "act_move", "act_spot",
    "act_off", "act_why", "act_roll", "act_tick", "act_done", "act_look",
    "act_go", "act_drop", "act_fix", "act_unit", "act_day", "act_hour", "act_num", "act_kind",
}  # fmt: skip
# Asked in `tests/services/test_invitations.py`.
OF_POSTS = {
    "invite", "inv_unit", "inv_over", "uninvite", "inv_yes", "inv_no", "leaving", "resign", "resign_yes", "resign_no",
}  # fmt: skip
# Asked in `tests/rights/`.
OF_BOARDS = {
    "board", "bd_one", "bd_see", "bd_fill", "bd_add", "bd_role", "bd_name", "bd_phone", "bd_none", "bd_title", "bd_as",
    "bd_off", "bd_gone", "bd_go", "bd_again", "rights", "rt_post", "rt_who",
}  # fmt: skip
# Asked in `tests/services/test_responsibilities.py`.
OF_DUTIES = {"resp", "resp_of", "resp_all", "resp_back"}
# Asked in `tests/privacy/test_privacy_rights.py`: each speaks of whoever pressed it.
OF_PRIVACY = {route.pressed for route in ROUTES if route.pressed.startswith("pv_")}
NOBODYS = set[str]().union(
    OF_A_DRAFT, OF_ONESELF, OF_NOTICES, OF_REPETITIONS, OF_LIMITS, OF_SHOPS, OF_POINTS, OF_A_FILE, OF_THE_BRANCH,
    OF_WISHES, OF_ACTIVITIES, OF_POSTS, OF_CLAIMING, OF_BOARDS, OF_PRIVACY, OF_DUTIES,
)  # fmt: skip


@pytest.fixture
async def db(template: Path, tmp_path: Path) -> AsyncIterator[OneThread]:
    """Thousands of presses, one at a time."""
    opened = OneThread(Path(shutil.copy(template, tmp_path / "grid.db")))
    yield opened
    await opened.close()


@pytest.fixture
async def office(db: OneThread, settings: Settings) -> Office:
    """The town with the other street."""
    await db.write(settle_beyond)
    return await open_office(db, settings, morning())


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the store is asked, in its order: time that nobody can read off a clock."""
    asked: list[str] = []
    ready = SqliteTx._ready

    def counted(tx: SqliteTx, sql: str) -> object:
        asked.append(sql)
        return ready(tx, sql)

    monkeypatch.setattr(SqliteTx, "_ready", counted)
    return asked


class Room:
    """Things of their own, and another's, for somebody in one role."""

    def __init__(self, hall: Hall, line: Line, role: Role) -> None:
        self.hall, self.line, self.role = hall, line, role
        self.person = 9000 + COLUMNS.index(role)
        self._number = 0

    async def appoint(self) -> None:
        async def unit(tx: Tx) -> None:
            held = Post(self.role, HELD.get(self.role, "district"))
            await people.appoint(tx, await somebody(tx, self.person), held, to_millis(MORNING))

        await self.hall.db.write(unit)

    async def own(self) -> str:
        by = self.person if self.line.thing == "reported" else NEW
        return await self._thing("cuihu3" if self.line.thing == "round" else "cuihu", by, theirs=True)

    async def others(self) -> str:
        return await self._thing(ELSEWHERE.get(self.role, "nanyuan"), NEW, theirs=False)

    async def _thing(self, where: str, by: int, *, theirs: bool) -> str:
        """The id that stands on the button."""
        if self.line.thing == "round":
            return await self.hall.db.write(_round, where)
        ticket = await self._ticket(where, by)
        await self.hall.db.write(self._arrange, ticket, theirs)
        asker = ASKED_BY.get(self.line.thing)
        return await self.hall.db.write(_asked, ticket, asker) if asker else ticket.id

    async def _ticket(self, where: str, by: int) -> Ticket:
        """Long in somebody's hands, urgent, due today, with a number to ring and a photo."""
        self._number += 1
        due, long_ago = MORNING + timedelta(hours=3), MORNING - timedelta(days=2)
        return await put(
            self.hall, 100 * COLUMNS.index(self.role) + self._number, by, PHONE, compound_id=where, due_at=due,
            severity=Severity.URGENT, created_at=long_ago,
        )  # fmt: skip

    async def _arrange(self, tx: Tx, ticket: Ticket, theirs: bool) -> None:  # noqa: FBT001
        facts = (self.line.state, self.line.desk, ticket.id)
        await tx.execute("UPDATE ticket SET state = ?, desk = ?, before = 'handling' WHERE id = ?", facts)
        whom = self.person if theirs and self.role in WORKERS else NEW
        if self.line.desk == "department":
            unit = "shizheng" if theirs or self.role is not Role.DEPARTMENT_STAFF else "chengguan"
            await assignments.ask_unit(tx, ticket.id, unit, 0, leads=True)
        elif whom != NEW:
            await assignments.ask_person(tx, ticket.id, await somebody(tx, whom), 0)
        elif theirs and self.role is Role.DEPARTMENT_STAFF:
            await assignments.ask_unit(tx, ticket.id, "shizheng", 0, leads=True)
        if theirs and self.line.desk == "department" and self.role in WORKERS:
            await assignments.ask_person(tx, ticket.id, await somebody(tx, self.person), 0)

    async def press(self, which: str) -> list[Reply]:
        """With nothing begun before."""
        await self.hall.db.write(_begin_anew)
        return await press(self.hall, self.person, self.line.button, which)


async def _begin_anew(tx: Tx) -> None:
    await tx.execute("DELETE FROM draft")
    await tx.execute("DELETE FROM deed")


async def _round(tx: Tx, where: str) -> str:
    made = Round(new_id(), f"巡查{where}", where, Role.BUILDING_LEAD, WayIn.PATROL, "2026-03-10", MORNING)
    await tx.execute("DELETE FROM patrol_task WHERE unit_id = ?", (where,))
    await patrols.make(tx, made)
    await patrols.keep_note(tx, made.id, "", [MediaRef("photo", "f", "u")])
    return made.id


async def _asked(tx: Tx, ticket: Ticket, role: Role) -> str:
    """More time, asked for by somebody in `role`."""
    assert ticket.due_at
    asked = extensions.Extension(
        new_id(), ticket.id, to_millis(ticket.due_at), await somebody(tx, NEW), role, 3, "等配件"
    )
    assert await extensions.add(tx, asked, 0)
    return asked.id


def outcome(replies: list[Reply]) -> str:
    said = words(replies)
    assert said, "never in silence"
    return "0" if said[0] == ABSENT else "." if said[0] in REFUSALS or "不用延期" in said[0] else "+"


@pytest.mark.parametrize("line", GRID, ids=str)
async def test_each_cell_is_as_written_and_another_units_thing_is_as_good_as_none(
    hall: Hall, line: Line, statements: list[str]
) -> None:
    for role, cell in line.cells.items():
        room = Room(hall, line, role)
        await room.appoint()
        assert outcome(await room.press(await room.own())) == cell, f"{role} at {line}"
        if role is not Role.DISTRICT_DISPATCHER or line.thing == "reported":
            await alike(room, statements, cell)


async def alike(room: Room, statements: list[str], cell: str) -> None:
    """Another unit's, and what is missing: the same to the byte, after the same questions to the store."""
    theirs = await room.others()
    before = await room.hall.db.read(everything)
    with counted(statements) as for_theirs:
        foreign = await room.press(theirs)
    with counted(statements) as for_missing:
        missing = await room.press("0" * len(theirs))
    assert foreign == missing, f"{room.role} at {room.line}"
    assert for_theirs == for_missing, f"{room.role} at {room.line}"
    assert outcome(foreign) == ("." if outcome(missing) == "." else "0")
    assert cell == "." or outcome(foreign) == "0", f"{room.role} at {room.line}"
    assert await room.hall.db.read(everything) == before


@contextmanager
def counted(statements: list[str]) -> Iterator[list[str]]:
    begun, found = len(statements), list[str]()
    yield found
    found.extend(statements[begun:])


async def everything(tx: Tx) -> list[object]:
    tables = ("ticket", "ticket_event", "assignment", "extension", "patrol_task", "contact_look", "follower", "alert")
    return [await tx.fetch(f"SELECT * FROM {table} ORDER BY 1") for table in tables]


def test_every_button_is_in_the_grid_or_bears_nobodys_thing() -> None:
    """And those that are not are few and known."""
    inside = {line.button for line in GRID}
    pressed = {route.pressed for route in ROUTES if route.pressed}
    assert pressed - inside == NOBODYS
    assert not inside & NOBODYS
    assert set(COLUMNS) == set(Role)
