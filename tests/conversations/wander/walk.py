"""One walk: people do anything in any order, and after each step everything is looked at."""

import json
import random
import secrets
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar, Self

from bot.app import open_office
from bot.config import Settings
from bot.domain import ids
from bot.domain.errors import ForgedPayload
from bot.domain.messages import Outbound, Reply
from bot.services.turn import Office
from bot.storage.database import Tx
from bot.storage.sqlite import SqliteDatabase
from classifier import Classifier
from sandbox import acts
from sandbox.acts import Around
from sandbox.chats import Message
from sandbox.markup import buttons
from sandbox.wire import JSON
from tests.conversations.town import make_template, morning
from tests.conversations.wander import kinds
from tests.conversations.wander.books import Act, Books, Step, read_books
from tests.conversations.wander.ground import Ground
from tests.conversations.wander.watch import RULES, Memory
from tests.engines.keys import VAULT

STEP_S = 2.0
NAMES = {person: name for name, person in kinds.CAST.items()}


class Wrong(AssertionError):
    """Something that must hold did not."""


@dataclass(slots=True)
class Tally:
    """What all walks of a run came to. `watch` is told at the end of each."""

    counts: Counter[str] = field(default_factory=Counter)
    acts: Counter[str] = field(default_factory=Counter)
    watch: Callable[["Tally"], object] = lambda _: None


@dataclass(frozen=True, slots=True)
class Stand:
    """What is made once for all walks."""

    office: Office
    classifier: Classifier
    template: Path
    folder: Path
    tally: Tally


async def make_stand(
    settings: Settings, classifier: Classifier, folder: Path, further: Callable[[Tx], Awaitable[None]] | None = None
) -> Stand:
    """The town as it is at the beginning of each walk, in a `folder` that holds nothing else; `further` fills it up."""
    template = await make_template(settings, folder)
    db = await SqliteDatabase.open(template, VAULT)
    if further:
        await db.write(further)
    office = await open_office(db, settings, morning())
    await db.close()
    return Stand(office, classifier, template, folder, Tally())


class Walk:
    """A town of its own, and what was done in it so far."""

    names: ClassVar[dict[int, str]] = NAMES

    def __init__(self, stand: Stand, ground: Ground, books: Books) -> None:
        self.ground = ground
        self.tally = stand.tally
        self.books = books
        self.memory = Memory()
        self._told = 0
        self._said: dict[int, int] = {}
        self.told: list[str] = []

    @classmethod
    async def begin(cls, stand: Stand) -> Self:
        # Ids are random on purpose; here the same walk shall be the same twice.
        ids.secrets = SimpleNamespace(randbits=random.Random(0).getrandbits)
        ground = await Ground.open(stand.office, stand.classifier, stand.template, stand.folder / "walk.db")
        return cls(stand, ground, await read_books(ground))

    async def end(self) -> None:
        ids.secrets = secrets
        await self.ground.stop()
        for path in self.ground.path.parent.glob("walk.db*"):
            path.unlink()
        self.tally.counts["walks"] += 1
        self.tally.counts["tickets"] += len(self.books.tickets)
        self.tally.counts["drafts left"] += len(self.books.drafts)
        self.tally.watch(self.tally)

    # ── what people do ──────────────────────────────────────────────────────────────────────────────────────────

    async def says(self, who: int, words: str, *, marked: bool = False, forwarded: bool = False) -> None:
        mark = self._mark() if marked else ""
        around = Around(forwarded_from="邻居" if forwarded else None)
        await self._sends(
            Act(who, f"says {words[:30]!r}", (mark,) if mark else (), typed=words), {"text": words + mark}, around
        )

    async def shows(self, who: int, kind: str, caption: str, album: str = "") -> None:
        self._told += 1
        content, unique = kinds.file_of(self.ground.world, kind, self._told)
        mark = self._mark() if caption else ""
        marks = tuple(filter(None, (mark, unique)))
        act = Act(who, f"shows a {kind} {caption[:20]!r} {album}", marks, part=bool(album))
        around = Around(media_group_id=album or None)
        await self._sends(act, content | ({"caption": caption + mark} if caption else {}), around)

    async def gives(self, who: int, what: str, content: JSON) -> None:
        await self._sends(Act(who, f"gives {what}"), content)

    async def edits(self, who: int, words: str) -> None:
        if who not in self._said:
            await self.says(who, words)
            return
        self._unblock(who)
        world, chat = self.ground.world, self.ground.chat(who)
        old = chat.messages[self._said[who]].body
        world.updates.add("edited_message", who, json.dumps({**old, "text": words, "edit_date": 1}))
        await self._step(Act(who, f"edits: {words[:20]!r}"))

    async def presses(
        self, who: int, choose: Callable[[list[tuple[int, JSON]]], tuple[int, JSON] | None], times: int = 1
    ) -> None:
        """A button of their chat, if they have any."""
        found = choose(list(self.buttons(who)))
        if found is None:
            await self.says(who, "/start")
            return
        message_id, button = found
        await self._press(who, f"presses {button['text']}", button["callback_data"], message_id, times)

    async def forges(self, who: int, data: str) -> None:
        """Any data, pressed under the last message that has buttons."""
        last = next(iter(self.buttons(who)), None)
        if last is None:
            await self.says(who, "/help")
            return
        await self._press(who, f"forges {data[:30]!r}", data, last[0], 1)

    async def blocks(self, who: int) -> None:
        if self.ground.chat(who).blocked:
            await self.says(who, "在吗")
            return
        await self._quiet_act(who, "blocks the bot", blocked=True)

    async def waits(self, seconds: float) -> None:
        self.tally.counts["steps"] += 1
        self.tally.acts["waits"] += 1
        self.ground.move_clock(seconds)
        await self._by_clock()

    async def restarts(self, who: int, words: str) -> None:
        """In the middle: what they were answered is written and not sent yet."""
        self._unblock(who)
        act = Act(who, f"says {words[:20]!r}, and the program restarts", typed=words)
        self._say(who, {"text": words}, Around())
        await self._step(act, restart=True)

    # ── how ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def buttons(self, who: int) -> Iterator[tuple[int, JSON]]:
        """What can be pressed in their chat, the newest message first, in reading order."""
        for message in self.ground.chat(who).newest_first():
            if not message.out and "reply_markup" in (body := message.body):
                yield from (
                    (message.id, button) for button in buttons(body["reply_markup"]) if "callback_data" in button
                )

    def is_of_the_card(self, who: int, button: JSON) -> bool:
        """Whether it stands on the present card of their draft."""
        draft = self.books.drafts.get(who)
        what = self._opened(who, button["callback_data"])
        return bool(draft and what and (what[1].partition("~")[0], what[2]) == (draft["id"], draft["version"]))

    def _leads_on(self, who: int, button: JSON) -> bool:
        """Whether it is one of the present card, or of the question whether to go on with it."""
        what = self._opened(who, button["callback_data"])
        draft = self.books.drafts.get(who)
        return self.is_of_the_card(who, button) or bool(what and draft and what[:2] == ("resume", draft["id"]))

    def _opened(self, who: int, data: str) -> tuple[str, str, int] | None:
        assert self.ground.life
        try:
            return self.ground.life.desk.signer.open(data, str(who))
        except ForgedPayload:
            return None

    def _mark(self) -> str:
        self._told += 1
        return f"〔{self._told}〕"

    def _unblock(self, who: int) -> None:
        world, chat = self.ground.world, self.ground.chat(who)
        acts.block(world, chat, chat.user, blocked=False)

    def _say(self, who: int, content: JSON, around: Around) -> Message:
        chat = self.ground.chat(who)
        message = acts.say(self.ground.world, chat, chat.user, content, around)
        self._said[who] = message.id
        return message

    async def _sends(self, act: Act, content: JSON, around: Around | None = None) -> None:
        self._unblock(act.who)
        self._say(act.who, content, around or Around())
        await self._step(act)

    async def _press(self, who: int, name: str, data: str, message_id: int, times: int) -> None:
        self._unblock(who)
        world, chat = self.ground.world, self.ground.chat(who)
        queries = tuple(acts.press(world, chat, chat.user, message_id, data, None) for _ in range(times))
        await self._step(Act(who, f"{name} ×{times}", pressed=self._opened(who, data), queries=queries))

    async def _quiet_act(self, who: int, name: str, *, blocked: bool) -> None:
        world, chat = self.ground.world, self.ground.chat(who)
        acts.block(world, chat, chat.user, blocked=blocked)
        await self._step(Act(who, name, silent=True))

    async def _by_clock(self) -> None:
        await self._observe(Act(0, "time passes", silent=True), self.ground.settle)

    async def _step(self, act: Act, *, restart: bool = False) -> None:
        async def go() -> None:
            await self.ground.handle()
            await (self.ground.restart() if restart else self.ground.send())

        self.tally.counts["steps"] += 1
        self.tally.acts[act.name.split(" ", 1)[0]] += 1
        await self._observe(act, go)
        # Somebody whom no message reaches leads to work that is due at once.
        self.ground.move_clock(STEP_S)
        await self._by_clock()

    async def _observe(self, act: Act, go: Callable[[], Any]) -> None:
        ground, before = self.ground, self.books
        ground.replies.clear()
        seen_before, calls_before, incidents = ground.world.feed.seq, ground.world.calls.last, ground.incidents
        await go()
        self.books = after = await read_books(ground)
        step = Step(act, before, after, self._said_to(act, after), self._seen(act.who, seen_before))
        step.can_go_on = (
            any(self._leads_on(act.who, button) for _, button in self.buttons(act.who)) if act.who else True
        )
        step.blocked = frozenset(chat.id for chat in ground.world.chats.values() if chat.blocked)
        step.unchanged = any("not modified" in call.outcome for call in ground.world.calls.after(calls_before))
        self.tally.counts["messages"] += sum(isinstance(reply, Outbound) for reply in ground.replies)
        self.tally.counts["presses answered"] += len(act.queries)
        wrong = await self.judge(step)
        if ground.incidents != incidents:
            wrong.append("an incident (see the log)")
        self.told.append(f"{self.names.get(act.who, '')} {act.name} → {after.state(act.who) or 'no draft'}")
        if wrong:
            self.fail(wrong)

    async def judge(self, step: Step) -> list[str]:
        """What does not hold after this step."""
        return [*self.memory.check(step), *(f"{rule.__name__}: {found}" for rule in RULES for found in rule(step))]

    def fail(self, wrong: list[str]) -> None:
        """Raises `Wrong` with what was done last."""
        raise Wrong("; ".join(wrong) + "\n  after " + "\n  after ".join(reversed(self.told[-12:])))

    def _said_to(self, act: Act, after: Books) -> dict[int, list[Reply]]:
        keys = {person_id: key for key, person_id in after.people.items()}
        said: dict[int, list[Reply]] = {}
        for reply in self.ground.replies:
            to = keys.get(reply.to, act.who) if isinstance(reply, Outbound) else act.who
            said.setdefault(to, []).append(reply)
        return said

    def _seen(self, who: int, after: int) -> list[JSON]:
        """What the bot caused on their phone."""
        events = [json.loads(event.text) for event in self.ground.world.feed.of(who).after(after)] if who else []
        return [
            event
            for event in events
            if event["kind"] in {"toast", "alert"}
            or (event["kind"] in {"message", "edit"} and not event["message"].get("out"))
        ]
