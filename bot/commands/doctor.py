"""`python -m bot doctor`: whether this installation is well; for whatever is not, what to do."""

import asyncio
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Annotated

import aiohttp
import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.app import look_into, revision_of
from bot.commands.options import ConfigPath
from bot.config import Secrets, Settings, field_keys, load_secrets, load_settings
from bot.domain.clock import SHANGHAI, SystemClock, from_millis, to_millis
from bot.domain.errors import BadConfiguration, CannotStart, Transient, WrongKey
from bot.domain.sharing import Job
from bot.services.calendar import WARNED_DAYS, work_calendar
from bot.storage import ages, backups, leases, migrate, sealing
from bot.storage.vault import Vault

PATIENCE_S = 10.0
CLOCK_S = 30.0
# What waits longer than this is not only busy.
SLOW = timedelta(minutes=5)
ROOM = 1 << 30
# Whoever was not seen for so long is gone; clocks of two machines may differ a little.
SILENT = timedelta(seconds=20)
BACKUP = timedelta(hours=26)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `remedy` is what to do where it is not well."""

    what: str
    well: bool
    said: str
    remedy: str = ""


def doctor(
    config: ConfigPath = None,
    copies: Annotated[Path | None, typer.Option(help="Where `backup` writes: are they fresh?")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Ask Telegram nothing.")] = False,
) -> None:
    """The command `doctor`."""
    asyncio.run(examine(config, copies, offline=offline))


async def examine(config: Path | None, folder: Path | None, *, offline: bool) -> None:
    """Look at everything and print it; exits with 1 where something is not well. `folder`: where the copies lie."""
    findings = [found async for found in look(config, folder, SystemClock().now(), offline=offline)]
    table = Table("", "what", "how it is", "what to do")
    for found in findings:
        remedy = "" if found.well else found.remedy
        table.add_row("ok" if found.well else "!!", found.what, escape(found.said), escape(remedy))
    Console().print(table)
    if not all(found.well for found in findings):
        raise typer.Exit(1)


async def look(config: Path | None, folder: Path | None, moment: datetime, *, offline: bool) -> AsyncIterator[Finding]:
    """One finding after the other; where config.toml cannot be read, that one alone."""
    try:
        settings = load_settings(config)
    except CannotStart as error:
        yield Finding("config.toml", False, str(error), "mend the keys that are named")
        return
    yield Finding(
        "config.toml", True, f"{len(settings.departments)} departments, {len(settings.categories)} categories"
    )
    if not offline:
        try:
            secrets = load_secrets(webhook=settings.telegram.mode == "webhook")
        except CannotStart as error:
            yield Finding("secrets", False, str(error), "set the variable for this user and this service")
        else:
            async for found in _telegram(settings, secrets, moment):
                yield found
    async for found in _store(settings, moment):
        yield found
    if settings.database.is_embedded:
        yield _disk(settings.database.path)
    yield _calendar(settings, moment)
    if folder is not None:
        yield _copies(folder, moment)


async def _telegram(settings: Settings, secrets: Secrets, moment: datetime) -> AsyncIterator[Finding]:
    url = f"{secrets.base_url}{secrets.token.get_secret_value()}"
    timeout = aiohttp.ClientTimeout(total=PATIENCE_S)
    try:
        async with aiohttp.ClientSession(timeout=timeout, trust_env=True) as session:
            async with session.post(f"{url}/getMe") as answer:
                me, date = await answer.json(), answer.headers.get("Date")
            async with session.post(f"{url}/getWebhookInfo") as answer:
                hook = await answer.json()
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:  # the address bears the token: its kind alone
        yield Finding("Telegram", False, type(error).__name__, "check the network, the proxy and TELEGRAM_BASE_URL")
        return
    if not me.get("ok"):
        yield Finding("token", False, f"refused ({me.get('error_code')})", "take a new one from @BotFather")
        return
    yield Finding("token", True, f"@{me['result']['username']}")
    yield _way_in(settings, hook.get("result", {}))
    if date:
        off = abs((parsedate_to_datetime(date) - moment).total_seconds())
        yield Finding("clock", off <= CLOCK_S, f"{off:.0f} s from Telegram's", "let systemd-timesyncd or chrony set it")


def _way_in(settings: Settings, hook: dict[str, object]) -> Finding:
    wanted = settings.telegram.webhook_url if settings.telegram.mode == "webhook" else ""
    is_set = hook.get("url", "")
    trouble = f", last trouble: {hook['last_error_message']}" if hook.get("last_error_message") else ""
    said = f"{settings.telegram.mode}, {hook.get('pending_update_count', 0)} waiting there{trouble}"
    # A bot that polls takes a webhook away when it starts.
    well = is_set == wanted and not trouble
    return Finding("way in", well, said, "start the bot anew; see that the proxy passes its webhook on")


async def _store(settings: Settings, moment: datetime) -> AsyncIterator[Finding]:
    embedded = settings.database.is_embedded
    where = settings.database.name
    try:
        at = await revision_of(settings)
        if at is None:
            yield Finding("store", False, f"none at {where}", "`python -m bot run` makes it")
            return
        yield Finding("store", at == migrate.head(), f"{where}, revision {at}", "`python -m bot migrate`")
        if at == migrate.head():
            yield await _keys(settings)
        waits = await look_into(settings, ages.ages, to_millis(moment))
        crew = await look_into(settings, leases.look)
    except (CannotStart, Transient) as error:
        remedy = "restore the last copy: `python -m bot restore`" if embedded else "see to the server: docs/postgres.md"
        yield Finding("store", False, str(error), remedy)
        return
    for found in _crew(crew, moment) if not embedded else ():
        yield found
    late = "is the bot running? look at its log"
    for what, age in (("updates", waits.update), ("messages", waits.message), ("due work", waits.work)):
        span = timedelta(milliseconds=age)
        yield Finding(
            what, span <= SLOW, f"the oldest waits {span.total_seconds():.0f} s" if age else "none waits", late
        )
    yield Finding("quarantine", not waits.poison, f"{waits.poison} updates", "`python -m bot inbox`")
    yield Finding(
        "refused messages", not waits.parked, f"{waits.parked} messages", "`python -m bot inbox`; a bug to report"
    )


async def _keys(settings: Settings) -> Finding:
    try:
        vault = Vault.of(field_keys())
        await look_into(settings, sealing.check)
        before = await look_into(settings, sealing.others)
    except (BadConfiguration, WrongKey) as error:
        return Finding("keys", False, str(error), "set the variable for this user and this service: docs/encryption.md")
    older = f", {', '.join(before)} still in use" if before else ""
    return Finding("keys", True, f"{vault.names[0]} seals{older}")


def _crew(crew: leases.Crew, moment: datetime) -> Iterator[Finding]:
    """Who is at which job, since when, with how much of it; nothing where no process runs at all."""
    seen = to_millis(moment - SILENT)
    alive = [member for member in crew.members if member.seen_at >= seen]
    for job in Job if alive else ():
        held = Counter(lease.owner for lease in crew.at(job)[1])
        who = [member for member in alive if member.job == job]
        said = "; ".join(f"{one.place} holds {held[one.owner]} since {_time(one.since)}" for one in who)
        yield Finding(job, bool(who), said or "nobody", f"start one: `python -m bot run --role {job}`")


def _time(millis: int) -> str:
    return f"{from_millis(millis).astimezone(SHANGHAI):%m-%d %H:%M}"


def _disk(path: Path) -> Finding:
    folder = next(parent for parent in path.resolve().parents if parent.exists())
    free, size = shutil.disk_usage(folder).free, path.stat().st_size if path.exists() else 0
    said = f"{free / ROOM:.1f} GB free, the store has {size / ROOM:.2f}"
    return Finding("disk", free >= max(ROOM, 2 * size), said, "make room: a copy and the log need it")


def _calendar(settings: Settings, moment: datetime) -> Finding:
    today = moment.astimezone(SHANGHAI).date()
    known = work_calendar(settings.worktime, today).known_until
    said = f"working days are known until {known}"
    return Finding(
        "calendar", (known - today).days >= WARNED_DAYS, said, "a newer chuishao, or the days under [worktime]"
    )


def _copies(folder: Path, moment: datetime) -> Finding:
    newest = max(_times(folder), default=None)
    if newest is None:
        return Finding("copies", False, f"none in {folder}", "`python -m bot backup`, by a timer: see deploy/")
    age = moment - newest
    said = f"the newest is {age.total_seconds() / 3600:.0f} h old"
    return Finding("copies", age <= BACKUP, said, "see what the timer says: `systemctl status chuishao-backup`")


def _times(folder: Path) -> Iterator[datetime]:
    for copy in folder.glob(f"{backups.PREFIX}[0-9]*{backups.SUFFIX}"):
        yield datetime.fromtimestamp(copy.stat().st_mtime, SHANGHAI)
