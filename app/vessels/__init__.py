"""Vessels: the register, the card of one vessel and its track."""
