"""`python -m benchmarks.posters [COMPOUNDS]`: posters and stickers of a district, seconds and seconds of processor."""

import resource
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from benchmarks.big_district import COMPOUNDS, sheets
from bot.commands.posters import write
from bot.config import load_settings
from bot.domain.people import Role, Unit, UnitKind
from bot.domain.posters import Print
from bot.services.directory import Directory
from bot.services.posters import Posters
from bot.storage.published import Published
from bot.texts.sheets import KINDS, ROLES

_KINDS = {word: kind for kind, words in KINDS.items() for word in words}
_ROLES = {word: role for role, words in ROLES.items() for word in words}


def prints(most: int) -> list[Print]:
    """What is to be printed for `most` compounds of the district."""
    filled = sheets()
    units = [
        Unit(code, _KINDS[kind], above or None, name, f"u_{code:0>16}")
        for code, kind, name, above, *_ in filled["单位"][1:]
    ]
    shown = [Published(unit, _ROLES[role], name, phone) for unit, role, name, phone, _ in filled["公示"][1:]]
    leads = [Published(unit, _ROLES[role], name, str(phone)) for _, name, phone, role, unit, _ in filled["人员"][1:]]
    published = [*shown, *(one for one in leads if one.role in {Role.SECRETARY, Role.BUILDING_LEAD})]
    posters = Posters(Directory(units), published, load_settings(), "https://t.me/chuishao_bot?start={}".format)
    wanted = [unit for unit in units if unit.kind is UnitKind.COMPOUND][:most]
    return [one for unit in wanted for one in posters.prints(unit)]


def processor() -> float:
    """Seconds of processor of this process and those that it started."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def measure(most: int) -> None:
    """Print what it costs to make them all."""
    wanted = prints(most)
    with TemporaryDirectory() as folder:
        began, busy = time.perf_counter(), processor()
        count = write(wanted, Path(folder), Console(quiet=True))
        took, cost = time.perf_counter() - began, processor() - busy
        size = sum(file.stat().st_size for file in Path(folder).iterdir()) / 1e6
    print(f"{count} files, {size:.0f} MB: {took:.1f} s, {cost:.1f} s of processor")


if __name__ == "__main__":
    measure(int(sys.argv[1]) if len(sys.argv) > 1 else COMPOUNDS)
