"""Prometheus figures of `live`, read from its parts when asked."""

from collections.abc import Callable, Iterator

from prometheus_client import CollectorRegistry
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric

from app.live.feeds import Feed
from app.live.world_time import real_s

OUTCOMES = ("stored", "duplicate", "undecodable", "identity", "unused", "lost", "refused",
            "unproven", "flooded", "dropped", "foreign")  # fmt: skip
Figures = Callable[[], dict[str, float]]


class LiveCollector:
    """Reports by feed and outcome, ages, and the gauges that `figures` gives."""

    def __init__(self, feeds: dict[str, Feed], figures: Figures) -> None:
        self._feeds = feeds
        self._figures = figures

    def collect(self) -> Iterator[Metric]:
        """Everything, for one scrape."""
        yield self._reports_metric()
        ages = GaugeMetricFamily(
            "haitang_feed_age_seconds", "Real time since a feed was heard", labels=["feed"]
        )
        for feed in self._feeds.values():
            if feed.last_at is not None:
                ages.add_metric([feed.id], real_s() - feed.last_at)
        yield ages
        for name, figure in self._figures().items():
            yield GaugeMetricFamily(f"haitang_live_{name}", name.replace("_", " "), value=figure)

    def _reports_metric(self) -> Metric:
        reports = CounterMetricFamily(
            "haitang_reports", "How reports ended", labels=["feed", "outcome", "reason"]
        )
        for feed in self._feeds.values():
            counters = feed.counters
            for outcome in OUTCOMES:
                reports.add_metric([feed.id, outcome, ""], getattr(counters, outcome))
            for reason, count in counters.rejected.items():
                reports.add_metric([feed.id, "rejected", reason], count)
        return reports


def make_registry(feeds: dict[str, Feed], figures: Figures) -> CollectorRegistry:
    """A registry of this process alone."""
    registry = CollectorRegistry()
    registry.register(LiveCollector(feeds, figures))
    return registry
