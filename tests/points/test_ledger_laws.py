"""The ledger against a few lines of arithmetic: whatever is awarded, taken back, reserved, spent, given back."""

from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copy
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from bot.config import Settings
from bot.domain.clock import SHANGHAI, to_millis
from bot.domain.errors import NotEnoughPoints
from bot.domain.points import Account, Dimension, Earning
from bot.services.points import ledger
from bot.storage import ledger as rows
from bot.storage import ledger_audit
from tests.conversations.wander.store import OneThread

PEOPLE = ("p1", "p2")
MATTERS = ("微心愿", "志愿服务")
START = datetime(2026, 11, 28, 23, tzinfo=SHANGHAI)


@dataclass
class Book:
    """What one person should have. `given`: by key, how much and in which month and matter."""

    balance: int = 0
    held: int = 0
    lifetime: int = 0
    corrected: int = 0
    given: dict[str, tuple[int, str, str]] = field(default_factory=dict)
    undone: set[str] = field(default_factory=set)
    open: dict[str, int] = field(default_factory=dict)
    orders: set[str] = field(default_factory=set)
    earned: Counter[tuple[str, str]] = field(default_factory=Counter)


class Ledger(RuleBasedStateMachine):
    """Two people, few sources: so that the same is often said twice."""

    template: Path
    config: Settings

    def __init__(self) -> None:
        super().__init__()
        self.path = Path(copy(self.template, self.template.with_name("laws.db")))
        self.db = OneThread(self.path)
        self.at = START
        self.books: dict[str, Book] = defaultdict(Book)
        for person in PEOPLE:
            self.run(_person, person)

    def run(self, unit: Callable[..., Awaitable[Any]], *args: Any) -> Any:
        return at_once(self.db.write(unit, *args))

    def teardown(self) -> None:
        at_once(self.db.close())
        self.path.unlink()

    @property
    def now(self) -> int:
        return to_millis(self.at)

    @rule(hours=st.sampled_from([1, 24 * 12, 24 * 31]))
    def time_passes(self, hours: int) -> None:
        self.at += timedelta(hours=hours)

    @rule(
        who=st.sampled_from(PEOPLE), what=st.sampled_from(MATTERS), source=st.integers(1, 30),
        dimension=st.sampled_from(Dimension), times=st.integers(1, 6),
    )  # fmt: skip
    def award(self, who: str, what: str, source: int, dimension: Dimension, times: int) -> None:
        book, matter, month = self.books[who], self.config.matter(what), f"{self.at:%Y-%m}"
        earning = Earning(who, what, dimension, "task", str(source), "谢谢", times=times)
        gave = self.run(ledger.award, self.config, earning, self.now)
        worth = matter.worth(dimension) * times
        if earning.key in book.given or not worth:
            assert gave == 0
            return
        year = sum(points for (when, name), points in book.earned.items() if when[:4] == month[:4] and name == what)
        wanted = max(0, min(worth, matter.month - book.earned[month, what], matter.year - year))
        assert gave == wanted
        book.given[earning.key] = gave, month, what
        book.earned[month, what] += gave
        book.balance, book.lifetime = book.balance + gave, book.lifetime + gave

    @rule(who=st.sampled_from(PEOPLE), data=st.data())
    def reverse(self, who: str, data: st.DataObject) -> None:
        book = self.books[who]
        key = data.draw(st.sampled_from([*book.given, "task:none"]))
        amount, month, what = book.given.get(key, (0, "", ""))
        possible = amount > 0 and key not in book.undone
        try:
            done = self.run(ledger.reverse, key, "记错了", PEOPLE[0], self.now)
        except NotEnoughPoints:
            assert possible
            assert amount > book.balance
            return
        assert done is possible
        if done:
            book.undone.add(key)
            book.balance, book.corrected = book.balance - amount, book.corrected + amount
            book.earned[month, what] -= amount

    @rule(who=st.sampled_from(PEOPLE), order=st.integers(1, 4), amount=st.integers(1, 30))
    def reserve(self, who: str, order: int, amount: int) -> None:
        book, key = self.books[who], f"{who}{order}"
        try:
            done = self.run(ledger.reserve, who, amount, "order", key, "一袋米", self.now)
        except NotEnoughPoints:
            assert key not in book.orders
            assert amount > book.balance
            return
        assert done is (key not in book.orders)
        if done:
            book.orders.add(key)
            book.open[key] = amount
            book.balance, book.held = book.balance - amount, book.held + amount

    @rule(who=st.sampled_from(PEOPLE), order=st.integers(1, 4), settles=st.booleans())
    def end(self, who: str, order: int, settles: bool) -> None:  # noqa: FBT001
        book, key = self.books[who], f"{who}{order}"
        act = ledger.settle if settles else ledger.refund
        assert self.run(act, "order", key, "领走了", self.now) is (key in book.open)
        amount = book.open.pop(key, 0)
        book.held -= amount
        book.balance += 0 if settles else amount

    @invariant()
    def each_has_what_the_arithmetic_says(self) -> None:
        for person in PEOPLE:
            book, has = self.books[person], self.run(rows.account_of, person)
            assert has == Account(book.balance, book.held, book.lifetime, book.corrected)
            assert min(has.balance, has.held) >= 0
            by_month = Counter[tuple[str, str]]()
            for one in self.run(rows.earned_by_month, person, "2026-01", "2099-12"):
                by_month[one.month, one.matter] += one.points
            assert by_month == +book.earned
            for year in {month[:4] for month, _ in book.earned}:
                assert self.run(rows.sum_of, person, year) == sum(
                    points for (month, _), points in book.earned.items() if month[:4] == year
                )

    @invariant()
    def the_audit_finds_nothing(self) -> None:
        found, more = self.run(ledger_audit.audit, "", 100)
        assert more is None
        assert found.is_right, found


def at_once(work: Coroutine[Any, Any, Any]) -> Any:
    """What never waits needs no loop."""
    try:
        work.send(None)
    except StopIteration as done:
        return done.value
    raise AssertionError("it waited")


async def _person(tx: Any, person: str) -> None:
    await tx.execute("INSERT INTO person (id, created_at) VALUES (?, 0)", (person,))


def test_the_ledger_keeps_its_laws(template: Path, tmp_path: Path, settings: Settings) -> None:
    """With a cap of the year that four months reach."""
    tight = tuple(matter.model_copy(update={"month": 30, "year": 70}) for matter in settings.matters)
    Ledger.config = settings.model_copy(update={"matters": tight})
    Ledger.template = Path(copy(template, tmp_path / "template.db"))
    run_state_machine_as_test(Ledger, settings=LAWS)


LAWS = settings(
    max_examples=40, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck),
)  # fmt: skip
