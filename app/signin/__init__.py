"""Signing in: with a password and a second factor, or through the office's own provider."""
