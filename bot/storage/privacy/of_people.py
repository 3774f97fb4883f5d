"""Who somebody is, where they live, which posts they hold."""

from bot.storage.privacy.kind import RECORD, THEIRS, Fate, Kind

GONE, PASSED, EMPTIED = Fate.DELETED, Fate.PASSED, Fate.EMPTIED

PERSON: tuple[Kind, ...] = (
    Kind("person", "that somebody is known, and their settings", THEIRS, "id", GONE, codes=("home_id", "quiet")),
    Kind(
        "address",
        "where we write to them (the chat)",
        "the next message begins with a stranger",
        "person_id",
        GONE,
        codes=("channel", "key"),
    ),
    Kind(
        "consent",
        "each yes and no to the notice",
        "shows that what stays was taken with a yes",
        "person_id",
        PASSED,
        codes=("what",),
    ),
    Kind(
        "home", "compounds and buildings where they live", THEIRS, "person_id", GONE, codes=("compound_id", "building")
    ),
    Kind(
        "post",
        "posts that they hold",
        "must be handed over first; that one was held stays in the audit log",
        "person_id",
        GONE,
        others={"by_id": PASSED},
        codes=("role", "unit_id", "by_unit"),
    ),
    Kind(
        "invitation",
        "links to a post: made, accepted",
        RECORD,
        "used_by",
        PASSED,
        others={"by_id": PASSED},
        codes=("id", "code_hash", "role", "unit_id", "by_role", "by_unit", "state"),
        kept=("invitations",),
    ),
    Kind(
        "roster",
        "the office's list of people, once they are known on it",
        "their row goes; the office may list them again",
        "person_id",
        GONE,
        others={"offered_to": EMPTIED},
        apart=("name", "phone", "phone_index"),
        office=("opening_reason",),
        codes=("key",),
    ),
    Kind(
        "roster_post",
        "posts for which the list expects them",
        "goes with the list's row",
        codes=("key", "role", "unit_id"),
    ),
    Kind(
        "roster_grid",
        "grids for which the list says they answer",
        "goes with the list's row",
        codes=("key", "grid_id"),
    ),
    Kind(
        "published",
        "names and numbers that a branch makes known (公示)",
        "the row of whoever was on the list goes; any other is the branch's to take down",
        apart=("name", "phone"),
        codes=("unit_id", "role"),
    ),
    Kind(
        "responsibility",
        "what posts answer for (职责)",
        "about no person",
        office=("area", "words"),
        codes=("code", "role", "unit_id"),
    ),
)
