"""Headers on every answer, and a request id to find it again in the logs."""

import secrets

import structlog
from flask import Flask, Response, g, request

_FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), payment=(), usb=(), geolocation=(self)",
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
}
# A year: a browser that has once seen us over TLS asks for nothing else (ASVS 3.4.1).
_OVER_TLS = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


def install(app: Flask) -> None:
    """Set the headers of every answer."""
    app.before_request(_begin_request)
    app.after_request(_finish_response)


def _begin_request() -> None:
    g.request_id = secrets.token_hex(8)
    structlog.contextvars.bind_contextvars(request_id=g.request_id, path=request.path)


def _finish_response(response: Response) -> Response:
    for name, value in _FIXED.items():
        response.headers.setdefault(name, value)
    if request.headers.get("X-Forwarded-Proto") == "https":
        response.headers.update(_OVER_TLS)
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["X-Request-Id"] = g.get("request_id", "")
    structlog.contextvars.unbind_contextvars("request_id", "path")
    return response
