"""What the fuzzing begins with: an update of every kind, well formed, each with planted words that no log may show."""

import random
from itertools import count
from typing import Any, TypeAlias

from bot.channels.telegram.payload import Signer
from bot.domain.messages import Choice
from bot.handlers.routes import ROUTES
from tests.conversations.town import CHEN, EVERYBODY, GAO, HE, LI, NEW, TOKEN, WANG

JSON: TypeAlias = dict[str, Any]

# In everything that a person says; a log that shows one of them has shown what somebody wrote.
PLANTED = ("暗语丁香", "Plantedword")
WHO = (WANG, LI, NEW, CHEN, HE, GAO, *EVERYBODY)
SENTENCES = (
    "3号楼楼道灯坏了", "垃圾没人收", "家里燃气味很大，快来人", "谢谢", "你好", "三单元水管漏水了", "我想买一副老花镜",
    "翠湖苑", "3号楼", "2", "18900000000", "李大山", "明天下午三点", "2026-03-11 15:00", "", " ", "=1+1", "/",
    "👨‍👩‍👧‍👦",
)  # fmt: skip
_SIGNER = Signer.for_token(TOKEN)
_COMMANDS = sorted({route.command for route in ROUTES if route.command})
_BUTTONS = sorted({route.pressed for route in ROUTES if route.pressed})
_SERIAL = count(1)
FILE = {"file_id": "f1", "file_unique_id": "u1", "file_size": 100}


def update(dice: random.Random) -> JSON:
    """A well-formed update of some kind, without its `update_id`."""
    who = dice.choice(WHO)
    kind = dice.choice(KINDS)
    return kind(dice, who)


def words(dice: random.Random) -> str:
    """Something that somebody says, with planted words in it more often than not."""
    return dice.choice(SENTENCES) + dice.choice((*PLANTED, *PLANTED, ""))


def person(who: int) -> JSON:
    return {"id": who, "is_bot": False, "first_name": PLANTED[0], "last_name": PLANTED[1], "language_code": "zh-hans"}


def head(dice: random.Random, who: int) -> JSON:
    """A message without its content; now and then in a group, forwarded, an answer to another."""
    chat: JSON = {"id": who, "type": "private", "first_name": PLANTED[0]}
    if dice.random() < 0.05:
        chat = {"id": -1001, "type": "supergroup", "title": PLANTED[0]}
    more: JSON = {}
    if dice.random() < 0.1:
        more["forward_origin"] = {"type": "hidden_user", "sender_user_name": PLANTED[1], "date": 1}
    if dice.random() < 0.1:
        more["reply_to_message"] = {"message_id": 5, "date": 1, "chat": chat, "text": PLANTED[0]}
    return {"message_id": next(_SERIAL), "date": 1_773_104_700, "chat": chat, "from": person(who), **more}


def _text(dice: random.Random, who: int) -> JSON:
    said = words(dice)
    entities = [{"type": "bold", "offset": 0, "length": max(1, len(said) // 2)}] if dice.random() < 0.3 else []
    return {"message": head(dice, who) | {"text": said, "entities": entities}}


def _command(dice: random.Random, who: int) -> JSON:
    said = f"/{dice.choice(_COMMANDS)}{dice.choice(('', '@chuishao_bot', '@another'))} {dice.choice(('', words(dice)))}"
    return {"message": head(dice, who) | {"text": said}}


def _link(dice: random.Random, who: int) -> JSON:
    code = dice.choice(("c_cuihu", "b_cuihu3", "d_1", "i_" + "x" * 40, "z", "c_", PLANTED[1], "-" * 64))
    return {"message": head(dice, who) | {"text": f"/start {code}"}}


def _edited(dice: random.Random, who: int) -> JSON:
    return {"edited_message": head(dice, who) | {"text": words(dice), "edit_date": 1_773_104_800}}


def _photo(dice: random.Random, who: int) -> JSON:
    album = {"media_group_id": str(dice.randrange(5))} if dice.random() < 0.4 else {}
    sizes = [FILE | {"width": 90, "height": 60, "file_unique_id": f"u{dice.randrange(99)}"}]
    return {"message": head(dice, who) | {"photo": sizes, "caption": words(dice), **album}}


def _file(dice: random.Random, who: int) -> JSON:
    kind = dice.choice(("voice", "video", "video_note", "document", "audio", "animation", "sticker"))
    mime = dice.choice(("image/png", "audio/ogg", "application/pdf", ""))
    body = FILE | {"mime_type": mime, "file_name": PLANTED[0], "duration": 3, "length": 10, "width": 5, "height": 5}
    return {"message": head(dice, who) | {kind: body, "caption": words(dice)}}


def _other(dice: random.Random, who: int) -> JSON:
    content = dice.choice(
        (
            {"dice": {"emoji": "🎲", "value": 4}},
            {"poll": {"id": "1", "question": PLANTED[0], "options": []}},
            {"location": {"latitude": 37.87, "longitude": 112.55}},
            {"venue": {"location": {"latitude": 37.87, "longitude": 112.55}, "title": PLANTED[0], "address": "x"}},
            {"contact": {"phone_number": "+8613800000000", "first_name": PLANTED[0], "user_id": who}},
            {"contact": {"phone_number": "1", "first_name": PLANTED[0]}},
            {"new_chat_title": PLANTED[0]},
            {"game": {"title": PLANTED[0]}},
            {"story": {"id": 1}},
        )
    )
    return {"message": head(dice, who) | content}


def _press(dice: random.Random, who: int) -> JSON:
    """A button of ours with anything behind it, rightly sealed: nobody but us could, so it must not even matter."""
    which = dice.choice(("", "1", "x" * 26, "0310-001", "cuihu", "a.b.c", "-1", "９", "市政", "shop-0", "_", "1.2.3"))
    choice = Choice(dice.choice(_BUTTONS), which, dice.choice((0, 1, 2, 35, 36, 10**6)))
    message = head(dice, who)
    return {"callback_query": _query(dice, who, message, _sealed(choice, str(message["chat"]["id"])))}


def _forged(dice: random.Random, who: int) -> JSON:
    data = dice.choice(("", ":", "submit", "submit:1:1:AAAAAAAA", "::::", "x" * 64, PLANTED[1], "提交:：", "\0"))
    return {"callback_query": _query(dice, who, head(dice, who), data)}


def _query(dice: random.Random, who: int, message: JSON, data: str) -> JSON:
    query = {"id": str(next(_SERIAL)), "from": person(who), "chat_instance": "1", "data": data}
    return query | {"message": message | {"text": PLANTED[0], "reply_markup": {"inline_keyboard": []}}}


def _sealed(choice: Choice, chat: str) -> str:
    try:
        return _SIGNER.seal(choice, chat)
    except ValueError:  # too long for a button
        return _SIGNER.seal(Choice(choice.what), chat)


def _member(dice: random.Random, who: int) -> JSON:
    status = dice.choice(("member", "kicked", "left", "administrator"))
    me = {"id": 424242, "is_bot": True, "first_name": "吹哨"}
    ends = {"old_chat_member": {"user": me, "status": "member"}, "new_chat_member": {"user": me, "status": status}}
    chat = {"id": who, "type": "private"}
    return {"my_chat_member": {"chat": chat, "from": person(who), "date": 1_773_104_700, **ends}}


def _unasked(dice: random.Random, who: int) -> JSON:
    """Kinds that we do not ask for, and one that there is not."""
    kind = dice.choice(
        ("channel_post", "inline_query", "message_reaction", "poll_answer", "chat_join_request", "business_message",
         "pre_checkout_query", "edited_channel_post", "levitation")
    )  # fmt: skip
    return {kind: head(dice, who) | {"text": words(dice), "query": PLANTED[0], "id": "1"}}


KINDS = (
    _text, _text, _text, _command, _command, _link, _edited, _photo, _file, _other, _press, _press, _press, _forged,
    _member, _unasked,
)  # fmt: skip
