"""One commit for many units, on the thread of one sqlite3 connection.

What each caller is told is always true: success only after COMMIT returned, an error only when nothing of the
unit remains. Where SQLite takes the whole transaction back (disk full, I/O error) or COMMIT fails, the units run
again one by one, so that each gets its own answer.
"""

import sqlite3
from collections.abc import Sequence
from typing import Any, TypeAlias

from bot.storage.drive import Job, Outcome
from bot.storage.transaction import SqliteTx
from bot.storage.troubles import busy, may_pass

Jobs: TypeAlias = Sequence[Job[Any]]
Outcomes: TypeAlias = list[Outcome[Any]]


def write_all(connection: sqlite3.Connection, jobs: Jobs) -> Outcomes:
    """Run each job in a transaction of its own or, when there are several, in one shared transaction."""
    if len(jobs) > 1:
        shared = _together(connection, jobs)
        if shared is not None:
            return shared
    return _one_by_one(connection, jobs)


def read_one(connection: sqlite3.Connection, job: Job[Any]) -> Outcome[Any]:
    """Run one job on one view of the store and leave no trace."""
    connection.execute("BEGIN")
    try:
        return _told(job.run(SqliteTx(connection, job.vault)))
    finally:
        _abandon(connection)


def _together(connection: sqlite3.Connection, jobs: Jobs) -> Outcomes | None:
    """None where the transaction was lost and nobody's unit has happened."""
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        return _refused(error, jobs)
    try:
        outcomes = [_beside_others(connection, job) for job in jobs]
        connection.execute("COMMIT")
    except sqlite3.Error:
        _abandon(connection)
        return None
    return outcomes


def _beside_others(connection: sqlite3.Connection, job: Job[Any]) -> Outcome[Any]:
    """Run a job in a savepoint. Raises sqlite3.Error where the savepoint, and so the transaction, is gone."""
    connection.execute("SAVEPOINT unit")
    outcome = job.run(SqliteTx(connection, job.vault))
    if outcome.error is not None:
        connection.execute("ROLLBACK TO unit")
    connection.execute("RELEASE unit")
    return _told(outcome)


def _one_by_one(connection: sqlite3.Connection, jobs: Jobs) -> Outcomes:
    """Each in its own transaction; once one cannot begin, the rest are not made to wait out the same lock."""
    outcomes: Outcomes = []
    for done, job in enumerate(jobs):
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            return outcomes + _refused(error, jobs[done:])
        outcomes.append(_alone(connection, job))
    return outcomes


def _alone(connection: sqlite3.Connection, job: Job[Any]) -> Outcome[Any]:
    try:
        outcome = _told(job.run(SqliteTx(connection, job.vault)))
        if outcome.error is None:
            connection.execute("COMMIT")
    except sqlite3.OperationalError as error:
        return Outcome(error=busy(error))
    except sqlite3.Error as error:  # a constraint that is checked at COMMIT
        return Outcome(error=error)
    finally:
        _abandon(connection)
    return outcome


def _abandon(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _refused(error: sqlite3.Error, jobs: Jobs) -> Outcomes:
    return [Outcome(error=busy(error)) for _ in jobs]


def _told(outcome: Outcome[Any]) -> Outcome[Any]:
    """What the caller hears: SQLite's passing troubles as StorageBusy, everything else as it was raised."""
    error = outcome.error
    if isinstance(error, sqlite3.OperationalError) and may_pass(error):
        return Outcome(error=busy(error))
    return outcome
