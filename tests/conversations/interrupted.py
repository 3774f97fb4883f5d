"""A report half written when something breaks: what was said meanwhile counts, and nobody has to do anything."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.conversations.stage import Stage
from tests.conversations.town import WANG, Town


@asynccontextmanager
async def interrupted(town: Town) -> AsyncIterator[None]:
    """王阿姨 begins; within it something breaks, she `goes_on`, all is well again; afterwards she finishes."""
    stage = Stage(town)
    await stage.story("王阿姨 says 3号楼楼道灯坏了", "王阿姨 hears 📝 3号楼楼道灯坏了")
    yield
    await stage.story(
        "王阿姨 hears 📝 3号楼楼道灯坏了⏎两天了",
        "王阿姨 presses ✅ 提交",
        "王阿姨 sees 报上了，编号 0310-001",
        "陈书记 hears 新哨 0310-001",
        "赵书记 hears 新哨 0310-001",
    )
    await stage.silence()


async def goes_on(town: Town) -> None:
    """What she says while it is broken."""
    await town.phone(WANG).say("两天了")
