"""Feeds that are fetched or found: polled addresses and watched folders."""
