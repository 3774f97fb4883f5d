"""The report being written, as facts; and what a message adds to it."""

import json
from dataclasses import asdict, dataclass, replace

from bot.domain.messages import MediaRef
from bot.domain.tickets import Severity, WayIn
from bot.fsm.report import S
from bot.services.turn import Reading
from bot.storage import drafts
from bot.storage.database import Tx

_ORDER = (Severity.NORMAL, Severity.URGENT, Severity.DANGER)


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft between two steps. `chosen` and `placed`: the person set it themselves, nothing guessed replaces it.

    `album` is the one that their last files belonged to.
    """

    id: str
    state: S = S.NEW
    version: int = 0
    words: str = ""
    category: str = ""
    because: tuple[str, ...] = ()
    likely: tuple[str, ...] = ()
    sure: bool = False
    chosen: bool = False
    severity: Severity = Severity.NORMAL
    place: str = ""
    placed: bool = False
    files: tuple[MediaRef, ...] = ()
    album: str = ""
    compound_id: str | None = None
    way_in: WayIn = WayIn.CHAT

    def with_words(self, words: str, reading: Reading, most: int) -> "Draft":
        """With a further sentence: the first one that we understood decides the category, the gravest how soon."""
        understood = self.chosen or (self.sure and bool(self.words)) or (bool(self.words) and not reading.sure)
        added = replace(
            self,
            words=f"{self.words}\n{words}"[:most] if self.words else words[:most],
            severity=max(self.severity, reading.severity, key=_ORDER.index),
            place=self.place or reading.place,
        )
        if understood:
            return added
        return replace(
            added, category=reading.category, because=reading.because, likely=reading.likely, sure=reading.sure
        )

    def with_category(self, category: str) -> "Draft":
        """With the category that the person chose; why we had guessed another no longer matters."""
        because = self.because if category == self.category else ()
        return replace(self, category=category, because=because, sure=True, chosen=True)

    def with_files(self, files: tuple[MediaRef, ...], most: int) -> "Draft":
        """With further files, each once, at most `most` in all."""
        known = {ref.unique_id for ref in self.files}
        fresh = tuple(ref for ref in files if ref.unique_id not in known)
        return replace(self, files=(*self.files, *fresh)[:most])


async def load(tx: Tx, person_id: str) -> Draft | None:
    """What they are writing; None where they write nothing."""
    row = await drafts.load(tx, person_id)
    if row is None:
        return None
    data = json.loads(row.data)
    return Draft(
        **{
            **data,
            "id": row.id,
            "state": S(row.state),
            "version": row.version,
            "severity": Severity(data["severity"]),
            "way_in": WayIn(data["way_in"]),
            "because": tuple(data["because"]),
            "likely": tuple(data["likely"]),
            "files": tuple(MediaRef(**ref) for ref in data["files"]),
        }
    )


async def save(tx: Tx, person_id: str, draft: Draft, now: int) -> None:
    """Keep it until the next message."""
    data = asdict(draft)
    for column in ("id", "state", "version"):
        del data[column]
    row = drafts.DraftRow(draft.id, person_id, draft.state, json.dumps(data, ensure_ascii=False), draft.version)
    await drafts.save(tx, row, now)
