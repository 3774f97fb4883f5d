"""The drill: the machine is lost, the last copy is put back on an empty one, and everybody goes on."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from bot.commands.demo import fill_demo
from bot.demo.district import load_district, sandbox_people
from bot.storage import backups
from sandbox import Sandbox
from sandbox.client import Phone, SandboxClient
from tests.conversations.process import PATIENCE_S, running
from tests.conversations.town import TOKEN

# Of the demo: two residents of one compound, and its secretary.
WANG, LI, SECRETARY = 1001, 1002, 1401
MOMENT = datetime(2026, 3, 10, 3, 30, tzinfo=UTC)


def machine(folder: Path) -> Path:
    """A folder with nothing but a configuration."""
    folder.mkdir()
    config = folder / "config.toml"
    always = '[quiet]\nhours = []\n[logging]\nlevel = "DEBUG"\n'
    config.write_text(f'[database]\nurl = "sqlite:{folder}/bot.db"\n{always}', "utf-8")
    return config


async def hears(phone: Phone, words: str) -> str:
    """The next message with `words`, whatever comes before it."""
    while True:
        heard = str((await phone.next(timeout=PATIENCE_S)).get("message", {}).get("text", ""))
        if words in heard:
            return heard


async def test_nothing_committed_before_the_copy_is_missing_and_everybody_goes_on(tmp_path: Path) -> None:
    old, copies = machine(tmp_path / "old"), tmp_path / "elsewhere"
    await fill_demo(old, tmp_path / "old" / "bot.db")
    async with Sandbox(port=0, token=TOKEN) as sandbox, SandboxClient(sandbox.url) as client:
        await client.settle(*sandbox_people(load_district()))
        wang, li, secretary = (client.phone(number) for number in (WANG, LI, SECRETARY))
        port = int(sandbox.url.rsplit(":", 1)[1])
        async with running(old, port) as bot:
            await secretary.say("/desk")
            await hears(secretary, "等您办")
            await wang.say("3号楼2单元楼道灯坏了，黑得很")
            await hears(wang, "楼道灯")
            await wang.press("✅ 提交")
            number = (await hears(secretary, "楼道灯坏了")).split()[1]
            await li.say("5号楼门口的健身器材断了一根把手")
            await hears(li, "健身器材")

            copy = await backups.make(tmp_path / "old" / "bot.db", copies, MOMENT)
            bot.process.kill()
            await bot.end()
        shutil.rmtree(tmp_path / "old")

        new = machine(tmp_path / "new")
        content = backups.restore(copy, tmp_path / "new" / "bot.db", MOMENT)
        assert content.tickets > 1
        async with running(new, port) as bot:
            await bot.until("connected")
            # The report that was being written is at the same step, and what was sent is where it was.
            await li.press("✅ 提交")
            await hears(secretary, "健身器材")
            await wang.say("/my")
            assert number in await hears(wang, number)
