"""The same report on python-telegram-bot as its manual has it: ConversationHandler and PicklePersistence.

    python -m benchmarks.bots.with_ptb URL FOLDER

As shipped: its own request object, its own polling, the pickle written each minute. Updates one by one:
「ConversationHandler heavily relies on incoming updates being processed one by one」
(https://docs.python-telegram-bot.org/en/stable/telegram.ext.conversationhandler.html).
"""

import sys
import warnings
from pathlib import Path

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)
from telegram.warnings import PTBUserWarning

from benchmarks.bots.wording import DESK_BUTTONS, REVIEW_BUTTONS, Wording, labelled
from benchmarks.town import TOKEN

REVIEW = 0
Context = ContextTypes.DEFAULT_TYPE


def keyboard(rows: tuple[tuple[str, ...], ...]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in labelled(rows)]
    )


class Conversation:
    def __init__(self, wording: Wording) -> None:
        self.wording = wording

    async def tell(self, update: Update, context: Context) -> int:
        draft, text = self.wording.review(update.effective_user.id, update.message.text)
        context.user_data["draft"] = draft
        await update.message.reply_text(text, reply_markup=keyboard(REVIEW_BUTTONS))
        return REVIEW

    async def submit(self, update: Update, context: Context) -> int:
        await update.callback_query.answer()
        told, secretary, card = self.wording.submitted(update.effective_user.id, **context.user_data.pop("draft"))
        await update.callback_query.edit_message_text(told)
        await context.bot.send_message(secretary, card, reply_markup=keyboard(DESK_BUTTONS))
        return ConversationHandler.END

    async def cancel(self, _: Update, context: Context) -> int:
        context.user_data.pop("draft", None)
        return ConversationHandler.END

    def handler(self) -> ConversationHandler:
        return ConversationHandler(
            entry_points=[MessageHandler(filters.TEXT & ~filters.COMMAND, self.tell)],
            states={REVIEW: [CallbackQueryHandler(self.submit, pattern="^submit$")]},
            fallbacks=[CommandHandler("cancel", self.cancel)],
            name="report",
            persistent=True,
        )


def main() -> None:
    url, folder = sys.argv[1:]
    warnings.simplefilter("ignore", PTBUserWarning)  # it explains per_message, which this conversation does not need
    application = (
        ApplicationBuilder()
        .token(TOKEN)
        .base_url(f"{url}/bot")
        .persistence(PicklePersistence(Path(folder) / "conversations.pickle"))
        .build()
    )
    application.add_handler(Conversation(Wording(Path(folder))).handler())
    application.run_polling()


if __name__ == "__main__":
    main()
