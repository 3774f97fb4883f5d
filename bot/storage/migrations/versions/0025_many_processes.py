"""Jobs shared out among processes; what each message and each piece of due work goes back to."""

import zlib

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Leases by job instead of by time, members, partitions of the outbox, traces."""
    _leases()
    op.create_table(
        "member",
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("beat", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("job", "owner", name=op.f("pk_member")),
    )
    op.add_column("outbox", sa.Column("part", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("outbox", sa.Column("trace", sa.Text(), nullable=True))
    op.add_column("due_work", sa.Column("trace", sa.Text(), nullable=True))
    _deal_out()


def _leases() -> None:
    """The epochs are kept: they must never be seen twice."""
    op.execute("CREATE TABLE lease_before AS SELECT part, epoch FROM lease")
    op.drop_table("lease")
    op.create_table(
        "lease",
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("part", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("job", "part", name=op.f("pk_lease")),
    )
    op.create_index("ix_lease_owner", "lease", ["owner"])
    op.execute("INSERT INTO lease (job, part, owner, epoch) SELECT 'worker', part, '', epoch FROM lease_before")
    op.drop_table("lease_before")


def _deal_out() -> None:
    """What waits to be sent gets its partition, as `bot.domain.sharing.partition_of` has it."""
    connection = op.get_bind()
    waiting = connection.execute(sa.text("SELECT DISTINCT channel, chat FROM outbox WHERE state = 'waiting'"))
    for channel, chat in waiting.fetchall():
        part = zlib.crc32(f"{channel}:{chat}".encode()) % 64
        connection.execute(
            sa.text("UPDATE outbox SET part = :p WHERE channel = :a AND chat = :b AND state = 'waiting'"),
            {"p": part, "a": channel, "b": chat},
        )
