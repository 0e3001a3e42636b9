"""One file, one source of tasks; the list is `app/tasks/sources.py`."""
