"""The report being written, as facts; and what a message adds to it."""

import json
from dataclasses import dataclass, replace
from functools import cache

from pydantic import TypeAdapter

from bot.domain.afterthoughts import place_after
from bot.domain.messages import MediaRef
from bot.domain.people import Unit
from bot.domain.places import building_of
from bot.domain.tickets import Severity, WayIn
from bot.fsm.report import S
from bot.services.turn import Reading
from bot.storage import drafts
from bot.storage.database import Tx

# They want to become a volunteer.
JOIN = "vjoin"
# They want to know whom to ask; the names come as soon as it is known where they live.
WHO = "who"
_COLUMNS = {"id", "state", "version", "changed_at"}
_ORDER = (Severity.NORMAL, Severity.URGENT, Severity.DANGER)


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft between two steps.

    `chosen` and `placed`: the person set it themselves, nothing guessed replaces it; `guessed`: what we had taken it
    for. `danger`: the kind that was told, until they say that it is none. `album`: the one that their last files
    belonged to. `answers`: (question, answer), an empty answer for one that was passed over. `own`: tickets of theirs
    that this may belong to; `ticket_id`: the one that it does, or that they want to join. `similar`: what neighbours
    reported and desks announced alike; `seen`: those already shown. `parts`: the problems that it may be divided into;
    `whole`: they were asked that. `rest`: the others, reported one by one once this one is. `only_home`: they came to
    say where they live; `building`: which one is theirs. `waiting`, `waiting_files`: what they said while asked whether
    to go on with it. `round_id`: the patrol or visit on which it was found. `reminded`: they were, once.
    `then`: what they came for, and go on with once it is known where they live. `estate`: by which of its further
    names they called the compound. `among`: those that share the name they used, and by which of its own each bears
    it; until they have said which, the report is in none. `misnamed`: the name they used, where no compound bears it.
    `suggested`: the compounds that they may have meant, as the buttons bear them.
    `number`: one that was taken out of words or place, offered as the one to call.
    """

    id: str
    state: S = S.NEW
    version: int = 0
    words: str = ""
    category: str = ""
    because: tuple[str, ...] = ()
    likely: tuple[str, ...] = ()
    sure: bool = False
    clear: bool = False
    chosen: bool = False
    guessed: str = ""
    severity: Severity = Severity.NORMAL
    danger: str = ""
    place: str = ""
    placed: bool = False
    pin: tuple[float, ...] = ()
    files: tuple[MediaRef, ...] = ()
    album: str = ""
    compound_id: str | None = None
    estate: str = ""
    among: tuple[tuple[str, str], ...] = ()
    misnamed: str = ""
    suggested: tuple[str, ...] = ()
    way_in: WayIn = WayIn.CHAT
    answers: tuple[tuple[str, str], ...] = ()
    own: tuple[str, ...] = ()
    ticket_id: str = ""
    similar: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    parts: "tuple[Draft, ...]" = ()
    whole: bool = False
    rest: "tuple[Draft, ...]" = ()
    only_home: bool = False
    building: str = ""
    waiting: Reading | None = None
    waiting_files: tuple[MediaRef, ...] = ()
    anonymous: bool = False
    contact: str = ""
    number: str = ""
    entered_by: str = ""
    round_id: str = ""
    reminded: bool = False
    then: str = ""
    changed_at: int = 0

    def with_words(self, reading: Reading, most: int) -> "Draft":
        """With a further sentence: the first one that we understood decides the category, the gravest how soon.

        At most `most` characters are kept in all.
        """
        understood = self.chosen or (bool(self.words) and (self.clear or not reading.clear))
        added = replace(
            self,
            words=f"{self.words}\n{reading.words}"[:most] if self.words else reading.words[:most],
            severity=max(self.severity, reading.severity, key=_ORDER.index),
            danger=self.danger or reading.danger or "",
            place=place_after(self.place, reading.words),
        )
        return added if understood else added.understood_as(reading)

    def with_other_words(self, reading: Reading, most: int) -> "Draft":
        """With these words instead of those said so far; what the person set themselves stays."""
        place = self.place if self.placed else reading.place or self.place
        words, danger = reading.words[:most], reading.danger or ""
        said = replace(self, words=words, severity=reading.severity, danger=danger, place=place, parts=(), misnamed="")
        return said if self.chosen else said.understood_as(reading)

    def in_house(self, house: str) -> "Draft":
        """With the house that they named where asked for their compound; one that they named before stays.

        Before they told anything it is where they live, and nothing is wrong there.
        """
        if self.only_home or not self.says_something:
            return self
        apart = house and not building_of(self.place)
        return replace(self, place=f"{house} {self.place}".strip() if apart else place_after(self.place, house))

    def suggesting(self, compounds: tuple[str, ...]) -> "Draft":
        """With these as the compounds that they may have meant."""
        return self if compounds == self.suggested else replace(self, suggested=compounds)

    def understood_as(self, reading: Reading) -> "Draft":
        """With the category that `reading` suggests."""
        return replace(
            self,
            category=reading.category,
            because=reading.because,
            likely=reading.likely,
            sure=reading.sure,
            clear=reading.clear,
        )

    def with_category(self, category: str) -> "Draft":
        """With the category that the person chose; why we had guessed another no longer matters."""
        because = self.because if category == self.category else ()
        guessed = self.guessed or self.category
        return replace(self, category=category, because=because, sure=True, clear=True, chosen=True, guessed=guessed)

    def with_files(self, files: tuple[MediaRef, ...], most: int) -> "Draft":
        """With further files, each once, at most `most` in all."""
        known = {ref.unique_id for ref in self.files}
        fresh = tuple(ref for ref in files if ref.unique_id not in known)
        return replace(self, files=(*self.files, *fresh)[:most])

    def at(self, compound: Unit, estate: str = "") -> "Draft":
        """In this compound, called by the name of this estate; one that was named there before stays."""
        before = self.estate if compound.id == self.compound_id else dict(self.among).get(compound.id, "")
        return replace(self, compound_id=compound.id, estate=estate or before, among=(), misnamed="")

    def at_one_of(self, among: tuple[tuple[str, str], ...]) -> "Draft":
        """In one of several compounds of one name; whoever must act before it is known which reads that name."""
        estate = next((name for _, name in among if name), "")
        return replace(self, compound_id=None, estate=estate, among=among, misnamed="")

    @property
    def where(self) -> str:
        """The place as others read it, who must know in which estate a house is."""
        return self.place if self.estate in self.place else f"{self.estate} {self.place}".strip()

    def without_file(self, unique_id: str) -> "Draft":
        """Without one that nobody can see."""
        kept = tuple(ref for ref in self.files if ref.unique_id != unique_id)
        waiting = tuple(ref for ref in self.waiting_files if ref.unique_id != unique_id)
        return replace(self, files=kept, waiting_files=waiting)

    @property
    def tells_danger(self) -> bool:
        """Whether life may be in danger: then nothing holds it up."""
        return bool(self.danger) or self.severity is Severity.DANGER

    @property
    def says_something(self) -> bool:
        """Whether anything was told at all."""
        return bool(self.words or self.files or self.pin or self.contact)

    @property
    def is_untouched(self) -> bool:
        """Whether it was opened and nothing was put into it yet: nobody waits for its next step."""
        return not (self.says_something or self.ticket_id or self.danger)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Of the files: photo, voice, video …"""
        return tuple(ref.kind for ref in self.files)

    @property
    def offered(self) -> str:
        """The number that was taken out of what they said, while none was left to call; empty for who is anonymous."""
        return "" if self.contact or self.anonymous else self.number

    @property
    def spoken(self) -> str:
        """Place, words and answers, as the routing rules read them."""
        return " ".join(filter(None, (self.place, self.words, *self.answered)))

    @property
    def answered(self) -> tuple[str, ...]:
        """The answers given, in the order of the questions."""
        return tuple(answer for _, answer in self.answers if answer)


@cache
def _shape() -> TypeAdapter[Draft]:
    """A draft as JSON; what an older one lacks was not known when it was stored."""
    return TypeAdapter(Draft)


async def load(tx: Tx, person_id: str) -> Draft | None:
    """What they are writing; None where they write nothing."""
    row = await drafts.load(tx, person_id)
    if row is None:
        return None
    columns = {"id": row.id, "state": row.state, "version": row.version, "changed_at": row.updated_at}
    return _shape().validate_python({**json.loads(row.data), **columns})


async def save(tx: Tx, person_id: str, draft: Draft, now: int) -> None:
    """Keep it until the next message."""
    data = _shape().dump_json(draft, exclude=_COLUMNS, exclude_defaults=True).decode()
    row = drafts.DraftRow(draft.id, person_id, draft.state, data, draft.version, updated_at=now)
    await drafts.save(tx, row)
