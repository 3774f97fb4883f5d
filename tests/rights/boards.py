"""公示 as these tests see it: what stands there, what was written down of it, the button that publishes."""

import json

from bot.domain.messages import Reply
from bot.services.board_preview import PREVIEW, digest
from bot.storage import asked as rows_asked
from bot.storage import audit, published
from bot.storage.database import Tx
from bot.storage.published import Published
from tests.conversations.town import LISTED, PUBLISHED
from tests.handlers.hall import Hall
from tests.services.owners import press, somebody

MANAGER = PUBLISHED[2]


async def entries(hall: Hall, unit_id: str = "cuihu") -> list[Published]:
    return await hall.db.read(published.of_units, [unit_id])


async def publish(hall: Hall, who: int) -> list[Reply]:
    """The button under what residents will read."""
    asked = await hall.db.read(rows_asked.load, await hall.db.write(somebody, who))
    assert asked and asked.kind == PREVIEW
    return await press(hall, who, "bd_go", f"{json.loads(asked.subject)[0]}~{digest(asked.subject)}", 0)


async def written(hall: Hall) -> list[tuple[str, str, str]]:
    rows = [row for row in await hall.db.read(audit.portion, 0) if row.what == "published"]
    return [(row.who, row.about, row.facts) for row in rows]


async def claim(tx: Tx, who: int) -> str:
    """They are the one on the office's list; their id."""
    person = await somebody(tx, who)
    await tx.execute("UPDATE roster SET person_id = ? WHERE key = ?", (person, LISTED.key))
    return person


async def dismiss(tx: Tx) -> None:
    await tx.execute("DELETE FROM post WHERE role = 'secretary'")
