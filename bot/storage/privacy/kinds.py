"""The one table of all kinds of data, in the order in which they are told and deleted.

A test asserts that each table and each column of the schema with text in it is named here: whoever adds one says what
it means for privacy. `docs/privacy.md` is drawn from it.
"""

from bot.storage.privacy.kind import Kind
from bot.storage.privacy.of_machinery import MACHINERY
from bot.storage.privacy.of_people import PERSON
from bot.storage.privacy.of_points import NEWS, POINTS
from bot.storage.privacy.of_tickets import TICKETS
from bot.storage.privacy.of_volunteers import VOLUNTEERS

KINDS: tuple[Kind, ...] = (*PERSON, *TICKETS, *VOLUNTEERS, *POINTS, *NEWS, *MACHINERY)
