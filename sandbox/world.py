"""The sandbox's one state, and the few ways in which it changes."""

import random
from typing import Any

from sandbox.calls import Calls
from sandbox.chats import Chat, Message, Person
from sandbox.clock import Clock
from sandbox.commands import Commands
from sandbox.faults import Faults
from sandbox.feed import Feed
from sandbox.files import Files
from sandbox.limits import Limits
from sandbox.presses import Presses
from sandbox.updates import Updates
from sandbox.webhook import Webhook
from sandbox.wire import JSON, dumps


class World:
    """Everything the sandbox knows. One thread (the event loop's) touches it."""

    def __init__(self, token: str, seed: int, *, limits: bool, in_order: bool) -> None:
        self.token = token
        self.clock = Clock()
        self.dice = random.Random(seed)  # noqa: S311 - chance that can be repeated is the point
        self.bot = bot_user(token)
        self.profile: JSON = {}
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.posters: list[JSON] = []
        self.files = Files()
        self.feed = Feed()
        self.updates = Updates(self.clock, self.clock.number(per_second=10))
        self.webhook = Webhook(self.updates, self.clock, in_order=in_order)
        self.presses = Presses(self.clock)
        self.commands = Commands()
        self.calls = Calls()
        self.faults = Faults(self.dice)
        self.limits = Limits(self.clock) if limits else None

    def settle_group(self, group_id: int, title: str, members: list[int]) -> Chat:
        """Let a group exist with the bot in it; the bot hears of a new one."""
        new = group_id not in self.chats
        chat = self.chats.setdefault(group_id, self._new_chat(group_id))
        chat.started = True
        chat.body = {"id": group_id, "title": title, "type": "supergroup"}
        chat.members = frozenset(members)
        if new and members:
            self.tell_membership(chat, self.people[members[0]].user(), "left", "member")
        return chat

    def tell_membership(self, chat: Chat, sender: JSON, old: str, new: str) -> None:
        """Tell the bot by `my_chat_member` that its own standing in a chat changed."""
        head = {"chat": chat.body, "from": sender, "date": int(self.clock.now())}
        ends = {"until_date": 0}
        members = [{"user": self.bot, "status": status} | (ends if status == "kicked" else {}) for status in (old, new)]
        body = head | {"old_chat_member": members[0], "new_chat_member": members[1]}
        self.updates.add("my_chat_member", chat.id, dumps(body))

    def _new_chat(self, chat_id: int) -> Chat:
        return Chat(chat_id, {}, {}, last_message_id=self.clock.number(per_second=1))

    def settle(self, person: Person) -> None:
        """Let a person exist, or be known by a new name; what they wrote stays."""
        self.people[person.id] = person
        chat = self.chats.setdefault(person.id, self._new_chat(person.id))
        chat.body, chat.user = person.chat(), person.user()

    def post(
        self,
        chat: Chat,
        content: JSON,
        *,
        sender: JSON | None = None,
        keyboard: JSON | None = None,
        silent: bool = False,
    ) -> Message:
        """Put a new message into a chat and tell those who watch; `sender` is None for the bot.

        `keyboard` is the reply keyboard markup that came with it, if any; `silent`: the phone stays quiet.
        """
        chat.last_message_id += 1
        out = sender is not None
        head: JSON = {
            "message_id": chat.last_message_id,
            "from": sender or self.bot,
            "chat": chat.body,
            "date": int(self.clock.now()),
        }
        raw, editable = dumps(head | content), not out and keyboard is None
        message = Message(chat.last_message_id, raw, out, editable=editable, silent=silent)
        chat.keep(message)
        self.feed.publish(chat.id, "message", message.seen)
        if keyboard is not None:
            chat.keyboard = keyboard if "keyboard" in keyboard or "force_reply" in keyboard else None
            self.feed.publish(chat.id, "keyboard", reply_keyboard=chat.keyboard)
        return message

    def change(self, chat: Chat, old: Message, body: JSON) -> Message:
        """Put an edited message in the place of an old one."""
        message = Message(old.id, dumps(body), old.out, old.editable, old.silent)
        chat.keep(message)
        self.feed.publish(chat.id, "edit", message.seen)
        return message

    def remove(self, chat: Chat, message_id: int) -> None:
        """Delete a message for everyone."""
        del chat.messages[message_id]
        gone = {"message_id": message_id, "chat": chat.body, "date": 0}
        self.feed.publish(chat.id, "delete", dumps(gone))

    async def close(self) -> None:
        """Let everyone who waits go, so that the server can stop."""
        self.feed.close()
        self.updates.release()
        await self.webhook.stop()

    async def forget(self) -> None:
        """Back to the beginning, but for the people and posters; running numbers go on."""
        for part in (self.files, self.feed, self.updates, self.presses, self.commands, self.calls, self.faults):
            part.clear()
        await self.webhook.stop()
        self.profile = {}
        self.chats = {}
        for person in self.people.values():
            self.settle(person)


def bot_user(token: str) -> dict[str, Any]:
    """Who the bot is: its id is the token's first part, as on Telegram."""
    number = token.split(":", 1)[0]
    return {
        "id": int(number) if number.isdigit() else 424242,
        "is_bot": True,
        "first_name": "吹哨",
        "username": "chuishao_bot",
    }
