"""A full morning: strangers report one thing each, so that the desk of a secretary can be seen with forty of them."""

from docs.pictures.phones import shows
from sandbox.client import SandboxClient

FIRST = 3001
MATTERS = (
    "楼道灯不亮", "单元门关不严", "电梯按钮没反应", "下水道堵了", "垃圾没人收", "墙上有小广告",
    "健身器材松了", "暖气不热", "路面有个坑", "车堵着消防通道", "窗户漏水",
)  # fmt: skip
HOUSES = (1, 2, 4, 5, 6)


async def reports(client: SandboxClient, compound: str, count: int) -> None:
    """`count` reports from `compound`, each of another matter or house than all others."""
    for at in range(count):
        matter, house = MATTERS[at % len(MATTERS)], HOUSES[at // len(MATTERS) % len(HOUSES)]
        await client.settle({"id": FIRST + at, "first_name": f"居民{at + 1}", "note": f"居民 · {compound}"})
        phone = client.phone(FIRST + at)
        await phone.say(f"{compound}{house}号楼{matter}")
        await shows(phone, "您好")
        await phone.press("同意，继续")
        await shows(phone, "📝")
        await phone.press("✅ 提交")
        await shows(phone, "报上了")
