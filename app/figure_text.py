"""Figures as the screens write them, in both languages: one form each, for every sentence."""

from datetime import datetime

from app.clock import BEIJING
from app.wording import Text


def moment_text(at: datetime) -> Text:
    """10日 14:05 and 10/7 14:05, local time."""
    local = at.astimezone(BEIJING)
    return Text(f"{local:%-d日 %H:%M}", f"{local:%-d/%-m %H:%M}")


def force_text(force: int) -> Text:
    """10 级 and force 10."""
    return Text(f"{force} 级", f"force {force}")


def people_text(people: int) -> Text:
    """1,135 人 and 1,135 people."""
    return Text(f"{people:,} 人", f"{people:,} people" if people != 1 else "1 person")
