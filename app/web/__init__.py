"""The `web` process: pages, REST, tiles, exports."""
