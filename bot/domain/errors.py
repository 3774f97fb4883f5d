"""Every error that chuishao raises on purpose.

ChuishaoError
├── Refused                 the person can do something about it: they get a kind, specific sentence
│   ├── NotAllowed          their role or unit does not permit this
│   ├── NotFound            no such thing, or not theirs to see (the two are never told apart)
│   ├── NotPossibleNow      the flow has no such step from where it stands
│   ├── HandsFull           they, or whom they chose, have as many tickets as one may
│   ├── NotEnoughPoints     the balance holds less than is wanted of it
│   ├── OutdatedCard        the button belongs to an older card; the present one is shown
│   └── ForgedPayload       button data that we did not sign
├── Transient               trying again later is right; nothing was changed
│   ├── StorageBusy         the database could not take the write now (locked, disk full, shutting down)
│   └── ChannelUnavailable  the platform did not answer, or asked us to wait
├── Undeliverable           this address will not take messages (blocked, deleted, never started)
├── RejectedMessage         the platform called a message of ours invalid: a bug, parked and reported
├── BadPicture              what came as a picture cannot be shown to anybody: too large, broken, of another kind
└── CannotStart             the operator must change something first: a clear sentence and exit code 2
    ├── BadConfiguration    config.toml or the environment is wrong; names the key
    ├── BadToken            the platform does not know our token
    ├── AlreadyRunning      another process holds this database
    ├── WrongKey            a sealed value does not open under the keys that we were given
    ├── StoreNotReady       the database cannot be opened now; `run` waits, what else is asked for is not done
    └── DatabaseNotEmpty    the demo was asked to fill a database that holds other data

The class is what the *caller* can do about it. A person's sentence for each lives in `bot/texts/errors.py`.
"""


class ChuishaoError(Exception):
    """The root of the tree above; never raised itself."""


class Refused(ChuishaoError):
    """The person asked for something that cannot be done as asked."""


class NotAllowed(Refused):
    """Their role or unit does not permit this."""


class NotFound(Refused):
    """No such thing, or not theirs to see."""


class NotPossibleNow(Refused):
    """The flow has no step for this event from its present state."""


class HandsFull(Refused):
    """A dispatcher has as many tickets in hand as one may have."""


class NotEnoughPoints(Refused):
    """The balance holds fewer points than are to be taken from it."""


class OutdatedCard(Refused):
    """The pressed button belongs to a card that has since been replaced."""


class ForgedPayload(Refused):
    """Button data whose signature is not ours, or that was cut."""


class Transient(ChuishaoError):
    """Nothing was changed; the same call may succeed later."""


class StorageBusy(Transient):
    """The database could not take the write now.

    `remedy` is what the operator should do where it will not pass by itself within moments, else empty.
    """

    def __init__(self, reason: str = "", remedy: str = "") -> None:
        super().__init__(reason)
        self.remedy = remedy


class ChannelUnavailable(Transient):
    """The platform did not answer, or asked us to wait `retry_after` seconds (None: it did not say)."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class Undeliverable(ChuishaoError):
    """This address will not take messages."""


class RejectedMessage(ChuishaoError):
    """The platform called a message of ours invalid."""


class BadPicture(ChuishaoError):
    """What came as a picture cannot be shown to anybody; `args[0]` is its `bot.domain.pictures.Flaw`."""


class CannotStart(ChuishaoError):
    """The operator must change something before the program can run."""


class BadConfiguration(CannotStart):
    """config.toml or the environment is wrong; the message names the key."""


class BadToken(CannotStart):
    """The platform does not know our token."""


class AlreadyRunning(CannotStart):
    """Another process holds this database."""


class WrongKey(CannotStart):
    """A sealed value does not open: another key, another row's value, or a damaged one. Says where, never what."""


class StoreNotReady(CannotStart):
    """The database cannot be opened now: its disk is full, a stranger holds it, its server does not answer."""


class DatabaseNotEmpty(CannotStart):
    """The demo was asked to fill a database that holds other data."""
