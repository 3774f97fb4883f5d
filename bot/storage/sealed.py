"""Which columns are sealed: all of them, here and nowhere else. The nouns' own modules seal and open."""

from bot.storage.vault import Field

TICKET_CONTACT = Field("ticket", "contact", "id")
# The whole draft: contact, place and words of whoever may never send it.
DRAFT_DATA = Field("draft", "data", "person_id")
# A name and a number that a branch is about to publish, among others.
ASKED_SUBJECT = Field("asked", "subject", "person_id")
VOLUNTEER_NAME = Field("volunteer", "name", "person_id")
VOLUNTEER_PHONE = Field("volunteer", "phone", "person_id")
CERTIFICATE_NAME = Field("certificate", "name", "code")
WISH_FOR_NAME = Field("wish", "for_name", "id")
WISH_CONTACT = Field("wish", "contact", "id")
WISH_ADDRESS = Field("wish", "address", "id")
ROSTER_NAME = Field("roster", "name", "key")
ROSTER_PHONE = Field("roster", "phone", "key", index="phone_index")

FIELDS = (
    TICKET_CONTACT,
    DRAFT_DATA,
    ASKED_SUBJECT,
    VOLUNTEER_NAME,
    VOLUNTEER_PHONE,
    CERTIFICATE_NAME,
    WISH_FOR_NAME,
    WISH_CONTACT,
    WISH_ADDRESS,
    ROSTER_NAME,
    ROSTER_PHONE,
)

# Columns that sound personal and are not sealed, each with why (`tests/storage/test_sealed_columns.py` holds us to it).
PLAIN = {
    "published.name": "given to be public (公示)",
    "published.phone": "given to be public (公示)",
    "unit.name": "a place or an office",
    "goods.name": "a thing on a shelf",
    "redemption.name": "the thing that was ordered",
    "patrol_task.name": "which round it is, as config.toml calls it",
    "card.name": "which card it is",
    "audit_head.name": "the only row's",
    "inbox.raw": "erased in the commit that handles it; what is set aside waits for the operator",
    "outbox.body": "erased when it was sent; what the platform refused waits for the operator",
}
