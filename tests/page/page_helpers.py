"""What the page's tests hold in their hands: a bot they speak for, and phones as one sees them."""

from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession
from playwright.async_api import Error, Locator, Page

from sandbox import Sandbox
from sandbox.client import SandboxClient

Json = dict[str, Any]

RESIDENT, SECRETARY, VOLUNTEER, OTHER = 1001, 1002, 1003, 1004
PEOPLE: list[Json] = [
    {"id": RESIDENT, "first_name": "王阿姨", "note": "居民 · 翠湖苑"},
    {"id": SECRETARY, "first_name": "李书记", "note": "书记 · 翠湖苑"},
    {"id": VOLUNTEER, "first_name": "赵明", "note": "志愿者"},
    {"id": OTHER, "first_name": "陈师傅", "note": "物业"},
]
WIDE, SLIM = {"width": 1280, "height": 800}, {"width": 360, "height": 740}


def buttons(*rows: list[str]) -> Json:
    """An inline keyboard whose buttons send their own label."""
    return {"inline_keyboard": [[{"text": label, "callback_data": label} for label in row] for row in rows]}


class Bot:
    """The bot, played by the test over the Bot API."""

    def __init__(self, session: ClientSession, sandbox: Sandbox) -> None:
        self._session = session
        self._base = f"{sandbox.url}/bot{sandbox.token}/"
        self._offset = 0

    async def call(self, method: str, **params: Any) -> Any:
        async with self._session.post(self._base + method, json=params) as response:
            answer = await response.json()
        assert answer["ok"], answer
        return answer["result"]

    async def say(self, chat_id: int, text: str, **more: Any) -> Json:
        said: Json = await self.call("sendMessage", chat_id=chat_id, text=text, **more)
        return said

    async def hear(self, kind: str = "message") -> Json:
        """The next update of a kind; others that come before it are passed over."""
        while True:
            updates = await self.call("getUpdates", offset=self._offset, timeout=5, limit=1)
            assert updates, f"no {kind} came to the bot"
            self._offset = updates[0]["update_id"] + 1
            if kind in updates[0]:
                heard: Json = updates[0][kind]
                return heard


class PhoneView:
    """One phone on the page."""

    def __init__(self, page: Page, person: int) -> None:
        self.page = page
        self.element = page.locator(f"#phone-{person}")
        self.line = self.element.get_by_role("textbox", name="写消息")
        self.items = self.element.locator(".item")
        self.last = self.items.last
        self.sheet = self.element.get_by_role("dialog")

    def button(self, name: str) -> Locator:
        return self.element.get_by_role("button", name=name, exact=True)

    async def write(self, text: str) -> None:
        """As at a keyboard: into the line, then Enter."""
        await self.line.fill(text)
        await self.line.press("Enter")

    async def attach(self, what: str) -> None:
        await self.button("附件").click()
        await self.page.get_by_role("menuitem", name=what).click()


@dataclass
class Stage:
    """A sandbox with people who have all started the bot, and a browser page on it."""

    sandbox: Sandbox
    client: SandboxClient
    bot: Bot
    page: Page
    errors: list[str] = field(default_factory=list)
    """What went wrong in the page's own scripts."""

    def note_error(self, error: Error) -> None:
        self.errors.append(error.message)

    async def open(self, hash_: str = "") -> None:
        await self.page.goto(f"{self.sandbox.url}/{hash_}")
        await self.page.locator(".person").first.wait_for(state="attached")

    def phone(self, person: int) -> PhoneView:
        return PhoneView(self.page, person)

    async def settle(self) -> None:
        """Everybody exists and has pressed START; the bot has heard of it."""
        await self.client.settle(*PEOPLE)
        for person in PEOPLE:
            await self.client.phone(person["id"]).scan()
            await self.bot.hear()
