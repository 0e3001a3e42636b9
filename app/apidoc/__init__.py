"""The description of the HTTP API, made from the routes themselves, and its page."""
