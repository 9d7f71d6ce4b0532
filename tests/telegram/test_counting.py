"""What is counted and timed, against what prometheus-client makes of the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from bot.telegram import metrics
from bot.telegram.counting import Count, Level, Timing
from bot.telegram.exposition import Figures, exposition

BOUNDS = (0.005, 1.0, 30.0)


def samples(text: str) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if not sample.name.endswith("_created")  # when it was counted first
    }


@pytest.fixture(autouse=True)
def _own_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, figure in list(vars(metrics).items()):
        if isinstance(figure, Count | Level | Timing):
            monkeypatch.delattr(metrics, name)


@given(
    st.lists(st.tuples(st.sampled_from(['a"b', "x\n", "é"]), st.sampled_from(["200", "429"]))),
    st.lists(st.sampled_from([0.0, 0.004, 0.005, 0.0051, 1.0, 29.5, 30.0, 31.0])),
    st.integers(0, 1000),
)
def test_they_are_what_prometheus_client_makes(
    calls: list[tuple[str, str]], times: list[float], level: int
) -> None:
    registry = CollectorRegistry()
    theirs = (
        Counter("calls", "Calls", ["method", "status"], registry=registry),
        Counter("retries", "Retries", registry=registry),
        Gauge("waiting", "Waiting", registry=registry),
        Histogram("seconds", "Seconds", buckets=BOUNDS, registry=registry),
    )
    ours = (
        Count("calls", "Calls", ("method", "status")),
        Count("retries", "Retries"),
        Level("waiting", "Waiting"),
        Timing("seconds", "Seconds", BOUNDS),
    )
    for labels in calls:
        theirs[0].labels(*labels).inc()
        ours[0].add(*labels)
        theirs[1].inc()
        ours[1].add()
    theirs[2].set(level)
    ours[2].value = level
    for seconds in times:
        theirs[3].observe(seconds)
        ours[3].observe(seconds)
    with pytest.MonkeyPatch.context() as patch:
        for figure in ours:
            patch.setattr(metrics, figure.name, figure, raising=False)
        made = CollectorRegistry()
        made.register(Figures())
        assert samples(generate_latest(made).decode()) == samples(
            generate_latest(registry).decode()
        )


def test_what_fails_is_timed_too() -> None:
    timing = Timing("seconds", "Seconds", BOUNDS)
    with pytest.raises(ZeroDivisionError), timing.time():
        _ = 1 / 0
    assert sum(timing.counts) == 1


def test_the_process_is_told_of() -> None:
    assert b"process_resident_memory_bytes" in exposition()
    assert b"python_info" in exposition()
