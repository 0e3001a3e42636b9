"""Tries at accounts: counted before anything is checked."""
