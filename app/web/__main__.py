"""`python -m app.web`: gunicorn with threads on a unix socket."""

from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from app import create_app
from app.lifeline import leave_with_parent
from app.logs import configure_logs
from app.settings import Settings, load_settings

KEEPALIVE_S = 75


class Server(BaseApplication):
    """One gunicorn worker × 8 threads; no preload, so that nothing is shared over the fork."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        """Settings of the server itself."""
        chosen: dict[str, Any] = {
            "bind": f"unix:{self.settings.web_socket}",
            "workers": 1,
            "threads": 8,
            "worker_class": "gthread",
            "timeout": 60,
            "graceful_timeout": 5,
            # Longer than nginx keeps an idle connection to us: where we end one just as it sends a
            # POST into it, the visitor gets 502.
            "keepalive": KEEPALIVE_S,
            "umask": 0o111,  # of the socket: nginx is another user; the folder lets in only us two
            "control_socket_disable": True,
            "proc_name": "haitang-web",
        }
        for name, value in chosen.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:  # pyright: ignore[reportIncompatibleMethodOverride] - any WSGI app will do
        """The application, built after the fork."""
        leave_with_parent()
        return create_app(self.settings)


def main() -> None:
    """Serve until told to stop or the supervisor is gone."""
    settings = load_settings()
    configure_logs(settings, "web")
    leave_with_parent()
    Server(settings).run()


if __name__ == "__main__":
    main()
