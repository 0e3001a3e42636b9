"""Ingest and push in one gevent process: positions in by wire and HTTP, frames out by Socket.IO."""
