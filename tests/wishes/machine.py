"""The life of wishes as a state machine of hypothesis: anybody does anything with any of them, and time passes.

After every step: the events explain each state, nobody has what another has, points are given once and for what was
confirmed alone, and whatever goes on is looked after by the clock.
"""

import shutil
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.app import open_office
from bot.config import Settings
from bot.domain.clock import ManualClock, to_millis
from bot.domain.errors import Refused
from bot.domain.messages import ChatKind, Content, Inbound, Pressed, Reply, Text
from bot.domain.people import Post, Role
from bot.domain.wishes import ENDED, TAKEN, Wish, WishState
from bot.fsm.wish import E, WishFacts, wish_flow
from bot.handlers.wishes import PRESSED
from bot.services import duties
from bot.services.turn import Office, Turn
from bot.services.wishes import drafting, life, steps
from bot.services.wishes.standing import to_look_at
from bot.storage import due, people
from bot.storage import wishes as rows
from bot.storage.database import Tx
from tests.conversations.town import CHEN, HE, LI, MORNING, WANG, ZHAO, rows_of
from tests.conversations.wander.machines import walk_machine
from tests.conversations.wander.store import OneThread

VOLUNTEERS = (HE, LI, 801, 802)
PEOPLE = (WANG, CHEN, ZHAO, *VOLUNTEERS)
STEPS = frozenset(event.value for event in E)
Act = Callable[[Turn, Tx], Awaitable[list[Reply] | None]]


@dataclass(slots=True)
class Ground:
    """What all lives have in common, and what was counted in them."""

    template: Path
    settings: Settings
    counts: dict[str, int] = field(default_factory=lambda: {"lives": 0, "steps": 0, "refused": 0, "confirmed": 0})


def generous(plain: Settings) -> Settings:
    """No cap on points: each confirmed wish shows in the ledger."""
    matters = tuple(one.model_copy(update={"month": 100_000, "year": 100_000}) for one in plain.matters)
    return plain.model_copy(update={"matters": matters, "patrols": ()})


class Wishes(RuleBasedStateMachine):
    """`ground` is set by whoever runs it."""

    ground: ClassVar[Ground]

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.db = OneThread(Path(shutil.copy(self.ground.template, Path(self._folder.name) / "wishes.db")))
        self.clock = ManualClock(MORNING)
        self.office: Office = self._run(open_office(self.db, self.ground.settings, self.clock))
        self.persons: dict[int, str] = self._run(self.db.write(self._settle))
        self.known: list[str] = []
        self.ground.counts["lives"] += 1

    def teardown(self) -> None:
        self.ground.counts["confirmed"] += sum(wish.state is WishState.CONFIRMED for wish in self._wishes())
        self._run(self.db.close())
        self._folder.cleanup()

    def _run(self, coroutine: Any) -> Any:
        """On a store of one thread nothing ever waits: no event loop is needed, which takes half of the time."""
        try:
            coroutine.send(None)
        except StopIteration as done:
            return done.value
        raise AssertionError("it waits for something")

    async def _settle(self, tx: Tx) -> dict[int, str]:
        now, found = to_millis(MORNING), {}
        for who in PEOPLE:
            person = await people.arrive(tx, people.Address("telegram", str(who)), now)
            await people.consent(tx, person.id, 1, now)
            if who in VOLUNTEERS:
                await people.appoint(tx, person.id, Post(Role.VOLUNTEER, "cuihu"), now)
            found[who] = person.id
        # A secretary who is a volunteer too may not say of their own deed that it is done.
        await people.appoint(tx, found[ZHAO], Post(Role.VOLUNTEER, "cuihu"), now)
        return found

    def _as(self, who: int, content: Content, act: Act) -> None:
        async def unit(tx: Tx) -> None:
            person = await people.load(tx, self.persons[who])
            assert person
            inbound = Inbound("telegram", 1, str(who), str(who), ChatKind.PRIVATE, self.clock.at, content)
            await act(Turn(inbound, person, self.office, self.clock.at), tx)

        self.ground.counts["steps"] += 1
        try:
            self._run(self.db.write(unit))
        except Refused:
            self.ground.counts["refused"] += 1

    # ── what people do ──────────────────────────────────────────────────────────────────────────────────────────
    @initialize()
    def begins(self) -> None:
        for who in (WANG, LI):
            self.wishes_for(who, own=True)

    @rule(who=st.sampled_from((WANG, CHEN, LI)), own=st.booleans())
    def wishes_for(self, who: int, own: bool) -> None:  # noqa: FBT001
        """Sent at once; the rest of what a draft can become is played in conversations."""

        async def act(turn: Turn, tx: Tx) -> None:
            draft = Wish(f"w{len(self.known):012}", turn.person.id, turn.now, "cuihu", "陪伴聊天", "想找人下棋")
            draft = replace(draft, contact="139 0000 0000", for_name="" if own else "王秀英", looked_at=turn.now)
            await rows.begin(tx, draft)
            await drafting.submit(turn, tx, draft)
            self.known.append(draft.id)

        if len(self.known) < 6:
            self._as(who, Pressed("w_submit"), act)  # type: ignore[arg-type]

    @rule(who=st.sampled_from(PEOPLE), event=st.sampled_from(PRESSED), at=st.integers(0, 5), stale=st.integers(0, 4))
    def presses(self, who: int, event: E, at: int, stale: int) -> None:
        """Any button, by anybody; one in five on an older card."""

        async def act(turn: Turn, tx: Tx) -> None:
            wish = await to_look_at(turn, tx, self._some(at))
            await steps.press(turn, tx, wish, event, wish.version - (stale == 0))

        self._as(who, Pressed(f"w_{event}"), act)  # type: ignore[arg-type]

    @rule(who=st.sampled_from(PEOPLE), event=st.sampled_from((*steps.ASKED, E.WITHDRAW)), at=st.integers(0, 5))
    def says(self, who: int, event: E, at: int) -> None:
        """What a step asks for."""

        async def act(turn: Turn, tx: Tx) -> None:
            if event is E.WITHDRAW:
                await steps.withdraw(turn, tx, await to_look_at(turn, tx, self._some(at)))
            else:
                await steps.told(turn, tx, self._some(at), event=event)

        self._as(who, Text("说一句"), act)  # type: ignore[arg-type]

    @rule(who=st.sampled_from(PEOPLE), at=st.integers(0, 5))
    def thanks(self, who: int, at: int) -> None:
        async def act(turn: Turn, tx: Tx) -> None:
            await life.thank(turn, tx, await to_look_at(turn, tx, self._some(at)), "谢谢")

        self._as(who, Text("谢谢"), act)  # type: ignore[arg-type]

    @rule(at=st.integers(0, 5), who=st.sampled_from(VOLUNTEERS), other=st.sampled_from(VOLUNTEERS))
    def goes_on(self, at: int, who: int, other: int) -> None:
        """As often as both of what people do at random."""
        self.goes_well(at, who, other)

    @rule(at=st.integers(0, 5), who=st.sampled_from(VOLUNTEERS), other=st.sampled_from(VOLUNTEERS))
    def goes_well(self, at: int, who: int, other: int) -> None:
        """What most often happens to a wish, a step further; two want it."""
        found = {wish.id: wish for wish in self._wishes()}.get(self._some(at))
        if found is None:
            return
        holder = next((one for one, person in self.persons.items() if person == found.claimer_id), who)
        wisher = next(one for one, person in self.persons.items() if person == found.person_id)
        match found.state:
            case WishState.PENDING_REVIEW:
                self.presses(CHEN, E.PUBLISH, at, 1)
            case WishState.OPEN:
                self.presses(who, E.CLAIM, at, 1)
                self.presses(other, E.CLAIM, at, 1)
            case WishState.CLAIMED:
                self.says(holder, E.DELIVER, at)
            case WishState.DELIVERED:
                self.presses(wisher, E.CONFIRM, at, 1)
                self.presses(CHEN, E.CONFIRM, at, 1)
            case WishState.CONFIRMED:
                self.thanks(wisher, at)

    @rule(hours=st.sampled_from((1, 2, 5, 10, 24, 48, 72, 24 * 8, 24 * 61)))
    def time_passes(self, hours: int) -> None:
        """The bot was away so long, then does what is due."""
        self.clock.at += timedelta(hours=hours)
        while ready := self._run(self.db.read(due.ready, to_millis(self.clock.at), 50)):
            for one in ready:
                self._run(self.db.write(duties.perform, self.office, one, self.clock.at, None))

    def _some(self, at: int) -> str:
        return self.known[at % len(self.known)]

    # ── what holds ──────────────────────────────────────────────────────────────────────────────────────────────
    def _fetch(self, sql: str) -> list[Any]:
        return list(self._run(self.db.read(rows_of, sql)))

    def _wishes(self) -> list[Wish]:
        return list(self._run(self.db.read(rows.with_ids, self.known)))

    @invariant()
    def events_explain_the_state(self) -> None:
        told = self._fetch("SELECT wish_id, event, state, person_id FROM wish_event ORDER BY id")
        for wish in self._wishes():
            state, claimer, extended = WishState.DRAFT, None, False
            for event in (one for one in told if one["wish_id"] == wish.id):
                if event["event"] in STEPS:
                    state = wish_flow().step(state, E(event["event"]), WishFacts(extended)).state
                    claimer = event["person_id"] if event["event"] == E.CLAIM else claimer if state in TAKEN else None
                    extended = (extended or event["event"] == E.EXTEND) and state in TAKEN
                assert event["state"] == state
            assert (wish.state, wish.claimer_id, bool(wish.extended)) == (state, claimer, extended)
            assert wish.claimer_id != wish.person_id

    @invariant()
    def points_are_given_once_and_for_what_was_confirmed(self) -> None:
        given = self._fetch("SELECT source_id, person_id, dimension, amount FROM transfer")
        worth = self.ground.settings.matter("微心愿")
        wanted = [(one.id, one.claimer_id, "extra", worth.extra) for one in self._wishes() if one.state == "confirmed"]
        wanted += [(one.id, one.claimer_id, "bonus", worth.bonus) for one in self._wishes() if one.thanked]
        assert sorted(tuple(row.values()) for row in given) == sorted(wanted)
        sums = {row["person_id"]: row["balance"] for row in self._fetch("SELECT person_id, balance FROM account")}
        assert sum(sums.values()) == sum(row["amount"] for row in given)

    @invariant()
    def nobody_has_too_many_and_nothing_is_left_lying(self) -> None:
        most = self.ground.settings.wishes.claims
        held = self._fetch("SELECT count(*) AS n FROM wish WHERE state = 'claimed' GROUP BY claimer_id")
        assert all(row["n"] <= most for row in held)
        planned = {row["subject"] for row in self._fetch("SELECT subject FROM due_work WHERE kind = 'wish'")}
        for wish in self._wishes():
            if wish.state in (WishState.OPEN, WishState.CLAIMED):
                assert wish.id in planned
            if wish.state in ENDED:
                assert wish.id not in planned
                assert not wish.contact
                assert not wish.address
                assert wish.words == wish.public


def live(ground: Ground, lives: int, steps_each: int, seed: int | None = None) -> None:
    """So many lives; without a `seed` the same each time. Raises what the first law that does not hold says, shrunk."""
    walk_machine(Wishes, lives, steps_each, seed, ground=ground)
