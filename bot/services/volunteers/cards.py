"""What a file looks like: to whoever it is about, and to whoever answers for the compound."""

from datetime import timedelta
from typing import Any

from bot.domain.behaviour import habits_of
from bot.domain.clock import from_millis, to_millis
from bot.domain.masks import masked_phone
from bot.domain.messages import Choice, Choices, Outbound, Prompt, Urgency
from bot.domain.volunteers import File, FileState
from bot.services.turn import Office
from bot.storage import served
from bot.storage.database import Tx
from bot.texts.volunteers import file as say
from bot.texts.volunteers.branch import FileForBranch, FileGone

# A person's own living card; that of their file on each desk of the branch.
CARD = "volunteer"
YEAR = timedelta(days=365)


def branch_card(person_id: str) -> str:
    """The name of the card of somebody's file at the desks."""
    return f"volunteer:{person_id}"


def about(office: Office, file: File) -> dict[str, Any]:
    """What each card of a file says."""
    return {
        "name": file.name,
        "compound": office.directory.name_of(file.compound_id),
        "party": file.party,
        "phone": masked_phone(file.phone) if file.phone else "",
        "skills": file.skills,
        "times": file.times,
        "languages": file.languages,
        "pledge": file.pledge,
    }


async def deeds_of(tx: Tx, office: Office, person_id: str, now: int) -> dict[str, Any]:
    """What they did (服务标签), and what that says of them (行为标签)."""
    moment = from_millis(now)
    done = await served.by_matter(tx, person_id)
    tickets, rounds = await served.beside(tx, person_id)
    done |= {say.ROUNDS: max(rounds, done.get(say.ROUNDS, 0))} if rounds else {}
    done |= {say.TICKETS: tickets} if tickets else {}
    habits = habits_of(await served.since(tx, person_id, to_millis(moment - YEAR)), moment)
    return {
        "done": tuple(sorted(done.items(), key=lambda one: (-one[1], one[0]))),
        "habits": tuple((tag.habit, tag.matter) for tag in habits),
    }


async def for_branch(tx: Tx, office: Office, file: File, now: int) -> tuple[Prompt, Choices]:
    """One file at a desk, with what can be done about it now."""
    if file.state in (FileState.DRAFT, FileState.LEFT):
        return FileGone(), ()
    deeds = await deeds_of(tx, office, file.person_id, now) if file.is_kept else {}
    prompt = FileForBranch(**about(office, file), state=file.state, reason=file.reason, **deeds)
    decide = (Choice("vok", file.person_id, file.version), Choice("vno", file.person_id, file.version))
    phone = (Choice("vphone", file.person_id),) if file.phone else ()
    rows = (decide if file.state is FileState.PENDING else (), phone)
    return prompt, tuple(row for row in rows if row)


async def at_desk(tx: Tx, office: Office, to: str, file: File, now: int, *, redraws: bool) -> Outbound:
    """The same as somebody's card: redrawn where it stands, or shown anew."""
    prompt, choices = await for_branch(tx, office, file, now)
    name = branch_card(file.person_id)
    return Outbound(to, prompt, choices, Urgency.NOTICE, name, edits=redraws, replaces=not redraws)
