"""The report conversation: from whatever a resident says first to a ticket. Only what is missing is asked for."""

from dataclasses import dataclass
from enum import StrEnum

from bot.fsm.machine import Flow, Row


class S(StrEnum):
    """Where a report stands."""

    NEW = "new"
    CONSENT = "consent"
    COMPOUND = "compound"
    DESCRIBE = "describe"
    REVIEW = "review"
    CATEGORY = "category"
    PLACE = "place"
    PHOTO = "photo"
    SUBMITTED = "submitted"
    CANCELLED = "cancelled"


class E(StrEnum):
    """What may happen to a report.

    `TOLD`: something was written, shown or pinned that belongs to it; `SETTLE`: they say where they live; `SCAN`: a QR
    code says where this is.
    """

    TOLD = "told"
    AGREE = "agree"
    SETTLE = "settle"
    SCAN = "scan"
    CHANGE_COMPOUND = "change_compound"
    CHANGE_CATEGORY = "change_category"
    CHOOSE_CATEGORY = "choose_category"
    CHANGE_PLACE = "change_place"
    ADD_PHOTO = "add_photo"
    BACK = "back"
    SUBMIT = "submit"
    CANCEL = "cancel"


class Do(StrEnum):
    """What a step asks of the service, in the same unit of work."""

    ASK_CONSENT = "ask_consent"
    KEEP_CONSENT = "keep_consent"
    ASK_COMPOUND = "ask_compound"
    SUGGEST_COMPOUNDS = "suggest_compounds"
    KEEP_COMPOUND = "keep_compound"
    ASK_WORDS = "ask_words"
    SHOW_REVIEW = "show_review"
    OFFER_CATEGORIES = "offer_categories"
    ASK_PLACE = "ask_place"
    ASK_PHOTO = "ask_photo"
    OPEN_TICKET = "open_ticket"
    DROP_DRAFT = "drop_draft"
    SAY_CANCELLED = "say_cancelled"


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What the guards may know."""

    consented: bool
    settled: bool
    described: bool


def consent_is_missing(facts: ReportFacts) -> bool:
    """The present privacy notice was not agreed to yet (DOMAIN §8: before the first personal datum)."""
    return not facts.consented


def compound_is_missing(facts: ReportFacts) -> bool:
    """We do not know where they live."""
    return not facts.settled


def words_are_missing(facts: ReportFacts) -> bool:
    """There is not one word about what is wrong."""
    return not facts.described


DROP = (Do.DROP_DRAFT, Do.SAY_CANCELLED)
NEEDS_CONSENT, NEEDS_COMPOUND, NEEDS_WORDS = consent_is_missing, compound_is_missing, words_are_missing

ROWS: tuple[Row, ...] = (
    Row(S.NEW, E.TOLD, S.CONSENT, NEEDS_CONSENT, (Do.ASK_CONSENT,)),  # what was said is kept, not yet used
    Row(S.NEW, E.TOLD, S.COMPOUND, NEEDS_COMPOUND, (Do.ASK_COMPOUND,)),  # somebody must be responsible for the place
    Row(S.NEW, E.TOLD, S.DESCRIBE, NEEDS_WORDS, (Do.ASK_WORDS,)),  # a photo alone does not say what is wrong
    Row(S.NEW, E.TOLD, S.REVIEW, None, (Do.SHOW_REVIEW,)),  # one sentence is enough
    Row(S.NEW, E.CANCEL, S.CANCELLED, None, DROP),  # nothing was begun
    Row(S.CONSENT, E.TOLD, S.CONSENT, None, (Do.ASK_CONSENT,)),  # the words are kept while we wait for a yes
    Row(S.CONSENT, E.AGREE, S.COMPOUND, NEEDS_COMPOUND, (Do.KEEP_CONSENT, Do.ASK_COMPOUND)),
    Row(S.CONSENT, E.AGREE, S.DESCRIBE, NEEDS_WORDS, (Do.KEEP_CONSENT, Do.ASK_WORDS)),
    Row(S.CONSENT, E.AGREE, S.REVIEW, None, (Do.KEEP_CONSENT, Do.SHOW_REVIEW)),  # nothing else is missing
    Row(S.CONSENT, E.CANCEL, S.CANCELLED, None, DROP),  # without a yes nothing is kept
    Row(S.COMPOUND, E.TOLD, S.COMPOUND, None, (Do.SUGGEST_COMPOUNDS,)),  # what they type here is a name
    Row(S.COMPOUND, E.SETTLE, S.DESCRIBE, NEEDS_WORDS, (Do.KEEP_COMPOUND, Do.ASK_WORDS)),
    Row(S.COMPOUND, E.SETTLE, S.REVIEW, None, (Do.KEEP_COMPOUND, Do.SHOW_REVIEW)),  # already said what is wrong
    Row(S.COMPOUND, E.SCAN, S.DESCRIBE, NEEDS_WORDS, (Do.KEEP_COMPOUND, Do.ASK_WORDS)),
    Row(S.COMPOUND, E.SCAN, S.REVIEW, None, (Do.KEEP_COMPOUND, Do.SHOW_REVIEW)),
    Row(S.COMPOUND, E.CANCEL, S.CANCELLED, None, DROP),
    Row(S.DESCRIBE, E.TOLD, S.DESCRIBE, NEEDS_WORDS, (Do.ASK_WORDS,)),  # a further photo: still no words
    Row(S.DESCRIBE, E.TOLD, S.REVIEW, None, (Do.SHOW_REVIEW,)),
    Row(S.DESCRIBE, E.SCAN, S.DESCRIBE, None, (Do.ASK_WORDS,)),  # another QR code: for this report alone
    Row(S.DESCRIBE, E.CANCEL, S.CANCELLED, None, DROP),
    Row(S.REVIEW, E.TOLD, S.REVIEW, None, (Do.SHOW_REVIEW,)),  # an afterthought is added to the words
    Row(S.REVIEW, E.SCAN, S.REVIEW, None, (Do.SHOW_REVIEW,)),  # another QR code: for this report alone
    Row(S.REVIEW, E.CHANGE_CATEGORY, S.CATEGORY, None, (Do.OFFER_CATEGORIES,)),
    Row(S.REVIEW, E.CHOOSE_CATEGORY, S.REVIEW, None, (Do.SHOW_REVIEW,)),  # offered when unsure
    Row(S.REVIEW, E.CHANGE_PLACE, S.PLACE, None, (Do.ASK_PLACE,)),
    Row(S.REVIEW, E.ADD_PHOTO, S.PHOTO, None, (Do.ASK_PHOTO,)),
    Row(S.REVIEW, E.SUBMIT, S.SUBMITTED, None, (Do.OPEN_TICKET, Do.DROP_DRAFT)),  # number and alert, one commit
    Row(S.REVIEW, E.CANCEL, S.CANCELLED, None, DROP),
    Row(S.CATEGORY, E.CHOOSE_CATEGORY, S.REVIEW, None, (Do.SHOW_REVIEW,)),
    Row(S.CATEGORY, E.TOLD, S.REVIEW, None, (Do.SHOW_REVIEW,)),  # words instead of a button: an afterthought
    Row(S.CATEGORY, E.SCAN, S.REVIEW, None, (Do.SHOW_REVIEW,)),  # another QR code: for this report alone
    Row(S.CATEGORY, E.BACK, S.REVIEW, None, (Do.SHOW_REVIEW,)),
    Row(S.CATEGORY, E.CANCEL, S.CANCELLED, None, DROP),
    Row(S.PLACE, E.TOLD, S.REVIEW, None, (Do.SHOW_REVIEW,)),  # what they type or pin here is the place
    Row(S.PLACE, E.SCAN, S.REVIEW, None, (Do.SHOW_REVIEW,)),  # another QR code: for this report alone
    Row(S.PLACE, E.CHANGE_COMPOUND, S.COMPOUND, None, (Do.ASK_COMPOUND,)),  # the wrong one was taken
    Row(S.PLACE, E.BACK, S.REVIEW, None, (Do.SHOW_REVIEW,)),
    Row(S.PLACE, E.CANCEL, S.CANCELLED, None, DROP),
    Row(S.PHOTO, E.TOLD, S.REVIEW, None, (Do.SHOW_REVIEW,)),  # a photo, or words instead of one
    Row(S.PHOTO, E.SCAN, S.REVIEW, None, (Do.SHOW_REVIEW,)),  # another QR code: for this report alone
    Row(S.PHOTO, E.BACK, S.REVIEW, None, (Do.SHOW_REVIEW,)),
    Row(S.PHOTO, E.CANCEL, S.CANCELLED, None, DROP),
)


def report_flow() -> Flow:
    """The checked flow; built once, by the composition root."""
    return Flow("report", initial=S.NEW, final=(S.SUBMITTED, S.CANCELLED), rows=ROWS, cancel=E.CANCEL)
