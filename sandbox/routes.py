"""Every route of the sandbox, in one table: the bot's, the page's, the people's, the groups', the control side's."""

from aiohttp import web

from sandbox import page
from sandbox.api import BotApi
from sandbox.control import Control
from sandbox.groups import Groups
from sandbox.http import guarded
from sandbox.people import People
from sandbox.world import World


def routes(world: World) -> list[web.RouteDef]:
    """The bot's first: they are called most."""
    return [*_bots(world), *_pages(), *_peoples(world), *_groups(world), *_controls(world)]


def _bots(world: World) -> list[web.RouteDef]:
    bot = BotApi(world)
    return [
        web.route("*", "/bot{token:[^/]*}/{method}", bot.call),
        web.get("/file/bot{token:[^/]*}/{path:.+}", bot.download),
    ]


def _pages() -> list[web.RouteDef]:
    return [web.get("/", page.index), web.get("/page/{name:.+}", page.page_file)]


def _peoples(world: World) -> list[web.RouteDef]:
    people, one = People(world), r"/people/{id:\d+}"
    return [
        web.get("/people", guarded(people.index)),
        web.post("/people", guarded(people.settle)),
        web.post("/posters", guarded(people.put_posters)),
        web.post(f"{one}/send", guarded(people.send)),
        web.post(f"{one}/press", guarded(people.press)),
        web.post(f"{one}/start", guarded(people.start)),
        web.post(f"{one}/block", guarded(people.block)),
        web.post(f"{one}/unblock", guarded(people.block)),
        web.get(f"{one}/chat", guarded(people.chat)),
        web.get(f"{one}/events", guarded(people.events)),
        web.get("/events", guarded(people.stream)),
        web.get("/media/{name}", guarded(people.media)),
    ]


def _groups(world: World) -> list[web.RouteDef]:
    groups, one = Groups(world), r"/groups/{id:-\d+}"
    return [
        web.post("/groups", guarded(groups.settle)),
        web.post(f"{one}/send", guarded(groups.send)),
        web.post(f"{one}/press", guarded(groups.press)),
        web.get(f"{one}/chat", guarded(groups.chat)),
        web.get(f"{one}/events", guarded(groups.events)),
    ]


def _controls(world: World) -> list[web.RouteDef]:
    control = Control(world)
    return [
        web.post("/control/faults", guarded(control.put_faults)),
        web.delete("/control/faults", guarded(control.drop_faults)),
        web.post("/control/seed", guarded(control.seed)),
        web.post("/control/updates", guarded(control.put_updates)),
        web.get("/control/updates", guarded(control.updates)),
        web.get("/control/calls", guarded(control.calls)),
        web.post("/control/clock", guarded(control.clock)),
        web.post("/control/reset", guarded(control.reset)),
    ]
