"""Starts the processes, restarts those that fall, and stops them in order."""
