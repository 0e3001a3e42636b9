"""Haitang 海塘: emergency command and situational awareness. Importing this does nothing."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from app.settings import Settings

__version__ = "0.1.0"


def create_app(settings: "Settings") -> "Flask":
    """The `web` application, built from `settings` alone."""
    from app.web.application import build

    return build(settings)
