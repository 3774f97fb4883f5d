"""The proof: everything that is wrong with what a run left behind, as sentences. None means: nothing lost, no effect
doubled, a message doubled only where the answer to it was lost, every chat in order."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from chaos_evidence import Call, Evidence, Owed, Row, Words
from chaos_story import Report, Story
from chaos_town import Town, secretaries

from bot.services import mondays, nights, patrol, repetition, watch
from bot.services.points import audit
from bot.services.report.idle import IDLE

# Between the moment the sandbox takes a message and the commit that says so; a kill in between leaves it in doubt.
MOMENT_S = 5.0
# Planned hours ahead: what a draft, a deadline, the morning, the day's patrols and the next Monday are looked at for,
# and when a repetition that nobody answered climbs.
AHEAD = {
    IDLE,
    watch.DEADLINE,
    watch.SOON,
    nights.DIGEST,
    patrol.MAKE,
    patrol.TELL,
    mondays.TELL,
    audit.KIND,
    repetition.CLIMB,
}


def everything_wrong(evidence: Evidence, story: Story, town: Town) -> list[str]:
    """The findings of all checks."""
    checks: tuple[Iterable[str], ...] = (
        story.in_vain,
        updates(evidence.rows, story),
        tickets(evidence.rows, story),
        additions(evidence.rows, story),
        numbers(evidence.rows),
        alerts(evidence.rows),
        leftovers(evidence.rows, town),
        cards(evidence, story),
        answers(evidence),
        deliveries(evidence, {str(chat) for chat in story.blockers}),
        doubled(evidence),
        order(evidence),
    )
    return [finding for check in checks for finding in check]


def updates(rows: Mapping[str, list[Row]], story: Story) -> Iterator[str]:
    """Every act is one update, handled."""
    if len(rows["inbox"]) != story.acts:
        yield f"{story.acts} updates were sent, {len(rows['inbox'])} are known"
    for row in rows["inbox"]:
        if row["state"] != "done":
            yield f"update {row['update_id']} is {row['state']}: {row['error']}"


def tickets(rows: Mapping[str, list[Row]], story: Story) -> Iterator[str]:
    """One ticket for each 提交, as it was told; none for what was not submitted."""
    found = defaultdict(list)
    for ticket in rows["ticket"]:
        found[ticket["words"]].append(ticket)
    events = defaultdict(list)
    for event in sorted(rows["ticket_event"], key=lambda row: row["id"]):
        events[event["ticket_id"]].append(event["event"])
    for report in story.reports:
        made = found.pop(report.words, [])
        if len(made) != report.submitted:
            yield f"{len(made)} tickets of «{report.words}»"
        for ticket in made:
            yield from _as_told(report, ticket, events[ticket["id"]])
    for words in found:
        yield f"nobody told «{words}»"


def _as_told(report: Report, ticket: Row, events: list[str]) -> Iterator[str]:
    told = ["submit", "accept", *["supplement"] * len(report.added), *["withdraw"] * report.withdrawn]
    own = [event for event in events if event != "join"]  # of neighbours, who come when they come
    if own != told:
        yield f"{ticket['number']}: {own} instead of {told}"
    state = "withdrawn" if report.withdrawn else "accepted"
    for name, wanted in (
        ("state", state),
        ("number", report.number),
        ("compound_id", f"c{report.compound}"),
        ("place", report.place or ticket["place"]),
        ("category", report.category or ticket["category"]),
    ):
        if ticket[name] != wanted:
            yield f"{ticket['number']}: {name} is {ticket[name]!r} instead of {wanted!r}"


def additions(rows: Mapping[str, list[Row]], story: Story) -> Iterator[str]:
    """What was said afterwards, and by neighbours who joined, stands on the ticket once; all of them follow it."""
    said: dict[str, Counter[str]] = defaultdict(Counter)
    followers: dict[str, set[int]] = defaultdict(set)
    for report in story.reports:
        said[report.number or report.joined].update([*report.added, *[report.words] * bool(report.joined)])
        followers[report.number or report.joined].add(report.reporter)
    for ticket in rows["ticket"]:
        notes = Counter(note["words"] for note in rows["ticket_note"] if note["ticket_id"] == ticket["id"])
        if notes != said[ticket["number"]]:
            yield f"{ticket['number']}: {notes} was added instead of {said[ticket['number']]}"
        follow = sum(row["ticket_id"] == ticket["id"] for row in rows["follower"])
        if follow != len(followers[ticket["number"]]):
            yield f"{ticket['number']}: {follow} follow it, reported or joined by {followers[ticket['number']]}"


def numbers(rows: Mapping[str, list[Row]]) -> Iterator[str]:
    """Each day's numbers run from 1 without a gap, none given twice."""
    given = defaultdict(list)
    for ticket in rows["ticket"]:
        day, _, serial = ticket["number"].partition("-")
        given[day].append(int(serial))
    last = {row["day"][5:].replace("-", ""): row["last"] for row in rows["day_serial"]}
    for day, serials in given.items():
        if sorted(serials) != list(range(1, last[day] + 1)):
            yield f"numbers of {day}: {len(serials)} tickets, {len(set(serials))} numbers, the last is {last[day]}"


def alerts(rows: Mapping[str, list[Row]]) -> Iterator[str]:
    """One alert for each ticket that cannot wait, and somebody answered it."""
    open_or_missing = {ticket["id"] for ticket in rows["ticket"] if ticket["urgency"] != "normal"}
    for alert in rows["alert"]:
        if alert["ticket_id"] not in open_or_missing or alert["state"] != "acknowledged":
            yield f"alert of ticket {alert['ticket_id']}: {alert['state']}"
        open_or_missing.discard(alert["ticket_id"])
    yield from (f"no alert of ticket {missing}" for missing in open_or_missing)


def leftovers(rows: Mapping[str, list[Row]], town: Town) -> Iterator[str]:
    """Nothing waits any more, and nobody was made twice."""
    yield from (f"{len(rows[table])} rows left in {table}" for table in ("draft",) if rows[table])
    for row in rows["due_work"]:
        if row["kind"] not in AHEAD:
            yield f"{row['kind']} is left to be done"
    for row in rows["outbox"]:
        if row["state"] not in ("sent", "undeliverable"):
            yield f"outbox row {row['id']} is {row['state']}: {row['error']}"
    people = len(town.residents) + len(town.staff)
    if len(rows["person"]) != people:
        yield f"{people} people, {len(rows['person'])} are known"


def cards(evidence: Evidence, story: Story) -> Iterator[str]:
    """Each secretary of the compound was owed each ticket's card once, each step of the ladder its own card once."""
    shown = Counter((row.words.chat, row.words.text) for row in evidence.owed if _is_desk_card(row))
    for (chat, text), times in shown.items():
        if times > 1:
            yield f"chat {chat} was owed {times} cards of «{text.splitlines()[0]}»"
    headlines = {(chat, text.splitlines()[0].partition("新哨 ")[2]) for chat, text in shown}
    for report in story.reports:
        for who in secretaries(report.compound) if report.submitted else ():
            if (str(who), report.number) not in headlines:
                yield f"secretary {who} was owed no card of {report.number}"


def _is_desk_card(row: Owed) -> bool:
    return row.prompt == "DeskCard" and not row.redraws


def answers(evidence: Evidence) -> Iterator[str]:
    """Every press was answered, once."""
    answered = Counter(evidence.answered)
    for query, state in evidence.answers_owed.items():
        if answered.pop(query, 0) != 1:
            yield f"press {query} ({state}) was answered {evidence.answered.count(query)} times"
    yield from (f"press {query} was answered, but nobody owed that" for query in answered)


def deliveries(evidence: Evidence, blockers: set[str]) -> Iterator[str]:
    """Every message that was owed arrived, or was drawn into an earlier one; nothing arrived that nobody owed."""
    arrived = Counter(call.words for call in evidence.calls if call.arrived)
    superseded = _superseded(evidence)
    missed: Counter[Words] = Counter()
    for row in evidence.owed:
        if row.state == "sent":
            # A card that shows the same already need not be redrawn: the platform would refuse it.
            shown = missed[row.words] if row.redraws else 0
            missed[row.words] += row.id not in superseded and not shown
        elif row.state != "undeliverable" or row.words.chat not in blockers:
            yield f"message {row.id} to {row.words.chat} is {row.state}"
    for words, times in missed.items():
        if arrived[words] < times:
            yield f"{words.chat} was told {arrived[words]} times, owed {times}: «{words.text[:60]}»"
    for words in arrived.keys() - {row.words for row in evidence.owed}:
        yield f"{words.chat} was told what nobody owed: «{words.text[:60]}»"


def drawn_together(evidence: Evidence) -> list[list[Owed]]:
    """Rows of one card that were settled by one message, worded as the last of them."""
    settled: dict[tuple[object, ...], list[Owed]] = defaultdict(list)
    outbox = {row["id"]: row for row in evidence.rows["outbox"]}
    for owed in evidence.owed:
        row = outbox[owed.id]
        if owed.card and owed.state == "sent":
            settled[owed.words.chat, owed.card, row["message_id"], row["done_at"]].append(owed)
    return [rows for rows in settled.values() if len(rows) > 1 and all(row.redraws for row in rows[1:])]


def _superseded(evidence: Evidence) -> set[int]:
    return {row.id for rows in drawn_together(evidence) for row in rows[:-1]}


def doubled(evidence: Evidence) -> Iterator[str]:
    """A message shows once more only where the answer to an earlier attempt was lost: in `timeout`, or to a kill."""
    owed = Counter(row.words for row in evidence.owed)
    lost_to_kills = {call.n for call in in_doubt(evidence)}
    for words, calls in _by_words(evidence.calls).items():
        arrived = [call for call in calls if call.arrived]
        known = [call for call in arrived[:-1] if call.outcome != "timeout" and call.n not in lost_to_kills]
        if len(known) > max(owed[words] - 1, 0):
            told = [(call.n, call.outcome, round(call.at, 2)) for call in arrived]
            yield f"{words.chat} was told again what we knew to have arrived: «{words.text[:60]}» {told}"


def in_doubt(evidence: Evidence) -> list[Call]:
    """The last call of each chat before a process that sends was killed, where the kill came within moments."""
    found = []
    for life in evidence.lives:
        if life.sends and (end := life.killed) is not None:
            last = {call.words.chat: call for call in evidence.calls if life.began <= call.at <= end}
            found += [call for call in last.values() if end - call.at < MOMENT_S]
    return found


def count_doubled(evidence: Evidence) -> tuple[int, int]:
    """How many messages show twice because of a time-out, and because of a kill."""
    lost_to_kills = {call.n for call in in_doubt(evidence)}
    by_time_out = by_kill = 0
    for calls in _by_words(evidence.calls).values():
        for call in [call for call in calls if call.arrived and call.fresh][:-1]:
            by_time_out += call.outcome == "timeout"
            by_kill += call.outcome != "timeout" and call.n in lost_to_kills
    return by_time_out, by_kill


def _by_words(calls: Iterable[Call]) -> dict[Words, list[Call]]:
    found = defaultdict(list)
    for call in calls:
        found[call.words].append(call)
    return found


def order(evidence: Evidence) -> Iterator[str]:
    """Each chat was told things in the order in which they were owed, by their first arrivals."""
    place = _places(evidence)
    for chat, calls in _by_chat(evidence.calls, lambda call: call.words.chat).items():
        seen: set[Words] = set()
        latest = 0
        for call in calls:
            if not call.arrived or call.words in seen or call.words not in place:
                continue
            seen.add(call.words)
            if place[call.words] < latest:
                yield f"{chat} was told too late: message {place[call.words]} after {latest}"
            latest = max(latest, place[call.words])


def _places(evidence: Evidence) -> dict[Words, int]:
    """The place of each message that was owed once; those drawn together share the place of the first, whichever of
    them was the last when an attempt was made."""
    owed = Counter(row.words for row in evidence.owed)
    place = {row.words: row.id for row in evidence.owed if owed[row.words] == 1}
    for rows in drawn_together(evidence):
        place |= {row.words: rows[0].id for row in rows if row.words in place}
    return place


def _by_chat(calls: Iterable[Call], chat: Callable[[Call], str]) -> dict[str, list[Call]]:
    found = defaultdict(list)
    for call in calls:
        found[chat(call)].append(call)
    return found
