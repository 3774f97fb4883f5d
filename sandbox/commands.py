"""Command menus by scope and language (https://core.telegram.org/bots/api#botcommandscope)."""

import re
from collections.abc import Iterator
from typing import Any

from sandbox.errors import BadRequest
from sandbox.wire import JSON

Key = tuple[str, int, int, str]
"""Scope, chat, person, language: the zeros and the empty string stand for "any"."""

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_BROAD = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
_NARROW = {"chat", "chat_administrators", "chat_member"}


class Commands:
    """The bot's menus."""

    def __init__(self) -> None:
        self._menus: dict[Key, list[JSON]] = {}

    def put(self, key: Key, menu: list[JSON]) -> None:
        self._menus[key] = menu

    def drop(self, key: Key) -> None:
        self._menus.pop(key, None)

    def exactly(self, key: Key) -> list[JSON]:
        return self._menus.get(key, [])

    def shown_to(self, person_id: int, language: str) -> list[JSON]:
        """What a person sees in the private chat: the narrowest scope that has a menu wins."""
        return next((self._menus[key] for key in _private_order(person_id, language) if key in self._menus), [])

    def clear(self) -> None:
        self._menus.clear()


def _private_order(person_id: int, language: str) -> Iterator[Key]:
    for scope, chat in (("chat", person_id), ("all_private_chats", 0), ("default", 0)):
        for code in (language.split("-", maxsplit=1)[0], ""):
            yield scope, chat, 0, code


def read_key(scope: Any, language: str) -> Key:
    """The menu a call speaks of; no scope means everyone."""
    if scope is None:
        return "default", 0, 0, language
    if not isinstance(scope, dict) or str(scope.get("type")) not in _BROAD | _NARROW:
        raise BadRequest("can't parse BotCommandScope: Unsupported type specified")
    kind: str = scope["type"]
    if kind in _BROAD:
        return kind, 0, 0, language
    return kind, _id(scope, "chat_id"), _id(scope, "user_id") if kind == "chat_member" else 0, language


def _id(scope: JSON, name: str) -> int:
    try:
        return int(scope[name])
    except (KeyError, TypeError, ValueError):
        raise BadRequest("chat not found" if name == "chat_id" else "user not found") from None


def read_menu(value: Any) -> list[JSON]:
    """A checked list of commands: at most 100, lower-case names of 1-32 characters, descriptions of 1-256."""
    if not isinstance(value, list):
        raise BadRequest("expected an Array of BotCommand")
    if len(value) > 100:
        raise BadRequest("BOT_COMMANDS_TOO_MUCH")
    return [_command(item) for item in value]


def _command(item: Any) -> JSON:
    if not isinstance(item, dict):
        raise BadRequest("expected an Object as BotCommand")
    command, description = str(item.get("command", "")).removeprefix("/"), str(item.get("description", ""))
    if not _COMMAND.fullmatch(command):
        raise BadRequest("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise BadRequest("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": description}
