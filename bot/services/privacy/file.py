"""要一份文件: everything that the store has on somebody, as a workbook, made by the press for them alone."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain.charts import Book, Cell, Sheet
from bot.domain.clock import from_millis
from bot.domain.messages import Reply, Toast
from bot.services.making import Making
from bot.services.turn import Office, Turn
from bot.storage import claims, due, looks, people, volunteers, wishes
from bot.storage.database import Row, Tx
from bot.storage.privacy import reading
from bot.texts import holdings as say
from bot.texts.privacy import MakingYourFile, YourFile

# Due work for the press.
WRITE = "privacy_file"
MANY = 1000


async def order(turn: Turn, tx: Tx) -> list[Reply]:
    """It is made as soon as the press is free; asked for twice meanwhile, once."""
    await due.plan(tx, WRITE, turn.person.id, turn.now)
    return [Toast(MakingYourFile())]


async def writing(tx: Tx, office: Office, subject: str, moment: datetime) -> Making | None:
    """All of it; None where they are gone by now."""
    if await people.load(tx, subject) is None:
        return None
    book = await book_of(tx, office, subject)
    return Making(subject, book, "document", say.FILE, YourFile(len(book.sheets)))


async def book_of(tx: Tx, office: Office, person_id: str) -> Book:
    """A sheet for each kind of which there is something: who others are is in none of them."""
    sheets = [await _plain(tx, office, person_id, *sheet) for sheet in say.SHEETS]
    sheets += [
        replace(say.PHONES, rows=tuple(await _phones(tx, person_id))),
        replace(say.EVENTS, rows=_rows(office, await reading.events(tx, person_id), EVENTS)),
        replace(say.LOOKS, rows=_rows(office, await reading.looks(tx, person_id), LOOKS)),
        replace(say.FOLLOWED, rows=_rows(office, await reading.followed(tx, person_id), FOLLOWED)),
        replace(say.SENT, rows=_rows(office, await reading.received(tx, person_id), SENT)),
    ]
    return Book(tuple(sheet for sheet in sheets if sheet.rows))


EVENTS, LOOKS = ("number", "at", "became", "role", "reason"), ("at", "role", "number")
FOLLOWED, SENT = ("number", "way", "since"), ("begins_at", "unit_id", "words")


async def _plain(tx: Tx, office: Office, person_id: str, table: str, own: str, name: str, named: Any) -> Sheet:
    rows = await reading.rows_of(tx, table, own, tuple(named), person_id)
    if table == "signup":
        called = await reading.activities(tx, person_id)
        rows = [{**row, "activity_id": called.get(row["activity_id"], "")} for row in rows]
    return Sheet(name, say.columns_of(named), _rows(office, rows, tuple(named)))


def _rows(office: Office, rows: list[Row], names: tuple[str, ...]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(_cell(office, name, row[name]) for name in names) for row in rows)


def _cell(office: Office, name: str, value: Any) -> Cell:
    if value is None:
        return ""
    if name in say.TIMES or name.endswith("_at"):
        return say.moment_of(from_millis(value)) if value else ""
    if name in say.YES_OR_NO:
        return say.yes_or_no(value)
    if name in say.LISTS or name == "data":
        return _unpacked(json.loads(value or "[]"))
    return value if isinstance(value, int) else _text(office, name, value)


def _text(office: Office, name: str, value: str) -> str:
    unit = office.directory.get(value) if name.endswith(("_id", "_unit")) else None
    return unit.name if unit else say.worded(str(value))


def _unpacked(kept: list[str] | dict[str, Any]) -> str:
    """A list in words; of a report that is being written what they wrote."""
    return str(kept.get("words", "")) if isinstance(kept, dict) else "、".join(kept)


async def _phones(tx: Tx, person_id: str) -> list[tuple[Cell, ...]]:
    """Numbers, names and doors, wherever they stand: read by the functions of each table alone."""
    left = await looks.own_contacts(tx, person_id)
    found: list[tuple[Cell, ...]] = [
        (say.ticket_phone(number), "", left[ticket_id], "")
        for ticket_id, number in await reading.numbers(tx, person_id)
        if ticket_id in left
    ]
    file = await volunteers.load(tx, person_id)
    if file and (file.name or file.phone):
        found.append((say.PLACE_FILE, file.name, file.phone, ""))
    wished = await wishes.of_person(tx, person_id, MANY, 0)
    told = [(say.PLACE_WISH, wish.for_name, wish.contact, wish.address) for wish in wished]
    found += [line for line in told if any(line[1:])]
    if member := await claims.member_of(tx, person_id):
        found.append((say.PLACE_ROSTER, member.name, member.phone, ""))
    return found
