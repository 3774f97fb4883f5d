"""The lives as a state machine of hypothesis: anybody of the town does anything that they can, or cannot."""

import asyncio
from collections.abc import Callable
from typing import Any, ClassVar, TypeAlias

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from sandbox.wire import JSON
from tests.conversations.town import LI, QIAN, WANG
from tests.conversations.wander.machines import run_machine
from tests.conversations.wander.walk import Stand
from tests.lives.beyond import CAST
from tests.lives.chances import (
    ANYBODY,
    AT,
    FORGED,
    LEADS_ON,
    MATTERS,
    MOST_ASKED,
    OF_DESKS,
    OF_OWN,
    POSTS,
    REPORTERS,
    TIMES,
    WORDS,
)
from tests.lives.living import Living, acts_of

Button: TypeAlias = tuple[int, int, JSON]


class Lives(RuleBasedStateMachine):
    """`stand` and `runner` are set by whoever runs it."""

    stand: ClassVar[Stand]
    runner: ClassVar[asyncio.Runner]

    def __init__(self) -> None:
        super().__init__()
        self.living = self.runner.run(Living.begin(self.stand))

    def teardown(self) -> None:
        self.runner.run(self.living.end())

    def _do(self, coroutine: Any) -> None:
        self.runner.run(coroutine)

    # ── tickets come in ─────────────────────────────────────────────────────────────────────────────────────────

    @initialize(hidden=st.booleans(), phone=st.booleans(), words=MATTERS, others=MATTERS)
    def begins(self, hidden: bool, phone: bool, words: str, others: str) -> None:  # noqa: FBT001
        """One with a neighbour who joined, and another."""
        self._do(self.living.reports(WANG, words, hidden=hidden, phone=phone))
        self.joins(LI, words, 0)
        self._do(self.living.reports(QIAN, others, hidden=not hidden, phone=not phone))

    @rule(who=REPORTERS, words=MATTERS, hidden=st.booleans(), phone=st.booleans())
    def reports(self, who: int, words: str, hidden: bool, phone: bool) -> None:  # noqa: FBT001
        self._do(self.living.reports(who, words, hidden=hidden, phone=phone))

    @rule(who=REPORTERS, words=MATTERS, at=AT)
    def joins(self, who: int, words: str, at: int) -> None:
        self._do(self.living.tells(who, words))
        self._press([button for button in self._buttons(("join",)) if button[0] == who], at)

    # ── what is shown is pressed ────────────────────────────────────────────────────────────────────────────────

    @rule(at=AT, one=AT)
    def works(self, at: int, one: int) -> None:
        """Any step that is on anybody's card, each kind as likely as the other."""
        self._press(self._of_one_kind(OF_DESKS, at), one)

    @rule(at=AT, one=AT, words=WORDS, written=st.booleans())
    def works_to_the_end(self, at: int, one: int, words: str, written: bool) -> None:  # noqa: FBT001
        """A step, and the answers to all that it asks."""
        who = self._press(self._of_one_kind(("do_", "grant", "refuse"), at), one)
        self._answer_all(who, one, words, written=written)

    @rule(at=AT, one=AT, words=WORDS)
    def works_on_and_on(self, at: int, one: int, words: str) -> None:
        """Three steps, one after the other, so that it gets far."""
        for further in range(3):
            self.works_to_the_end(at + further, one, words, written=False)

    @rule(at=AT, one=AT)
    def gets_on_well(self, at: int, one: int) -> None:
        """The first button of anybody's card that is one of a department or of a platform, if there is any."""
        who = self._press(self._buttons(LEADS_ON) or self._buttons(("do_accept",)), at)
        self._answer_all(who, one, "已经换好了灯泡，请看看", written=False)

    @rule(at=AT, one=AT, words=WORDS, written=st.booleans())
    def does_what_is_seldom_done(self, at: int, one: int, words: str, written: bool) -> None:  # noqa: FBT001
        """What is behind 更多."""
        who = self._press(self._buttons(("moredo",)), at)
        unfolded = [button for button in self._buttons(("do_",)) if button[0] == who]
        self._press(unfolded, one)
        self._answer_all(who, at, words, written=written)

    @rule(at=AT, chosen=AT, words=WORDS, written=st.booleans())
    def answers(self, at: int, chosen: int, words: str, written: bool) -> None:  # noqa: FBT001
        """Whoever has begun a step chooses, or writes."""
        asked = sorted({button[0] for button in self._buttons(("deed", "undeed"))})
        if asked:
            self._answer(asked[at % len(asked)], chosen, words, written=written)

    @rule(at=AT, one=AT)
    def evaluates(self, at: int, one: int) -> None:
        """It was done: satisfied or not."""
        who = self._press(self._of_one_kind(("satisfied", "mostly", "unsatisfied"), at), one)
        self._answer_all(who, one, "还是不亮，没人来过", written=bool(at % 2))

    @rule(at=AT)
    def looks_after_ones_own(self, at: int) -> None:
        self._press(self._of_one_kind(OF_OWN, at), at)

    @rule(who=REPORTERS, what=st.sampled_from(("urge", "more", "leave", "withdraw", "again", "urge")), at=AT)
    def looks_up_ones_own(self, who: int, what: str, at: int) -> None:
        """From the list of what they reported, to one of them, to a button of its card."""
        self._do(self.living.says(who, "/my"))
        for button in ("mine", what, *(("solved",) if what == "withdraw" else ())):
            self._press([each for each in self._buttons((button,)) if each[0] == who], at)

    @rule(who=ANYBODY, at=AT)
    def presses_anything(self, who: int, at: int) -> None:
        self._press([button for button in self._buttons(("",)) if button[0] == who], at)

    @rule(at=AT, other=ANYBODY)
    def both_press(self, at: int, other: int) -> None:
        """Two people press the same at the same moment."""
        if not (found := self._buttons(OF_DESKS)):
            return
        who, message_id, button = found[at % len(found)]
        what = self.living.what_of(who, button)
        same = [each for each in self._buttons((what,)) if each[0] == other != who]
        self._do(self.living.presses_both((who, message_id, button), same[:1]))

    # ── whatever else people do ─────────────────────────────────────────────────────────────────────────────────

    @rule(who=ANYBODY, words=st.one_of(WORDS, MATTERS), shown=st.booleans())
    def says(self, who: int, words: str, shown: bool) -> None:  # noqa: FBT001
        """Words, or a photo with them under it."""
        if words.startswith("/"):
            self._do(self.living.says(who, words))
        else:
            self._do(self.living.shows(who, "photo", words) if shown else self.living.tells(who, words))

    @rule(who=ANYBODY, what=st.sampled_from(FORGED), at=AT, older=st.integers(0, 1))
    def forges(self, who: int, what: str, at: int, older: int) -> None:
        """A button that they never had."""
        known = acts_of(self.living.ledger)
        which, version = known[at % len(known)]
        self._do(self.living.presses_with(who, what, which, max(0, version - older)))

    @rule(who=ANYBODY, owner=ANYBODY, at=AT)
    def presses_anothers(self, who: int, owner: int, at: int) -> None:
        """What stands on somebody else's button, as it was sealed for them; and sealed anew."""
        found = [button for button in self._buttons(("",)) if button[0] == owner != who]
        if found:
            button = found[at % len(found)][2]
            self._do(self.living.presses_copied(who, owner, button["callback_data"]))

    @rule(who=ANYBODY, post=POSTS, given=st.booleans())
    def posts_change(self, who: int, post: tuple[str, str], given: bool) -> None:  # noqa: FBT001
        self._do(self.living.changes_posts(who, *post, given=given))

    @rule(who=ANYBODY, at=AT)
    def blocks_or_looks(self, who: int, at: int) -> None:
        """Somebody is not to be reached any more; or looks at what waits for them."""
        self._do(self.living.says(who, "/desk") if at % 4 else self.living.blocks(who))

    @rule(seconds=TIMES)
    def waits(self, seconds: float) -> None:
        self._do(self.living.waits(seconds))

    # ── how ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _buttons(self, whats: tuple[str, ...]) -> list[Button]:
        """Everybody's buttons of these kinds, each chat's newest first."""
        living = self.living
        return [
            (who, message_id, button)
            for who in CAST.values()
            for message_id, button in living.buttons(who)
            if living.what_of(who, button).startswith(whats)
        ]

    def _of_one_kind(self, whats: tuple[str, ...], at: int) -> list[Button]:
        """Those that do the same: what many have is not pressed more often than what one has."""
        found = self._buttons(whats)
        kinds = sorted({self.living.what_of(who, button) for who, _, button in found})
        return self._buttons((kinds[at % len(kinds)],)) if kinds else []

    def _press(self, found: list[Button], at: int) -> int:
        """Who pressed; nobody where there is no such button."""
        if not found:
            return 0
        who, message_id, button = found[at % len(found)]
        self._do(self.living.presses(who, _just(message_id, button)))
        return who

    def _answer_all(self, who: int, at: int, words: str, *, written: bool) -> None:
        for _ in range(MOST_ASKED):
            if not any(button[0] == who for button in self._buttons(("undeed",))):
                return
            self._answer(who, at, words, written=written)

    def _answer(self, who: int, at: int, words: str, *, written: bool) -> None:
        options = [button for button in self._buttons(("deed",)) if button[0] == who]
        if written or not options:
            self._do(self.living.tells(who, words))
        else:
            self._press(options, at)


def _just(message_id: int, button: JSON) -> Callable[[object], tuple[int, JSON]]:
    return lambda _: (message_id, button)


def live(stand: Stand, lives: int, steps: int, seed: int | None = None) -> None:
    """`lives` of `steps` steps each. Raises what the first law that does not hold says, shrunk."""
    run_machine(Lives, stand, lives, steps, seed)
