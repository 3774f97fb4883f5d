"""The people's HTTP interface: what a phone does, for the page and for scripts."""

from typing import Any

from aiohttp import web

from sandbox.acts import Refused, block, edit, press, say, text_of
from sandbox.api import stored_file
from sandbox.bodies import read_json, read_params
from sandbox.chats import Chat, Person
from sandbox.http import answer
from sandbox.listing import chat_answer, events_answer, said
from sandbox.sayings import around, contents
from sandbox.stream import stream_events
from sandbox.wire import JSON
from sandbox.world import World


class People:
    """Handlers under `/people`, the posters, and the files people see."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def index(self, _request: web.Request) -> web.Response:
        people = [person.listed() for person in self._world.people.values()]
        return answer({"bot": self._world.bot, "people": people, "posters": self._world.posters})

    async def settle(self, request: web.Request) -> web.Response:
        body = await read_json(request)
        people = [Person(**item) for item in (body if isinstance(body, list) else [body])]
        if any(person.id <= 0 for person in people):
            raise Refused(400, "a person's id is a positive number")
        for person in people:
            self._world.settle(person)
        return answer({"people": [person.listed() for person in people]})

    async def put_posters(self, request: web.Request) -> web.Response:
        posters = await read_json(request)
        self._world.posters = [{"label": str(item["label"]), "payload": str(item["payload"])} for item in posters]
        return answer({"posters": self._world.posters})

    def _chat(self, request: web.Request) -> tuple[Chat, JSON]:
        person = self._world.people.get(int(request.match_info["id"]))
        if person is None:
            raise Refused(404, f"nobody has the id {request.match_info['id']}")
        chat = self._world.chats[person.id]
        return chat, chat.user

    async def send(self, request: web.Request) -> web.Response:
        chat, user = self._chat(request)
        params = await read_params(request)
        if params.has("edit"):
            return said([edit(self._world, chat, params.integer("edit"), params.text("text"))])
        found = contents(self._world, params)
        beside = around(self._world, params, len(found))
        return said([say(self._world, chat, user, content, beside) for content in found])

    async def press(self, request: web.Request) -> web.Response:
        chat, user = self._chat(request)
        asked: dict[str, Any] = await read_json(request)
        query_id = press(self._world, chat, user, asked.get("message_id"), asked.get("data"), asked.get("label"))
        return answer({"callback_query_id": query_id})

    async def start(self, request: web.Request) -> web.Response:
        """As pressing START on a phone: unblocks, and sends /start with what the link bears."""
        chat, user = self._chat(request)
        params = await read_params(request)
        block(self._world, chat, user, blocked=False)
        return said([say(self._world, chat, user, text_of(f"/start {params.text('payload')}".rstrip()))])

    async def block(self, request: web.Request) -> web.Response:
        chat, user = self._chat(request)
        block(self._world, chat, user, blocked=request.path.endswith("/block"))
        return answer({"blocked": chat.blocked})

    async def chat(self, request: web.Request) -> web.Response:
        chat, user = self._chat(request)
        return chat_answer(self._world, chat, self._world.commands.shown_to(chat.id, user["language_code"]))

    async def events(self, request: web.Request) -> web.Response:
        chat, _ = self._chat(request)
        return await events_answer(self._world, chat, request)

    async def stream(self, request: web.Request) -> web.StreamResponse:
        return await stream_events(self._world, request)

    async def media(self, request: web.Request) -> web.Response:
        return stored_file(self._world, request.match_info["name"])
