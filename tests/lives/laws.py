"""What must be true of every ticket after every step. Each law says what is wrong, or nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.fsm.ticket import ROWS
from tests.lives.ledger import ENDED, STILL, Ledger, Row

# Written out by hand, so that no change of the code moves them unseen.
SLEEPS = {"needs_info", "suspended", "resolved", "evaluated"}
WITH_DEPARTMENTS = {"transferred", "checked_in", "handling", "needs_info", "suspended", "reopened"}
# What is written beside the states, and moves none.
BESIDE = {"urge", "join", "supplement", "ask_extension", "extend", "refuse", "seen", "arrive"}
DEADLINE, WAKE = "ticket_deadline", "ticket_wake"
STEPS = {(str(row.state), str(row.event), str(row.dest)) for row in ROWS}
# Nobody acts a second time on the same version: so many changes, so many versions.
CHANGES = {str(row.event) for row in ROWS} | {"extend"}


@dataclass(frozen=True, slots=True)
class Page:
    """The ledger before and after a step, and the moment (ms)."""

    before: Ledger
    after: Ledger
    now: int


def events_explain_the_state(page: Page) -> Iterator[str]:
    """Replayed from the table alone, the events lead to where the ticket stands; each by a row of the flow."""
    lives = page.after.lives()
    for ticket in page.after.tickets:
        stands = None
        for event in lives.get(ticket["id"], ()):
            if event["was"] != stands:
                yield f"{ticket['number']}: {event['event']} from {event['was']}, but it stood at {stands}"
            if not _is_known(event):
                yield f"{ticket['number']}: no row for {event['was']} {event['event']} {event['became']}"
            stands = event["became"]
        if stands != ticket["state"]:
            yield f"{ticket['number']} is {ticket['state']}, its events say {stands}"


def _is_known(event: Row) -> bool:
    was, what, became = event["was"], event["event"], event["became"]
    if what == "submit":
        return was is None and became == "submitted"
    return was == became if what in BESIDE else (was, what, became) in STEPS


def events_are_only_added(page: Page) -> Iterator[str]:
    """What was written stays as it was."""
    if page.after.events[: len(page.before.events)] != page.before.events:
        yield "an event was changed, or is gone"


def each_change_is_one_version(page: Page) -> Iterator[str]:
    """The version grows by one with each change, and with nothing else."""
    before = {ticket["id"]: ticket for ticket in page.before.tickets}
    known = len(page.before.events)
    for ticket in page.after.tickets:
        was = before.get(ticket["id"])
        new = [row for row in page.after.events[known:] if row["ticket_id"] == ticket["id"]]
        changes = sum(row["event"] in CHANGES for row in new)
        moved = was is not None and was["compound_id"] != ticket["compound_id"]
        if ticket["version"] != (was["version"] if was else 1) + changes + moved:
            yield f"{ticket['number']} has version {ticket['version']} after {[row['event'] for row in new]}"
    yield from (f"{gone} is gone" for gone in before.keys() - {ticket["id"] for ticket in page.after.tickets})


def whatever_is_open_has_its_time(page: Page) -> Iterator[str]:
    """An open ticket has a deadline that somebody looks after, or is woken; an ended one is left alone."""
    for ticket in page.after.tickets:
        plans, at = page.after.plans(ticket["id"]), ticket["due_at"]
        if ticket["state"] in ENDED:
            yield from (f"{ticket['number']} has ended, and {kind} is due" for kind in plans)
        elif ticket["state"] in SLEEPS:
            if WAKE not in plans or DEADLINE in plans:
                yield f"{ticket['number']} sleeps at {ticket['state']} with {sorted(plans)}"
        elif at is None or WAKE in plans or (at > page.now and plans.get(DEADLINE) != at):
            yield f"{ticket['number']} at {ticket['state']} is due at {at}, planned: {plans}"


def one_leads(page: Page) -> Iterator[str]:
    """While departments have it exactly one leads; in the compound one person is asked at most; else nobody."""
    for ticket in page.after.tickets:
        still = [row for row in page.after.of("asked", ticket["id"]) if row["state"] in STILL]
        leads, persons = sum(row["leads"] for row in still), sum(row["person_id"] is not None for row in still)
        theirs = ticket["desk"] == "department" and ticket["state"] in WITH_DEPARTMENTS
        if theirs and (leads != 1 or persons):
            yield f"{ticket['number']}: {leads} lead, {persons} persons asked while departments have it"
        elif ticket["desk"] == "compound" and len(still) > persons:
            yield f"{ticket['number']}: a department is asked while the compound has it"
        elif persons > 1 or (still and ticket["desk"] in {"street", "district"}):
            yield f"{ticket['number']}: {len(still)} asked at the desk of the {ticket['desk']}"
        elif still and ticket["state"] in ENDED:
            yield f"{ticket['number']} is {ticket['state']}, and {len(still)} are still asked to do it"


def followers_move_along(page: Page) -> Iterator[str]:
    """Whoever followed what was merged follows that into which it was, however often that was merged in turn."""
    into = {ticket["id"]: ticket["merged_into"] for ticket in page.after.tickets if ticket["state"] == "merged"}
    follow = {ticket["id"]: set[str]() for ticket in page.after.tickets}
    left = {(row["ticket_id"], row["person_id"]) for row in page.before.follows}
    for row in page.after.follows:
        follow[row["ticket_id"]].add(row["person_id"])
    for ticket_id, target in into.items():
        if target is None or target == ticket_id:
            yield f"{ticket_id} was merged into {target}"
        elif not any(row["id"] == ticket_id and row["state"] == "merged" for row in page.before.tickets):
            yield from (f"{one} lost {target}" for one in {p for t, p in left if t == ticket_id} - follow[target])


def at_most_one_extension(page: Page) -> Iterator[str]:
    """Of each ticket one is asked at most."""
    asked = [row["ticket_id"] for row in page.after.longer if row["state"] == "asked"]
    yield from (f"{one} is asked for twice" for one in asked if asked.count(one) > 1)


LAWS: tuple[Callable[[Page], Iterator[str]], ...] = (
    events_explain_the_state, events_are_only_added, each_change_is_one_version, whatever_is_open_has_its_time,
    one_leads, followers_move_along, at_most_one_extension,
)  # fmt: skip
