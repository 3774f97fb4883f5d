"""The report conversation: from whatever a resident says first to a ticket. Only what is missing is asked for."""

from enum import StrEnum
from functools import cache

from bot.fsm import report_facts as known
from bot.fsm.machine import Chain, Flow, Row, everywhere


class S(StrEnum):
    """Where a report stands."""

    NEW = "new"
    CONSENT = "consent"
    FOLLOWUP = "followup"
    SPLIT = "split"
    COMPOUND = "compound"
    DESCRIBE = "describe"
    QUESTION = "question"
    SIMILAR = "similar"
    REVIEW = "review"
    CATEGORY = "category"
    PLACE = "place"
    WORDS = "words"
    PHOTO = "photo"
    CONTACT = "contact"
    MORE = "more"
    SUBMITTED = "submitted"
    ATTACHED = "attached"
    JOINED = "joined"
    SETTLED = "settled"
    CANCELLED = "cancelled"


class E(StrEnum):
    """What may happen to a report.

    `TOLD`: something was written, shown or pinned that belongs to it; `SETTLE`: they say where they live; `SCAN`: a QR
    code says where this is; `ALARM`: somebody must be told of the danger now; `SKIP`: the question does not matter to
    them; `FIX`: something on the card is not right; `HIDE_NUMBER`: a number in their words or place is taken out,
    `KEEP_NUMBER`: it is the one to call.
    """

    TOLD = "told"
    MOVE = "move"
    ADD_MORE = "add_more"
    AGREE = "agree"
    ATTACH = "attach"
    SPLIT_UP = "split_up"
    BROWSE = "browse"
    SETTLE = "settle"
    SCAN = "scan"
    ANSWER = "answer"
    JOIN = "join"
    FIX = "fix"
    CHANGE_COMPOUND = "change_compound"
    CHANGE_CATEGORY = "change_category"
    CHOOSE_CATEGORY = "choose_category"
    CHANGE_PLACE = "change_place"
    CHANGE_WORDS = "change_words"
    ADD_PHOTO = "add_photo"
    CLEAR_PHOTOS = "clear_photos"
    ADD_CONTACT = "add_contact"
    HIDE = "hide"
    HIDE_NUMBER = "hide_number"
    KEEP_NUMBER = "keep_number"
    BACK = "back"
    SKIP = "skip"
    SUBMIT = "submit"
    ALARM = "alarm"
    CANCEL = "cancel"


class Do(StrEnum):
    """What a step asks of the service, in the same unit of work."""

    ASK_CONSENT = "ask_consent"
    KEEP_CONSENT = "keep_consent"
    ASK_FOLLOWUP = "ask_followup"
    ADD_TO_TICKET = "add_to_ticket"
    ASK_MORE = "ask_more"
    ASK_SPLIT = "ask_split"
    ASK_COMPOUND = "ask_compound"
    SUGGEST_COMPOUNDS = "suggest_compounds"
    LIST_COMPOUNDS = "list_compounds"
    KEEP_COMPOUND = "keep_compound"
    SAY_SETTLED = "say_settled"
    ASK_WORDS = "ask_words"
    ASK_QUESTION = "ask_question"
    SHOW_SIMILAR = "show_similar"
    JOIN_TICKET = "join_ticket"
    SAY_LIMIT = "say_limit"
    SHOW_REVIEW = "show_review"
    SHOW_CHANGES = "show_changes"
    OFFER_CATEGORIES = "offer_categories"
    ASK_PLACE = "ask_place"
    ASK_NEW_WORDS = "ask_new_words"
    ASK_PHOTO = "ask_photo"
    ASK_CONTACT = "ask_contact"
    OPEN_TICKET = "open_ticket"
    DROP_DRAFT = "drop_draft"
    SAY_CANCELLED = "say_cancelled"
    BEGIN_NEXT = "begin_next"


DROP = (Do.DROP_DRAFT, Do.SAY_CANCELLED, Do.BEGIN_NEXT)
ATTACH = (Do.ADD_TO_TICKET, Do.DROP_DRAFT, Do.BEGIN_NEXT)
SUBMIT = (Do.OPEN_TICKET, Do.DROP_DRAFT, Do.BEGIN_NEXT)  # number and alert in one commit
JOIN = (Do.JOIN_TICKET, Do.DROP_DRAFT, Do.BEGIN_NEXT)

# What may be missing, in the order in which it is asked for: whatever brings a report on leads to the first of these.
NEEDS: tuple[Row, ...] = (
    Row(S.NEW, E.TOLD, S.ATTACHED, known.belongs_to_a_ticket, ATTACH),  # nothing to ask: it is known where it belongs
    Row(S.NEW, E.TOLD, S.CONSENT, known.consent_is_missing, (Do.ASK_CONSENT,)),  # what was said is kept, not yet used
    Row(S.NEW, E.TOLD, S.FOLLOWUP, known.may_belong_to_a_ticket, (Do.ASK_FOLLOWUP,)),  # no second ticket by mistake
    Row(S.NEW, E.TOLD, S.SPLIT, known.two_problems_were_told, (Do.ASK_SPLIT,)),  # two departments cannot share one
    Row(S.NEW, E.TOLD, S.COMPOUND, known.compound_is_missing, (Do.ASK_COMPOUND,)),  # somebody must be responsible
    Row(S.NEW, E.TOLD, S.SETTLED, known.only_a_home_was_asked_for, (Do.SAY_SETTLED, Do.DROP_DRAFT)),  # no report at all
    Row(S.NEW, E.TOLD, S.DESCRIBE, known.words_are_missing, (Do.ASK_WORDS,)),  # a photo does not say what is wrong
    Row(S.NEW, E.TOLD, S.QUESTION, known.question_is_open, (Do.ASK_QUESTION,)),  # where the department depends on it
    Row(S.NEW, E.TOLD, S.SIMILAR, known.similar_was_found, (Do.SHOW_SIMILAR,)),  # join instead of doubling
    Row(S.NEW, E.TOLD, S.REVIEW, None, (Do.SHOW_REVIEW,)),  # one sentence is enough
)


# Brings the report on: whatever is missing is asked for, else the card is shown.
onwards: Chain[S, E, known.ReportFacts, Do] = Chain("what is missing?", NEEDS)

FINAL = (S.SUBMITTED, S.ATTACHED, S.JOINED, S.SETTLED, S.CANCELLED)
OPEN = tuple(state for state in S if state not in FINAL)
REVIEWED = (Do.SHOW_REVIEW,)

ROWS: tuple[Row, ...] = (
    *everywhere(OPEN, E.CANCEL, S.CANCELLED, DROP),  # nothing is kept of what was not sent
    *everywhere(OPEN, E.ALARM, S.SUBMITTED, SUBMIT),  # danger waits for no consent, place or card
    *onwards(S.NEW, E.TOLD),
    *onwards(S.NEW, E.SCAN, Do.KEEP_COMPOUND),
    *onwards(S.NEW, E.MOVE),
    Row(S.NEW, E.ADD_MORE, S.MORE, None, (Do.ASK_MORE,)),  # 补充 on the card of a ticket of theirs
    *onwards(S.MORE, E.TOLD),
    Row(S.MORE, E.SCAN, S.MORE, None, (Do.ASK_MORE,)),  # a QR code adds nothing to it
    Row(S.CONSENT, E.TOLD, S.CONSENT, None, (Do.ASK_CONSENT,)),  # the words are kept while we wait for a yes
    Row(S.CONSENT, E.SCAN, S.CONSENT, None, (Do.ASK_CONSENT,)),  # the place is kept likewise
    Row(S.CONSENT, E.BACK, S.CONSENT, None, (Do.ASK_CONSENT,)),  # it is the first step
    *onwards(S.CONSENT, E.AGREE, Do.KEEP_CONSENT),
    Row(S.FOLLOWUP, E.TOLD, S.FOLLOWUP, None, (Do.ASK_FOLLOWUP,)),  # the words are kept while they choose
    Row(S.FOLLOWUP, E.BACK, S.FOLLOWUP, None, (Do.ASK_FOLLOWUP,)),  # it is the first step
    *onwards(S.FOLLOWUP, E.ATTACH),
    *onwards(S.FOLLOWUP, E.SKIP),  # 是新问题
    *onwards(S.FOLLOWUP, E.SCAN, Do.KEEP_COMPOUND),  # another place: a new problem
    *onwards(S.SPLIT, E.SPLIT_UP),
    *onwards(S.SPLIT, E.SKIP),  # 就当一件
    *onwards(S.SPLIT, E.TOLD),
    *onwards(S.SPLIT, E.SCAN, Do.KEEP_COMPOUND),
    Row(S.SPLIT, E.BACK, S.WORDS, None, (Do.ASK_NEW_WORDS,)),  # to say it otherwise
    Row(S.COMPOUND, E.TOLD, S.COMPOUND, None, (Do.SUGGEST_COMPOUNDS,)),  # what they type here is a name
    Row(S.COMPOUND, E.BROWSE, S.COMPOUND, None, (Do.LIST_COMPOUNDS,)),  # who cannot type it finds it in the list
    *onwards(S.COMPOUND, E.SETTLE, Do.KEEP_COMPOUND),
    *onwards(S.COMPOUND, E.SCAN, Do.KEEP_COMPOUND),
    *onwards(S.COMPOUND, E.BACK),  # came from 换个小区: the card again; else this is asked again
    *onwards(S.DESCRIBE, E.TOLD),
    *onwards(S.DESCRIBE, E.SCAN),  # another QR code: for this report alone
    Row(S.DESCRIBE, E.BACK, S.COMPOUND, None, (Do.ASK_COMPOUND,)),  # the wrong compound was taken
    *onwards(S.DESCRIBE, E.SKIP),  # the photo or the voice must say it; where nothing was shown, it is asked again
    *onwards(S.QUESTION, E.ANSWER),
    *onwards(S.QUESTION, E.SKIP),  # they do not know
    *onwards(S.QUESTION, E.TOLD),  # words may answer it, or change what it is about
    *onwards(S.QUESTION, E.SCAN),
    Row(S.QUESTION, E.BACK, S.QUESTION, known.a_question_was_answered, (Do.ASK_QUESTION,)),  # the one before
    Row(S.QUESTION, E.BACK, S.WORDS, None, (Do.ASK_NEW_WORDS,)),  # to say it otherwise
    Row(S.SIMILAR, E.JOIN, S.JOINED, None, JOIN),  # 我也遇到
    *onwards(S.SIMILAR, E.SKIP),  # 不是同一件
    *onwards(S.SIMILAR, E.TOLD),
    *onwards(S.SIMILAR, E.SCAN),
    Row(S.SIMILAR, E.BACK, S.WORDS, None, (Do.ASK_NEW_WORDS,)),  # to say it otherwise
    *onwards(S.REVIEW, E.TOLD),  # an afterthought is added to the words
    *onwards(S.REVIEW, E.SCAN),  # another QR code: for this report alone
    *onwards(S.REVIEW, E.CHOOSE_CATEGORY),  # offered when unsure
    *onwards(S.REVIEW, E.SETTLE),  # offered where they named a compound that there is not
    Row(S.REVIEW, E.FIX, S.REVIEW, None, (Do.SHOW_CHANGES,)),  # the folded card unfolds
    Row(S.REVIEW, E.CHANGE_CATEGORY, S.CATEGORY, None, (Do.OFFER_CATEGORIES,)),
    Row(S.REVIEW, E.CHANGE_PLACE, S.PLACE, None, (Do.ASK_PLACE,)),
    Row(S.REVIEW, E.CHANGE_WORDS, S.WORDS, None, (Do.ASK_NEW_WORDS,)),
    Row(S.REVIEW, E.ADD_PHOTO, S.PHOTO, None, (Do.ASK_PHOTO,)),
    Row(S.REVIEW, E.ADD_CONTACT, S.CONTACT, None, (Do.ASK_CONTACT,)),
    Row(S.REVIEW, E.HIDE, S.REVIEW, None, REVIEWED),  # 匿名, and back
    Row(S.REVIEW, E.HIDE_NUMBER, S.CONTACT, known.number_may_be_kept, (Do.ASK_CONTACT,)),  # out of the words: to call?
    Row(S.REVIEW, E.HIDE_NUMBER, S.REVIEW, None, REVIEWED),  # there is one to call, or they are not to be known
    Row(S.REVIEW, E.KEEP_NUMBER, S.REVIEW, None, REVIEWED),  # offered until there is one to call
    Row(S.REVIEW, E.BACK, S.QUESTION, known.a_question_was_answered, (Do.ASK_QUESTION,)),  # the last one
    Row(S.REVIEW, E.BACK, S.WORDS, None, (Do.ASK_NEW_WORDS,)),  # what they said first
    Row(S.REVIEW, E.SUBMIT, S.COMPOUND, known.compound_is_missing, (Do.ASK_COMPOUND,)),  # they moved out meanwhile
    Row(S.REVIEW, E.SUBMIT, S.REVIEW, known.more_than_one_may, (Do.SAY_LIMIT, Do.SHOW_REVIEW)),  # the draft stays
    Row(S.REVIEW, E.SUBMIT, S.SUBMITTED, None, SUBMIT),
    *onwards(S.CATEGORY, E.CHOOSE_CATEGORY),
    *onwards(S.CATEGORY, E.TOLD),  # words instead of a button: an afterthought
    *onwards(S.CATEGORY, E.SCAN),
    *onwards(S.PLACE, E.TOLD),  # what they type or pin here is the place
    *onwards(S.PLACE, E.SCAN),
    *onwards(S.PLACE, E.SETTLE),  # another of their homes, or the building where they live
    Row(S.PLACE, E.CHANGE_COMPOUND, S.COMPOUND, None, (Do.ASK_COMPOUND,)),  # the wrong one was taken
    *onwards(S.WORDS, E.TOLD),  # what they type here stands instead of what was said
    *onwards(S.WORDS, E.SCAN),
    Row(S.PHOTO, E.TOLD, S.REVIEW, None, REVIEWED),  # a photo, or words instead of one
    Row(S.PHOTO, E.SCAN, S.REVIEW, None, REVIEWED),
    Row(S.PHOTO, E.CLEAR_PHOTOS, S.REVIEW, None, REVIEWED),  # the wrong ones were sent
    Row(S.CONTACT, E.TOLD, S.REVIEW, known.contact_is_known, REVIEWED),
    Row(S.CONTACT, E.TOLD, S.CONTACT, None, (Do.ASK_CONTACT,)),  # that was no number
    Row(S.CONTACT, E.KEEP_NUMBER, S.REVIEW, None, REVIEWED),  # the one that stood in their words
    Row(S.CONTACT, E.SCAN, S.REVIEW, None, REVIEWED),
    *(
        Row(state, event, S.REVIEW, None, REVIEWED)  # as it was
        for state in (S.CATEGORY, S.PLACE, S.WORDS, S.PHOTO, S.CONTACT)
        for event in (E.BACK, E.SKIP)
    ),
)


@cache
def report_flow() -> Flow:
    """The checked flow; built once."""
    return Flow("report", initial=S.NEW, final=FINAL, rows=ROWS, cancel=E.CANCEL)
