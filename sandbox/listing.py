"""How chats and events are listed over HTTP: JSON put together from texts that are already there."""

from aiohttp import web

from sandbox.chats import Chat, Message
from sandbox.http import text_answer
from sandbox.wire import JSON, dumps
from sandbox.world import World

LONGEST_WAIT = 60.0
"""Seconds."""
SHOWN = 300
"""Messages that a chat's listing has."""


def said(messages: list[Message]) -> web.Response:
    """What a person has just sent, as they see it."""
    return text_answer(f'{{"messages":[{",".join(message.seen for message in messages)}]}}')


def chat_answer(world: World, chat: Chat, commands: list[JSON]) -> web.Response:
    """The newest messages in order, the menu, the keyboard, and the running number to go on from."""
    messages = ",".join(message.seen for message in reversed(chat.newest_first(SHOWN)))
    facts = {
        "commands": commands,
        "reply_keyboard": chat.keyboard,
        "started": chat.started,
        "blocked": chat.blocked,
        "last": world.feed.seq,
    }
    return text_answer(f'{{"messages":[{messages}],{dumps(facts)[1:]}')


async def events_answer(world: World, chat: Chat, request: web.Request) -> web.Response:
    """A chat's events after a running number, waiting for the first if asked to."""
    after, wait = int(request.query.get("after", 0)), float(request.query.get("wait", 0))
    events = await world.feed.of(chat.id).wait(after, 0 if world.feed.closed else min(wait, LONGEST_WAIT))
    last = events[-1].seq if events else after
    return text_answer(f'{{"events":[{",".join(event.text for event in events)}],"last":{last}}}')
