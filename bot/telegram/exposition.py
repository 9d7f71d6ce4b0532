"""What was counted and timed, and what the process uses, as Prometheus reads it."""

from collections.abc import Iterator
from itertools import accumulate

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    GCCollector,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from bot.telegram import metrics
from bot.telegram.counting import Count, Level, Timing

__all__ = ["CONTENT_TYPE_LATEST", "Figures", "exposition"]


class Figures(Collector):
    """Those of ``bot.telegram.metrics``."""

    def collect(self) -> Iterator[Metric]:
        for figure in vars(metrics).values():
            match figure:
                case Count():
                    yield _counter(figure)
                case Level():
                    yield GaugeMetricFamily(figure.name, figure.meaning, figure.value)
                case Timing():
                    yield _histogram(figure)


def _counter(count: Count) -> Metric:
    family = CounterMetricFamily(count.name, count.meaning, labels=count.labels)
    unlabelled = {} if count.labels else {(): 0}
    for labels, times in (unlabelled | count.counts).items():
        family.add_metric(labels, times)
    return family


def _histogram(timing: Timing) -> Metric:
    bounds = (*map(str, timing.bounds), "+Inf")
    buckets = list(zip(bounds, accumulate(timing.counts), strict=True))
    family = HistogramMetricFamily(timing.name, timing.meaning)
    family.add_metric((), buckets, timing.total)
    return family


def exposition() -> bytes:
    """Return all figures as they are now, in Prometheus' text format."""
    registry = CollectorRegistry()
    registry.register(Figures())
    for collector in (ProcessCollector, PlatformCollector, GCCollector):
        collector(registry=registry)
    return generate_latest(registry)
