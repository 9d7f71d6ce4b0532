"""Telegram says to wait: who waits then, for how long, and in which order they go on."""

from itertools import pairwise

from bot.telegram.flood import FloodQueue
from tests.telegram.queueing import (
    ANN,
    ANSWER,
    BOB,
    CAROL,
    GROUP,
    LIMITS,
    START,
    Sent,
    put_all,
    run_dry,
)


def test_a_refusal_in_a_group_holds_the_group_alone() -> None:
    queue: FloodQueue[tuple[int, int]] = FloodQueue(LIMITS)
    queue.put((GROUP, 0), GROUP, ANSWER, START)
    queue.take(START)
    queue.refuse(GROUP, 40.0, START)
    queue.put((GROUP, 0), GROUP, ANSWER, START, again=True)
    queue.put((ANN, 1), ANN, ANSWER, START)
    assert [(it.chat, it.at) for it in run_dry(queue, START)] == [(ANN, START), (GROUP, START + 40)]


def test_a_refusal_holds_up_nobody_else() -> None:
    queue: FloodQueue[tuple[int, int]] = FloodQueue(LIMITS)
    queue.put((ANN, 0), ANN, ANSWER, START)
    queue.take(START)
    queue.refuse(ANN, 7.0, START)
    queue.refuse(ANN, 7.0, START)
    put_all(queue, [BOB], ANSWER)
    assert run_dry(queue, START) == [Sent(START, BOB, 0)]


def test_refusals_that_no_chat_explains_hold_everything() -> None:
    queue: FloodQueue[tuple[int, int]] = FloodQueue(LIMITS)
    for chat in (ANN, BOB):
        queue.put((chat, 0), chat, ANSWER, START)
        queue.take(START)
        queue.refuse(chat, 7.0, START)
    queue.put((CAROL, 0), CAROL, ANSWER, START)
    assert [(it.chat, it.at) for it in run_dry(queue, START)] == [(CAROL, START + 7)]


def test_a_refusal_after_a_burst_holds_its_chat() -> None:
    queue: FloodQueue[tuple[int, int]] = FloodQueue(LIMITS)
    put_all(queue, [ANN, ANN], ANSWER)
    queue.take(START)
    queue.take(START)
    queue.refuse(ANN, 7.0, START)
    put_all(queue, [BOB], ANSWER)
    assert run_dry(queue, START) == [Sent(START, BOB, 0)]


def test_what_was_refused_goes_before_what_came_later() -> None:
    queue: FloodQueue[tuple[int, int]] = FloodQueue(LIMITS)
    put_all(queue, [ANN, ANN, ANN], ANSWER)
    first = queue.take(START)
    assert first
    queue.refuse(ANN, 3.0, START)
    queue.put(first, ANN, ANSWER, START, again=True)
    sent = run_dry(queue, START)
    assert [it.number for it in sent] == [0, 1, 2]
    assert sent[0].at == START + 3
    assert all(later.at - earlier.at >= 1 for earlier, later in pairwise(sent))


def test_a_refusal_ends_a_burst_until_the_chat_was_quiet() -> None:
    queue: FloodQueue[tuple[int, int]] = FloodQueue(LIMITS)
    queue.refuse(ANN, 1.0, START)
    put_all(queue, [ANN, ANN, BOB, BOB], ANSWER)
    sent = run_dry(queue, START)
    assert [it.at - START for it in sent if it.chat == ANN] == [1, 2]
    assert [it.at - START for it in sent if it.chat == BOB] == [0, 0]
    later = START + 2 + LIMITS.burst
    assert [queue.admit(ANN, ANSWER, later) for _ in range(3)] == [True] * 3
