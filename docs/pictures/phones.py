"""Waiting for what a phone shows."""

import asyncio

from sandbox.phone import Phone

PATIENCE_S = 60


async def shows(phone: Phone, words: str) -> None:
    """Wait until one of the last messages on the phone shows `words`."""
    async with asyncio.timeout(PATIENCE_S):
        while True:
            heard_last = [message for message in (await phone.chat())["messages"][-3:] if not message.get("out")]
            if any(words in message.get("text", message.get("caption", "")) for message in heard_last):
                return
            await asyncio.sleep(0.05)
