"""What must hold after every step. Each rule says what is wrong, or nothing."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from bot.channels.telegram.sending import MOST_CAPTION, MOST_TEXT, MOST_TOAST
from bot.domain.clock import SHANGHAI, from_millis
from bot.domain.messages import Menu, Toast
from bot.services import pictures
from bot.services.duties import DUTIES
from bot.services.report.danger import ALARM
from bot.services.report.idle import IDLE
from bot.services.workshop import MAKINGS
from bot.texts.typed import TYPED_BUTTONS
from tests.conversations.wander.books import Step

MOST_ASKED = 40
# What somebody else said.
QUOTED = re.compile("「.*?」", re.DOTALL)
# What is said where a draft ends.
ENDINGS = {"Submitted", "Cancelled", "Joined", "Attached", "Settled", "Discarded", "Restarted", "Dropped"}
# Where what was told is given up, as was asked for or announced.
GIVEN_UP = {"Cancelled", "Discarded", "Restarted", "Dropped", "DeedDropped", "Overtaken"}
REFUSALS = {"NotNow", "ButtonIsOld", "NoSuchThing", "NotAllowedHere", "CardIsOld", "CardIsUsed"}
# What a draft says something with.
SAYS = {"words", "files", "pin", "contact", "waiting", "parts"}
# Said where words or files were not taken.
NOT_TAKEN = {"TooManyWords", "TooManyFiles"}


def answered(step: Step) -> Iterator[str]:
    """Nobody who does something meets silence; every press is answered."""
    act = step.act
    told = [event for event in step.seen if event["kind"] != "toast" or event["text"]]
    # Each part of an album redraws one answer, which may look as before.
    if not told and not act.silent and not (act.part and step.unchanged):
        yield "silence"
    stopped = {event.get("callback_query_id") for event in step.seen}
    if not set(act.queries) <= stopped:
        yield "a button goes on spinning"


def well(step: Step) -> Iterator[str]:
    """Nothing of ours broke, nothing is left lying."""
    for what, count in step.after.left.items():
        if count:
            yield f"{count} {what}"
    if "OurFault" in step.heard(step.act.who):
        yield "an incident"


def taken(step: Step) -> Iterator[str]:
    """A button of the present card does what it says."""
    act, draft = step.act, step.before.drafts.get(step.act.who)
    if act.pressed is None or draft is None or len(act.queries) > 1:
        return
    what, which, version = act.pressed
    if which.partition("~")[0] == draft["id"] and version == draft["version"]:
        yield from (f"{what} on the present card: {name}" for name in step.heard(act.who) & REFUSALS)


def leads_on(step: Step) -> Iterator[str]:
    """Whoever writes a report has its present card, or is asked whether to go on with it."""
    if step.act.who in step.after.drafts and not step.act.silent and not step.can_go_on:
        yield f"no card of the draft at {step.after.state(step.act.who)}"


def kept_drafts(step: Step) -> Iterator[str]:
    """A draft ends where that is said, and by nobody else's act."""
    for person, draft in step.before.drafts.items():
        now = step.after.drafts.get(person)
        gone = now is None or now["id"] != draft["id"]
        # What says nothing is nobody's loss, and taken away by the clock without a word.
        told = step.heard(person) & ENDINGS or (person in step.blocked and not step.act.who)
        if gone and not told and (step.act.who or draft["data"].keys() & SAYS):
            yield f"the draft of {person} at {draft['state']} is gone: {sorted(step.heard(person))}"
        if person != step.act.who and step.act.who and now != draft and not step.heard(person) & ENDINGS:
            yield f"the draft of {person} was changed by somebody else"


def few_tickets(step: Step) -> Iterator[str]:
    """One ticket at most for each 提交, and for each alarm."""
    new = [row for key, row in step.after.tickets.items() if key not in step.before.tickets]
    act = step.act
    if act.who:
        what = act.pressed[0] if act.pressed else ""
        allowed = what in {"submit", "alarm"} or act.typed.rstrip("。！!.") in TYPED_BUTTONS["submit"]
        if len(new) > allowed:
            yield f"{len(new)} tickets by {act.name}"
        return
    danger = {step.before.people[person] for person, row in step.before.drafts.items() if row["data"].get("danger")}
    if len(new) > len(danger) or {row["reporter_id"] for row in new} - danger:
        yield f"{len(new)} tickets by the clock"


def numbers_in_a_row(step: Step) -> Iterator[str]:
    """The serial numbers of each day are 1, 2, 3 …"""
    days: dict[object, list[int]] = defaultdict(list)
    for row in step.after.tickets.values():
        day: datetime = from_millis(row["created_at"]).astimezone(SHANGHAI)
        days[day.date()].append(int(row["number"].partition("-")[2]))
    for day, numbers in days.items():
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            yield f"numbers of {day}: {sorted(numbers)}"


def looked_after(step: Step) -> Iterator[str]:
    """Every draft is looked after by the clock, danger above all; no plan is of an unknown kind."""
    books = step.after
    done = {*DUTIES, *MAKINGS, pictures.COPY}
    yield from (f"due: {kind}" for kind, _ in books.due if kind not in done)
    for person, draft in books.drafts.items():
        subject = books.people[person]
        if (IDLE, subject) not in books.due:
            yield f"nobody looks after the draft of {person} at {draft['state']}"
        if draft["data"].get("danger") and (ALARM, subject) not in books.due:
            yield f"danger told by {person}, and the clock is not set"
    for person, earlier in step.before.drafts.items():
        draft = books.drafts.get(person)
        calmed = draft and draft["id"] == earlier["id"] and not draft["data"].get("danger")
        if earlier["data"].get("danger") and calmed and not step.heard(person) & {"NoDanger", "CalledOff"}:
            yield f"the danger that {person} told was forgotten"
    for person in step.said:
        draft = books.drafts.get(person)
        if "Emergency" in step.heard(person) and not (draft and draft["data"].get("danger")):
            yield f"{person} was promised an alarm, and none will come"


def short(step: Step) -> Iterator[str]:
    """Words are as long as Telegram takes uncut, a question as an old resident takes it."""
    for reply in (reply for replies in step.said.values() for reply in replies if not isinstance(reply, Menu)):
        name, text = type(reply.prompt).__name__, reply.prompt.text()
        most = MOST_TOAST if isinstance(reply, Toast) else MOST_CAPTION if reply.media else MOST_TEXT
        if not 0 < len(text) <= most:
            yield f"{name} has {len(text)} characters"
        quoted = [value for value in _values(reply.prompt) if isinstance(value, str)]
        for line in QUOTED.sub("", text).split("\n"):
            asks = line.endswith(("？", "?")) and not any(line.strip("📝 ") in said for said in quoted)
            if asks and len(line) > MOST_ASKED:
                yield f"{name} asks at length: {line}"


def _values(prompt: object) -> Iterator[Any]:
    for name in getattr(prompt, "__dataclass_fields__", ()):
        value = getattr(prompt, name)
        yield from value if isinstance(value, tuple) else (value,)


RULES: tuple[Callable[[Step], Iterator[str]], ...] = (
    answered, well, taken, leads_on, kept_drafts, few_tickets, numbers_in_a_row, looked_after, short,
)  # fmt: skip


class Memory:
    """What each person told and we took: it stays until they give it up."""

    def __init__(self) -> None:
        self._kept: dict[int, list[str]] = defaultdict(list)

    def check(self, step: Step) -> Iterator[str]:
        """What was lost in this step."""
        for person, marks in self._kept.items():
            lost = [mark for mark in marks if mark not in step.after.text]
            if lost and not self._may_lose(step, person):
                yield f"lost of what {person} told: {lost}"
            self._kept[person] = [mark for mark in marks if mark not in lost]
        act = step.act
        for mark in act.marks:
            if mark in step.after.text:
                self._kept[act.who].append(mark)
            elif not self._may_pass(step):
                yield f"not taken, and nothing said: {mark} at {step.before.state(act.who)!r}"

    def _may_lose(self, step: Step, person: int) -> bool:
        if step.heard(person) & (GIVEN_UP | NOT_TAKEN) or (person in step.blocked and not step.act.who):
            return True
        what = step.act.pressed[0] if step.act.pressed else ""
        # Asked for other words, they wrote them; or they pressed 照片不要了, or began another step at their desk.
        other = what == "clear" or what.startswith("do_")
        return person == step.act.who and (step.before.state(person) == "words" or other)

    def _may_pass(self, step: Step) -> bool:
        """Not kept as words: a compound's name was asked for, a place or a number; or it was said to be too much."""
        heard = step.heard(step.act.who)
        asked = {"compound": {"NoSuchCompound", "WhichCompound"}, "contact": {"AskContact"}}
        state = step.before.state(step.act.who)
        return bool(heard & NOT_TAKEN) or bool(heard & asked.get(state, set())) or state == "place"
