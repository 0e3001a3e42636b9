"""Counts and times of requests, for /metrics."""

import time

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram

from app.services import Slot

REGISTRY = Slot("haitang_metrics", CollectorRegistry)


def install(app: Flask) -> None:
    """Count and time every request of this application in its own registry."""
    registry = CollectorRegistry()
    requests = Counter(
        "haitang_web_requests", "Requests answered", ["endpoint", "status"], registry=registry
    )
    seconds = Histogram(
        "haitang_web_request_seconds", "Time to answer", ["endpoint"], registry=registry
    )
    REGISTRY.put(app.extensions, registry)

    def begin() -> None:
        g.began = time.perf_counter()

    def finish(response: Response) -> Response:
        endpoint = request.endpoint or "none"
        requests.labels(endpoint, str(response.status_code)).inc()
        seconds.labels(endpoint).observe(time.perf_counter() - g.get("began", time.perf_counter()))
        return response

    app.before_request(begin)
    app.after_request(finish)
