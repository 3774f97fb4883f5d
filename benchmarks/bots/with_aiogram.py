"""The same report on aiogram 3 as its manual has it: a router, a state, updates side by side.

python -m benchmarks.bots.with_aiogram URL FOLDER [REDIS]

Conversations are in memory, or in the Redis at the last argument.
"""

import asyncio
import sys
from pathlib import Path

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from benchmarks.bots.wording import DESK_BUTTONS, REVIEW_BUTTONS, Wording, labelled
from benchmarks.town import TOKEN


class Report(StatesGroup):
    review = State()


def keyboard(rows: tuple[tuple[str, ...], ...]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text=label, callback_data=data) for label, data in row] for row in labelled(rows)
        ]
    )


def conversation(wording: Wording, storage: BaseStorage) -> Dispatcher:
    dispatcher = Dispatcher(storage=storage)

    async def cancel(_: Message, state: FSMContext) -> None:
        await state.clear()

    async def tell(message: Message, state: FSMContext) -> None:
        draft, text = wording.review(message.from_user.id, message.text)
        await state.set_state(Report.review)
        await state.update_data(draft)
        await message.answer(text, reply_markup=keyboard(REVIEW_BUTTONS))

    async def submit(query: CallbackQuery, state: FSMContext, bot: Bot) -> None:
        await query.answer()
        told, secretary, card = wording.submitted(query.from_user.id, **await state.get_data())
        await state.clear()
        await query.message.edit_text(told)
        await bot.send_message(secretary, card, reply_markup=keyboard(DESK_BUTTONS))

    dispatcher.message.register(cancel, Command("cancel"))
    dispatcher.message.register(tell, F.text & ~F.text.startswith("/"))
    dispatcher.callback_query.register(submit, Report.review, F.data == "submit")
    return dispatcher


def storage_at(address: str) -> BaseStorage:
    """RedisStorage at a `unix://…` or `redis://…`; in memory where there is none."""
    if not address:
        return MemoryStorage()
    from aiogram.fsm.storage.redis import RedisStorage  # noqa: PLC0415 - without Redis its client need not be there

    return RedisStorage.from_url(address)


async def serve(url: str, folder: Path, redis: str) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    await conversation(Wording(folder), storage_at(redis)).start_polling(Bot(TOKEN, session=session))


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], Path(sys.argv[2]), (*sys.argv, "")[3]))
