"""Random walks as a state machine of hypothesis, so that a walk that fails shrinks to the few steps that matter."""

import asyncio
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from tests.conversations.wander import kinds
from tests.conversations.wander.machines import run_machine
from tests.conversations.wander.walk import Stand, Walk

PEOPLE = st.sampled_from(list(kinds.CAST))
REPORTS = st.deferred(lambda: st.sampled_from(kinds.reports()))
SMALL = st.deferred(lambda: st.sampled_from(kinds.small_words()))
CAPTIONS = st.one_of(st.just(""), REPORTS)
NUMBERS = st.integers(0, 30)
TIMES = st.sampled_from([5.0, 61.0, 300.0, 3 * 3600.0, 26 * 3600.0, 8 * 86400.0])
DATA = st.one_of(
    st.sampled_from(["", "submit:x:0:AAAA", "accept:1:1:", "::::", "a" * 64, "提交", "submit:"]), st.text(max_size=20)
)


class Wanderers(RuleBasedStateMachine):
    """Anybody does anything. `stand` and `runner` are set by whoever runs it."""

    stand: ClassVar[Stand]
    runner: ClassVar[asyncio.Runner]

    def __init__(self) -> None:
        super().__init__()
        self.walk = self.runner.run(Walk.begin(self.stand))

    def teardown(self) -> None:
        self.runner.run(self.walk.end())

    def _do(self, coroutine: Any) -> None:
        self.runner.run(coroutine)

    @rule(who=PEOPLE, words=REPORTS, forwarded=st.booleans())
    def reports(self, who: str, words: str, forwarded: bool) -> None:  # noqa: FBT001
        self._do(self.walk.says(kinds.CAST[who], words, marked=True, forwarded=forwarded))

    @rule(who=PEOPLE, words=REPORTS)
    def reports_again(self, who: str, words: str) -> None:
        self._do(self.walk.says(kinds.CAST[who], words, marked=True))

    @rule(who=PEOPLE, words=SMALL)
    def says(self, who: str, words: str) -> None:
        self._do(self.walk.says(kinds.CAST[who], words))

    @rule(who=PEOPLE, words=st.text(max_size=6))
    def babbles(self, who: str, words: str) -> None:
        self._do(self.walk.says(kinds.CAST[who], words or "。"))

    @rule(
        who=PEOPLE,
        words=st.sampled_from(("提交", "同意", "取消", "翠湖苑", "是新问题", "3号楼2单元", "/start", "跳过")),
    )
    def answers(self, who: str, words: str) -> None:
        self._do(self.walk.says(kinds.CAST[who], words))

    @rule(who=PEOPLE, kind=st.sampled_from(kinds.FILES), caption=CAPTIONS)
    def shows(self, who: str, kind: str, caption: str) -> None:
        self._do(self.walk.shows(kinds.CAST[who], kind, caption))

    @rule(who=PEOPLE, album=st.sampled_from("AB"), caption=CAPTIONS)
    def shows_a_part(self, who: str, album: str, caption: str) -> None:
        self._do(self.walk.shows(kinds.CAST[who], "photo", caption, album=f"{album}{who}"))

    @rule(who=PEOPLE, at=st.sampled_from(kinds.PINS), title=st.sampled_from(["", "超市", "\u200b"]))
    def pins(self, who: str, at: tuple[float, float], title: str) -> None:
        self._do(self.walk.gives(kinds.CAST[who], f"a pin {at}", kinds.pin(at, title)))

    @rule(who=PEOPLE, phone=st.sampled_from(["13800000000", "+8613900000000", "abc", ""]), own=st.booleans())
    def gives_a_contact(self, who: str, phone: str, own: bool) -> None:  # noqa: FBT001
        owner = kinds.CAST[who] if own else None
        self._do(self.walk.gives(kinds.CAST[who], "a contact", kinds.contact(phone, owner)))

    @rule(who=PEOPLE, kind=st.sampled_from(kinds.ODD))
    def gives_something_odd(self, who: str, kind: str) -> None:
        self._do(self.walk.gives(kinds.CAST[who], kind, kinds.odd(kind)))

    @rule(who=PEOPLE, code=st.sampled_from(kinds.CODES))
    def scans(self, who: str, code: str) -> None:
        self._do(self.walk.says(kinds.CAST[who], f"/start {code}"))

    @rule(who=PEOPLE, words=SMALL)
    def edits(self, who: str, words: str) -> None:
        self._do(self.walk.edits(kinds.CAST[who], words))

    @rule(who=PEOPLE)
    def goes_on(self, who: str) -> None:
        """The first button of the newest message that has any."""
        self._do(self.walk.presses(kinds.CAST[who], lambda found: next(iter(found), None)))

    @rule(who=PEOPLE)
    def goes_on_with_the_card(self, who: str) -> None:
        """The first button of the present card."""
        self._press_card(who, 0)

    @rule(who=PEOPLE, at=NUMBERS)
    def presses_on_the_card(self, who: str, at: int) -> None:
        self._press_card(who, at)

    @rule(who=PEOPLE, at=NUMBERS)
    def presses_what_is_new(self, who: str, at: int) -> None:
        """Any button of the newest message that has any."""
        self._do(self.walk.presses(kinds.CAST[who], lambda found: _at([b for b in found if b[0] == found[0][0]], at)))

    @rule(who=PEOPLE, at=st.integers(0, 200))
    def presses_anything(self, who: str, at: int) -> None:
        self._do(self.walk.presses(kinds.CAST[who], lambda found: _at(found, at)))

    @rule(who=PEOPLE, at=NUMBERS)
    def double_taps(self, who: str, at: int) -> None:
        self._do(self.walk.presses(kinds.CAST[who], lambda found: _at(found[:12], at), times=2))

    @rule(who=PEOPLE, owner=PEOPLE, at=NUMBERS)
    def presses_somebody_elses(self, who: str, owner: str, at: int) -> None:
        found = _at(list(self.walk.buttons(kinds.CAST[owner])), at)
        self._do(self.walk.forges(kinds.CAST[who], found[1]["callback_data"] if found else "nothing"))

    @rule(who=PEOPLE, data=DATA)
    def forges(self, who: str, data: str) -> None:
        self._do(self.walk.forges(kinds.CAST[who], data))

    @rule(seconds=TIMES)
    def waits(self, seconds: float) -> None:
        self._do(self.walk.waits(seconds))

    @rule(who=PEOPLE, words=st.one_of(SMALL, REPORTS))
    def says_and_it_restarts(self, who: str, words: str) -> None:
        self._do(self.walk.restarts(kinds.CAST[who], words))

    @rule(who=PEOPLE)
    def blocks(self, who: str) -> None:
        self._do(self.walk.blocks(kinds.CAST[who]))

    def _press_card(self, who: str, at: int) -> None:
        person = kinds.CAST[who]
        self._do(
            self.walk.presses(
                person, lambda found: _at([b for b in found if self.walk.is_of_the_card(person, b[1])], at)
            )
        )


def _at(found: list[Any], at: int) -> Any:
    """The one at that place, round and round."""
    return found[at % len(found)] if found else None


def wander(stand: Stand, walks: int, steps: int, seed: int | None = None) -> None:
    """Walk `walks` times `steps` steps. Raises what the first rule that does not hold says, shrunk."""
    run_machine(Wanderers, stand, walks, steps, seed)
