"""One life of the town: people handle tickets in any order, and after each step every law is looked at."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Self

from bot.domain.clock import to_millis
from bot.domain.messages import Choice
from bot.domain.people import Post, Role
from bot.storage import people
from bot.storage.database import Tx
from sandbox import acts
from sandbox.chats import Person
from sandbox.wire import JSON
from tests.conversations.wander import kinds
from tests.conversations.wander.books import Step
from tests.conversations.wander.ground import Ground
from tests.conversations.wander.walk import Stand, Walk
from tests.conversations.wander.watch import RULES, answered, leads_on
from tests.lives import beyond
from tests.lives.laws import LAWS, Page
from tests.lives.ledger import Ledger, read_ledger
from tests.lives.secrets_kept import Witness

NAMES = {person: name for name, person in beyond.CAST.items()}
# Buttons of the living card of a ticket on a desk.
OF_CARDS = ("do_", "moredo", "ack", "photos", "call")
WRITERS = tuple(rule for rule in RULES if rule is not leads_on)


class Living(Walk):
    """A town of its own with all its roles; `ledger` is what the store tells of its tickets now."""

    names = NAMES
    ledger: Ledger
    witness: Witness

    @classmethod
    async def begin(cls, stand: Stand) -> Self:
        living = await super().begin(stand)
        for person in beyond.CAST.values():
            living.ground.world.settle(Person(person, f"人{person}"))
            living.ground.chat(person).started = True
        living.witness = Witness()
        living.ledger = await _read(living.ground)
        return living

    # ── what people do ──────────────────────────────────────────────────────────────────────────────────────────

    async def tells(self, who: int, words: str) -> None:
        """Words that can be known again, wherever they turn up."""
        mark = self._mark()
        self.witness.authors[mark] = who
        await self.says(who, words + mark)

    async def reports(self, who: int, words: str, *, hidden: bool, phone: bool) -> None:
        """Told, though others told the same; made anonymous or with a number to ring, and sent."""
        await self.tells(who, words)
        for what in ("fresh", "other"):
            if any(self.what_of(who, button) == what for _, button in self.buttons(who)):
                await self.taps(who, what)
        if phone:
            await self.taps(who, "phone")
            await self.gives(who, "a number", kinds.contact(self._phone_of(who), who))
        if hidden:
            await self.taps(who, "hide")
        await self.taps(who, "submit")

    def _phone_of(self, who: int) -> str:
        phone = f"139{who:08}"
        self.witness.phones[phone] = who
        return phone

    async def taps(self, who: int, what: str) -> None:
        """The newest button that does this; where there is none, they ask for their own tickets."""
        await self.presses(who, lambda found: next((one for one in found if self.what_of(who, one[1]) == what), None))

    def what_of(self, who: int, button: JSON) -> str:
        opened = self._opened(who, button["callback_data"])
        return opened[0] if opened else ""

    async def presses_with(self, who: int, what: str, which: str, version: int) -> None:
        """As if they knew the id and could seal: rights alone stand between them and the ticket."""
        assert self.ground.life
        await self.forges(who, self.ground.life.desk.signer.seal(Choice(what, which, version), str(who)))

    async def presses_copied(self, who: int, owner: int, data: str) -> None:
        """Another one's button, as it was sealed for them, and then sealed for oneself."""
        await self.forges(who, data)
        if opened := self._opened(owner, data):
            await self.presses_with(who, *opened)

    async def presses_both(self, first: tuple[int, int, JSON], others: list[tuple[int, int, JSON]]) -> None:
        """All of them before any is handled."""
        world, (who, message_id, button) = self.ground.world, first
        for other, at, theirs in others:
            chat = self.ground.chat(other)
            acts.block(world, chat, chat.user, blocked=False)
            acts.press(world, chat, chat.user, at, theirs["callback_data"], None)
        await self.presses(who, lambda _: (message_id, button))

    async def changes_posts(self, who: int, role: str, unit: str, *, given: bool) -> None:
        """A post is given or taken away, by nobody of the town."""
        post, now = Post(Role(role), unit), to_millis(self.ground.clock.now())

        async def change(tx: Tx) -> None:
            person = await people.arrive(tx, people.Address("telegram", str(who)), now)
            if given:
                await people.appoint(tx, person.id, post, now)
            else:
                sql = "DELETE FROM post WHERE person_id = ? AND role = ? AND unit_id = ?"
                await tx.execute(sql, (person.id, role, unit))

        assert self.ground.life
        await self.ground.life.db.write(change)
        await self._quiet(f"{NAMES[who]} {'becomes' if given else 'is no more'} {role} of {unit}")

    async def _quiet(self, name: str) -> None:
        self.tally.counts["steps"] += 1
        self.tally.acts["posts change"] += 1
        self.told.append(name)
        await self._by_clock()

    # ── what is looked at ───────────────────────────────────────────────────────────────────────────────────────

    async def judge(self, step: Step) -> list[str]:
        """What the walks of those who report look at, and the laws of the ticket."""
        before, self.ledger = self.ledger, await _read(self.ground)
        page = Page(before, self.ledger, self.ground.now)
        # Forged, a button may draw the card as it stood: that is an answer too.
        rules = [rule for rule in WRITERS if rule is not answered or not (step.act.pressed and step.unchanged)]
        wrong = [f"{rule.__name__}: {found}" for rule in rules for found in rule(step)]
        wrong += [f"{law.__name__}: {found}" for law in LAWS for found in law(page)]
        wrong += self.witness.hear(before, self.ledger, step.said)
        for event in self.ledger.events[len(before.events) :]:
            self.tally.acts[f"event {event['event']}"] += 1
        return [*wrong, *self._two_cards()]

    def _two_cards(self) -> Iterator[str]:
        """Each ticket has one living card in each chat, and its buttons are those of the ticket as it is."""
        for who, name in NAMES.items():
            stands: dict[str, set[int]] = defaultdict(set)
            for message_id, button in self.buttons(who):
                opened = self._opened(who, button["callback_data"])
                if opened and opened[0].startswith(OF_CARDS):
                    stands[opened[1]].add(message_id)
            yield from (f"{name} has {len(at)} cards of {one}" for one, at in stands.items() if len(at) > 1)


async def _read(ground: Ground) -> Ledger:
    assert ground.life
    return await ground.life.db.read(read_ledger)


def acts_of(ledger: Ledger) -> list[tuple[str, int]]:
    """(id, version) of everything that a forged button may name."""
    tickets = [(row["id"], row["version"]) for row in ledger.tickets]
    return [*tickets, *((row["id"], 0) for row in ledger.longer), ("none", 1)]
