"""Messages into the outbox, in the same unit of work as what they tell of; and back out of it after a restart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TypeGuard

from pydantic_core import from_json, to_json

from bot.domain.messages import (
    Choice,
    Inbound,
    MediaRef,
    Menu,
    Outbound,
    Pressed,
    Prompt,
    Reply,
    Toast,
    Upload,
    Urgency,
)
from bot.storage import made_files, outbox, people
from bot.storage.database import Tx
from bot.storage.outbox import Envelope, Letter, Queued
from bot.texts.catalogue import facts_of, prompt_of

# Telegram forgets a callback query after 150 s; a notice that late would only puzzle.
ANSWER_LIFE_MS = 140_000
CLAIM_MS = 60_000
NO_FILES: Mapping[str, bytes] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Parcel:
    """A queued row with the message in it, as the sender takes it. `message` is None for an empty callback answer."""

    queued: Queued
    message: Outbound | Toast | Menu | None
    answers: str | None = None


@dataclass(frozen=True, slots=True)
class Wrapped:
    """What becomes a row, and the message in it."""

    envelope: Envelope
    message: Outbound | Toast | Menu | None
    answers: str | None = None

    def letter(self, token: str | None, now: int) -> Letter:
        """To be sent by `token` at once; nobody claims a broadcast."""
        if token is None or self.envelope.urgency >= Urgency.BROADCAST:
            return Letter(self.envelope, None, now)
        return Letter(self.envelope, token, now + CLAIM_MS)


async def post(
    tx: Tx,
    replies: Sequence[Reply],
    now: int,
    *,
    token: str | None,
    inbound: Inbound | None = None,
    files: Mapping[str, bytes] = NO_FILES,
) -> list[Parcel]:
    """Write `replies` and, for a press, its callback answer; what of it is claimed by `token`, to be sent at once.

    Broadcasts stay unclaimed in the store until the sender has room. A reply to somebody whom no address reaches is not
    written: there is nowhere to send it. `files`: the bytes of the uploads among them, by id.
    """
    there = await people.addresses_of(tx, {reply.to for reply in replies if _is_looked_up(reply, inbound)})
    wrapped = _answer(replies, now, inbound)
    wrapped += [
        Wrapped(envelope, reply)
        for reply in replies
        if not isinstance(reply, Toast) and (envelope := _envelope(reply, inbound, there))
    ]
    queued = await outbox.put_all(tx, [one.letter(token, now) for one in wrapped], now)
    for one, row in zip(wrapped, queued, strict=True):
        if isinstance(one.message, Outbound) and (upload := one.message.upload):
            await made_files.keep(tx, upload.id, row.id, files[upload.id], now)
    return [Parcel(row, one.message, one.answers) for one, row in zip(wrapped, queued, strict=True) if row.token]


def enveloped(message: Outbound, address: people.Address) -> Envelope:
    """A message as a row for `address`."""
    body = _dumps(_message_body(message))
    return Envelope(address.channel, address.key, message.to or None, "message", body, message.urgency, message.card)


def _envelope(reply: Outbound | Menu, inbound: Inbound | None, there: Mapping[str, people.Address]) -> Envelope | None:
    """None where it has nowhere to go. `there`: the addresses of whom it is meant for."""
    if isinstance(reply, Outbound):
        own = people.Address(inbound.channel, reply.chat) if inbound and reply.chat else there.get(reply.to)
        return enveloped(reply, own) if own else None
    here = people.Address(inbound.channel, inbound.chat) if inbound else None
    if at := there.get(reply.to) if reply.to else here:
        return Envelope(at.channel, at.key, None, "menu", _dumps({"commands": reply.commands}), Urgency.NOTICE)
    return None


def _is_looked_up(reply: Reply, inbound: Inbound | None) -> TypeGuard[Outbound | Menu]:
    """Whether it goes to a person, wherever they are, rather than into a chat."""
    match reply:
        case Outbound():
            return not (inbound and reply.chat)
        case Menu():
            return bool(reply.to)
        case _:
            return False


def _answer(replies: Sequence[Reply], now: int, inbound: Inbound | None) -> list[Wrapped]:
    """Every press is answered, else the button goes on spinning."""
    if inbound is None or not isinstance(inbound.content, Pressed) or inbound.content.answer is None:
        return []
    toast = next((reply for reply in replies if isinstance(reply, Toast)), None)
    body = {"answers": inbound.content.answer, **(_toast_body(toast) if toast else {})}
    envelope = Envelope(
        inbound.channel, inbound.chat, None, "answer", _dumps(body), Urgency.DANGER, expires_at=now + ANSWER_LIFE_MS
    )
    return [Wrapped(envelope, toast, inbound.content.answer)]


def unpack(queued: Queued) -> Parcel:
    """The message of a stored row. Raises `KeyError` or `TypeError` where no version of the texts knows its prompt."""
    body = from_json(queued.body)
    prompt = prompt_of(body["prompt"], body["facts"]) if "prompt" in body else None
    if queued.kind == "answer":
        toast = Toast(prompt, body["alert"]) if prompt else None
        return Parcel(queued, toast, body["answers"])
    if queued.kind == "menu":
        return Parcel(queued, Menu(tuple((name, words) for name, words in body["commands"])))
    return Parcel(queued, _message(queued, body, prompt))


def _message(queued: Queued, body: dict[str, Any], prompt: Prompt | None) -> Outbound:
    if prompt is None:
        raise KeyError("prompt")
    return Outbound(
        to=queued.person_id or "",
        prompt=prompt,
        choices=tuple(tuple(Choice(*choice) for choice in row) for row in body["choices"]),
        urgency=Urgency(queued.urgency),
        card=queued.card,
        edits=body["edits"],
        chat=queued.chat,
        media=tuple(MediaRef(*ref) for ref in body["media"]),
        # A row that an older version wrote may wait in the store without these.
        replaces=body.get("replaces", False),
        silent=body.get("silent", False),
        upload=Upload(*body["upload"]) if "upload" in body else None,
    )


def _message_body(reply: Outbound) -> dict[str, Any]:
    return {
        "prompt": type(reply.prompt).__name__,
        "facts": facts_of(reply.prompt),
        "choices": [[(c.what, c.which, c.version, c.label, c.url) for c in row] for row in reply.choices],
        "edits": reply.edits,
        "replaces": reply.replaces,
        "silent": reply.silent,
        "media": [(ref.kind, ref.file_id, ref.unique_id) for ref in reply.media],
        **({"upload": (reply.upload.id, reply.upload.kind, reply.upload.name)} if reply.upload else {}),
    }


def _toast_body(toast: Toast) -> dict[str, Any]:
    return {"prompt": type(toast.prompt).__name__, "facts": facts_of(toast.prompt), "alert": toast.alert}


def _dumps(body: dict[str, Any]) -> str:
    return to_json(body).decode()
