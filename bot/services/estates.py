"""By which of its names somebody means a compound that was merged from several estates (院落)."""

from bot.domain.people import Unit
from bot.services.heard import plain_of
from bot.services.names import Names
from bot.texts.arrival import compound_label


def estate_in(unit: Unit, words: str) -> str:
    """The estate by whose name `words` mean the compound; empty where by its own, or by none that can be told."""
    if not unit.estates:
        return ""
    said = plain_of(words)
    whole = [name for name in (unit.name, *unit.estates) if plain_of(name) in said]
    widest = [name for name in whole if not any(name != other and name in other for other in whole)]
    found = [name for name in widest if name in unit.estates]
    if not widest:
        names = {name: (name,) for name in (unit.name, *unit.estates)}
        found = [name for name in Names(names).like(words)[:1] if name in unit.estates]
    return found[0] if len(found) == 1 else ""


def label_for(unit: Unit, words: str) -> str:
    """The compound as whoever wrote `words` knows it: 「海棠苑（铁路宿舍）」 where they called it so."""
    return compound_label(unit.name, estate_in(unit, words))
