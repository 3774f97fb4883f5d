"""The server as a whole: where it listens, how it starts and stops, what it serves, and that it stays quick."""

import asyncio
import json
import signal
import socket
import sys
from asyncio.subprocess import PIPE
from pathlib import Path

import pytest
import typer
from aiohttp import ClientSession, FormData
from conftest import AUNT
from typer.testing import CliRunner

from sandbox import NotLoopback, Sandbox, page
from sandbox.__main__ import main
from sandbox.client import Phone, SandboxClient
from sandbox.feed import KEPT_PER_CHAT
from sandbox.methods import METHODS, find_method

PROMISED = """
    getMe getUpdates setWebhook deleteWebhook getWebhookInfo logOut close
    sendMessage editMessageText editMessageCaption editMessageReplyMarkup editMessageMedia
    deleteMessage deleteMessages answerCallbackQuery
    sendPhoto sendDocument sendVoice sendVideo sendMediaGroup sendLocation sendVenue sendContact sendChatAction
    copyMessage forwardMessage getFile setMyCommands getMyCommands deleteMyCommands
    setMyDescription setMyShortDescription getChat setChatMenuButton
"""


def test_every_promised_method_is_in_the_table() -> None:
    assert set(PROMISED.split()) <= METHODS.keys()
    assert find_method("sendmessage") == ("sendMessage", METHODS["sendMessage"])


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "example.org", "::"])
def test_it_listens_on_loopback_only(host: str) -> None:
    with pytest.raises(NotLoopback, match="loopback only"):
        Sandbox(host)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.0.0.9"])
async def test_a_free_port_is_taken_and_said(host: str) -> None:
    async with Sandbox(host) as sandbox, SandboxClient(sandbox.url) as client:
        assert not sandbox.url.endswith(":0")
        assert await client.people() == []


async def test_a_port_in_use_is_an_error_and_leaves_nothing_open() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(OSError, match="address already in use"):
            async with Sandbox(port=taken.getsockname()[1]):
                pass


async def test_parameters_are_read_however_they_are_sent(sandbox: Sandbox, phone: Phone) -> None:
    url, wanted = f"{sandbox.url}/bot{sandbox.token}/sendMessage", {"chat_id": "1001", "text": "好 + 好"}
    parts = FormData(wanted)
    parts.add_field("file", b"x", filename="x")
    async with ClientSession() as session:
        for way in ({"params": wanted}, {"data": wanted}, {"json": wanted}, {"data": parts}):
            async with session.post(url, **way) as response:
                assert (await response.json())["result"]["text"] == "好 + 好"
        async with session.get(url, params=wanted) as response:
            assert (await response.json())["ok"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [(b"{", "application/json"), (b"[]", "application/json"), (b"\xff=1", "application/x-www-form-urlencoded")],
)
async def test_bodies_that_cannot_be_read(sandbox: Sandbox, body: bytes, kind: str) -> None:
    async with ClientSession() as session:
        url = f"{sandbox.url}/bot{sandbox.token}/getMe"
        async with session.post(url, data=body, headers={"Content-Type": kind}) as response:
            assert (await response.json())["error_code"] == 400


async def test_the_page_is_served_fresh(sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "FOLDER", tmp_path / "page")
    async with ClientSession() as session:
        async with session.get(f"{sandbox.url}/") as response:
            assert (response.status, "not installed" in await response.text()) == (200, True)
        (tmp_path / "page").mkdir()
        (tmp_path / "page" / "index.html").write_text("<title>吹哨</title>", "utf-8")
        (tmp_path / "page" / "app.js").write_text("export {}", "utf-8")
        (tmp_path / "secret.js").write_text("no", "utf-8")
        for path, kind in (("/", "text/html"), ("/page/app.js", "text/javascript")):
            async with session.get(sandbox.url + path) as response:
                assert (response.status, response.content_type, response.charset) == (200, kind, "utf-8")
                assert response.headers["Cache-Control"] == "no-cache"
        for path in ("/page/none.js", "/page/..%2fsecret.js"):
            async with session.get(sandbox.url + path) as response:
                assert response.status == 404


async def test_logs_are_bounded(sandbox: Sandbox, phone: Phone) -> None:
    world = sandbox.world
    for n in range(KEPT_PER_CHAT + 50):
        world.post(world.chats[phone.id], {"text": str(n)})
    assert len(world.chats[phone.id].messages) == KEPT_PER_CHAT
    assert len(world.feed.of(phone.id).after(0)) == KEPT_PER_CHAT
    assert (await phone.chat())["messages"][-1]["text"] == str(KEPT_PER_CHAT + 49)


def test_alone_it_refuses_other_hosts_with_code_2() -> None:
    app = typer.Typer()
    app.command()(main)
    result = CliRunner().invoke(app, ["--host", "0.0.0.0"])
    assert (result.exit_code, "loopback only" in result.output) == (2, True)


async def test_alone_it_says_where_its_page_is_and_stops_when_told(tmp_path: Path) -> None:
    people = tmp_path / "people.json"
    people.write_text(json.dumps([AUNT]), "utf-8")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sandbox", "--port", "0", "--people", str(people), stdout=PIPE
    )
    assert process.stdout is not None
    async with asyncio.timeout(20):
        url = (await process.stdout.readline()).decode().split()[-1].rstrip("/")
        async with SandboxClient(url) as client:
            assert [person["first_name"] for person in await client.people()] == ["王阿姨"]
            process.send_signal(signal.SIGTERM)
            await process.communicate()
    assert process.returncode == 0
