"""A Telegram Bot API server on loopback, with people who answer: for the demo, the tests and the benchmarks.

Knows nothing of the bot that talks to it. `Sandbox` runs it in the present event loop,
`python -m sandbox` on its own; `sandbox.client` speaks for the people over HTTP.

What Telegram does and this does not: inline queries, payments, channels, stickers' pictures, previews of
links and documents, files by URL, quotes and custom emoji in MarkdownV2, a method named in the answer to
a webhook, privacy mode in groups (every message of a group reaches the bot). It keeps a chat's last 1,000
messages and 256 MiB of files, and forgets everything when it stops.
"""

from sandbox.server import NotLoopback, Sandbox

__all__ = ["NotLoopback", "Sandbox"]
