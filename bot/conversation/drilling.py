"""What the commands of a drill reply after a move."""

from dataclasses import replace

from bot.conversation import charting
from bot.conversation.arguments import refuse
from bot.conversation.command import Turn
from bot.conversation.message import Message, Reply
from bot.conversation.views import boards, drills, endings, pages
from bot.conversation.views.drills import Scene
from bot.conversation.views.hints import HINTS
from bot.domain.mock import report
from bot.domain.quiz import Drill, Kind, Mode, Move, Refusal
from bot.domain.scoring import Scorer


async def scorer(turn: Turn) -> Scorer:
    """Return what scores typed answers; nobody else waits while it is made for the first."""
    scoring = turn.services.scoring
    if scoring.ready is not None:
        return scoring.ready
    return await turn.here.made("scorer", scoring.scorer)


async def scene(turn: Turn, drill: Drill) -> Scene:
    """Return a drill with what it takes to show it: its language, and its person's choices."""
    services = turn.services
    typed = any(card.mode is Mode.TYPE and card.answer is not None for card in drill.cards)
    chosen = await services.people.preferences(drill.person)
    return Scene(
        drill=drill,
        deck=services.deck,
        words=turn.speaking(drill.language).words,
        grades=chosen.grades,
        zone=services.reviewing.zone_of(chosen),
        scorer=await scorer(turn) if typed else None,
    )


async def begun(turn: Turn, drill: Drill) -> Reply:
    """Ask the open question of a drill."""
    return Reply((drills.card(await scene(turn, drill), drill.cards[-1]),))


async def gone_on(turn: Turn, drill: Drill) -> Reply:
    """Say that a drill goes on where it was, and ask its open question."""
    drill = await turn.services.timing.resume(drill, turn.request.at)
    return await _noticed(
        turn, drill, turn.speaking(drill.language).words(f"continues-{drill.kind}")
    )


async def timed(turn: Turn, drill: Drill) -> Reply:
    """Say that the time of a question is up and show the answer, or that its time starts anew."""
    card, words = drill.cards[-1], turn.speaking(drill.language).words
    if not card.revealed:
        return await _noticed(turn, drill, words("mock-time-anew"))
    return await _noticed(turn, drill, words("mock-time-up", mode=card.mode))


async def _noticed(turn: Turn, drill: Drill, notice: str) -> Reply:
    asked = await begun(turn, drill)
    return Reply((*pages.said(notice).messages, *asked.messages))


def refused(turn: Turn, reason: Refusal) -> Reply:
    """Say why a button changes nothing."""
    return refuse(turn, turn.words(f"refused-{reason}"))


async def hinted(turn: Turn, drill: int, position: int) -> Reply:
    """Show the open question with one hint more."""
    move = await turn.services.quizzing.hint(drill, position, turn.person, most=HINTS)
    if isinstance(move, Refusal):
        return refused(turn, move)
    message = drills.asked(await scene(turn, move), move.cards[-1])
    return Reply((replace(message, replaces=True),))


async def picked(turn: Turn, drill: int, position: int, option: int) -> Reply:
    """Pick an option of the open question; where several are right, go on picking."""
    move = await turn.services.quizzing.pick(drill, position, turn.person, option, turn.request.at)
    if isinstance(move, Refusal):
        return refused(turn, move)
    if move.at(position).outcome:
        return await moved_on(turn, move, position)
    message = drills.asked(await scene(turn, move), move.cards[-1])
    return Reply((replace(message, replaces=True, news=None),))


async def moved_on(turn: Turn, move: Move, position: int) -> Reply:
    """Mark the question that was answered or skipped, and ask the next or sum up."""
    if isinstance(move, Refusal):
        return refused(turn, move)
    shown = await scene(turn, move)
    following: Message
    if move.current:
        following = drills.asked(shown, move.current)
    else:
        following = await _over(turn, shown)
    return Reply((drills.settled(shown, move.at(position)), following))


async def stopped(turn: Turn, move: Move) -> Reply:
    """Sum up a drill that was ended early."""
    if isinstance(move, Refusal):
        return refused(turn, move)
    return Reply((await _over(turn, await scene(turn, move)),))


async def cut_short(turn: Turn) -> tuple[Message, ...]:
    """End the interview that is open here, as another drill begins, and report on it."""
    quizzing, request = turn.services.quizzing, turn.request
    drill = await quizzing.open_here(request.chat.id, turn.person)
    if drill is None or drill.kind is not Kind.MOCK or not drill.cards[0].outcome:
        return ()
    return (await stopped(turn, await quizzing.stop(drill.id, turn.person, request.at))).messages


async def _interview_over(turn: Turn, shown: Scene) -> Message:
    found = report(shown.drill, shown.deck)
    message = endings.interview_over(shown, found)
    if found is None:
        return message
    board = boards.interview(found, shown.deck, shown.words)
    return replace(message, attachment=await charting.picture(turn, board, "interview"))


async def _over(turn: Turn, shown: Scene) -> Message:
    drill = shown.drill
    if drill.kind is Kind.REVIEW:
        queue = await turn.services.reviewing.queue(drill.person, turn.request.at)
        return endings.review_over(shown, queue, turn.request.at)
    if drill.kind is Kind.MOCK:
        return await _interview_over(turn, shown)
    return endings.over(shown)
