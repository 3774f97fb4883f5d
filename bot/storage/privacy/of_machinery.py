"""The machinery: what passes through, and what must stay."""

from bot.storage.privacy.kind import Fate, Kind

GONE = Fate.DELETED

MACHINERY: tuple[Kind, ...] = (
    Kind(
        "inbox",
        "what their app sent, until it is handled",
        "raw words are emptied when handled; what failed waits for the operator",
        apart=("chat", "raw"),
        codes=("channel", "state", "error"),
        kept=("inbox", "poison"),
    ),
    Kind(
        "outbox",
        "what we write to them, until it is sent",
        "words are emptied when sent",
        "person_id",
        GONE,
        apart=("chat", "body"),
        codes=("channel", "kind", "card", "state", "token", "error", "message_id", "trace"),
        kept=("outbox", "parked", "strangers"),
    ),
    Kind(
        "made_file",
        "files that we made for them, until sent",
        "goes with the message",
        codes=("id",),
        apart=("content",),
        kept=("made",),
    ),
    Kind(
        "card",
        "where our living messages stand in their chat",
        "goes with the chat",
        apart=("chat", "name"),
        codes=("channel", "message_id"),
        kept=("strangers",),
    ),
    Kind("due_work", "what the clock will do for them", "goes with them", apart=("subject",), codes=("kind", "trace")),
    Kind(
        "audit",
        "who did what in office, who looked at a number",
        "must stay whole (hash chain); an id in it leads to nobody any more",
        codes=("who", "what", "about", "facts", "hash"),
    ),
    Kind("audit_head", "the last row of the audit log", "about no person", codes=("name", "hash")),
    Kind("meta", "what is known of this installation", "about no person", codes=("key", "value")),
    Kind("lease", "which process works", "about no person", codes=("job", "owner")),
    Kind("member", "which processes run, and where", "about no person", codes=("job", "owner", "place")),
    Kind(
        "unit",
        "districts, compounds, buildings",
        "about no person",
        codes=("id", "kind", "parent_id", "name", "code", "latitude", "longitude", "grid_id", "estates"),
    ),
)
