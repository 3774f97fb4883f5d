"""Conversation steps per second: this bot beside python-telegram-bot's ConversationHandler and aiogram, in one run.

    python -m benchmarks.steps [ROUNDS] [SECONDS] [postgres] [workers] [pgbouncer] [alone]

64 residents report at once: a sentence → the review card → 提交 → the number. A step is one update handled with its
answer seen on the phone. The bot, the sandbox and the driver are a process each. Our bot is killed at the end of each
turn (SIGKILL), and every number that a resident has read must be in its store.

`postgres`: ours also on a server; `workers`: there with a process for each role, one worker and two; `pgbouncer`: in
one process, with PgBouncer before the server. `alone`: only ours. What the servers (PostgreSQL, Redis) use of the
processor is not in the bots' milliseconds.
"""

import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from typing import TypeAlias

from benchmarks.redis_server import AS_SHIPPED, DURABLE, missing, redis_server
from benchmarks.turns import OURS, Turn, play, play_on
from tests.engines.pooler import NoPooler, Pooler
from tests.engines.server import NoServer, Server

Player: TypeAlias = Callable[[float], Turn]
"""Seconds → a turn so long."""
WITH_AIOGRAM = "benchmarks.bots.with_aiogram"
FIRST = "chuishao, durable"
OTHERS: dict[str, Player] = {
    "python-telegram-bot, ConversationHandler, PicklePersistence": lambda seconds: play(
        "benchmarks.bots.with_ptb", seconds
    ),
    "aiogram 3, MemoryStorage": lambda seconds: play(WITH_AIOGRAM, seconds),
}
WITH_REDIS = {
    "aiogram 3, RedisStorage, snapshots as shipped": AS_SHIPPED,
    "aiogram 3, RedisStorage, appendfsync always": DURABLE,
}
ON_A_SERVER = "chuishao, durable, on PostgreSQL"
OPTIONS = ("postgres", "workers", "pgbouncer", "alone")


def with_redis(options: tuple[str, ...], seconds: float) -> Turn:
    """aiogram's turn with its conversations in a Redis of its own."""
    with redis_server(options) as url:
        return play(WITH_AIOGRAM, seconds, url)


def players(wanted: set[str], held: ExitStack) -> Iterator[tuple[str, Player]]:
    """Who plays, ours on SQLite first; what they lean on is in `held`."""
    yield FIRST, partial(play, OURS)
    if "alone" not in wanted:
        yield from OTHERS.items()
        if lacks := missing():
            print(f"LEFT OUT, aiogram with RedisStorage: there is not {lacks}", file=sys.stderr)
        else:
            yield from ((name, partial(with_redis, options)) for name, options in WITH_REDIS.items())
    if wanted & {"postgres", "workers", "pgbouncer"} and (server := found_server()):
        held.callback(server.stop)
        yield from on_a_server(server, wanted, held)


def on_a_server(server: Server, wanted: set[str], held: ExitStack) -> Iterator[tuple[str, Player]]:
    """Ours on PostgreSQL, in as many forms as are wanted."""
    if "postgres" in wanted:
        yield ON_A_SERVER, partial(play_on, server)
    if "workers" in wanted:
        for workers in (1, 2):
            roles = ("intake", *["worker"] * workers, "sender", "clock")
            yield f"{ON_A_SERVER}, {workers + 3} processes, workers: {workers}", partial(play_on, server, roles=roles)
    if "pgbouncer" in wanted:
        try:
            pooler = Pooler.start(server, "server_reset_query_always = 0\nserver_round_robin = 0\n")
        except NoPooler as none:
            print(f"LEFT OUT: {none}", file=sys.stderr)
        else:
            held.callback(pooler.stop)
            yield f"{ON_A_SERVER}, through PgBouncer", partial(play_on, server, pooler=pooler)


def found_server() -> Server | None:
    """One that keeps what it acknowledged, on the same disk; None where there is none."""
    try:
        return Server.find(("shared_buffers=256MB",), on_disk=True)
    except NoServer as none:
        print(f"LEFT OUT: {none}", file=sys.stderr)
        return None


def show(name: str, turns: Sequence[Turn], ours: Sequence[Turn]) -> None:
    """A line of Markdown: the median of everything, the median of the rounds' ratios."""
    faster = statistics.median(own.rate / turn.rate for own, turn in zip(ours, turns, strict=True))
    cheaper = statistics.median(turn.cpu[0] / own.cpu[0] for own, turn in zip(ours, turns, strict=True))
    rates = [turn.rate for turn in turns]
    bot, server, driver = (statistics.median(turn.cpu[at] for turn in turns) for at in range(3))
    p50, p99 = statistics.median(turn.p50 for turn in turns), statistics.median(turn.p99 for turn in turns)
    print(
        f"| {name} | {faster:.2f} | {cheaper:.2f} | {statistics.median(rates):.0f} | {min(rates):.0f}-{max(rates):.0f}"
        f" | {bot:.2f} | {server:.2f} | {driver:.2f} | {p50:.0f} | {p99:.0f} |"
    )


def main() -> None:
    given = [one for one in sys.argv[1:] if one not in OPTIONS]
    rounds, seconds = (int(one) for one in (*given, *("5", "5")[len(given) :]))
    with ExitStack() as held:
        all_players = dict(players(set(sys.argv[1:]), held))
        names = list(all_players)
        turns: dict[str, list[Turn]] = {name: [] for name in names}
        for number in range(rounds):
            first = number % len(names)
            for name in names[first:] + names[:first]:
                turns[name].append(all_players[name](seconds))
                print(f"round {number + 1}: {turns[name][-1].rate:6.0f} steps/s  {name}", file=sys.stderr, flush=True)
    print("| bot | ours is faster by | ours is cheaper by | steps/s | from-to |", end="")
    print(" bot ms | sandbox ms | driver ms | p50 ms | p99 ms |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for name in names:
        show(name, turns[name], turns[FIRST])


if __name__ == "__main__":
    main()
