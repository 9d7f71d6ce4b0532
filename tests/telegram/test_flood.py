"""The queue of what goes out: within the limits, fair, nothing lost, nothing twice."""

from collections import defaultdict
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.flood import FloodQueue, Urgency
from bot.telegram.limits import ON_THE_WAY, SECOND, Rate, telegram_limits
from tests.botapi.flood import Flood
from tests.telegram.queueing import (
    ANN,
    ANSWER,
    BOB,
    BROADCAST,
    CAROL,
    GROUP,
    LIMITS,
    START,
    put_all,
    run_dry,
)

TELEGRAM = telegram_limits(30)


def keeps(times: list[float], rate: Rate) -> bool:
    return all(
        later - earlier >= rate.seconds - 1e-9
        for earlier, later in zip(times, times[rate.count :], strict=False)
    )


def within_a_burst(times: list[float]) -> bool:
    """Tell whether no time has more messages than one burst and then one a second."""
    spans = ((first, last) for first in range(len(times)) for last in range(first, len(times)))
    return all(
        last - first < LIMITS.burst + (times[last] - times[first]) / LIMITS.every + 1e-9
        for first, last in spans
    )


chats = st.lists(st.sampled_from([ANN, BOB, GROUP, -4, 5, 6]), max_size=40)


@given(chats, st.lists(st.sampled_from(Urgency), max_size=40))
def test_all_limits_and_each_chats_order_are_kept(
    places: list[int], urgencies: list[Urgency]
) -> None:
    queue: FloodQueue[tuple[int, int]] = FloodQueue(LIMITS)
    for number, (chat, urgency) in enumerate(zip(places, urgencies, strict=False)):
        queue.put((chat, number), chat, urgency, START)
    sent = run_dry(queue, START)
    assert len(sent) == min(len(places), len(urgencies))
    assert keeps([it.at for it in sent], LIMITS.overall)
    by_chat = defaultdict(list)
    for it in sent:
        by_chat[it.chat].append(it)
    for chat, those in by_chat.items():
        times = [it.at for it in those]
        assert within_a_burst(times) if chat > 0 else keeps(times, Rate(1, LIMITS.every))
        assert chat > 0 or keeps(times, LIMITS.group)
        for urgency in Urgency:
            numbers = [it.number for it in those if urgencies[it.number] is urgency]
            assert numbers == sorted(numbers)


@given(chats)
def test_broadcasts_keep_the_limits_from_the_start(places: list[int]) -> None:
    queue: FloodQueue[tuple[int, int]] = FloodQueue(LIMITS)
    put_all(queue, places, BROADCAST)
    sent = run_dry(queue, START)
    assert sorted(it.number for it in sent) == list(range(len(places)))
    assert keeps([it.at for it in sent], LIMITS.broadcast)


def test_answers_in_private_come_in_a_burst_and_then_one_a_second() -> None:
    queue: FloodQueue[tuple[int, int]] = FloodQueue(LIMITS)
    put_all(queue, [ANN] * 12, ANSWER)
    times = [it.at - START for it in run_dry(queue, START)]
    assert times == [0] * 5 + [1] * 5 + [2, 3]  # five a second in all, nine at once to Ann


def test_what_nobody_waits_for_comes_in_no_burst() -> None:
    queue: FloodQueue[tuple[int, int]] = FloodQueue(LIMITS)
    put_all(queue, [ANN] * 4, BROADCAST)
    assert [it.at - START for it in run_dry(queue, START)] == [0, 1, 2, 3]


def test_a_burst_comes_back_with_time() -> None:
    queue: FloodQueue[tuple[int, int]] = FloodQueue(LIMITS)
    burst = 5
    assert [queue.admit(ANN, ANSWER, START) for _ in range(burst + 1)] == [True] * burst + [False]
    later = START + 1
    assert [queue.admit(ANN, ANSWER, later) for _ in range(6)] == [True] * 5 + [False]


@given(st.lists(st.tuples(st.sampled_from([ANN, BOB, GROUP, -4]), st.sampled_from(Urgency))))
def test_what_may_go_at_once_is_what_would_be_taken_next(puts: list[tuple[int, Urgency]]) -> None:
    straight: FloodQueue[int] = FloodQueue(LIMITS)
    queued: FloodQueue[int] = FloodQueue(LIMITS)
    for number, (chat, urgency) in enumerate(puts):
        now = START + number / 10
        for queue in (straight, queued):
            while queue.take(now) is not None:
                pass
        admitted = straight.admit(chat, urgency, now)
        queued.put(number, chat, urgency, now)
        assert admitted == (queued.take(now) == number)
        if not admitted:
            straight.put(number, chat, urgency, now)


def test_nobody_goes_past_who_waits() -> None:
    queue: FloodQueue[tuple[int, int]] = FloodQueue(LIMITS)
    put_all(queue, list(range(1, 8)), ANSWER)
    for chat in range(1, 6):
        assert queue.take(START) == (chat, chat - 1)
    assert queue.take(START) is None
    assert not queue.admit(CAROL + 1, ANSWER, START + 1)  # two others have waited for that
    assert not queue.admit(1, BROADCAST, START + 1)


@given(st.lists(st.floats(0.0, 0.9), min_size=12, max_size=12))
def test_what_is_long_on_its_way_is_counted_from_its_arrival(ways: list[float]) -> None:
    queue: FloodQueue[tuple[int, int]] = FloodQueue(LIMITS)
    put_all(queue, list(range(1, 13)), ANSWER)
    now, under_way, arrivals = START, list[tuple[float, float, int]](), list[float]()
    while queue or under_way:
        while taken := queue.take(now):
            under_way.append((now + ways[taken[1]], now, taken[0]))
        moments = [it for it in (queue.look_at(), *(at for at, _, _ in under_way)) if it]
        now = min(moments)
        for at, sent, chat in [it for it in under_way if it[0] <= now]:
            under_way.remove((at, sent, chat))
            queue.arrived(chat, sent, now)
            arrivals.append(at)
    assert len(arrivals) == 12
    seconds = LIMITS.overall.seconds - ON_THE_WAY
    assert keeps(sorted(arrivals), Rate(LIMITS.overall.count, seconds))


def test_a_group_is_given_its_second_from_the_arrival() -> None:
    queue: FloodQueue[tuple[int, int]] = FloodQueue(LIMITS)
    assert queue.admit(GROUP, ANSWER, START)
    queue.arrived(GROUP, START, START + 0.5)
    assert not queue.admit(GROUP, ANSWER, START + 1.4)
    assert queue.admit(GROUP, ANSWER, START + 1.5)


def test_a_large_daily_post_does_not_delay_an_answer() -> None:
    queue: FloodQueue[tuple[int, int]] = FloodQueue(TELEGRAM)
    put_all(queue, list(range(100, 5100)), BROADCAST)
    sent = [queue.take(START) for _ in range(TELEGRAM.broadcast.count + 1)]
    assert sent[-1] is None
    assert queue.admit(ANN, ANSWER, START)


def test_a_hundred_ask_at_once_while_a_post_goes_to_2000() -> None:
    """Nobody is told "too many", and everybody is answered as soon as thirty a second allow."""
    now = START
    counted = Flood(now=lambda: now)
    queue: FloodQueue[tuple[int, int]] = FloodQueue(TELEGRAM)
    put_all(queue, list(range(1000, 3000)), BROADCAST)
    people = range(1, 101)
    asked = {person: START + 10 + person // 10 / 10 for person in people}  # within a second
    answered: dict[int, float] = {}
    posted = 0
    for tick in range(1300):  # tenths of a second
        now = START + tick / 10
        for person in (it for it in people if asked[it] <= now < asked[it] + 0.1):
            queue.put((person, 0), person, ANSWER, now)
        while taken := queue.take(now):
            counted.check("sendMessage", {"chat_id": taken[0]})  # raises what Telegram would
            posted += taken[0] >= 1000
            if taken[0] < 1000:
                answered[taken[0]] = now
    assert posted == 2000
    assert set(answered) == set(people)
    delays = sorted(answered[person] - asked[person] for person in people)
    # What the post has sent in the second before is all that they wait for, besides each other.
    assert delays[-1] <= SECOND * (100 + TELEGRAM.broadcast.count) / TELEGRAM.overall.count


def test_a_post_waits_while_all_that_may_be_sent_are_answers() -> None:
    queue: FloodQueue[tuple[int, int]] = FloodQueue(LIMITS)
    put_all(queue, list(range(100, 103)), BROADCAST)
    put_all(queue, list(range(1, 8)), ANSWER)
    order = [it.chat for it in run_dry(queue, START)]
    assert order == [*range(1, 8), 100, 101, 102]


def test_no_limit_is_exceeded_by_a_post_to_2000_while_groups_play_and_people_ask() -> None:
    """Counted by the double, to the letter of the limits, on a clock of its own."""
    now = START
    counted = Flood(now=lambda: now)
    queue: FloodQueue[tuple[int, int]] = FloodQueue(TELEGRAM)
    put_all(queue, list(range(1000, 3000)), BROADCAST)
    groups, people = range(-20, 0), count(5000)
    asked: dict[int, float] = {}
    sent: dict[int, float] = {}
    for tick in range(1200):  # tenths of a second
        now = START + tick / 10
        for group in groups:  # each plays, a question every four seconds
            if (tick + 2 * group) % 40 == 0:
                queue.put((group, tick), group, ANSWER if tick < 40 else BROADCAST, now)
        if tick % 3 == 0:
            person = next(people)
            asked[person] = now
            queue.put((person, 0), person, ANSWER, now)
        while taken := queue.take(now):
            counted.check("sendMessage", {"chat_id": taken[0]})
            sent[taken[0]] = now
    assert all(chat in sent for chat in range(1000, 3000))
    assert {person: sent[person] for person in asked} == asked


def test_a_post_of_5000_takes_as_long_as_the_limit_says() -> None:
    queue: FloodQueue[tuple[int, int]] = FloodQueue(TELEGRAM)
    put_all(queue, list(range(100, 5100)), BROADCAST)
    assert run_dry(queue, START)[-1].at - START < 5000 / 20 * 1.11


def test_what_follows_in_a_chat_is_no_broadcast() -> None:
    queue: FloodQueue[tuple[int, int]] = FloodQueue(LIMITS)
    queue.put((GROUP, 0), GROUP, ANSWER, START)
    assert queue.take(START) == (GROUP, 0)
    put_all(queue, list(range(100, 150)), BROADCAST)
    queue.put((GROUP, 99), GROUP, BROADCAST, START)  # the next question of a round
    order = [it.number for it in run_dry(queue, START + 1)]
    assert order.index(99) == 0


def test_chats_are_forgotten() -> None:
    queue: FloodQueue[tuple[int, int]] = FloodQueue(LIMITS)
    for number in range(500):
        now = START + number
        assert queue.admit(number + 1, ANSWER, now)
    assert len(queue._chats) < 70
