"""What the guards of the report conversation may know, and the guards themselves."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """All of it is as it stands once the event has been applied to the draft."""

    consented: bool = True
    settled: bool = True
    described: bool = True
    belongs: bool = False
    may_belong: bool = False
    two_problems: bool = False
    only_home: bool = False
    question_open: bool = False
    answered: bool = False
    similar_found: bool = False
    reachable: bool = False
    held_up: bool = False
    number_hidden: bool = False


def belongs_to_a_ticket(facts: ReportFacts) -> bool:
    """It can only be more about a ticket of theirs: chosen so, an album's late photo, danger just told."""
    return facts.belongs


def consent_is_missing(facts: ReportFacts) -> bool:
    """The present privacy notice was not agreed to yet (docs/privacy.md: before the first personal datum)."""
    return not facts.consented


def may_belong_to_a_ticket(facts: ReportFacts) -> bool:
    """It may be more about an open ticket of theirs, and they were not asked yet."""
    return facts.may_belong


def two_problems_were_told(facts: ReportFacts) -> bool:
    """One message, two matters for two departments, and they were not asked yet."""
    return facts.two_problems


def compound_is_missing(facts: ReportFacts) -> bool:
    """We do not know where they live."""
    return not facts.settled


def only_a_home_was_asked_for(facts: ReportFacts) -> bool:
    """They came to say where they live, and nothing is wrong there."""
    return facts.only_home


def words_are_missing(facts: ReportFacts) -> bool:
    """There is not one word about what is wrong."""
    return not facts.described


def question_is_open(facts: ReportFacts) -> bool:
    """The department depends on something that they did not say."""
    return facts.question_open


def similar_was_found(facts: ReportFacts) -> bool:
    """A neighbour reported the same, or the branch announced it, and they did not see that yet."""
    return facts.similar_found


def a_question_was_answered(facts: ReportFacts) -> bool:
    """There is an answer that can be taken back."""
    return facts.answered


def more_than_one_may(facts: ReportFacts) -> bool:
    """A limit stands in the way of sending it now; never of danger."""
    return facts.held_up


def contact_is_known(facts: ReportFacts) -> bool:
    """They left a number that can be called."""
    return facts.reachable


def number_may_be_kept(facts: ReportFacts) -> bool:
    """A number was taken out of their words, and none was left to call."""
    return facts.number_hidden
