"""Plays a written conversation in a running town: everybody's phone, what they do with it and what it must show."""

from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime, timedelta

from bot.domain.clock import SHANGHAI, ManualClock, from_millis, to_millis
from bot.domain.people import Post, Role
from bot.storage import people
from bot.storage.database import Tx
from sandbox.client import SandboxError
from tests.conversations.cast import CAST
from tests.conversations.doing import Doing
from tests.conversations.ear import NotAsWritten
from tests.conversations.hearing import GROUP
from tests.conversations.script import Line, read
from tests.conversations.town import LI, WANG

UNITS_OF_TIME = {"s": timedelta(seconds=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


class Stage(Doing):
    """One conversation being played; and what happens besides: time passes, the bot restarts, posts change hands."""

    async def play(self, lines: Iterable[Line]) -> None:
        """Every line in its order; at the end nobody has anything left unread."""
        await self.town.client.ask("POST", "/groups", json={"id": GROUP, "title": "楼道群", "members": [WANG, LI]})
        for line in lines:
            await self.play_line(line)
        await self.silence()

    async def play_line(self, line: Line) -> None:
        """One after the other, where several people are named."""
        try:
            for who in line.who.split("、"):
                await ACTS[line.verb](self, CAST.get(who, GROUP), line.what)
        except (NotAsWritten, SandboxError) as error:
            raise NotAsWritten(f"{line}\n{error}") from None

    async def story(self, *written: str) -> None:
        """Play what is written here, one line or more at a time."""
        await self.play(read("\n".join(written)))

    async def moves_clock(self, _: int, what: str) -> None:
        """So long; what has become due by then is done."""
        assert isinstance(self.town.clock, ManualClock)
        await self.town.until_quiet()
        much, unit = what.split()
        self.town.clock.at += float(much) * UNITS_OF_TIME[unit]
        await self.town.until_quiet()

    async def reaches(self, _: int, what: str) -> None:
        """As time passes: what falls due is done at its moment, and before the end of the way nobody hears of it."""
        clock = self.town.clock
        assert isinstance(clock, ManualClock)
        wanted = datetime.strptime(f"{clock.now():%Y}-{what}", "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)
        while clock.at < wanted:
            await self.silence()
            clock.at = min(wanted, await self._next_due(wanted))
            await self.clock_moved()
        await self.town.until_quiet()

    async def _next_due(self, otherwise: datetime) -> datetime:
        (found,) = await self.town.rows("SELECT min(due_at) AS at FROM due_work")
        return from_millis(found["at"]) if found["at"] is not None else otherwise

    async def clock_moved(self) -> None:
        """What may happen at a new moment, before the bot has looked at it."""

    async def restarts(self, *_: object) -> None:
        await self.town.until_quiet()
        await self.town.stop()
        await self.town.start()

    async def takes_up(self, who: int, what: str) -> None:
        """A post: 「district_dispatcher of district」."""
        role, unit = what.split(" of ")
        post, now = Post(Role(role), unit), to_millis(self.town.clock.now())

        async def appoint(tx: Tx) -> None:
            person = await people.arrive(tx, people.Address("telegram", str(who)), now)
            await people.appoint(tx, person.id, post, now)

        await self._write(appoint)

    async def steps_down(self, who: int, _: str) -> None:
        """From every post."""

        async def dismiss(tx: Tx) -> None:
            person = await people.arrive(tx, people.Address("telegram", str(who)), 0)
            await tx.execute("DELETE FROM post WHERE person_id = ?", (person.id,))

        await self._write(dismiss)

    async def _write(self, unit: Callable[[Tx], Awaitable[None]]) -> None:
        assert self.town.program
        await self.town.program.db.write(unit)


ACTS: dict[str, Callable[[Stage, int, str], Awaitable[None]]] = {
    "says": Stage.says,
    "forwards": Stage.forwards,
    "pastes": Stage.pastes,
    "floods": Stage.floods,
    "forges": Stage.forges,
    "presses at once": Stage.presses_at_once,
    "edits": Stage.edits,
    "scans": Stage.scans,
    "opens": Stage.opens,
    "scans the code of": Stage.scans_code,
    "types the code of": Stage.types_code,
    "sends": Stage.sends,
    "tells the group": Stage.tells_group,
    "posts": Stage.posts,
    "presses": Stage.presses,
    "double-taps": Stage.double_taps,
    "presses the old": Stage.presses_old,
    "presses the button of": Stage.presses_anothers,
    "blocks the bot": Stage.blocks,
    "unblocks the bot": Stage.unblocks,
    "reports": Stage.reports,
    "works on": Stage.works_on,
    "moves": Stage.moves_clock,
    "reaches": Stage.reaches,
    "takes up": Stage.takes_up,
    "steps down": Stage.steps_down,
    "restarts": Stage.restarts,
    "hears": Stage.hears,
    "hears softly": Stage.hears_softly,
    "hears aloud": Stage.hears_aloud,
    "sees": Stage.sees,
    "is told": Stage.is_told,
    "is warned": Stage.is_warned,
    "can press": Stage.can_press,
    "ends up with": Stage.ends_up_with,
    "is left with": Stage.is_left_with,
    "cannot press the old": Stage.cannot_press_old,
    "hears nothing": Stage.silence,
}
