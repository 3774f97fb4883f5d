"""What is old goes by itself, in portions, and nothing else does; on both engines."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.config import Settings
from bot.domain.clock import to_millis
from bot.services.privacy import retention
from bot.services.privacy.retention import DAY_MS, RULES, follow, tidy
from bot.storage.clearing import NOBODY
from bot.storage.database import Database
from tests.conversations.town import MORNING
from tests.privacy.traces import ME, OPEN, TICKET, everything, leave_traces, trace

NIGHT = MORNING.replace(hour=3) + timedelta(days=1)
NOW = to_millis(NIGHT)


async def test_after_years_nobody_stands_behind_a_ticket(db: Database, settings: Settings) -> None:
    await db.write(leave_traces)
    await db.write(lambda tx: tx.execute("UPDATE ticket SET words = '3号楼2单元501漏水，13900000000'"))
    done = await tidy(db, settings, NIGHT)
    assert done["tickets"] == 1
    row = await db.read(lambda tx: tx.fetch_one("SELECT * FROM ticket WHERE id = ?", (TICKET,)))
    assert row
    assert (row["reporter_id"], row["words"], row["place"], row["contact"]) == (
        NOBODY,
        "3号楼漏水，（不公开）",
        "3号楼",
        None,
    )
    assert (await tidy(db, settings, NIGHT))["tickets"] == 0
    left = await db.read(everything)
    assert ME not in left["ticket_note"] + left["follower"] + left["ticket_event"]
    assert trace("ticket_media.file_id") not in left["ticket_media"]


OLD = {
    "links": "ticket_link",
    "calls": "volunteer_call",
    "bars": "bar",
    "looks": "contact_look",
    "file looks": "volunteer_look",
    "questions": "asked",
    "deeds": "deed",
    "tries": "code_try",
    "files": "volunteer",
    "poison": "inbox",
    "pictures": "picture",
}


async def test_old_rows_go(db: Database, settings: Settings) -> None:
    await db.write(leave_traces)
    before = await db.read(everything)
    done = {name: await follow(db, RULES[name], settings, NOW) for name in OLD}
    assert done == dict.fromkeys(OLD, 1)
    after = await db.read(everything)
    for table in OLD.values():
        assert len(after[table].splitlines()) == len(before[table].splitlines()) - 1
    assert [await follow(db, RULES[name], settings, NOW) for name in OLD] == [0] * len(OLD)


async def test_what_goes_on_is_left_alone(db: Database, settings: Settings) -> None:
    """An open ticket, a claimed wish, a file in force: however old."""
    await db.write(leave_traces)
    for change in (
        f"UPDATE ticket SET id = '{TICKET}', state = 'accepted'",
        "UPDATE wish SET state = 'open', claimer_id = NULL WHERE claimer_id IS NULL",
        "UPDATE volunteer SET state = 'active'",
        "UPDATE volunteer_call SET state = 'open'",
    ):
        await db.write(lambda tx, change=change: tx.execute(change))
    before = await db.read(everything)
    done = [await follow(db, RULES[name], settings, NOW) for name in ("tickets", "contacts", "files", "calls")]
    assert done == [0, 0, 0, 0]
    after = await db.read(everything)
    for table in ("ticket", "ticket_note", "volunteer", "volunteer_call"):
        assert after[table] == before[table]


async def test_young_ones_stay(db: Database, settings: Settings) -> None:
    await db.write(leave_traces)
    early = DAY_MS  # a day after everything happened in 1970
    for name, rule in RULES.items():
        if rule.key.startswith("retention."):
            assert await follow(db, rule, settings, early) == 0, name


async def test_a_thousand_in_portions(db: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "PAUSE_S", 0)
    await db.write(leave_traces)
    rows = [(f"{OPEN}{at}", at) for at in range(1001)]
    await db.write(
        lambda tx: tx.execute_many(
            "INSERT INTO ticket_link (code, ticket_id, expires_at) VALUES (?, 'ticket-over-1', ?)", rows
        )
    )
    asked: list[int] = []

    async def counted(tx: object, before: int, limit: int) -> int:
        asked.append(limit)
        return await RULES["links"].forget(tx, before, limit)  # type: ignore[arg-type]

    assert await follow(db, replace(RULES["links"], forget=counted), settings, NOW) == 1002
    assert set(asked) == {500}


async def test_by_day_only_what_is_at_once(db: Database, settings: Settings) -> None:
    assert set(await tidy(db, settings, MORNING)) == {name for name, rule in RULES.items() if rule.at_once}
