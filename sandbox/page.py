"""The chat page's files, read anew each time so that a change shows at once."""

from pathlib import Path

from aiohttp import web

FOLDER = Path(__file__).parent / "page"
FRESH = {"Cache-Control": "no-cache"}
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".png": "image/png",
    ".woff2": "font/woff2",
}


async def index(_request: web.Request) -> web.Response:
    if not (FOLDER / "index.html").is_file():
        return web.Response(text="The sandbox is running; its chat page is not installed.\n", headers=FRESH)
    return _file("index.html")


async def page_file(request: web.Request) -> web.Response:
    return _file(request.match_info["name"])


def _file(name: str) -> web.Response:
    path = (FOLDER / name).resolve()
    if not path.is_relative_to(FOLDER.resolve()) or path.suffix not in TYPES or not path.is_file():
        raise web.HTTPNotFound(text="no such file\n")
    return web.Response(body=path.read_bytes(), headers=FRESH | {"Content-Type": TYPES[path.suffix]})
