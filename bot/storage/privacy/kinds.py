"""The one table of all kinds of data, in the order in which they are told and deleted.

A test asserts that each table and each column of the schema with text in it is named here: whoever adds one says what
it means for privacy. `docs/privacy.md` is drawn from it.
"""

from bot.storage.privacy.kind import Fate, Kind, Words

GONE, PASSED, EMPTIED, KEPT = Fate.DELETED, Fate.PASSED, Fate.EMPTIED, Fate.KEPT
THEIRS = "it is about them alone"
RECORD = "the branch's record of what was done; it stays without the person"
FIGURES = "figures and points must add up"

PERSON: tuple[Kind, ...] = (
    Kind("person", "that somebody is known, and their settings", THEIRS, "id", GONE, codes=("home_id", "quiet")),
    Kind(
        "address", "where we write to them (the chat)", "the next message begins with a stranger", "person_id", GONE,
        codes=("channel", "key"),
    ),
    Kind(
        "consent", "each yes and no to the notice", "shows that what stays was taken with a yes", "person_id", PASSED,
        codes=("what",),
    ),
    Kind("home", "compounds and buildings where they live", THEIRS, "person_id", GONE, codes=("compound_id", "building")),
    Kind(
        "post", "posts that they hold", "must be handed over first; that one was held stays in the audit log",
        "person_id", GONE, others={"by_id": PASSED}, codes=("role", "unit_id", "by_unit"),
    ),
    Kind(
        "invitation", "links to a post: made, accepted", RECORD, "used_by", PASSED, others={"by_id": PASSED},
        codes=("id", "code_hash", "role", "unit_id", "by_role", "by_unit", "state"), kept=("invitations",),
    ),
    Kind(
        "roster", "the office's list of people, once they are known on it", "their row goes; the office may list them"
        " again", "person_id", GONE, others={"offered_to": EMPTIED}, apart=("name", "phone"),
        office=("opening_reason",), codes=("key",),
    ),
    Kind("roster_post", "posts for which the list expects them", "goes with the list's row", codes=("key", "role", "unit_id")),
    Kind(
        "published", "names and numbers that a branch makes known (公示)", "the row of whoever was on the list goes; any"
        " other is the branch's to take down", apart=("name", "phone"), codes=("unit_id", "role"),
    ),
)  # fmt: skip

TICKETS: tuple[Kind, ...] = (
    Kind("draft", "a report that is being written", THEIRS, "person_id", GONE, codes=("id", "state", "data"), kept=("drafts",)),
    Kind(
        "ticket", "reports that were sent", f"{RECORD}; what was written is emptied, or masked where they prefer that"
        " (an open one keeps it, masked, until it ends)", "reporter_id", PASSED,
        others={"entered_by": PASSED, "holder_id": EMPTIED}, apart=("words", "place", "data", "contact"),
        codes=(
            "id", "number", "compound_id", "way_in", "state", "category", "department", "urgency", "desk", "before",
            "merged_into", "repetition_id",
        ), kept=("contacts", "tickets"),
    ),
    Kind(
        "ticket_event", "what happened to tickets, by whom", RECORD, "person_id", PASSED,
        words=(Words("reason", "person_id", "role = 'resident' AND event NOT IN ('evaluate', 'withdraw')", masked=True),),
        codes=("ticket_id", "event", "was", "became", "role"), kept=("tickets",),
    ),
    Kind(
        "ticket_note", "what was added to tickets", RECORD, "person_id", PASSED,
        words=(Words("words", "person_id", masked=True),), codes=("ticket_id",), kept=("tickets",),
    ),
    Kind(
        "ticket_media", "photos and voices sent with tickets", "what they sent with a report goes; how it looks now is"
        " the record of who did it (that of an open one when it ends)", "person_id", PASSED, apart=("file_id", "unique_id"),
        codes=("ticket_id", "kind", "stage"), kept=("tickets",),
    ),
    Kind("follower", "tickets of which they hear", THEIRS, "person_id", GONE, codes=("ticket_id", "way"), kept=("tickets",)),
    Kind(
        "ticket_link", "links by which they confirmed what was reported for them", RECORD, "used_by", PASSED,
        codes=("code", "ticket_id"), kept=("links",),
    ),
    Kind(
        "contact_look", "looks at the number on a ticket", "who looked stays answerable", "person_id", PASSED,
        codes=("ticket_id", "role"), kept=("looks",),
    ),
    Kind("correction", "another category than the classifier's", "about no person", codes=("ticket_id", "was", "became", "role")),
    Kind("day_serial", "the last number of a day", "about no person", codes=("day",)),
    Kind(
        "alert", "who was told of danger", RECORD, "acknowledged_by", PASSED, codes=("ticket_id", "state"),
    ),
    Kind(
        "assignment", "who was asked to do something", RECORD, "person_id", PASSED,
        office=("reason",), codes=("ticket_id", "unit_id", "state"),
    ),
    Kind("deed", "a step at a desk that is begun", THEIRS, "person_id", GONE, codes=("id", "ticket_id", "event", "data"), kept=("questions",)),
    Kind("asked", "what they were asked last", THEIRS, "person_id", GONE, codes=("kind", "subject"), kept=("questions",)),
    Kind(
        "extension", "more time that was asked for", RECORD, "person_id", PASSED, others={"decided_by": PASSED},
        office=("reason", "answer"), codes=("id", "ticket_id", "role", "state"),
    ),
    Kind(
        "repetition", "one matter reported again and again", RECORD, "acknowledged_by", PASSED,
        codes=("id", "compound_id", "category", "state"),
    ),
    Kind(
        "patrol_task", "patrols and visits", RECORD, "done_by", PASSED, office=("note", "files"),
        codes=("id", "name", "unit_id", "role", "way_in", "day", "state", "ticket_id"),
    ),
    Kind("limit_hit", "that they wanted to report more than one may", THEIRS, "person_id", GONE, codes=("compound_id", "day", "kind"), kept=("hits",)),
    Kind(
        "bar", "that they could not report for a while, why, their appeal", THEIRS, "person_id", GONE,
        others={"by_id": PASSED}, codes=("id", "compound_id", "ticket_id", "state", "reason", "appeal"), kept=("bars",),
    ),
)  # fmt: skip

VOLUNTEERS: tuple[Kind, ...] = (
    Kind(
        "volunteer", "the file of a volunteer", THEIRS, "person_id", GONE, apart=("name", "phone"),
        codes=("compound_id", "state", "skills", "times", "languages", "pledge", "reason", "step"), kept=("files",),
    ),
    Kind(
        "volunteer_call", "that they were asked to come", THEIRS, "person_id", GONE, others={"by_id": PASSED},
        codes=("id", "compound_id", "skill", "state"), kept=("calls",),
    ),
    Kind(
        "volunteer_look", "looks at the number in their file", "there is no file any more", "person_id", GONE,
        others={"by_id": PASSED}, codes=("role",), kept=("looks",),
    ),
    Kind("team_member", "teams that they are in", THEIRS, "person_id", GONE, codes=("compound_id", "team")),
    Kind(
        "team_thanks", "thanks to a team", RECORD, "by_id", PASSED, office=("words",),
        codes=("id", "compound_id", "team", "unit_id", "role"),
    ),
    Kind(
        "wish", "wishes, and those that they claimed", RECORD, "person_id", PASSED, others={"claimer_id": PASSED},
        words=(
            Words("words", "person_id", masked=True), Words("public", "person_id", masked=True),
            Words("for_name", "person_id"), Words("note", "claimer_id", masked=True), Words("files", "claimer_id"),
        ), apart=("contact", "address"), codes=("id", "compound_id", "kind", "state"), kept=("wishes",),
    ),
    Kind(
        "wish_event", "what happened to wishes", RECORD, "person_id", PASSED,
        words=(Words("note", "person_id", "who NOT IN ('secretary', 'proxy')", masked=True),),
        codes=("wish_id", "event", "state", "who"), kept=("wishes",),
    ),
    Kind(
        "activity", "activities that they organised", RECORD, "organiser_id", PASSED, office=("words", "place", "reason"),
        codes=("id", "compound_id", "ticket_id", "matter", "series", "state"),
    ),
    Kind("signup", "activities that they signed up for", FIGURES, "person_id", PASSED, codes=("activity_id", "state")),
)  # fmt: skip

POINTS: tuple[Kind, ...] = (
    Kind("account", "points: what they have", FIGURES, "person_id", PASSED),
    Kind(
        "transfer", "points: each entry", FIGURES, "person_id", PASSED, others={"by_id": PASSED}, apart=("key", "ends"),
        office=("reason",), codes=("kind", "debit", "credit", "matter", "dimension", "month", "source", "source_id"),
    ),
    Kind("points_month", "points: the sums of each month", FIGURES, "person_id", PASSED, codes=("month", "matter", "dimension")),
    Kind("points_sum", "points: the sums of months and years", FIGURES, "person_id", PASSED, codes=("period", "compound_id")),
    Kind("certificate", "certificates, with the name on them", THEIRS, "person_id", GONE, codes=("code", "name", "year")),
    Kind("goods", "what is on the shelves", "about no person", codes=("id", "shop_id", "name", "state")),
    Kind("stock_move", "what was put on the shelves", FIGURES, "by_id", PASSED, codes=("goods_id",)),
    Kind(
        "redemption", "orders at a shop", FIGURES, "person_id", PASSED, others={"by_id": PASSED},
        codes=("id", "shop_id", "goods_id", "name", "state", "digits"),
    ),
    Kind("code_try", "wrong codes that they typed", THEIRS, "person_id", GONE, kept=("questions",)),
)  # fmt: skip

NEWS: tuple[Kind, ...] = (
    Kind("notice", "outages that they announced in office", RECORD, "person_id", PASSED, office=("words",), codes=("id", "unit_id", "category")),
    Kind(
        "broadcast", "notices that they sent in office", RECORD, "person_id", PASSED, office=("words",),
        codes=("id", "unit_id", "building", "category", "office_id", "role", "state", "reached"),
    ),
    Kind("broadcast_day", "how many went to a compound", "about no person", codes=("unit_id", "day")),
    Kind("broadcast_person", "notices that they got", THEIRS, "person_id", GONE, codes=("broadcast_id",), kept=("readers",)),
    Kind("muted", "compounds whose notices they do not want", THEIRS, "person_id", GONE, codes=("compound_id",)),
    Kind("exported", "lists of tickets that they took away in office", "who took what stays answerable", "person_id", PASSED, codes=("units", "period")),
)  # fmt: skip

MACHINERY: tuple[Kind, ...] = (
    Kind(
        "inbox", "what their app sent, until it is handled", "raw words are emptied when handled; what failed waits for"
        " the operator", apart=("chat", "raw"), codes=("channel", "state", "error"), kept=("inbox", "poison"),
    ),
    Kind(
        "outbox", "what we write to them, until it is sent", "words are emptied when sent", "person_id", GONE,
        apart=("chat", "body"), codes=("channel", "kind", "card", "state", "token", "error", "message_id"),
        kept=("outbox", "parked", "strangers"),
    ),
    Kind("made_file", "files that we made for them, until sent", "goes with the message", codes=("id",), apart=("content",), kept=("made",)),
    Kind(
        "card", "where our living messages stand in their chat", "goes with the chat", apart=("chat", "name"),
        codes=("channel", "message_id"), kept=("strangers",),
    ),
    Kind("due_work", "what the clock will do for them", "goes with them", apart=("subject",), codes=("kind",)),
    Kind("audit", "who did what in office, who looked at a number", "must stay whole (hash chain); an id in it leads to"
        " nobody any more", codes=("who", "what", "about", "facts", "hash")),
    Kind("audit_head", "the last row of the audit log", "about no person", codes=("name", "hash")),
    Kind("meta", "what is known of this installation", "about no person", codes=("key", "value")),
    Kind("lease", "which process works", "about no person", codes=("owner",)),
    Kind("unit", "districts, compounds, buildings", "about no person", codes=("id", "kind", "parent_id", "name", "code", "latitude", "longitude")),
)  # fmt: skip

KINDS: tuple[Kind, ...] = (*PERSON, *TICKETS, *VOLUNTEERS, *POINTS, *NEWS, *MACHINERY)
