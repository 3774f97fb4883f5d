"""A Telegram Bot API server on loopback, with people who answer: for the demo, the tests and the benchmarks.

Knows nothing of the bot that talks to it. `Sandbox` runs it in the present event loop,
`python -m sandbox` on its own; `sandbox.client` speaks for the people over HTTP.
"""

from sandbox.server import NotLoopback, Sandbox

__all__ = ["NotLoopback", "Sandbox"]
