"""What a message adds to the draft: words, files, a pin, a number to call; and what must be said about it."""

import re
from dataclasses import replace

from bot.domain.afterthoughts import puts_right
from bot.domain.dialled import dialled_in
from bot.domain.ids import new_id
from bot.domain.messages import Contact, Media, MediaRef, Place, Reply, Text
from bot.domain.people import Unit
from bot.domain.places import only_name, read_place
from bot.domain.words import clean
from bot.fsm.report import S
from bot.services.estates import estate_in
from bot.services.phones import first_dialled, read_phone
from bot.services.report.draft import Draft
from bot.services.report.needs import compound_of
from bot.services.turn import Reading, Turn
from bot.texts.report import notes as say
from bot.texts.report.numbers import NoLongerHidden, NoNumber
from bot.texts.words import pin_words

PLACE_WORDS = 40
# 「就在3号楼那儿」: as much as people say around a place without telling more.
SAID_BESIDE = 4
# 「应该是麦浪新村的那个吧」.
_ANSWER = re.compile(r"(?:我?说的)?(?:应该|就)?(?:是|选|在)?(.{2,}?)(?:的?[那这]一?[个边家里]|的)?[吧啊呀呢。！!]*")
# Of a compound that we do not know.
LONGEST_NAME = 6

Told = tuple[Draft, list[Reply]]


def with_message(turn: Turn, draft: Draft) -> Told:
    """The draft with what this message adds."""
    match turn.content:
        case Text():
            return _with_words(turn, draft)
        case Media(files):
            return _with_files(turn, *_with_words(turn, draft), files)
        case Place() as pin:
            if _is_elsewhere(turn, draft, pin):
                return draft, [turn.reply(say.PinIsElsewhere())]
            return _with_pin(draft, pin), []
        case Contact(phone):
            return _with_number(turn, draft, read_phone(phone) or phone[:20])
        case _:
            return draft, []


def _with_words(turn: Turn, draft: Draft) -> Told:
    words, most = turn.words, turn.office.settings.report.max_words
    if not words or turn.reading is None:
        return draft, []
    match draft.state:
        case S.PLACE if not turn.reading.danger:
            placed = replace(_where_named(turn, draft), place=_place_of(words), placed=True)
            # A whole story is no place alone: nothing of it is lost.
            return (placed.with_words(turn.reading, most) if len(words) > PLACE_WORDS else placed), []
        case S.CONTACT if not turn.reading.danger:
            if phone := read_phone(words) or first_dialled(words):
                return _with_number(turn, draft, phone)
            kept = turn.reading.sure
            said = draft.with_words(turn.reading, most) if kept else draft
            return said, [turn.reply(NoNumber(kept))]
        case S.WORDS:
            told = draft.with_other_words(turn.reading, most)
            length = len(words)
        case _:
            draft = draft if draft.compound_id else _where_named(turn, draft)
            told = (_with_afterthought if draft.parts else _with_further)(draft, turn.reading, most)
            length = len(draft.words) + len(words)
    return told, [turn.reply(say.TooManyWords(most))] if length > most else []


def _where_named(turn: Turn, draft: Draft) -> Draft:
    """In the compound that the words name; where they name none, it stays where it is."""
    unit = mentioned(turn)
    return draft.at(unit, estate_in(unit, turn.words)) if unit else draft


def _place_of(words: str) -> str:
    """In its one form; as they said it, where that tells more (「家门口那棵大槐树下面」)."""
    place = read_place(words)
    return place if len(place) + SAID_BESIDE >= len(words) else _cut(words)


def _cut(words: str) -> str:
    """The beginning of `words`; a number at its end is not cut in two, for half of one nobody would find to hide."""
    cut = (begin for begin, end in dialled_in(words) if begin < PLACE_WORDS < end)
    return words[: next(cut, PLACE_WORDS)]


def _with_number(turn: Turn, draft: Draft, phone: str) -> Told:
    told = replace(draft, contact=phone, anonymous=False)
    return told, [turn.reply(NoLongerHidden())] if draft.anonymous else []


def _with_parts(draft: Draft, reading: Reading) -> Draft:
    """With each of several problems apart: told in one message, or a second one while the first is looked at.

    Danger is not divided.
    """
    if draft.ticket_id or draft.danger or reading.danger:
        return draft
    told = tuple(part_of(part) for part in reading.parts)
    if not draft.words:
        return replace(draft, parts=told)
    another = reading.clear and draft.clear and reading.category != draft.category
    if not another or draft.state not in (S.SIMILAR, S.REVIEW):
        return draft
    return replace(draft, parts=(replace(draft, parts=()), *(told or (part_of(reading),))), whole=False)


def _with_further(draft: Draft, reading: Reading, most: int) -> Draft:
    """With a further sentence; one that only puts the place right is about no other matter."""
    if puts_right(draft.place, reading.words):
        return draft.with_words(replace(reading, clear=False), most)
    return _with_parts(draft, reading).with_words(reading, most)


def _with_afterthought(draft: Draft, reading: Reading, most: int) -> Draft:
    """Said before they chose whether these are several: it goes with the last of them; danger is not divided."""
    *others, last = draft.parts
    parts = () if reading.danger else (*others, last.with_words(reading, most))
    return replace(draft.with_words(reading, most), parts=parts)


def part_of(reading: Reading) -> Draft:
    """A draft of one problem of several."""
    part = Draft(new_id(), words=reading.words, severity=reading.severity, place=reading.place)
    return replace(part, danger=reading.danger or "").understood_as(reading)


def _with_files(turn: Turn, draft: Draft, notes: list[Reply], files: tuple[MediaRef, ...]) -> Told:
    most = turn.office.settings.report.max_photos
    too_many = len(draft.files) + len(files) > most
    return draft.with_files(files, most), [*notes, turn.reply(say.TooManyFiles(most))] if too_many else notes


def _is_elsewhere(turn: Turn, draft: Draft, pin: Place) -> bool:
    """Near no compound of ours, though we know where theirs lies."""
    home = turn.office.directory.get(compound_of(turn, draft))
    unknown = home is not None and home.latitude is None
    return not unknown and not turn.office.directory.around(pin.latitude, pin.longitude)


def _with_pin(draft: Draft, pin: Place) -> Draft:
    named = clean(pin.name) or pin_words(pin.latitude, pin.longitude)
    # Asked where it is, they say it anew; unasked, they say it more exactly.
    place = named if draft.state is S.PLACE else f"{draft.place} {named}".strip()
    return replace(draft, place=place[: 2 * PLACE_WORDS], placed=True, pin=(pin.latitude, pin.longitude))


def meant(turn: Turn) -> list[Unit]:
    """The compounds that this message may name: by its words, or around its pin."""
    return turn.office.directory.search(turn.words) if isinstance(turn.content, Text) else pinned(turn)


def pinned(turn: Turn) -> list[Unit]:
    """The compounds around the pin that was sent, the nearest first; none where no pin was."""
    match turn.content:
        case Place(latitude, longitude):
            return turn.office.directory.around(latitude, longitude)
        case _:
            return []


def named(turn: Turn) -> Unit | None:
    """The compound of exactly the name that was written; None where it was none, or several bear it."""
    return turn.office.directory.named(turn.words) if isinstance(turn.content, Text) else None


def picked(turn: Turn, draft: Draft) -> Unit | None:
    """The one that they mean of those they were asked about, with the words of an answer around it (「麦浪的那个」)."""
    answer = _ANSWER.fullmatch(turn.words) if draft.state is S.COMPOUND and isinstance(turn.content, Text) else None
    if answer is None:
        return None
    directory = turn.office.directory
    offered = [unit for one, _ in draft.among if (unit := directory.get(one)) and answer[1] in unit.name]
    return offered[0] if len(offered) == 1 else directory.named(answer[1])


def mentioned(turn: Turn) -> Unit | None:
    """The one compound whose name stands in what was written, also under a photo."""
    return turn.office.directory.mentioned(turn.words)


def is_only_a_name(turn: Turn, draft: Draft) -> bool:
    """Asked for their compound, they wrote hardly more than a name. What sounds like a problem is kept as words."""
    if draft.state is not S.COMPOUND or (turn.reading and turn.reading.danger):
        return False
    match turn.content:
        case Text(text):
            found = meant(turn)
            if not found and turn.reading and turn.reading.clear:
                return False
            longest = max((len(estate_in(unit, text) or unit.name) for unit in found), default=LONGEST_NAME)
            said = only_name(turn.words) or turn.words
            return text.isascii() or len(said) <= longest + len("小区")
        case content:
            return isinstance(content, Place)
