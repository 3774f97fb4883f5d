"""Sending what is not a file: text, places, contacts, and "is typing…"."""

from sandbox.chats import Message
from sandbox.errors import BadRequest
from sandbox.formatting import read_text
from sandbox.methods.common import deliver, writable_chat
from sandbox.params import Params
from sandbox.wire import JSON, TRUE
from sandbox.world import World

ACTIONS = frozenset(
    {"typing", "choose_sticker", "find_location"}
    | {f"upload_{what}" for what in ("photo", "video", "voice", "audio", "document", "video_note")}
    | {f"record_{what}" for what in ("video", "voice", "audio", "video_note")}
)


def send_message(world: World, params: Params) -> Message:
    return deliver(world, params, read_text(params))


def send_location(world: World, params: Params) -> Message:
    return deliver(world, params, {"location": read_place(params)})


def send_venue(world: World, params: Params) -> Message:
    title, address = params.text("title"), params.text("address")
    if not title:
        raise BadRequest("VENUE_TITLE_EMPTY")
    place = read_place(params)
    return deliver(world, params, {"venue": {"location": place, "title": title, "address": address}, "location": place})


def send_contact(world: World, params: Params) -> Message:
    if not params.has("phone_number"):
        raise BadRequest("phone number is empty")
    if not params.has("first_name"):
        raise BadRequest("first name is empty")
    names = ("phone_number", "first_name", "last_name")
    return deliver(world, params, {"contact": {name: params.text(name) for name in names if params.has(name)}})


def send_chat_action(world: World, params: Params) -> str:
    action = params.text("action")
    if action not in ACTIONS:
        raise BadRequest("wrong parameter action in request")
    chat = writable_chat(world, params)
    world.feed.publish(chat.id, "typing", text=action)
    return TRUE


def read_place(params: Params) -> JSON:
    """Latitude and longitude in degrees; refuses what is not on the globe."""
    latitude, longitude = params.number("latitude"), params.number("longitude")
    if latitude is None or longitude is None:
        raise BadRequest(
            "latitude or longitude is empty" if latitude is None and longitude is None else "location is invalid"
        )
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise BadRequest("wrong geo coordinates")
    return {"latitude": latitude, "longitude": longitude}
