"""The demo: the sample city in an empty database, an exercise over it, a device's token."""
