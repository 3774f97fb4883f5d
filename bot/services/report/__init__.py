"""The report conversation as use cases.

conversation   what may come in: a message, a press, a QR code
stepping       one step of the flow, and the present step shown once more
told, changes  what a message adds to the draft, and what a press changes in it
needs          what is still missing, for the flow's guards
asking         what each step asks and shows
sending        from the draft to a ticket: opened, joined, added to
danger         numbers first, and the alert that nothing may hold up
idle           drafts that nobody went on with: when that is said; unfinished: what can be done with them
"""

from bot.services.report.conversation import (
    add_more,
    begin,
    begin_for,
    cancel,
    move,
    press,
    repeat,
    scan,
    tell,
)
from bot.services.report.stepping import show_begun, show_present, without_file

__all__ = [
    "add_more",
    "begin",
    "begin_for",
    "cancel",
    "move",
    "press",
    "repeat",
    "scan",
    "show_begun",
    "show_present",
    "tell",
    "without_file",
]
