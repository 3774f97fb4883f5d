"""Many volunteers tap 「我来办」 on few wishes at once, and the bot dies in the middle of it, twice."""

import asyncio
from dataclasses import dataclass
from typing import Any

from bot.channels.telegram.payload import Signer
from bot.domain.clock import to_millis
from bot.domain.messages import Choice
from bot.domain.people import Post, Role
from bot.domain.wishes import Wish, WishState
from bot.storage import people
from bot.storage import wishes as rows
from bot.storage.database import Tx
from bot.storage.people import Address
from bot.texts.wishes.steps import SomebodyWasQuicker
from tests.conversations.ear import shown
from tests.conversations.town import MORNING, TOKEN, WANG, Town

FIRST = 20_000
KILLS = 2
QUICKER = SomebodyWasQuicker().text()


@dataclass(slots=True)
class Rush:
    """`volunteers` of one compound, each tapping one of `wishes`; as many for each."""

    town: Town
    volunteers: int
    wishes: int

    @property
    def everybody(self) -> range:
        return range(FIRST, FIRST + self.volunteers)

    def wanted_by(self, who: int) -> str:
        return f"w{who % self.wishes:012}"

    async def gather(self) -> None:
        """The wishes stand in the pool, and everybody has the bot open."""
        assert self.town.program
        await self.town.program.db.write(self._settle)
        await self.town.client.settle(*({"id": who, "first_name": f"人{who}"} for who in self.everybody))
        for who in self.everybody:
            self.town.sandbox.world.chats[who].started = True
        await asyncio.gather(*(self.town.phone(who).say("/claims") for who in self.everybody))
        async with asyncio.timeout(120):
            while (await self.town.count("SELECT count(*) FROM outbox WHERE state = 'sent'")) < self.volunteers:
                await asyncio.sleep(0.02)

    async def _settle(self, tx: Tx) -> None:
        now = to_millis(MORNING)
        wisher = await people.arrive(tx, Address("telegram", str(WANG)), now)
        for at in range(self.wishes):
            wish = Wish(
                f"w{at:012}", wisher.id, now, "cuihu", "陪伴聊天", f"心愿{at}", f"心愿{at}", contact="139 0000 0000",
                state=WishState.OPEN, since=now, opened_at=now, looked_at=now,
            )  # fmt: skip
            await rows.add(tx, wish)
        for who in self.everybody:
            person = await people.enrol(tx, Address("telegram", str(who)), now)
            await people.appoint(tx, person.id, Post(Role.VOLUNTEER, "cuihu"), now)

    async def tap(self) -> int:
        """Everybody at once; how often the bot died while it had taps to answer."""
        signer = Signer.for_token(TOKEN)
        last = {who: (await self.town.phone(who).chat())["messages"][-1]["message_id"] for who in self.everybody}
        before = await self._done()
        tapping = asyncio.gather(
            *(
                self.town.phone(who).press_data(signer.seal(Choice("w_claim", self.wanted_by(who), 1), str(who)), at)
                for who, at in last.items()
            )
        )
        kills = 0
        for part in range(1, KILLS + 1):
            while await self._done() < before + part * self.volunteers // (KILLS + 2):
                await asyncio.sleep(0.001)
            kills += await self._done() < before + self.volunteers
            await self.town.kill()
            await self.town.start()
        await tapping
        await self._until_answered(before + self.volunteers)
        return kills

    async def _done(self) -> int:
        return await self.town.count("SELECT count(*) FROM inbox WHERE state = 'done'")

    async def _until_answered(self, wanted: int) -> None:
        async with asyncio.timeout(120):
            while await self._done() < wanted or await self.town.count(
                "SELECT count(*) FROM outbox WHERE state = 'waiting'"
            ):
                await asyncio.sleep(0.02)

    # ── what came of it ─────────────────────────────────────────────────────────────────────────────────────────
    async def claimers(self) -> dict[str, int]:
        """Who has each wish."""
        found = await self.town.rows(
            "SELECT w.id, a.key FROM wish w JOIN address a ON a.person_id = w.claimer_id WHERE w.state = 'claimed'"
        )
        return {row["id"]: int(row["key"]) for row in found}

    async def told(self, who: int) -> tuple[bool, bool]:
        """Whether somebody was told that it is theirs, and that somebody was quicker."""
        path, since = f"/people/{who}/events", {"after": "0", "wait": "0"}
        events: list[dict[str, Any]] = (await self.town.client.ask("GET", path, params=since))["events"]
        theirs = any("🤝 您认领的" in shown(event) for event in events if event["kind"] in {"message", "edit"})
        return theirs, any(event.get("text") == QUICKER for event in events if event["kind"] in {"toast", "alert"})

    async def check(self) -> dict[str, int]:
        """Every claim told to exactly one, everybody else refused kindly; pool, events and ledger agree."""
        claimers = await self.claimers()
        winners = set(claimers.values())
        assert len(claimers) == len(winners) == self.wishes
        assert all(self.wanted_by(who) == wish_id for wish_id, who in claimers.items())
        told = {who: await self.told(who) for who in self.everybody}
        assert {who for who, (theirs, _) in told.items() if theirs} == winners
        refused = {who for who, (_, quicker) in told.items() if quicker}
        assert refused == set(self.everybody) - winners
        events = await self.town.rows(
            "SELECT e.wish_id, a.key FROM wish_event e JOIN address a ON a.person_id = e.person_id"
            " WHERE e.event = 'claim'"
        )
        assert sorted((row["wish_id"], int(row["key"])) for row in events) == sorted(claimers.items())
        assert await self.town.count("SELECT count(*) FROM wish WHERE state = 'open'") == 0
        assert await self.town.count("SELECT count(*) FROM transfer") == 0
        return {"claims": len(winners), "refusals": len(refused)}

    async def fulfil(self) -> int:
        """Each is fulfilled and confirmed, the confirmation tapped twice; the points that were given in all."""
        signer = Signer.for_token(TOKEN)
        claimers = await self.claimers()

        async def press(who: int, what: str, wish_id: str, version: int) -> None:
            at = (await self.town.phone(who).chat())["messages"][-1]["message_id"]
            await self.town.phone(who).press_data(signer.seal(Choice(what, wish_id, version), str(who)), at)

        for wish_id, who in claimers.items():
            await press(who, "w_deliver", wish_id, 2)
            await self.town.phone(who).say("办好了")
        await self.town.until("SELECT count(*) FROM wish WHERE state = 'delivered'", wanted=self.wishes, seconds=60)
        for wish_id in claimers:
            await asyncio.gather(*(press(WANG, "w_confirm", wish_id, 3) for _ in range(2)))
        await self.town.until("SELECT count(*) FROM wish WHERE state = 'confirmed'", wanted=self.wishes, seconds=60)
        await self.town.until("SELECT count(*) FROM inbox WHERE state = 'waiting'", wanted=0, seconds=60)
        given = await self.town.rows("SELECT source_id, person_id, amount FROM transfer ORDER BY source_id")
        assert [row["source_id"] for row in given] == sorted(claimers)
        assert await self.town.count("SELECT sum(balance) FROM account") == sum(row["amount"] for row in given)
        return sum(row["amount"] for row in given)
