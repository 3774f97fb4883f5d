"""Groups over HTTP: a room for what the bot should not take for a private chat."""

from typing import Any

from aiohttp import web

from sandbox.acts import Refused, press, say
from sandbox.bodies import read_json, read_params
from sandbox.chats import Chat
from sandbox.http import answer
from sandbox.listing import chat_answer, events_answer, said
from sandbox.sayings import around, contents
from sandbox.wire import JSON
from sandbox.world import World


class Groups:
    """Handlers under `/groups`; events of a group are listed under the group's id."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def settle(self, request: web.Request) -> web.Response:
        """Create a group with the bot in it, or change its title and members."""
        body: dict[str, Any] = await read_json(request)
        group_id, members = int(body["id"]), [int(member) for member in body.get("members", [])]
        if group_id >= 0 or not members or not self._world.people.keys() >= set(members):
            raise Refused(400, "a group has a negative id and at least one member, all of them known people")
        return answer(self._world.settle_group(group_id, str(body.get("title", "群")), members).body)

    def _chat(self, request: web.Request) -> Chat:
        chat = self._world.chats.get(int(request.match_info["id"]))
        if chat is None or chat.private:
            raise Refused(404, f"no group has the id {request.match_info['id']}")
        return chat

    def _member(self, chat: Chat, person_id: int) -> JSON:
        if person_id not in chat.members:
            raise Refused(403, f"{person_id} is not a member of this group")
        return self._world.people[person_id].user()

    async def send(self, request: web.Request) -> web.Response:
        chat = self._chat(request)
        params = await read_params(request)
        sender = self._member(chat, params.integer("from"))
        found = contents(self._world, params)
        beside = around(self._world, params, len(found))
        return said([say(self._world, chat, sender, content, beside) for content in found])

    async def press(self, request: web.Request) -> web.Response:
        chat = self._chat(request)
        asked: dict[str, Any] = await read_json(request)
        sender = self._member(chat, int(asked["from"]))
        query_id = press(self._world, chat, sender, asked.get("message_id"), asked.get("data"), asked.get("label"))
        return answer({"callback_query_id": query_id})

    async def chat(self, request: web.Request) -> web.Response:
        return chat_answer(self._world, self._chat(request), [])

    async def events(self, request: web.Request) -> web.Response:
        return await events_answer(self._world, self._chat(request), request)
