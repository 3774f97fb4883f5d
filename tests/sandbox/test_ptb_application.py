"""A whole python-telegram-bot Application, polling the sandbox, with the handlers a bot would use."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from conftest import bot_at
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from sandbox import Sandbox
from sandbox.client import Phone, SandboxClient

Context = ContextTypes.DEFAULT_TYPE


async def start(update: Update, context: Context) -> None:
    payload = context.args[0] if context.args else "无"
    buttons = InlineKeyboardMarkup([[InlineKeyboardButton("同意", callback_data="yes")]])
    await update.message.reply_text(f"您好，{update.effective_user.first_name}（{payload}）", reply_markup=buttons)


async def agree(update: Update, _context: Context) -> None:
    await update.callback_query.answer("已记录")
    await update.callback_query.edit_message_text("谢谢")


async def photo(update: Update, _context: Context) -> None:
    file = await update.message.photo[-1].get_file()
    await update.message.reply_text(f"{len(await file.download_as_bytearray())} 字节")


async def echo(update: Update, _context: Context) -> None:
    await update.message.reply_text(update.message.text[::-1])


@pytest.fixture
async def application(sandbox: Sandbox) -> AsyncIterator[Application]:
    application = ApplicationBuilder().bot(bot_at(sandbox, sandbox.token)).build()
    application.add_handlers(
        [
            CommandHandler("start", start),
            CallbackQueryHandler(agree, pattern="^yes$"),
            MessageHandler(filters.PHOTO, photo),
            MessageHandler(filters.TEXT & ~filters.COMMAND, echo),
        ]
    )
    async with application:
        await application.updater.start_polling(timeout=5)
        await application.start()
        yield application
        await application.updater.stop()
        await application.stop()


async def test_a_conversation(application: Application, client: SandboxClient) -> None:
    phone = client.phone(1001)
    await phone.scan("c_ab12")
    assert (await phone.next())["message"]["text"] == "您好，王阿姨（c_ab12）"
    await phone.press("同意")
    assert (await phone.next())["text"] == "已记录"
    assert (await phone.next())["message"]["text"] == "谢谢"
    await phone.say("上海自来水")
    assert (await phone.next())["message"]["text"] == "水来自海上"


async def test_many_people_at_once(application: Application, client: SandboxClient) -> None:
    phones = [client.phone(5000 + n) for n in range(20)]
    await client.settle(*({"id": phone.id, "first_name": f"居民{phone.id}"} for phone in phones))

    async def talk(phone: Phone) -> None:
        await phone.scan()
        assert str(phone.id) in (await phone.next())["message"]["text"]
        await phone.say("一二")
        assert (await phone.next())["message"]["text"] == "二一"

    await asyncio.gather(*(talk(phone) for phone in phones))
