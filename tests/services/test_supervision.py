"""收到 under what is late: by whoever stands by the ticket, and not by who gave it back."""

from bot.domain.messages import Toast
from bot.domain.tickets import Ticket
from bot.storage import assignments
from bot.storage.database import Tx
from bot.texts import errors as say
from tests.conversations.town import SHI
from tests.handlers.hall import Hall
from tests.services.owners import press, put


async def told_late(tx: Tx, ticket: Ticket) -> None:
    """市政 was asked, and read that it is late."""
    await tx.execute("UPDATE ticket SET state = 'transferred', desk = 'department' WHERE id = ?", (ticket.id,))
    await assignments.ask_unit(tx, ticket.id, "shizheng", 0, leads=True)
    await tx.execute(
        "INSERT INTO card (channel, chat, name, message_id) VALUES ('telegram', ?, ?, '1')",
        (str(SHI), f"late:{ticket.id}"),
    )


async def seen(tx: Tx) -> int:
    return len(await tx.fetch("SELECT id FROM ticket_event WHERE event = 'seen'"))


async def test_whoever_has_it_says_that_they_saw_it(hall: Hall) -> None:
    ticket = await put(hall, 1)
    await hall.db.write(told_late, ticket)
    await press(hall, SHI, "seen_late", ticket.id)
    assert await hall.db.read(seen) == 1


async def test_a_department_that_gave_it_back_is_past_that_step(hall: Hall) -> None:
    ticket = await put(hall, 1)
    await hall.db.write(told_late, ticket)
    await hall.db.write(lambda tx: assignments.end(tx, ticket.id, "returned", 1, unit_id="shizheng"))
    assert await press(hall, SHI, "seen_late", ticket.id) == [Toast(say.StepDone())]
    assert await hall.db.read(seen) == 0
