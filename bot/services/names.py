"""Which of many names somebody meant: a part, a slip, what sounds alike, pinyin or initials, a house behind it."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import TypeAlias

from rapidfuzz import fuzz, process

from bot.domain.places import only_name, rest_of
from bot.services.heard import Heard, hear, plain_of

SUGGESTIONS = 3
# Nobody types more as a name; the rest of a long report is not read.
LONGEST = 40
# How surely a name was meant, 0..100, by the form in which both agree.
_SURENESS = {"plain": 100.0, "sound": 96.0, "core": 92.0, "core_sound": 84.0, "signs": 79.0}
_INITIALS, _WITHIN, _SOUNDS_FIRST, _INITIALS_FIRST = 94.0, 90.0, 80.0, 72.0
# A part of a name counts for more, the more of it was typed.
_PART, _SOUND_OF_PART, _ALL_OF_IT = 82.0, 74.0, 6.0
# From here on a name was written or said, not only something like it: then nothing is guessed.
_MEANT = 80.0
# Below this likeness (0..100) a name is no suggestion but a guess; in Latin letters chance does more.
_LIKE_ENOUGH, _LIKE_ENOUGH_IN_PINYIN = 65.0, 78.0
# Likeness counts for less than any part of a name that was meant.
_OF_LIKENESS = 0.7

# Whose name it is, and one of their names in plain signs.
Entry: TypeAlias = tuple[str, str]
Scores: TypeAlias = Iterator[tuple[Entry, float]]


# As much of a report as is searched for a name, and the characters that make no name by themselves.
READ, SHORT = 200, 2


class Names:
    """An unchanging index of names by id. One id may have several; the first is its own, and may stand before another
    (「海棠苑铁路宿舍」).
    """

    __slots__ = ("_by_name", "_cores", "_forms", "_heard", "_letters", "_longest", "_signs", "_tunes")

    def __init__(self, names: Mapping[str, Collection[str]]) -> None:
        plain = ((key, plain_of(name)) for key, several in names.items() for name in several)
        entries: list[Entry] = [entry for entry in dict.fromkeys(plain) if entry[1]]
        cores = {entry: entry[1].removesuffix("小区") for entry in entries}
        self._cores = {entry: core for entry, core in cores.items() if len(core) > SHORT}
        self._by_name: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            self._by_name[entry[1]].append(entry)
        for key, (own, *others) in names.items():
            for other in map(plain_of, others):
                self._by_name[plain_of(own) + other].append((key, other))
        self._heard = [(entry, heard) for entry in entries for heard in hear(entry[1])]
        self._forms: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
        for entry, name in self._heard:
            for form in (*_SURENESS, "initials"):
                self._forms[form, getattr(name, form)].append(entry)
        self._longest = max((len(name.plain) for _, name in self._heard), default=0)
        # For each syllable a sign: what is compared letter by letter elsewhere is compared by syllables here.
        self._signs: dict[str, str] = {}
        for _, name in self._heard:
            for syllable in name.syllables:
                self._signs.setdefault(syllable, chr(len(self._signs) + 1))
        self._tunes = [self._tune(name) for _, name in self._heard]
        self._letters = [name.sound for _, name in self._heard]

    def exactly(self, typed: str) -> str | None:
        """The id whose name was typed, with or without 小区, maybe with a house behind it, and nothing else.

        None where more was said, and where no name is this one or several are.
        """
        return _the_one(self.all_exactly(typed))

    def all_exactly(self, typed: str) -> list[str]:
        """The same, and all of them where several bear this name; none where more was said."""
        for form in (plain_of(typed[:LONGEST]), plain_of(only_name(typed[:LONGEST]))):
            found = (
                self._by_name.get(form)
                or self._by_name.get(form.removesuffix("小区"))
                or self._by_name.get(f"{form}小区")
            )
            if form and found:
                return list(dict.fromkeys(key for key, _ in found))
        return []

    def within(self, sentence: str) -> str | None:
        """The id whose whole name stands in a sentence; None where none does, or several that are not one in the other.

        Of two that share a name it is the one whose own name stands there too.

        Names of two characters are no names there: they are in too many words.
        """
        return _the_one(self.all_within(sentence))

    def all_within(self, sentence: str) -> list[str]:
        """The same, and all that share the name, where several do; none where different names stand there."""
        plain = plain_of(sentence[:READ])
        found = {entry: core for entry, core in self._cores.items() if core in plain}
        widest: defaultdict[str, set[str]] = defaultdict(set)
        for (key, _), core in found.items():
            if not any(core != other and core in other for other in found.values()):
                widest[key].add(core)
        return [key for key, cores in widest.items() if all(cores >= others for others in widest.values())]

    def like(self, typed: str) -> list[str]:
        """At most three ids whose names may be meant, the likeliest first; none for words that are like no name."""
        typed = typed[:LONGEST]
        whole, name, alone = plain_of(typed), plain_of(rest_of(typed)[0]), bool(only_name(typed))
        scores: defaultdict[Entry, float] = defaultdict(float)
        for form, may_be_a_slip in {name: alone, whole: True}.items():
            for entry, score in self._scored(form, may_be_a_slip=may_be_a_slip) if form else ():
                scores[entry] = max(score, scores[entry])
        likely = sorted(scores, key=lambda entry: (-scores[entry], entry[1]))
        return list(dict.fromkeys(key for key, _ in likely))[:SUGGESTIONS]

    def _scored(self, form: str, *, may_be_a_slip: bool) -> Scores:
        typed = next(hear(form))
        meant = [*self._agreeing(typed), *self._within(form, typed), *self._parts(typed)]
        yield from meant
        if may_be_a_slip and not any(score >= _MEANT for _, score in meant):
            yield from self._resembling(typed)

    def _agreeing(self, typed: Heard) -> Scores:
        """Those of which one form is the typed one's."""
        for form, score in _SURENESS.items():
            yield from ((entry, score) for entry in self._forms.get((form, getattr(typed, form)), ()))
        for letters in {typed.plain, typed.plain.removesuffix("xq")}:
            yield from ((entry, _INITIALS) for entry in self._forms.get(("initials", letters), ()))

    def _within(self, form: str, typed: Heard) -> Scores:
        """Those whose whole name stands in a sentence (two signs with 小区 alone), or is heard where it begins."""
        for start in range(len(form) - 2):
            for end in range(start + 3, min(len(form), start + self._longest + 2) + 1):
                piece = form[start:end]
                found = self._by_name.get(piece) or self._by_name.get(piece.removesuffix("小区")) or ()
                yield from ((entry, _WITHIN) for entry in found)
        for end in range(1, len(typed.syllables)):
            found = self._forms.get(("sound", "".join(typed.syllables[:end])), ())
            yield from ((entry, _SOUNDS_FIRST) for entry in found if len(entry[1].removesuffix("小区")) > 2)

    def _parts(self, typed: Heard) -> Scores:
        """Those of which a part was typed."""
        if len(typed.plain) > self._longest and not typed.plain.isascii():
            return
        for entry, name in self._heard:
            covered = _ALL_OF_IT * len(typed.sound) / len(name.sound)
            if typed.plain in name.plain and not typed.plain.isdigit():
                yield entry, _PART + covered
            elif len(typed.sound) > 3 and typed.sound in name.sound:
                yield entry, _SOUND_OF_PART + covered
            elif len(typed.plain) > 1 and name.initials.startswith(typed.plain):
                yield entry, _INITIALS_FIRST

    def _resembling(self, typed: Heard) -> Scores:
        """Those that were typed with a slip or two."""
        if any(mark.isascii() for mark in typed.plain):
            enough = _LIKE_ENOUGH_IN_PINYIN if len(typed.plain) > 3 else 100
            found = process.extract(typed.sound, self._letters, scorer=fuzz.ratio, limit=None, score_cutoff=enough)
            yield from ((self._heard[at][0], likeness * _OF_LIKENESS) for _, likeness, at in found)
            return
        sounding = process.extract(
            self._tune(typed), self._tunes, scorer=fuzz.ratio, limit=None, score_cutoff=_LIKE_ENOUGH
        )
        for _, heard, at in sounding:
            entry, name = self._heard[at]
            likeness = (heard + fuzz.ratio(typed.plain, name.plain)) / 2
            if likeness >= _LIKE_ENOUGH:
                yield entry, likeness * _OF_LIKENESS

    def _tune(self, name: Heard) -> str:
        return "".join(self._signs.get(syllable, "\0") for syllable in name.syllables)


def _the_one(keys: list[str]) -> str | None:
    return keys[0] if len(keys) == 1 else None
