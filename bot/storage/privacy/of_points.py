"""Points, orders; notices."""

from bot.storage.privacy.kind import FIGURES, RECORD, THEIRS, Fate, Kind

GONE, PASSED = Fate.DELETED, Fate.PASSED

POINTS: tuple[Kind, ...] = (
    Kind("account", "points: what they have", FIGURES, "person_id", PASSED),
    Kind(
        "transfer",
        "points: each entry",
        FIGURES,
        "person_id",
        PASSED,
        others={"by_id": PASSED},
        apart=("key", "ends"),
        office=("reason",),
        codes=("kind", "debit", "credit", "matter", "dimension", "month", "source", "source_id"),
    ),
    Kind(
        "points_month",
        "points: the sums of each month",
        FIGURES,
        "person_id",
        PASSED,
        codes=("month", "matter", "dimension"),
    ),
    Kind(
        "points_sum",
        "points: the sums of months and years",
        FIGURES,
        "person_id",
        PASSED,
        codes=("period", "compound_id"),
    ),
    Kind(
        "certificate", "certificates, with the name on them", THEIRS, "person_id", GONE, codes=("code", "name", "year")
    ),
    Kind("goods", "what is on the shelves", "about no person", codes=("id", "shop_id", "name", "state")),
    Kind("stock_move", "what was put on the shelves", FIGURES, "by_id", PASSED, codes=("goods_id",)),
    Kind(
        "redemption",
        "orders at a shop",
        FIGURES,
        "person_id",
        PASSED,
        others={"by_id": PASSED},
        codes=("id", "shop_id", "goods_id", "name", "state", "digits"),
    ),
    Kind("code_try", "wrong codes that they typed", THEIRS, "person_id", GONE, kept=("tries",)),
)

NEWS: tuple[Kind, ...] = (
    Kind(
        "notice",
        "outages that they announced in office",
        RECORD,
        "person_id",
        PASSED,
        office=("words",),
        codes=("id", "unit_id", "category"),
    ),
    Kind(
        "broadcast",
        "notices that they sent in office",
        RECORD,
        "person_id",
        PASSED,
        office=("words",),
        codes=("id", "unit_id", "building", "category", "office_id", "role", "state", "reached"),
    ),
    Kind("broadcast_day", "how many went to a compound", "about no person", codes=("unit_id", "day")),
    Kind(
        "broadcast_person",
        "notices that they got",
        THEIRS,
        "person_id",
        GONE,
        codes=("broadcast_id",),
        kept=("readers",),
    ),
    Kind("muted", "compounds whose notices they do not want", THEIRS, "person_id", GONE, codes=("compound_id",)),
    Kind(
        "exported",
        "lists of tickets that they took away in office",
        "who took what stays answerable",
        "person_id",
        PASSED,
        codes=("units", "period"),
    ),
)
