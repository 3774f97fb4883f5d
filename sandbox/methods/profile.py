"""Who the bot is and what menus it shows."""

from sandbox.commands import read_key, read_menu
from sandbox.errors import BadRequest
from sandbox.methods.common import known_chat
from sandbox.params import Params
from sandbox.wire import TRUE, dumps
from sandbox.world import World


def get_me(world: World, _params: Params) -> str:
    return dumps(
        {
            **world.bot,
            "can_join_groups": True,
            "can_read_all_group_messages": True,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }
    )


def get_chat(world: World, params: Params) -> str:
    chat = known_chat(world, params)
    return dumps({**chat.body, "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": NO_GIFTS})


NO_GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}


def set_commands(world: World, params: Params) -> str:
    menu = read_menu(params.parsed("commands", "BotCommand"))
    key = read_key(params.parsed("scope", "BotCommandScope"), params.text("language_code"))
    world.commands.put(key, menu)
    _tell(world, key[1])
    return TRUE


def delete_commands(world: World, params: Params) -> str:
    key = read_key(params.parsed("scope", "BotCommandScope"), params.text("language_code"))
    world.commands.drop(key)
    _tell(world, key[1])
    return TRUE


def get_commands(world: World, params: Params) -> str:
    key = read_key(params.parsed("scope", "BotCommandScope"), params.text("language_code"))
    return dumps(world.commands.exactly(key))


def _tell(world: World, chat_id: int) -> None:
    """Show the changed menu: to the one person of a chat's scope, else to everybody."""
    for person in [world.people[chat_id]] if chat_id in world.people else list(world.people.values()):
        if not chat_id or chat_id == person.id:
            menu = world.commands.shown_to(person.id, person.language_code)
            world.feed.publish(person.id, "commands", commands=menu)


def set_description(world: World, params: Params) -> str:
    return _set(world, params, "description", 512)


def set_short_description(world: World, params: Params) -> str:
    return _set(world, params, "short_description", 120)


def get_description(world: World, _params: Params) -> str:
    return dumps({"description": world.profile.get("description", "")})


def get_short_description(world: World, _params: Params) -> str:
    return dumps({"short_description": world.profile.get("short_description", "")})


def _set(world: World, params: Params, name: str, most: int) -> str:
    value = params.text(name)
    if len(value) > most:
        raise BadRequest(f"{name.replace('_', ' ')} is too long")
    world.profile[name] = value
    return TRUE


def set_menu_button(world: World, params: Params) -> str:
    button = params.parsed("menu_button", "MenuButton") or {"type": "default"}
    if not isinstance(button, dict) or str(button.get("type")) not in {"commands", "web_app", "default"}:
        raise BadRequest("MenuButton has invalid type")
    world.profile["menu_button"] = button
    return TRUE


def get_menu_button(world: World, _params: Params) -> str:
    return dumps(world.profile.get("menu_button", {"type": "commands"}))
