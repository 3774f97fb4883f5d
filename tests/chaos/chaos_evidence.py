"""What a run left behind: the store, what was owed to whom, what the sandbox was called with, when the bot died."""

import json
from dataclasses import dataclass

from chaos_bot import Life
from chaos_store import Row, Store
from chaos_town import TOKEN

from bot.channels.telegram.payload import Signer
from bot.domain.messages import Choice, Outbound
from bot.services.delivery import Parcel, unpack
from bot.storage.outbox import Queued

ARRIVED = ("ok", "timeout")
_SIGNER = Signer.for_token(TOKEN)


@dataclass(frozen=True, slots=True)
class Words:
    """A message as a chat shows it: text and what stands behind its buttons, which bear the draft's or ticket's id."""

    chat: str
    text: str
    buttons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Owed:
    """A message that a commit owed. `redraws` a card instead of showing it anew; `state` is what the outbox says."""

    id: int
    words: Words
    card: str | None = None
    redraws: bool = False
    prompt: str = ""
    state: str = "sent"


@dataclass(frozen=True, slots=True)
class Call:
    """An attempt to send, as the sandbox saw it, in its order. `outcome`: ok, an error code, or the fault that hit it;
    `fresh` for a new message, False for a redrawing."""

    n: int
    words: Words
    at: float
    outcome: str = "ok"
    fresh: bool = True

    @property
    def arrived(self) -> bool:
        """Whether the chat shows it."""
        return self.outcome in ARRIVED


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that the proof judges."""

    rows: dict[str, list[Row]]
    owed: list[Owed]
    calls: list[Call]
    answers_owed: dict[str, str]
    answered: list[str]
    lives: list[Life]


TABLES = (
    "inbox", "person", "ticket", "ticket_event", "ticket_note", "follower", "day_serial", "alert", "outbox", "due_work",
    "draft", "address",
)  # fmt: skip


async def gather(store: Store, calls: list[Row], lives: list[Life]) -> Evidence:
    """Read the store of a bot that has stopped, beside the sandbox's log of calls."""
    rows = {table: await store.rows(f"SELECT * FROM {table}") for table in TABLES}
    owed = await store.rows("SELECT owed.*, state FROM owed JOIN outbox USING (id) ORDER BY owed.id")
    answers = [call for call in calls if call["method"].lower() == "answercallbackquery"]
    return Evidence(
        rows=rows,
        owed=[_owed(row) for row in owed if row["kind"] == "message"],
        calls=[_call(call) for call in calls if call["method"].lower() in ("sendmessage", "editmessagetext")],
        answers_owed={json.loads(row["body"])["answers"]: row["state"] for row in owed if row["kind"] == "answer"},
        answered=_answered(answers),
        lives=lives,
    )


def _answered(answers: list[Row]) -> list[str]:
    """The presses that were answered, each as often as it was; once, too, where that came too late for the platform."""
    arrived = [call["parameters"]["callback_query_id"] for call in answers if call["outcome"] in ARRIVED]
    late = {call["parameters"]["callback_query_id"] for call in answers if call["outcome"] == "400"} - set(arrived)
    return [*arrived, *sorted(late)]


def _owed(row: Row) -> Owed:
    queued = Queued(
        **{name: row[name] for name in ("id", "chat", "person_id", "kind", "body", "urgency", "card")},
        channel="telegram",
        expires_at=None,
    )
    message = _message(unpack(queued))
    sealed = tuple(_sealed(choice, row["chat"]) for line in message.choices for choice in line)
    words = Words(row["chat"], message.prompt.text(), sealed)
    return Owed(row["id"], words, row["card"], message.edits, type(message.prompt).__name__, row["state"])


def _message(parcel: Parcel) -> Outbound:
    assert isinstance(parcel.message, Outbound)
    return parcel.message


def _sealed(choice: Choice, chat: str) -> str:
    return _SIGNER.seal(choice, chat)


def _call(call: Row) -> Call:
    said = call["parameters"]
    markup = said.get("reply_markup") or "{}"
    rows = (json.loads(markup) if isinstance(markup, str) else markup).get("inline_keyboard", [])
    buttons = tuple(button["callback_data"] for row in rows for button in row)
    words = Words(str(said["chat_id"]), said["text"], buttons)
    return Call(call["n"], words, call["at"], call["outcome"], call["method"].lower() == "sendmessage")
