"""Everybody's events as Server-Sent Events, for the page."""

import contextlib

from aiohttp import web

from sandbox.world import World

HEARTBEAT = 15.0


async def stream_events(world: World, request: web.Request) -> web.StreamResponse:
    """`id:` is the running number; a reader who reconnects goes on after `Last-Event-ID`, one without it from now."""
    wanted = request.headers.get("Last-Event-ID") or request.query.get("after")
    after = int(wanted) if wanted else world.feed.seq
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    with contextlib.suppress(ConnectionResetError):
        await response.write(b"retry: 1000\n\n")
        while not world.feed.closed:
            events = await world.feed.all.wait(after, HEARTBEAT)
            lines = "".join(f"id: {event.seq}\ndata: {event.text}\n\n" for event in events)
            await response.write(lines.encode() or b": still here\n\n")
            after = events[-1].seq if events else after
    return response
