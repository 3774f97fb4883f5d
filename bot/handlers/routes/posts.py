"""Sets of roles to which routes are open; which unit is whose is part of each query."""

from bot.domain.appointing import GIVES
from bot.domain.people import Role
from bot.fsm.ticket import BRANCH, DEPARTMENTS, OFFICES, WORKERS

DESK = frozenset(OFFICES)
BRANCHES = frozenset(BRANCH)
# Whoever has a desk, or is asked to do something.
HANDLERS = frozenset({*OFFICES, *DEPARTMENTS, *WORKERS})
# Whoever is asked to do something, or to look at something.
DOERS = frozenset({*DEPARTMENTS, *WORKERS})
KEEPERS = frozenset({Role.SHOPKEEPER})
SECRETARIES = frozenset({Role.SECRETARY})
VOLUNTEERS = frozenset({Role.VOLUNTEER})
# Whoever fulfils wishes, or looks after them.
HELPERS = VOLUNTEERS | DESK
# Whoever takes part in activities, or organises them.
TAKING_PART = VOLUNTEERS | BRANCHES
# Whoever may give somebody a post; which, and where, is asked at each step.
INVITERS = frozenset(GIVES)
