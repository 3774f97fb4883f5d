"""The sections of config.toml that hold single settings. What each means is written beside it in that file."""

from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import ConfigDict, Field, field_validator, model_validator

from bot.config.section import Name, Section
from bot.domain.errors import BadConfiguration
from bot.domain.people import Role
from bot.domain.tickets import Severity


class District(Section):
    name: Name


class Database(Section):
    url: str
    connections: Annotated[int, Field(ge=1, le=200)]
    prepared_statements: bool

    @field_validator("url")
    @classmethod
    def _names_a_store(cls, url: str) -> str:
        # The value is never repeated: it may bear a password.
        if url.startswith("postgresql://"):
            if not urlsplit(url).path.strip("/"):
                raise ValueError("must name a database (e.g. 'postgresql://chuishao@db.example/chuishao')")
        elif not url.startswith("sqlite:"):
            raise ValueError("must begin with 'sqlite:' or 'postgresql://' (e.g. 'sqlite:var/chuishao.db')")
        elif url.removeprefix("sqlite:").strip("/") in {"", ":memory:"}:
            raise ValueError("must name a file after 'sqlite:' (e.g. 'sqlite:var/chuishao.db')")
        return url

    @property
    def is_embedded(self) -> bool:
        """Whether it is a file, which one process holds alone."""
        return self.url.startswith("sqlite:")

    @property
    def name(self) -> str:
        """How an operator is told of it: the file, or the kind of server; never its address."""
        return str(self.path) if self.is_embedded else "PostgreSQL"

    @property
    def path(self) -> Path:
        """The file of the embedded database, relative to the working directory unless absolute.

        Raises BadConfiguration where there is none: what works on the file has another way on PostgreSQL.
        """
        if not self.is_embedded:
            raise BadConfiguration(
                "this is for SQLite alone; on PostgreSQL use pg_dump and pg_restore: docs/postgres.md"
            )
        return Path(self.url.removeprefix("sqlite:"))


class WebhookListen(Section):
    host: Name
    port: Annotated[int, Field(ge=1, le=65535)]
    path: Annotated[str, Field(pattern=r"^/[\w/-]*$")]


class Telegram(Section):
    mode: Literal["polling", "webhook"]
    poll_timeout_s: Annotated[int, Field(ge=1, le=50)]
    webhook_url: str
    webhook_listen: WebhookListen
    max_body_bytes: Annotated[int, Field(ge=4096, le=16_777_216)]

    @model_validator(mode="after")
    def _webhook_has_an_address(self) -> "Telegram":
        if self.mode == "webhook" and not _is_safe_address(self.webhook_url):
            raise ValueError("webhook_url must be an https:// address while mode is 'webhook'")
        return self


class Intake(Section):
    concurrency: Annotated[int, Field(ge=1, le=1024)]
    reorder_ms: Annotated[int, Field(ge=0, le=5000)]
    held_updates: Annotated[int, Field(ge=1, le=100_000)]
    keep_done_hours: Annotated[int, Field(ge=24, le=8760)]


class Delivery(Section):
    per_second: Annotated[float, Field(ge=0.1, le=1000)]
    per_chat_burst: Annotated[int, Field(ge=1, le=20)]
    per_chat_per_second: Annotated[float, Field(ge=0.1, le=100)]
    group_per_minute: Annotated[float, Field(ge=1, le=1000)]
    in_flight: Annotated[int, Field(ge=1, le=1024)]
    max_waiting: Annotated[int, Field(ge=100, le=10_000_000)]
    backoff_base_s: Annotated[float, Field(ge=0.01, le=60)]
    backoff_max_s: Annotated[float, Field(ge=1, le=3600)]
    keep_sent_hours: Annotated[int, Field(ge=1, le=8760)]

    @model_validator(mode="after")
    def _backoff_grows(self) -> "Delivery":
        if self.backoff_base_s > self.backoff_max_s:
            raise ValueError("backoff_base_s must not be above backoff_max_s")
        return self


class Privacy(Section):
    version: Annotated[int, Field(ge=1, le=100_000)]
    text: Annotated[tuple[Annotated[str, Field(min_length=1)], ...], Field(min_length=1, max_length=6)]
    contact: Annotated[str, Field(min_length=1, max_length=80)]

    @field_validator("text")
    @classmethod
    def _is_read_before_consent(cls, paragraphs: tuple[str, ...]) -> tuple[str, ...]:
        length = sum(map(len, paragraphs))
        if length > 600:
            raise ValueError(f"must be at most 600 characters in all, not {length}: people must read it on a phone")
        return paragraphs

    @property
    def notice(self) -> str:
        """All paragraphs, as they are shown."""
        return "\n".join(self.text)


Years = Annotated[int, Field(ge=1, le=3650)]


class Retention(Section):
    """How long what is personal is kept, in days."""

    contact_days: Years
    ticket_days: Annotated[int, Field(ge=30, le=3650)]
    wish_days: Years
    file_days: Years
    call_days: Years
    look_days: Annotated[int, Field(ge=180, le=3650)]
    link_days: Annotated[int, Field(ge=0, le=3650)]
    invitation_days: Years
    bar_days: Years
    failed_days: Annotated[int, Field(ge=7, le=365)]


class Drafts(Section):
    remind_after_hours: Annotated[float, Field(ge=0.1, le=720)]
    drop_after_days: Annotated[int, Field(ge=1, le=365)]

    @model_validator(mode="after")
    def _reminds_before_dropping(self) -> "Drafts":
        if self.remind_after_hours >= self.drop_after_days * 24:
            raise ValueError("remind_after_hours must be sooner than drop_after_days")
        return self


class Report(Section):
    max_words: Annotated[int, Field(ge=50, le=4000)]
    max_photos: Annotated[int, Field(ge=1, le=20)]
    ask_below: Annotated[float, Field(ge=0, le=1)]
    follow_days: Annotated[int, Field(ge=0, le=90)]
    confirm_hours: Annotated[float, Field(ge=1, le=720)]


class Photos(Section):
    max_mb: Annotated[int, Field(ge=1, le=20)]
    max_megapixels: Annotated[int, Field(ge=1, le=100)]
    longest_side: Annotated[int, Field(ge=640, le=2560)]


class Broadcast(Section):
    max_words: Annotated[int, Field(ge=50, le=2000)]
    per_day: Annotated[int, Field(ge=1, le=50)]
    stale_hours: Annotated[int, Field(ge=1, le=168)]
    portion: Annotated[int, Field(ge=1, le=1000)]


class Classifier(Section):
    model: str

    @property
    def folder(self) -> Path | None:
        """Where the model lies, from the working directory unless absolute; None for the one that comes along."""
        return Path(self.model) if self.model else None


class Repeats(Section):
    repeat_minutes: Annotated[float, Field(ge=0.1, le=1440)]
    repeats: Annotated[int, Field(ge=0, le=20)]


# Who can be alerted: one role for each level of units.
LADDER = (Role.SECRETARY, Role.COMMUNITY_STAFF, Role.STREET_DISPATCHER, Role.DISTRICT_DISPATCHER)


class Alerts(Section):
    levels: Annotated[tuple[Role, ...], Field(min_length=1, max_length=8)]
    urgent: Repeats
    danger: Repeats
    danger_unanswered_s: Annotated[float, Field(ge=5, le=3600)]

    @field_validator("levels")
    @classmethod
    def _climbs(cls, levels: tuple[Role, ...]) -> tuple[Role, ...]:
        strangers = [role.value for role in levels if role not in LADDER]
        if strangers:
            raise ValueError(f"{strangers[0]!r} cannot be alerted; {', '.join(LADDER)} can")
        if len(set(levels)) < len(levels):
            raise ValueError("must not name a role twice")
        return levels

    def of(self, severity: Severity) -> Repeats | None:
        """How an alert of this severity is repeated; None where it is said once."""
        return {Severity.URGENT: self.urgent, Severity.DANGER: self.danger}.get(severity)


class Desks(Section):
    """How the dispatchers of one platform share its tickets."""

    cap: Annotated[int, Field(ge=1, le=1000)]
    in_turn: bool


class Repetition(Section):
    """When reports of one matter are too many (三天三单)."""

    days: Annotated[int, Field(ge=1, le=30)]
    reports: Annotated[int, Field(ge=2, le=50)]


class EmergencyNumber(Section):
    name: Name
    number: Annotated[str, Field(pattern=r"^\d[\d-]{2,14}$")]


Numbers = Annotated[tuple[EmergencyNumber, ...], Field(min_length=1, max_length=4)]


class Emergency(Section):
    """Beside `other`, a key for each kind of danger that the classifier names."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Numbers] = Field(init=False)

    other: Numbers

    def numbers(self, kind: str | None) -> tuple[EmergencyNumber, ...]:
        """Whom to call in a danger of this kind; those of `other` for a kind without numbers of its own."""
        return self.__pydantic_extra__.get(kind or "other", self.other)

    def every(self) -> tuple[EmergencyNumber, ...]:
        """Each number once, under the first name that it has; those of any danger first."""
        found: dict[str, EmergencyNumber] = {}
        for numbers in (self.other, *self.__pydantic_extra__.values()):
            for one in numbers:
                found.setdefault(one.number, one)
        return tuple(found.values())


class Logging(Section):
    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"]
    as_json: Annotated[bool, Field(alias="json")]


class Metrics(Section):
    enabled: bool
    host: str
    port: Annotated[int, Field(ge=0, le=65535)]

    @field_validator("host")
    @classmethod
    def _stays_on_this_machine(cls, host: str) -> str:
        if not _is_loopback(host):
            raise ValueError(f"must be a loopback address such as '127.0.0.1', not {host!r}")
        return host


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _is_safe_address(url: str) -> bool:
    parts = urlsplit(url)
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname or ""))
    )


class Activities(Section):
    max_words: Annotated[int, Field(ge=20, le=500)]
    wrong_codes: Annotated[int, Field(ge=1, le=100)]
    near_metres: Annotated[int, Field(ge=50, le=5000)]
    confirm_days: Annotated[int, Field(ge=1, le=14)]
