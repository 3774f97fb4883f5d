"""docs/rights.md: who may do what, where, and who sees contact data; drawn from the policy and the routes."""

import ast
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bot.domain import policy
from bot.domain.appointing import GIVES
from bot.domain.people import Role
from bot.domain.policy import RULES, WAYS, May, Sees, seen_as
from bot.fsm import redemption, ticket, wish
from bot.fsm.diagram import reason
from bot.handlers.routes import ROUTES
from bot.texts.posts.titles import TITLES

PAGE = """\
# Rights: who may do what, where, and what they see

Drawn from `bot/domain/policy.py` and the table of routes by `python -m bot docs`: change the row, not this page.
What no row allows, nobody may. Posts are read anew at each press and inside the queries; what is another's is answered
like what is missing. Why it is one table: [ADR 30](adr/0030-rights-are-one-table.md).

In the chat: `/whoami` (what am I, and what may I do), `/rights` for the administrator (who is in post in a unit and
above, what each post sees, since when and by whom somebody holds it, when they last looked at a number; a compound's
name may be written instead of tapped). It names whoever holds a post as the office's list or their volunteer's file has
them, each page of names a row of the audit log; it shows nobody's number or words, and of a resident nothing.

## Who may do what

`own`: what one made or holds oneself. `asked`: what one was asked to do oneself. `unit`: what belongs to just the unit
of the post, or was asked of it. `below`: that unit and all below it. `everywhere`: the district.

{rules}

## Who sees contact data

A resident's own page says who looked and when. `numbers`: whole, by a button, each look written down.

{sees}

## Each way out is written down

In the audit log (`python -m bot audit verify`), with who, when and about what, never the number. One test walks them
all: `tests/rights/test_every_look_is_written_down.py`.

{ways}

What somebody writes into the story of a report is shown to whoever handles it, also where it holds a number; for this
there is no look to be written down. Before it is sent the card says so, and takes the number out at one tap, never
without it; no neighbour who meets or joins the report reads a word of it. Whoever reviews a wish reads it as it was
written, too. `python -m bot backup` copies the whole store as a file for the operator: keep it like the store itself.
`/who` and the posters show what branches publish on purpose.

## The chapters of single things

Whoever a row above lets in may take these steps with a thing that is theirs.

### A ticket

{ticket}

Besides, nobody acts on what another desk has, but the platform, which may take it from a department (`AT` in
`bot/fsm/ticket.py`); of several departments the first named leads, and alone may {lead}.

### A wish

{wish}

### An order of the shop

{order}

### Posts

{posts}
"""


def describe_rights() -> str:
    """The whole page, ending in a newline."""
    return PAGE.format(
        rules=_table(("action", "who", "where", "sees", "by", "why"), _rules()),
        sees=_table(("post", *(str(one) for one in Sees)), _seen()),
        ways=_table(("what", "by", "who", "as"), _ways()),
        ticket=_table(("step", "who"), ((event, _names(roles)) for event, roles in ticket.WHO.items())),
        lead=", ".join(sorted(ticket.OF_THE_LEAD)),
        wish=_table(("step", "who"), ((event, ", ".join(who)) for event, who in wish.WHO.items())),
        order=_table(("step", "who"), ((event, _names(roles)) for event, roles in redemption.WHO.items())),
        posts=_table(("who", "gives"), ((TITLES[role], _names(gives)) for role, gives in GIVES.items())),
    )


def _rules() -> Iterator[tuple[str, ...]]:
    by = _by()
    for rule, why in zip(RULES, _reasons(), strict=True):
        sees = ", ".join(rule.sees)
        yield _words(rule.action), _names(rule.roles), rule.relation, sees, by.pop(rule.action, ""), why


def _by() -> dict[May, str]:
    """The commands of each action, and how many buttons besides."""
    found = {}
    for action in May:
        routes = [route for route in ROUTES if route.action is action]
        commands = [f"`/{route.command}`" for route in routes if route.command]
        buttons = len({route.pressed for route in routes if route.pressed})
        found[action] = ", ".join([*commands, *([f"buttons: {buttons}"] if buttons else [])])
    return found


def _reasons() -> list[str]:
    """The comment on each row of the table: why it is there."""
    path = str(policy.__file__)
    for node in ast.parse(Path(path).read_text("utf-8")).body:
        if (
            isinstance(node, ast.AnnAssign)
            and isinstance(node.value, ast.Tuple)
            and ast.unparse(node.target) == "RULES"
        ):
            return [reason((path, row.lineno)) for row in node.value.elts]
    return []


def _seen() -> Iterator[tuple[str, ...]]:
    """By post; whoever sees nothing of others is not listed."""
    for role in Role:
        found = seen_as(role)
        if found:
            yield TITLES[role], *(", ".join(_words(action) for action in found.get(one, ())) for one in Sees)


def _ways() -> Iterator[tuple[str, ...]]:
    for way in WAYS:
        yield way.what, f"`{way.by}`", _words(way.action) if way.action else "whoever runs the program", way.act


def _words(action: May) -> str:
    return action.replace("_", " ")


def _names(roles: Iterable[Role]) -> str:
    held = tuple(roles)
    return "everybody" if held == policy.EVERYBODY else "、".join(TITLES[role] for role in held)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [columns, ("---",) * len(columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
