"""Speaking for the people over HTTP: for tests, benchmarks and scripts."""

from types import TracebackType
from typing import Any, Self

from aiohttp import ClientSession, ClientTimeout

from sandbox.phone import NothingCame, Phone
from sandbox.wire import JSON, dumps

__all__ = ["NothingCame", "Phone", "SandboxClient", "SandboxError"]


class SandboxError(Exception):
    """The sandbox refused; `status` is HTTP's, `facts` what it said."""

    def __init__(self, status: int, facts: JSON) -> None:
        super().__init__(f"{status}: {facts.get('error')}" + (f" {facts['labels']}" if "labels" in facts else ""))
        self.status = status
        self.facts = facts


class SandboxClient:
    """One sandbox, by its address."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._session: ClientSession | None = None
        self._phones: dict[int, Phone] = {}

    async def __aenter__(self) -> Self:
        self._session = ClientSession(json_serialize=dumps, timeout=ClientTimeout(total=120))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def ask(self, verb: str, path: str, **how: Any) -> JSON:
        """One request; SandboxError when refused."""
        if self._session is None:
            raise RuntimeError("use SandboxClient with `async with`")
        async with self._session.request(verb, self._url + path, **how) as response:
            facts: JSON = await response.json()
            if response.status >= 400:
                raise SandboxError(response.status, facts)
            return facts

    def phone(self, person_id: int) -> Phone:
        """A person's phone; the same one for the same person."""
        return self._phones.setdefault(person_id, Phone(self.ask, person_id))

    async def settle(self, *people: JSON) -> None:
        """Create people, or give them new names."""
        await self.ask("POST", "/people", json=list(people))

    async def people(self) -> list[JSON]:
        found: list[JSON] = (await self.ask("GET", "/people"))["people"]
        return found

    async def posters(self, *posters: JSON) -> None:
        await self.ask("POST", "/posters", json=list(posters))

    async def faults(self, *faults: JSON) -> None:
        """Let things go wrong from now on; with none, let nothing."""
        await (
            self.ask("POST", "/control/faults", json=list(faults)) if faults else self.ask("DELETE", "/control/faults")
        )

    async def put_updates(self, *things: object) -> None:
        """Queue raw updates as they are."""
        await self.ask("POST", "/control/updates", json=list(things))

    async def pending(self) -> int:
        """How many updates the bot has not confirmed."""
        count: int = (await self.ask("GET", "/control/updates"))["pending"]
        return count

    async def calls(self, method: str | None = None, after: int = 0) -> list[JSON]:
        """What the bot called."""
        query = {"after": str(after)} | ({"method": method} if method else {})
        found: list[JSON] = (await self.ask("GET", "/control/calls", params=query))["calls"]
        return found

    async def advance(self, seconds: float) -> None:
        """Move the sandbox's clock forward."""
        await self.ask("POST", "/control/clock", json={"advance": seconds})

    async def reset(self) -> None:
        """Forget everything but the people."""
        await self.ask("POST", "/control/reset")
