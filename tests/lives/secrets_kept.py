"""Who may know what of a ticket, worked out anew from posts and assignments, and what each message told of it."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.domain.messages import Menu, Outbound, Reply
from tests.lives.beyond import line_of
from tests.lives.ledger import ENDED, STILL, Ledger, Row

OFFICES = {"secretary", "community_staff", "street_dispatcher", "district_dispatcher"}
# Who has it, or had it until it was done or they gave it back: they may read on. Not from whom it was taken.
GIVEN = frozenset({"asked", "came", "returned", "done"})
MARK = re.compile(r"〔\d+〕")
# Before they report the same, residents of a compound are shown number, category and building of what is open there.
OF_NEIGHBOURS = {"Similar"}


def handles(ledger: Ledger, person_id: str, ticket: Row, given: frozenset[str] = GIVEN) -> bool:
    """Whether they sit above the ticket's place, or it was `given` to them or to a department of theirs."""
    posts, where = ledger.posts_of(person_id), line_of(ticket["compound_id"])
    # Where nobody knows where danger is, whoever was called for it looks.
    nowhere = ticket["compound_id"] == "district"
    asked = {row["unit_id"] or row["person_id"] for row in ledger.of("asked", ticket["id"]) if row["state"] in given}
    departments = {unit for role, unit in posts if role == "department_staff"}
    above = any(role in OFFICES and (nowhere or unit in where) for role, unit in posts)
    return above or person_id in asked or not departments.isdisjoint(asked)


def follows(ledger: Ledger, person_id: str, ticket: Row) -> bool:
    return any(row["person_id"] == person_id for row in ledger.of("follows", ticket["id"]))


def text_of(reply: Reply) -> str:
    """Everything that can be read of a message, with what its buttons bear."""
    if isinstance(reply, Menu):
        return ""
    choices = [choice for row in reply.choices for choice in row] if isinstance(reply, Outbound) else []
    return "\n".join((reply.prompt.text(), *(f"{c.label or ''} {c.which}" for c in choices)))


@dataclass(slots=True)
class Witness:
    """Reads along. `authors`: mark → whose words; `phones`: number → whose; `knew`: what each person ever had."""

    authors: dict[str, int] = field(default_factory=dict)
    phones: dict[str, int] = field(default_factory=dict)
    knew: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    def hear(self, before: Ledger, after: Ledger, said: dict[int, list[Reply]]) -> Iterator[str]:
        """What somebody was told in a step, and must not have been."""
        self._learn(before)
        self._learn(after)
        for person, replies in said.items():
            for reply in replies:
                found = (*self._number(after, person, reply), *self._words(before, after, person, reply))
                yield from (f"{person} reads {one} in {_name(reply)}" for one in found)
                yield from (f"{person} learns {one} from {_name(reply)}" for one in self._who(after, person, reply))
                yield from (f"{person} {one}" for one in self._phone(before, after, person, reply))

    def _learn(self, ledger: Ledger) -> None:
        for person, person_id in ledger.ids().items():
            for ticket in ledger.tickets:
                if handles(ledger, person_id, ticket) or follows(ledger, person_id, ticket):
                    self.knew[person].add(ticket["id"])

    def _number(self, ledger: Ledger, person: int, reply: Reply) -> Iterator[str]:
        """The number or the id of a ticket that never was theirs."""
        text = "" if _name(reply) in OF_NEIGHBOURS else text_of(reply)
        for ticket in ledger.tickets:
            named = ticket["number"] in text or ticket["id"] in text
            if named and ticket["id"] not in self.knew[person]:
                yield ticket["number"]

    def _words(self, before: Ledger, after: Ledger, person: int, reply: Reply) -> Iterator[str]:
        """What a resident wrote: only whoever handles it now, and themselves."""
        for mark in MARK.findall(text_of(reply)):
            if self.authors.get(mark) == person or mark not in self.authors or _was_an_answer(after, mark):
                continue
            held = [ticket for ledger in (before, after) for ticket in _telling(ledger, mark)]
            ids = (ledger.ids().get(person, "") for ledger in (before, after))
            if not any(handles(ledger, one, t) for ledger, one in zip((before, after), ids, strict=True) for t in held):
                yield f"the words {mark} of {self.authors[mark]}"

    def _who(self, ledger: Ledger, person: int, reply: Reply) -> Iterator[str]:
        """Who anybody else is: no message says it, neither by id nor by name."""
        text, ids = text_of(reply), ledger.ids()
        for other, other_id in ids.items():
            if other != person and (other_id in text or f"人{other}" in text):
                yield f"who {other} is"

    def _phone(self, before: Ledger, after: Ledger, person: int, reply: Reply) -> Iterator[str]:
        """A number that a resident left: shown to who handles it while it goes on, and each time written down."""
        digits = re.sub(r"(?<=\d)[ -](?=\d)", "", text_of(reply))
        for phone, owner in self.phones.items():
            if phone not in digits or owner == person:
                continue
            if _name(reply) != "ContactShown":
                yield f"reads the number of {owner} in {_name(reply)}"
                continue
            looks = [row for row in after.looks[len(before.looks) :] if row["person_id"] == after.ids()[person]]
            if not looks:
                yield f"saw the number of {owner}, and it was not written down"
            yield from (f"saw the number of {owner}, and may not" for look in looks if not _may_ring(after, look))


def _may_ring(ledger: Ledger, look: Row) -> bool:
    """Whether whoever looked has it still, and it goes on."""
    ticket = next(ticket for ticket in ledger.tickets if ticket["id"] == look["ticket_id"])
    goes_on = ticket["state"] not in ENDED and not ticket["anonymous"]
    return goes_on and handles(ledger, look["person_id"], ticket, frozenset(STILL))


def _was_an_answer(ledger: Ledger, mark: str) -> bool:
    """Whoever handles it said this about it: it is meant to be read (to whom, its number tells)."""
    return any(mark in row["reason"] and row["role"] != "resident" for row in ledger.events)


def _telling(ledger: Ledger, mark: str) -> list[Row]:
    """The tickets in which these words stand."""
    told = {row["ticket_id"] for row in (*ledger.notes, *ledger.events) if mark in row.get("words", row.get("reason"))}
    return [ticket for ticket in ledger.tickets if ticket["id"] in told or mark in f"{ticket['words']}{ticket['data']}"]


def _name(reply: Reply) -> str:
    return "Menu" if isinstance(reply, Menu) else type(reply.prompt).__name__
