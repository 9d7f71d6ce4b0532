"""Where the bot is no member: results to choose from behind its name, and one answer as a guest."""

from collections.abc import Awaitable, Callable
from typing import Final

import structlog
import telegram
from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputMessageContent,
    InputTextMessageContent,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, EndPointNotFound

from bot.conversation.dispatcher import Dispatcher
from bot.conversation.message import Message
from bot.conversation.texts import words
from bot.conversation.views.inline import NO_ANSWER
from bot.domain.language import Language, from_tag
from bot.rendering import telegram_html, telegram_rich
from bot.rendering.display import Display, Form, form_of
from bot.telegram.incoming import ask_as_guest, ask_inline
from bot.telegram.keyboards import keyboard, markup
from bot.telegram.pages import NO_PREVIEW
from bot.telegram.updates import InlineQuery
from bot.telegram.updates import Message as Incoming

log = structlog.get_logger(__name__)

CACHE_SECONDS: Final = 300
"""How long Telegram may repeat results to the same person, who may change settings meanwhile."""

TITLE_CHARACTERS: Final = 100
DESCRIPTION_CHARACTERS: Final = 200


class Inline:
    """Answers inline queries and guest messages.

    Args:
        bot: the bot that answers.
        dispatcher: what knows the answers.
    """

    def __init__(self, bot: telegram.Bot, dispatcher: Dispatcher) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._knows_rich = True

    async def offer(self, query: InlineQuery) -> None:
        """Offer answers to whom types; the chosen one goes to the chat where it was typed.

        Raises:
            TelegramError: Telegram does not take the results, or cannot be reached.
        """
        reply = await self._dispatcher.handle(ask_inline(query))
        told = self._dispatcher.language or from_tag(query["from"].get("language_code"))
        say = words(told or Language.EN)
        ask = InlineQueryResultsButton(say("button-ask-in-private"), start_parameter=NO_ANSWER)

        async def offer(display: Display) -> None:
            await self._bot.answer_inline_query(
                query["id"],
                [self._article(message, display) for message in reply.messages],
                cache_time=CACHE_SECONDS if query["query"].strip() else 0,
                is_personal=True,  # languages and settings differ
                button=None if reply.messages else ask,
            )

        await self._in_the_best_form(offer, reply.display)

    async def answer_guest(self, message: Incoming) -> None:
        """Answer somebody who mentions the bot where it is no member; Telegram allows it once.

        Raises:
            TelegramError: Telegram does not take the answer, or cannot be reached.
        """
        query = message.get("guest_query_id")
        reply = await self._dispatcher.handle(ask_as_guest(message, self._bot.bot))
        if query is None or not reply.messages:
            return

        async def answer(display: Display) -> None:
            article = self._article(reply.messages[0], display)
            await self._bot.answer_guest_query(query, article)

        await self._in_the_best_form(answer, reply.display)

    async def _in_the_best_form(
        self, answer: Callable[[Display], Awaitable[None]], chosen: Display | None
    ) -> None:
        """Answer typeset where that is needed, and as text where Telegram knows no rich messages.

        What others of a chat can see is not known: so the lightest form, whatever was chosen.
        """
        if self._knows_rich and chosen is not Display.TEXT:
            try:
                await answer(Display.AUTO)
            except (BadRequest, EndPointNotFound) as error:
                if "is too old" in error.message:  # nobody waits any more
                    log.info("query not answered", reason=error.message)
                    return
                log.warning("rich results refused, shown as text", reason=error.message)
                self._knows_rich = False
            else:
                return
        await answer(Display.TEXT)

    def _article(self, message: Message, display: Display) -> InlineQueryResultArticle:
        title, description, name = "…", None, "answer"
        if message.summary:
            name = message.summary.id
            title = _shortened(message.summary.title, TITLE_CHARACTERS)
            description = _shortened(message.summary.description, DESCRIPTION_CHARACTERS)
        return InlineQueryResultArticle(
            name,
            title,
            _content(message, display),
            reply_markup=markup(keyboard((), message.links, self._bot.username)),
            description=description,
        )


def _shortened(text: str, characters: int) -> str:
    return text if len(text) <= characters else f"{text[: characters - 1].rstrip()}…"


def _content(message: Message, display: Display) -> InputMessageContent:
    if form_of(message.document, display) is Form.RICH:
        (rich,) = telegram_rich.render(message.document)
        return InputMessageContent(api_kwargs={"rich_message": rich})
    first = telegram_html.render(message.document)[0]
    return InputTextMessageContent(
        first, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
    )
