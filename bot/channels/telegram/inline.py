"""`@bot cgtmse` in any chat: cited cards for field officers, in their language."""

from __future__ import annotations

from collections.abc import Iterator

from telegram import InlineQueryResultArticle, InlineQueryResultsButton, InputTextMessageContent, LinkPreviewOptions
from telegram.constants import ParseMode

from actions.answer import Answerer
from actions.outcomes import Answer, Clarify
from bot.arrivals import form_of_profile
from bot.channels.telegram.messages import html_of
from bot.messages import Reply
from bot.wording import answer_card, outcome_text, say
from knowledge.language import FORMS, by_script
from knowledge.text import shorten

MOST_CARDS = 5
#: Seconds that Telegram may show the same cards to the same person again; its default is 300, for everybody.
CACHE = 5
#: Nothing is searched for less.
SHORTEST_QUERY = 2
LONGEST_QUERY = 256


def form_of(profile: str, known: str | None, query: str = "") -> str:
    """The form somebody reads: the query's script, else their conversation's, else their app's, else English."""
    script = by_script(query)
    if script in FORMS:
        return str(script)
    if known in FORMS:
        return str(known)
    return form_of_profile(profile)


def cards(answerer: Answerer, query: str, form: str) -> list[InlineQueryResultArticle]:
    """What answers the query first, then what else is near it; empty where the documents say nothing."""
    if len(query.strip()) < SHORTEST_QUERY:
        return []
    found = list(_answers(answerer, query[:LONGEST_QUERY], form))
    return [_article(str(place), answer) for place, answer in enumerate(found[:MOST_CARDS])]


def _answers(answerer: Answerer, query: str, form: str) -> Iterator[Answer]:
    outcome = answerer.answer(query, form)
    shown = set()
    if isinstance(outcome, Answer):
        shown.add(outcome.quotes[0].doc_id)
        yield outcome
    chosen = [choice.document for choice in outcome.choices] if isinstance(outcome, Clarify) else []
    # Of a question that has no answer here nothing near it is offered as if it were one.
    near = outcome.documents if isinstance(outcome, Answer | Clarify) else ()
    for document in dict.fromkeys([*chosen, *near]):
        overview = answerer.detail(document, "", form) if document not in shown else None
        if isinstance(overview, Answer):
            yield overview


def _article(identity: str, answer: Answer) -> InlineQueryResultArticle:
    first = answer.quotes[0]
    reply = Reply(text=outcome_text(answer), language=answer.language, card=answer_card(answer))
    content = InputTextMessageContent(
        html_of(reply), parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
    return InlineQueryResultArticle(identity, shorten(first.title, 100), content, description=shorten(first.quote, 160))


def hint(form: str, key: str) -> InlineQueryResultsButton:
    """A line above the results that opens the private chat with the bot."""
    return InlineQueryResultsButton(say(form, key), start_parameter="inline")
