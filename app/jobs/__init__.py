"""Asking for background work. The work itself is in app.worker, which nothing below imports."""
