"""The control side: faults, raw updates, the log of calls, the clock, starting anew."""

from typing import Any

from aiohttp import web

from sandbox.bodies import read_json
from sandbox.faults import read_fault
from sandbox.http import answer, text_answer
from sandbox.world import World


class Control:
    """Handlers under `/control`."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def put_faults(self, request: web.Request) -> web.Response:
        """Add rules after those in force."""
        body: Any = await read_json(request)
        rules = [read_fault(item) for item in (body if isinstance(body, list) else [body])]
        self._world.faults.rules.extend(rules)
        return answer({"faults": len(self._world.faults.rules)})

    async def drop_faults(self, _request: web.Request) -> web.Response:
        self._world.faults.clear()
        return answer({"faults": 0})

    async def seed(self, request: web.Request) -> web.Response:
        body: Any = await read_json(request)
        self._world.dice.seed(int(body["seed"]))
        return answer({"seed": int(body["seed"])})

    async def put_updates(self, request: web.Request) -> web.Response:
        """Queue things raw, half characters and all."""
        body: Any = await request.json()
        for thing in body if isinstance(body, list) else [body]:
            self._world.updates.add_raw(thing)
        return await self.updates(request)

    async def updates(self, _request: web.Request) -> web.Response:
        updates = self._world.updates
        return answer({"pending": len(updates.pending), "confirmed": updates.confirmed})

    async def calls(self, request: web.Request) -> web.Response:
        calls = self._world.calls
        found = calls.after(int(request.query.get("after", 0)), request.query.get("method"))
        listed = ",".join(call.listed() for call in found)
        return text_answer(f'{{"calls":[{listed}],"last":{calls.last}}}')

    async def clock(self, request: web.Request) -> web.Response:
        """Move the sandbox's time forward by `{"advance": seconds}`."""
        body: Any = await read_json(request)
        self._world.clock.advance(float(body["advance"]))
        return answer({"now": self._world.clock.now()})

    async def reset(self, _request: web.Request) -> web.Response:
        await self._world.forget()
        return answer({"people": len(self._world.people)})
