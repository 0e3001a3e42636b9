"""Positions: decoders, validation, identity, the picture, its store and its frames."""
